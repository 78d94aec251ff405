#include "content/chart/sparkline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/chart/drawing.h"

namespace gazette {
namespace {

constexpr double kWidth = 112;
constexpr double kHeight = 28;
constexpr double kSparklineMargin = 5;

}  // namespace

std::string sparkline_svg(std::span<const std::optional<double>> values) {
  double low = 0, high = 0;
  std::size_t last = values.size();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i] || !std::isfinite(*values[i])) continue;
    low = last == values.size() ? *values[i] : std::min(low, *values[i]);
    high = last == values.size() ? *values[i] : std::max(high, *values[i]);
    last = i;
  }
  if (last == values.size()) return {};
  const double count = static_cast<double>(values.size());
  const auto x = [&](std::size_t i) {
    return count < 2
               ? kWidth / 2
               : kSparklineMargin + (kWidth - 2 * kSparklineMargin) * static_cast<double>(i) / (count - 1);
  };
  const auto y = [&](double value) {
    if (high / 2 == low / 2) return kHeight / 2;
    // Halved first: the difference of two huge values need not be a number.
    return kHeight - kSparklineMargin -
           (kHeight - 2 * kSparklineMargin) * ((value / 2 - low / 2) / (high / 2 - low / 2));
  };
  std::string path;
  bool down = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i] || !std::isfinite(*values[i])) {
      down = false;
      continue;
    }
    const bool alone = !down && (i + 1 == values.size() || !values[i + 1]);
    path += fmt::format("{}{} {}{}", down ? "L" : "M", svg_number(x(i)), svg_number(y(*values[i])),
                        alone ? "h0" : "");
    down = true;
  }
  return fmt::format(
      "<svg class=\"sparkline\" width=\"112\" height=\"28\" viewBox=\"0 0 112 28\" aria-hidden=\"true\">"
      "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linejoin=\"round\""
      " stroke-linecap=\"round\" d=\"{}\" /><circle cx=\"{}\" cy=\"{}\" r=\"3.5\" fill=\"currentColor\" "
      "/></svg>",
      path, svg_number(x(last)), svg_number(y(*values[last])));
}

}  // namespace gazette
