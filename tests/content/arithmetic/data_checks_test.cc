#include "content/arithmetic/data_checks.h"

#include <catch2/catch.hpp>

#include "content/data/schema.h"
#include "content/data_testing.h"
#include "content/expressions/expression.h"

using namespace gazette;
using gazette::testing::read_set;

namespace {

const std::string kTimes =
    "key,time,n1819,n1920,p1819,p1920,c1920\n"
    "month-1,Within 1 month,33,15,36,30,30\n"
    "month-3,Within 3 months,44,26,49,52,82\n"
    "month-12,Within 12 months,12,7,13,14,96\n"
    "later,More than 12 months,2,2,2,4,100\n"
    "total,Total concluded,91,50,[z],[z],[z]\n";

std::string times_yaml(const std::string& checks) {
  return "title: T\nunit: cases\nprimaryKey: key\ntotals: [total]\n"
         "groups: [{label: Number, columns: [n1819, n1920]}, {label: Share, columns: [p1819, p1920]}]\n"
         "columns:\n  key: {hidden: true}\n"
         "  n1819: {label: 2018/19, type: integer}\n  n1920: {label: 2019/20, type: integer}\n"
         "  p1819: {label: 2018/19, type: percent}\n  p1920: {label: 2019/20, type: percent}\n"
         "  c1920: {label: Rolling share, type: percent}\n"
         "checks:\n" +
         checks;
}

struct Ran {
  CheckResults results;
  std::string findings;
};

Ran run(DataLibrary& library, const std::string& today = "2026-01-01") {
  Diagnostics diagnostics;
  Ran out;
  out.results = run_data_checks(library, today, diagnostics);
  // Totals without a check have a test of their own.
  std::erase_if(diagnostics.items(),
                [](const Diagnostic& item) { return item.rule == "data/total-unchecked"; });
  out.findings = gazette::testing::text_of(diagnostics);
  return out;
}

DataLibrary one(const std::string& csv, const std::string& yaml) {
  DataLibrary library;
  auto read = read_set("times", csv, yaml);
  CAPTURE(read.findings);
  REQUIRE(read.findings.empty());
  library.sets.push_back(std::move(*read.set));
  return library;
}

/// Findings of checks over the times table.
std::string check(const std::string& checks, const std::string& today = "2026-01-01") {
  DataLibrary library = one(kTimes, times_yaml(checks));
  return run(library, today).findings;
}

/// Findings of checks over a small table of four columns.
std::string small(const std::string& csv, const std::string& check_line) {
  DataLibrary library = one(csv, "title: T\nchecks:\n  - " + check_line + "\n");
  return run(library).findings;
}

std::string first_line(const std::string& findings) {
  return findings.substr(0, findings.find('\n'));
}

}  // namespace

TEST_CASE("what reconciles passes", "[content][data][checks]") {
  CHECK(check("  - {id: sum, rule: \"sum(rows except total) = row total\"}\n"
              "  - {id: all, rule: \"sum(rows) = row total\", columns: [n1819, n1920]}\n"
              "  - {id: share, rule: \"pct(n1920, n1920[total]) = p1920\"}\n"
              "  - {id: cum, rule: \"cumulative_pct(n1920) = c1920\"}\n"
              "  - {id: part, rule: \"row total - row later = sum(rows month-1..month-12)\"}\n"
              "  - {id: two, rule: \"sum(rows month-1, month-3) = 41\", columns: [n1920]}\n"
              "  - {id: target, rule: \"c1920[month-3] >= 80\"}\n"
              "  - {id: turned, rule: \"80 <= c1920[month-3]\"}\n"
              "  - {id: cross, rule: \"n1920[total] = times[total, n1920]\"}\n"
              "  - {id: hundred, sums-to: 100, columns: [p1819, p1920]}\n"
              "  - {id: rows, row-count: 5}\n"
              "  - {id: keys, unique: key}\n"
              "  - {id: sane, range: {column: p1920, min: 0, max: 100}}\n"
              "  - {id: full, required: [n1819, n1920]}\n"
              "  - {id: grows, monotonic: {column: c1920, direction: rising}}\n") == "");
}

