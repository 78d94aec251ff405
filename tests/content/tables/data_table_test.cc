#include "content/tables/data_table.h"

#include <catch2/catch.hpp>
#include <set>

#include "base/text.h"
#include "content/data_testing.h"

using namespace gazette;
using gazette::testing::read_set;

namespace {

const std::string kCsv =
    "key,time,n1819,n1920,p1920\n"
    "month-1,Within 1 month,33,1500,30\n"
    "month-3,Within 3 months [note 1],44,-26,52\n"
    "later,Later <b>,[x],9,18\n"
    "total,Total concluded,91,50,[z]\n";

const std::string kYaml =
    "title: Allegations & outcomes\nsource: LADO report\nsource_url: https://example.org/r?a=1&b=2\nunit: "
    "cases\n"
    "primaryKey: key\ntotals: [total]\n"
    "groups:\n  - {label: Number, columns: [n1819, n1920]}\n"
    "columns:\n  key: {hidden: true}\n  time: {label: Time taken}\n"
    "  n1819: {label: 2018/19, type: integer}\n  n1920: {label: 2019/20, type: integer}\n"
    "  p1920: {label: Share, type: percent}\n"
    "notes: {1: Leaves out those within 1 month.}\n";

struct Made {
  std::string html;
  std::string findings;
  std::vector<CellUse> cells;
};

Made make(const DataSet& set, const DataTableView& view = {}, DataTableOptions options = {}) {
  if (options.id.empty()) options.id = "t1";
  Diagnostics diagnostics;
  const SourcePtr page = gazette::testing::source("content/page.md", "```{table} times\n```\n");
  Made out;
  const auto html = data_table_html(set, view, options, {}, {page, {11, 16}}, diagnostics, &out.cells);
  out.html = html.value_or("(none)");
  out.findings = gazette::testing::text_of(diagnostics);
  return out;
}

DataSet times(const std::string& more = {}) {
  auto read = read_set("times", kCsv, kYaml + more);
  CAPTURE(read.findings);
  REQUIRE(read.findings.empty());
  return std::move(*read.set);
}

PlacedText name(const std::string& text) {
  return {text, {}};
}

/// Every element closed in order, every id once, every reference to an id answered.
void check_markup(const std::string& html) {
  std::vector<std::string> open;
  std::set<std::string> ids;
  std::set<std::string> wanted;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    REQUIRE(end != std::string::npos);
    const std::string inside = html.substr(at + 1, end - at - 1);
    if (inside[0] == '/') {
      REQUIRE_FALSE(open.empty());
      CHECK(open.back() == inside.substr(1));
      open.pop_back();
      continue;
    }
    open.push_back(inside.substr(0, inside.find(' ')));
    for (const auto& [attribute, list] : {std::pair<std::string, std::set<std::string>*>{" id=\"", &ids},
                                          {" headers=\"", &wanted},
                                          {" aria-labelledby=\"", &wanted},
                                          {" href=\"#", &wanted}}) {
      const std::size_t from = inside.find(attribute);
      if (from == std::string::npos) continue;
      const std::size_t value = from + attribute.size();
      const std::string text = inside.substr(value, inside.find('"', value) - value);
      for (const std::string_view each : split(text, ' ')) {
        const bool fresh = list->insert(std::string(each)).second;
        if (list == &ids) CHECK(fresh);
      }
    }
  }
  CHECK(open.empty());
  for (const std::string& id : wanted) {
    CAPTURE(id);
    CHECK(ids.count(id) == 1);
  }
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a plain table has a caption, scopes and nothing more", "[content][data][table]") {
  auto read =
      read_set("a", "year,n\n2018,79\n2019,1047\n", "title: Referrals\ncolumns: {n: {label: Number}}\n");
  CHECK(make(*read.set).html ==
        "<table class=\"data\" id=\"t1\">\n"
        "<caption id=\"t1-caption\">Referrals</caption>\n"
        "<thead>\n"
        "<tr><th scope=\"col\">Year</th><th scope=\"col\" class=\"number\">Number</th></tr>\n"
        "</thead>\n"
        "<tbody>\n"
        "<tr><th scope=\"row\">2018</th><td class=\"number\">79</td></tr>\n"
        "<tr><th scope=\"row\">2019</th><td class=\"number\">1,047</td></tr>\n"
        "</tbody>\n"
        "</table>\n");
}

