#include "content/arithmetic/value_role.h"

#include <catch2/catch.hpp>

#include "content/data_testing.h"
#include "content/expressions/expression.h"
#include "content/words/figure_literal.h"

using namespace gazette;

namespace {

DataLibrary library() {
  DataLibrary out;
  const auto add = [&](const std::string& id, const std::string& csv, const std::string& yaml) {
    auto read = gazette::testing::read_set(id, csv, yaml);
    CAPTURE(read.findings);
    REQUIRE(read.findings.empty());
    out.sets.push_back(std::move(*read.set));
  };
  add("findings",
      "outcome,n1819,n1920\nNo further "
      "action,3,8\nSubstantiated,37,19\nUnfounded,5,3\nUnsubstantiated,18,20\nMalicious,2,0\n",
      "title: Findings\nunit: cases\ncolumns:\n  n1819: {label: 2018/19, type: integer}\n  n1920: {label: "
      "2019/20, type: integer}\n");
  add("kpi",
      "name,national,y1718,y1819,y1920,date,board\n"
      "Looked after,[x],413,424,461,2019-05-01,LSCP\n"
      "Neglect,47,47,49,51,2018-04,CSP\n",
      "title: KPI\ncolumns:\n"
      "  national: {type: decimal}\n  y1718: {type: decimal}\n  y1819: {type: decimal}\n  y1920: {type: "
      "decimal}\n"
      "  date: {type: date}\n");
  add("plans", "key,p1819,p1920\nneglect,49,51\nemotional,28,29\n",
      "title: Plans\ncolumns:\n  p1819: {type: percent}\n  p1920: {type: percent}\n");
  add("budget", "line,budget,actual\nPay,193831,176423\nTotal,251431,236376\nCarry,-29430,-29426\nNil,0,0\n",
      "title: Budget\ntotals: [total]\ncolumns:\n  budget: {type: currency, dp: 0}\n  actual: {type: "
      "currency, dp: 0}\n");
  add("2019-money",
      "key,line,2018-19,2019/20,rate,day,month,quarter,span\n"
      "inc,Total income,1234567,431000,12.5,2019-05-01,2019-05,2019/20,2019-04/2020-03\n"
      "exp,Total spending,-15559,13871,0.05,2020-02-29,2020-02,2020/21,2020-04/2021-03\n"
      "n1,Net,1000000000,0,99.95,1999-12-31,2000-01,1999/00,2021-04/2022-03\n"
      "n2,Net,[x],1,4,2021-12-01,2021-12,2021/22,2022-04/2023-03\n",
      "title: Money\nprimaryKey: key\ncolumns:\n  key: {hidden: true}\n"
      "  2018-19: {type: currency, dp: 0}\n  2019/20: {type: currency, dp: 0}\n  rate: {type: percent, dp: "
      "2}\n"
      "  day: {type: date}\n  month: {type: date}\n  quarter: {type: period}\n  span: {type: period}\n");
  Correction correction;
  correction.id = "lado";
  correction.published = "40%";
  correction.finding = "38% (19 of 50)";
  correction.reason = "r";
  correction.until = "2027-04-01";
  correction.place = {gazette::testing::source("content/data/corrections.yaml", "- id: lado\n"), {6, 10}};
  out.corrections.push_back(correction);
  return out;
}

/// What the role prints, then the findings if any.
std::string role(const std::string& text, const std::string& today = "2026-01-01") {
  static const DataLibrary data = library();
  Diagnostics diagnostics;
  const SourcePtr page = gazette::testing::source("content/page.md", "It is {value}`" + text + "` here.\n");
  const auto result = evaluate_value_role(text, {page, {14, 14 + text.size()}}, data, today, diagnostics);
  const std::string findings = gazette::testing::text_of(diagnostics);
  return (result ? result->text : "(nothing)") + (findings.empty() ? "" : "\n" + findings);
}

/// Only the first line's message.
std::string message(const std::string& text) {
  const std::string all = role(text);
  const std::size_t from = all.find(": error: ");
  if (from == std::string::npos) return all;
  return all.substr(from + 9, all.find('\n', from) - from - 9);
}

}  // namespace

