// Switching, allowing and remembering findings.
#include "checks/check_policy.h"

#include <catch2/catch.hpp>

#include "checks/check_content.h"
#include "support/build_in_memory.h"

using namespace gazette;

namespace {

std::vector<std::string> checked(std::map<std::string, std::string> files) {
  BuiltSite built = build_in_memory(std::move(files));
  check_content(*built.outcome.site, built.state.files.data, 1, built.outcome.diagnostics);
  apply_policy(*built.outcome.site, UnusedAllowances::Report, built.outcome.diagnostics);
  built.outcome.diagnostics.sort();
  return built.findings();
}

const std::string kHere = page_text("Home", "[Click here](about.md)\n");

}  // namespace

TEST_CASE("a finding is allowed at one place, with a reason", "[stages][policy]") {
  const std::string about = page_text("About", "");
  CHECK(checked({{"content/_index.md", kHere}, {"content/about.md", about}}) ==
        std::vector<std::string>{"content/link-text content/_index.md:4"});
  const std::string allowed = page_text(
      "Home",
      "<!-- gazette-allow content/link-text: quoted -->\n[Click here](about.md)\n\n[here](_index.md)\n");
  CHECK(checked({{"content/_index.md", allowed}, {"content/about.md", about}}) ==
        std::vector<std::string>{"content/link-text content/_index.md:7"});
  const std::string unused = page_text("Home", "<!-- gazette-allow content/link-text: quoted -->\n\nText\n");
  CHECK(checked({{"content/_index.md", unused}, {"content/about.md", about}}) ==
        std::vector<std::string>{"check/unused-allow content/_index.md:4"});
  const std::string silent = page_text("Home", "<!-- gazette-allow content/link-text -->\n\nText\n");
  CHECK(checked({{"content/_index.md", silent}, {"content/about.md", about}}) ==
        std::vector<std::string>{"check/allow-reason content/_index.md:4"});
}

TEST_CASE("rules are switched for the site, a folder or a page; errors stay errors", "[stages][policy]") {
  const std::string about = page_text("About", "");
  const auto with = [&](const std::string& checks) {
    return checked({{"content/_index.md", kHere},
                    {"content/about.md", about},
                    {"content/site.yaml", "title: T\nchecks:\n" + checks}});
  };
  CHECK(with("  rules: {content/link-text: off}\n").empty());
  CHECK(with("  rules: {content/*: off}\n").empty());
  CHECK(with("  paths: {_index.md: {content/link-text: off}}\n").empty());
  CHECK(with("  paths: {about.md: {content/link-text: off}}\n").size() == 1);
  CHECK(with("  paths: {news/: {content/link-text: off}}\n") ==
        std::vector<std::string>{"content/link-text content/_index.md:4",
                                 "config/unknown-key content/site.yaml:3"});
  CHECK(with("  rules: 3\n  allow: x\n  paths: y\n").size() == 4);
  CHECK(with("  rules: {content/link-text: sometimes}\n").size() == 2);
  CHECK(checked({{"content/_index.md", page_text("Home", "[x](gone.md)\n")},
                 {"content/site.yaml", "title: T\nchecks: {rules: {link/broken: off}}\n"}}) ==
        std::vector<std::string>{"link/broken content/_index.md:4", "check/no-effect content/site.yaml:2"});
  CHECK(
      checked({{"content/_index.md", page_text("Home", "[x](gone.md)\n", "checks: {link/broken: off}\n")}}) ==
      std::vector<std::string>{"check/no-effect content/_index.md:3", "link/broken content/_index.md:5"});
}

TEST_CASE("a page switches rules for itself, an _index.md for all below", "[stages][policy]") {
  const auto text = [](const std::string& title, const std::string& front) {
    return "---\ntitle: " + title + "\n" + front + "---\n[Click here](_index.md)\n";
  };
  const std::string off = "checks: {content/link-text: off}\n";
  const auto found = [&](const std::string& section, const std::string& page, const std::string& below) {
    return checked({{"content/_index.md", page_text("Home", "Text\n")},
                    {"content/news/_index.md", text("News", section)},
                    {"content/news/one.md", text("One", page)},
                    {"content/news/old/_index.md", text("Old", below)}});
  };
  CHECK(found("", "", "").size() == 3);
  CHECK(found("", off, "") == std::vector<std::string>{"content/link-text content/news/_index.md:4",
                                                       "content/link-text content/news/old/_index.md:4"});
  CHECK(found(off, "", "").empty());
  CHECK(found("params: {checks: {content/link-text: off}}\n", "", "").size() == 2);  // as older pages have it
  // The nearest word is the last.
  CHECK(found(off, "", "checks: {content/link-text: warning}\n") ==
        std::vector<std::string>{"content/link-text content/news/old/_index.md:5"});
}

TEST_CASE("a baseline hides what it knows, as often as it knows it", "[stages][policy]") {
  const auto source = std::make_shared<SourceFile>("content/a.md", "one\ntwo\n");
  Diagnostics old;
  old.warning("content/word", {source, {0, 3}}, "a word to avoid");
  const std::string baseline = write_baseline(old);
  Diagnostics now;
  now.warning("content/word", {source, {4, 7}}, "a word to avoid");
  now.warning("content/word", {source, {0, 3}}, "a word to avoid");
  CHECK(apply_baseline(baseline, now) == 1U);
  CHECK(now.items().size() == 1);
  CHECK_FALSE(apply_baseline("no json", now));
  CHECK_FALSE(apply_baseline("[]", now));
}

TEST_CASE("words and structure are checked at the author's line", "[stages][content]") {
  const auto findings = [](const std::string& body) {
    return checked(
        {{"content/_index.md", page_text("Home", body)},
         {"content/site.yaml", "title: T\nbase_url: https://example.org/\nfiles: [content/plan.pdf]\n"},
         {"content/plan.pdf", "%PDF"}});
  };
  CHECK(findings("**Fees**\n\nText\n") ==
        std::vector<std::string>{"content/bold-heading content/_index.md:4"});
  CHECK(findings("See the table below.\n") ==
        std::vector<std::string>{"content/dangling-reference content/_index.md:4",
                                 "content/directional content/_index.md:4"});
  CHECK(findings("Send a letter, e.g. by post.\n") ==
        std::vector<std::string>{"content/word content/_index.md:4"});
  CHECK(findings("On 01/05/2020 we met.\n") == std::vector<std::string>{"content/date content/_index.md:4"});
  CHECK(findings("PLEASE READ ALL THIS FIRST\n") ==
        std::vector<std::string>{"content/capitals content/_index.md:4"});
  CHECK(findings("[Our plan](plan.pdf)\n") ==
        std::vector<std::string>{"content/document-link content/_index.md:4"});
  CHECK(findings("[Our plan](plan.pdf) (PDF)\n").empty());
  CHECK(findings("Run by [name of organisation].\n") ==
        std::vector<std::string>{"content/template-residue content/_index.md:4"});
  CHECK(findings("– one\n– two\n") == std::vector<std::string>{"content/fake-list content/_index.md:4"});
  CHECK(findings("Everything is as it should be in 2019/20, at 10.30am.\n").empty());
}
