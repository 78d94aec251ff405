// The site's own data sets, when the content stands beside the tests: they reconcile, every waiver is
// needed, and a changed digit is noticed.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "content/arithmetic/data_checks.h"
#include "content/arithmetic/value_role.h"
#include "content/data/schema.h"
#include "content/data_testing.h"
#include "content/expressions/expression.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

namespace {

constexpr std::string_view kToday = "2026-11-01";
const std::string kFolder = source_folder() + "/content/data/";

struct SetFiles {
  std::string id;
  std::string csv;
  std::string yaml;
};

/// A value role of a page, as it stands there, and the end of the figure that it asserts.
struct Role {
  SourcePtr page;
  std::string text;
  Span span;  // of `text` in the page
  std::size_t literal_end = 0;
};

struct Loaded {
  std::vector<SetFiles> files;
  std::vector<Role> roles;
  DataLibrary library;
  Diagnostics diagnostics;
};

std::optional<DataSet> read(const SetFiles& files, Diagnostics& diagnostics) {
  const SourcePtr schema =
      files.yaml.empty() ? nullptr : testing::source("content/data/" + files.id + ".yaml", files.yaml);
  return read_data_set(files.id, testing::source("content/data/" + files.id + ".csv", files.csv), schema,
                       diagnostics);
}

std::vector<Role> find_roles() {
  std::vector<Role> out;
  const std::filesystem::path content = source_folder() + "/content";
  if (!std::filesystem::is_directory(content)) return out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(content)) {
    if (entry.path().extension() != ".md") continue;
    const SourcePtr page = testing::source("content/" + entry.path().lexically_relative(content).string(),
                                           read_file(entry.path().string()));
    const std::string_view text = page->text();
    constexpr std::string_view kOpen = "{value}`";
    for (std::size_t at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, at + 1)) {
      Role role;
      role.page = page;
      role.span.begin = at + kOpen.size();
      role.span.end = text.find('`', role.span.begin);
      role.text = std::string(text.substr(role.span.begin, role.span.end - role.span.begin));
      const std::size_t equals = role.text.find('=');
      if (equals != std::string::npos && role.text.find('[') > equals) role.literal_end = equals;
      out.push_back(std::move(role));
    }
  }
  std::sort(out.begin(), out.end(), [](const Role& a, const Role& b) {
    return std::pair(a.page->path(), a.span.begin) < std::pair(b.page->path(), b.span.begin);
  });
  return out;
}

void judge_role(const Role& role, const DataLibrary& library, Diagnostics& diagnostics) {
  evaluate_value_role(role.text, {role.page, role.span}, library, kToday, diagnostics);
}

/// Everything that a build says about the data and the sentences that name it.
Diagnostics judge(DataLibrary& library, const std::vector<Role>& roles) {
  Diagnostics diagnostics;
  compute_formulas(library, diagnostics);
  run_data_checks(library, kToday, diagnostics);
  for (const Role& role : roles) judge_role(role, library, diagnostics);
  return diagnostics;
}

/// The same digits each time, so that a failure can be looked at.
class Dice {
 public:
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33U) % limit;
  }

 private:
  std::uint64_t state_ = 20192020;
};

char other_digit(char digit, std::size_t step) {
  return static_cast<char>('0' + (static_cast<std::size_t>(digit - '0') + 1 + step) % 10);
}

bool is_special(const std::string& name) {
  return name == "glossary" || name == "boards" || name == "responsibilities" || name == "redirects";
}

Loaded load() {
  Loaded out;
  std::vector<std::string> names;
  if (!std::filesystem::is_directory(kFolder)) return out;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".csv") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (is_special(name)) continue;
    out.files.push_back({name, read_file(kFolder + name + ".csv"), read_file(kFolder + name + ".yaml")});
    auto set = read(out.files.back(), out.diagnostics);
    if (set) out.library.sets.push_back(std::move(*set));
  }
  out.roles = find_roles();
  const std::string corrections = read_file(kFolder + "corrections.yaml");
  if (!corrections.empty()) {
    out.library.corrections = read_corrections(
        gazette::testing::source("content/data/corrections.yaml", corrections), out.diagnostics);
  }
  compute_formulas(out.library, out.diagnostics);
  return out;
}

}  // namespace

TEST_CASE("the site's data sets reconcile or say why not", "[content][data][site]") {
  Loaded loaded = load();
  const CheckResults results = run_data_checks(loaded.library, kToday, loaded.diagnostics);
  const std::string findings = gazette::testing::text_of(loaded.diagnostics);
  CAPTURE(findings);
  CHECK(findings.find(": error: ") == std::string::npos);
  if (!loaded.library.sets.empty()) CHECK(results.comparisons > 50);
}

