#include "stages/load_theme.h"

#include <catch2/catch.hpp>

#include "stages/theme_ids.h"

using namespace gazette;

namespace {

struct Loaded {
  Site site;
  Diagnostics diagnostics;
};

/// A theme with one layout; `brand` as it stands in site.yaml, `theme_yaml` empty for none.
Loaded load(const std::string& brand, const std::string& theme_yaml) {
  ProjectFiles files;
  files.theme_name = "plain";
  files.config = std::make_shared<SourceFile>("content/site.yaml", "brand: \"" + brand + "\"\n");
  files.theme["layouts/page.mustache"] =
      std::make_shared<SourceFile>("themes/plain/layouts/page.mustache", "x");
  if (!theme_yaml.empty()) {
    files.theme["theme.yaml"] = std::make_shared<SourceFile>("themes/plain/theme.yaml", theme_yaml);
  }
  SiteConfig config;
  config.source = files.config;
  config.brand.text = brand;
  config.brand.place = {files.config, {7, 9 + brand.size()}};
  Loaded loaded;
  AssembleCache cache;
  load_theme(files, config, loaded.site, cache, loaded.diagnostics);
  return loaded;
}

std::string said(const Loaded& loaded) {
  std::string out;
  for (const Diagnostic& diagnostic : loaded.diagnostics.items()) out += format_diagnostic(diagnostic);
  return out;
}

const std::string kPairs =
    "contrast:\n"
    "  - {foreground: brand, background: \"#f5f3ee\", minimum: 4.5, use: links on panels}\n"
    "  - {foreground: \"#ffffff\", background: brand, minimum: 4.5, use: words on buttons}\n";

}  // namespace

TEST_CASE("a brand colour becomes a style sheet of its own", "[stages][theme]") {
  const Loaded loaded = load("#1a4f8b", kPairs);
  CHECK(said(loaded).empty());
  REQUIRE(loaded.site.theme.assets.size() == 1);
  CHECK(loaded.site.theme.assets[0].bytes->text() == ":root{--brand:#1a4f8b}\n");
}

TEST_CASE("a brand colour that people could not read is refused, with the pair that fails",
          "[stages][theme]") {
  CHECK(said(load("#767676", kPairs)) ==
        "content/site.yaml:1:8: error: links on panels would have a contrast of 4.10, and 4.5 is the least "
        "people need  "
        "[theme/brand]\n"
        "    1 | brand: \"#767676\"\n"
        "      |        ^^^^^^^^^ choose a darker colour\n");
  CHECK(load("#767676", "").diagnostics.empty());  // 4.54 on white, which is all that this theme has
  CHECK(said(load("#888", "")).find("words on the brand colour would have a contrast of 3.54") !=
        std::string::npos);
}

TEST_CASE("a brand that is no colour is refused", "[stages][theme]") {
  for (const std::string brand : {"blue", "#12", "#12345g", "#1234567", "1a4f8b"}) {
    CAPTURE(brand);
    const Loaded loaded = load(brand, kPairs);
    CHECK(said(loaded).find("`brand` must be a colour  [theme/brand]") != std::string::npos);
    CHECK(loaded.site.theme.assets.empty());
  }
}

TEST_CASE("the ids of a theme are those of its layouts, its scripts and its own list", "[stages][theme]") {
  std::map<std::string, SourcePtr> theme;
  const auto put = [&](const std::string& path, const std::string& text) {
    theme[path] = std::make_shared<SourceFile>("themes/plain/" + path, text);
  };
  put("layouts/page.mustache", "<main id=\"main\"><p\nid=\"top\">{{{body}}}</p><i id=\"x-{{n}}\"></i>");
  put("partials/a.mustache", "<nav id='menu'></nav>");
  put("assets/a.js", "document.getElementById(\"status\"); document.querySelector(`#bar .x`);");
  put("assets/a.css", "#sheet { color: red }");
  put("theme.yaml", "name: plain\nids: [map-legend]\n");
  CHECK(theme_ids(theme) ==
        std::set<std::string>{"bar", "gazette-bar", "main", "map-legend", "menu", "status", "top"});
}
