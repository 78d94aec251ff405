#include "content/glossary/reader.h"

#include <catch2/catch.hpp>

using namespace gazette;

namespace {

struct Read {
  Glossary glossary;
  std::string findings;
};

Read read_terms(std::string text) {
  Diagnostics diagnostics;
  Read out;
  const auto file =
      parse_csv(std::make_shared<SourceFile>("content/data/glossary.csv", std::move(text)), diagnostics);
  if (file) out.glossary = read_glossary(*file, {}, diagnostics);
  diagnostics.sort();
  for (const Diagnostic& item : diagnostics.items()) out.findings += format_diagnostic(item);
  return out;
}

}  // namespace

TEST_CASE("a glossary row becomes a term", "[content][glossary]") {
  const Read got = read_terms(
      "term,expansion,definition,forms,match,see,status,skip_pages\n"
      "H&WBB,Health and Wellbeing Board,\"A board, which\nchooses.\",HWB; HWBs ;,exact,LSCB,live,/a/;b.md\n"
      "LSCB,Local Safeguarding Children Board,,,,H&WBB,former,\n"
      "early help,,Help as soon as a problem shows.,,any-case,,,\n"
      "UK,United Kingdom,,,,,well-known,\n");
  CHECK(got.findings.empty());
  REQUIRE(got.glossary.terms.size() == 4);
  const Term& board = got.glossary.terms[0];
  CHECK(board.term == "H&WBB");
  CHECK(board.expansion == "Health and Wellbeing Board");
  CHECK(board.definition == "A board, which chooses.");
  CHECK(board.forms == std::vector<std::string>{"HWB", "HWBs"});
  CHECK(board.see == std::vector<std::string>{"LSCB"});
  CHECK(board.skip_pages == std::vector<std::string>{"/a/", "b.md"});
  CHECK(board.slug == "h-and-wbb");
  CHECK(board.place.source->slice(board.place.span) == "H&WBB");
  CHECK(got.glossary.terms[1].status == TermStatus::Former);
  CHECK(got.glossary.terms[2].match == TermMatch::AnyCase);
  CHECK(got.glossary.terms[3].status == TermStatus::WellKnown);
}

TEST_CASE("only the term column is needed, in any order", "[content][glossary]") {
  const Read got = read_terms("expansion,term\nMulti-Agency Safeguarding Hub,MASH\n");
  CHECK(got.findings.empty());
  CHECK(got.glossary.terms.at(0).term == "MASH");
  CHECK(read_terms("term\n").glossary.terms.empty());
}

TEST_CASE("slugs are unique", "[content][glossary]") {
  const Read got = read_terms("term,expansion\nC&A,a\nC and A,b\n+++,c\n***,d\n");
  CHECK(got.findings.empty());
  CHECK(got.glossary.terms.at(0).slug == "c-and-a");
  CHECK(got.glossary.terms.at(1).slug == "c-and-a-2");
  CHECK(got.glossary.terms.at(2).slug == "term");
  CHECK(got.glossary.terms.at(3).slug == "term-2");
}

TEST_CASE("columns are checked by name", "[content][glossary]") {
  CHECK(read_terms("word,expansion\nMASH,x\n").findings ==
        "content/data/glossary.csv:1:1: error: the column term is missing  [term/column]\n"
        "    1 | word,expansion\n"
        "      | ^^^^^^^^^^^^^^ add it to the first line; the columns are term, expansion, definition, "
        "forms, match, "
        "see, status, skip_pages\n"
        "content/data/glossary.csv:1:1: warning: this file has no use for a column word  [term/column]\n"
        "    1 | word,expansion\n"
        "      | ^^^^ the columns are term, expansion, definition, forms, match, see, status, skip_pages\n");
  CHECK(read_terms("term,expantion\nMASH,x\n").findings ==
        "content/data/glossary.csv:1:6: warning: this file has no use for a column expantion  [term/column]\n"
        "    1 | term,expantion\n"
        "      |      ^^^^^^^^^ did you mean `expansion`?\n"
        "content/data/glossary.csv:2:1: error: MASH has neither an expansion nor a definition  [term/empty]\n"
        "    2 | MASH,x\n"
        "      | ^^^^ say what it stands for, or what it means\n");
}

