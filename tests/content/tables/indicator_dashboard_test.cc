#include "content/tables/indicator_dashboard.h"

#include <catch2/catch.hpp>

#include "content/data/set_reader.h"
#include "content/tables/figures.h"

using namespace gazette;

namespace {

DataSet data_set(const std::string& id, const std::string& csv, const std::string& yaml) {
  Diagnostics diagnostics;
  auto set =
      read_data_set(id, std::make_shared<const SourceFile>("content/data/" + id + ".csv", csv),
                    std::make_shared<const SourceFile>("content/data/" + id + ".yaml", yaml), diagnostics);
  REQUIRE(set);
  for (const Diagnostic& diagnostic : diagnostics.items()) UNSCOPED_INFO(format_diagnostic(diagnostic));
  REQUIRE_FALSE(diagnostics.has_errors());
  return *set;
}

const std::string kIndicatorYaml =
    "title: Indicators\nrow_header: [indicator]\nprimaryKey: key\nrow_groups: group\n"
    "columns:\n  key: {type: text, hidden: true}\n  group: {type: text}\n  indicator: {label: Indicator, "
    "type: text}\n"
    "  national: {label: National average, type: percent}\n  y1718: {label: 2017/18, type: percent}\n"
    "  y1819: {label: 2018/19, type: percent}\n  y1920: {label: 2019/20, type: percent}\n"
    "  commentary: {type: text, hidden: true}\n";
const std::string kIndicatorCsv =
    "key,group,indicator,national,y1718,y1819,y1920,commentary\n"
    "repeat,Referrals,Repeat referrals,22,22,21,33,Well above <average>.\n"
    "section-47,Referrals,Went on to an enquiry,[x],75,61,56,Falling.\n"
    "neglect,Plans,Neglect,47,[x],[x],51,The largest.\n";

struct Rendered {
  std::string html, messages;
  std::size_t uses = 0;
};

Rendered render(const std::vector<const DataSet*>& sets, const IndicatorOptions& options = {}) {
  Diagnostics diagnostics;
  const Place place{std::make_shared<const SourceFile>("content/page.md", "{indicators}"), {0, 12}};
  const auto dashboard =
      render_indicators(sets, options, "kpi", "Table 4: Indicators", {}, place, diagnostics);
  Rendered rendered{dashboard.html, "", dashboard.uses.size()};
  for (const Diagnostic& diagnostic : diagnostics.items()) rendered.messages += format_diagnostic(diagnostic);
  return rendered;
}

}  // namespace

TEST_CASE("a dashboard row tells figure, change, trend, national figure and commentary",
          "[content][indicators]") {
  const DataSet set = data_set("kpi", kIndicatorCsv, kIndicatorYaml);
  const Rendered rendered = render({&set});
  CHECK(rendered.messages.empty());
  const auto has = [&](std::string_view part) { return rendered.html.find(part) != std::string::npos; };
  CHECK(has("<th scope=\"col\">Change since 2018/19</th><th scope=\"col\">Trend, 2017/18 to 2019/20</th>"));
  CHECK(has("<tr><th scope=\"rowgroup\" colspan=\"6\">Referrals</th></tr>"));
  CHECK(
      has("<th scope=\"row\">Repeat referrals</th><td class=\"number\"><strong>33%</strong></td>"
          "<td><span class=\"arrow\" aria-hidden=\"true\">▲</span> up 12 percentage points</td>"
          "<td class=\"trend\"><span class=\"trend-line\">22% <svg class=\"sparkline\""));
  CHECK(
      has("</svg> 33%</span></td><td class=\"number\">22%</td><td class=\"commentary\">Well above "
          "&lt;average&gt;.</td>"));
  CHECK(has("<td class=\"number\">[x]<span class=\"vh\"> not available</span></td>"));
  CHECK(
      has("<strong>51%</strong></td><td>[z]<span class=\"vh\"> not applicable</span></td>"
          "<td class=\"trend\">[z]<span class=\"vh\"> not applicable</span></td>"));
  CHECK(
      rendered.html.starts_with("<p class=\"legend\">In this table, [x] means not available, [z] means not "
                                "applicable.</p>\n<div class=\"scroll\""));
  CHECK(rendered.uses >= 12);
}

