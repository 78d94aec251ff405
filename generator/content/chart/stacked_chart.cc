// Stacked bars: one bar a category, a segment a series, with white gaps between. Series are named
// above the first bar's segments where the names fit there, otherwise in a key. A figure stands in
// its segment when it fits; the rest are in the table.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/chart/layout.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

constexpr double kSegmentGap = 8;
constexpr double kBar = 26;

struct Segment {
  std::size_t series = 0;
  double from = 0, to = 0;  // in the data's unit
};

/// Positive figures pile up to the right of nought, negative ones to the left.
std::vector<Segment> segments_of(const ChartData& data, std::size_t category) {
  std::vector<Segment> segments;
  double right = 0, left = 0;
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    const double value = chart_value(data.series[i], category).value_or(0);
    if (value == 0) continue;
    double& end = value < 0 ? left : right;
    segments.push_back({i, end, end + value});
    end += value;
  }
  return segments;
}

struct StackPlan {
  std::vector<std::vector<std::string>> labels;
  bool labels_left = true;
  double label_column = 0;
  Axis axis;
  double plot_left = 0, plot_right = 0;

  double x(double value) const {
    return std::round(plot_left + axis.fraction(value) * (plot_right - plot_left));
  }
};

StackPlan make_plan(const ChartData& data, const Frame& frame) {
  StackPlan plan;
  const double width = frame.pixels();
  const double column = width * (frame.wide() ? 0.34 : 0.3);
  std::vector<std::string> labels;
  for (const std::string& category : data.categories) {
    labels.push_back(shorten_middle(category, std::min(frame.detail.label_width, 1800.0), kChartFontSize));
    plan.labels_left = plan.labels_left && wraps_well(labels.back(), column, 2);
  }
  for (const std::string& label : labels) {
    plan.labels.push_back(wrap_text(label, plan.labels_left ? column : width - 2, kChartFontSize));
    if (plan.labels_left)
      plan.label_column = std::max(plan.label_column, widest_line(plan.labels.back(), kChartFontSize));
  }
  Extent extent;
  extent.include(0);
  for (std::size_t i = 0; i < data.categories.size(); ++i)
    for (const Segment& segment : segments_of(data, i)) extent.include(segment.to);
  if (data.reference && std::isfinite(data.reference->value)) extent.include(data.reference->value);
  // Shares that were rounded one by one may add up to 101: the bar then ends on the last gridline.
  const bool shares = data.suffix == "%" && extent.low == 0 && extent.high > 98.5 && extent.high < 101.5;
  plan.axis =
      make_axis(extent.low, shares ? 100 : extent.high, frame.wide() ? 6 : 5, data.decimal_places == 0);
  if (shares) plan.axis.high = std::max(100.0, extent.high);
  const std::vector<std::string> texts = tick_texts(plan.axis, data, *frame.strings);
  const double left_half = text_width(texts[0], kChartFontSize) / 2;
  plan.plot_left =
      plan.labels_left ? std::max(plan.label_column + kSegmentGap, left_half) + 1 : left_half + 1;
  plan.plot_right = width - 1 - text_width(texts.back(), kChartFontSize) / 2;
  return plan;
}

/// Names above the first bar, each starting where its segment starts. Nothing is drawn and false
/// given unless all series have a place there.
bool draw_names_above(Drawing& drawing, const StackPlan& plan, const ChartData& data, double top) {
  const std::vector<Segment> segments = segments_of(data, 0);
  if (segments.size() != data.series.size() || !plan.labels_left) return false;
  std::vector<std::pair<double, std::size_t>> places;
  double end = 0;
  for (const Segment& segment : segments) {
    const double x = plan.x(std::min(segment.from, segment.to)) + 1;
    const double width = text_width(data.series[segment.series].name, kChartFontSize);
    if (segment.to < segment.from || x < end + 10 || x + width > drawing.width()) return false;
    places.emplace_back(x, segment.series);
    end = x + width;
  }
  std::string ticks;
  for (const auto& [x, series] : places) {
    drawing.text(x, top + kChartAscent, Anchor::Start, data.series[series].name);
    ticks +=
        fmt::format("<path stroke=\"{}\" stroke-width=\"2\" d=\"M{} {}v6\" />",
                    series_style(series, data.series.size()).colour, svg_number(x), svg_number(top + 19));
  }
  drawing.shape(ticks);
  return true;
}

void draw_segment_text(Drawing& drawing, const StackPlan& plan, const ChartData& data, const Segment& segment,
                       std::size_t category, double middle, const ChartStrings& strings) {
  const std::string text = chart_text(data.series[segment.series], category, strings);
  const double from = plan.x(segment.from), to = plan.x(segment.to);
  if (text_width(text, kChartFontSize) + 6 > std::abs(to - from)) return;
  const std::string_view colour = series_style(segment.series, data.series.size()).text_colour;
  drawing.text((from + to) / 2, middle + 5, Anchor::Middle, text, {.colour = colour, .halo = false});
}

}  // namespace

Drawing draw_stacked_bars(const ChartData& data, const Frame& frame) {
  const StackPlan plan = make_plan(data, frame);
  Drawing drawing(frame.pixels(), frame.prefix);
  double y = 1;
  const double reference = reference_height(data, frame);
  if (reference == 0 && frame.detail.series_names && draw_names_above(drawing, plan, data, y))
    y += 24;
  else if (data.series.size() > 1)
    y += draw_bar_key(drawing, data, frame, y);
  y += reference;
  const double top = y;
  if (plan.labels_left) y += 4;
  const bool values = frame.detail.values && data.labels != ChartLabels::None;
  std::vector<BarPath> paths(data.series.size());
  std::vector<Stretch> stretches;
  for (std::size_t category = 0; category < data.categories.size(); ++category) {
    if (category > 0) y += 12;
    const std::vector<std::string>& label = plan.labels[category];
    const double block = kChartLineHeight * static_cast<double>(label.size());
    const double height = plan.labels_left ? std::max(kBar, block) : kBar + block + 2;
    const double middle = plan.labels_left ? y + height / 2 : y + height - kBar / 2;
    if (plan.labels_left)
      drawing.lines(plan.plot_left - kSegmentGap, y + (height - block) / 2 + kChartAscent, Anchor::End,
                    label);
    else
      drawing.lines(1, y + kChartAscent, Anchor::Start, label);
    if (!plan.labels_left) stretches.push_back({middle - kBar / 2 - 3, middle + kBar / 2 + 3});
    for (const Segment& segment : segments_of(data, category)) {
      const double from = plan.x(segment.from);
      const double length = plan.x(segment.to) - from;
      // Two px of white part a segment from the next; a sliver keeps one px of colour.
      const double gap = std::abs(length) > 3 ? 2 : 0;
      paths[segment.series].add(from, std::floor(middle),
                                length > 0 ? std::max(1.0, length - gap) : std::min(-1.0, length + gap));
      if (values) draw_segment_text(drawing, plan, data, segment, category, middle, *frame.strings);
    }
    y += height;
  }
  const double bottom = y + 4;
  if (plan.labels_left) stretches.push_back({top, bottom});
  const auto to_x = [&](double value) { return plan.x(value); };
  drawing.height = bottom + 26;
  draw_value_axis(drawing, data, plan.axis, *frame.strings, top, bottom, to_x);
  for (std::size_t i = 0; i < paths.size(); ++i)
    drawing.shape(paths[i].markup(series_style(i, data.series.size()).colour, kBar));
  draw_zero_line(drawing, plan.x(0), stretches);
  draw_bar_reference(drawing, data, top, bottom, to_x);
  return drawing;
}

}  // namespace gazette
