// Every rule that any module reports can be explained.
#include "app/reports/rules.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <set>

#include "app/reports/rules_page.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

TEST_CASE("every rule named in the sources is in the registry, with its explanation", "[app][rules]") {
  const std::filesystem::path root = std::filesystem::path(source_folder()) / "generator";
  const std::regex pattern(
      "\"((?:asset|a11y|check|chart|config|content|csv|data|directive|download|figures|file|front-matter|"
      "heading|html|image|include|"
      "indicators|layout|link|markdown|matrix|page|project|publish|quote|redirect|role|spreadsheet|term|"
      "theme|write|"
      "yaml)/[a-z0-9-]+)\"");
  std::set<std::string> missing;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".cc") continue;
    const std::string source = read_file(entry.path());
    for (std::sregex_iterator it(source.begin(), source.end(), pattern), end; it != end; ++it) {
      static const std::set<std::string> kMediaTypes = {"image/gif", "image/jpeg", "image/png", "image/webp",
                                                        "image/x-icon"};
      if (kMediaTypes.count((*it)[1].str()) > 0) continue;
      if (find_rule((*it)[1].str()) == nullptr)
        missing.insert((*it)[1].str() + " in " + entry.path().filename().string());
    }
  }
  CHECK(missing == std::set<std::string>{});
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    CHECK_FALSE(rule->title.empty());
    CHECK_FALSE(rule->why.empty());
    CHECK_FALSE(rule->bad.empty());
    CHECK_FALSE(rule->good.empty());
  }
}

TEST_CASE("docs/rules.md tells of every rule as it is", "[app][rules]") {
  const std::string text = read_file(std::filesystem::path(source_folder()) / "docs/rules.md");
  INFO("write it anew: build/quick/gazette list rules --markdown > docs/rules.md");
  CHECK((text == rules_page()));
}
