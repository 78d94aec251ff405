#pragma once
// Colours, dashes and markers of a chart's series, in the order of the Government Analysis Function
// (afcharts). Contrasts are on white: every colour reaches 3:1 (WCAG 1.4.11).

#include <cstddef>
#include <string_view>

namespace gazette {

struct SeriesStyle {
  std::string_view colour;
  std::string_view text_colour;  // on a bar of this colour, at least 4.5:1
  std::string_view dash;         // stroke-dasharray; empty for a solid line
  std::string_view marker;       // path around 0,0, about 10 px wide
};

/// The style of series `index` of `count`; past the sixth they repeat. Two series are dark blue and
/// orange, which stand apart best for readers who see few colours.
SeriesStyle series_style(std::size_t index, std::size_t count);

inline constexpr std::string_view kChartText = "#0b0c0c";
inline constexpr std::string_view kChartAxis = "#595959";
inline constexpr std::string_view kChartGrid = "#d9d9d9";

}  // namespace gazette
