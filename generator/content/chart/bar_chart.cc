// Bars and grouped bars. Names stand in a column on the left where they fit and above their bars
// where they do not; each bar carries its own series name and figure while there is room.

#include <algorithm>
#include <cmath>

#include "content/chart/layout.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

constexpr double kGap = 6;  // between a bar and its texts
constexpr double kEdge = 1;

/// Where things stand, worked out before anything is drawn.
struct Plan {
  std::vector<std::vector<std::string>> labels;  // of each category
  bool labels_left = true;
  double label_column = 0;
  bool names_beside = false;  // each bar has its series name at its left
  double name_column = 0;
  bool values = true;
  double left_reserve = 0;   // for figures of bars that run left
  double right_reserve = 0;  // for the others
  double bar = 18;           // thickness
  double pitch = 20;         // from bar to bar
  double low = 0, high = 1;
  bool axis = false;
  Axis ticks;
  double plot_left = 0, plot_right = 0;

  double x(double value) const { return plot_left + (value - low) / (high - low) * (plot_right - plot_left); }
};

/// The width of the column that names may take at the left of the bars.
double label_limit(const Frame& frame) {
  return frame.pixels() * (frame.wide() ? 0.38 : 0.36);
}

/// The name of a group stands out from those of its bars.
FontWeight label_weight(const ChartData& data) {
  return data.series.size() > 1 ? FontWeight::Bold : FontWeight::Normal;
}

/// Wraps the categories' names for their place: in the column at the left, or above their bars.
void place_labels(Plan& plan, const ChartData& data, const Frame& frame, bool left) {
  const FontWeight weight = label_weight(data);
  const double longest = std::min(frame.detail.label_width, 1800.0);
  const double room = left ? label_limit(frame) : frame.pixels() - 2 * kEdge;
  plan.labels_left = left;
  plan.labels.clear();
  plan.label_column = 0;
  for (const std::string& category : data.categories) {
    plan.labels.push_back(
        wrap_text(shorten_middle(category, longest, kChartFontSize, weight), room, kChartFontSize, weight));
    if (left)
      plan.label_column =
          std::max(plan.label_column, widest_line(plan.labels.back(), kChartFontSize, weight));
  }
}

void plan_labels(Plan& plan, const ChartData& data, const Frame& frame) {
  const bool grouped = data.series.size() > 1;
  const FontWeight weight = label_weight(data);
  const std::size_t max_lines =
      grouped ? std::max<std::size_t>(2, data.series.size()) : (frame.wide() ? 2 : 1);
  const double longest = std::min(frame.detail.label_width, 1800.0);
  const bool left =
      std::all_of(data.categories.begin(), data.categories.end(), [&](const std::string& category) {
        return wraps_well(shorten_middle(category, longest, kChartFontSize, weight), label_limit(frame),
                          max_lines, weight);
      });
  place_labels(plan, data, frame, left && (frame.wide() || !grouped));
}

void plan_names(Plan& plan, const ChartData& data, const Frame& frame) {
  if (data.series.size() < 2 || !frame.detail.series_names) return;
  const double limit = frame.pixels() * 0.27;
  for (const ChartSeries& series : data.series)
    plan.name_column = std::max(plan.name_column, text_width(series.name, kChartFontSize));
  const std::size_t bars = data.series.size() * data.categories.size();
  plan.names_beside = plan.name_column <= limit && bars <= 36;
  if (!plan.names_beside) plan.name_column = 0;
  // Two columns of names that leave too little for the bars: categories move above their bars.
  if (plan.labels_left && plan.label_column + plan.name_column > frame.pixels() * 0.5) {
    place_labels(plan, data, frame, false);
  }
}

void plan_values(Plan& plan, const ChartData& data, const Frame& frame) {
  plan.values = frame.detail.values && data.labels != ChartLabels::None;
  if (!plan.values) return;
  for (const ChartSeries& series : data.series) {
    for (std::size_t i = 0; i < data.categories.size(); ++i) {
      const double space = text_width(chart_text(series, i, *frame.strings), kChartFontSize) + kGap;
      double& reserve = chart_value(series, i).value_or(0) < 0 ? plan.left_reserve : plan.right_reserve;
      reserve = std::max(reserve, space);
    }
  }
}

void plan_scale(Plan& plan, const ChartData& data, const Frame& frame) {
  Extent extent = value_extent(data);
  extent.include(0);
  if (data.reference && std::isfinite(data.reference->value)) extent.include(data.reference->value);
  const auto place = [&] {
    plan.plot_left = kEdge + (plan.label_column > 0 ? plan.label_column + kGap + 2 : 0) +
                     (plan.name_column > 0 ? plan.name_column + kGap : 0) + plan.left_reserve;
    plan.plot_right = frame.pixels() - kEdge - 1 - plan.right_reserve;
  };
  place();
  if (plan.values && plan.plot_right - plan.plot_left < frame.pixels() * 0.22) {
    plan.values = false;  // figures this long would leave no bar: the axis and the table tell them
    plan.left_reserve = plan.right_reserve = 0;
  }
  plan.axis = !plan.values;
  if (plan.axis) {
    plan.ticks = make_axis(extent.low, extent.high, frame.wide() ? 6 : 4, data.decimal_places == 0);
    const std::vector<std::string> texts = tick_texts(plan.ticks, data, *frame.strings);
    plan.right_reserve = text_width(texts.back(), kChartFontSize) / 2;
    plan.left_reserve =
        plan.label_column + plan.name_column > 0 ? 0 : text_width(texts[0], kChartFontSize) / 2;
    plan.low = plan.ticks.low;
    plan.high = plan.ticks.high;
    place();
  } else {
    plan.low = extent.low;
    plan.high = extent.high > extent.low ? extent.high : extent.low + 1;
  }
}

