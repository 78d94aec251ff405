#pragma once
// The words for a chart when its author gave none: a name for the picture and a sentence with its
// finding. Never the list of figures: the table holds those.

#include <string>

#include "content/chart/chart_data.h"
#include "content/chart/chart_strings.h"

namespace gazette {

/// The author's `alt`, else "Line chart: Child protection plans lasting 18 months or more."
std::string chart_alt(const ChartData& data, const ChartStrings& strings);

/// The author's `summary`, else for instance "Line chart, 7 quarters: 5% in Q2 2018/19, highest 9% in
/// Q2 2019/20, 6% in Q4 2019/20."
std::string chart_summary(const ChartData& data, const ChartStrings& strings);

}  // namespace gazette