TEST_CASE("a value is inserted with type, unit and digits of its column", "[content][data][value]") {
  CHECK(role("kpi[looked-after, y1920]") == "461");
  CHECK(role("kpi[Looked after, y1920]") == "461");
  CHECK(role("findings[substantiated, 2019-20]") == "19");
  CHECK(role("findings[substantiated, 2019/20]") == "19");
  CHECK(role("budget[pay, budget]") == "£193,831");
  CHECK(role("budget[carry, budget]") == "−£29,430");
  CHECK(role("plans[neglect, p1920]") == "51%");
  CHECK(role("kpi[looked-after, date]") == "1 May 2019");
  CHECK(role("kpi[neglect, board]") == "CSP");
  CHECK(role("sum(findings[*, n1920])") == "50");
  CHECK(role("sum(budget[*, budget])") == "£164,401");
  CHECK(role("sum(findings[substantiated..unsubstantiated, n1920])") == "42");
  CHECK(role("sum(findings[substantiated, *])") == "56");
  CHECK(role("pct(findings[substantiated, n1920], sum(findings[*, n1920]))") == "38%");
  CHECK(role("round(pct(1, 3), 1)") == "33.3%");
  CHECK(role("change(plans[neglect, p1819], plans[neglect, p1920])") == "2 percentage points");
  CHECK(role("change(kpi[looked-after, y1819], kpi[looked-after, y1920])") == "37");
  CHECK(role("max(findings[*, n1920]) - min(findings[*, n1920])") == "20");
  CHECK(role("count(kpi[*, national])") == "1");
  CHECK(role("(1 + 2) * 3 - -4 / 8") == "9.5");
  CHECK(role("abs(budget[carry, budget])") == "£29,430");
  CHECK(role("findings[\"No further action\", n1920]") == "8");
}

TEST_CASE("an assertion that fits prints the author's digits", "[content][data][value]") {
  for (const char* text :
       {"38% = pct(findings[substantiated, n1920], sum(findings[*, n1920]))",
        "38 per cent = pct(19, 50)",
        "38.0% = pct(19, 50)",
        "48% = pct(44, 91)",
        "48.4% = pct(44, 91)",
        "nineteen = findings[substantiated, n1920]",
        "Nineteen = findings[substantiated, n1920]",
        "thirty-seven = findings[substantiated, n1819]",
        "no = findings[malicious, n1920]",
        "19 cases = findings[substantiated, n1920]",
        "1 case = findings[no-further-action, n1920] - 7",
        "£193,831 = budget[pay, budget]",
        "193,831 = budget[pay, budget]",
        "£0.2 million = budget[pay, budget]",
        "£194 thousand = budget[pay, budget]",
        "-£29,430 = budget[carry, budget]",
        "−29,430 = budget[carry, budget]",
        "2 percentage points = change(plans[neglect, p1819], plans[neglect, p1920])",
        "up 2 points = change(plans[neglect, p1819], plans[neglect, p1920])",
        "up 37 = change(kpi[looked-after, y1819], kpi[looked-after, y1920])",
        "rose by 37 = kpi[looked-after, y1920] - kpi[looked-after, y1819]",
        "fell by 18 = change(findings[substantiated, n1819], findings[substantiated, n1920])",
        "no change = change(budget[nil, budget], budget[nil, actual])",
        "half = pct(25, 50)",
        "a third = pct(1001, 3061)",
        "over half = plans[neglect, p1920]",
        "nearly half = plans[neglect, p1819]",
        "two thirds = pct(2, 3)",
        "about 200,000 = budget[pay, budget]",
        "nearly 200,000 = budget[pay, budget]",
        "over 190,000 = budget[pay, budget]",
        "at least 461 = kpi[looked-after, y1920]",
        "at most 461 = kpi[looked-after, y1920]",
        "under 500 = kpi[looked-after, y1920]",
        "1 May 2019 = kpi[looked-after, date]",
        "April 2018 = kpi[neglect, date]",
        "CSP = kpi[neglect, board]",
        "0.3 = 0.1 + 0.2",
        "up to 50 = sum(findings[*, n1920])"}) {
    const std::string said = std::string(text).substr(0, std::string(text).find(" = "));
    CAPTURE(text);
    CHECK(role(text) == said);
  }
}

