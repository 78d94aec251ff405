// Lines over categories. Each line ends in its name, pushed apart where lines end close together;
// where there is no room for that, a key stands above. Lines differ by dash and marker as well.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "content/chart/layout.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

constexpr double kGap = 6;
constexpr double kNameGap = 14;            // from a line's end to its name
constexpr std::size_t kMarkedPoints = 16;  // with more, only the ends carry a marker

struct EndName {
  std::size_t series = 0;
  std::vector<std::string> lines;
  double wanted = 0;  // middle, px
  double middle = 0;
  double height() const { return kChartLineHeight * static_cast<double>(lines.size()); }
};

struct Plan {
  Axis axis;
  std::vector<std::string> ticks;
  bool names_at_ends = false;
  double name_column = 0;
  double axis_left = 0;  // where gridlines start; the first point stands a little to the right
  double left = 0, right = 0, top = 0, bottom = 0;
  std::size_t count = 0;
  std::vector<std::vector<std::optional<Point>>> points;  // by series, then category

  double x(std::size_t category) const {
    if (count < 2) return std::round((left + right) / 2);
    return left + (right - left) * static_cast<double>(category) / static_cast<double>(count - 1);
  }
  double y(double value) const { return bottom - axis.fraction(value) * (bottom - top); }
};

std::optional<std::size_t> last_point(const Plan& plan, std::size_t series) {
  for (std::size_t i = plan.count; i-- > 0;)
    if (plan.points[series][i]) return i;
  return std::nullopt;
}

std::string short_name(const ChartData& data, std::size_t series, const Frame& frame) {
  return shorten_text(data.series[series].name, std::min(frame.detail.name_width, 400.0), kChartFontSize);
}

/// What stands at a line's end: its name, and its last figure unless figures are off.
std::string end_name(const ChartData& data, std::size_t series, const Frame& frame) {
  const std::string name = short_name(data, series, frame);
  if (!frame.detail.values || data.labels == ChartLabels::None) return name;
  for (std::size_t i = data.categories.size(); i-- > 0;)
    if (chart_value(data.series[series], i))
      return name + " " + chart_text(data.series[series], i, *frame.strings);
  return name;
}

void plan_names(Plan& plan, const ChartData& data, const Frame& frame) {
  if (data.series.size() < 2) return;
  const double limit = frame.wide() ? 180 : 84;
  plan.names_at_ends = true;
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    const std::string name = end_name(data, i, frame);
    plan.names_at_ends = plan.names_at_ends && wraps_well(name, limit, 3);
    plan.name_column =
        std::max(plan.name_column, widest_line(wrap_text(name, limit, kChartFontSize), kChartFontSize));
  }
  if (!plan.names_at_ends) plan.name_column = 0;
}

void plan_axis(Plan& plan, const ChartData& data, const Frame& frame) {
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
void plan_sides(Plan& plan, const ChartData& data, const Frame& frame) {
  plan.axis_left = 1 + widest_line(plan.ticks, kChartFontSize) + kGap;
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

void place_points(Plan& plan, const ChartData& data) {
  plan.points.assign(data.series.size(), std::vector<std::optional<Point>>(plan.count));
  for (std::size_t s = 0; s < data.series.size(); ++s)
    for (std::size_t i = 0; i < plan.count; ++i)
      if (auto value = chart_value(data.series[s], i)) plan.points[s][i] = Point{plan.x(i), plan.y(*value)};
}

/// Names that touch one another, as one block that moves together.
struct NameBlock {
  std::size_t first = 0, count = 0;
  double height = 0;
  double wanted = 0;  // sum over its names of where the block's top should be for each
  double top(double least, double most) const {
    return std::clamp(wanted / static_cast<double>(count), least, std::max(least, most - height));
  }
};

/// Spreads the names so that none meets another, staying as near to their lines' ends as may be:
/// each starts as a block of its own, and blocks that meet join (isotonic regression).
void push_apart(std::vector<EndName>& names, double top, double bottom) {
  constexpr double kBetween = 3;
  std::stable_sort(names.begin(), names.end(), [](auto& a, auto& b) { return a.wanted < b.wanted; });
  std::vector<NameBlock> blocks;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double height = names[i].height();
    blocks.push_back({i, 1, height + kBetween, names[i].wanted - height / 2});
    while (blocks.size() > 1) {
      NameBlock& upper = blocks[blocks.size() - 2];
      const NameBlock lower = blocks.back();
      if (upper.top(top, bottom) + upper.height <= lower.top(top, bottom)) break;
      upper.wanted += lower.wanted - static_cast<double>(lower.count) * upper.height;
      upper.height += lower.height;
      upper.count += lower.count;
      blocks.pop_back();
    }
  }
  for (const NameBlock& block : blocks) {
    double y = block.top(top, bottom);
    for (std::size_t i = block.first; i < block.first + block.count; ++i) {
      names[i].middle = y + names[i].height() / 2;
      y += names[i].height() + kBetween;
    }
  }
}

std::vector<EndName> end_names(const Plan& plan, const ChartData& data, const Frame& frame) {
  std::vector<EndName> names;
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    const auto last = last_point(plan, i);
    if (!last) continue;
    EndName name{i, wrap_text(end_name(data, i, frame), plan.name_column + 1, kChartFontSize), 0, 0};
    // Lines that end at one place are named in the order they arrive.
    const double before = *last > 0 && plan.points[i][*last - 1] ? plan.points[i][*last - 1]->y : 0;
    name.wanted = plan.points[i][*last]->y + before * 1e-4;
    names.push_back(std::move(name));
  }
  return names;
}

