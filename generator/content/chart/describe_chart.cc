#include "content/chart/describe_chart.h"

#include <algorithm>

#include "base/text.h"
#include "content/chart/layout.h"

namespace gazette {
namespace {

std::string type_word(ChartType type, const ChartStrings& strings) {
  switch (type) {
    case ChartType::Bar:
      return strings.bar;
    case ChartType::GroupedBar:
      return strings.grouped_bar;
    case ChartType::StackedBar:
      return strings.stacked_bar;
    case ChartType::Line:
      return strings.line;
    case ChartType::Sparkline:
      break;
  }
  return strings.sparkline;
}

bool looks_like_quarter(std::string_view text) {
  return text.size() > 1 && (text[0] == 'Q' || text[0] == 'q') && text[1] >= '1' && text[1] <= '4';
}

/// "2019", "2019/20" or "2019-20".
bool looks_like_year(std::string_view text) {
  if (text.size() != 4 && text.size() != 7) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i == 4 ? text[i] != '/' && text[i] != '-' : !is_ascii_digit(text[i])) return false;
  return true;
}

/// "April 2019", "Apr 19". Month names are English: other languages fall back to points.
bool looks_like_month(std::string_view text) {
  const std::string start = to_lower_ascii(text.substr(0, 3));
  constexpr std::string_view kMonths = "jan feb mar apr may jun jul aug sep oct nov dec";
  return start.size() == 3 && start.find(' ') == std::string::npos &&
         kMonths.find(start) != std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

bool all_look(const ChartData& data, bool (*like)(std::string_view)) {
  return std::all_of(data.categories.begin(), data.categories.end(),
                     [&](const std::string& c) { return like(c); });
}

std::string points_phrase(const ChartData& data, const ChartStrings& strings) {
  const bool line = data.type == ChartType::Line || data.type == ChartType::Sparkline;
  if (data.categories.size() == 1) return line ? strings.one_point : strings.one_category;
  std::string pattern = line ? strings.points : strings.categories;
  if (all_look(data, looks_like_quarter)) pattern = strings.quarters;
  if (all_look(data, looks_like_year)) pattern = strings.years;
  if (all_look(data, looks_like_month)) pattern = strings.months;
  return fill_chart_string(pattern, {{"count", std::to_string(data.categories.size())}});
}

struct Found {
  std::size_t series = 0, category = 0;
  double value = 0;
};

/// Every value there is, series by series.
std::vector<Found> all_values(const ChartData& data) {
  std::vector<Found> all;
  for (std::size_t s = 0; s < data.series.size(); ++s)
    for (std::size_t i = 0; i < data.categories.size(); ++i)
      if (auto value = chart_value(data.series[s], i)) all.push_back({s, i, *value});
  return all;
}

std::string text_of(const ChartData& data, const Found& found, const ChartStrings& strings) {
  return chart_text(data.series[found.series], found.category, strings);
}

bool less_value(const Found& a, const Found& b) {
  return a.value < b.value;
}

std::string one_line_summary(const ChartData& data, const std::vector<Found>& all,
                             const ChartStrings& strings) {
  const Found first = all.front(), last = all.back();
  const Found high = *std::max_element(all.begin(), all.end(), less_value);
  const Found low = *std::min_element(all.begin(), all.end(), less_value);
  const auto at = [&](const Found& found) { return data.categories[found.category]; };
  std::string extreme;
  // The first and last figure are told anyway: only a peak or dip between them is news.
  const auto extreme_text = [&](const std::string& pattern, const Found& found) {
    if (found.value == first.value || found.value == last.value) return;
    extreme += fill_chart_string(pattern, {{"value", text_of(data, found, strings)}, {"at", at(found)}});
  };
  extreme_text(strings.line_highest, high);
  if (extreme.empty()) extreme_text(strings.line_lowest, low);
  return fill_chart_string(strings.line_summary, {{"type", type_word(data.type, strings)},
                                                  {"points", points_phrase(data, strings)},
                                                  {"first", text_of(data, first, strings)},
                                                  {"first_at", at(first)},
                                                  {"extreme", extreme},
                                                  {"last", text_of(data, last, strings)},
                                                  {"last_at", at(last)}});
}

std::string lines_item(const ChartData& data, std::size_t series, const std::vector<Found>& all,
                       const ChartStrings& strings) {
  const Found* first = nullptr;
  const Found* last = nullptr;
  for (const Found& found : all) {
    if (found.series != series) continue;
    if (!first) first = &found;
    last = &found;
  }
  const std::string& name = data.series[series].name;
  if (!first) return fill_chart_string(strings.lines_item_none, {{"name", name}});
  const std::string& pattern = first == last ? strings.lines_item_one : strings.lines_item;
  return fill_chart_string(
      pattern,
      {{"name", name}, {"first", text_of(data, *first, strings)}, {"last", text_of(data, *last, strings)}});
}

std::string lines_summary(const ChartData& data, const std::vector<Found>& all, const ChartStrings& strings) {
  constexpr std::size_t kNamed = 4;
  std::vector<std::string> items;
  for (std::size_t s = 0; s < data.series.size() && s < kNamed; ++s)
    items.push_back(lines_item(data, s, all, strings));
  if (data.series.size() > kNamed)
    items.push_back(
        fill_chart_string(strings.more, {{"count", std::to_string(data.series.size() - kNamed)}}));
  return fill_chart_string(strings.lines_summary, {{"type", type_word(data.type, strings)},
                                                   {"series", std::to_string(data.series.size())},
                                                   {"points", points_phrase(data, strings)},
                                                   {"list", join(items, strings.list_separator)}});
}

std::string bar_summary(const ChartData& data, const std::vector<Found>& all, const ChartStrings& strings) {
  const Found high = *std::max_element(all.begin(), all.end(), less_value);
  const Found low = *std::min_element(all.begin(), all.end(), less_value);
  const bool many = data.series.size() > 1;
  const auto at = [&](const Found& found) {
    const std::string& category = data.categories[found.category];
    if (!many) return category;
    return fill_chart_string(strings.at_two,
                             {{"series", data.series[found.series].name}, {"category", category}});
  };
  const bool equal = high.value == low.value;
  return fill_chart_string(equal  ? strings.bar_summary_equal
                           : many ? strings.bars_summary
                                  : strings.bar_summary,
                           {{"type", type_word(data.type, strings)},
                            {"series", std::to_string(data.series.size())},
                            {"points", points_phrase(data, strings)},
                            {"high", text_of(data, high, strings)},
                            {"high_at", at(high)},
                            {"low", text_of(data, low, strings)},
                            {"low_at", at(low)}});
}

std::string missing_sentence(const ChartData& data, std::size_t present, const ChartStrings& strings) {
  const std::size_t missing = data.series.size() * data.categories.size() - present;
  if (missing == 0) return {};
  if (missing == 1) return " " + strings.missing_note_one;
  return " " + fill_chart_string(strings.missing_note, {{"count", std::to_string(missing)}});
}

}  // namespace

std::string chart_alt(const ChartData& data, const ChartStrings& strings) {
  if (!data.alt.empty()) return data.alt;
  const std::string& subject = data.title.empty() ? data.message : data.title;
  if (subject.empty()) return type_word(data.type, strings);
  std::string plain = subject;
  while (!plain.empty() && plain.back() == '.') plain.pop_back();
  return fill_chart_string(strings.alt, {{"type", type_word(data.type, strings)}, {"title", plain}});
}

std::string chart_summary(const ChartData& data, const ChartStrings& strings) {
  if (!data.summary.empty()) return data.summary;
  const std::vector<Found> all = all_values(data);
  if (all.empty()) return strings.no_values;
  const bool line = data.type == ChartType::Line || data.type == ChartType::Sparkline;
  std::string text;
  if (all.size() == 1)
    text = fill_chart_string(strings.single_summary, {{"type", type_word(data.type, strings)},
                                                      {"points", points_phrase(data, strings)},
                                                      {"value", text_of(data, all[0], strings)},
                                                      {"at", data.categories[all[0].category]}});
  else if (line)
    text = data.series.size() == 1 ? one_line_summary(data, all, strings) : lines_summary(data, all, strings);
  else
    text = bar_summary(data, all, strings);
  text += missing_sentence(data, all.size(), strings);
  if (data.reference && !data.reference->text.empty())
    text += " " + fill_chart_string(strings.reference_note, {{"text", data.reference->text}});
  return text;
}

}  // namespace gazette
