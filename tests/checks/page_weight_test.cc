#include "checks/page_weight.h"

#include <catch2/catch.hpp>
#include <cstdint>

#include "support/build_in_memory.h"
#include "support/pictures.h"

using namespace gazette;

namespace {

/// Words that do not pack well.
std::string noise(std::size_t bytes) {
  std::string out;
  std::uint32_t state = 5;
  while (out.size() < bytes) {
    state = state * 1'664'525U + 1'013'904'223U;
    out += static_cast<char>('a' + (state >> 24U) % 26);
    if (out.size() % 9 == 0) out += ' ';
  }
  return out;
}

/// A JPEG whose scan is that long.
std::string photograph(std::size_t bytes) {
  std::string out = planted_jpeg(1);
  const std::size_t scan = out.find("\x11\xFF");
  return out.insert(scan, noise(bytes));
}

const std::string kPage =
    "<!DOCTYPE html><html><head><title>{{page.title}}</title>{{#stylesheets}}<link rel=\"stylesheet\" "
    "href=\"{{address}}\" />{{/stylesheets}}{{#scripts}}<script "
    "src=\"{{address}}\"></script>{{/scripts}}</head>"
    "<body>{{{page.body}}}<img src=\"/photo.jpg\" alt=\"\" /></body></html>";

struct Weighed {
  PageWeight heaviest;
  std::string messages;
};

Weighed weigh(std::map<std::string, std::string> files) {
  files.emplace("themes/civic/layouts/page.mustache", kPage);
  files.emplace("content/_index.md", page_text("Home", "Hello"));
  const BuiltSite built = build_in_memory(std::move(files));
  Diagnostics found;
  Weighed out;
  out.heaviest = check_page_weights(*built.outcome.site, built.outcome.tree, 2, found);
  for (const Diagnostic& finding : found.items()) out.messages += format_diagnostic(finding);
  return out;
}

}  // namespace

TEST_CASE("a small site is within its budget, and the heaviest page is known", "[stages][weight]") {
  const Weighed weighed = weigh({{"content/long.md", page_text("Long", noise(8'000))}});
  CHECK(weighed.messages.empty());
  CHECK(weighed.heaviest.page != kNoPage);
  CHECK(weighed.heaviest.html > 3'000);
  CHECK(weighed.heaviest.html < 8'000);
  CHECK(weighed.heaviest.parts.front().path == "long/index.html");
}

TEST_CASE("a long page is named with its parts and the key that allows more", "[stages][weight]") {
  const Weighed weighed = weigh({{"content/long.md", page_text("Long", noise(70'000))}});
  CHECK(weighed.messages.find("content/long.md:1:1: error: the page /long/ is 4") == 0);
  CHECK(weighed.messages.find("KB long packed, and 30 KB is the most  [weight/html]") != std::string::npos);
  CHECK(weighed.messages.find("its largest parts: long/index.html 4") != std::string::npos);
  CHECK(weighed.messages.find("checks: {weight: {html: …}}") != std::string::npos);
}

TEST_CASE("much text that packs well is no matter", "[stages][weight]") {
  std::string body;
  for (int i = 0; i < 4'000; ++i) body += "The same words again and again. ";
  CHECK(weigh({{"content/long.md", page_text("Long", body)}}).messages.empty());
}

TEST_CASE("style sheets and scripts are told once, pictures count apart", "[stages][weight]") {
  const Weighed weighed = weigh({{"content/a.md", page_text("A", "a")},
                                 {"content/b.md", page_text("B", "b")},
                                 {"themes/civic/assets/20-more.css", "/* x */" + noise(30'000)},
                                 {"themes/civic/assets/app.js", noise(20'000)},
                                 {"assets/photo.jpg", photograph(500'000)}});
  const auto count = [&](std::string_view text) {
    std::size_t n = 0;
    for (std::size_t at = weighed.messages.find(text); at != std::string::npos;
         at = weighed.messages.find(text, at + 1)) {
      ++n;
    }
    return n;
  };
  CHECK(count("[weight/css]") == 1);
  CHECK(count("[weight/js]") == 1);
  CHECK(count("[weight/html]") == 0);
  CHECK(count("[weight/page]") == 0);
  CHECK(weighed.messages.find("(4 such pages)") != std::string::npos);
  CHECK(count("[weight/images]") == 4);  // with 404.html, which every site has
  CHECK(weighed.messages.find("200 KB is the most") != std::string::npos);
  CHECK(weighed.messages.find("the largest: photo.jpg") != std::string::npos);
}

TEST_CASE("a site sets its own budget, and a bad one is told", "[stages][weight]") {
  const std::string start = "title: T\nbase_url: https://example.org/\nchecks:\n  weight: ";
  const auto with = [&](const std::string& weight) {
    return weigh({{"content/site.yaml", start + weight + "\n"},
                  {"content/long.md", page_text("Long", noise(70'000))}})
        .messages;
  };
  CHECK(with("{html: 80, page: 90}").empty());
  CHECK(with("{html: 80, page: 40}").find("[weight/page]") != std::string::npos);
  CHECK(with("{html: big, page: 90}").find("`html` must be a number of kilobytes") != std::string::npos);
  CHECK(with("{htlm: 80, page: 90}").find("did you mean") != std::string::npos);
}
