// Whole small sites built in memory: what good input becomes, and what bad input is told.
#include <catch2/catch.hpp>

#include "checks/author_places.h"
#include "formats/spreadsheet/ods_writer.h"
#include "support/build_in_memory.h"

using namespace gazette;

TEST_CASE("folders and names become addresses", "[stages]") {
  const BuiltSite site =
      build_in_memory({{"content/_index.md", page_text("Home", "")},
                       {"content/guide/_index.md", page_text("Guide", "")},
                       {"content/guide/02-second.md", page_text("Second", "")},
                       {"content/guide/01-first.md", page_text("First", "")},
                       {"content/guide/renamed.md", page_text("Third", "", "slug: Über uns\nweight: 99\n")}});
  CHECK(site.messages().empty());
  CHECK(site.file("index.html").find("<h1>Home</h1>") != std::string::npos);
  CHECK(site.file("guide/first/index.html").find("Next: Second") != std::string::npos);
  CHECK(site.file("guide/second/index.html").find("Previous: First") != std::string::npos);
  CHECK(site.file("guide/uber-uns/index.html").find("Previous: Second") != std::string::npos);
  CHECK(site.file("guide/index.html").find("Next: First") != std::string::npos);
}

TEST_CASE("links between files become addresses, with the base path", "[stages]") {
  const std::string home = page_text(
      "Home", "[a](guide/setup.md#fees) [b](/guide/setup.md) [c](/guide/setup/) [d](guide/plan.pdf)\n");
  std::map<std::string, std::string> files = {
      {"content/_index.md", home},
      {"content/guide/_index.md", page_text("Guide", "[up](../_index.md)\n")},
      {"content/guide/setup.md", page_text("Setup", "## Fees\n")},
      {"content/guide/plan.pdf", "%PDF"}};
  CHECK(build_in_memory(files).messages().empty());
  files["content/site.yaml"] = "title: T\nbase_url: https://example.org/sub/\n";
  const BuiltSite site = build_in_memory(files);
  CHECK(site.messages().empty());
  CHECK(site.file("index.html")
            .find("<p><a href=\"/sub/guide/setup/#fees\">a</a> <a href=\"/sub/guide/setup/\">b</a> "
                  "<a href=\"/sub/guide/setup/\">c</a> <a href=\"/sub/guide/plan.pdf\">d</a></p>") !=
        std::string::npos);
}

TEST_CASE("broken links name the nearest page, each at its place", "[stages]") {
  const BuiltSite site = build_in_memory(
      {{"content/_index.md",
        page_text("Home",
                  "See [setup](guide/instal.md).\n\n[x](/guide/instal/)\n\n[y](guide/install.md#fee)\n")},
       {"content/guide/_index.md", page_text("Guide", "")},
       {"content/guide/install.md", page_text("Install", "## Fees\n")}});
  CHECK(site.messages() ==
        "content/_index.md:4:5: error: there is no page guide/instal.md  [link/broken]\n"
        "    4 | See [setup](guide/instal.md).\n"
        "      |     ^^^^^^^^^^^^^^^^^^^^^^^^ did you mean `guide/install.md`?\n"
        "content/_index.md:6:1: error: no page at /guide/instal/  [link/broken]\n"
        "    6 | [x](/guide/instal/)\n"
        "      | ^^^^^^^^^^^^^^^^^^^ did you mean /guide/install/ ?\n"
        "content/_index.md:8:1: error: the page /guide/install/ has no place called #fee  [link/fragment]\n"
        "    8 | [y](guide/install.md#fee)\n"
        "      | ^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean #fees ?\n");
}

