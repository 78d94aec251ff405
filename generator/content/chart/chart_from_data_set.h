#pragma once
// A data set and the options of a `{chart}` directive to the plain values a chart is drawn from. All
// that an author can get wrong about a chart is reported here.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "content/chart/chart_data.h"
#include "content/chart/render_chart.h"
#include "model/data_set.h"

namespace gazette {

/// One `:key: value` line of the directive. They win over the data set's own `chart:` settings.
struct ChartOption {
  std::string key;
  PlacedText value;
};

struct ChartFromData {
  ChartData data;
  ChartTable table = ChartTable::Automatic;
  std::vector<std::size_t> rows;           // of the data set, in the order drawn
  std::vector<std::size_t> columns;        // the series, or with `x: columns` the categories
  std::vector<std::size_t> table_columns;  // what the table below the chart shows: headers, then the series
  std::vector<CellUse> uses;               // every cell whose figure is drawn
};

/// Rows become categories and columns series; `x: columns` turns that round, for data sets that have one
/// row a measure and one column a year. Rows default to all but the totals, columns to the visible ones
/// of the first figure's type. `ref` is a number and its label: "90 Target". Gives nullopt when nothing can
/// be drawn; `place` is the directive's.
std::optional<ChartFromData> chart_from_data_set(const DataSet& set, const std::vector<ChartOption>& options,
                                                 const Place& place, Diagnostics& diagnostics);

std::span<const Rule> chart_rules();

}  // namespace gazette