TEST_CASE("several data sets share a dashboard when their years agree", "[content][indicators]") {
  const DataSet set = data_set("kpi", kIndicatorCsv, kIndicatorYaml);
  const DataSet counts = data_set(
      "counts", "key,group,indicator,y1718,y1819,y1920\nlac,Care,Looked after children,413,424,461\n",
      "title: Counts\nrow_header: [indicator]\nprimaryKey: key\ncolumns:\n  key: {type: text, hidden: true}\n"
      "  group: {type: text, hidden: true}\n  indicator: {type: text}\n  y1718: {label: 2017/18, type: "
      "integer}\n"
      "  y1819: {label: 2018/19, type: integer}\n  y1920: {label: 2019/20, type: integer}\n");
  const Rendered rendered = render({&set, &counts});
  CHECK(rendered.messages.empty());
  CHECK(rendered.html.find("<th scope=\"rowgroup\" colspan=\"6\">Care</th>") != std::string::npos);
  CHECK(rendered.html.find("up 37</td>") != std::string::npos);
  const DataSet other =
      data_set("other", "name,y1819,y1920\nA,1,2\n",
               "title: Other\ncolumns:\n  name: {type: text}\n  y1819: {label: 2018/19, type: integer}\n"
               "  y1920: {label: 2019/20, type: integer}\n");
  CHECK(render({&set, &other}).messages ==
        "content/page.md:1:1: error: the data sets `kpi` and `other` have different columns: 2017/18, "
        "2018/19, 2019/20 and "
        "2018/19, 2019/20  [indicators/years]\n"
        "    1 | {indicators}\n      | ^^^^^^^^^^^^ name the same years in `columns`, or make two tables\n");
}

TEST_CASE("slips in a dashboard's options are told", "[content][indicators]") {
  const DataSet set = data_set("kpi", kIndicatorCsv, kIndicatorYaml);
  const Place place{std::make_shared<const SourceFile>("content/page.md", ":national: natoinal"), {11, 19}};
  IndicatorOptions options;
  options.national = {"natoinal", place};
  CHECK(render({&set}, options).messages ==
        "content/page.md:1:12: error: the data set `kpi` has no column `natoinal`  [indicators/column]\n"
        "    1 | :national: natoinal\n      |            ^^^^^^^^ did you mean `national`?\n");
  options = {};
  options.columns = {"y1920, commentary", place};
  CHECK(render({&set}, options).messages.find("column `commentary` of `kpi` holds no figures") !=
        std::string::npos);
  CHECK(render({}).html.empty());
}

TEST_CASE("headline figures are a list of cards", "[content][figures]") {
  HeadlineFigure figure;
  figure.value = "33%";
  figure.label = "of referrals & repeats";
  figure.change = "up 12 percentage points since 2018/19";
  figure.direction = ChangeDirection::Up;
  figure.polarity = Polarity::DownIsGood;
  figure.href = "/kpi/";
  HeadlineFigure plain;
  plain.value = "91";
  plain.label = "people";
  CHECK(
      render_figures({figure, plain}) ==
      "<ul class=\"figures\">\n<li class=\"figure-card\"><p class=\"figure-value\">33%</p><p "
      "class=\"figure-label\">"
      "<a href=\"/kpi/\">of referrals &amp; repeats</a></p><p class=\"figure-change\"><span class=\"arrow\" "
      "aria-hidden=\"true\">▲</span> up 12 percentage points since 2018/19 (worse)</p></li>\n<li "
      "class=\"figure-card\">"
      "<p class=\"figure-value\">91</p><p class=\"figure-label\">people</p></li>\n</ul>\n");
  CHECK(render_figures({}).empty());
  CHECK(change_direction(Rational(5), Rational(5)) == ChangeDirection::Same);
  CHECK(change_merit(ChangeDirection::Same, Polarity::UpIsGood) == 0);
  CHECK(change_merit(ChangeDirection::Down, Polarity::DownIsGood) == 1);
}