TEST_CASE("a share that does not fit is an error at the cell with the working", "[content][data][checks]") {
  CHECK(
      check("  - {id: share, rule: \"pct(n1819, n1819[total]) = p1819\"}\n") ==
      "content/data/times.csv:3:31: error: Within 3 months, Share, 2018/19 is 49%, expected 48% (44 of 91)  "
      "[data/pct]\n"
      "    3 | month-3,Within 3 months,44,26,49,52,82\n"
      "      |                               ^^ mend the figure, or waive the check with a reason\n"
      "  content/data/times.yaml:14:10: note: checked by `share`\n"
      "  content/data/times.csv:3:25: note: lines 3 to 6 have a part in it\n");
}

TEST_CASE("each kind of check names the figure and what was expected", "[content][data][checks]") {
  const auto line = [](const std::string& text) { return first_line(check("  - " + text + "\n")); };
  CHECK(line("{id: x, rule: \"row month-1 + row month-3 = row total\", columns: [n1920]}") ==
        "content/data/times.csv:6:26: error: Total concluded, Number, 2019/20 is 50, expected 41 (15 + 26)  "
        "[data/sum]");
  CHECK(line("{id: x, rule: \"sum(rows except later) = row total\", columns: [n1819]}") ==
        "content/data/times.csv:6:23: error: Total concluded, Number, 2018/19 is 91, expected 89 (33 + 44 + "
        "12)  "
        "[data/sum]");
  CHECK(
      line("{id: x, rule: \"cumulative_pct(n1819) = p1819\", rows: [month-3]}") ==
      "content/data/times.csv:3:31: error: Within 3 months, Share, 2018/19 is 49%, expected 85% (77 of 91)  "
      "[data/cumulative]");
  CHECK(line("{id: x, rule: \"c1920[month-3] >= 90\"}") ==
        "content/data/times.csv:3:37: error: Within 3 months, Rolling share is 82%, expected at least 90%  "
        "[data/target]");
  CHECK(line("{id: x, rule: \"90 <= c1920[month-3]\"}") ==
        "content/data/times.csv:3:37: error: Within 3 months, Rolling share is 82%, expected at least 90%  "
        "[data/target]");
  CHECK(line("{id: x, rule: \"n1920[total] = n1819[total]\"}") ==
        "content/data/times.csv:6:26: error: Total concluded, Number, 2019/20 is 50, expected 91  "
        "[data/equal]");
  CHECK(line("{id: x, rule: \"sum(n1920[*]) + 1 = 50 + 0\"}") ==
        "content/data/times.yaml:14:20: error: `sum(n1920[*]) + 1` is 51, expected 50  [data/sum]");
  CHECK(line("{id: x, sums-to: 100, columns: [c1920]}") ==
        "content/data/times.csv:2:36: error: Rolling share adds up to 308% (30% + 82% + 96% + 100%), "
        "expected 100%  "
        "[data/sums-to]");
  CHECK(line("{id: x, sums-to: 99, columns: [p1819], tolerance: 0}") ==
        "content/data/times.csv:2:30: error: Share, 2018/19 adds up to 100% (36% + 49% + 13% + 2%), expected "
        "99%  "
        "[data/sums-to]");
  CHECK(line("{id: x, row-count: 6}") ==
        "content/data/times.yaml:14:10: error: there are 5 rows, expected 6  [data/row-count]");
  CHECK(line("{id: x, range: {column: p1920, max: 50}}") ==
        "content/data/times.csv:3:34: error: Within 3 months, Share, 2019/20 is 52%, expected at most 50%  "
        "[data/range]");
  CHECK(line("{id: x, required: [p1920]}") ==
        "content/data/times.csv:6:33: error: Total concluded, Share, 2019/20 is [z], expected a value  "
        "[data/required]");
  CHECK(line("{id: x, monotonic: {column: n1819, direction: not-rising}}") ==
        "content/data/times.csv:3:25: error: Within 3 months, Number, 2018/19 is 44, expected at most 33, "
        "the figure "
        "before  [data/monotonic]");
  CHECK(line("{id: x, monotonic: {columns: [n1819, n1920], direction: falling}, rows: [later]}") ==
        "content/data/times.csv:5:29: error: More than 12 months, Number, 2019/20 is 2, expected less than "
        "2, the "
        "figure before  [data/monotonic]");
}

