#pragma once
// The settings of one chart: a directive's options over the data set's own, each with its place.
// Internal to content/chart.

#include "content/chart/chart_from_data_set.h"

namespace gazette {

struct ChartSettings {
  PlacedText type, x, message, alt, summary, label, table;
  std::vector<PlacedText> series, rows;
  std::optional<Rational> ref_value, y_min;
  std::string ref_text;
  Place ref_place, y_min_place;
};

/// Reports `chart/option` for a `ref` or `y_min` that is no number.
ChartSettings chart_settings(const DataSet& set, const std::vector<ChartOption>& options, const Place& place,
                             Diagnostics& diagnostics);

}  // namespace gazette
