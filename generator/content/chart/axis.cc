#include "content/chart/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gazette {
namespace {

constexpr double kSlack = 1e-9;  // so that 0.3 / 0.1 counts as three steps

double steps_down(double value, double step) {
  return std::floor(value / step + kSlack);
}
double steps_up(double value, double step) {
  return std::ceil(value / step - kSlack);
}

/// Digits after the point that tell steps of this size apart.
int step_decimals(double step) {
  for (int digits = 0; digits < 12; ++digits) {
    const double scaled = step * std::pow(10, digits);
    if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return digits;
  }
  return 12;
}

std::string with_thousands(double magnitude, int decimals) {
  std::string digits = fmt::format("{:.{}f}", magnitude, decimals);
  std::size_t point = digits.find('.');
  if (point == std::string::npos) point = digits.size();
  for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

struct Scale {
  double divisor = 1;
  std::string word;
};

Scale scale_for(double largest, const ChartStrings& strings) {
  if (largest < 1e6) return {};
  if (largest < 1e9) return {1e6, strings.million};
  if (largest < 1e12) return {1e9, strings.billion};
  return {1e12, strings.trillion};
}

}  // namespace

Axis make_axis(double low, double high, int max_ticks, bool whole) {
  if (!std::isfinite(low)) low = 0;
  if (!std::isfinite(high)) high = 0;
  low = std::clamp(low, -1e290, 1e290);
  high = std::clamp(high, -1e290, 1e290);
  if (low > high) std::swap(low, high);
  if (low == high) {
    if (low > 0)
      low = 0;
    else if (low < 0)
      high = 0;
    else
      high = 1;
  }
  max_ticks = std::max(max_ticks, 2);
  constexpr std::array<double, 4> kFactors = {1, 2, 2.5, 5};
  const double span = high - low;
  const int first_power = static_cast<int>(std::floor(std::log10(span / max_ticks))) - 1;
  for (int power = first_power;; ++power) {
    for (double factor : kFactors) {
      // Dividing keeps 0.1 and its like exact to the last bit, where multiplying by 10^-1 does not.
      const double step = power < 0 ? factor / std::pow(10, -power) : factor * std::pow(10, power);
      if (whole && (step < 1 || step == 2.5)) continue;
      const double first = steps_down(low, step);
      const double last = std::max(steps_up(high, step), first + 1);
      if (last - first + 1 > max_ticks) continue;
      Axis axis{first * step, last * step, step, {}};
      for (double i = first; i <= last; ++i) axis.ticks.push_back(i * step);
      return axis;
    }
  }
}

std::vector<std::string> tick_texts(const Axis& axis, const ChartData& data, const ChartStrings& strings) {
  const double largest = std::max(std::abs(axis.low), std::abs(axis.high));
  const bool as_power = largest >= 1e15 || largest < 1e-6;
  const Scale scale = as_power ? Scale{} : scale_for(largest, strings);
  const int decimals = as_power ? 0 : step_decimals(axis.step / scale.divisor);
  std::vector<std::string> texts;
  for (double tick : axis.ticks) {
    const double magnitude = std::abs(tick) < axis.step / 2 ? 0 : std::abs(tick) / scale.divisor;
    const std::string sign = tick < 0 && magnitude > 0 ? "−" : "";
    const std::string digits =
        as_power ? fmt::format("{:.3g}", magnitude) : with_thousands(magnitude, decimals);
    texts.push_back(sign + data.prefix + digits + (magnitude > 0 ? scale.word : "") + data.suffix);
  }
  return texts;
}

}  // namespace gazette
