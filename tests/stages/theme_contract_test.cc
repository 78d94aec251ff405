// docs/themes.md is the contract with whoever writes a theme: all that the engine gives stands in it, and
// nothing else.
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "content/chart/chart_strings.h"
#include "content/words/wording.h"
#include "formats/yaml.h"
#include "support/build_in_memory.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;
namespace fs = std::filesystem;

namespace {

fs::path checkout() {
  return fs::path(source_folder());
}

/// What stands between backticks outside of fenced blocks.
std::set<std::string> code_spans(const std::string& markdown) {
  std::set<std::string> out;
  std::istringstream lines(markdown);
  bool fenced = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) fenced = !fenced;
    if (fenced) continue;
    static const std::regex kSpan("`([^`]+)`");
    for (std::sregex_iterator at(line.begin(), line.end(), kSpan), end; at != end; ++at) out.insert((*at)[1]);
  }
  return out;
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
  std::set<std::string> out;
  const std::regex expression(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at)
    out.insert((*at)[1]);
  return out;
}

std::set<std::string> stems(const fs::path& folder) {
  std::set<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) out.insert(entry.path().stem().string());
  return out;
}

std::map<std::string, std::string> words_in(const fs::path& path) {
  Diagnostics found;
  std::map<std::string, std::string> out;
  const auto root = parse_yaml(std::make_shared<SourceFile>(path.string(), read_file(path)), found);
  REQUIRE(root);
  REQUIRE(found.empty());
  for (std::size_t i = 0; i < root->keys.size(); ++i) out[root->keys[i].text] = root->children[i].text;
  return out;
}

}  // namespace

TEST_CASE("every name that the engine gives a layout is documented", "[stages][theme]") {
  const std::set<std::string> spans = code_spans(read_file(checkout() / "docs/themes.md"));
  std::set<std::string> documented;
  for (const std::string& span : spans) {
    for (const std::string& part : matches(span + ".", "([a-z_]+)\\.")) documented.insert(part);
  }
  const std::string engine = read_file(checkout() / "generator/stages/page_context.cc");
  const std::set<std::string> given =
      matches(engine, "(?:\\.set|set_neighbour\\(out, site,)\\(? ?\"([a-z_]+)\"");
  REQUIRE(given.size() > 40);
  for (const std::string& name : given) {
    CAPTURE(name);
    CHECK(documented.count(name) == 1);
  }
}

TEST_CASE("every variable that is documented is there", "[stages][theme]") {
  std::string layout;
  std::size_t count = 0;
  for (const std::string& span : code_spans(read_file(checkout() / "docs/themes.md"))) {
    static const std::regex kVariable("(site|page|generator)\\.[a-z_.]+");
    if (!std::regex_match(span, kVariable) || span.find(".params.") != std::string::npos ||
        span == "site.yaml")
      continue;
    layout += "{{#" + span + "}}{{/" + span + "}}\n";
    ++count;
  }
  CHECK(count > 50);
  const BuiltSite built =
      build_in_memory({{"content/_index.md", page_text("Home", "Text.\n")},
                       {"content/report/_index.md",
                        page_text("Report", "Text.\n", "layout: report\nparams: {colour: red}\n")},
                       {"content/report/one.md", page_text("One", "[Two](two.md)\n\n## A\n")},
                       {"content/report/two.md", page_text("Two", "Text.\n", "exit_link: true\n")},
                       {"themes/civic/layouts/page.mustache", "<title>x</title>" + layout}});
  INFO(built.messages());
  CHECK(built.messages().find("layout/unknown-variable") == std::string::npos);
}

TEST_CASE("every layout, partial, token and word of the theme is documented", "[stages][theme]") {
  const std::set<std::string> spans = code_spans(read_file(checkout() / "docs/themes.md"));
  const fs::path theme = checkout() / "themes/civic";
  for (const char* folder : {"layouts", "partials"}) {
    for (const std::string& name : stems(theme / folder)) {
      CAPTURE(name);
      CHECK((spans.count(name) == 1 || (name.starts_with("icon-") && spans.count("icon-*") == 1)));
    }
  }
  for (const std::string& token : matches(read_file(theme / "assets/10-tokens.css"), "(--[a-z0-9-]+):")) {
    CAPTURE(token);
    CHECK(spans.count(token) == 1);
  }
  for (const auto& [key, text] : words_in(theme / "strings/en-GB.yaml")) {
    CAPTURE(key);
    CHECK(spans.count(key) == 1);
  }
}

TEST_CASE("each translation has every word, with the same values to fill in", "[stages][theme]") {
  std::map<std::string, std::string> all;
  for (const DefaultWord& word : default_wording()) all.emplace(word.key, word.text);
  for (const auto& [key, text] : chart_string_defaults()) all.emplace(key, text);
  const fs::path strings = checkout() / "themes/civic/strings";
  for (const auto& [key, text] : words_in(strings / "en-GB.yaml")) all.emplace(key, text);
  for (const char* language : {"cy", "ar"}) {
    const auto words = words_in(strings / (std::string(language) + ".yaml"));
    for (const auto& [key, english] : all) {
      CAPTURE(language, key);
      const auto found = words.find(key);
      REQUIRE(found != words.end());
      CHECK_FALSE(found->second.empty());
      CHECK(matches(found->second, "\\{([a-z_]+)\\}") == matches(english, "\\{([a-z_]+)\\}"));
    }
    for (const auto& [key, text] : words) {
      CAPTURE(language, key);
      CHECK(all.count(key) == 1);
    }
  }
}