TEST_CASE("words and keys are checked too", "[content][data][checks]") {
  const std::string csv = "k,state,a,b,arrow\nx,open,711,652,↓\ny,shut,424,461,down\nz,opne,6,6,→\n";
  CHECK(small(csv, "{id: w, in: {column: state, values: [open, shut]}}")
            .find("z, State is `opne`, expected one of open, shut  [data/in]") != std::string::npos);
  CHECK(small("k,state\nx,open\ny,open\n", "{id: u, unique: state}")
            .find("y, State is open, as in an earlier row  [data/unique]") != std::string::npos);
  CHECK(first_line(small(csv, "{id: a, change-direction: {column: arrow, from: a, to: b}}")) ==
        "content/data/times.csv:3:16: error: y, Arrow is down, expected up (424 to 461)  "
        "[data/change-direction]");
  DataLibrary library = one("k,a,b,arrow\nx,8,3,\n",
                            "title: T\ncolumns: {arrow: {required: false}}\nchecks:\n"
                            "  - {id: a, change-direction: {column: arrow, from: a, to: b}}\n");
  CHECK(first_line(run(library).findings) ==
        "content/data/times.csv:2:7: error: x, Arrow is empty, expected down (8 to 3)  "
        "[data/change-direction]");
}

TEST_CASE("a total that no check adds up is pointed out", "[content][data][checks]") {
  DataLibrary library = one("k,n\nx,1\ntotal,1\n", "title: T\ntotals: [total]\n");
  Diagnostics diagnostics;
  run_data_checks(library, "", diagnostics);
  CHECK(gazette::testing::text_of(diagnostics) ==
        "content/data/times.csv:3:1: warning: no check adds up the total `total`  [data/total-unchecked]\n"
        "    3 | total,1\n"
        "      | ^^^^^ add a check such as {id: sum, rule: \"sum(rows) = row total\"}\n");
}

TEST_CASE("rows are chosen by a condition", "[content][data][checks]") {
  const std::string csv =
      "line,group,budget\nPay,Expenditure,10\nRent,Expenditure,5\nGrant,Income,-12\nGross,Totals,15\nNet,"
      "Totals,3\n";
  CHECK(small(csv, "{id: s, rule: 'sum(rows where group = \"Expenditure\") = row gross'}").empty());
  CHECK(small(csv, "{id: s, rule: 'row gross + sum(rows where group = \"Income\") = row net'}").empty());
  CHECK(small(csv, "{id: s, rule: 'sum(rows where group = \"Incme\") = row net'}")
            .find("no row has `Incme` in column `group`  [data/unknown-row]") != std::string::npos);
}

TEST_CASE("checks reach across data sets", "[content][data][checks]") {
  DataLibrary library =
      one(kTimes, times_yaml("  - {id: x, rule: \"n1920[total] = referrals[y1920, n]\"}\n"));
  auto other = read_set("referrals", "year,n\ny1920,47\n");
  library.sets.push_back(std::move(*other.set));
  CHECK(run(library).findings ==
        "content/data/times.csv:6:26: error: Total concluded, Number, 2019/20 is 50, expected 47  "
        "[data/cross-equal]\n"
        "    6 | total,Total concluded,91,50,[z],[z],[z]\n"
        "      |                          ^^ mend the figure, or waive the check with a reason\n"
        "  content/data/times.yaml:14:10: note: checked by `x`\n"
        "  content/data/referrals.csv:2:7: note: the other figure is here\n");
}

