// What stands behind each chart/* finding.
#include <array>

#include "content/chart/chart_from_data_set.h"

namespace gazette {

std::span<const Rule> chart_rules() {
  static constexpr std::array kRules = {
      Rule{"chart/type", Severity::Error, "Chart type that does not exist", "", "", "",
           "Charts are bar, grouped-bar, stacked-bar, line or sparkline. Pies, 3D and charts with two scales "
           "are "
           "left out because readers misjudge them.",
           ":type: pie", ":type: bar"},
      Rule{"chart/column", Severity::Error, "Chart of a column that does not exist", "", "", "",
           "The names after series and x are column names of the data set, or their labels where one column "
           "alone "
           "has it.",
           ":series: n1821", ":series: n1920"},
      Rule{"chart/row", Severity::Error, "Chart of a row that does not exist", "", "", "",
           "The names after rows are row keys: the row's header in small letters with hyphens.",
           ":rows: with-1-month", ":rows: within-1-month"},
      Rule{"chart/not-figures", Severity::Error, "Chart of a column without figures", "", "", "",
           "Only columns with a type of figures can be drawn.", ":series: commentary", ":series: n1920"},
      Rule{"chart/no-figures", Severity::Error, "Chart without a figure", "", "", "",
           "There is nothing to draw. Choose other rows or columns, or leave the chart out.",
           ":rows: (rows whose figures are all missing)", ":rows: within-1-month, within-3-months"},
      Rule{"chart/mixed-units", Severity::Error, "Chart of figures with different units",
           "Government Analysis Function, Charts: a checklist", "", "",
           "Numbers and percentages on one scale mislead. Name columns of one unit.", ":series: n1920, p1920",
           ":series: n1819, n1920"},
      Rule{"chart/option", Severity::Error, "Setting of a chart that cannot be understood", "", "", "",
           "A ref is a number and its label, y_min a number, label one of ends, all and none, table one of "
           "show, "
           "hide and auto.",
           ":ref: ninety", ":ref: 90 Target"},
      Rule{"chart/stack-gap", Severity::Warning, "Stacked bar with a part missing", "", "", "",
           "The length of a stack is its total, so a part that is missing makes it too short. Use grouped "
           "bars.",
           ":type: stacked-bar", ":type: grouped-bar"},
      Rule{"chart/bars-start-at-zero", Severity::Warning, "Bars that should start above nought",
           "Government Analysis Function, Charts: a checklist", "", "",
           "The length of a bar is its value, so bars always start at 0.", ":type: bar\n:y_min: 50",
           ":type: line\n:y_min: 50"},
      Rule{"chart/too-many-series", Severity::Error, "Chart with more than six series",
           "Government Analysis Function, colour guidance", "", "",
           "More than six lines or colours cannot be told apart. Choose some, or make several charts.",
           ":series: a, b, c, d, e, f, g", ":series: a, b, c"},
      Rule{"chart/many-series", Severity::Info, "Chart with more than four series",
           "Government Analysis Function, colour guidance", "", "",
           "Four series are as many as read with ease.", ":series: a, b, c, d, e", ":series: a, b, c"},
      Rule{"chart/too-many-points", Severity::Error, "Chart with too many bars or points", "", "", "",
           "Sixty groups of bars, forty of six bars each, or 160 points are the most that can be read.",
           "(a bar chart of 300 rows)", ":rows: the-ten-largest"},
      Rule{"chart/one-point", Severity::Warning, "Line chart with one point", "", "", "",
           "One point makes no line. Say the figure in the text, or draw bars.", ":type: line (one row)",
           ":type: bar"},
      Rule{"chart/no-message", Severity::Info, "Chart without a message",
           "Government Analysis Function, Charts: a checklist", "", "",
           "A heading that tells the finding helps everybody, most of all readers who cannot see the chart.",
           "(no message)", ":message: Most cases end within three months"},
      Rule{"chart/no-name", Severity::Warning, "Chart that nothing names", "WCAG 2.2 1.1.1", "1.1.1", "",
           "Screen readers announce a chart by its name, which comes from alt, message or the data set's "
           "title.",
           "(no title, message or alt)", "title: Allegations by year"},
      Rule{"chart/no-summary", Severity::Info, "Chart with a generated summary",
           "WAI tutorial on complex images", "1.1.1", "",
           "Gazette writes a sentence of first, highest and last figures. Your own can say what it means.",
           "(no summary)", ":summary: The share of long plans rose to 9% and fell again."},
  };
  return kRules;
}

}  // namespace gazette