TEST_CASE("figures are read in the forms that people write", "[content][data][value]") {
  const std::string income = "2019-money[inc, 2018-19]";
  const std::string spent = "2019-money[exp, 2018-19]";
  const std::string fall = "change(findings[substantiated, n1819], findings[substantiated, n1920])";
  const std::vector<std::pair<std::string, std::string>> fitting = {
      {"£431k", "2019-money[inc, 2019/20]"},
      {"£431K", "2019-money[inc, 2019/20]"},
      {"£1.2m", income},
      {"£1.23M", income},
      {"£1 billion", "2019-money[n1, 2018-19]"},
      {"£1bn", "2019-money[n1, 2018-19]"},
      {"one billion pounds", "2019-money[n1, 2018-19]"},
      {"(£15,559)", spent},
      {"(15,559)", spent},
      {"minus £15,559", spent},
      {"£-15,559", spent},
      {"£13,871.00", "2019-money[exp, 2019/20]"},
      {"99p", "2019-money[n2, 2019/20] - 0.01"},
      {"nineteen cases", "findings[substantiated, n1920]"},
      {"no cases", "findings[malicious, n1920]"},
      {"thirty seven", "findings[substantiated, n1819]"},
      {"Thirty\xE2\x80\x91seven", "findings[substantiated, n1819]"},
      {"one hundred and five", "105"},
      {"a hundred", "100"},
      {"two hundred", "200"},
      {"twelve hundred", "1200"},
      {"three thousand two hundred and sixty-one", "3261"},
      {"two million", "2000000"},
      {"a dozen", "12"},
      {"twelve and a half per cent", "2019-money[inc, rate]"},
      {"12.5 %", "2019-money[inc, rate]"},
      {"12.5\xC2\xA0per cent", "2019-money[inc, rate]"},
      {"one in five", "pct(1, 5)"},
      {"1 in 5", "pct(21, 100)"},
      {"one in every five", "pct(1, 5)"},
      {"Two-thirds", "pct(2, 3)"},
      {"nearly two in three", "pct(65, 100)"},
      {"9 out of 10", "pct(9, 10)"},
      {"nine in ten", "pct(897, 1000)"},
      {"19 of 50", "pct(findings[substantiated, n1920], sum(findings[*, n1920]))"},
      {"19 of the 50", "pct(findings[substantiated, n1920], sum(findings[*, n1920]))"},
      {"19 out of 50", "pct(findings[substantiated, n1920], sum(findings[*, n1920]))"},
      {"an eighth", "pct(1, 8)"},
      {"five sixths", "pct(5, 6)"},
      {"seven tenths", "pct(7, 10)"},
      {"a twentieth", "pct(1, 20)"},
      {"third", "findings[unfounded, n1920]"},
      {"twenty-first", "21"},
      {"21st", "21"},
      {"112th", "112"},
      {"between 10 and 20", "findings[substantiated, n1920]"},
      {"10 to 20", "findings[substantiated, n1920]"},
      {"10–20", "findings[substantiated, n1920]"},
      {"10% to 20%", "2019-money[inc, rate]"},
      {"ten to twenty", "findings[substantiated, n1920]"},
      {"~40%", "pct(38, 100)"},
      {"c. 40%", "pct(38, 100)"},
      {"≥ 38%", "pct(38, 100)"},
      {"<40%", "pct(38, 100)"},
      {"just over half", "plans[neglect, p1920]"},
      {"just over 160", "164"},
      {"160+", "164"},
      {"fell by 49%", "pct(" + fall + ", findings[substantiated, n1819])"},
      {"49% lower", "pct(" + fall + ", findings[substantiated, n1819])"},
      {"fell by almost half", "pct(" + fall + ", findings[substantiated, n1819])"},
      {"a drop of 18", fall},
      {"18 fewer", fall},
      {"dropped by 18 cases", fall},
      {"+37", "change(kpi[looked-after, y1819], kpi[looked-after, y1920])"},
      {"−18", fall},
      {"up 6 percentage points", "change(2019-money[inc, rate], 18.5)"},
      {"1st May 2019", "2019-money[inc, day]"},
      {"Wednesday 1 May 2019", "2019-money[inc, day]"},
      {"1 May", "2019-money[inc, day]"},
      {"May 2019", "2019-money[inc, day]"},
      {"2019", "2019-money[inc, month]"},
      {"2019-05-01", "2019-money[inc, day]"},
      {"2019-20", "2019-money[inc, quarter]"},
      {"2019 to 2020", "2019-money[inc, quarter]"},
      {"1999 to 2000", "2019-money[n1, quarter]"},
      {"April 2019 to March 2020", "2019-money[inc, span]"},
  };
  for (const auto& [said, data] : fitting) {
    CAPTURE(said, data);
    CHECK(role(said + " = " + data) == said);
  }
}

