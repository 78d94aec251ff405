// Figures beside the points of a line chart, and its reference line: placed where they meet nothing.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "content/chart/line_layout.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

bool meets_a_line(const LinePlan& plan, const Box& box) {
  const Box wide{box.left - 2, box.top - 2, box.right + 2, box.bottom + 2};
  for (const auto& points : plan.points)
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!points[i]) continue;
      if (segment_meets(wide, *points[i], i > 0 && points[i - 1] ? *points[i - 1] : *points[i])) return true;
    }
  return false;
}

/// True when another line's point stands between `point` and a figure at `box`: readers would take the
/// figure for that one's.
bool belongs_to_another(const LinePlan& plan, const Box& box, Point point, std::size_t category) {
  const double middle = (box.top + box.bottom) / 2;
  for (const auto& points : plan.points) {
    if (!points[category]) continue;
    const double y = points[category]->y;
    if (y != point.y && (y - point.y) * (y - middle) <= 0) return true;
  }
  return false;
}

/// A figure above its point, or below it, or not at all where it would meet a line or another text.
void draw_value(Drawing& drawing, const LinePlan& plan, const std::string& text, Point point,
                std::size_t category, bool prefer_below) {
  const double above = point.y - 11, below = point.y + 22;
  const double half = text_width(text, kChartFontSize) / 2;
  const double x = std::round(std::clamp(point.x, half + 1, std::max(half + 1, drawing.width() - half - 1)));
  for (double y : prefer_below ? std::array{below, above} : std::array{above, below}) {
    const Box box = text_box(x, std::round(y), Anchor::Middle, text);
    if (box.bottom > plan.bottom + 1 || !drawing.is_free(box, 3) || meets_a_line(plan, box)) continue;
    if (belongs_to_another(plan, box, point, category)) continue;
    drawing.text(x, std::round(y), Anchor::Middle, text);
    return;
  }
}

/// A point lower than both its neighbours has its figure below.
bool is_dip(const std::vector<std::optional<Point>>& points, std::size_t i) {
  const bool before = i == 0 || !points[i - 1] || points[i - 1]->y <= points[i]->y;
  const bool after = i + 1 == points.size() || !points[i + 1] || points[i + 1]->y <= points[i]->y;
  return before && after && points.size() > 1;
}

}  // namespace

void draw_line_values(Drawing& drawing, const LinePlan& plan, const ChartData& data, const Frame& frame) {
  if (!frame.detail.values || data.labels == ChartLabels::None) return;
  // Ends first: where room is short they are the ones to keep.
  for (int pass = 0; pass < (data.labels == ChartLabels::All ? 2 : 1); ++pass)
    for (std::size_t s = 0; s < data.series.size(); ++s) {
      const auto& points = plan.points[s];
      const auto last = last_point(plan, s);
      if (!last) continue;
      std::size_t first = 0;
      while (!points[first]) ++first;
      for (std::size_t i = first; i <= *last; ++i) {
        const bool is_end = i == first || i == *last;
        if (!points[i] || is_end != (pass == 0) || (i == *last && plan.names_at_ends)) continue;
        draw_value(drawing, plan, chart_text(data.series[s], i, *frame.strings), *points[i], i,
                   is_dip(points, i));
      }
    }
}

void draw_line_reference(Drawing& drawing, const LinePlan& plan, const ChartData& data) {
  if (!data.reference || !std::isfinite(data.reference->value)) return;
  const double y = std::round(plan.y(data.reference->value));
  drawing.shape(
      fmt::format("<path stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"5 3\" d=\"M{} {}H{}\" />",
                  kChartText, svg_number(plan.axis_left, 0), svg_number(y, 0), svg_number(plan.right, 0)));
  if (data.reference->text.empty()) return;
  const std::string text = shorten_text(data.reference->text, plan.right - plan.left, kChartFontSize);
  for (const auto& [x, anchor] : {std::pair{plan.left, Anchor::Start}, std::pair{plan.right, Anchor::End}})
    for (double baseline : {y - 8, y + 18}) {
      const Box box = text_box(x, baseline, anchor, text);
      if (box.bottom > plan.bottom || !drawing.is_free(box) || meets_a_line(plan, box)) continue;
      drawing.text(x, baseline, anchor, text);
      return;
    }
  // No quiet spot along the line: its label goes above the plot, where a row was kept for it.
  drawing.text(plan.left, plan.top - 20, Anchor::Start, text);
}

}  // namespace gazette