TEST_CASE("each waiver beside a data set is needed: without it the slip is found", "[content][data][site]") {
  const Loaded whole = load();
  for (std::size_t i = 0; i < whole.files.size(); ++i) {
    const DataSet* set = whole.library.find(whole.files[i].id);
    REQUIRE(set != nullptr);
    for (std::size_t c = 0; c < set->checks.size(); ++c) {
      if (!set->checks[c].waiver) continue;
      const Waiver& waiver = *set->checks[c].waiver;
      Loaded loaded = load();
      DataCheck& check = loaded.library.sets[i].checks[c];
      check.waiver.reset();
      Diagnostics diagnostics;
      run_data_checks(loaded.library, kToday, diagnostics);
      const std::string findings = gazette::testing::text_of(diagnostics);
      CAPTURE(set->id, check.id, findings);
      // Errors of this check and no others: one for each row the waiver names, or one.
      CHECK(diagnostics.count(Severity::Error) == std::max<std::size_t>(1, waiver.rows.size()));
      for (const Diagnostic& finding : diagnostics.items()) {
        CHECK(std::any_of(finding.notes.begin(), finding.notes.end(), [&](const Note& note) {
          return note.message == "checked by `" + check.id + "`" ||
                 finding.place.source == check.rule.place.source;
        }));
      }
      if (!waiver.published.empty()) CHECK(findings.find(waiver.published) != std::string::npos);
      if (!waiver.finding.empty()) CHECK(findings.find(waiver.finding) != std::string::npos);
    }
  }
}

TEST_CASE("each waiver in a sentence is needed: without it the slip is found there",
          "[content][data][site]") {
  const Loaded loaded = load();
  std::set<std::string> seen;
  for (Role role : loaded.roles) {
    const std::size_t waive = role.text.find(" waive ");
    if (waive == std::string::npos) continue;
    const std::string id = role.text.substr(waive + 7);
    const Correction* correction = loaded.library.find_correction(id);
    REQUIRE(correction != nullptr);
    seen.insert(id);
    role.text.resize(waive);
    Diagnostics diagnostics;
    judge_role(role, loaded.library, diagnostics);
    const std::string findings = gazette::testing::text_of(diagnostics);
    CAPTURE(role.text, findings);
    REQUIRE(diagnostics.items().size() == 1);
    CHECK(diagnostics.items()[0].rule == "data/value");
    CHECK(diagnostics.items()[0].place.source == role.page);
    const std::string& said = diagnostics.items()[0].message;
    const std::size_t gives = said.find("data gives ");
    REQUIRE(gives != std::string::npos);
    CHECK(finding_matches(correction->finding, said.substr(gives + 11)));
  }
  if (!loaded.roles.empty()) CHECK(seen.size() >= 3);
}

/// The inconsistencies of the report that are arithmetic, as the design lists them, and the sentence in which
/// Gazette tells each when nothing waives it.
struct PrintedSlip {
  int row;
  std::string_view waiver;  // the id of a check, or of a correction that a sentence names
  std::string_view says;
};
constexpr std::array<PrintedSlip, 21> kSlips = {{
    {1, "lado-substantiated-2019-20", "text says 40%, data gives 38% (19 of 50)"},
    {2, "lado-substantiated-2018-19", "text says 52%, data gives 57% (37 of 65)"},
    {2, "lado-text-2018-19", "is 39, expected 37"},
    {2, "lado-text-total-2018-19", "is 75, expected 65"},
    {3, "lado-findings-heading", "is 47, expected 50"},
    {4, "lado-share-2018-19", "2018/19 is 49%, expected 48% (44 of 91)"},
    {5, "lado-target-2017-18", "is 85%, expected at least 90%"},
    {5, "lado-target-2018-19", "is 85%, expected at least 90%"},
    {5, "lado-target-2019-20", "is 82%, expected at least 90%"},
    {6, "neglect-share-2019-20", "data gives 51%"},
    {7, "plan-length-trend", "is 6%, expected less than 6%"},
    {9, "localities", "213,900"},
    {11, "kpi-categories-2018-19", "is 99% (49% + 28% + 11% + 10% + 1%), expected 100%"},
    {12, "kpi-arrows", "expected no change (6% to 6%)"},
    {12, "kpi-arrows", "expected down (8% to 3%)"},
    {12, "kpi-arrow-looked-after", "expected up (424 to 461)"},
    {16, "plans-in-line", "expected at most 5"},
    {18, "budget-carry-forward-planned", "−£15,559"},
    {18, "budget-carry-forward", "−£23,716"},
    {18, "budget-carry-forward", "£5,710"},
    {18, "budget-carry-forward-planned", "£13,871"},
}};

