// The categories' names below a line chart: as many as fit side by side, never turned.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/chart/line_layout.h"
#include "content/chart/palette.h"
#include "content/chart/text_width.h"

namespace gazette {
namespace {

struct CategoryLabel {
  std::size_t category;
  std::vector<std::string> lines;
  double left = 0, right = 0;
};

/// The label of a category below its point, kept on the plate.
CategoryLabel category_label(const LinePlan& plan, const Drawing& drawing, const std::string& text,
                             std::size_t category, double room) {
  CategoryLabel label{category, wrap_text(text, room, kChartFontSize), 0, 0};
  const double half = widest_line(label.lines, kChartFontSize) / 2;
  const double middle = std::clamp(plan.x(category), half, std::max(half, drawing.width() - half));
  label.left = middle - half;
  label.right = middle + half;
  return label;
}

/// Room for one label when every `stride`-th has one.
double label_room(const LinePlan& plan, const Drawing& drawing, std::size_t stride) {
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
std::optional<std::vector<CategoryLabel>> labels_by_stride(const LinePlan& plan, const Drawing& drawing,
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

/// At unequal distances: the last, the first, and then each that meets none of those chosen before.
std::vector<CategoryLabel> labels_to_scale(const LinePlan& plan, const Drawing& drawing,
                                           const ChartData& data, const Frame& frame) {
  std::vector<std::size_t> order = {plan.count - 1, 0};
  for (std::size_t category = plan.count - 1; category-- > 1;) order.push_back(category);
  std::vector<CategoryLabel> labels;
  const double room = std::min(frame.detail.label_width, 110.0);
  for (const std::size_t category : order) {
    const std::string text = shorten_middle(data.categories[category], room, kChartFontSize);
    CategoryLabel label = category_label(plan, drawing, text, category, room);
    const bool free = std::all_of(labels.begin(), labels.end(), [&](const CategoryLabel& other) {
      return label.right + 6 <= other.left || other.right + 6 <= label.left;
    });
    if (free) labels.push_back(std::move(label));
  }
  return labels;
}

/// The labels of the smallest stride that fits; a somewhat larger one is better if it parts the axis evenly.
std::vector<CategoryLabel> choose_labels(const LinePlan& plan, const Drawing& drawing, const ChartData& data,
                                         const Frame& frame) {
  if (!plan.positions.empty()) return labels_to_scale(plan, drawing, data, frame);
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

}  // namespace

double draw_category_labels(Drawing& drawing, const LinePlan& plan, const ChartData& data,
                            const Frame& frame) {
  double tallest = 0;
  std::string marks;
  // To scale each point has its mark, for the distances are the message; else those with a name have one.
  if (!plan.positions.empty())
    for (std::size_t i = 0; i < plan.count; ++i)
      marks += fmt::format("M{} {}v5", svg_number(std::round(plan.x(i)) + 0.5), svg_number(plan.bottom, 0));
  for (const CategoryLabel& label : choose_labels(plan, drawing, data, frame)) {
    drawing.lines((label.left + label.right) / 2, plan.bottom + 22, Anchor::Middle, label.lines);
    tallest = std::max(tallest, kChartLineHeight * static_cast<double>(label.lines.size()));
    if (!plan.positions.empty()) continue;
    marks += fmt::format("M{} {}v5", svg_number(std::round(plan.x(label.category)) + 0.5),
                         svg_number(plan.bottom, 0));
  }
  drawing.shape(fmt::format("<path stroke=\"{}\" d=\"{}\" />", kChartAxis, marks));
  return 9 + tallest + 2;
}

}  // namespace gazette
