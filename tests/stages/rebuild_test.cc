// Many small edits in a row: after each, the kept results must equal a build from nothing.
#include <catch2/catch.hpp>
#include <random>

#include "support/build_in_memory.h"

using namespace gazette;

namespace {

/// A site with everything that makes pages depend on each other.
std::map<std::string, std::string> starting_site() {
  std::map<std::string, std::string> files = {
      {"content/site.yaml",
       "title: T\nbase_url: https://example.org/\nglossary: {page: glossary.md}\nboards: who\nnavigation:\n  "
       "- {page: r/_index.md}\n"},
      {"content/_index.md", page_text("Home", "```{pages}\n```\n\n```{changes}\n```\n")},
      {"content/glossary.md", page_text("Glossary", "```{glossary}\n```\n")},
      {"content/all.md", page_text("All", "```{a-z}\n```\n\n```{data-index}\n```\n")},
      {"content/who/_index.md", page_text("Who", "```{matrix}\n```\n")},
      {"content/r/_index.md", page_text("Report", "", "layout: report\n")},
      {"content/data/glossary.csv",
       "term,expansion,definition\nMASH,Multi-Agency Safeguarding Hub,One door.\n"},
      {"content/data/boards.csv",
       "id,name,short,in_grid\nlscp,Children Board,LSCP,yes\ncsp,Safety Board,CSP,yes\n"},
      {"content/data/responsibilities.csv",
       "id,topic,lead,interested\nhate,Hate crime,csp,lscp\nneglect,Neglect,lscp,\n"},
      {"content/data/cases.csv", "row,n\na,5\nb,7\n"},
      {"content/data/cases.yaml",
       "title: Cases\nsource: S\nrow_header: [row]\ncolumns:\n  row: {label: Row}\n  n: {label: N, type: "
       "integer}\n"}};
  for (int i = 0; i < 6; ++i) {
    const std::string n = std::to_string(i);
    files["content/r/p" + n + ".md"] = page_text(
        "Page " + n, "The MASH works. {value}`cases[a, n]` and [next](p" + std::to_string((i + 1) % 6) +
                         ".md).\n\n```{table} cases\n```\n\n## Part\n");
  }
  for (auto& [path, text] : small_theme()) files.emplace(path, text);
  return files;
}

/// One edit of the kind writers make; gives the paths it touched.
std::vector<std::string> edit(std::map<std::string, std::string>& files, std::mt19937& random) {
  const auto pick = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
  const std::string page = "content/r/p" + std::to_string(pick(8)) + ".md";
  const std::string number = std::to_string(pick(1000));
  switch (pick(12)) {
    case 0:
      files.erase(page);
      return {page};
    case 1:
      files["content/data/glossary.csv"] =
          "term,expansion,definition\nMASH,Multi-Agency Safeguarding Hub,Door " + number + ".\n";
      return {"content/data/glossary.csv"};
    case 2:
      files["content/data/cases.csv"] = "row,n\na," + number + "\nb,7\n";
      return {"content/data/cases.csv"};
    case 3:
      files["content/data/boards.csv"] =
          "id,name,short,in_grid\nlscp,Board " + number + ",LSCP,yes\ncsp,Safety Board,CSP,yes\n";
      return {"content/data/boards.csv"};
    case 4:
      files["themes/civic/assets/10-style.css"] = "body{margin:" + number + "px}";
      return {"themes/civic/assets/10-style.css"};
    case 5:
      files["content/site.yaml"] = "title: T" + number +
                                   "\nbase_url: https://example.org/\nglossary: {page: glossary.md}\nboards: "
                                   "who\nnavigation:\n  - {page: r/_index.md}\n";
      return {"content/site.yaml"};
    case 6:
      files["content/r/file.txt"] = number;
      return {"content/r/file.txt"};
    case 7: {
      // A rename: two paths in one burst.
      const std::string to = "content/r/p" + std::to_string(pick(8)) + ".md";
      if (files.count(page) == 0 || page == to) return {};
      files[to] = files[page];
      files.erase(page);
      return {page, to};
    }
    case 8:
      files[page] = page_text("Page " + number, "Text without links.\n",
                              "weight: " + number + "\nchanges:\n  - {date: 2020-01-0" +
                                  std::to_string(1 + pick(9)) + ", text: N " + number + "}\n");
      return {page};
    case 9:
      files[page] = page_text("Broken", "```{table} nothing\n```\n\n[x](gone-" + number + ".md)\n");
      return {page};
    case 10:
      files["content/data/cases.yaml"] =
          "title: Cases " + number +
          "\nsource: S\nrow_header: [row]\ncolumns:\n  row: {label: Row}\n  n: {label: N, type: integer}\n";
      return {"content/data/cases.yaml"};
    default:
      files[page] = page_text("Page", "MASH " + number + " and {value}`cases[b, n]`.\n\n## Part " + number +
                                          "\n\n[me](#part-" + number + ")\n");
      return {page};
  }
}

}  // namespace

TEST_CASE("500 random edits, each equal to a clean build", "[stages][rebuild]") {
  std::mt19937 random(20'261'123);
  std::map<std::string, std::string> files = starting_site();
  BuildState kept;
  Diagnostics found;
  kept.files = load_project(MemoryFileSystem(files), nullptr, 1, found);
  build_site(kept, {}, found);
  std::size_t rendered = 0;
  for (int step = 0; step < 500; ++step) {
    const std::vector<std::string> paths = edit(files, random);
    const MemoryFileSystem disk(files);
    Diagnostics file_findings;
    reload_files(kept.files, disk, nullptr, paths, file_findings);
    const BuildOutcome again = build_site(kept, {}, file_findings);
    rendered += kept.render.bodies_rendered;

    BuildState fresh;
    Diagnostics clean_findings;
    fresh.files = load_project(disk, nullptr, 1, clean_findings);
    const BuildOutcome clean = build_site(fresh, {}, clean_findings);
    INFO("step " << step << (paths.empty() ? "" : " " + paths.front()));
    REQUIRE(again.tree.files.size() == clean.tree.files.size());
    for (const auto& [path, file] : clean.tree.files) {
      INFO(path);
      REQUIRE(again.tree.find(path) != nullptr);
      REQUIRE(*again.tree.find(path)->bytes == *file.bytes);
    }
    const auto told = [](const Diagnostics& diagnostics) {
      std::string out;
      for (const Diagnostic& finding : diagnostics.items()) out += format_diagnostic(finding);
      return out;
    };
    REQUIRE(told(again.diagnostics) == told(clean.diagnostics));
  }
  // Far fewer than the 500 times 15 bodies of clean builds.
  CHECK(rendered < 500U * 8U);
}
