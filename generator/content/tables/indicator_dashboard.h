#pragma once
// The `{indicators}` directive: one table of indicators that a board member understands in a minute.
// Each row gives the latest figure, its change in words, a sparkline between its first and latest figure, the
// national figure and the commentary; rows are grouped.

#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "content/words/wording.h"
#include "model/data_set.h"

namespace gazette {

/// Column names as written; an empty one takes the default.
struct IndicatorOptions {
  PlacedText
      columns;  // yearly columns, oldest first; default: visible columns of figures but the national one
  PlacedText national;    // default: a column called `national`, if there is one
  PlacedText commentary;  // default: `commentary`
  PlacedText group;       // default: the set's row groups, else `group`
};

struct IndicatorDashboard {
  std::string html;
  std::vector<CellUse> uses;  // cells whose figures are shown
};

/// Draws several data sets as one table, since indicators of different units live in different sets; their
/// yearly columns must have the same labels. `id` starts every id inside; `caption` is markup-free and comes
/// with its number ("Table 4: Key indicators"). Faults are `indicators/*`, at `place` or the option's own.
IndicatorDashboard render_indicators(std::span<const DataSet* const> sets, const IndicatorOptions& options,
                                     std::string_view id, std::string_view caption, const Wording& wording,
                                     const Place& place, Diagnostics& diagnostics);

std::span<const Rule> indicator_rules();

}  // namespace gazette
