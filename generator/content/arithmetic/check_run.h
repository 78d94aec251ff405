#pragma once
// Shared by the two halves of content/arithmetic/data_checks: what a failure is, and how waivers are held
// against the failures of one check.

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/arithmetic/data_checks.h"
#include "content/expressions/expression.h"

namespace gazette {

/// One comparison of a check that did not hold.
struct CheckFailure {
  std::string kind;       // "sum": the rule is data/sum
  std::string row;        // key, or empty
  std::string column;     // name, or empty
  std::string where;      // for readers
  std::string published;  // "49%"
  std::string finding;    // "48% (44 of 91)"
  FindingKind finding_kind = FindingKind::Calculation;
  bool printed = true;  // `published` stands in the data; otherwise it is worked out too
  std::string message;
  Place place;
  std::optional<CellUse> cell;
  std::vector<Note> notes;
};

/// Runs one check of one set.
class CheckRun {
 public:
  CheckRun(const DataLibrary& library, const DataSet& set, const DataCheck& check, CheckResults& results,
           Diagnostics& diagnostics)
      : library_(library),
        set_(set),
        check_(check),
        results_(results),
        diagnostics_(diagnostics),
        before_(results.comparisons) {}

  /// The failures; faults of the check itself are reported at once.
  std::vector<CheckFailure> run();
  /// Instead of comparing: calls `see` with the two sides of an equality, bound, for each row or column it
  /// runs along (none: once). Nothing is reported; nothing is seen of other checks.
  using SeeEquality = std::function<void(const Expression& left, const Expression& right,
                                         std::optional<std::size_t> row, std::optional<std::size_t> column)>;
  void each_equality(const SeeEquality& see);
  /// True when a check ran and there was nothing to compare: every value was missing.
  bool compared_nothing() const { return !faulty_ && results_.comparisons == before_; }

 private:
  struct Comparison;

  void run_kind();
  void run_rule();
  bool split_rule(Comparison& comparison);
  bool find_mode(Comparison& comparison);
  void compare_rows(Comparison& comparison);
  void compare_columns(Comparison& comparison);
  void compare_once(Comparison& comparison, std::optional<std::size_t> row,
                    std::optional<std::size_t> column);
  bool holds(const Comparison& comparison, const Figure& left, const Figure& right) const;
  void add_rule_failure(const Comparison& comparison, const Figure& left, const Figure& right,
                        std::optional<std::size_t> row, std::optional<std::size_t> column);

  void add_origin(const std::set<CellUse>& cells, CheckFailure& failure) const;
  void name_cell(const CellUse& use, CheckFailure& failure) const;

  void run_change_direction();
  void run_monotonic();
  void compare_neighbours(std::size_t row, std::size_t column, std::pair<std::size_t, std::size_t> before);
  void run_sums_to();
  void run_row_count();
  void run_unique();
  void run_values();
  void run_range();
  void run_required();

  std::optional<std::size_t> column(const PlacedText& name);
  std::optional<std::vector<std::size_t>> columns(const std::vector<PlacedText>& names);
  std::optional<std::vector<std::size_t>> rows(const std::vector<PlacedText>& names);
  /// The rows a check is about: `rows:`, or all; `totals` says whether total rows count among all.
  std::optional<std::vector<std::size_t>> chosen_rows(bool totals);
  const Cell& cell(std::size_t row, std::size_t column) const { return set_.rows[row].cells[column]; }
  std::string where(std::size_t row, std::size_t column) const;
  Place place_of(std::size_t row, std::size_t column) const;
  CheckFailure& fail_cell(std::string kind, std::size_t row, std::size_t column, std::string message);

  const DataLibrary& library_;
  const DataSet& set_;
  const DataCheck& check_;
  CheckResults& results_;
  Diagnostics& diagnostics_;
  std::vector<CheckFailure> failures_;
  std::size_t before_ = 0;  // comparisons before this check
  bool faulty_ = false;     // the check itself could not be run
  const SeeEquality* see_ = nullptr;
};

}  // namespace gazette