TEST_CASE("a figure in words or in another form can be wrong too", "[content][data][value]") {
  const std::vector<std::string> wrong = {
      "£432k = 2019-money[inc, 2019/20]",
      "£15,559 = 2019-money[exp, 2018-19]",
      "twenty cases = findings[substantiated, n1920]",
      "one hundred and six = 105",
      "one in four = pct(1, 5)",
      "18 of 50 = pct(19, 50)",
      "19 of 51 = pct(19, 50)",
      "19 out of 51 = pct(19, 50)",
      "38 of 100 = pct(19, 50) + 2",
      "fourth = 3",
      "22nd = 21",
      "between 20 and 30 = findings[substantiated, n1920]",
      "just over 160 = 190",
      "just over half = pct(80, 100)",
      "fell by 48% = pct(change(37, 19), 37)",
      "2nd May 2019 = 2019-money[inc, day]",
      "Thursday 1 May 2019 = 2019-money[inc, day]",
      "June 2019 = 2019-money[inc, day]",
      "01/05/2019 = 2019-money[inc, day]",
      "2018-19 = 2019-money[inc, quarter]",
      "1999 to 2001 = 2019-money[n1, quarter]",
  };
  for (const std::string& text : wrong) {
    CAPTURE(text);
    CHECK(message(text).find("text says " + text.substr(0, text.find(" = "))) == 0);
  }
  for (const char* text :
       {"22st = 22", "19ish = 19", "2019/20 = 2019", "£ = 5", "between 5 = 5", "nine and ten = 9",
        "30-odd = 30", ".5 = 0.5", "half dozen = 6", "£5th = 5", "twenty nineteen = 20"}) {
    CAPTURE(text);
    CHECK(role(text).find("error: ") != std::string::npos);
  }
  CHECK(message("fell by 40% = pct(change(findings[substantiated, n1819], findings[substantiated, n1920]), "
                "findings[substantiated, n1819])") ==
        "text says fell by 40%, data gives down 49% (−18 of 37)  [data/value]");
}

TEST_CASE("rows go by their labels too, unless two share one", "[content][data][value]") {
  CHECK(role("2019-money[Total income, 2018-19]") == "£1,234,567");
  CHECK(role("2019-money[\"Total spending\", 2019/20]") == "£13,871");
  CHECK(role("2019-money[inc, 2018-19] - 2019-money[inc, 2019/20]") == "£803,567");
  CHECK(role("2019-money[net, 2018-19]") ==
        "(nothing)\n"
        "content/page.md:1:26: error: `2019-money` has no row `net`  [data/unknown-row]\n"
        "    1 | It is {value}`2019-money[net, 2018-19]` here.\n"
        "      |                          ^^^ several rows have this label: write one of n1, n2\n");
}

