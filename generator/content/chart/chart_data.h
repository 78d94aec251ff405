#pragma once
// What a chart is drawn from: plain values and texts that know nothing of data sets. The adapter
// chart_from_data_set.h fills it; tests fill it by hand.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// Bars lie on their side, so that names of any length stay readable without turning them.
enum class ChartType { Bar, GroupedBar, StackedBar, Line, Sparkline };

/// Which figures stand beside their mark. Ends: at each bar's end, or at a line's first and last
/// point. All: at every point that has room. None: the axis alone tells.
enum class ChartLabels { Ends, All, None };

/// "bar", "grouped-bar", "stacked-bar", "line", "sparkline".
std::string_view chart_type_name(ChartType type);
std::optional<ChartType> parse_chart_type(std::string_view name);
std::optional<ChartLabels> parse_chart_labels(std::string_view name);

/// One line, or one bar a category. `values` and `texts` have one entry a category; a value that is
/// absent is missing, never nought, and its text says why ("[x]") or is empty.
struct ChartSeries {
  std::string name;
  std::vector<std::optional<double>> values;
  std::vector<std::string> texts;  // as readers see them: "38%", "£1,200"
};

/// A line across the chart to compare with, such as a target. An absent text shows no label.
struct ChartReference {
  double value = 0;
  std::string text;  // "Target 90%"
};

struct ChartData {
  ChartType type = ChartType::Bar;
  std::string title;    // the data set's: names the subject, for `alt`
  std::string message;  // what the chart shows, in a sentence; empty: the title stands in
  std::string unit;     // "cases"; empty when the figures say it themselves
  std::string period;   // "April 2019 to March 2020"; may be empty
  std::vector<std::string> categories;
  std::vector<double> positions;  // of a line's categories, 0 to 1 from the left; empty: at equal distances
  std::vector<ChartSeries> series;
  std::string prefix;  // before and after each axis figure: "£", "%"
  std::string suffix;
  int decimal_places = 0;
  std::optional<ChartReference> reference;
  std::optional<double> y_min;  // lines only: bars start at nought
  ChartLabels labels = ChartLabels::Ends;
  std::string alt;      // names type and subject; empty: one is written
  std::string summary;  // states the finding; empty: one is written
};

/// The most a chart can hold and still be read: the adapter reports more. Rendering keeps the first
/// of each and leaves the rest to the table.
inline constexpr std::size_t kMaxChartSeries = 6;
inline constexpr std::size_t kAdvisedChartSeries = 4;
inline constexpr std::size_t kMaxBarCategories = 60;
inline constexpr std::size_t kMaxLineCategories = 160;
inline constexpr std::size_t kMaxLinePoints = 720;  // of all series
/// How many categories a chart of so many series may have: bars of six series 40, with fewer series more.
std::size_t max_chart_categories(ChartType type, std::size_t series);
/// Bytes of one SVG: it is part of the page, whose weight has a budget.
inline constexpr std::size_t kMaxChartBytes = 6 * 1024;

}  // namespace gazette
