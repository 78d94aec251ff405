#include "content/glossary/marks.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "content/glossary/term_expansion.h"
#include "content/glossary/testing.h"
#include "content/words/acronym.h"

using namespace gazette;
using gazette::testing::term;

namespace {

Glossary marked_glossary() {
  Glossary glossary;
  glossary.terms = {term("MASH", "Multi-Agency Safeguarding Hub"),
                    term("LSCP", "Local Safeguarding Children Partnership", "The partnership for children."),
                    term("SAR", "Safeguarding Adults Review"),
                    term("LSOAs", "Lower Super Output Areas"),
                    term("H&WBB", "Health and Wellbeing Board"),
                    term("CSP", "Community Safety Partnership"),
                    term("UK", "United Kingdom"),
                    term("early help", "", "Help as soon as a problem shows.")};
  glossary.terms[6].status = TermStatus::WellKnown;
  glossary.terms[7].match = TermMatch::AnyCase;
  return glossary;
}

/// A page made of one source. Each line is a block of one run; `## ` starts a heading and a section.
struct Sample {
  Glossary glossary = marked_glossary();
  TermOptions options;
  PageTerms page;
  std::vector<ProseRun> runs;
  SourcePtr source;
  std::string findings;

  explicit Sample(std::string text) : source(std::make_shared<SourceFile>("content/a.md", std::move(text))) {
    page.address = "/a/";
    page.path = "a.md";
    std::size_t section = 0;
    for (std::size_t line = 1; line <= source->line_count(); ++line) {
      const bool heading = source->line(line).starts_with("## ");
      if (heading) ++section;
      const std::size_t begin = source->line_start(line);
      const std::size_t end = begin + source->line(line).size();
      runs.push_back(
          {std::string(source->line(line)), !heading, section, line, {source, {begin, end}}, false, false});
    }
  }

  PageTermMarks mark() {
    Diagnostics diagnostics;
    PageTermMarks marks = mark_terms(runs, glossary, GlossaryIndex(glossary), page, options, diagnostics);
    findings.clear();
    for (const Diagnostic& item : diagnostics.items()) findings += format_diagnostic(item);
    return marks;
  }

  /// Marks as text: "1:MASH#1" for a tip, "1:MASH" for a plain use, "+" where the expansion is written.
  std::string marked() {
    std::string out;
    for (const TermMark& mark : this->mark().marks) {
      if (!out.empty()) out += " ";
      out +=
          std::to_string(mark.run + 1) + ":" + runs[mark.run].text.substr(mark.begin, mark.end - mark.begin);
      if (mark.tip) out += "#" + std::to_string(mark.number);
      if (mark.expand) out += "+";
    }
    return out;
  }
};

std::string beside(std::string_view block, std::string_view form, std::string_view head,
                   std::string_view expansion) {
  const std::size_t at = block.find(form);
  const BesideResult result = beside_expansion(block, at, at + form.size(), head, expansion);
  if (result.kind == Beside::Nothing) return "nothing";
  return result.kind == Beside::Expansion ? "expansion" : "other: " + result.written;
}

std::string acronyms(std::string_view text) {
  std::string out;
  for (const AcronymHit& hit : find_acronyms(text)) {
    if (!out.empty()) out += " ";
    out += text.substr(hit.begin, hit.end - hit.begin);
  }
  return out;
}

}  // namespace

