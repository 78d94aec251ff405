// docs/site-yaml.md is what the reader of site.yaml knows.
#include "app/reports/settings_page.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "stages/project/site_config.h"
#include "stages/project/site_settings.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

TEST_CASE("docs/site-yaml.md tells of every setting as it is", "[app][rules]") {
  const std::string text = read_file(std::filesystem::path(source_folder()) / "docs/site-yaml.md");
  INFO("write it anew: build/quick/gazette list settings --markdown > docs/site-yaml.md");
  CHECK((text == settings_page()));
}

TEST_CASE("every example of a setting is read without a word", "[app][rules]") {
  for (const Setting& setting : site_settings()) {
    INFO(setting.name);
    CHECK_FALSE(setting.what.empty());
    CHECK_FALSE(setting.type.empty());
    if (setting.example.empty()) continue;
    const bool titled = setting.name == "title";
    const auto source = std::make_shared<SourceFile>(
        "content/site.yaml", (titled ? "" : "title: T\n") + std::string(setting.example) + "\n");
    Diagnostics diagnostics;
    read_site_config(source, diagnostics);
    for (const Diagnostic& finding : diagnostics.items()) FAIL_CHECK(format_diagnostic(finding));
  }
}

TEST_CASE("a setting in the wrong place is told with the right one", "[app][rules]") {
  const auto told = [](const std::string& yaml) {
    Diagnostics diagnostics;
    read_site_config(std::make_shared<SourceFile>("content/site.yaml", "title: T\n" + yaml), diagnostics);
    std::string out;
    for (const Diagnostic& finding : diagnostics.items()) out += finding.rule + ": " + finding.message + "\n";
    return out;
  };
  CHECK(told("spelling: true\n") ==
        "config/misplaced-key: `spelling` has no effect here: it belongs under `checks`\n");
  CHECK(told("params: {checks: {spelling: true}}\n") ==
        "config/misplaced-key: `checks` has no effect under `params`, which holds values for themes\n");
  CHECK(told("params: {colour: blue, checks: 3}\n").empty());
}
