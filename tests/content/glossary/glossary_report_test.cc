// The annual report's own text, when it is at hand: do the counts of the first reading still come out?
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>

#include "base/text.h"
#include "content/glossary/marks.h"
#include "content/glossary/reader.h"
#include "content/glossary/term_checks.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

namespace {

std::optional<std::string> read(const std::string& name) {
  const std::filesystem::path path = source_folder() + "/../shared/report/" + name;
  return std::filesystem::exists(path) ? std::optional(read_file(path)) : std::nullopt;
}

}  // namespace

TEST_CASE("the report's abbreviations are found and checked", "[content][glossary][report]") {
  const auto csv = read("tables/glossary.csv");
  const auto text = read("source.txt");
  if (!csv || !text) {
    SUCCEED("the report is not at hand");
    return;
  }
  Diagnostics diagnostics;
  const auto file = parse_csv(std::make_shared<SourceFile>("glossary.csv", *csv), diagnostics);
  REQUIRE(file);
  const Glossary glossary = read_glossary(*file, {}, diagnostics);
  CHECK(glossary.terms.size() == 31);
  CHECK(diagnostics.empty());

  // One run a line, as far as the report's own glossary at its end.
  const auto source = std::make_shared<SourceFile>("source.txt", *text);
  std::vector<ProseRun> runs;
  std::size_t section = 0;
  for (std::size_t line = 1; line <= source->line_count(); ++line) {
    const std::string_view words = source->line(line);
    if (words.starts_with("## Glossary of Terms")) break;
    if (words.starts_with("## ")) ++section;
    const bool heading = words.starts_with("#");
    const std::size_t begin = source->line_start(line);
    runs.push_back(
        {std::string(words), !heading, section, line, {source, {begin, begin + words.size()}}, false, false});
  }
  const GlossaryIndex index(glossary);
  TermOptions options;
  const PageTermMarks page = mark_terms(runs, glossary, index, {}, options, diagnostics);
  std::map<std::string, std::size_t> uses;
  std::size_t all = 0;
  for (const TermUse& use : page.used) {
    uses[glossary.terms[use.term].term] = use.count;
    all += use.count;
  }
  CHECK(page.used.size() == 31);
  CHECK(uses["LSCP"] == 102);
  CHECK(all == 228);

  std::set<std::string> unknown;
  for (const UnknownAcronym& word : page.unknown) unknown.insert(word.word);
  for (const char* word :
       {"STP", "DoH", "NEC", "CP", "S11", "BAME", "NWG", "KCSIE", "BLM", "RI", "SC17", "CAFCAS"}) {
    CAPTURE(word);
    CHECK(unknown.contains(word));
  }
  std::set<std::string> different;
  for (const DifferentExpansion& found : page.different) different.insert(glossary.terms[found.term].term);
  CHECK(different ==
        std::set<std::string>{"CPRU", "GCP2", "SAR", "SSAB"});  // GCP2: "Graded Care Profile tool"

  const PageTermMarks* const only = &page;
  Diagnostics site;
  check_terms(glossary, {&only, 1}, {}, site);
  std::string near;
  std::string findings;
  for (const Diagnostic& item : site.items()) {
    if (item.rule == "term/near-miss") near += item.message + "\n";
    findings += format_diagnostic(item);
  }
  INFO(findings);
  CHECK(near.find("CAFCAS is used") == 0);
}
