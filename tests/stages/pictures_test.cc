// Pictures on their way into a site: wherever one stands and however it is linked, its copy is clean.
#include "stages/pictures.h"

#include <catch2/catch.hpp>

#include "checks/check_policy.h"
#include "checks/page_weight.h"
#include "support/build_in_memory.h"
#include "support/pictures.h"

using namespace gazette;

namespace {

std::map<std::string, std::string> site_of_pictures() {
  return {{"content/_index.md",
           page_text(
               "Home",
               "![One](one.jpg) ![Two](/two.png)\n\n```{figure} sub/three.webp\n:alt: Three\nCaption\n```\n\n"
               "```{download} one.jpg\n:title: The photograph\n```\n\n[Four](/four.gif) [Seven](/no-ending) "
               "![Six](six.ico)\n")},
          {"content/one.jpg", planted_jpeg()},
          {"content/sub/_index.md", page_text("Sub", "![Three](three.webp) ![Five](five.avif)\n")},
          {"content/sub/three.webp", planted_webp()},
          {"content/sub/five.avif", planted_avif()},
          {"content/six.ico", planted_icon()},
          {"assets/two.png", planted_png()},
          {"assets/four.gif", planted_gif()},
          {"assets/no-ending", planted_jpeg()},
          {"themes/civic/assets/photo.jpg", planted_jpeg()}};
}

}  // namespace

TEST_CASE("no byte of a site holds what a picture says beside the picture", "[stages][pictures]") {
  const BuiltSite built = build_in_memory(site_of_pictures());
  std::size_t pictures = 0;
  for (const auto& [path, file] : built.outcome.tree.files) {
    INFO(path);
    CHECK(file.bytes->find(kPlanted) == std::string::npos);
    for (const char* ending : {".jpg", ".png", ".webp", ".gif", ".avif", ".ico"}) {
      if (path.ends_with(ending)) ++pictures;
    }
  }
  CHECK(pictures == 7);
  CHECK(built.findings() == std::vector<std::string>{"image/wrong-ending assets/no-ending:1"});
}

TEST_CASE("every picture has its width and height, the right side up", "[stages][pictures]") {
  const BuiltSite built = build_in_memory(site_of_pictures());
  const std::string home = built.file("index.html");
  CHECK(home.find("<img src=\"/one.jpg\" alt=\"One\" width=\"30\" height=\"40\" />") != std::string::npos);
  CHECK(home.find("<img src=\"/two.png\" alt=\"Two\" width=\"40\" height=\"30\" />") != std::string::npos);
  CHECK(home.find("<img src=\"/sub/three.webp\" alt=\"Three\" width=\"30\" height=\"40\" />") !=
        std::string::npos);
  CHECK(home.find("<img src=\"/six.ico\" alt=\"Six\" width=\"40\" height=\"30\" />") != std::string::npos);
}

TEST_CASE("a picture that changes its size changes the pages that show it, and no other is cleaned again",
          "[stages][pictures]") {
  auto files = site_of_pictures();
  BuiltSite built = build_in_memory(files);
  const auto two = built.state.assemble.pictures.find(built.state.files.assets.at("two.png"))->second.bytes;
  std::string wider = planted_jpeg();
  const std::size_t frame = wider.find("\xFF\xC0");
  wider[frame + 8] = 80;
  built.state.files.bundle["one.jpg"] = std::make_shared<SourceFile>("content/one.jpg", wider);
  const BuildOutcome again = build_site(built.state, {}, {});
  CHECK(again.tree.find("index.html")->bytes->find("alt=\"One\" width=\"30\" height=\"80\"") !=
        std::string::npos);
  CHECK(built.state.assemble.pictures.find(built.state.files.assets.at("two.png"))->second.bytes == two);
}

TEST_CASE("a picture that cannot be cleaned is withheld, whatever it is called", "[stages][pictures]") {
  const std::string tiff = std::string("II*\0\x08\0\0\0", 8) + planted();
  for (const char* name : {"content/scan.tiff", "content/scan.jpg", "assets/scan", "content/scan.pdf"}) {
    const BuiltSite built =
        build_in_memory({{"content/_index.md", page_text("Home", "Text\n")},
                         {"content/site.yaml", "title: T\nbase_url: https://example.org/\nfiles: [\"**\"]\n"},
                         {name, tiff}});
    INFO(name);
    for (const auto& [path, file] : built.outcome.tree.files)
      CHECK(file.bytes->find(kPlanted) == std::string::npos);
    CHECK(built.findings() == std::vector<std::string>{"image/not-cleaned " + std::string(name) + ":1"});
  }
}

TEST_CASE("pictures have a budget of their own, and switches of weights work for a page and a folder",
          "[stages][pictures][weight]") {
  const auto findings = [](const std::string& folder, const std::string& page) {
    BuiltSite built = build_in_memory(
        {{"content/_index.md", page_text("Home", "Text\n")},
         {"content/news/_index.md", page_text("News", "![Two](/two.png)\n", folder)},
         {"content/news/a.md", page_text("A", "![Two](/two.png)\n", page)},
         {"content/site.yaml",
          "title: T\nbase_url: https://example.org/\nchecks: {weight: {images: 0.1, html: 0.1}}\n"},
         {"assets/two.png", planted_png()}});
    Diagnostics found;
    check_page_weights(*built.outcome.site, built.outcome.tree, 1, found);
    apply_policy(*built.outcome.site, UnusedAllowances::Keep, found);
    std::string out;
    for (const Diagnostic& finding : found.items()) {
      if (finding.place.source->path().starts_with("content/news"))
        out += finding.rule + " " + finding.place.source->path() + "\n";
    }
    return out;
  };
  CHECK(findings("", "") ==
        "weight/html content/news/_index.md\nweight/images content/news/_index.md\n"
        "weight/html content/news/a.md\nweight/images content/news/a.md\n");
  CHECK(findings("", "checks: {weight/html: off, weight/images: off}\n") ==
        "weight/html content/news/_index.md\nweight/images content/news/_index.md\n");
  CHECK(findings("checks: {weight/*: off}\n", "") == "");
  CHECK(findings("params: {checks: {weight/html: off}}\n", "params: {checks: {weight/images: off}}\n") ==
        "weight/images content/news/_index.md\nweight/html content/news/a.md\n");
}
