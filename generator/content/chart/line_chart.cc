// Lines over categories. Each line ends in its name, pushed apart where lines end close together;
// where there is no room for that, a key stands above. Lines differ by dash and marker as well.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/chart/line_layout.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

constexpr std::size_t kMarkedPoints = 16;  // with more, only the ends carry a marker

void plan_axis(LinePlan& plan, const ChartData& data, const Frame& frame) {
  Extent extent = value_extent(data);
  if (data.reference && std::isfinite(data.reference->value)) extent.include(data.reference->value);
  if (data.y_min && std::isfinite(*data.y_min))
    extent.include(*data.y_min);
  else
    extent.include(0);
  plan.axis = make_axis(extent.low, extent.high, frame.wide() ? 6 : 5, data.decimal_places == 0);
  plan.ticks = tick_texts(plan.axis, data, *frame.strings);
}

/// Of the figures over the first category, which would otherwise meet those of the axis.
double first_figure_width(const ChartData& data) {
  double widest = 8;
  for (const ChartSeries& series : data.series)
    if (chart_value(series, 0) && !series.texts.empty())
      widest = std::max(widest, text_width(series.texts[0], kChartFontSize));
  return widest;
}

/// Half a category label may reach past the plot: the last one needs room on the right.
void plan_sides(LinePlan& plan, const ChartData& data, const Frame& frame) {
  plan.axis_left = 1 + widest_line(plan.ticks, kChartFontSize) + kLineGap;
  plan.left = plan.axis_left + 6;
  if (frame.detail.values && data.labels != ChartLabels::None)
    plan.left =
        std::round(plan.axis_left + std::min(first_figure_width(data) / 2 + 2, frame.wide() ? 30.0 : 18.0));
  double end = 12;
  if (plan.names_at_ends) {
    end = plan.name_column + kNameGap;
  } else if (!data.categories.empty()) {
    const double label = text_width(data.categories.back(), kChartFontSize) / 2;
    end = std::max(end, std::min(label, frame.wide() ? 60.0 : 30.0));
  }
  plan.right = frame.pixels() - 1 - end;
}

void place_points(LinePlan& plan, const ChartData& data) {
  plan.points.assign(data.series.size(), std::vector<std::optional<Point>>(plan.count));
  for (std::size_t s = 0; s < data.series.size(); ++s)
    for (std::size_t i = 0; i < plan.count; ++i)
      if (auto value = chart_value(data.series[s], i)) plan.points[s][i] = Point{plan.x(i), plan.y(*value)};
}
void draw_grid(Drawing& drawing, const LinePlan& plan) {
  std::string path;
  const double left = plan.axis_left;
  for (std::size_t i = 0; i < plan.ticks.size(); ++i) {
    const double y = std::round(plan.y(plan.axis.ticks[i]));
    path += fmt::format("M{} {}H{}", svg_number(left, 0), svg_number(y + 0.5), svg_number(plan.right, 0));
    drawing.text(left - kLineGap, y + 5, Anchor::End, plan.ticks[i]);
  }
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"{}\" />", kChartGrid, path));
  const double base = std::round(plan.y(std::clamp(0.0, plan.axis.low, plan.axis.high))) + 0.5;
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"M{} {}H{}\" />", kChartAxis, svg_number(left, 0),
                            svg_number(base), svg_number(plan.right, 0)));
}

/// Path data through all points of a series: relative, on whole px, a new stroke after each gap.
/// A point between two gaps gets a stroke of no length, which round ends turn into a dot.
std::string line_path(const std::vector<std::optional<Point>>& points) {
  std::string path;
  bool down = false;
  long at_x = 0, at_y = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!points[i]) {
      down = false;
      continue;
    }
    const long x = std::lround(points[i]->x), y = std::lround(points[i]->y);
    if (down) {
      const long dy = y - at_y;
      path += fmt::format("{}{}{}{}", path.back() == 'l' ? "" : " ", x - at_x, dy < 0 ? "" : " ", dy);
    } else {
      const bool alone = i + 1 == points.size() || !points[i + 1];
      path += fmt::format("M{} {}{}", x, y, alone ? "h0" : "l");
    }
    down = true;
    at_x = x;
    at_y = y;
  }
  return path;
}

void define_markers(Drawing& drawing, const LinePlan& plan, const ChartData& data) {
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    if (!last_point(plan, i)) continue;
    const SeriesStyle style = series_style(i, data.series.size());
    drawing.shape(
        fmt::format("<marker id=\"{}\" markerUnits=\"userSpaceOnUse\" markerWidth=\"14\" markerHeight=\"14\""
                    " viewBox=\"-7 -7 14 14\"><path fill=\"{}\" stroke=\"#fff\" d=\"{}\" /></marker>",
                    drawing.id("m" + std::to_string(i + 1)), style.colour, style.marker));
  }
}