TEST_CASE("a mismatch shows both sides with the working", "[content][data][value]") {
  CHECK(role("40% = pct(findings[substantiated, n1920], sum(findings[*, n1920]))") ==
        "40%\n"
        "content/page.md:1:15: error: text says 40%, data gives 38% (19 of 50)  [data/value]\n"
        "    1 | It is {value}`40% = pct(findings[substantiated, n1920], sum(findings[*, n1920]))` here.\n"
        "      |               ^^^ mend the text or the data, or name a waiver\n");
  CHECK(role("460 = kpi[looked-after, y1920]") ==
        "460\n"
        "content/page.md:1:15: error: text says 460, data gives 461  [data/value]\n"
        "    1 | It is {value}`460 = kpi[looked-after, y1920]` here.\n"
        "      |               ^^^ mend the text or the data, or name a waiver\n"
        "  content/data/kpi.csv:2:26: note: the cell is here\n");
  CHECK(message("nine = findings[no-further-action, n1920]") == "text says nine, data gives 8  [data/value]");
  CHECK(message("up 36 = change(kpi[looked-after, y1819], kpi[looked-after, y1920])") ==
        "text says up 36, data gives up 37 (424 to 461)  [data/value]");
  CHECK(message("down 37 = change(kpi[looked-after, y1819], kpi[looked-after, y1920])") ==
        "text says down 37, data gives up 37 (424 to 461)  [data/value]");
  CHECK(message("no change = change(kpi[looked-after, y1819], kpi[looked-after, y1920])") ==
        "text says no change, data gives up 37 (424 to 461)  [data/value]");
  CHECK(message("43 = sum(findings[substantiated..unsubstantiated, n1920])") ==
        "text says 43, data gives 42 (19 + 3 + 20)  [data/value]");
  CHECK(message("nearly half = plans[neglect, p1920]") ==
        "text says nearly half, data gives 51%  [data/value]");
  CHECK(message("a quarter = pct(1001, 3061)") ==
        "text says a quarter, data gives 33% (1,001 of 3,061)  [data/value]");
  CHECK(message("over 461 = kpi[looked-after, y1920]") == "text says over 461, data gives 461  [data/value]");
  CHECK(message("2 May 2019 = kpi[looked-after, date]") ==
        "text says 2 May 2019, data gives 1 May 2019  [data/value]");
  CHECK(message("LSCP = kpi[neglect, board]") == "text says LSCP, data gives CSP  [data/value]");
  CHECK(message("48.3% = pct(44, 91)") == "text says 48.3%, data gives 48.4% (44 of 91)  [data/value]");
}

TEST_CASE("units are part of a figure", "[content][data][value]") {
  CHECK(role("19% = findings[substantiated, n1920]") ==
        "19%\n"
        "content/page.md:1:15: error: text says 19%, data gives 19  [data/unit]\n"
        "    1 | It is {value}`19% = findings[substantiated, n1920]` here.\n"
        "      |               ^^^ the data is not a percentage: leave out the sign, or write pct(part, "
        "whole)\n");
  CHECK(role("2% = change(plans[neglect, p1819], plans[neglect, p1920])").find("is in percentage points") !=
        std::string::npos);
  CHECK(role("51 points = plans[neglect, p1920]").find("for the difference of two percentages") !=
        std::string::npos);
  CHECK(role("£19 = findings[substantiated, n1920]").find("the data is not money") != std::string::npos);
  CHECK(role("up 19 = findings[substantiated, n1920]").find("for a direction, write change(from, to)") !=
        std::string::npos);
  CHECK(role("19 foxes = findings[substantiated, n1920]").find("the data is in cases") != std::string::npos);
  CHECK(role("half = findings[substantiated, n1920]").find("for a fraction, write pct(part, whole)") !=
        std::string::npos);
  CHECK(message("plans[neglect, p1920] + findings[substantiated, n1920]") ==
        "a percentage and a number are added or taken away here  [data/unit]");
}