TEST_CASE("each arithmetic slip of the printed report is told in its own words", "[content][data][site]") {
  Loaded loaded = load();
  if (loaded.library.sets.empty()) return;
  // All waivers away: every slip at once.
  for (DataSet& set : loaded.library.sets) {
    for (DataCheck& check : set.checks) check.waiver.reset();
  }
  for (const PrintedSlip& slip : kSlips) {
    Diagnostics diagnostics;
    bool found = false;
    for (const DataSet& set : loaded.library.sets) {
      for (const DataCheck& check : set.checks) found = found || check.id == slip.waiver;
    }
    run_data_checks(loaded.library, kToday, diagnostics);
    for (Role role : loaded.roles) {
      const std::size_t waive = role.text.find(" waive " + std::string(slip.waiver));
      if (waive == std::string::npos) continue;
      found = true;
      role.text.resize(waive);
      judge_role(role, loaded.library, diagnostics);
    }
    const bool told =
        std::any_of(diagnostics.items().begin(), diagnostics.items().end(), [&](const Diagnostic& each) {
          const bool same_check = std::any_of(each.notes.begin(), each.notes.end(), [&](const Note& note) {
            return note.message == "checked by `" + std::string(slip.waiver) + "`";
          });
          return each.severity == Severity::Error && each.message.find(slip.says) != std::string::npos &&
                 (same_check || each.rule == "data/value" || each.place.source->path().ends_with(".yaml"));
        });
    const std::string findings = gazette::testing::text_of(diagnostics);
    CAPTURE(slip.row, slip.waiver, slip.says, findings);
    CHECK(found);
    CHECK(told);
  }
}

TEST_CASE("every figure in the site's sentences fits the data", "[content][data][site]") {
  Loaded loaded = load();
  for (const Role& role : loaded.roles) {
    Diagnostics diagnostics;
    judge_role(role, loaded.library, diagnostics);
    const std::string findings = gazette::testing::text_of(diagnostics);
    CAPTURE(role.page->path(), role.text, findings);
    CHECK_FALSE(diagnostics.has_errors());
  }
}