TEST_CASE("a table with groups names its headers by id", "[content][data][table]") {
  DataTableOptions options;
  options.id = "t5";
  options.caption_number = "Table 5:";
  options.downloads = {{"/data/times.csv", "CSV", "1 KB"}};
  const Made made = make(times(), {}, options);
  CHECK(made.findings.empty());
  CHECK(
      made.html ==
      "<p class=\"legend\">In this table, [x] means not available, [z] means not applicable.</p>\n"
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"t5-caption\" tabindex=\"0\">"
      "<table class=\"data\" id=\"t5\">\n"
      "<caption id=\"t5-caption\">Table 5: Allegations &amp; outcomes <span "
      "class=\"unit\">(cases)</span></caption>\n"
      "<colgroup span=\"1\"></colgroup><colgroup span=\"2\"></colgroup><colgroup span=\"1\"></colgroup>\n"
      "<thead>\n"
      "<tr><th id=\"t5-c0\" scope=\"col\" rowspan=\"2\">Time taken</th>"
      "<th id=\"t5-g0\" scope=\"colgroup\" colspan=\"2\">Number</th>"
      "<th id=\"t5-c3\" scope=\"col\" rowspan=\"2\" class=\"number\">Share</th></tr>\n"
      "<tr><th id=\"t5-c1\" scope=\"col\" class=\"number\">2018/19</th>"
      "<th id=\"t5-c2\" scope=\"col\" class=\"number\">2019/20</th></tr>\n"
      "</thead>\n"
      "<tbody>\n"
      "<tr><th id=\"t5-r0\" scope=\"row\" headers=\"t5-c0\">Within 1 month</th>"
      "<td class=\"number\" headers=\"t5-r0 t5-g0 t5-c1\">33</td>"
      "<td class=\"number\" headers=\"t5-r0 t5-g0 t5-c2\">1,500</td>"
      "<td class=\"number\" headers=\"t5-r0 t5-c3\">30%</td></tr>\n"
      "<tr><th id=\"t5-r1\" scope=\"row\" headers=\"t5-c0\">Within 3 months "
      "<a class=\"note-mark\" id=\"t5-mark-1\" href=\"#t5-note-1\">[note 1]</a></th>"
      "<td class=\"number\" headers=\"t5-r1 t5-g0 t5-c1\">44</td>"
      "<td class=\"number\" headers=\"t5-r1 t5-g0 t5-c2\">−26</td>"
      "<td class=\"number\" headers=\"t5-r1 t5-c3\">52%</td></tr>\n"
      "<tr><th id=\"t5-r2\" scope=\"row\" headers=\"t5-c0\">Later &lt;b&gt;</th>"
      "<td class=\"number\" headers=\"t5-r2 t5-g0 t5-c1\">[x]<span class=\"vh\"> not available</span></td>"
      "<td class=\"number\" headers=\"t5-r2 t5-g0 t5-c2\">9</td>"
      "<td class=\"number\" headers=\"t5-r2 t5-c3\">18%</td></tr>\n"
      "<tr class=\"total\"><th id=\"t5-r3\" scope=\"row\" headers=\"t5-c0\">Total concluded</th>"
      "<td class=\"number\" headers=\"t5-r3 t5-g0 t5-c1\">91</td>"
      "<td class=\"number\" headers=\"t5-r3 t5-g0 t5-c2\">50</td>"
      "<td class=\"number\" headers=\"t5-r3 t5-c3\">[z]<span class=\"vh\"> not applicable</span></td></tr>\n"
      "</tbody>\n"
      "</table></div>\n"
      "<ul class=\"table-notes\">\n"
      "<li id=\"t5-note-1\">[note 1] Leaves out those within 1 month. "
      "<a href=\"#t5-mark-1\">Back to note 1 in the table</a></li>\n"
      "</ul>\n"
      "<p class=\"source\">Source: <a href=\"https://example.org/r?a=1&amp;b=2\">LADO report</a></p>\n"
      "<ul class=\"downloads\">\n"
      "<li><a href=\"/data/times.csv\" download=\"\">Download Allegations &amp; outcomes (CSV, 1 "
      "KB)</a></li>\n"
      "</ul>\n");
  check_markup(made.html);
  CHECK(made.cells.size() == 12);
}

