#include "content/glossary/term_checks.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "content/glossary/reader.h"

using namespace gazette;

namespace {

/// Marks a few one-line pages and runs the checks over all of them.
std::string check(const std::string& csv, const std::vector<std::string>& texts, TermOptions options = {}) {
  Diagnostics diagnostics;
  const auto file = parse_csv(std::make_shared<SourceFile>("content/data/glossary.csv", csv), diagnostics);
  const Glossary glossary = read_glossary(*file, {}, diagnostics);
  const GlossaryIndex index(glossary);
  options.first_use = FirstUse::Off;
  std::vector<PageTermMarks> pages;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    PageTerms page;
    page.path = std::string(1, static_cast<char>('a' + i)) + ".md";
    page.address = "/" + page.path.substr(0, 1) + "/";
    const auto source = std::make_shared<SourceFile>("content/" + page.path, texts[i]);
    ProseRun run;
    run.text = texts[i];
    run.place = {source, {0, texts[i].size()}};
    pages.push_back(mark_terms({&run, 1}, glossary, index, page, options, diagnostics));
  }
  std::vector<const PageTermMarks*> in_order;
  for (const PageTermMarks& page : pages) in_order.push_back(&page);
  check_terms(glossary, in_order, {}, diagnostics);
  std::string out;
  for (const Diagnostic& item : diagnostics.items()) out += format_diagnostic(item);
  return out;
}

const std::string kGlossary = "term,expansion,skip_pages\nCAFCASS,Children and Families Court,\n";

}  // namespace

TEST_CASE("an acronym nobody explains is told once for the site", "[content][glossary]") {
  CHECK(check(kGlossary, {"CAFCASS and STP.", "The STP, STPs", "STP", "Nothing", "STP", "STP"}) ==
        "content/a.md:1:13: warning: STP is used 6 times on 5 pages and nothing says what it means  "
        "[term/undefined]\n"
        "    1 | CAFCASS and STP.\n"
        "      |             ^^^ add it to the glossary, or write it in full\n"
        "  content/b.md:1:5: note: also here\n"
        "  content/c.md:1:1: note: also here\n"
        "  content/e.md:1:1: note: also here\n"
        "  note: and in 1 more place\n");
}

TEST_CASE("an acronym explained on its page is advice, and a warning elsewhere", "[content][glossary]") {
  CHECK(check(kGlossary, {"CAFCASS: Black Lives Matter (BLM)"}) ==
        "content/a.md:1:30: info: BLM is explained where it is used but is not in the glossary (1 time on 1 "
        "page)  "
        "[term/not-in-glossary]\n"
        "    1 | CAFCASS: Black Lives Matter (BLM)\n"
        "      |                              ^^^ add it to the glossary, so that it is explained "
        "everywhere\n");
  CHECK(check(kGlossary, {"CAFCASS: Black Lives Matter (BLM)", "BLM"})
            .find("content/b.md:1:1: warning: BLM is used 2 times on 2 pages") == 0);
}

TEST_CASE("a site without a glossary is not asked for one", "[content][glossary]") {
  PageTermMarks page;
  page.unknown = {{"STP", 1, {}, false}};
  const PageTermMarks* const only = &page;
  Diagnostics diagnostics;
  check_terms(Glossary(), {&only, 1}, {}, diagnostics);
  CHECK(diagnostics.empty());
}

TEST_CASE("known acronyms are left alone", "[content][glossary]") {
  TermOptions options;
  options.known = {"STP"};
  CHECK(check(kGlossary, {"CAFCASS, STP, UK, NHS, PDF"}, options).empty());
}

TEST_CASE("a slip in a term's letters is a near miss", "[content][glossary]") {
  CHECK(check(kGlossary, {"CAFCASS", "CAFCAS pays"}) ==
        "content/b.md:1:1: warning: CAFCAS is used 1 time on 1 page; the glossary has CAFCASS  "
        "[term/near-miss]\n"
        "    1 | CAFCAS pays\n"
        "      | ^^^^^^ did you mean CAFCASS?\n");
  const std::string short_ones = "term,expansion\nCPP,a\nCSPR,b\nShEP,c\nSSAB,d\nLSOAs,e\n";
  const auto rule_for = [&](const std::string& word) {
    const std::string out = check(short_ones, {"CPP CSPR ShEP SSAB LSOA " + word});
    return out.find("term/near-miss") != std::string::npos   ? "near"
           : out.find("term/undefined") != std::string::npos ? "undefined"
                                                             : "none";
  };
  CHECK(rule_for("CP") == std::string("undefined"));  // short ones differ by a letter as a rule
  CHECK(rule_for("CSP") == std::string("undefined"));
  CHECK(rule_for("LSAB") == std::string("undefined"));
  CHECK(rule_for("CPSR") == std::string("near"));  // two letters swapped
  CHECK(rule_for("SHEP") == std::string("near"));  // case alone
  CHECK(rule_for("LSOAA") == std::string("near"));
}

TEST_CASE("a term nobody uses is told at its row", "[content][glossary]") {
  CHECK(check("term,expansion\nMASH,Hub\nFIB,Bureau\n", {"MASH, \\FIB"}) ==
        "content/data/glossary.csv:3:1: warning: no page uses FIB  [term/unused]\n"
        "    3 | FIB,Bureau\n"
        "      | ^^^ delete the row, or check how the pages spell it\n");
}

TEST_CASE("an expansion that differs is told once with its places", "[content][glossary]") {
  CHECK(check("term,expansion\nSAR,Safeguarding Adults Review\n",
              {"A Safeguarding Adult Review (SAR)", "Safeguarding\tAdult Review (SAR)"}) ==
        "content/a.md:1:30: warning: SAR is given here as “Safeguarding Adult Review”, in the glossary as "
        "“Safeguarding Adults Review”  [term/expansion-differs]\n"
        "    1 | A Safeguarding Adult Review (SAR)\n"
        "      |                              ^^^ use the same words in both\n"
        "  content/b.md:1:28: note: also here\n");
}

TEST_CASE("pages to skip must exist", "[content][glossary]") {
  CHECK(check("term,expansion,skip_pages\nMASH,Hub,/a/;b.md;/b;a*\n", {"MASH", ""}).empty());
  CHECK(check("term,expansion,skip_pages\nMASH,Hub,/c/;x*\n", {"MASH"})
            .find("content/data/glossary.csv:2:1: warning: MASH is to be left alone on /c/, and there is no "
                  "such page  "
                  "[term/unknown-page]\n") == 0);
}

TEST_CASE("every term rule has its explanation", "[content][glossary]") {
  for (const Rule& rule : term_rules()) {
    CAPTURE(rule.id);
    CHECK(rule.id.starts_with("term/"));
    CHECK_FALSE(rule.title.empty());
    CHECK(rule.why.ends_with("."));
    CHECK(rule.bad != rule.good);
  }
}