TEST_CASE("an expansion beside a term is recognised in either order", "[content][glossary]") {
  const auto mash = [](std::string_view block) {
    return beside(block, "MASH", "MASH", "Multi-Agency Safeguarding Hub");
  };
  CHECK(mash("The Multi-Agency Safeguarding Hub (MASH) opens.") == "expansion");
  CHECK(mash("MASH (Multi-Agency Safeguarding Hub) opens.") == "expansion");
  CHECK(mash("MASH (the Multi-Agency Safeguarding Hub)") == "expansion");
  CHECK(mash("the multi agency safeguarding hub, or MASH, opens") == "expansion");
  CHECK(mash("MASH, the Multi-Agency Safeguarding Hub, opens") == "expansion");
  CHECK(mash("MASH – Multi-Agency Safeguarding Hub") == "expansion");
  CHECK(mash("MASH: Multi-Agency Safeguarding Hub") == "expansion");
  CHECK(mash("MASH stands for Multi-Agency Safeguarding Hub") == "expansion");
  CHECK(mash("a Multi‑Agency Safeguarding Hub [MASH]") == "expansion");
  CHECK(mash("Multi-Agency\nSafeguarding Hub (MASH)") == "expansion");
  CHECK(mash("Multi-Agency Safeguarding Hub (“MASH”)") == "expansion");
  CHECK(mash("The Multi-Agency Safeguarding Hub opens. MASH takes referrals.") == "nothing");
  CHECK(mash("the hub (MASH)") == "nothing");
  CHECK(mash("MASH") == "nothing");
  CHECK(mash("MASH (see page 4)") == "nothing");
  CHECK(mash("Multi-Agency Safeguarding Hubs, where people from all over work together (MASH)") == "nothing");
  CHECK(beside("Lower Super Output Areas (LSOAs)", "LSOAs", "LSOAs", "Lower Super Output Areas") ==
        "expansion");
  CHECK(beside("a Lower Super Output Area (LSOA)", "LSOA", "LSOAs", "Lower Super Output Areas") ==
        "expansion");
  CHECK(beside("Serious Case Reviews (SCRs)", "SCRs", "SCR", "Serious Case Review") == "expansion");
  CHECK(beside("local authorities (LAs)", "LAs", "LA", "Local Authority") == "expansion");
  CHECK(beside("Health & Wellbeing Board (H&WBB)", "H&WBB", "H&WBB", "Health and Wellbeing Board") ==
        "expansion");
  CHECK(beside("Safer Solihull (the Community Safety Partnership (CSP)) does", "CSP", "CSP",
               "Community Safety Partnership") == "expansion");
  CHECK(beside("Ένα Δύο (ΕΔ)", "ΕΔ", "ΕΔ", "Ένα Δύο") == "expansion");
}

TEST_CASE("other words in the place of an expansion are told", "[content][glossary]") {
  CHECK(beside("a Safeguarding Adult Review (SAR) in 2019", "SAR", "SAR", "Safeguarding Adults Review") ==
        "other: Safeguarding Adult Review");
  CHECK(beside("by the Child Protection and Review Unit (CPRU) to", "CPRU", "CPRU",
               "Child Protection Review Unit") == "other: Child Protection and Review Unit");
  CHECK(beside("The Safeguarding Adults Board (SSAB) and", "SSAB", "SSAB",
               "Solihull Safeguarding Adults Board") == "other: Safeguarding Adults Board");
  CHECK(beside("SAR (Safeguarding Adult Review)", "SAR", "SAR", "Safeguarding Adults Review") ==
        "other: Safeguarding Adult Review");
  CHECK(beside("Search and Rescue (SAR)", "SAR", "SAR", "Safeguarding Adults Review") ==
        "other: Search and Rescue");
  CHECK(beside("LSCP (which replaced the Local Safeguarding Children Board)", "LSCP", "LSCP",
               "Local Safeguarding Children Partnership") == "nothing");
  CHECK(beside("CSP (through the Domestic Abuse Priority Group)", "CSP", "CSP",
               "Community Safety Partnership") == "nothing");
  CHECK(beside("our partners (LSCP) met", "LSCP", "LSCP", "Local Safeguarding Children Partnership") ==
        "nothing");
}

