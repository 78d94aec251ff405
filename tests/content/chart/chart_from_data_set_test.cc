#include "content/chart/chart_from_data_set.h"

#include <catch2/catch.hpp>

#include "content/chart/describe_chart.h"
#include "content/data/set_reader.h"

using namespace gazette;

namespace {

const std::string kCsv =
    "time,n1819,n1920,p1920,rate,remark\nWithin 1 month,33,15,30,0.5,ok\nWithin 3 months,44,26,52,1.25,ok\n"
    "More than 12 months,2,2,4,[x],ok\nTotal,79,43,86,[x],ok\n";
const std::string kYaml =
    "title: Allegations concluded\nunit: cases\nrow_header: [time]\ntotals: [total]\ncolumns:\n  time: "
    "{type: text}\n"
    "  n1819: {label: 2018/19, type: integer}\n  n1920: {label: 2019/20, type: integer}\n"
    "  p1920: {label: Share in 2019/20, type: percent}\n  rate: {type: decimal, unit: per child}\n  remark: "
    "{type: text}\n";

DataSet data_set(const std::string& yaml = kYaml) {
  Diagnostics diagnostics;
  auto set = read_data_set("lado", std::make_shared<const SourceFile>("content/data/lado.csv", kCsv),
                           std::make_shared<const SourceFile>("content/data/lado.yaml", yaml), diagnostics);
  REQUIRE(set);
  return *set;
}

struct Result {
  std::optional<ChartFromData> chart;
  std::string messages;
};

/// One option a line: "type: bar".
Result chart(const std::string& options, const DataSet& set = data_set()) {
  const auto source = std::make_shared<const SourceFile>("content/page.md", options);
  std::vector<ChartOption> all;
  for (std::size_t line = 1; line <= source->line_count(); ++line) {
    const std::string_view text = source->line(line);
    const std::size_t colon = text.find(": ");
    if (colon == std::string_view::npos) continue;
    const std::size_t begin = source->line_start(line) + colon + 2;
    const std::size_t end = source->line_start(line) + text.size();
    all.push_back(
        {std::string(text.substr(0, colon)), {std::string(text.substr(colon + 2)), {source, {begin, end}}}});
  }
  Diagnostics diagnostics;
  Result result{chart_from_data_set(set, all, {source, {0, 0}}, diagnostics), ""};
  for (const Diagnostic& diagnostic : diagnostics.items())
    if (diagnostic.severity != Severity::Info) result.messages += format_diagnostic(diagnostic);
  return result;
}

}  // namespace

TEST_CASE("rows become categories and columns series, without totals", "[content][chart]") {
  const Result result = chart("series: n1819, n1920\nmessage: Fewer cases\nref: 20 Aim");
  REQUIRE(result.chart);
  CHECK(result.messages.empty());
  const ChartData& data = result.chart->data;
  CHECK(data.type == ChartType::GroupedBar);
  CHECK(data.categories ==
        std::vector<std::string>{"Within 1 month", "Within 3 months", "More than 12 months"});
  REQUIRE(data.series.size() == 2);
  CHECK(data.series[1].name == "2019/20");
  CHECK(data.series[1].values == std::vector<std::optional<double>>{15, 26, 2});
  CHECK(data.unit == "cases");
  CHECK(data.reference->text == "Aim 20");
  CHECK(result.chart->uses.size() == 6);
  CHECK(chart_alt(data, {}) == "Grouped bar chart: Allegations concluded.");
  CHECK(chart_summary(data, {}) ==
        "Grouped bar chart, 2 series in 3 categories: highest 44 (2018/19, Within 3 months), lowest 2 "
        "(2018/19, More than "
        "12 months). Reference line: Aim 20.");
}

TEST_CASE("a data set can be turned: rows are lines, columns points", "[content][chart]") {
  const Result result =
      chart("type: line\nx: columns\nseries: n1819, n1920\nrows: within-1-month, total\ny_min: 10");
  REQUIRE(result.chart);
  CHECK(result.messages.empty());
  CHECK(result.chart->data.categories == std::vector<std::string>{"2018/19", "2019/20"});
  CHECK(result.chart->data.series[1].name == "Total");
  CHECK(result.chart->data.y_min == 10.0);
  CHECK(chart_summary(result.chart->data, {}) ==
        "Line chart, 2 lines over 2 years: Within 1 month from 33 to 15; Total from 79 to 43.");
}