TEST_CASE("a spreadsheet is a data set, and every data set is offered as one", "[stages][data]") {
  OdsDocument document;
  document.title = "Visits";
  OdsSheet sheet;
  sheet.name = "Visits";
  for (const auto& [place, visits] : {std::pair("place", "visits"), std::pair("North", "12")}) {
    OdsRow row;
    row.cells = {ods_text(place), ods_text(visits)};
    sheet.rows.push_back(std::move(row));
  }
  document.sheets.push_back(std::move(sheet));
  const BuiltSite site =
      build_in_memory({{"content/_index.md", page_text("Home", "{value}`12 = visits[North, visits]`\n")},
                       {"content/data/visits.ods", write_ods(document)},
                       {"content/data/visits.yaml", "title: Visits\n"},
                       {"content/data/plain.csv", "place,visits\nNorth,12\n"},
                       {"content/data/plain.yaml", "title: Plain\ndownloads: [csv]\n"}});
  CHECK(site.messages().empty());  // above all, no word of a CSV file that is missing
  CHECK(site.file("data/visits.csv") == "place,visits\r\nNorth,12\r\n");
  CHECK(site.file("data/visits.ods").starts_with("PK"));
  CHECK_FALSE(site.file("data/plain.ods").starts_with("PK"));
}

TEST_CASE("nothing leaves the project and no script gets in", "[stages]") {
  const BuiltSite site = build_in_memory(
      {{"content/_index.md",
        page_text(
            "Home",
            "[a](../../etc/passwd) [b](javascript:alert(1)) [c](JAVASCRIPT:alert(1)) [d](data:text/html,x) "
            "[e](//evil.example/) <script>alert(1)</script>\n\n```{include} ../../secret.md\n```\n")}});
  CHECK(site.findings() ==
        std::vector<std::string>{"link/outside content/_index.md:4", "link/scheme content/_index.md:4",
                                 "link/scheme content/_index.md:4", "link/scheme content/_index.md:4",
                                 "link/scheme content/_index.md:4", "markdown/raw-html content/_index.md:4",
                                 "markdown/raw-html content/_index.md:4",
                                 "include/missing content/_index.md:6"});
  const std::string html = site.file("index.html");
  CHECK(html.find("script") == std::string::npos);
  CHECK(html.find("evil") == std::string::npos);
  CHECK(html.find("passwd") == std::string::npos);
}

TEST_CASE("markup in any text a reader sees is escaped", "[stages]") {
  const BuiltSite site =
      build_in_memory({{"content/_index.md", page_text("\"A <b>bold</b> & 'quoted' title\"",
                                                       "Text &lt;i&gt; `<u>`\n\n## Head &amp; tail\n")}});
  const std::string html = site.file("index.html");
  CHECK(html.find("<title>A &lt;b&gt;bold&lt;/b&gt; &amp; 'quoted' title</title>") != std::string::npos);
  CHECK(html.find("<p>Text &lt;i&gt; <code>&lt;u&gt;</code></p>") != std::string::npos);
  CHECK(html.find("<h2 id=\"head-and-tail\">Head &amp; tail</h2>") != std::string::npos);
}

TEST_CASE("two pages with one address, and pages that clash with redirects, are reported", "[stages]") {
  const BuiltSite site =
      build_in_memory({{"content/_index.md", page_text("Home", "")},
                       {"content/fees.md", page_text("Fees", "")},
                       {"content/01-fees.md", page_text("Other fees", "")},
                       {"content/data/redirects.csv",
                        "from,to\n/old.php,fees.md\n/fees/,_index.md\n/gone.php,nowhere.md\nbad,fees.md\n"}});
  CHECK(site.findings() == std::vector<std::string>{"redirect/hides-page content/data/redirects.csv:3",
                                                    "redirect/missing-target content/data/redirects.csv:4",
                                                    "redirect/bad-row content/data/redirects.csv:5",
                                                    "page/same-address content/fees.md:1"});
  CHECK(site.file("_redirects") == "/old.php /fees/ 301\n");
}