TEST_CASE("rules that cannot be run are reported in the YAML", "[content][data][checks]") {
  const auto rule = [](const std::string& text) { return check("  - {id: x, rule: \"" + text + "\"}\n"); };
  CHECK(rule("n1819") ==
        "content/data/times.yaml:14:20: error: this rule compares nothing  [data/expression]\n"
        "   14 |   - {id: x, rule: \"n1819\"}\n"
        "      |                    ^^^^^ write a = b, or a >= 90\n");
  CHECK(rule("n1819 = n1920 = p1920").find("a rule has one comparison, not two") != std::string::npos);
  CHECK(rule("row total = n1920").find("this rule names whole rows and whole columns") != std::string::npos);
  CHECK(rule("sum(rows except totl) = row total") ==
        "content/data/times.yaml:14:36: error: `times` has no row `totl`  [data/unknown-row]\n"
        "   14 |   - {id: x, rule: \"sum(rows except totl) = row total\"}\n"
        "      |                                    ^^^^ did you mean `total`?\n");
  CHECK(rule("n181 = n1920").find("did you mean `n1819`?") != std::string::npos);
  CHECK(rule("n1920[total] = other[a, b]").find("there is no data set `other`") != std::string::npos);
  CHECK(rule("n1920 = p1920").find("a percentage and a number are compared here  [data/unit]") !=
        std::string::npos);
  CHECK(rule("cumulative(n1920[total]) = 1").find("takes one column") != std::string::npos);
  CHECK(rule("n1920[total] = p1920[total]").find("has no value: [z] not applicable  [data/missing]") !=
        std::string::npos);
  CHECK(check("  - {id: x, rule: \"n1920 = n1920\", rows: [nobody]}\n").find("has no row `nobody`") !=
        std::string::npos);
  CHECK(check("  - {id: x, sums-to: 1, columns: [nothing]}\n").find("has no column `nothing`") !=
        std::string::npos);
  CHECK(check("  - {id: x, rule: \"p1920 = 1\", rows: [total]}\n")
            .find("warning: the check `x` compares nothing  [data/check-empty]") != std::string::npos);
  CHECK(rule("2018/19 = 1").find("expected 1") != std::string::npos);
}

TEST_CASE("a waiver turns a failure into a published correction", "[content][data][checks]") {
  DataLibrary library = one(
      kTimes,
      times_yaml(
          "  - {id: share, rule: \"pct(n1819, n1819[total]) = p1819\", waive: {rows: [month-3], "
          "published: \"49%\", finding: \"48% (44 of 91)\", reason: To make 100., until: 2027-04-01}}\n"));
  const Ran ran = run(library);
  CHECK(ran.findings.empty());
  REQUIRE(ran.results.waived.size() == 1);
  const WaivedFailure& waived = ran.results.waived[0];
  CHECK(waived.set == "times");
  CHECK(waived.check == "share");
  CHECK(waived.where == "Within 3 months, Share, 2018/19");
  CHECK(waived.published == "49%");
  CHECK(waived.finding == "48% (44 of 91)");
  CHECK(waived.reason == "To make 100.");
  CHECK(waived.kind == "arithmetic");
  CHECK(waived.cell == CellUse{"times", 1, 4});
  const Ran later = run(library, "2027-04-02");
  CHECK(later.findings.find("error: the waiver of `share` ended on 1 April 2027  [data/waiver-expired]") !=
        std::string::npos);
}

TEST_CASE("a waiver covers what it describes and nothing else", "[content][data][checks]") {
  const auto waived = [](const std::string& waiver) {
    return check(
        "  - {id: x, rule: \"n1819 = n1920\", rows: [month-1, month-3, later], waive: {reason: r, until: "
        "2027-04-01" +
        waiver + "}}\n");
  };
  // Two failures, one waiver without rows.
  CHECK(waived("").find("note: the waiver covers one failure; name more under `rows:`") != std::string::npos);
  CHECK(waived(", rows: [month-1, month-3]").empty());
  CHECK(waived(", rows: [month-1]").find("note: the waiver does not describe this failure") !=
        std::string::npos);
  CHECK(waived(", rows: [month-1, month-3, later]")
            .find("warning: the check `x` passes for `later`, so waiving it excuses nothing") !=
        std::string::npos);
  CHECK(waived(", rows: [month-1, mnth-3]")
            .find("error: the waiver of `x` names a row `mnth-3`, which is not there  [data/unknown-row]") !=
        std::string::npos);
  CHECK(waived(", published: \"34\"").find("this waiver describes no failure of the check `x`") !=
        std::string::npos);
  CHECK(check("  - {id: x, rule: \"n1819 = n1819\", waive: {reason: r, until: 2027-04-01}}\n")
            .find("warning: the check `x` passes, so its waiver excuses nothing  [data/waiver-unneeded]") !=
        std::string::npos);
}