void plan_thickness(Plan& plan, const ChartData& data) {
  const bool labelled = plan.values || plan.names_beside;
  if (data.series.size() < 2) {
    plan.bar = labelled || plan.labels_left ? 22 : 16;
    plan.pitch = plan.bar;
  } else if (!labelled) {
    plan.bar = 9;
    plan.pitch = 10;
  }
}

/// Height of one category: its bars, or its label if that is taller.
double group_height(const Plan& plan, const ChartData& data, std::size_t category) {
  const double bars = plan.pitch * static_cast<double>(data.series.size());
  const double label = kChartLineHeight * static_cast<double>(plan.labels[category].size());
  return plan.labels_left ? std::max(bars, label) : bars + label + 2;
}

void draw_category_label(Drawing& drawing, const Plan& plan, std::size_t category, double top, double height,
                         FontWeight weight) {
  const std::vector<std::string>& lines = plan.labels[category];
  const TextStyle style{.weight = weight};
  if (!plan.labels_left) {
    drawing.lines(kEdge, top + kChartAscent, Anchor::Start, lines, style);
    return;
  }
  const double block = kChartLineHeight * static_cast<double>(lines.size());
  const double baseline = top + (height - block) / 2 + kChartAscent;
  drawing.lines(kEdge + plan.label_column, baseline, Anchor::End, lines, style);
}

void draw_bar_texts(Drawing& drawing, const Plan& plan, const ChartSeries& series, std::size_t category,
                    double middle, std::optional<double> reference, const ChartStrings& strings) {
  const double baseline = middle + 5;
  if (plan.names_beside)
    drawing.text(plan.plot_left - plan.left_reserve - kGap, baseline, Anchor::End, series.name);
  if (!plan.values) return;
  const double value = chart_value(series, category).value_or(0);
  const std::string text = chart_text(series, category, strings);
  const double direction = value < 0 ? -1 : 1;
  const Anchor anchor = value < 0 ? Anchor::End : Anchor::Start;
  double x = plan.x(value) + direction * kGap;
  // A figure that the reference line would cut moves past it: there is room, as the line is on the plot.
  if (reference) {
    const double line = plan.x(*reference);
    const Box box = text_box(x, baseline, anchor, text);
    if (line > box.left - 3 && line < box.right + 3) x = line + direction * kGap;
  }
  drawing.text(x, baseline, anchor, text);
}

}  // namespace

Drawing draw_bars(const ChartData& data, const Frame& frame) {
  Plan plan;
  plan_labels(plan, data, frame);
  plan_names(plan, data, frame);
  plan_values(plan, data, frame);
  plan_scale(plan, data, frame);
  plan_thickness(plan, data);

  Drawing drawing(frame.pixels(), frame.prefix);
  double y = 1;
  const bool needs_key = data.series.size() > 1 && !plan.names_beside;
  if (needs_key) y += draw_bar_key(drawing, data, frame, y);
  y += reference_height(data, frame);
  const double top = y;
  std::optional<double> reference;
  if (data.reference && std::isfinite(data.reference->value)) reference = data.reference->value;
  const double gap = data.series.size() > 1 ? 16 : 12;
  y += plan.labels_left ? 4 : 0;
  std::vector<BarPath> paths(data.series.size());
  std::vector<Stretch> stretches;
  for (std::size_t category = 0; category < data.categories.size(); ++category) {
    if (category > 0) y += gap;
    const double height = group_height(plan, data, category);
    draw_category_label(drawing, plan, category, y, height, label_weight(data));
    const double bars = plan.pitch * static_cast<double>(data.series.size());
    double middle = (plan.labels_left ? y + (height - bars) / 2 : y + height - bars) + plan.pitch / 2;
    if (!plan.labels_left) stretches.push_back({y + height - bars - 2, y + height + 2});
    for (std::size_t i = 0; i < data.series.size(); ++i, middle += plan.pitch) {
      if (const auto value = chart_value(data.series[i], category); value && *value != 0) {
        double length = std::round(plan.x(*value)) - std::round(plan.x(0));
        if (length == 0) length = *value < 0 ? -1 : 1;
        paths[i].add(std::round(plan.x(0)), middle, length);
      }
      draw_bar_texts(drawing, plan, data.series[i], category, middle, reference, *frame.strings);
    }
    y += height;
  }
  const double bottom = y + 4;
  if (plan.labels_left) stretches.push_back({top, bottom});
  const auto to_x = [&](double value) { return plan.x(value); };
  drawing.height = bottom + (plan.axis ? 26 : 1);
  if (plan.axis) draw_value_axis(drawing, data, plan.ticks, *frame.strings, top, bottom, to_x);
  for (std::size_t i = 0; i < paths.size(); ++i)
    drawing.shape(paths[i].markup(series_style(i, data.series.size()).colour, plan.bar));
  draw_zero_line(drawing, std::round(plan.x(0)), stretches);
  draw_bar_reference(drawing, data, top, bottom, to_x);
  return drawing;
}

}  // namespace gazette