namespace {

/// A digit that can be changed, and what it is part of.
struct Digit {
  enum class Kind { Figure, Word, Sentence };
  Kind kind = Kind::Figure;
  std::size_t owner = 0;  // data set, or role
  std::size_t at = 0;     // byte of the CSV, or of the role's text
  std::string where;
};

/// Every digit of every data set, the header row and the cells of words among them, and every digit of an
/// asserted figure. The glossary, the boards, the responsibilities and the redirects are no data sets.
std::vector<Digit> all_digits(const Loaded& loaded) {
  std::vector<Digit> out;
  for (std::size_t s = 0; s < loaded.library.sets.size(); ++s) {
    const DataSet& set = loaded.library.sets[s];
    const std::string_view text = set.csv->text();
    std::vector<bool> in_figure(text.size(), false);
    for (const DataRow& row : set.rows) {
      for (const Cell& cell : row.cells) {
        for (std::size_t at = cell.span.begin; cell.number && at < cell.span.end; ++at) in_figure[at] = true;
      }
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (!is_ascii_digit(text[at])) continue;
      const auto line = set.csv->position(at).line;
      out.push_back(
          {in_figure[at] ? Digit::Kind::Figure : Digit::Kind::Word, s, at,
           set.id + ".csv, line " + std::to_string(line) + ": " + std::string(set.csv->line(line))});
    }
  }
  for (std::size_t r = 0; r < loaded.roles.size(); ++r) {
    const Role& role = loaded.roles[r];
    for (std::size_t at = 0; at < role.literal_end; ++at) {
      if (is_ascii_digit(role.text[at]))
        out.push_back({Digit::Kind::Sentence, r, at, role.page->path() + ": " + role.text});
    }
  }
  return out;
}

/// Does a finding, or one of its notes, name the line that was changed? "lines 2 to 7" name each between.
bool names_line(const Diagnostics& diagnostics, const std::string& path, std::size_t line) {
  const auto covers = [&](const Place& place, const std::string& message) {
    if (!place.source || place.source->path() != path) return false;
    const std::size_t first = place.source->position(place.span.begin).line;
    std::size_t last = place.source->position(place.span.end).line;
    std::size_t from = 0;
    std::size_t to = 0;
    if (std::sscanf(message.c_str(), "lines %zu to %zu have", &from, &to) == 2) last = to;
    return first <= line && line <= last;
  };
  return std::any_of(diagnostics.items().begin(), diagnostics.items().end(), [&](const Diagnostic& finding) {
    return finding.severity == Severity::Error &&
           (covers(finding.place, finding.message) ||
            std::any_of(finding.notes.begin(), finding.notes.end(),
                        [&](const Note& note) { return covers(note.place, note.message); }));
  });
}

struct Caught {
  std::size_t tried = 0;
  std::size_t noticed = 0;
  std::size_t placed = 0;
  std::string missed;
};

/// Changes one digit and looks at what a build would say.
void try_digit(Loaded& loaded, const Digit& digit, std::size_t step, Caught& caught) {
  Diagnostics diagnostics;
  std::string path;
  std::size_t line = 0;
  if (digit.kind == Digit::Kind::Sentence) {
    Role changed = loaded.roles[digit.owner];
    const std::size_t byte = changed.span.begin + digit.at;
    std::string page(changed.page->text());
    page[byte] = changed.text[digit.at] = other_digit(page[byte], step);
    path = changed.page->path();
    changed.page = testing::source(path, page);
    line = changed.page->position(byte).line;
    judge_role(changed, loaded.library, diagnostics);
  } else {
    SetFiles changed = loaded.files[digit.owner];
    changed.csv[digit.at] = other_digit(changed.csv[digit.at], step);
    path = "content/data/" + changed.id + ".csv";
    line = loaded.library.sets[digit.owner].csv->position(digit.at).line;
    auto set = read(changed, diagnostics);
    if (set) {
      std::swap(loaded.library.sets[digit.owner], *set);
      diagnostics.append(judge(loaded.library, loaded.roles));
      std::swap(loaded.library.sets[digit.owner], *set);
    }
  }
  ++caught.tried;
  const bool noticed = diagnostics.has_errors();
  const bool placed = noticed && names_line(diagnostics, path, line);
  caught.noticed += noticed ? 1 : 0;
  caught.placed += placed ? 1 : 0;
  if (!noticed) caught.missed += "  not noticed: " + digit.where + "\n";
  if (noticed && !placed) caught.missed += "  noticed elsewhere: " + digit.where + "\n";
}

}  // namespace

// 200 digits by default; GAZETTE_EVERY_DIGIT=1 tries each one.
TEST_CASE("a changed digit in a table or a sentence is noticed", "[content][data][site]") {
  Loaded loaded = load();
  if (loaded.library.sets.empty()) return;
  std::vector<Digit> digits = all_digits(loaded);
  std::map<Digit::Kind, std::size_t> kinds;
  for (const Digit& digit : digits) ++kinds[digit.kind];
  constexpr std::size_t kTries = 200;
  Dice dice;
  if (std::getenv("GAZETTE_EVERY_DIGIT") == nullptr) {
    // Words in tables are printed and never quoted as figures: they are tried apart.
    std::vector<Digit> chosen;
    while (chosen.size() < kTries) {
      const Digit& digit = digits[dice.below(digits.size())];
      if (digit.kind != Digit::Kind::Word) chosen.push_back(digit);
    }
    for (std::size_t i = 0; i < kTries / 10;) {
      const Digit& digit = digits[dice.below(digits.size())];
      if (digit.kind != Digit::Kind::Word) continue;
      chosen.push_back(digit);
      ++i;
    }
    digits = std::move(chosen);
  }
  Caught figures;
  Caught words;
  for (const Digit& digit : digits)
    try_digit(loaded, digit, dice.below(9), digit.kind == Digit::Kind::Word ? words : figures);
  WARN("digits: " << kinds[Digit::Kind::Figure] << " in figures of tables, " << kinds[Digit::Kind::Sentence]
                  << " in asserted sentences, " << kinds[Digit::Kind::Word] << " in words of tables\n"
                  << "figures and sentences: " << figures.noticed << " of " << figures.tried << " noticed, "
                  << figures.placed << " with their line\n"
                  << figures.missed << "words in tables: " << words.noticed << " of " << words.tried
                  << " noticed, " << words.placed << " with their line\n"
                  << words.missed);
  CHECK(figures.noticed == figures.tried);
  CHECK(figures.placed == figures.tried);
}