TEST_CASE("dates are compared as days, and words have no order", "[content][data][checks]") {
  const auto days = [](const std::string& rule) {
    DataLibrary library =
        one("k,day,word\na,2026-11-23,x\nb,2026-12-05,y\n",
            "title: T\ncolumns:\n  day: {type: date}\nchecks:\n  - {id: x, rule: \"" + rule + "\"}\n");
    return run(library).findings;
  };
  CHECK(days("times[b, day] > times[a, day]").empty());
  CHECK(days("times[a, day] <= times[a, day]").empty());
  CHECK(days("times[a, day] >= times[b, day]")
            .find("Day is 23 November 2026, expected at least 5 December 2026") != std::string::npos);
  CHECK(!days("times[b, word] > times[a, word]").empty());
}

TEST_CASE("cells held in place by an equality are known", "[content][data][checks]") {
  DataLibrary library =
      one(kTimes, times_yaml("  - {id: sum, rule: \"sum(rows) = row total\", columns: [n1920]}\n"
                             "  - {id: target, rule: \"c1920[month-3] >= 80\"}\n"));
  const Ran ran = run(library);
  CHECK(ran.results.covered.size() == 5);
  CHECK(ran.results.covered.count({"times", 4, 3}) == 1);
  CHECK(ran.results.covered.count({"times", 1, 6}) == 0);
}

TEST_CASE("many failures of one check are counted", "[content][data][checks]") {
  std::string csv = "k,a,b\n";
  for (int i = 0; i < 60; ++i) csv += "r" + std::to_string(i) + ",1,2\n";
  const std::string findings = small(csv, "{id: x, rule: \"a = b\"}");
  CHECK(findings.find("info: 40 more failures of the check `x`") != std::string::npos);
}

TEST_CASE("computed columns are worked out in the order they need each other", "[content][data][checks]") {
  DataLibrary library = one("k,n,m\nx,1,4\ny,3,6\ntotal,4,[x]\n",
                            "title: T\ntotals: [total]\ncolumns:\n"
                            "  double: {label: Double share, formula: \"share + share\"}\n"
                            "  share: {label: Share, type: percent, formula: \"pct(n, n[total])\"}\n"
                            "  diff: {formula: \"m - n\", type: integer}\n");
  Diagnostics diagnostics;
  compute_formulas(library, diagnostics);
  CHECK(gazette::testing::text_of(diagnostics).empty());
  const DataSet& set = library.sets[0];
  CHECK(cell_text(set, 0, *find_column(set, "share")) == "25%");
  CHECK(cell_text(set, 1, *find_column(set, "double")) == "150%");
  CHECK(cell_text(set, 2, *find_column(set, "diff")) == "[z]");
}

TEST_CASE("a ring of formulas is reported", "[content][data][checks]") {
  DataLibrary library = one("k,n\nx,1\n",
                            "title: T\ncolumns:\n"
                            "  a: {formula: \"b + 1\"}\n"
                            "  b: {formula: \"a + 1\"}\n"
                            "  c: {formula: \"c\"}\n"
                            "  d: {formula: \"n + nothing\"}\n");
  Diagnostics diagnostics;
  compute_formulas(library, diagnostics);
  const std::string findings = gazette::testing::text_of(diagnostics);
  CHECK(findings.find(
            "this formula needs its own result: times.a needs times.b needs times.a  [data/circular]") !=
        std::string::npos);
  CHECK(findings.find("times.c needs times.c") != std::string::npos);
  CHECK(findings.find("`times` has no column `nothing`") != std::string::npos);
}

