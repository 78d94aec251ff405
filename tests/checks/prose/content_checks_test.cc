// Checks on words and structure, on Markdown and on foreign HTML alike.
#include <catch2/catch.hpp>
#include <map>

#include "checks/check_html.h"
#include "checks/prose/page_content.h"
#include "checks/prose/prose_checks.h"
#include "checks/prose/spelling.h"

using namespace gazette;

namespace {

/// "rule line:column" of each finding but the page's reading age.
std::vector<std::string> found_in(const std::map<std::string, std::string>& pages) {
  std::vector<HtmlFile> files;
  for (const auto& [path, text] : pages) files.push_back({path, std::make_shared<SourceFile>(path, text)});
  ForeignContentCheck content(files.size());
  Diagnostics diagnostics;
  check_html_files(
      files, [](const std::string&) { return std::nullopt; }, "/", 1, {false, &content}, diagnostics);
  diagnostics.sort();
  std::vector<std::string> out;
  for (const Diagnostic& finding : diagnostics.items()) {
    if (finding.rule == "content/reading-age") continue;
    const Position at = finding.place.source->position(finding.place.span.begin);
    out.push_back(finding.rule.substr(8) + " " + std::to_string(at.line) + ":" + std::to_string(at.column));
  }
  return out;
}

std::vector<std::string> found(const std::string& body, const std::string& language = "en") {
  return found_in(
      {{"a.html", "<!DOCTYPE html><html lang=" + language + "><title>A page</title><body>\n" + body}});
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("words of foreign pages are checked at their place", "[content][foreign]") {
  CHECK(found("<p>Send a letter, e.g. by post.") == Found{"word 2:19"});
  CHECK(found("<p>Send a letter,\n  e.g. by post.") == Found{"word 3:3"});
  CHECK(found("<p>Envoyez une lettre, etc.", "fr").empty());
  CHECK(found("<p><span lang=fr>Une lettre, etc.</span></p>").empty());
  CHECK(found("<p><code>etc</code> and <q>etc.</q> and “etc.” and \"etc.\"").empty());
  CHECK(found("<p>See https://example.org/eg/via/etc or a@ie.example").empty());
  CHECK(found("<blockquote><p>We utilise it, e.g. here.</p></blockquote>").empty());
  CHECK(found("<nav><a href=a>Here</a> e.g. etc.</nav><p hidden>e.g.</p><script>'e.g.'</script>").empty());
  CHECK(found("<p>On 01/05/2020 and 2020-05-01 and 1.2.3 and 25/12/2020.") == Found{"date 2:7", "date 2:47"});
  CHECK(found("<p>PLEASE READ ALL THIS FIRST") == Found{"capitals 2:4"});
  CHECK(found("<p>Members: NHS, ICB, LSCP, SSAB, DWP, HMRC and BBC.").empty());
  CHECK(found("<p>See the table below.<table><tr><td>1</table>") == Found{"directional 2:12"});
  CHECK(found("<p>You are on the right track, on the left.") == Found{"directional 2:32"});
  CHECK(found("<p>There were 15000 people in 2020, ring 01632 960961, bug 123456, 38 per cent.") ==
        Found{"number 2:15", "number 2:71"});
  CHECK(found("<p>Run by [name of organisation].") == Found{"template-residue 2:11"});
  CHECK(found("<p>Hello {{ name }}, <code>{{ name }}</code>") == Found{"template-residue 2:10"});
  CHECK(found("<p>It has to be written by May. <p>To be written") == Found{"template-residue 2:36"});
}

TEST_CASE("structure of foreign pages is checked", "[content][foreign]") {
  CHECK(found("<p><a href=x>Click here</a> or <a href=y>read more…</a>") ==
        Found{"link-text 2:4", "link-text 2:32"});
  CHECK(found("<p><a href=x aria-label='Read more about fees'>Read more</a>").empty());
  CHECK(found("<p><a href=x>Report</a> and <a href=y>report</a>") == Found{"same-link-text 2:29"});
  CHECK(found("<p><a href=x#a>Report</a> and <a href=x#b>report</a>").empty());
  CHECK(found("<p><a href=plan.pdf>Our plan</a>") == Found{"document-link 2:4"});
  CHECK(found("<p><a href=plan.pdf>Our plan</a> (PDF, 1.2 MB)").empty());
  CHECK(found("<p><a href=plan.xlsx>Our plan, Excel spreadsheet, 30KB</a>").empty());
  CHECK(found("<p><b>Fees</b></p><p>Ten pounds</p>") == Found{"bold-heading 2:7"});
  CHECK(found("<p><b>Do not post cash.</b></p><p>x</p>").empty());
  CHECK(found("<ul><li><b>Fees</b></li></ul><table><tr><td><b>Fees</b></table>").empty());
  CHECK(found("<p>• one<br>• two") == Found{"fake-list 2:4"});
  CHECK(found("<p>• one</p><p>• two</p><p>• three</p>") == Found{"fake-list 2:4"});
  CHECK(found("<p>- one<br>- two</p>") == Found{"fake-list 2:4"});
  CHECK(found("<p>one – two<br>three – four</p><p>a) first</p>").empty());
  CHECK(found("<ul><li>✅ one</li><li>✅ two</li></ul>") == Found{"emoji 2:9"});
  CHECK(found("<h2>Fees</h2><h2>Times</h2><p>Daily") == Found{"empty-section 2:5"});
  CHECK(found("<h2>Fees</h2><h3>Adults</h3><p>Ten<h2>Times</h2><img src=a alt=Clock>").empty());
  CHECK(found("<p>The following chart shows it.") == Found{"dangling-reference 2:8"});
  CHECK(found("<p>The following chart shows it.<p><img src=a alt='Rising line'>").empty());
  CHECK(found("<img src=a.png alt='a.png'><img src=b alt='Photo of a dog'>") ==
        Found{"alt-text 2:21", "alt-text 2:44"});
  CHECK(found("<figure><img src=a alt='Our dog'><figcaption>Our dog</figcaption></figure>") ==
        Found{"alt-text 2:25"});
  CHECK(found("<table><tr><th>A<th>B<tr><td>1<td></table><table><tr><td>x<td></table>") ==
        Found{"empty-cell 2:31"});
}

TEST_CASE("what most pages repeat is told once; titles are compared", "[content][foreign]") {
  std::map<std::string, std::string> pages;
  for (int i = 0; i < 8; ++i) {
    const std::string n = std::to_string(i);
    pages[n + ".html"] = "<!DOCTYPE html><html lang=en><title>Page " + n +
                         "</title><body><header><a href=/>Here</a></header><p>Text " + n;
  }
  CHECK(found_in(pages) == Found{"link-text 1:65"});
  pages["7.html"] = "<!DOCTYPE html><html lang=en><title>Page 1</title><body><p>Other";
  CHECK(found_in(pages).back() == "duplicate-title 1:37");
}

TEST_CASE("spelling knows the dictionary, the site's own words and what is no word", "[content][spelling]") {
  auto checker = SpellChecker::open("en-GB");
  CHECK(SpellChecker::open("xx-XX") == nullptr);
  if (!checker) return;  // the dictionary is a package of its own
  checker->allow("Solihull");
  PageContent page;
  ProseBlock block;
  const auto source =
      std::make_shared<SourceFile>("a.md",
                                   "The comittee of Solihull’s LSCP met at http://exmaple.org, a well-known "
                                   "colour centre; the comittee left.");
  ProseRun run;
  run.text = std::string(source->text());
  run.place = {source, {0, source->text().size()}};
  block.append(run);
  page.blocks.push_back(block);
  Diagnostics diagnostics;
  check_spelling(page, *checker, diagnostics);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(diagnostics.items()[0].place.span.begin == 4);
  CHECK(diagnostics.items()[0].hint == "did you mean “committee”?");
}
