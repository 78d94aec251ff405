// The site's own data sets, when the content stands beside the tests: they reconcile, every waiver is
// needed, and a changed digit is noticed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <tuple>

#include "base/text.h"
#include "content/data_checks.h"
#include "content/data_schema.h"
#include "content/data_testing.h"
#include "content/expression.h"
#include "content/value_role.h"
#include "support/folders.h"

using namespace gazette;

namespace {

const std::string kFolder = source_folder() + "/content/data/";

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct SetFiles {
  std::string id;
  std::string csv;
  std::string yaml;
};

/// A value role of a page and the digits of its text.
struct Role {
  std::string page;
  std::string text;
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
    const std::string text = read_file(entry.path().string());
    constexpr std::string_view kOpen = "{value}`";
    for (std::size_t at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, at + 1)) {
      const std::size_t begin = at + kOpen.size();
      Role role;
      role.page = entry.path().lexically_relative(content).string();
      role.text = text.substr(begin, text.find('`', begin) - begin);
      const std::size_t equals = role.text.find('=');
      if (equals != std::string::npos && role.text.find('[') > equals) role.literal_end = equals;
      out.push_back(std::move(role));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Role& a, const Role& b) { return std::tie(a.page, a.text) < std::tie(b.page, b.text); });
  return out;
}

/// Everything that a build says about the data and the sentences that name it.
Diagnostics judge(DataLibrary& library, const std::vector<Role>& roles) {
  Diagnostics diagnostics;
  compute_formulas(library, diagnostics);
  run_data_checks(library, "2026-11-01", diagnostics);
  for (const Role& role : roles) evaluate_value_role(role.text, {}, library, "2026-11-01", diagnostics);
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
  const CheckResults results = run_data_checks(loaded.library, "2026-11-01", loaded.diagnostics);
  const std::string findings = gazette::testing::text_of(loaded.diagnostics);
  CAPTURE(findings);
  CHECK(findings.find(": error: ") == std::string::npos);
  if (!loaded.library.sets.empty()) CHECK(results.comparisons > 50);
}

TEST_CASE("each waiver of the site is needed: without it the slip is found", "[content][data][site]") {
  Loaded loaded = load();
  for (DataSet& set : loaded.library.sets) {
    for (DataCheck& check : set.checks) {
      if (!check.waiver) continue;
      const Waiver waiver = *check.waiver;
      check.waiver.reset();
      Diagnostics diagnostics;
      run_data_checks(loaded.library, "2026-11-01", diagnostics);
      CAPTURE(set.id, check.id);
      CHECK(diagnostics.has_errors());
      check.waiver = waiver;
    }
  }
}

TEST_CASE("every figure in the site's sentences fits the data", "[content][data][site]") {
  Loaded loaded = load();
  for (const Role& role : loaded.roles) {
    Diagnostics diagnostics;
    evaluate_value_role(role.text, {}, loaded.library, "2026-11-01", diagnostics);
    const std::string findings = gazette::testing::text_of(diagnostics);
    CAPTURE(role.page, role.text, findings);
    CHECK_FALSE(diagnostics.has_errors());
  }
}

TEST_CASE("a changed digit in a table or a sentence is noticed", "[content][data][site]") {
  Loaded loaded = load();
  if (loaded.library.sets.empty()) return;
  struct Target {
    std::size_t set;
    std::size_t at;  // byte of the CSV, or of a role's text
    std::string where;
  };
  std::vector<Target> cells;
  for (std::size_t s = 0; s < loaded.library.sets.size(); ++s) {
    const DataSet& set = loaded.library.sets[s];
    for (std::size_t row = 0; row < set.rows.size(); ++row) {
      for (std::size_t column = 0; column < set.columns.size(); ++column) {
        const Cell& cell = set.rows[row].cells[column];
        if (!cell.number || !set.columns[column].formula.empty()) continue;
        for (std::size_t at = cell.span.begin; at < cell.span.end; ++at) {
          if (is_ascii_digit(set.csv->text()[at]))
            cells.push_back(
                {s, at, set.id + "[" + set.rows[row].key + ", " + set.columns[column].name + "]"});
        }
      }
    }
  }
  std::vector<Target> words;
  for (std::size_t r = 0; r < loaded.roles.size(); ++r) {
    for (std::size_t at = 0; at < loaded.roles[r].literal_end; ++at) {
      if (is_ascii_digit(loaded.roles[r].text[at]))
        words.push_back({r, at, loaded.roles[r].page + ": " + loaded.roles[r].text});
    }
  }
  Dice dice;
  std::size_t caught = 0;
  std::string missed;
  constexpr std::size_t kTries = 200;
  for (std::size_t i = 0; i < kTries; ++i) {
    const bool in_table = words.empty() || dice.below(cells.size() + words.size()) < cells.size();
    const Target& target = in_table ? cells[dice.below(cells.size())] : words[dice.below(words.size())];
    Diagnostics diagnostics;
    if (in_table) {
      SetFiles changed = loaded.files[target.set];
      changed.csv[target.at] = other_digit(changed.csv[target.at], dice.below(9));
      auto set = read(changed, diagnostics);
      REQUIRE(set);
      std::swap(loaded.library.sets[target.set], *set);
      diagnostics.append(judge(loaded.library, loaded.roles));
      std::swap(loaded.library.sets[target.set], *set);
    } else {
      Role changed = loaded.roles[target.set];
      changed.text[target.at] = other_digit(changed.text[target.at], dice.below(9));
      evaluate_value_role(changed.text, {}, loaded.library, "2026-11-01", diagnostics);
    }
    if (diagnostics.has_errors()) {
      ++caught;
    } else {
      missed += "  " + target.where + "\n";
    }
  }
  INFO("not noticed:\n" + missed);
  WARN("changed digits noticed: " << caught << " of " << kTries);
  CHECK(caught * 100 >= kTries * 90);
}