void draw_end_names(Drawing& drawing, const Plan& plan, std::vector<EndName> names) {
  push_apart(names, plan.top - 8, plan.bottom + 8);
  std::string leaders;
  const double x = plan.right + kNameGap;
  for (const EndName& name : names) {
    const Point end = *plan.points[name.series][*last_point(plan, name.series)];
    const bool far = std::abs(name.middle - end.y) > 5 || end.x < plan.right - 1;
    if (far)
      leaders += fmt::format("M{} {}L{} {}", svg_number(end.x + 6, 0), svg_number(end.y, 0),
                             svg_number(x - 2, 0), svg_number(name.middle, 0));
    drawing.lines(x, name.middle - name.height() / 2 + kChartAscent, Anchor::Start, name.lines);
  }
  if (!leaders.empty()) drawing.shape(fmt::format("<path stroke=\"{}\" d=\"{}\" />", kChartAxis, leaders));
}

void draw_grid(Drawing& drawing, const Plan& plan) {
  std::string path;
  const double left = plan.axis_left;
  for (std::size_t i = 0; i < plan.ticks.size(); ++i) {
    const double y = std::round(plan.y(plan.axis.ticks[i]));
    path += fmt::format("M{} {}H{}", svg_number(left, 0), svg_number(y + 0.5), svg_number(plan.right, 0));
    drawing.text(left - kGap, y + 5, Anchor::End, plan.ticks[i]);
  }
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"{}\" />", kChartGrid, path));
  const double base = std::round(plan.y(std::clamp(0.0, plan.axis.low, plan.axis.high))) + 0.5;
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"M{} {}H{}\" />", kChartAxis, svg_number(left, 0),
                            svg_number(base), svg_number(plan.right, 0)));
}

struct CategoryLabel {
  std::size_t category;
  std::vector<std::string> lines;
  double left = 0, right = 0;
};

/// The label of a category below its point, kept on the plate.
CategoryLabel category_label(const Plan& plan, const Drawing& drawing, const std::string& text,
                             std::size_t category, double room) {
  CategoryLabel label{category, wrap_text(text, room, kChartFontSize), 0, 0};
  const double half = widest_line(label.lines, kChartFontSize) / 2;
  const double middle = std::clamp(plan.x(category), half, std::max(half, drawing.width() - half));
  label.left = middle - half;
  label.right = middle + half;
  return label;
}

/// Room for one label when every `stride`-th has one.
double label_room(const Plan& plan, const Drawing& drawing, std::size_t stride) {
  if (plan.count < 2) return std::min(220.0, drawing.width() - 2);
  const double slot = (plan.right - plan.left) / static_cast<double>(plan.count - 1);
  const double room = slot * static_cast<double>(stride) - 8;
  // The first and the last alone: each has its half of the plate, less what the plot leaves at the right.
  if (stride + 1 >= plan.count) return std::clamp(plan.right / 1.5 - 12, 40.0, drawing.width() / 2 - 20);
  return std::clamp(room, 24.0, 220.0);
}

/// Which categories have a label: every `stride`-th counted from the last, and the first.
std::vector<std::size_t> labelled_categories(std::size_t count, std::size_t stride) {
  std::vector<std::size_t> chosen;
  for (std::size_t back = 0; back < count; back += stride) {
    const std::size_t category = count - 1 - back;
    if (category > 0 && category < stride && category * 3 < stride * 2) break;  // too near to the first
    chosen.push_back(category);
  }
  if (chosen.back() != 0) chosen.push_back(0);
  return chosen;
}

