#include "content/glossary/index.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "support/folders.h"

using namespace gazette;

namespace {

Term indexed_term(std::string head, TermMatch match = TermMatch::Exact, std::vector<std::string> forms = {}) {
  Term out;
  out.term = std::move(head);
  out.match = match;
  out.forms = std::move(forms);
  return out;
}

Glossary sample() {
  Glossary glossary;
  for (const char* head : {"MASH", "FIB", "LAC", "LSCP", "LSOAs", "ACEs", "H&WBB", "CSPR", "SSAB", "SAR",
                           "GCP2", "ShEP", "Section 11"}) {
    glossary.terms.push_back(indexed_term(head));
  }
  glossary.terms.push_back(indexed_term("CSP", TermMatch::Exact, {"Safer Solihull"}));
  glossary.terms.push_back(indexed_term("early help", TermMatch::AnyCase));
  glossary.terms.push_back(indexed_term("early help offer", TermMatch::AnyCase));
  glossary.terms.push_back(indexed_term("policy", TermMatch::AnyCase, {"policies"}));
  glossary.terms.push_back(indexed_term("éducation", TermMatch::AnyCase));
  glossary.terms.push_back(indexed_term("Prevent", TermMatch::Exact, {"3P’s"}));
  return glossary;
}

/// The text with each occurrence in brackets: "[MASH|MASH] takes".
std::string bracketed(const GlossaryIndex& index, const Glossary& glossary, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (const TermHit& hit : index.find(text)) {
    out += std::string(text.substr(at, hit.begin - at)) + "[" +
           std::string(text.substr(hit.begin, hit.end - hit.begin)) + "|" + glossary.terms[hit.term].term +
           "]";
    at = hit.end;
  }
  return out + std::string(text.substr(at));
}

std::string unescape(std::string_view text) {
  return replace_all(replace_all(text, "\\n", "\n"), "\\t", "\t");
}

}  // namespace

TEST_CASE("terms are found as the case file says", "[content][glossary]") {
  std::ifstream file(source_folder() + "/tests/cases/glossary/matching.txt");
  REQUIRE(file);
  const Glossary glossary = sample();
  const GlossaryIndex index(glossary);
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t arrow = line.find(" => ");
    REQUIRE(arrow != std::string::npos);
    CAPTURE(line);
    CHECK(bracketed(index, glossary, unescape(line.substr(0, arrow))) == unescape(line.substr(arrow + 4)));
    ++cases;
  }
  CHECK(cases > 35);
}

TEST_CASE("a form tells what it adds to its head", "[content][glossary]") {
  const Glossary glossary = sample();
  const GlossaryIndex index(glossary);
  CHECK(index.find("MASH").at(0).ending == FormEnding::None);
  CHECK(index.find("MASHs").at(0).ending == FormEnding::Plural);
  CHECK(index.find("MASH’s").at(0).ending == FormEnding::Possessive);
  CHECK(index.find("MASHs'").at(0).ending == FormEnding::PluralPossessive);
  CHECK(index.find("LSOA").at(0).ending == FormEnding::None);
}

TEST_CASE("a whole text names a term", "[content][glossary]") {
  const Glossary glossary = sample();
  const GlossaryIndex index(glossary);
  CHECK(glossary.terms.at(index.find_whole("MASH")).term == "MASH");
  CHECK(glossary.terms.at(index.find_whole("LSOA")).term == "LSOAs");
  CHECK(glossary.terms.at(index.find_whole("mash")).term == "MASH");
  CHECK(index.find_whole("the MASH") == GlossaryIndex::none);
  CHECK(index.find_whole("") == GlossaryIndex::none);
}

TEST_CASE("of two forms alike but for case, the exact one wins", "[content][glossary]") {
  Glossary glossary;
  glossary.terms.push_back(indexed_term("aid", TermMatch::AnyCase));
  glossary.terms.push_back(indexed_term("AID"));
  const GlossaryIndex index(glossary);
  CHECK(bracketed(index, glossary, "aid AID Aid") == "[aid|aid] [AID|AID] [Aid|aid]");
}

TEST_CASE("an empty glossary and odd bytes are survived", "[content][glossary]") {
  CHECK(GlossaryIndex().find("MASH").empty());
  CHECK(GlossaryIndex(Glossary()).find("MASH").empty());
  const Glossary glossary = sample();
  const GlossaryIndex index(glossary);
  CHECK(index.find("").empty());
  CHECK(bracketed(index, glossary, "\xFF MASH \xC3") == "\xFF [MASH|MASH] \xC3");
  CHECK(bracketed(index, glossary, std::string("MASH\0MASH", 9)) ==
        std::string("[MASH|MASH]\0[MASH|MASH]", 23));
  CHECK(bracketed(index, glossary, "A") == "A");
}

TEST_CASE("the matcher agrees with a plain reading of the rules on random text", "[content][glossary]") {
  const Glossary glossary = sample();
  const GlossaryIndex index(glossary);
  const std::vector<std::string> pieces = {"CSP", "CSPR",  "LSOA",  "s",      "'s",   "’s",   " ",    " ",
                                           "-",   "/",     "_",     "&",      "é",    "H",    "WBB",  "\\",
                                           "lac", "early", " help", " offer", "MASH", ".",    "\xC3", "GCP2",
                                           "2",   "(",     "3P",    "’",      "漢",   "Early"};
  const auto joins = [](std::string_view text, std::size_t at) {
    const char32_t c = decode_utf8(text, at).value;
    return is_word_character(c) || c == '_' || c == '&';
  };
  std::uint32_t seed = 20261123;
  const auto random = [&](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<std::size_t>(seed >> 8U) % below;
  };
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t n = random(14); n > 0; --n) text += pieces[random(pieces.size())];
    std::string expected;
    bool joined = false;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t longest = 0;
      for (const Term& entry : glossary.terms) {
        if (joined) break;
        for (const TermForm& form : term_forms(entry)) {
          const std::string_view there = std::string_view(text).substr(i, form.text.size());
          const bool same = form.exact ? there == form.text : to_lower(there) == to_lower(form.text);
          const std::size_t end = i + form.text.size();
          if (same && end > i + longest && (end >= text.size() || !joins(text, end)))
            longest = form.text.size();
        }
      }
      const std::size_t step = longest > 0 ? longest : decode_utf8(text, i).length;
      if (longest > 0) expected += "[" + text.substr(i, longest) + "]";
      joined = longest == 0 && joins(text, i);
      i += step;
    }
    std::string found;
    for (const TermHit& hit : index.find(text))
      found += "[" + text.substr(hit.begin, hit.end - hit.begin) + "]";
    CAPTURE(text);
    REQUIRE(found == expected);
  }
}

TEST_CASE("a large page and a large glossary are read in good time", "[content][glossary]") {
  Glossary glossary;
  for (int i = 0; i < 10000; ++i) glossary.terms.push_back(indexed_term("TERM" + std::to_string(i) + "X"));
  glossary.terms.push_back(indexed_term("child", TermMatch::AnyCase));
  std::string page;
  for (int i = 0; page.size() < 1000000; ++i)
    page += "Every child has TERM" + std::to_string(i % 20000) + "X, here. ";
  const auto start = std::chrono::steady_clock::now();
  const GlossaryIndex index(glossary);
  const std::size_t found = index.find(page).size();
  const auto took = std::chrono::steady_clock::now() - start;
  CHECK(found > 30000);
  CHECK(took < std::chrono::seconds(5));
}