TEST_CASE("an acronym's own words are found beside it", "[content][glossary]") {
  const auto explained = [](std::string_view block, std::string_view word) {
    const std::size_t at = block.find(word);
    return explained_beside(block, at, at + word.size()).value_or("-");
  };
  CHECK(explained("The Black and Asian Minority Ethnic (BAME) population", "BAME") ==
        "Black and Asian Minority Ethnic");
  CHECK(explained("Keeping Children Safe in Education (KCSIE) (2019)", "KCSIE") ==
        "Keeping Children Safe in Education");
  CHECK(explained("of the Black Lives Matter (BLM) movement", "BLM") == "Black Lives Matter");
  CHECK(explained("KCSIE (Keeping Children Safe in Education)", "KCSIE") ==
        "Keeping Children Safe in Education");
  CHECK(explained("The Serious Case Review (SC17)", "SC17") == "-");
  CHECK(explained("as 'Requires Improvement' (RI).", "RI") == "Requires Improvement");
  CHECK(explained("the NEC complex", "NEC") == "-");
  CHECK(explained("(NEC)", "NEC") == "-");
}

TEST_CASE("what looks like an acronym", "[content][glossary]") {
  CHECK(acronyms("the STP, DoH and NEC; CP plans, S11 audit") == "STP DoH NEC CP S11");
  CHECK(acronyms("BAME NWG KCSIE BLM RI SC17 H&WBB CAFCAS") == "BAME NWG KCSIE BLM RI SC17 H&WBB CAFCAS");
  CHECK(acronyms("STPs, STP's and STP’s") == "STP STP STP");
  CHECK(acronyms("STP-led NEC/CP (RI)") == "STP NEC CP RI");
  CHECK(acronyms("A word, McDonald, YouTube, GitHub, Ofsted, I").empty());
  CHECK(acronyms("Q4 of 2019, A45 and M42, A4 paper, World War II, Part IV").empty());
  CHECK(acronyms("Solihull B91 3QS").empty());
  CHECK(acronyms("x_STP STP_x éSTP 2STP").empty());
  CHECK(acronyms("PARTNERSHIP and REFERRALS shouted").empty());
  CHECK(acronyms("").empty());
}

TEST_CASE("the first use on a page stands beside its full name", "[content][glossary]") {
  Sample good("The Multi-Agency Safeguarding Hub (MASH) opens.\nMASH takes referrals.");
  good.mark();
  CHECK(good.findings.empty());

  Sample bad("Naïve: MASH takes referrals. MASH is open.\n\nThe Multi-Agency Safeguarding Hub (MASH).");
  bad.mark();
  CHECK(bad.findings ==
        "content/a.md:1:8: warning: the first MASH on this page does not stand beside its full name  "
        "[term/first-use]\n"
        "    1 | Naïve: MASH takes referrals. MASH is open.\n"
        "      |        ^^^^ write Multi-Agency Safeguarding Hub (MASH)\n"
        "  content/a.md:3:36: note: the full name comes only here\n");
  bad.options.first_use = FirstUse::Error;
  bad.mark();
  CHECK(bad.findings.find("content/a.md:1:8: error: ") == 0);
  bad.options.first_use = FirstUse::Off;
  bad.mark();
  CHECK(bad.findings.empty());
}

TEST_CASE("a full name in a heading or link explains the term; a bare use there asks for nothing",
          "[content][glossary]") {
  Sample explained("## Multi-Agency Safeguarding Hub (MASH)\nMASH opens.");
  explained.mark();
  CHECK(explained.findings.empty());
  Sample bare("## MASH\nThe Multi-Agency Safeguarding Hub (MASH) opens.");
  bare.mark();
  CHECK(bare.findings.empty());
  Sample later("## MASH\nMASH opens.");
  later.mark();
  CHECK(later.findings.find("content/a.md:2:1: warning") == 0);
}

TEST_CASE("words that are not the glossary's are told once, not as a missing full name",
          "[content][glossary]") {
  Sample marked_glossary("A Safeguarding Adult Review (SAR) began.");
  const PageTermMarks marks = marked_glossary.mark();
  CHECK(marked_glossary.findings.empty());
  REQUIRE(marks.different.size() == 1);
  CHECK(marks.different[0].written == "Safeguarding Adult Review");
}