TEST_CASE("percentages, missing figures and units reach the chart", "[content][chart]") {
  const Result share = chart("series: p1920");
  REQUIRE(share.chart);
  CHECK(share.chart->data.suffix == "%");
  CHECK(share.chart->data.labels == ChartLabels::All);
  CHECK(share.chart->data.series[0].texts[0] == "30%");
  const Result rate = chart("series: rate");
  REQUIRE(rate.chart);
  CHECK_FALSE(rate.chart->data.series[0].values[2]);
  CHECK(rate.chart->data.series[0].texts[2] == "[x]");
  CHECK(rate.chart->data.unit == "per child");
  CHECK(chart_summary(rate.chart->data, {}) ==
        "Bar chart, 3 categories: highest 1.25 (Within 3 months), lowest 0.50 (Within 1 month). One figure "
        "is missing.");
}

TEST_CASE("the data set's own settings give way to the directive's", "[content][chart]") {
  const DataSet set =
      data_set(kYaml + "chart: {type: line, series: [n1920], message: From the file, label: none}\n");
  const Result own = chart("", set);
  REQUIRE(own.chart);
  CHECK(own.chart->data.type == ChartType::Line);
  CHECK(own.chart->data.message == "From the file");
  CHECK(own.chart->data.labels == ChartLabels::None);
  const Result changed = chart("type: bar\nmessage: From the page", set);
  REQUIRE(changed.chart);
  CHECK(changed.chart->data.type == ChartType::Bar);
  CHECK(changed.chart->data.message == "From the page");
  CHECK(changed.chart->columns.size() == 1);
}

TEST_CASE("every slip in a chart is told at its word", "[content][chart]") {
  CHECK(chart("series: n1819, n1902").messages ==
        "content/page.md:1:16: error: the data set `lado` has no column `n1902`  [chart/column]\n"
        "    1 | series: n1819, n1902\n      |                ^^^^^ did you mean `n1920`?\n");
  CHECK(chart("series: n1819\nrows: within-1-mnth").messages ==
        "content/page.md:2:7: error: the data set `lado` has no row `within-1-mnth`  [chart/row]\n"
        "    2 | rows: within-1-mnth\n      |       ^^^^^^^^^^^^^ did you mean `within-1-month`?\n");
  CHECK(
      chart("series: n1819\ntype: pie").messages ==
      "content/page.md:2:7: error: there is no chart type `pie`  [chart/type]\n"
      "    2 | type: pie\n      |       ^^^ the types are bar, grouped-bar, stacked-bar, line, sparkline\n");
  CHECK(chart("series: n1819\ntype: lines").messages.find("did you mean `line`?") != std::string::npos);
  CHECK(chart("series: remark")
            .messages.find("column `remark` holds no figures to draw  [chart/not-figures]") !=
        std::string::npos);
  CHECK(chart("").messages.find("columns `n1819` and `p1920` have different units  [chart/mixed-units]") !=
        std::string::npos);
  CHECK(chart("series: n1819, rate").messages.find("[chart/mixed-units]") != std::string::npos);
  CHECK(chart("series: rate\nrows: total")
            .messages.find("every figure of this chart is missing  [chart/no-figures]") != std::string::npos);
  CHECK(chart("series: n1819\nref: ninety").messages.find("`ninety` is not a number, as `ref` needs") !=
        std::string::npos);
  CHECK(chart("series: n1819\ny_min: 5").messages.find("`y_min` does nothing here: bars start at 0") !=
        std::string::npos);
  CHECK(chart("series: n1819\nlabel: some").messages.find("`some` is not a choice for `label`") !=
        std::string::npos);
  CHECK(chart("series: n1819\ntable: maybe").messages.find("`maybe` is not a choice for `table`") !=
        std::string::npos);
  CHECK(chart("series: n1819\ntype: line\nrows: total").messages.find("a line needs two points") !=
        std::string::npos);
  CHECK(
      chart("series: rate\ntype: stacked-bar").messages.find("so that bar is too short  [chart/stack-gap]") !=
      std::string::npos);
}

TEST_CASE("rules are complete and named once", "[content][chart]") {
  std::vector<std::string_view> ids;
  for (const Rule& rule : chart_rules()) {
    CHECK_FALSE(rule.why.empty());
    CHECK(std::find(ids.begin(), ids.end(), rule.id) == ids.end());
    ids.push_back(rule.id);
  }
}

TEST_CASE("a chart of a data set without a title needs a name of its own", "[content][chart]") {
  DataSet set = data_set();
  set.title.clear();
  CHECK(chart("type: bar\nseries: n1819", set).messages.find("chart/no-name") != std::string::npos);
  CHECK(chart("type: bar\nseries: n1819\nalt: Cases by time", set).messages.empty());
}
