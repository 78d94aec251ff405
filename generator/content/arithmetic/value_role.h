#pragma once
// The value role: a number in a sentence, taken from data or held against it.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "model/data_set.h"

namespace gazette {

/// What a value role prints and what it depends on.
struct ValueResult {
  std::string text;               // for readers: the author's own digits, or the inserted figure
  std::vector<std::string> sets;  // ids of the data sets read, sorted
  std::vector<CellUse> cells;     // cells read, sorted
  std::string waiver;             // id of the correction that excuses a mismatch; empty if none
};

/// Evaluates `EXPR`, `38% = EXPR` or `40% = EXPR waive id`. `role_text` is the text between the backticks,
/// `place` where it stands; a mismatch is `data/value`, "text says 40%, data gives 38% (19 of 50)". `today`
/// is an ISO date for waivers that end. After an error the author's own text is given when there is some;
/// nullopt when there is nothing to print.
std::optional<ValueResult> evaluate_value_role(std::string_view role_text, const Place& place,
                                               const DataLibrary& library, std::string_view today,
                                               Diagnostics& diagnostics);

/// The data sets that a value role names, whether or not they are there.
std::set<std::string> sets_of_value_role(std::string_view role_text);

}  // namespace gazette