TEST_CASE("plain words and well-known terms need no full name", "[content][glossary]") {
  Sample marked_glossary("Early help in the UK.");
  marked_glossary.mark();
  CHECK(marked_glossary.findings.empty());
}

TEST_CASE("full names are written where the site asks for it", "[content][glossary]") {
  Sample marked_glossary("MASH and LSCP. MASH again.\n## One\nMASH");
  marked_glossary.options.first_use = FirstUse::Expand;
  CHECK(marked_glossary.marked() == "1:MASH+ 1:LSCP#1+ 1:MASH 3:MASH#1");
  CHECK(marked_glossary.findings.empty());
}

TEST_CASE("tips follow the policy", "[content][glossary]") {
  const std::string text = "LSCP and LSCP.\n## One LSCP\nLSCP, LSCP\n## Two\nLSCP";
  Sample marked_glossary(text);
  CHECK(marked_glossary.marked() == "1:LSCP#1 1:LSCP 3:LSCP#2 3:LSCP 5:LSCP#3");
  marked_glossary.options.tips = TipPolicy::Page;
  CHECK(marked_glossary.marked() == "1:LSCP#1 1:LSCP 3:LSCP 3:LSCP 5:LSCP");
  marked_glossary.options.tips = TipPolicy::All;
  CHECK(marked_glossary.marked() == "1:LSCP#1 1:LSCP#2 3:LSCP#3 3:LSCP#4 5:LSCP#5");
  marked_glossary.options.tips = TipPolicy::None;
  CHECK(marked_glossary.marked() == "1:LSCP 1:LSCP 3:LSCP 3:LSCP 5:LSCP");
}

TEST_CASE("a use beside its full name gets a tip only for a definition", "[content][glossary]") {
  Sample without("Multi-Agency Safeguarding Hub (MASH), MASH\n## One\nMASH");
  CHECK(without.marked() == "1:MASH 1:MASH 3:MASH#1");
  Sample with("Local Safeguarding Children Partnership (LSCP), LSCP");
  CHECK(with.marked() == "1:LSCP#1 1:LSCP");
  const PageTermMarks marks = with.mark();
  REQUIRE(marks.marks.size() == 2);
  CHECK(marks.marks[0].explained);
  CHECK_FALSE(marks.marks[1].explained);
  Sample known("The UK");
  CHECK(known.marked() == "1:UK");
}

TEST_CASE("runs that may not be marked are counted but left alone", "[content][glossary]") {
  Sample marked_glossary("LSCP\nLSCP\nLSCP");
  marked_glossary.runs[0].code = true;
  marked_glossary.runs[1].markable = false;
  CHECK(marked_glossary.marked() == "3:LSCP#1");
  const PageTermMarks marks = marked_glossary.mark();
  REQUIRE(marks.used.size() == 1);
  CHECK(marks.used[0].count == 2);
  CHECK(marks.used[0].first.span == Span{5, 9});
}

TEST_CASE("front matter can turn terms off", "[content][glossary]") {
  Sample off("MASH, \\LSCP and XYZ");
  off.page.off = true;
  const PageTermMarks marks = off.mark();
  CHECK(off.findings.empty());
  CHECK(marks.marks.empty());
  CHECK(marks.used.empty());
  CHECK(marks.unknown.empty());
  CHECK(marks.escapes.size() == 1);

  Sample skip("MASH and LSCP");
  skip.page.skip = {{"LSCP", {}}};
  CHECK(skip.marked() == "1:MASH#1 1:LSCP");
  CHECK(skip.findings.find("first MASH") != std::string::npos);
  CHECK(skip.findings.find("first LSCP") == std::string::npos);
}

