#include "content/chart/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {

std::optional<double> chart_value(const ChartSeries& series, std::size_t category) {
  if (category >= series.values.size() || !series.values[category]) return std::nullopt;
  const double value = *series.values[category];
  if (!std::isfinite(value)) return std::nullopt;
  return std::clamp(value, -1e290, 1e290);
}

std::string chart_text(const ChartSeries& series, std::size_t category, const ChartStrings& strings) {
  if (category < series.texts.size() && !series.texts[category].empty()) return series.texts[category];
  return strings.missing;
}

void Extent::include(double value) {
  low = any ? std::min(low, value) : value;
  high = any ? std::max(high, value) : value;
  any = true;
}

Extent value_extent(const ChartData& data) {
  Extent extent;
  for (const ChartSeries& series : data.series)
    for (std::size_t i = 0; i < data.categories.size(); ++i)
      if (auto value = chart_value(series, i)) extent.include(*value);
  return extent;
}

bool wraps_well(std::string_view text, double width, std::size_t max_lines, FontWeight weight) {
  for (std::string_view word : split(text, ' '))
    if (text_width(word, kChartFontSize, weight) > width) return false;
  return wrap_text(text, width, kChartFontSize, weight).size() <= max_lines;
}

double draw_key(Drawing& drawing, const std::vector<std::string>& names, double top, double sample_width,
                const std::function<void(std::size_t, Point)>& sample) {
  constexpr double kKeyGap = 6;
  constexpr double kBetween = 18;
  double x = 0;
  double y = top;
  double row_height = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double room = drawing.width() - sample_width - kKeyGap;
    const std::vector<std::string> lines = wrap_text(names[i], room, kChartFontSize);
    const double width = sample_width + kKeyGap + widest_line(lines, kChartFontSize);
    if (x > 0 && x + width > drawing.width()) {
      x = 0;
      y += row_height + 4;
      row_height = 0;
    }
    sample(i, {x + sample_width / 2, y + 9});
    drawing.lines(x + sample_width + kKeyGap, y + 14, Anchor::Start, lines);
    row_height = std::max(row_height, kChartLineHeight * static_cast<double>(lines.size()));
    x += width + kBetween;
  }
  return y + row_height + 8 - top;
}

double draw_bar_key(Drawing& drawing, const ChartData& data, const Frame& frame, double top) {
  std::vector<std::string> names;
  for (const ChartSeries& series : data.series)
    names.push_back(shorten_middle(series.name, std::min(frame.detail.name_width, 900.0), kChartFontSize));
  return draw_key(drawing, names, top, 14, [&](std::size_t i, Point middle) {
    drawing.shape(fmt::format("<path fill=\"{}\" d=\"M{} {}h14v14h-14z\" />",
                              series_style(i, data.series.size()).colour, svg_number(middle.x - 7),
                              svg_number(middle.y - 7)));
  });
}

void draw_value_axis(Drawing& drawing, const ChartData& data, const Axis& axis, const ChartStrings& strings,
                     double top, double bottom, const std::function<double(double)>& to_x) {
  const std::vector<std::string> texts = tick_texts(axis, data, strings);
  std::string path;
  for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
    const double x = std::round(to_x(axis.ticks[i]));
    path += fmt::format("M{} {}V{}", svg_number(x + 0.5), svg_number(top), svg_number(bottom + 4));
    // A figure too long for its place on the plate or beside its neighbour is left out; the line stays.
    if (drawing.is_free(text_box(x, bottom + 19, Anchor::Middle, texts[i]), 4))
      drawing.text(x, bottom + 19, Anchor::Middle, texts[i]);
  }
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"{}\" />", kChartGrid, path));
}

void draw_zero_line(Drawing& drawing, double x, const std::vector<Stretch>& stretches) {
  std::string path;
  for (const Stretch& stretch : stretches)
    path += fmt::format("M{} {}V{}", svg_number(x + 0.5), svg_number(stretch.top, 0),
                        svg_number(stretch.bottom, 0));
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"{}\" />", kChartAxis, path));
}

namespace {

std::vector<std::string> reference_lines(const ChartData& data, double width) {
  if (!data.reference || data.reference->text.empty()) return {};
  const std::string text = shorten_text(data.reference->text, width * 2.2, kChartFontSize);
  return wrap_text(text, width * 0.9, kChartFontSize);
}

}  // namespace

double reference_height(const ChartData& data, const Frame& frame) {
  const std::vector<std::string> lines = reference_lines(data, frame.pixels());
  return lines.empty() ? 0 : kChartLineHeight * static_cast<double>(lines.size()) + 4;
}

void draw_bar_reference(Drawing& drawing, const ChartData& data, double top, double bottom,
                        const std::function<double(double)>& to_x) {
  if (!data.reference || !std::isfinite(data.reference->value)) return;
  const double x = std::round(to_x(data.reference->value));
  drawing.shape(
      fmt::format("<path stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"5 3\" d=\"M{} {}V{}\" />",
                  kChartText, svg_number(x), svg_number(top - 2), svg_number(bottom)));
  const std::vector<std::string> lines = reference_lines(data, drawing.width());
  if (lines.empty()) return;
  const double half = widest_line(lines, kChartFontSize) / 2;
  const double centre = std::clamp(x, half, std::max(half, drawing.width() - half));
  const double first = top - 8 - kChartLineHeight * static_cast<double>(lines.size() - 1);
  drawing.lines(centre, first, Anchor::Middle, lines);
}

void BarPath::add(double x, double middle, double length) {
  data_ += fmt::format("M{} {}h{}", svg_number(x, 0), svg_number(middle), svg_number(length, 0));
}

std::string BarPath::markup(std::string_view colour, double thickness) const {
  if (data_.empty()) return {};
  return fmt::format("<path stroke=\"{}\" stroke-width=\"{}\" d=\"{}\" />", colour, svg_number(thickness),
                     data_);
}

}  // namespace gazette
