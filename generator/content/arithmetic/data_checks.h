#pragma once
// Declared arithmetic: the checks an author writes in the YAML beside a data set, run over all sets.
// Failures are errors at the cell, unless a waiver describes them; those are data for the corrections
// page and the notes under a table.

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "model/data_set.h"

namespace gazette {

/// What stands against a printed figure: a calculation, a limit it should keep, or the same thing as
/// another table gives it.
enum class FindingKind { Calculation, Limit, OtherTable };

/// A failure that a waiver excuses.
struct WaivedFailure {
  std::string set;        // data set id
  std::string check;      // check id
  std::string where;      // "Within 3 months, Share of total, 2018/19"
  std::string published;  // "49%"; empty when nothing single was printed
  std::string finding;    // "48% (44 of 91)"
  FindingKind finding_kind = FindingKind::Calculation;
  std::string reason;
  std::string note;  // in place of the reason under a table, if given
  std::string until;
  std::string kind;
  std::optional<CellUse> cell;  // the printed figure
  Place place;                  // of the waiver
};

struct CheckResults {
  std::vector<WaivedFailure> waived;  // in order of set, check and row
  std::set<CellUse> covered;          // cells whose digits an equality holds in place
  std::size_t comparisons = 0;
};

/// Runs the checks of every data set. Failures are `data/<kind>`: sum pct cumulative equal cross-equal target
/// change-direction monotonic sums-to row-count unique in range required. `today` is an ISO date, for
/// waivers that end; empty means they do not.
CheckResults run_data_checks(const DataLibrary& library, std::string_view today, Diagnostics& diagnostics);

/// Whether `sentence` holds `figure` as a figure of its own: "19 of 50 is 38%" holds "38%" but not "8%".
bool mentions_figure(std::string_view sentence, std::string_view figure);
/// Whether a waiver's `finding` describes what was found: all of "48% (44 of 91)", or its figure.
bool finding_matches(std::string_view waived, std::string_view found);

/// Every rule of data sets, expressions, values and checks (`data/*`).
std::span<const Rule> data_rules();

}  // namespace gazette