TEST_CASE("corrections are read with their faults", "[content][data][checks]") {
  const auto read = [](const std::string& text) {
    Diagnostics diagnostics;
    const auto list =
        read_corrections(gazette::testing::source("content/data/corrections.yaml", text), diagnostics);
    return std::pair(list, gazette::testing::text_of(diagnostics));
  };
  const auto [good, none] = read(
      "- id: lado\n  where: a.md\n  published: \"40%\"\n  finding: 38%\n  reason: r\n  until: 2027-04-01\n");
  CHECK(none.empty());
  REQUIRE(good.size() == 1);
  CHECK(good[0].published == "40%");
  CHECK(read("- {where: a.md, reason: r}\n").second.find("this correction has no `id`") != std::string::npos);
  CHECK(read("- {id: a, reason: r}\n").second.find("does not say where it belongs") != std::string::npos);
  CHECK(read("- {id: a, where: b}\n").second.find("gives no reason") != std::string::npos);
  CHECK(read("- {id: a, where: b, reason: r}\n- {id: a, where: b, reason: r}\n")
            .second.find("two corrections are called `a`") != std::string::npos);
  CHECK(read("id: a\n").second.find("should hold a list of corrections") != std::string::npos);
  CHECK(read("- a\n").second.find("a correction is a block") != std::string::npos);
  CHECK(read("- {id: a, where: b, reason: r, until: soon}\n").second.find("`soon` is not a date") !=
        std::string::npos);
  CHECK(read("- {id: a, where: b, reason: r, page: c}\n").second.find("there is no key `page`") !=
        std::string::npos);
  CHECK(read("").first.empty());
}

TEST_CASE("every rule is described", "[content][data][checks]") {
  for (const Rule& rule : data_rules()) {
    CAPTURE(rule.id);
    CHECK(rule.id.starts_with("data/"));
    CHECK_FALSE(rule.title.empty());
    CHECK(rule.why.ends_with('.'));
    CHECK_FALSE(rule.bad.empty());
    CHECK_FALSE(rule.good.empty());
  }
}

TEST_CASE("a column called 2019/20 is no division, and one called 2019-20 no subtraction",
          "[content][data][checks]") {
  const std::string csv = "k,2018-19,2019/20,diff\na,10,14,4\nb,3,1,-2\n";
  CHECK(small(csv, "{id: d, rule: \"2019/20 - 2018-19 = diff\"}") == "");
  CHECK(small(csv, "{id: s, rule: \"sum(2018-19, 2019/20) = 24\", rows: [a]}") == "");
  CHECK(small(csv, "{id: c, rule: \"2019/20[a] - 2018-19[b] = 11\"}") == "");
  CHECK(small(csv, "{id: q, rule: '\"2019/20\" - \"2018-19\" = diff'}") == "");
  CHECK(first_line(small(csv, "{id: d, rule: \"2018-19 - 2019/20 = diff\", rows: [a]}")) ==
        "content/data/times.csv:2:9: error: a, Diff is 4, expected −4 (10 − 14)  [data/sum]");
  CHECK(small(csv, "{id: n, rule: \"2019 - 2018 = 1\"}") == "");
}

TEST_CASE("a long sum shows all its parts", "[content][data][checks]") {
  CHECK(small("k,a,b,c,d\nx,49,28,11,1\n", "{id: h, rule: \"a + b + c + d = 100\"}") ==
        "content/data/times.yaml:3:20: error: `a + b + c + d` of x is 89 (49 + 28 + 11 + 1), expected 100  "
        "[data/sum]\n"
        "    3 |   - {id: h, rule: \"a + b + c + d = 100\"}\n"
        "      |                    ^^^^^^^^^^^^^^^^^^^ mend the figure, or waive the check with a reason\n"
        "  content/data/times.csv:2:3: note: line 2 has a part in it\n");
}
