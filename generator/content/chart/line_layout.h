#pragma once
// How a line chart is laid out, shared by the files that draw its parts. Internal to content/chart.

#include <optional>
#include <string>
#include <vector>

#include "content/chart/layout.h"

namespace gazette {

inline constexpr double kLineGap = 6;
inline constexpr double kNameGap = 14;  // from a line's end to its name

struct LinePlan {
  Axis axis;
  std::vector<std::string> ticks;
  bool names_at_ends = false;
  double name_column = 0;
  double axis_left = 0;  // where gridlines start; the first point stands a little to the right
  double left = 0, right = 0, top = 0, bottom = 0;
  std::size_t count = 0;
  std::vector<double> positions;  // of the categories, 0 to 1; empty: at equal distances
  std::vector<std::vector<std::optional<Point>>> points;  // by series, then category

  double x(std::size_t category) const {
    if (count < 2) return std::round((left + right) / 2);
    if (!positions.empty()) return left + (right - left) * positions[category];
    return left + (right - left) * static_cast<double>(category) / static_cast<double>(count - 1);
  }
  double y(double value) const { return bottom - axis.fraction(value) * (bottom - top); }
};
/// The last category that series has a point in.
std::optional<std::size_t> last_point(const LinePlan& plan, std::size_t series);

// line_names.cc: what stands at the lines' ends
/// The name of a series, as long as the frame allows.
std::string short_name(const ChartData& data, std::size_t series, const Frame& frame);
/// Decides whether all names fit there, and how wide their column is.
void plan_names(LinePlan& plan, const ChartData& data, const Frame& frame);
/// Height that the names take one below the other.
double end_names_height(const LinePlan& plan, const ChartData& data, const Frame& frame);
void draw_end_names(Drawing& drawing, const LinePlan& plan, const ChartData& data, const Frame& frame);

// line_categories.cc
/// Names the categories below the plot; returns the height taken.
double draw_category_labels(Drawing& drawing, const LinePlan& plan, const ChartData& data,
                            const Frame& frame);

// line_values.cc
void draw_line_values(Drawing& drawing, const LinePlan& plan, const ChartData& data, const Frame& frame);
void draw_line_reference(Drawing& drawing, const LinePlan& plan, const ChartData& data);

}  // namespace gazette