TEST_CASE("a name to skip must be a term", "[content][glossary]") {
  Sample marked_glossary("terms: {skip: [LSPC]}");
  marked_glossary.page.skip = {{"LSPC", {marked_glossary.source, {15, 19}}}};
  marked_glossary.mark();
  CHECK(marked_glossary.findings ==
        "content/a.md:1:16: error: the glossary has no term LSPC  [term/unknown]\n"
        "    1 | terms: {skip: [LSPC]}\n"
        "      |                ^^^^ did you mean `LSCP`?\n");
}

TEST_CASE("the glossary can leave a term alone on some pages", "[content][glossary]") {
  for (const char* entry : {"/a/", "/a", "a", "a.md", "/*", "a*"}) {
    CAPTURE(entry);
    Sample marked_glossary("MASH");
    marked_glossary.glossary.terms[0].skip_pages = {entry};
    CHECK(marked_glossary.marked() == "1:MASH");
    CHECK(marked_glossary.findings.empty());
  }
  Sample other("MASH");
  other.glossary.terms[0].skip_pages = {"/b/", "ab*", ""};
  CHECK(other.marked() == "1:MASH#1");
}

TEST_CASE("a backslash leaves one use alone", "[content][glossary]") {
  Sample marked_glossary("\\LSCP, (\\MASHs) and \\XYZ, not C:\\LSCP or x\\MASH or \\\\SAR");
  const PageTermMarks marks = marked_glossary.mark();
  REQUIRE(marks.escapes.size() == 3);
  CHECK(marks.escapes[0].at == 0);
  CHECK(marks.escapes[1].at == 8);
  CHECK(marks.escapes[2].at == 20);
  CHECK(marked_glossary.marked() == "1:LSCP#1 1:MASH#1 1:SAR#1");
  CHECK(marks.unknown.empty());
}

TEST_CASE("a term by hand is marked whatever the policy", "[content][glossary]") {
  Sample marked_glossary("mash\nMSAH\nMASH");
  marked_glossary.runs[0].by_hand = true;
  marked_glossary.runs[1].by_hand = true;
  marked_glossary.options.tips = TipPolicy::None;
  marked_glossary.options.first_use = FirstUse::Off;
  CHECK(marked_glossary.marked() == "1:mash#1 3:MASH");
  CHECK(marked_glossary.findings ==
        "content/a.md:2:1: error: the glossary has no term MSAH  [term/unknown]\n"
        "    2 | MSAH\n"
        "      | ^^^^ did you mean `MASH`?\n");
}

TEST_CASE("unknown acronyms are gathered from prose only", "[content][glossary]") {
  Sample marked_glossary("STP and STPs, MASH, PDF\n## NEC\nBlack Lives Matter (BLM), DfE, KPI");
  marked_glossary.options.known = {"DfE"};
  marked_glossary.page.explained = {"KPI"};
  const PageTermMarks marks = marked_glossary.mark();
  REQUIRE(marks.unknown.size() == 2);
  CHECK(marks.unknown[0].word == "STP");
  CHECK(marks.unknown[0].count == 2);
  CHECK_FALSE(marks.unknown[0].explained);
  CHECK(marks.unknown[1].word == "BLM");
  CHECK(marks.unknown[1].explained);
}

TEST_CASE("an expansion may run over emphasis and line breaks of one block", "[content][glossary]") {
  Sample marked_glossary("**Multi-Agency** Safeguarding\nHub (MASH) opens.\n");
  const SourcePtr source = marked_glossary.source;
  const auto run = [&](std::string text, std::size_t begin) {
    const Span span{begin, begin + text.size()};
    return ProseRun{std::move(text), true, 0, 1, {source, span}, false, false};
  };
  marked_glossary.runs = {run("Multi-Agency", 2), run(" Safeguarding", 16), run("Hub (MASH) opens.", 30)};
  marked_glossary.mark();
  CHECK(marked_glossary.findings.empty());
  marked_glossary.runs[2].block = 2;
  marked_glossary.mark();
  CHECK(marked_glossary.findings.find("first MASH") != std::string::npos);
}

