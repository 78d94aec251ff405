// The names at the lines' ends: pushed apart where lines end close together.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/chart/line_layout.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

struct EndName {
  std::size_t series = 0;
  std::vector<std::string> lines;
  double wanted = 0;  // middle, px
  double middle = 0;
  double height() const { return kChartLineHeight * static_cast<double>(lines.size()); }
};

/// What stands at a line's end: its name, and its last figure unless figures are off.
std::string end_name(const ChartData& data, std::size_t series, const Frame& frame) {
  const std::string name = short_name(data, series, frame);
  if (!frame.detail.values || data.labels == ChartLabels::None) return name;
  for (std::size_t i = data.categories.size(); i-- > 0;)
    if (chart_value(data.series[series], i))
      return name + " " + chart_text(data.series[series], i, *frame.strings);
  return name;
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

std::vector<EndName> end_names(const LinePlan& plan, const ChartData& data, const Frame& frame) {
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

}  // namespace

std::string short_name(const ChartData& data, std::size_t series, const Frame& frame) {
  return shorten_text(data.series[series].name, std::min(frame.detail.name_width, 400.0), kChartFontSize);
}

void plan_names(LinePlan& plan, const ChartData& data, const Frame& frame) {
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

double end_names_height(const LinePlan& plan, const ChartData& data, const Frame& frame) {
  double height = 0;
  for (const EndName& name : end_names(plan, data, frame)) height += name.height() + 4;
  return height;
}

void draw_end_names(Drawing& drawing, const LinePlan& plan, const ChartData& data, const Frame& frame) {
  std::vector<EndName> names = end_names(plan, data, frame);
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

}  // namespace gazette