TEST_CASE("unknown names offer the nearest", "[content][data][value]") {
  CHECK(role("findigs[substantiated, n1920]") ==
        "(nothing)\n"
        "content/page.md:1:15: error: there is no data set `findigs`  [data/unknown-set]\n"
        "    1 | It is {value}`findigs[substantiated, n1920]` here.\n"
        "      |               ^^^^^^^ did you mean `findings`?\n");
  CHECK(role("19 = findings[substantiatd, n1920]") ==
        "19\n"
        "content/page.md:1:29: error: `findings` has no row `substantiatd`  [data/unknown-row]\n"
        "    1 | It is {value}`19 = findings[substantiatd, n1920]` here.\n"
        "      |                             ^^^^^^^^^^^^ did you mean `substantiated`?\n");
  CHECK(role("findings[substantiated, n192]") ==
        "(nothing)\n"
        "content/page.md:1:39: error: `findings` has no column `n192`  [data/unknown-column]\n"
        "    1 | It is {value}`findings[substantiated, n192]` here.\n"
        "      |                                       ^^^^ did you mean `n1920`?\n");
  CHECK(role("summ(findings[*, n1920])").find("there is no function `summ`  [data/expression]") !=
        std::string::npos);
  CHECK(role("summ(findings[*, n1920])").find("did you mean `sum`?") != std::string::npos);
  CHECK(message("cumulative(findings[*, n1920])") == "there is no function `cumulative`  [data/expression]");
}

TEST_CASE("what cannot be worked out is said", "[content][data][value]") {
  CHECK(message("kpi[looked-after, national]") ==
        "`kpi[looked-after, national]` has no value: [x] not available  [data/missing]");
  CHECK(
      role("pct(findings[substantiated, n1920], findings[malicious, n1920])") ==
      "(nothing)\n"
      "content/page.md:1:15: error: this divides by nought  [data/division]\n"
      "    1 | It is {value}`pct(findings[substantiated, n1920], findings[malicious, n1920])` here.\n"
      "      |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the whole is 0\n"
      "  content/data/findings.csv:6:13: note: the cell is here\n");
  CHECK(message("1 / 0") == "this divides by nought  [data/division]");
  CHECK(message("kpi[neglect, board] + 1") == "`CSP` is not a figure to calculate with  [data/not-a-figure]");
  CHECK(message("sum(kpi[*, board])") == "`LSCP` is not a figure to calculate with  [data/not-a-figure]");
  CHECK(message("findings[*, n1920]") == "several cells stand where one value is wanted  [data/expression]");
  CHECK(message("sum(findings[unsubstantiated..substantiated, n1920])") ==
        "this range runs backwards  [data/expression]");
  std::string huge = "999999999999999999";
  for (int i = 0; i < 5; ++i) huge += " * 999999999999999999";
  CHECK(message(huge) == "the result is too large to hold  [data/overflow]");
}

TEST_CASE("broken expressions are reported at their place", "[content][data][value]") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "there is no expression here"},
      {"38% =", "there is no expression here"},
      {"= kpi[neglect, y1920]", "there is no text before the ="},
      {"38% = pct(19, 50", "this bracket is never closed"},
      {"kpi[neglect, y1920", "this bracket is never closed"},
      {"kpi[neglect]", "`kpi` needs a row and a column"},
      {"kpi", "`kpi` needs a row and a column"},
      {"kpi[neglect, y1920, x]", "`kpi` needs a row and a column"},
      {"kpi[, y1920]", "`,` is out of place here"},
      {"1 +", "this expression ends too early"},
      {"1 1", "`1` is out of place here"},
      {"38%", "`%` is out of place here"},
      {"1 = 1 = 2", "`=` is out of place here"},
      {"pct(1)", "`pct` takes 2 values, not 1"},
      {"sum()", "`sum` takes at least 1 value, not 0"},
      {"kpi[neglect y1920]", "`kpi` needs a row and a column"},
      {"£5 + 1", "`£` is out of place here"},
      {"round(1, 0.5)", "`round` wants a number of decimal places from -12 to 12"},
      {"1.2.3", "`1.2.3` is not a number"},
      {"1,000 + 1", "numbers in an expression have no commas"},
      {"kpi[\"neglect, y1920]", "this quotation mark is never closed"},
      {"$x", "`$` is out of place here"},
      {"row total", "`row` needs a row and a column"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const std::string got = role(text);
    CHECK(got.find("error: " + expected) != std::string::npos);
  }
  CHECK(message("many = findings[substantiated, n1920]") ==
        "`many` is not a figure Gazette can read  [data/literal]");
  CHECK(role("19,31 = findings[substantiated, n1920]").find("commas stand between groups of three digits") !=
        std::string::npos);
  CHECK(message("19ish = findings[substantiated, n1920]") ==
        "`19ish` is not a figure Gazette can read  [data/literal]");
}