/// The labels of one stride, last to first; nullopt when they do not fit side by side. With gaps
/// between them all have the same number of lines: "Week 4" beside "Week" over "10" looks like a fault.
std::optional<std::vector<CategoryLabel>> labels_by_stride(const Plan& plan, const Drawing& drawing,
                                                           const ChartData& data, const Frame& frame,
                                                           std::size_t stride) {
  const bool last_try = stride + 1 >= plan.count;
  const double room = label_room(plan, drawing, stride);
  std::vector<CategoryLabel> labels;
  for (std::size_t category : labelled_categories(plan.count, stride)) {
    if (!last_try && !wraps_well(data.categories[category], room, 3)) return std::nullopt;
    const double longest = std::min(frame.detail.label_width, room * 2.6);
    const std::string text = shorten_middle(data.categories[category], longest, kChartFontSize);
    labels.push_back(category_label(plan, drawing, text, category, room));
    if (stride > 1 && !last_try && labels.back().lines.size() != labels.front().lines.size())
      return std::nullopt;
  }
  for (std::size_t i = 1; i < labels.size(); ++i) {
    if (labels[i].right + 6 <= labels[i - 1].left) continue;
    if (!last_try) return std::nullopt;
    labels.resize(1);  // even two do not fit: the last alone
  }
  return labels;
}

/// The labels of the smallest stride that fits; a somewhat larger one is better if it parts the axis evenly.
std::vector<CategoryLabel> choose_labels(const Plan& plan, const Drawing& drawing, const ChartData& data,
                                         const Frame& frame) {
  const std::size_t most = std::max<std::size_t>(plan.count, 2) - 1;
  std::size_t stride = 1;
  std::optional<std::vector<CategoryLabel>> labels;
  for (; stride <= most && !labels; ++stride) labels = labels_by_stride(plan, drawing, data, frame, stride);
  if (!labels) return {};
  if ((plan.count - 1) % (stride - 1) == 0) return *labels;
  for (std::size_t wider = stride; wider <= 2 * (stride - 1) && wider < most; ++wider)
    if ((plan.count - 1) % wider == 0)
      if (auto even = labels_by_stride(plan, drawing, data, frame, wider)) return *even;
  return *labels;
}

/// Names the categories below the plot; returns the height taken.
double draw_category_labels(Drawing& drawing, const Plan& plan, const ChartData& data, const Frame& frame) {
  double tallest = 0;
  std::string marks;
  for (const CategoryLabel& label : choose_labels(plan, drawing, data, frame)) {
    drawing.lines((label.left + label.right) / 2, plan.bottom + 22, Anchor::Middle, label.lines);
    tallest = std::max(tallest, kChartLineHeight * static_cast<double>(label.lines.size()));
    marks += fmt::format("M{} {}v5", svg_number(std::round(plan.x(label.category)) + 0.5),
                         svg_number(plan.bottom, 0));
  }
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"{}\" />", kChartAxis, marks));
  return 9 + tallest + 2;
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

void define_markers(Drawing& drawing, const Plan& plan, const ChartData& data) {
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

void draw_series(Drawing& drawing, const Plan& plan, const ChartData& data, const Frame& frame) {
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

bool meets_a_line(const Plan& plan, const Box& box) {
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
bool belongs_to_another(const Plan& plan, const Box& box, Point point, std::size_t category) {
  const double middle = (box.top + box.bottom) / 2;
  for (const auto& points : plan.points) {
    if (!points[category]) continue;
    const double y = points[category]->y;
    if (y != point.y && (y - point.y) * (y - middle) <= 0) return true;
  }
  return false;
}

/// A figure above its point, or below it, or not at all where it would meet a line or another text.
void draw_value(Drawing& drawing, const Plan& plan, const std::string& text, Point point,
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

void draw_values(Drawing& drawing, const Plan& plan, const ChartData& data, const Frame& frame) {
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

void draw_reference(Drawing& drawing, const Plan& plan, const ChartData& data) {
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

Drawing draw_lines(const ChartData& data, const Frame& frame) {
  Plan plan;
  plan.count = data.categories.size();
  plan_names(plan, data, frame);
  plan_axis(plan, data, frame);
  plan_sides(plan, data, frame);

  Drawing drawing(frame.pixels(), frame.prefix);
  double y = 1;
  if (data.series.size() > 1 && !plan.names_at_ends) y += draw_line_key(drawing, data, frame, y);
  plan.top = y + 20 + (reference_height(data, frame) > 0 ? 20 : 0);
  plan.bottom = plan.top + (frame.wide() ? 240 : 190);
  place_points(plan, data);
  std::vector<EndName> names;
  if (plan.names_at_ends) {
    names = end_names(plan, data, frame);
    const double needed =
        std::accumulate(names.begin(), names.end(), 0.0,
                        [](double sum, const EndName& name) { return sum + name.height() + 4; });
    plan.bottom = std::max(plan.bottom, plan.top + needed - 8);
    place_points(plan, data);
    names = end_names(plan, data, frame);
  }
  draw_grid(drawing, plan);
  if (plan.names_at_ends) draw_end_names(drawing, plan, std::move(names));
  const double below = draw_category_labels(drawing, plan, data, frame);
  drawing.height = plan.bottom + below;
  draw_series(drawing, plan, data, frame);
  draw_reference(drawing, plan, data);
  draw_values(drawing, plan, data, frame);
  return drawing;
}

}  // namespace gazette