TEST_CASE("web and mail addresses in the text are left alone", "[content][glossary]") {
  Sample marked_glossary("https://a.example/LSCP/STP and www.LSCP.example, LSCP@a.example but MASH/LSCP");
  CHECK(marked_glossary.marked() == "1:MASH#1 1:LSCP#1");
  CHECK(marked_glossary.mark().unknown.empty());
}

TEST_CASE("marks stay in order and inside their runs whatever the text", "[content][glossary]") {
  const std::vector<std::string> pieces = {"MASH",
                                           "(",
                                           ")",
                                           " ",
                                           "LSCP",
                                           "\\",
                                           "Multi-Agency Safeguarding Hub",
                                           "SAR",
                                           "STP",
                                           "Safeguarding Adult Review",
                                           "’",
                                           "'",
                                           "[",
                                           "]",
                                           ",",
                                           "&",
                                           "\xE2\x80",
                                           "–",
                                           "\n",
                                           "the",
                                           "H&WBB",
                                           "Health and Wellbeing Board",
                                           "s",
                                           "-",
                                           "@",
                                           "://",
                                           "UK",
                                           "early help"};
  std::uint32_t seed = 4;
  const auto random = [&](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<std::size_t>(seed >> 8U) % below;
  };
  for (int round = 0; round < 1500; ++round) {
    Sample marked_glossary("");
    marked_glossary.runs.clear();
    for (std::size_t n = random(5); n > 0; --n) {
      std::string text;
      for (std::size_t k = random(12); k > 0; --k) text += pieces[random(pieces.size())];
      const Span span{0, random(text.size() + 2)};
      const auto source = std::make_shared<SourceFile>("a.md", text);
      marked_glossary.runs.push_back(
          {text, random(4) > 0, random(3), random(3), {source, span}, random(9) == 0, random(9) == 0});
    }
    marked_glossary.options.first_use = static_cast<FirstUse>(random(4));
    marked_glossary.options.tips = static_cast<TipPolicy>(random(4));
    const PageTermMarks marks = marked_glossary.mark();
    std::size_t run = 0;
    std::size_t end = 0;
    for (const TermMark& mark : marks.marks) {
      REQUIRE(mark.run >= run);
      if (mark.run > run) end = 0;
      run = mark.run;
      REQUIRE(mark.begin >= end);
      REQUIRE(mark.begin < mark.end);
      end = mark.end;
      REQUIRE(end <= marked_glossary.runs[run].text.size());
      REQUIRE(mark.tip == (mark.number > 0));
    }
    for (const TermEscape& escape : marks.escapes)
      REQUIRE(marked_glossary.runs[escape.run].text[escape.at] == '\\');
  }
}

TEST_CASE("a place is found again where the source is spelt otherwise", "[content][glossary]") {
  const auto source = std::make_shared<SourceFile>("a.md", "The H&amp;WBB's \"LSCP's\" -- *x* LSCP");
  ProseRun run;
  run.text = "The H&WBB’s “LSCP’s” – x LSCP";
  run.place = {source, {0, source->text().size()}};
  const auto found = [&](std::string_view words, std::size_t from = 0) {
    const std::size_t at = run.text.find(words, from);
    return std::string(source->slice(place_in_run(run, at, at + words.size()).span));
  };
  CHECK(found("H&WBB’s") == "H&amp;WBB's");
  CHECK(found("LSCP’s") == "LSCP's");
  CHECK(found("LSCP", 30) == "LSCP");
  CHECK(place_in_run(run, run.text.size() - 4, run.text.size()).span.begin == source->text().size() - 4);
  CHECK(found("– x") == source->text());  // not to be found: the whole run
  run.place.source = nullptr;
  CHECK(place_in_run(run, 0, 3).source == nullptr);
}
