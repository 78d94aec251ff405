#pragma once
// Round axis figures: steps of 1, 2, 2.5 or 5 times a power of ten.

#include <string>
#include <vector>

#include "content/chart/chart_data.h"
#include "content/chart/chart_strings.h"

namespace gazette {

/// A scale from `low` to `high`, both on a tick.
struct Axis {
  double low = 0;
  double high = 1;
  double step = 1;
  std::vector<double> ticks;

  /// Where `value` falls, 0 at `low` and 1 at `high`; not clipped.
  double fraction(double value) const { return (value - low) / (high - low); }
};

/// The finest axis over [low, high] with at most `max_ticks` ticks (at least 2). `whole`: no ticks
/// between whole numbers. Equal ends are widened; values that are not finite count as 0.
Axis make_axis(double low, double high, int max_ticks, bool whole);

/// One text a tick: thousands separated, U+2212 as minus, with the chart's prefix and suffix. From a
/// million on all ticks are told in millions, billions or trillions, past that as a power of ten.
std::vector<std::string> tick_texts(const Axis& axis, const ChartData& data, const ChartStrings& strings);

}  // namespace gazette
