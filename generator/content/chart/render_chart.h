#pragma once
// A chart as static markup: two SVGs, one for narrow and one for wide screens, and the figure that
// holds them with their words, table and downloads. No script, no inline style.

#include <string>

#include "content/chart/chart_data.h"
#include "content/chart/chart_strings.h"

namespace gazette {

/// Both layouts, neither longer than kMaxChartBytes. They are 288 and 640 CSS px wide, never scaled,
/// and shown one at a time by the classes `chart-narrow` and `chart-wide`.
struct ChartSvgs {
  std::string narrow;
  std::string wide;
};

/// `id` is the figure's and starts every id inside, so it must be unique on its page. Sparkline gives
/// the same drawing twice.
ChartSvgs render_chart_svgs(const ChartData& data, std::string_view id, const ChartStrings& strings);

/// Whether the table stands open below its chart. Automatic: to kOpenTableRows rows.
enum class ChartTable { Automatic, Show, Hide };
inline constexpr std::size_t kOpenTableRows = 8;

/// What stands around the SVGs. Markup comes from its own renderers and is placed as it is.
struct ChartFigure {
  std::string id;              // "fig-plans"
  std::string number;          // "3" or "2.1"; empty leaves the number out
  std::string table_html;      // the same data; empty for none
  std::size_t table_rows = 0;  // body rows, which decide whether it is shown
  ChartTable table = ChartTable::Automatic;
  std::string source;          // plain text; may be empty
  std::string downloads_html;  // links; may be empty
};

/// `figure` > `figcaption` (number, message, unit and period) > SVGs > summary > table > downloads and
/// source.
std::string render_chart_figure(const ChartData& data, const ChartFigure& figure,
                                const ChartStrings& strings);

}  // namespace gazette