TEST_CASE("all problems of a run come together, in order of place", "[stages]") {
  const BuiltSite site = build_in_memory(
      {{"content/_index.md",
        page_text("Home", "{valeu}`1`\n\n```{tabel} x\n```\n\n```{note}\n:colour: red\nText\n```\n",
                  "tilte: x\n")},
       {"content/site.yaml", "title: T\nnavigatoin: []\nnavigation:\n  - {page: nope.md}\n"}});
  CHECK(site.messages() ==
        "content/_index.md:3:1: warning: there is no key `tilte`  [front-matter/unknown-key]\n"
        "    3 | tilte: x\n"
        "      | ^^^^^ did you mean `title`?\n"
        "content/_index.md:5:1: error: there is no role `valeu`  [role/unknown]\n"
        "    5 | {valeu}`1`\n"
        "      | ^^^^^^^^^^ did you mean `value`?\n"
        "content/_index.md:7:5: error: there is no directive `tabel`  [directive/unknown]\n"
        "    7 | ```{tabel} x\n"
        "      |     ^^^^^ did you mean `table`?\n"
        "content/_index.md:11:2: error: `note` has no option `colour`  [directive/unknown-option]\n"
        "   11 | :colour: red\n"
        "      |  ^^^^^^ it takes no options\n"
        "content/site.yaml:2:1: warning: there is no key `navigatoin`  [config/unknown-key]\n"
        "    2 | navigatoin: []\n"
        "      | ^^^^^^^^^^ did you mean `navigation`?\n"
        "content/site.yaml:4:12: error: there is no page nope.md  [config/unknown-page]\n"
        "    4 |   - {page: nope.md}\n"
        "      |            ^^^^^^^\n");
}

TEST_CASE("files that are no text are refused with their place", "[stages]") {
  const BuiltSite site =
      build_in_memory({{"content/_index.md", page_text("Home", "")},
                       {"content/latin.md", "---\ntitle: Caf\xE9\n---\n"},
                       {"content/binary.md", std::string("---\ntitle: X\n---\n\0\0", 19)},
                       {"content/bom.md", "\xEF\xBB\xBF---\r\ntitle: Fine\r\n---\r\nText\r\n"},
                       {"content/open.md", "---\ntitle: Never closed\n\nText\n"},
                       {"content/empty.md", ""}});
  CHECK(site.findings() == std::vector<std::string>{"file/nul-byte content/binary.md:4",
                                                    "front-matter/missing-title content/empty.md:1",
                                                    "file/not-utf8 content/latin.md:2",
                                                    "front-matter/unclosed content/open.md:1"});
  CHECK(site.file("bom/index.html").find("<h1>Fine</h1><p>Text</p>") != std::string::npos);
}

TEST_CASE("a finding in a page's Markdown names the page", "[stages]") {
  BuiltSite site = build_in_memory({{"content/guide/_index.md", page_text("Guide", "[x](nope.md)\n")},
                                    {"content/guide/10-a.md", page_text("A", "[x](javascript:y)\n")},
                                    {"content/data/a.csv", "a,\n1,2\n"}});
  name_pages(*site.outcome.site, site.outcome.diagnostics);
  std::vector<std::string> pages;
  for (const Diagnostic& finding : site.outcome.diagnostics.items()) {
    if (finding.rule.starts_with("link/") || finding.rule.starts_with("csv/")) pages.push_back(finding.page);
  }
  CHECK(pages == std::vector<std::string>{"", "/guide/a/", "/guide/"});
}

TEST_CASE("includes bring in text with its own places, and circles are refused", "[stages]") {
  const BuiltSite site =
      build_in_memory({{"content/_index.md",
                        page_text("Home", "```{include} _parts/hours.md\n```\n\n```{include} a.md\n```\n")},
                       {"content/_parts/hours.md", "Open **daily**. [x](gone.md)\n"},
                       {"content/a.md", page_text("A", "```{include} a.md\n```\n")}});
  CHECK(site.file("index.html").find("<p>Open <strong>daily</strong>.") != std::string::npos);
  const auto findings = site.findings();
  CHECK(std::count(findings.begin(), findings.end(), "link/broken content/_parts/hours.md:1") == 1);
  // A fragment is no page: it needs no title and has no address.
  CHECK(std::count(findings.begin(), findings.end(),
                   "front-matter/missing-title content/_parts/hours.md:1") == 0);
  CHECK(site.file("_parts/hours/index.html") == "(missing)");
  CHECK(std::count(findings.begin(), findings.end(), "include/cycle content/a.md:4") >= 1);
}

TEST_CASE("drafts stay out unless they are asked for", "[stages]") {
  const std::map<std::string, std::string> files = {
      {"content/_index.md", page_text("Home", "")},
      {"content/secret.md", page_text("Secret", "", "draft: true\n")}};
  CHECK(build_in_memory(files).file("secret/index.html") == "(missing)");
  CHECK(build_in_memory(files).file("sitemap.xml").find("secret") == std::string::npos);
  BuildOptions options;
  options.drafts = Drafts::Include;
  CHECK(build_in_memory(files, options).file("secret/index.html") != "(missing)");
}

