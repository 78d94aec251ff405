// Only what a live page uses is published: words planted in every kind of place are looked for in all bytes
// of the site.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/text.h"
#include "formats/spreadsheet/zip_writer.h"
#include "support/build_in_memory.h"

using namespace gazette;

namespace {

using Files = std::map<std::string, std::string>;

/// The outputs whose path or bytes hold a word, in any case.
std::vector<std::string> outputs_with(const BuiltSite& site, const std::string& word) {
  std::vector<std::string> out;
  for (const auto& [path, file] : site.outcome.tree.files) {
    const bool in_path = to_lower_ascii(path).find(word) != std::string::npos;
    if (in_path || to_lower_ascii(*file.bytes).find(word) != std::string::npos) out.push_back(path);
  }
  return out;
}

/// "rule path" of each finding of an area of rules.
std::vector<std::string> told(const BuiltSite& site, std::string_view area) {
  std::vector<std::string> out;
  for (const Diagnostic& finding : site.outcome.diagnostics.items()) {
    if (finding.rule.starts_with(area)) out.push_back(finding.rule + " " + finding.place.source->path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

BuiltSite with_drafts(const Files& files) {
  BuildOptions options;
  options.drafts = Drafts::Include;
  return build_in_memory(files, options);
}

std::string svg(const std::string& words) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>" + words + "</title></svg>";
}

/// A site whose draft, and all that only it uses, holds the word "zebra".
Files planted_site() {
  return {
      {"content/_index.md", page_text("Home", "Open text.\n")},
      {"content/a-z.md", page_text("A to Z", "```{a-z}\n```\n")},
      {"content/numbers.md", page_text("Numbers", "```{data-index}\n```\n\n```{corrections}\n```\n")},
      {"content/new.md", page_text("News", "```{changes}\n:section: /_index.md\n```\n")},
      {"content/glossary.md", page_text("Glossary", "```{glossary}\n```\n")},
      {"content/plan.md",
       page_text("Zebra plan",
                 "Zebra text: ZBR. {value}`7 = zebra-figures[a, n]`\n\n"
                 "[The cuts](zebra-cuts.pdf) [Map](/zebra-map.html) ![Zebra](zebra.svg)\n\n"
                 "```{table} zebra-table\n```\n\n"
                 "```{figures}\n- value: \"zebra-headline[a, n]\"\n  label: zebra\n```\n\n"
                 "```{download} /zebra-form.docx\n:title: Zebra form\n```\n",
                 "draft: true\ndescription: zebra\naliases: [/zebra-old/]\ntags: [zebra]\ndate: 2020-01-01\n"
                 "changes:\n  - {date: 2020-01-02, text: Zebra}\n")},
      {"content/zebra-cuts.pdf", "%PDF zebra"},
      {"content/zebra.svg", svg("zebra")},
      {"content/next/_index.md", page_text("Zebra report", "zebra\n", "draft: true\nlayout: report\n")},
      {"content/next/chapter.md", page_text("Zebra chapter", "zebra\n")},
      {"content/next/zebra-deep.pdf", "%PDF zebra"},
      {"assets/zebra-map.html", "<img src=\"zebra-tiles.svg\" alt=\"\"><script src=\"zebra.js\"></script>"},
      {"assets/zebra-tiles.svg", svg("zebra")},
      {"assets/zebra.js", "load(\"zebra-points.json\")"},
      {"assets/zebra-points.json", "{}"},
      {"assets/zebra-form.docx", "PK zebra"},
      {"content/data/zebra-figures.csv", "name,n\na,7\n"},
      {"content/data/zebra-table.csv", "name,n\nzebra,4711\n"},
      {"content/data/zebra-table.yaml", "title: Zebra\nsource: Zebra\ndownloads: [csv, ods]\n"},
      {"content/data/zebra-headline.csv", "name,n\na,4712\n"},
      {"content/data/corrections.yaml",
       "- id: a\n  where: plan.md\n  published: zebra\n  finding: zebra\n  reason: zebra\n  kind: wording\n"
       "- id: b\n  where: zebra-table\n  published: zebra\n  finding: zebra\n  reason: zebra\n  kind: "
       "wording\n"},
      {"content/data/redirects.csv",
       "from,to\n/zebra.php,plan.md\n/zebra.pdf,/zebra-cuts.pdf\n/zebra-old.csv,"
       "/data/zebra-table.csv\n"},
      {"content/data/glossary.csv",
       "term,expansion,definition\nZBR,Zebra,An animal with stripes\nOPEN,,Not shut\n"},
  };
}

}  // namespace

TEST_CASE("nothing of a draft, its data or its files is in any byte of the site", "[stages][live]") {
  const BuiltSite site = build_in_memory(planted_site());
  CHECK(outputs_with(site, "zebra") == std::vector<std::string>{});
  CHECK(outputs_with(site, "zbr") == std::vector<std::string>{});
  CHECK(outputs_with(site, "471") == std::vector<std::string>{});
  CHECK(site.outcome.tree.find("data/index.html") == nullptr);
  // What waits for its page is not told as forgotten.
  CHECK(told(site, "file/") == std::vector<std::string>{});
}

TEST_CASE("with drafts everything of them is there", "[stages][live]") {
  const BuiltSite site = with_drafts(planted_site());
  for (const char* path :
       {"plan/index.html", "next/chapter/index.html", "next/print/index.html", "zebra-cuts.pdf", "zebra.svg",
        "zebra-map.html", "zebra-tiles.svg", "zebra.js", "zebra-points.json", "zebra-form.docx",
        "data/zebra-figures.csv", "data/zebra-table.csv", "data/zebra-table.ods",
        "data/zebra-table.csv-metadata.json", "data/zebra-headline.csv"}) {
    INFO(path);
    CHECK(site.outcome.tree.find(path) != nullptr);
  }
  for (const char* path : {"numbers/index.html", "a-z/index.html", "glossary/index.html", "feed.xml"}) {
    INFO(path);
    CHECK(to_lower_ascii(site.file(path)).find("zebra") != std::string::npos);
  }
}

TEST_CASE("what a live page uses too goes out though a draft uses it", "[stages][live]") {
  Files files = planted_site();
  files["content/_index.md"] =
      page_text("Home", "OPEN, and ZBR. [Cuts](zebra-cuts.pdf)\n\n```{table} zebra-table\n```\n");
  const BuiltSite site = build_in_memory(files);
  CHECK(site.outcome.tree.find("zebra-cuts.pdf") != nullptr);
  CHECK(site.outcome.tree.find("data/zebra-table.csv") != nullptr);
  CHECK(site.outcome.tree.find("data/zebra-headline.csv") == nullptr);
  CHECK(site.file("glossary/index.html").find("stripes") != std::string::npos);
}

TEST_CASE("files that nothing uses stay at home, and each is told once with its size", "[stages][live]") {
  const BuiltSite site = build_in_memory({
      {"content/_index.md", page_text("Home", "[A](a.pdf) [B](/b.txt)\n")},
      {"content/a.pdf", "%PDF"},
      {"content/Notes-CONFIDENTIAL.docx", "PK"},
      {"content/about.md.bak", "secret"},
      {"content/desktop.ini", "[x]"},
      {"assets/b.txt", "b"},
      {"assets/c.txt", "ccc"},
      {"assets/favicon.ico", "x"},
      {"assets/robots.txt", "User-agent: *\n"},
      {"assets/.well-known/security.txt", "Contact: mailto:a@example.org\n"},
      {"content/data/unused.csv", "name,n\na,1\n"},
  });
  for (const char* path : {"a.pdf", "b.txt", "favicon.ico", ".well-known/security.txt"})
    CHECK(site.outcome.tree.find(path) != nullptr);
  CHECK(told(site, "file/") ==
        std::vector<std::string>{"file/private-name content/Notes-CONFIDENTIAL.docx",
                                 "file/private-name content/about.md.bak", "file/unused assets/c.txt",
                                 "file/unused content/Notes-CONFIDENTIAL.docx",
                                 "file/unused content/about.md.bak", "file/unused content/data/unused.csv",
                                 "file/unused content/desktop.ini"});
  CHECK(outputs_with(site, "secret").empty());
  CHECK(outputs_with(site, "unused").empty());
  const auto& all = site.outcome.diagnostics.items();
  const auto one = std::find_if(all.begin(), all.end(), [](const Diagnostic& finding) {
    return finding.place.source && finding.place.source->path() == "assets/c.txt";
  });
  REQUIRE(one != all.end());
  CHECK(one->message == "nothing that is published uses this file (3 bytes), so it stays at home");
  CHECK(one->hint.find("files: [assets/c.txt]") != std::string::npos);
}

TEST_CASE("`files` publishes what nothing links to, but by a pattern nothing that a draft alone uses",
          "[stages][live]") {
  Files files = planted_site();
  files["content/site.yaml"] =
      "title: T\nbase_url: https://example.org/\nfiles: [assets/**, 'content/*.pdf', forms/a.txt, "
      "nothing.txt]\n";
  files["assets/loose.txt"] = "x";
  files["content/loose.pdf"] = "%PDF";
  files["content/forms/a.txt"] = "x";
  BuiltSite site = build_in_memory(files);
  for (const char* path : {"loose.txt", "loose.pdf", "forms/a.txt"})
    CHECK(site.outcome.tree.find(path) != nullptr);
  CHECK(outputs_with(site, "zebra").empty());
  CHECK(told(site, "file/") == std::vector<std::string>{"file/no-match content/site.yaml"});
  files["content/site.yaml"] =
      "title: T\nbase_url: https://example.org/\nfiles: [content/zebra-cuts.pdf, "
      "content/data/zebra-table.csv, "
      "next/zebra-deep.pdf]\n";
  site = build_in_memory(files);
  CHECK(site.outcome.tree.find("zebra-cuts.pdf") != nullptr);
  CHECK(site.outcome.tree.find("data/zebra-table.csv") != nullptr);
  CHECK(site.outcome.tree.find("next/zebra-deep.pdf") == nullptr);
}

TEST_CASE("layouts, style sheets and scripts use files", "[stages][live]") {
  Files files = {
      {"content/_index.md", page_text("Home", "[W](/w/index.html)\n", "params: {x: 1}\n")},
      {"content/site.yaml", "title: T\nbase_url: https://example.org/sub/\nparams: {logo: /sub/logo.svg}\n"},
      {"themes/civic/layouts/page.mustache",
       "<html><body><img src=\"{{site.params.logo}}\" srcset=\"/sub/small.png 1x, "
       "https://example.org/sub/big.png 2x\">"
       "{{{page.body}}}</body></html>"},
      {"themes/civic/assets/10-style.css", "body{background:url(\"../back.png\")}"},
      {"assets/logo.svg", svg("logo") + "<?xml-stylesheet href=\"x.css\"?>"},
      {"assets/small.png", "x"},
      {"assets/big.png", "x"},
      {"assets/back.png", "x"},
      {"assets/loose.png", "x"},
      {"assets/w/index.html",
       "<link rel=\"stylesheet\" href=\"w.css\"><script type=\"module\" src=\"w.js\"></script>"},
      {"assets/w/w.css", "@font-face{src:url(font.woff2)}"},
      {"assets/w/font.woff2", "x"},
      {"assets/w/w.js", "import './more.js'; fetch(`data.json`); const notAFile = \"it's\";"},
      {"assets/w/more.js", "x"},
      {"assets/w/data.json", "{\"map\": \"tiles/a%20b.png\"}"},
      {"assets/w/tiles/a b.png", "x"},
      {"content/data/d.csv", "name,n\na,1\n"},
  };
  const BuiltSite site = build_in_memory(files);
  CHECK(told(site, "file/") ==
        std::vector<std::string>{"file/unused assets/loose.png", "file/unused content/data/d.csv"});
}

TEST_CASE("a data set goes out for what shows it, for a link to its file and for `page: none`",
          "[stages][live]") {
  const BuiltSite site = build_in_memory({
      {"content/_index.md", page_text("Home",
                                      "{value}`sum(by-value[*, n])` [file](/data/by-link.ods)\n\n"
                                      "```{table} by-formula\n```\n\n```{include} _part.md\n```\n")},
      {"content/_part.md", "```{chart} by-include\n:message: More\n:alt: A\n```\n"},
      {"content/data/by-value.csv", "name,n\na,1\n"},
      {"content/data/by-link.csv", "name,n\na,1\n"},
      {"content/data/by-formula.csv", "name,n\na,1\n"},
      {"content/data/by-formula.yaml",
       "columns:\n  twice: {formula: \"base[a, n] * 2\", type: integer, label: Twice}\n"},
      {"content/data/base.csv", "name,n\na,1\n"},
      {"content/data/by-include.csv", "name,n\na,1\nb,2\n"},
      {"content/data/for-reuse.csv", "name,n\na,1\n"},
      {"content/data/for-reuse.yaml", "page: none\n"},
      {"content/data/alone.csv", "name,n\na,1\n"},
  });
  for (const char* set : {"by-value", "by-link", "by-formula", "base", "by-include", "for-reuse"}) {
    INFO(set);
    CHECK(site.outcome.tree.find("data/" + std::string(set) + ".csv") != nullptr);
    CHECK(site.file("data/index.html").find(set) != std::string::npos);
  }
  CHECK(told(site, "file/") == std::vector<std::string>{"file/unused content/data/alone.csv"});
  CHECK(outputs_with(site, "alone").empty());
}

TEST_CASE("a page that includes a draft is told, and its files in a held folder are named",
          "[stages][live]") {
  const BuiltSite site = build_in_memory({
      {"content/_index.md", page_text("Home", "```{include} next.md\n```\n\n[x](later/a.pdf)\n")},
      {"content/next.md", page_text("Next", "Hidden.\n", "draft: true\n")},
      {"content/later/_index.md", page_text("Later", "", "draft: true\n")},
      {"content/later/a.pdf", "%PDF"},
  });
  CHECK(site.findings() ==
        std::vector<std::string>{"include/draft content/_index.md:4", "link/broken content/_index.md:7"});
}

TEST_CASE("a rebuild publishes and holds back as a build from nothing does", "[stages][live]") {
  Files files = planted_site();
  BuiltSite kept = build_in_memory(files);
  const auto rebuild = [&] {
    for (auto& [path, text] : small_theme()) files.emplace(path, text);
    files.emplace("content/site.yaml", "title: Test site\nbase_url: https://example.org/\n");
    Diagnostics found;
    kept.state.files = load_project(MemoryFileSystem(files), nullptr, 1, found);
    kept.outcome = build_site(kept.state, {}, found);
    const BuiltSite fresh = build_in_memory(files);
    CHECK(kept.messages() == fresh.messages());
    std::vector<std::string> paths;
    for (const auto& [path, file] : fresh.outcome.tree.files) {
      INFO(path);
      CHECK(kept.file(path) == *file.bytes);
    }
    CHECK(kept.outcome.tree.files.size() == fresh.outcome.tree.files.size());
  };
  const std::string draft = files["content/plan.md"];
  files["content/plan.md"].replace(draft.find("draft: true"), 11, "draft: false");
  rebuild();
  CHECK(kept.outcome.tree.find("zebra-cuts.pdf") != nullptr);
  files["content/plan.md"] = draft;
  rebuild();
  CHECK(outputs_with(kept, "zebra").empty());
}

TEST_CASE("a document that tells more than its text is told before it goes out", "[stages][live]") {
  const auto letter = [](const std::string& author) {
    return write_zip({{"docProps/core.xml", "<c xmlns:d=\"d\"><d:creator>" + author + "</d:creator></c>"}});
  };
  const BuiltSite site = build_in_memory({
      {"content/_index.md", page_text("Home", "[A](a.docx) [B](b.docx)\n")},
      {"content/site.yaml", "title: T\nbase_url: https://example.org/\norganisation: {name: Our Office}\n"},
      {"content/plan.md", page_text("Plan", "[C](c.docx)\n", "draft: true\n")},
      {"content/a.docx", letter("Jane Doe")},
      {"content/b.docx", letter("Our Office")},
      {"content/c.docx", letter("Jane Doe")},
  });
  CHECK(site.messages() ==
        "content/a.docx:1:1: warning: this document tells more than its text: the name of an author (Jane "
        "Doe)  "
        "[file/private]\n"
        "      = in Word, Excel or PowerPoint: File, Info, Check for Issues, Inspect Document, Remove All; "
        "then "
        "save it again\n");
}
