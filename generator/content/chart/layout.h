#pragma once
// What the chart types share while they lay themselves out: how much detail fits, the key, the axis.
// Internal to content/chart.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/chart/axis.h"
#include "content/chart/chart_data.h"
#include "content/chart/chart_strings.h"
#include "content/chart/drawing.h"
#include "content/chart/text_width.h"

namespace gazette {

enum class ChartWidth { Narrow, Wide };
inline constexpr double kNarrowChart = 288;
inline constexpr double kWideChart = 640;

/// How much is drawn. Each step down saves bytes until the SVG keeps within its budget.
struct Detail {
  bool values = true;        // figures beside the marks
  bool series_names = true;  // names beside each bar; otherwise a key above
  bool markers = true;
  double label_width = 10'000;  // longest category label, px
  std::size_t title_length = 10'000;
  double name_width = 10'000;  // longest series name, px
};

/// Everything a layout needs besides the data.
struct Frame {
  ChartWidth width = ChartWidth::Wide;
  std::string prefix;  // for ids
  Detail detail;
  const ChartStrings* strings = nullptr;

  double pixels() const { return width == ChartWidth::Wide ? kWideChart : kNarrowChart; }
  bool wide() const { return width == ChartWidth::Wide; }
};

/// The value, when there is one that can be drawn.
std::optional<double> chart_value(const ChartSeries& series, std::size_t category);
/// Its text: as given, else what the strings say of a missing one.
std::string chart_text(const ChartSeries& series, std::size_t category, const ChartStrings& strings);

struct Extent {
  double low = 0, high = 0;
  bool any = false;
  void include(double value);
};
/// Least and greatest value of all series.
Extent value_extent(const ChartData& data);

/// True when each word of `text` fits in `width` and the lines do not exceed `max_lines`.
bool wraps_well(std::string_view text, double width, std::size_t max_lines,
                FontWeight weight = FontWeight::Normal);

/// Names with a sample of their colour, flowing in rows from `top`; returns the height taken.
/// `sample` draws series `i` in a space of `sample_width` by 14 px whose middle is the given point.
double draw_key(Drawing& drawing, const std::vector<std::string>& names, double top, double sample_width,
                const std::function<void(std::size_t, Point)>& sample);
/// A square of each series' colour, as bars use.
double draw_bar_key(Drawing& drawing, const ChartData& data, const Frame& frame, double top);

/// Vertical gridlines with their figures below, for bars. `to_x` gives the place of a value.
void draw_value_axis(Drawing& drawing, const ChartData& data, const Axis& axis, const ChartStrings& strings,
                     double top, double bottom, const std::function<double(double)>& to_x);
/// The line that bars start from, in stretches: it leaves out names that stand between the bars.
struct Stretch {
  double top = 0, bottom = 0;
};
void draw_zero_line(Drawing& drawing, double x, const std::vector<Stretch>& stretches);
/// The reference across bars, its label above `top`; needs reference_height() px there.
void draw_bar_reference(Drawing& drawing, const ChartData& data, double top, double bottom,
                        const std::function<double(double)>& to_x);
double reference_height(const ChartData& data, const Frame& frame);

/// One thick stroke a bar: the shortest way to write many bars.
class BarPath {
 public:
  void add(double x, double middle, double length);
  std::string markup(std::string_view colour, double thickness) const;

 private:
  std::string data_;
};

Drawing draw_bars(const ChartData& data, const Frame& frame);
Drawing draw_stacked_bars(const ChartData& data, const Frame& frame);
Drawing draw_lines(const ChartData& data, const Frame& frame);

}  // namespace gazette