TEST_CASE("a view chooses columns and rows in its own order", "[content][data][table]") {
  DataTableView view;
  view.columns = {name("p1920"), name("n1920")};
  view.rows = {name("total"), name("month-1")};
  view.caption = "Fewer";
  const Made made = make(times(), view);
  CHECK(made.findings.empty());
  check_markup(made.html);
  CHECK(has(made.html, ">Fewer "));
  CHECK(has(made.html, "Total concluded</th><td class=\"number\" headers=\"t1-r0 t1-c1\">[z]"));
  CHECK_FALSE(has(made.html, "2018/19"));
  CHECK_FALSE(has(made.html, "Within 3 months"));
  CHECK_FALSE(has(made.html, "table-notes"));
  CHECK(made.cells ==
        std::vector<CellUse>{{"times", 3, 4}, {"times", 3, 3}, {"times", 0, 4}, {"times", 0, 3}});
}

TEST_CASE("what a view may not ask for", "[content][data][table]") {
  DataTableView view;
  view.columns = {name("n1920"), name("n192")};
  CHECK(has(make(times(), view).findings, "`times` has no column `n192`  [data/unknown-column]"));
  view.columns = {name("time")};
  CHECK(make(times(), view).findings ==
        "content/page.md:1:12: error: `times` has no columns to show beside its row headers  [data/view]\n"
        "    1 | ```{table} times\n"
        "      |            ^^^^^ name columns that are not row headers\n");
  view.columns = {};
  view.rows = {name("totl")};
  CHECK(has(make(times(), view).findings, "`times` has no row `totl`  [data/unknown-row]"));
  CHECK(make(times(), view).html == "(none)");
  auto empty = read_set("e", "a,b\n", "title: T\n");
  CHECK(has(make(*empty.set).findings, "`e` has no rows to show"));
}

TEST_CASE("a change column speaks in words", "[content][data][table]") {
  const Made made = make(times("compare: {from: n1819, to: n1920, as: both, polarity: down-is-good}\n"));
  check_markup(made.html);
  CHECK(has(made.html, "<th id=\"t1-c4\" scope=\"col\" rowspan=\"2\">Change</th>"));
  CHECK(has(made.html,
            "<td headers=\"t1-r0 t1-c4\">up 1,467, 4,445% (worse)&#160;<span class=\"arrow\" "
            "aria-hidden=\"true\">↑</span></td>"));
  CHECK(has(made.html, "down 41, 45% (better)&#160;<span class=\"arrow\" aria-hidden=\"true\">↓</span>"));
  CHECK(has(made.html, "<td headers=\"t1-r2 t1-c4\">[z]<span class=\"vh\"> not applicable</span></td>"));
  DataTableView view;
  view.columns = {name("n1920"), name("change")};
  CHECK(has(make(times("compare: {from: n1819, to: n1920, label: Difference}\n"), view).html,
            ">Difference</th>"));
}

TEST_CASE("row groups head their rows", "[content][data][table]") {
  auto read = read_set(
      "budget", "group,line,budget\nExpenditure,Pay,193831\nExpenditure,Rent,500\nIncome,Police,-12650\n",
      "title: Budget\nrow_groups: group\nrow_header: [line]\ncolumns: {budget: {type: currency, dp: 0}}\n");
  REQUIRE(read.findings.empty());
  const Made made = make(*read.set);
  check_markup(made.html);
  CHECK(has(made.html,
            "<tbody>\n<tr><th id=\"t1-b0\" scope=\"rowgroup\" colspan=\"2\">Expenditure</th></tr>\n"
            "<tr><th id=\"t1-r0\" scope=\"row\" headers=\"t1-b0 t1-c0\">Pay</th>"
            "<td class=\"number\" headers=\"t1-b0 t1-r0 t1-c1\">£193,831</td></tr>\n"));
  CHECK(has(made.html, "<tbody>\n<tr><th id=\"t1-b1\" scope=\"rowgroup\" colspan=\"2\">Income</th></tr>\n"));
  CHECK(has(made.html, "−£12,650"));
  CHECK_FALSE(has(made.html, ">Group<"));
}