TEST_CASE("values outside the known ones are reported at the cell", "[content][glossary]") {
  CHECK(read_terms("term,expansion,match,status\nMASH,x,anycase,\"life\"\n").findings ==
        "content/data/glossary.csv:2:8: error: a term cannot be matched by anycase  [term/value]\n"
        "    2 | MASH,x,anycase,\"life\"\n"
        "      |        ^^^^^^^ did you mean `any-case`?\n"
        "content/data/glossary.csv:2:17: error: a term has no status life  [term/value]\n"
        "    2 | MASH,x,anycase,\"life\"\n"
        "      |                 ^^^^ did you mean `live`?\n");
  CHECK(read_terms("term,expansion,match,status\nMASH,x,regex,gone\n").findings ==
        "content/data/glossary.csv:2:8: error: a term cannot be matched by regex  [term/value]\n"
        "    2 | MASH,x,regex,gone\n"
        "      |        ^^^^^ write exact or any-case, or leave the cell empty for exact\n"
        "content/data/glossary.csv:2:14: error: a term has no status gone  [term/value]\n"
        "    2 | MASH,x,regex,gone\n"
        "      |              ^^^^ write live, former or well-known, or leave the cell empty for live\n");
  CHECK(
      read_terms("term,expansion,match\nMASH,x,any-case\n").findings ==
      "content/data/glossary.csv:2:8: warning: MASH is an acronym, and acronyms are always matched letter by "
      "letter  [term/value]\n"
      "    2 | MASH,x,any-case\n"
      "      |        ^^^^^^^^ leave the cell empty\n");
}

TEST_CASE("a row needs a term and a meaning", "[content][glossary]") {
  CHECK(read_terms("term,expansion,definition\n,Full name,\nMASH,,\n").findings ==
        "content/data/glossary.csv:2:1: error: this row has no term  [term/empty]\n"
        "    2 | ,Full name,\n"
        "      | ^ write the term, or delete the row\n"
        "content/data/glossary.csv:3:1: error: MASH has neither an expansion nor a definition  [term/empty]\n"
        "    3 | MASH,,\n"
        "      | ^^^^ say what it stands for, or what it means\n");
}

TEST_CASE("a term or form may have one row only", "[content][glossary]") {
  const Read twice = read_terms("term,expansion\nSAR,Safeguarding Adults Review\nSAR,Search and Rescue\n");
  CHECK(twice.findings ==
        "content/data/glossary.csv:3:1: error: SAR is in the glossary twice  [term/duplicate]\n"
        "    3 | SAR,Search and Rescue\n"
        "      | ^^^ keep one row, with all that is worth saying\n"
        "  content/data/glossary.csv:2:1: note: the first is here\n");
  CHECK(twice.glossary.terms.size() == 1);
  CHECK(read_terms("term,expansion,forms\nCSP,a,Safer;SAR\nSAR,b,Safer\n").findings ==
        "content/data/glossary.csv:3:1: error: SAR is a form of SAR and of CSP  [term/duplicate]\n"
        "    3 | SAR,b,Safer\n"
        "      | ^^^ keep it with one of them\n"
        "  content/data/glossary.csv:2:13: note: the other one is here\n"
        "content/data/glossary.csv:3:7: error: Safer is a form of SAR and of CSP  [term/duplicate]\n"
        "    3 | SAR,b,Safer\n"
        "      |       ^^^^^ keep it with one of them\n"
        "  content/data/glossary.csv:2:7: note: the other one is here\n");
  CHECK(read_terms("term,expansion,match\nearly help,a,any-case\nEarly Help,b,any-case\n")
            .findings.find("Early Help is a form of Early Help and of early help") != std::string::npos);
  CHECK(read_terms("term,expansion,forms\nLSOAs,a,LSOA\n").findings.empty());
}

TEST_CASE("a definition has to fit a small screen", "[content][glossary]") {
  CHECK(read_terms("term,definition\nMASH," + std::string(300, 'x') + "\n").findings.empty());
  std::string accents;
  for (int i = 0; i < 300; ++i) accents += "é";
  CHECK(read_terms("term,definition\nMASH," + accents + "\n").findings.empty());
  CHECK(read_terms("term,definition\nMASH," + accents + "x\n")
            .findings.find("content/data/glossary.csv:2:6: warning: the definition of MASH has 301 "
                           "characters  [term/too-long]") == 0);
  CHECK(read_terms("term,definition\n" + std::string(101, 'x') + ",y\n")
            .findings.find("this term has 101 characters") != std::string::npos);
}

TEST_CASE("related terms must exist", "[content][glossary]") {
  CHECK(read_terms("term,expansion,see\nLSCB,a,LSPC;LSCB\nLSCP,b,LSCB\n").findings ==
        "content/data/glossary.csv:2:8: error: the glossary has no term LSPC  [term/see]\n"
        "    2 | LSCB,a,LSPC;LSCB\n"
        "      |        ^^^^ did you mean `LSCP`?\n"
        "content/data/glossary.csv:2:13: error: LSCB refers to itself  [term/see]\n"
        "    2 | LSCB,a,LSPC;LSCB\n"
        "      |             ^^^^ name another term, or none\n");
}