TEST_CASE("deep and long expressions are refused, not followed", "[content][data][value]") {
  CHECK(message(std::string(100'000, '(') + "1") ==
        "this expression is nested too deeply  [data/expression]");
  CHECK(message(std::string(100'000, '-') + "1") ==
        "this expression is nested too deeply  [data/expression]");
  std::string calls;
  for (int i = 0; i < 10'000; ++i) calls += "sum(";
  CHECK(message(calls) == "this expression is nested too deeply  [data/expression]");
  std::string sum = "1";
  for (int i = 0; i < 50'000; ++i) sum += "+1";
  CHECK(message(sum) == "this expression is too long to be meant  [data/expression]");
}

TEST_CASE("a waiver excuses what it describes and nothing else", "[content][data][value]") {
  const std::string share = " = pct(findings[substantiated, n1920], sum(findings[*, n1920]))";
  CHECK(role("40%" + share + " waive lado") == "40%");
  CHECK(role("41%" + share + " waive lado").find("text says 41%, data gives 38% (19 of 50)  [data/value]") !=
        std::string::npos);
  CHECK(role("41%" + share + " waive lado").find("note: the waiver is about another figure") !=
        std::string::npos);
  CHECK(role("38%" + share + " waive lado").find("warning: text and data agree, so `lado` excuses nothing") !=
        std::string::npos);
  CHECK(role("40%" + share + " waive lad").find("there is no correction `lad`  [data/unknown-waiver]") !=
        std::string::npos);
  CHECK(role("40%" + share + " waive lado", "2027-04-02")
            .find("`lado` ended on 1 April 2027  [data/waiver-expired]") != std::string::npos);
  CHECK(role("40%" + share + " waive lado", "2027-04-01") == "40%");
}

TEST_CASE("a value names the sets and cells it read", "[content][data][value]") {
  const DataLibrary data = library();
  Diagnostics diagnostics;
  const auto result = evaluate_value_role("pct(findings[substantiated, n1920], kpi[neglect, y1920])", {},
                                          data, "", diagnostics);
  REQUIRE(result);
  CHECK(result->sets == std::vector<std::string>{"findings", "kpi"});
  CHECK(result->cells == std::vector<CellUse>{{"findings", 1, 2}, {"kpi", 1, 4}});
}

TEST_CASE("changes are put in words", "[content][data][value]") {
  const auto words = [](int from, int to, ColumnType type, CompareAs as) {
    return change_in_words(Rational(from), Rational(to), type, 0, as);
  };
  CHECK(words(79, 47, ColumnType::Integer, CompareAs::Both) == "down 32, 41%");
  CHECK(words(79, 47, ColumnType::Integer, CompareAs::Number) == "down 32");
  CHECK(words(79, 47, ColumnType::Integer, CompareAs::Percent) == "down 41%");
  CHECK(words(49, 51, ColumnType::Percent, CompareAs::Both) == "up 2 percentage points");
  CHECK(words(50, 51, ColumnType::Percent, CompareAs::Number) == "up 1 percentage point");
  CHECK(words(5, 5, ColumnType::Integer, CompareAs::Both) == "no change");
  CHECK(words(0, 5, ColumnType::Integer, CompareAs::Both) == "up 5");
  CHECK(words(-100, -150, ColumnType::Currency, CompareAs::Both) == "down £50, 50%");
}

namespace {

/// One of the words authors have for 19 of 50, for 461, and for a change of -2.5%.
std::string said(const std::string& text) {
  DataLibrary data;
  auto read = gazette::testing::read_set(
      "d", "k,n,m,p\na,19,50,38\nb,461,424,0.5\nneg,-15,12,-2.5\n",
      "title: D\ncolumns: {n: {type: integer, unit: children}, m: {type: integer}, p: {type: percent}}\n");
  data.sets.push_back(std::move(*read.set));
  Diagnostics diagnostics;
  evaluate_value_role(text, {gazette::testing::source("content/page.md", text), {0, text.size()}}, data,
                      "2020-01-01", diagnostics);
  std::string out;
  for (const Diagnostic& finding : diagnostics.items()) out += finding.message + "\n";
  return out;
}

}  // namespace

TEST_CASE("shares, limits and changes in the words of reports", "[content][data][value]") {
  const std::string share = " = pct(d[a,n], d[a,m])";
  for (const char* text :
       {"38% (19 of 50)", "19 of 50 (38%)", "19 (38%)", "38%, or 19 of 50", "38 per cent (19 of 50)",
        "19 of 50 children", "19 out of 50", "4 in 10", "38 in 100", "four out of ten",
        "38% (19 out of 50 children)", "nearly 40% (19 of 50)", "almost two in five"}) {
    CAPTURE(text);
    CHECK(said(text + share).empty());
  }
  for (const char* text :
       {"no more than 20 = d[a,n]", "no fewer than 19 = d[a,n]", "not less than 19 = d[a,n]",
        "a maximum of 20 = d[a,n]", "over 400 = d[b,n]", "over 450 = d[b,n]", "fewer than 500 = d[b,n]",
        "at least 18 = d[a,n]", "down 2.5% = d[neg,p]", "fell by 2.5% = d[neg,p]", "down 15 = d[neg,n]",
        "38% (19 of 50) = d[a,p]"}) {
    CAPTURE(text);
    CHECK(said(text).empty());
  }
}

TEST_CASE("the same words when they are wrong", "[content][data][value]") {
  const std::string share = " = pct(d[a,n], d[a,m])";
  for (const char* text :
       {"37 in 100", "39 of 100", "38", "thirty-eight", "38% (18 of 50)", "38% (19 of 51)", "37% (19 of 50)",
        "5 in 10", "3 in 10", "19 of 50 plans", "18 (38%)", "20 of 50 children", "no more than 37%"}) {
    CAPTURE(text);
    CHECK_FALSE(said(text + share).empty());
  }
  for (const char* text : {"one in 100 = pct(0, 100)", "97 out of 100 = pct(96, 100)", "over 1 = d[b,n]",
                           "0461 = d[b,n]", "at least 5 = d[b,n]", "fewer than 5,000 = d[b,n]",
                           "no more than 18 = d[a,n]", "no fewer than 20 = d[a,n]", "up 2.5% = d[neg,p]",
                           "down 2.4% = d[neg,p]", "up 38% = d[a,m]", "38% (20 of 50) = d[a,p]"}) {
    CAPTURE(text);
    CHECK_FALSE(said(text).empty());
  }
}

TEST_CASE("a message never shows the same words on both sides", "[content][data][value]") {
  for (const char* text : {"over 1 = d[b,n]", "fewer than 461 = d[b,n]", "38 = pct(d[a,n], d[a,m])",
                           "38% (18 of 50) = pct(d[a,n], d[a,m])", "more than 38% = pct(d[a,n], d[a,m])"}) {
    const std::string got = said(text);
    CAPTURE(text, got);
    const std::size_t gives = got.find("data gives ");
    REQUIRE(gives != std::string::npos);
    CHECK(got.substr(10, got.find(", data gives") - 10) != got.substr(gives + 11, got.size() - gives - 12));
  }
}