TEST_CASE("directions are words with an arrow for the eye", "[content][data][table]") {
  auto read = read_set("kpi", "k,a,b,arrow\nx,8,3,↓\ny,3,8,up\nz,3,3,no-change\n",
                       "title: T\nchecks:\n  - {id: c, change-direction: {column: arrow, from: a, to: b}}\n");
  const Made made = make(*read.set);
  CHECK(has(made.html, "<td>down&#160;<span class=\"arrow\" aria-hidden=\"true\">↓</span></td>"));
  CHECK(has(made.html, "<td>up&#160;<span class=\"arrow\" aria-hidden=\"true\">↑</span></td>"));
  CHECK(has(made.html, "<td>no change&#160;<span class=\"arrow\" aria-hidden=\"true\">→</span></td>"));
}

TEST_CASE("a waived slip is a note under the table", "[content][data][table]") {
  WaivedFailure waived;
  waived.set = "times";
  waived.check = "share";
  waived.published = "52%";
  waived.finding = "53% (26 of 49)";
  waived.reason = "To make 100.";
  waived.cell = CellUse{"times", 1, 4};
  WaivedFailure other = waived;
  other.set = "elsewhere";
  const std::vector<WaivedFailure> list = {other, waived};
  DataTableOptions options;
  options.waived = list;
  const Made made = make(times(), {}, options);
  check_markup(made.html);
  CHECK(has(made.html, "52% <a class=\"note-mark\" id=\"t1-mark-2\" href=\"#t1-note-2\">[note 2]</a>"));
  CHECK(has(made.html, "[note 2] Printed as 52%. The figures give 53% (26 of 49). To make 100. "));
  DataTableView view;
  view.columns = {name("n1920")};
  CHECK_FALSE(has(make(times(), view, options).html, "[note 2]"));
}

TEST_CASE("one waiver of several cells is one note with a way back to each", "[content][data][table]") {
  WaivedFailure waived;
  waived.set = "times";
  waived.check = "share";
  waived.note = "The report leaves these cells empty.";
  waived.cell = CellUse{"times", 0, 4};
  WaivedFailure other = waived;
  other.cell = CellUse{"times", 1, 4};
  const std::vector<WaivedFailure> list = {waived, other};
  DataTableOptions options;
  options.waived = list;
  const Made made = make(times(), {}, options);
  check_markup(made.html);
  CHECK(has(made.html, "id=\"t1-mark-2\" href=\"#t1-note-2\""));
  CHECK(has(made.html, "id=\"t1-mark-2-2\" href=\"#t1-note-2\""));
  CHECK(has(made.html,
            "<li id=\"t1-note-2\">[note 2] The report leaves these cells empty. "
            "<a href=\"#t1-mark-2\">Back to note 2 in the table</a> "
            "<a href=\"#t1-mark-2-2\">Back to note 2 in the table (2)</a></li>"));
  CHECK_FALSE(has(made.html, "[note 3]"));
}

TEST_CASE("a note that stands twice has two marks and one text", "[content][data][table]") {
  auto read = read_set("a", "k,n\nx [note 1],1\ny [note 1],2\n", "title: T\nnotes: {1: Once.}\n");
  const Made made = make(*read.set);
  check_markup(made.html);
  CHECK(has(made.html, "id=\"t1-mark-1\""));
  CHECK(has(made.html, "id=\"t1-mark-1-2\""));
}

TEST_CASE("large tables get advice and a limit", "[content][data][table]") {
  std::string csv = "k,a,b,c,d,e,f,g,h,i\n";
  for (int i = 0; i < 2500; ++i) csv += "r" + std::to_string(i) + ",1,2,3,4,5,6,7,8,9\n";
  auto read = read_set("a", csv, "title: T\n");
  const Made made = make(*read.set);
  CHECK(has(made.findings, "info: this table has 10 columns  [data/many-columns]"));
  CHECK(has(made.findings, "info: this table has 2500 rows  [data/many-rows]"));
  CHECK(has(made.html, ">r1999<"));
  CHECK_FALSE(has(made.html, ">r2000<"));
}