/// Opens the group that strokes stand in; `</g>` closes it.
constexpr std::string_view kStrokes = "<g fill=\"none\" stroke-width=\"3\" stroke-linejoin=\"round\">";

std::string stroke_of(const SeriesStyle& style) {
  std::string out = fmt::format("stroke=\"{}\"", style.colour);
  if (!style.dash.empty()) out += fmt::format(" stroke-dasharray=\"{}\"", style.dash);
  return out;
}

/// A reference to the series' marker, for one attribute.
std::string marker_url(const Drawing& drawing, std::size_t series) {
  return "url(#" + drawing.id("m" + std::to_string(series + 1)) + ")";
}

/// `middles`: a marker at every point; otherwise at both ends of the line only.
std::string markers_of(const Drawing& drawing, std::size_t series, bool middles) {
  const std::string url = marker_url(drawing, series);
  std::string out = fmt::format(" marker-start=\"{0}\" marker-end=\"{0}\"", url);
  if (middles) out += fmt::format(" marker-mid=\"{}\"", url);
  return out;
}

/// Points with a gap on both sides, as dots: without a marker they would not show.
std::string lone_points(const std::vector<std::optional<Point>>& points) {
  std::string path;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (points[i] && (i == 0 || !points[i - 1]) && (i + 1 == points.size() || !points[i + 1]))
      path += fmt::format("M{} {}h0", std::lround(points[i]->x), std::lround(points[i]->y));
  return path;
}

void draw_series(Drawing& drawing, const LinePlan& plan, const ChartData& data, const Frame& frame) {
  if (frame.detail.markers) define_markers(drawing, plan, data);
  const bool middles = plan.count <= kMarkedPoints;
  std::string dots;
  drawing.shape(kStrokes);
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    const SeriesStyle style = series_style(i, data.series.size());
    const std::string path = line_path(plan.points[i]);
    if (path.empty()) continue;
    const std::string markers = frame.detail.markers ? markers_of(drawing, i, middles) : "";
    drawing.shape(fmt::format("<path {}{} d=\"{}\" />", stroke_of(style), markers, path));
    const std::string lone = frame.detail.markers && middles ? "" : lone_points(plan.points[i]);
    if (!lone.empty())
      dots += fmt::format("<path stroke=\"{}\" stroke-width=\"7\" stroke-linecap=\"round\" d=\"{}\" />",
                          style.colour, lone);
  }
  drawing.shape("</g>" + dots);
}

double draw_line_key(Drawing& drawing, const ChartData& data, const Frame& frame, double top) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < data.series.size(); ++i) names.push_back(short_name(data, i, frame));
  drawing.shape(kStrokes);
  const double height = draw_key(drawing, names, top, 34, [&](std::size_t i, Point middle) {
    const std::string marker =
        frame.detail.markers ? fmt::format(" marker-mid=\"{}\"", marker_url(drawing, i)) : "";
    drawing.shape(fmt::format("<path {}{} d=\"M{} {}h17h17\" />",
                              stroke_of(series_style(i, data.series.size())), marker,
                              svg_number(middle.x - 17, 0), svg_number(middle.y)));
  });
  drawing.shape("</g>");
  return height;
}
}  // namespace

std::optional<std::size_t> last_point(const LinePlan& plan, std::size_t series) {
  for (std::size_t i = plan.count; i-- > 0;)
    if (plan.points[series][i]) return i;
  return std::nullopt;
}

Drawing draw_lines(const ChartData& data, const Frame& frame) {
  LinePlan plan;
  plan.count = data.categories.size();
  if (data.positions.size() == plan.count) plan.positions = data.positions;
  plan_names(plan, data, frame);
  plan_axis(plan, data, frame);
  plan_sides(plan, data, frame);

  Drawing drawing(frame.pixels(), frame.prefix);
  double y = 1;
  if (data.series.size() > 1 && !plan.names_at_ends) y += draw_line_key(drawing, data, frame, y);
  plan.top = y + 20 + (reference_height(data, frame) > 0 ? 20 : 0);
  plan.bottom = plan.top + (frame.wide() ? 240 : 190);
  place_points(plan, data);
  if (plan.names_at_ends) {
    plan.bottom = std::max(plan.bottom, plan.top + end_names_height(plan, data, frame) - 8);
    place_points(plan, data);
  }
  draw_grid(drawing, plan);
  if (plan.names_at_ends) draw_end_names(drawing, plan, data, frame);
  const double below = draw_category_labels(drawing, plan, data, frame);
  drawing.height = plan.bottom + below;
  draw_series(drawing, plan, data, frame);
  draw_line_reference(drawing, plan, data);
  draw_line_values(drawing, plan, data, frame);
  return drawing;
}

}  // namespace gazette