TEST_CASE("a section that is a draft keeps back all that is in it", "[stages]") {
  const std::map<std::string, std::string> files = {
      {"content/_index.md", page_text("Home", "")},
      {"content/new/_index.md", page_text("New", "", "draft: true\n")},
      {"content/new/a.md", page_text("A", "")},
      {"content/new/deep/_index.md", page_text("Deep", "[Plan](plan.pdf)\n")},
      {"content/new/deep/plan.pdf", "%PDF-1.4"},
      {"content/newer.md", page_text("Newer", "")}};
  const BuiltSite site = build_in_memory(files);
  for (const char* kept_back :
       {"new/index.html", "new/a/index.html", "new/deep/index.html", "new/deep/plan.pdf"})
    CHECK(site.file(kept_back) == "(missing)");
  CHECK(site.file("newer/index.html") != "(missing)");
  BuildOptions options;
  options.drafts = Drafts::Include;
  const BuiltSite preview = build_in_memory(files, options);
  CHECK(preview.file("new/a/index.html") != "(missing)");
  CHECK(preview.file("new/deep/plan.pdf") != "(missing)");
}

TEST_CASE("Markdown tables get captions, scopes and numbers", "[stages]") {
  const BuiltSite site = build_in_memory(
      {{"content/_index.md",
        page_text("Home", "|  | 2019 |\n|---|--:|\n| # Cases | 5 |\n| # Days | 7 |\n: Cases by year\n")}});
  CHECK(site.messages().empty());
  CHECK(site.file("index.html")
            .find("<table class=\"data\"><caption id=\"table-1\"><span class=\"caption-number\">Table "
                  "1:</span> Cases by year</caption>\n"
                  "<thead><tr><td></td><th scope=\"col\" class=\"number\">2019</th></tr>\n</thead>\n"
                  "<tbody><tr><th scope=\"row\">Cases</th><td class=\"number\">5</td></tr>\n"
                  "<tr><th scope=\"row\">Days</th><td class=\"number\">7</td></tr>\n</tbody></table>") !=
        std::string::npos);
}

TEST_CASE("a site in another language, without data or glossary, builds with no trace of another",
          "[stages]") {
  std::map<std::string, std::string> files = {
      {"content/_index.md", page_text("Croeso", "Mae'r **wefan** hon yn fach.\n")},
      {"content/cysylltu.md", page_text("Cysylltu", "")},
      {"content/site.yaml", "title: Gwefan fach\nbase_url: https://enghraifft.cymru/\nlanguage: cy\n"},
      {"themes/civic/strings/cy.yaml", "close: Cau\n"}};
  const BuiltSite site = build_in_memory(files);
  CHECK(site.messages().empty());
  for (const auto& [path, file] : site.outcome.tree.files) {
    CHECK(file.bytes->find("Solihull") == std::string::npos);
    CHECK(file.bytes->find("LSCP") == std::string::npos);
  }
  CHECK(site.file("index.html").find("lang=\"cy\"") != std::string::npos);
}

TEST_CASE("the same input gives the same bytes, whatever the threads and the day", "[stages]") {
  std::map<std::string, std::string> files = {{"content/_index.md", page_text("Home", "```{pages}\n```\n")}};
  for (int i = 0; i < 40; ++i) {
    files["content/p" + std::to_string(i) + ".md"] = page_text(
        "Page " + std::to_string(i), "## Head\n\n[next](p" + std::to_string((i + 1) % 40) + ".md#head)\n");
  }
  BuildOptions one;
  one.build_date = "2020-01-01";
  BuildOptions many;
  many.jobs = 8;
  many.build_date = "2031-12-31";
  const BuiltSite a = build_in_memory(files, one);
  const BuiltSite b = build_in_memory(files, many);
  REQUIRE(a.outcome.tree.files.size() == b.outcome.tree.files.size());
  for (const auto& [path, file] : a.outcome.tree.files) CHECK(b.file(path) == *file.bytes);
}

