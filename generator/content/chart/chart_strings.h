#pragma once
// Every word a chart writes by itself. Translations replace the lot; nothing else in content/chart
// holds a sentence.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

/// Sentences hold names in braces, filled by fill_chart_string(). Default values are British English.
struct ChartStrings {
  std::string figure = "Figure {number}";
  std::string missing = "not available";
  std::string no_values = "There are no figures to show.";
  std::string table_summary = "Data for this chart as a table";
  std::string source = "Source: {source}";

  std::string bar = "Bar chart";
  std::string grouped_bar = "Grouped bar chart";
  std::string stacked_bar = "Stacked bar chart";
  std::string line = "Line chart";
  std::string sparkline = "Small line chart";

  std::string alt = "{type}: {title}.";
  std::string quarters = "{count} quarters";
  std::string years = "{count} years";
  std::string months = "{count} months";
  std::string points = "{count} points";
  std::string categories = "{count} categories";
  std::string one_point = "one point";
  std::string one_category = "one category";

  std::string line_summary = "{type}, {points}: {first} in {first_at}{extreme}, {last} in {last_at}.";
  std::string line_highest = ", highest {value} in {at}";
  std::string line_lowest = ", lowest {value} in {at}";
  std::string single_summary = "{type}, {points}: {value} in {at}.";
  std::string lines_summary = "{type}, {series} lines over {points}: {list}.";
  std::string lines_item = "{name} from {first} to {last}";
  std::string lines_item_one = "{name} {last}";
  std::string lines_item_none = "{name} without figures";
  std::string bar_summary = "{type}, {points}: highest {high} ({high_at}), lowest {low} ({low_at}).";
  std::string bar_summary_equal = "{type}, {points}: all {high}.";
  std::string bars_summary =
      "{type}, {series} series in {points}: highest {high} ({high_at}), lowest {low} ({low_at}).";
  std::string at_two = "{series}, {category}";
  std::string more = "{count} more in the table";
  std::string list_separator = "; ";
  std::string missing_note = "{count} figures are missing.";
  std::string missing_note_one = "One figure is missing.";
  std::string reference_note = "Reference line: {text}.";

  std::string thousand = "k";
  std::string million = "m";
  std::string billion = "bn";
  std::string trillion = "tn";
};

/// The strings by their key, as a theme's strings file names them: `chart.figure`, `chart.line_summary`.
/// `lookup` gives a translation or nullopt, which keeps the default.
ChartStrings chart_strings(const std::function<std::optional<std::string>(std::string_view key)>& lookup);
/// Key and British English text of each, in a stable order: for documentation and theme checks.
std::vector<std::pair<std::string, std::string>> chart_string_defaults();

/// Replaces each `{name}` by its value; other braces stay.
std::string fill_chart_string(std::string_view pattern,
                              const std::vector<std::pair<std::string_view, std::string>>& values);

}  // namespace gazette
