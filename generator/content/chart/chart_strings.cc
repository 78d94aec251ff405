#include "content/chart/chart_strings.h"

#include <array>

namespace gazette {
namespace {

struct Entry {
  std::string_view key;
  std::string ChartStrings::*member;
};

using S = ChartStrings;
constexpr std::array kEntries = {
    Entry{"chart.figure", &S::figure},
    Entry{"chart.missing", &S::missing},
    Entry{"chart.no_values", &S::no_values},
    Entry{"chart.table_summary", &S::table_summary},
    Entry{"chart.source", &S::source},
    Entry{"chart.bar", &S::bar},
    Entry{"chart.grouped_bar", &S::grouped_bar},
    Entry{"chart.stacked_bar", &S::stacked_bar},
    Entry{"chart.line", &S::line},
    Entry{"chart.sparkline", &S::sparkline},
    Entry{"chart.alt", &S::alt},
    Entry{"chart.quarters", &S::quarters},
    Entry{"chart.years", &S::years},
    Entry{"chart.months", &S::months},
    Entry{"chart.points", &S::points},
    Entry{"chart.categories", &S::categories},
    Entry{"chart.one_point", &S::one_point},
    Entry{"chart.one_category", &S::one_category},
    Entry{"chart.line_summary", &S::line_summary},
    Entry{"chart.line_highest", &S::line_highest},
    Entry{"chart.line_lowest", &S::line_lowest},
    Entry{"chart.single_summary", &S::single_summary},
    Entry{"chart.lines_summary", &S::lines_summary},
    Entry{"chart.lines_item", &S::lines_item},
    Entry{"chart.lines_item_one", &S::lines_item_one},
    Entry{"chart.lines_item_none", &S::lines_item_none},
    Entry{"chart.bar_summary", &S::bar_summary},
    Entry{"chart.bar_summary_equal", &S::bar_summary_equal},
    Entry{"chart.bars_summary", &S::bars_summary},
    Entry{"chart.at_two", &S::at_two},
    Entry{"chart.more", &S::more},
    Entry{"chart.list_separator", &S::list_separator},
    Entry{"chart.missing_note", &S::missing_note},
    Entry{"chart.missing_note_one", &S::missing_note_one},
    Entry{"chart.reference_note", &S::reference_note},
    Entry{"chart.thousand", &S::thousand},
    Entry{"chart.million", &S::million},
    Entry{"chart.billion", &S::billion},
    Entry{"chart.trillion", &S::trillion},
};

}  // namespace

ChartStrings chart_strings(const std::function<std::optional<std::string>(std::string_view)>& lookup) {
  ChartStrings strings;
  if (!lookup) return strings;
  for (const Entry& entry : kEntries)
    if (auto text = lookup(entry.key)) strings.*entry.member = *std::move(text);
  return strings;
}

std::vector<std::pair<std::string, std::string>> chart_string_defaults() {
  const ChartStrings strings;
  std::vector<std::pair<std::string, std::string>> all;
  for (const Entry& entry : kEntries) all.emplace_back(entry.key, strings.*entry.member);
  return all;
}

std::string fill_chart_string(std::string_view pattern,
                              const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string out;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const std::size_t open = pattern.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const std::string* found = nullptr;
    for (const auto& [key, value] : values)
      if (key == name) found = &value;
    out.append(pattern.substr(at, open - at));
    if (found)
      out.append(*found);
    else
      out.append(pattern.substr(open, close - open + 1));
    at = close + 1;
  }
  out.append(pattern.substr(at));
  return out;
}

}  // namespace gazette