TEST_CASE("only what changed is rendered again, and the result is that of a clean build", "[stages]") {
  std::map<std::string, std::string> files = {{"content/_index.md", page_text("Home", "[a](a.md)\n")},
                                              {"content/a.md", page_text("A", "Text\n")},
                                              {"content/b.md", page_text("B", "Text\n")}};
  BuiltSite site = build_in_memory(files);
  const auto rebuild = [&](const std::string& path, const std::string& text) {
    files[path] = text;
    std::map<std::string, std::string> all = files;
    for (auto& [name, value] : small_theme()) all.emplace(name, value);
    all.emplace("content/site.yaml", "title: Test site\nbase_url: https://example.org/\n");
    const MemoryFileSystem disk(all);
    Diagnostics found;
    reload_files(site.state.files, disk, nullptr, {path}, found);
    site.outcome = build_site(site.state, {}, found);
    const BuiltSite clean = build_in_memory(files);
    REQUIRE(clean.outcome.tree.files.size() == site.outcome.tree.files.size());
    for (const auto& [name, file] : clean.outcome.tree.files) CHECK(site.file(name) == *file.bytes);
  };
  rebuild("content/a.md", page_text("A", "Other text\n"));
  CHECK(site.state.render.bodies_rendered == 1);
  CHECK(site.state.render.pages_rendered == 1);
  rebuild("content/a.md", page_text("New title", "Other text\n"));
  CHECK(site.state.render.bodies_rendered == 2);  // its own, and the home page's, which links to it
  rebuild("content/b.md", page_text("B", "Text\n"));
  CHECK(site.state.render.bodies_rendered == 0);
}

TEST_CASE("a report is numbered through, and has a print edition whose links stay inside", "[stages]") {
  const std::string table = "|  | n |\n|---|--:|\n| # a | 1 |\n: Cases\n";
  const BuiltSite site =
      build_in_memory({{"content/_index.md", page_text("Home", "")},
                       {"content/r/_index.md", page_text("Report", "", "layout: report\n")},
                       {"content/r/a.md", page_text("A", table + "\n## Head\n", "weight: 1\n")},
                       {"content/r/b.md", page_text("B", table + "\n[a](a.md#head)\n", "weight: 2\n")}});
  CHECK(site.messages().empty());
  CHECK(site.file("r/a/index.html").find("Table 1:") != std::string::npos);
  CHECK(site.file("r/b/index.html").find("Table 2:") != std::string::npos);
  const std::string print = site.file("r/print/index.html");
  CHECK(print.find("<section class=\"print-chapter\" id=\"a\"><h2>A</h2>") != std::string::npos);
  CHECK(print.find("<h3 id=\"a--head\">Head</h3>") != std::string::npos);
  CHECK(print.find("<a href=\"#a--head\">a</a>") != std::string::npos);
}

TEST_CASE("a report is printed with the pages elsewhere that belong to it", "[stages]") {
  const std::string table = "|  | n |\n|---|--:|\n| # a | 1 |\n: Cases\n";
  const auto site_with = [&](const std::string& also) {
    return build_in_memory(
        {{"content/_index.md", page_text("Home", "")},
         {"content/r/_index.md",
          page_text("Report", "",
                    "layout: report\ndescription: All of it.\nparams:\n  print_also: [" + also + "]\n")},
         {"content/r/a.md", page_text("A", table + "\n[c](../c.md#head)\n")},
         {"content/c.md", page_text("C", table + "\n## Head\n\n[a](r/a.md)\n")}});
  };
  const BuiltSite site = site_with("c.md, r/a.md");  // a chapter is printed once
  CHECK(site.messages().empty());
  CHECK(site.file("c/index.html").find("Table 2:") != std::string::npos);
  const std::string print = site.file("r/print/index.html");
  CHECK(print.find("<section class=\"print-chapter\" id=\"other__c\"><h2>C</h2>") != std::string::npos);
  CHECK(print.find("<a href=\"#other__c--head\">c</a>") != std::string::npos);
  CHECK(print.find("<a href=\"#a\">a</a>") != std::string::npos);
  CHECK(print.find("id=\"a\"") == print.rfind("id=\"a\""));

  const BuiltSite wrong = site_with("d.md");
  CHECK(wrong.findings() == std::vector<std::string>{"front-matter/bad-value content/r/_index.md:6"});
  CHECK(wrong.messages().find("there is no page content/d.md") != std::string::npos);
}
