#include "content/chart/palette.h"

#include <array>

namespace gazette {

SeriesStyle series_style(std::size_t index, std::size_t count) {
  constexpr std::string_view kWhite = "#fff";
  static constexpr std::array<SeriesStyle, 6> kStyles = {{
      {"#12436D", kWhite, "", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"},
      {"#28A197", kChartText, "7 3", "M-4-4h8v8h-8z"},
      {"#801650", kWhite, "2 3", "M0-5L5 4H-5z"},
      {"#F46A25", kChartText, "10 3 2 3", "M0-5L5 0 0 5-5 0z"},
      {"#3D3D3D", kWhite, "14 4", "M0 5L5-4H-5z"},
      {"#A285D1", kChartText, "4 2 1 2", "M-2-5h4v3h3v4h-3v3h-4v-3h-3v-4h3z"},
  }};
  if (count == 2 && index == 1) {
    SeriesStyle second = kStyles[3];
    second.dash = kStyles[1].dash;
    return second;
  }
  return kStyles[index % kStyles.size()];
}

}  // namespace gazette
