#include "content/data/set_reader.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "content/data_testing.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;
using gazette::testing::read_set;
using gazette::testing::ReadSet;

namespace {

const std::string kCsv =
    "key,time,n1819,n1920,p1920\n"
    "month-1,Within 1 month,33,15,30\n"
    "month-3,Within 3 months [note 1],44,26,52\n"
    "later,Later,[x],9,18\n"
    "total,Total concluded,91,50,[z]\n";

const std::string kYaml =
    "title: Allegations concluded, by time taken\n"
    "source: LADO annual report\n"
    "unit: cases\n"
    "primaryKey: key\n"
    "groups:\n"
    "  - {label: Number, columns: [n1819, n1920]}\n"
    "columns:\n"
    "  key: {hidden: true}\n"
    "  time: {label: Time taken}\n"
    "  n1819: {label: 2018/19, type: integer}\n"
    "  n1920: {label: 2019/20, type: integer, period: 2019-04/2020-03}\n"
    "  p1920: {label: Share, type: percent, dp: 0}\n"
    "missingValues: {\"[x]\": not collated}\n"
    "totals: [total]\n"
    "notes: {1: Leaves out those within 1 month.}\n"
    "compare: {from: n1819, to: n1920, as: both, polarity: none}\n"
    "chart: {type: bar, series: [n1920], ref: {value: 90, text: target}}\n"
    "downloads: [csv, ods]\n";

std::string findings(const std::string& csv, const std::string& yaml = "title: T\n") {
  return read_set("a", csv, yaml).findings;
}

}  // namespace

TEST_CASE("a data set is read with its types, keys and notes", "[content][data]") {
  const ReadSet got = read_set("times", kCsv, kYaml);
  CHECK(got.findings.empty());
  REQUIRE(got.set);
  const DataSet& set = *got.set;
  CHECK(set.title == "Allegations concluded, by time taken");
  CHECK(set.rows.size() == 4);
  CHECK(set.row_header == std::vector<std::size_t>{1});
  CHECK(find_row(set, "month-3") == 1);
  CHECK(set.is_total(3));
  CHECK(set.rows[1].cells[1].text == "Within 3 months");
  CHECK(set.rows[1].cells[1].notes == std::vector<std::string>{"1"});
  CHECK(cell_text(set, 0, 4) == "30%");
  CHECK(cell_text(set, 2, 2) == "[x]");
  CHECK(set.missing_codes[static_cast<std::size_t>(set.rows[2].cells[2].missing)].meaning == "not collated");
  CHECK(find_column(set, "n1920") == 3);
  CHECK(find_column(set, "2019-20") == 3);
  CHECK(find_column(set, "2019/20") == 3);
  CHECK_FALSE(find_column(set, "2017-18"));
  CHECK(column_label(set, 3) == "Number, 2019/20");
  CHECK(row_label(set, 0) == "Within 1 month");
  CHECK(set.unit_of(2) == "cases");
  CHECK(set.groups.at(0).columns == std::vector<std::size_t>{2, 3});
  REQUIRE(set.compare);
  CHECK(set.compare->as == CompareAs::Both);
  REQUIRE(set.chart);
  CHECK(set.chart->ref_value == Rational(90));
  CHECK(set.downloads == std::vector<std::string>{"csv", "ods"});
}

TEST_CASE("Frictionless fields are read too", "[content][data]") {
  const ReadSet got = read_set("f", "year,n,state\n2019,5,open\n2020,,shut\n",
                               "title: T\n"
                               "fields:\n"
                               "  - {name: year, type: year, title: Year}\n"
                               "  - name: n\n"
                               "    type: number\n"
                               "    title: Number\n"
                               "    constraints: {required: false, minimum: 0, maximum: 10}\n"
                               "  - {name: state, type: string, constraints: {enum: [open, shut]}}\n"
                               "missingValues: [\"\", \"[x]\"]\n"
                               "primaryKey: year\n");
  CHECK(got.findings.empty());
  REQUIRE(got.set);
  CHECK(got.set->columns[1].label == "Number");
  CHECK(got.set->columns[1].type == ColumnType::Decimal);
  CHECK(find_row(*got.set, "2020") == 1);
  CHECK(got.set->rows[1].cells[1].is_blank());
}

TEST_CASE("without YAML the types are worked out", "[content][data]") {
  const ReadSet got = read_set("lado-referrals", "year,number_of_cases,rate\n2018,79,1.5\n2019,47,[x]\n");
  CHECK(got.findings.empty());
  REQUIRE(got.set);
  CHECK(got.set->title == "Lado referrals");
  CHECK(got.set->columns[0].type == ColumnType::Year);
  CHECK(got.set->columns[1].label == "Number of cases");
  CHECK(got.set->columns[1].type == ColumnType::Integer);
  CHECK(got.set->columns[2].type == ColumnType::Decimal);
  CHECK(cell_text(*got.set, 0, 2) == "1.5");
  CHECK(got.set->row_header == std::vector<std::size_t>{0});
}

TEST_CASE("a word in a number column is reported at row and column", "[content][data]") {
  const std::string yaml = "title: T\ncolumns: {n: {type: integer}}\n";
  CHECK(findings("k,n\na,many\n", yaml) ==
        "content/data/a.csv:2:3: error: `many` is not a number (column `n`, row 2)  [data/number]\n"
        "    2 | a,many\n"
        "      |   ^^^^ a column of figures holds bare numbers, or a code such as [x]\n");
  CHECK(findings("k,n\na,\"13,540\"\n", yaml) ==
        "content/data/a.csv:2:3: error: `13,540` is not a bare number (column `n`, row 2)  [data/number]\n"
        "    2 | a,\"13,540\"\n"
        "      |   ^^^^^^^^ write 13540; the column's type adds signs and commas for readers\n");
  CHECK(findings("k,n\na,4.5\n", yaml).find("`4.5` is not a whole number (column `n`, row 2)") !=
        std::string::npos);
  CHECK(findings("k,n\na,52 [p]\n", yaml).find("put the code in a column of its own") != std::string::npos);
  CHECK(findings("k,n\na,52*\n", yaml).find("write [note 1] for a footnote, never a symbol") !=
        std::string::npos);
  CHECK(findings("k,n\na,£5\n", yaml).find("write 5; the column's type") != std::string::npos);
  CHECK(findings("k,n\na,[q]\n", yaml)
            .find("error: there is no code `[q]` (column `n`, row 2)  [data/missing-code]") !=
        std::string::npos);
}

TEST_CASE("placeholders do not say why a value is missing", "[content][data]") {
  for (const char* text :
       {"NA", "N/A", "n/a", "-", ".", "..", ":", "*", "–", "#N/A", "#REF!", "No data", "nil"}) {
    CAPTURE(text);
    const std::string got =
        findings(std::string("k,n\na,") + text + "\n", "title: T\ncolumns: {n: {type: decimal}}\n");
    CHECK(got.find(std::string("error: `") + text +
                   "` does not say why the value is missing (column `n`, row 2)  [data/placeholder]") !=
          std::string::npos);
  }
  CHECK(findings("k,t\na,N/A\n").find("[data/placeholder]") != std::string::npos);
  CHECK(findings("k,t\na,None\n").empty());
}

TEST_CASE("empty cells, blanks and repeated keys", "[content][data]") {
  CHECK(findings("k,n\na,\n", "title: T\ncolumns: {n: {type: integer}}\n") ==
        "content/data/a.csv:2:3: warning: a figure is missing in column `n`: the cell in row 2 is empty  "
        "[data/blank]\n"
        "    2 | a,\n"
        "      |   ^ write why, as in [x] not available, or set `required: false` for the column\n");
  CHECK(findings("k,n\na,\nb,2\nc,\n")
            .find("warning: 2 figures are missing in column `n`: the cells in rows 2 and 4 are empty") !=
        std::string::npos);
  CHECK(findings("k,n\na,\nb,2\n", "title: T\ncolumns: {n: {required: true}}\n")
            .find("error: this cell is empty (column `n`, row 2)") != std::string::npos);
  CHECK(findings("k,t,d\na,,2020-01-01\nb,words,\n", "title: T\ncolumns: {d: {type: date}}\n").empty());
  CHECK(findings("k,n\na,\n", "title: T\ncolumns: {n: {required: false}}\n").empty());
  CHECK(findings("k,n\na, 5\n") ==
        "content/data/a.csv:2:3: warning: there are blanks round this value (column `n`, row 2)  "
        "[data/spaces]\n"
        "    2 | a, 5\n"
        "      |   ^^ take them out\n");
  CHECK(findings("k,t\na,two  blanks\n").find("two blanks in a row") != std::string::npos);
  CHECK(findings("k,n\nA b,1\na-b,2\n").empty());
  CHECK(
      findings("k,n\nA b,1\na-b,2\n", "title: T\nprimaryKey: k\n") ==
      "content/data/a.csv:3:1: error: two rows have the key `a-b` (column `k`, row 3)  [data/duplicate-key]\n"
      "    3 | a-b,2\n"
      "      | ^^^ name more columns under `primaryKey`, or add a column of keys that differ\n"
      "  content/data/a.csv:2:1: note: the first one is here\n");
  CHECK(findings("k,n\na,1\na,1\n").find("this row repeats an earlier one") != std::string::npos);
}

TEST_CASE("rows that share a name are fine until something names one", "[content][data]") {
  const ReadSet got = read_set("a", "year,area,sex,n\n2019,North,M,5\n2019,North,F,6\n2020,North,M,8\n");
  CHECK(got.findings.empty());
  REQUIRE(got.set);
  CHECK_FALSE(find_row(*got.set, "2019"));
  CHECK(find_row(*got.set, "2020") == 2);
  CHECK(no_such_row(*got.set, "2019") == "`a` has 2 rows `2019`");
  CHECK(suggest_row(*got.set, "2019").find("`primaryKey: [year, area, sex]`") != std::string::npos);
  const ReadSet never = read_set("a", "k,n\na,1\na,2\n");
  CHECK(suggest_row(*never.set, "a").find("add a column of keys that differ") == 0);
}

TEST_CASE("years, codes and other digits that are no figures", "[content][data]") {
  const auto type = [](const std::string& csv, std::size_t column) {
    const ReadSet got = read_set("a", csv);
    CHECK(got.findings.empty());
    return got.set->columns[column].type;
  };
  for (const char* name : {"Blwyddyn", "jahr", "Schuljahr", "année", "Rok szkolny", "年度", "FY", "Cohort"}) {
    CAPTURE(name);
    CHECK(type("area," + std::string(name) + ",n\na,2019,5\nb,2016,7\nc,1985,8\n", 1) == ColumnType::Year);
  }
  CHECK(type("x1,n\n2016,5\n2017,7\n2018,9\n", 0) == ColumnType::Year);
  CHECK(type("area,x1,n\na,2019,5\nb,2020,7\na,2020,8\n", 1) == ColumnType::Year);
  CHECK(type("area,visits\na,1950\nb,2010\nc,1999\n", 1) == ColumnType::Integer);
  for (const char* name :
       {"Ward code", "UPRN", "Gemeindeschlüssel", "new_la_code", "wardCode", "Age", "Mois"}) {
    CAPTURE(name);
    CHECK(type("area," + std::string(name) + ",n\na,1001,5\nb,1010,7\nc,99,8\n", 1) == ColumnType::Text);
  }
  CHECK(type("codes issued,n\n1001,5\n1015,6\n", 1) == ColumnType::Integer);
  CHECK(type("area,Codes issued\na,1001\nb,1015\n", 1) == ColumnType::Integer);
  CHECK(type("num,area,n\n1001,a,5\n1002,b,6\n1003,c,7\n", 0) == ColumnType::Text);
  CHECK(type("code,area,n\n08111,a,5\n10115,b,6\n", 0) == ColumnType::Text);
}

TEST_CASE("a table of figures alone takes its first column for names", "[content][data]") {
  const ReadSet got = read_set("a", "distance,n\n0.5,5\n1,7\n1.5,9\n");
  REQUIRE(got.set);
  CHECK(got.findings.empty());
  CHECK(got.set->columns[0].type == ColumnType::Text);
  CHECK(got.set->row_header == std::vector<std::size_t>{0});
  CHECK(read_set("a", "plans,children\n461,620\n").set->columns[0].type == ColumnType::Integer);
  CHECK(read_set("a", "n\n1\n2\n").set->columns[0].type == ColumnType::Integer);
  const ReadSet codes = read_set("a", "id,area,n\n1,North,5\n2,South,7\n");
  CHECK(codes.set->row_header == std::vector<std::size_t>{1});
}

TEST_CASE("figures as R and Python write them", "[content][data]") {
  const ReadSet got = read_set("a", "k,n\na,0.0048543689320388345\nb,0.5\n");
  REQUIRE(got.set);
  CHECK(got.findings.empty());
  CHECK(got.set->columns[1].type == ColumnType::Decimal);
  CHECK(got.set->columns[1].decimal_places == 5);
  CHECK(cell_text(*got.set, 0, 1) == "0.00485");
}

TEST_CASE("shares typed as fractions", "[content][data]") {
  const auto shares = [](const std::string& values) {
    return findings("k,s\n" + values, "title: T\ncolumns: {s: {type: percent, dp: 0}}\n");
  };
  CHECK(shares("a,0.38\nb,0.12\nc,0.5\n").find("lies between 0 and 1: 38% is typed 38") != std::string::npos);
  CHECK(shares("a,0.38\nb,12\n").empty());
  CHECK(shares("a,0\nb,1\nc,0\n").empty());
}

TEST_CASE("limits of a column", "[content][data]") {
  const std::string yaml =
      "title: T\n"
      "columns:\n"
      "  p: {type: percent, min: 0, max: 100}\n"
      "  d: {type: date}\n"
      "  q: {type: period}\n"
      "  s: {type: enum, values: [open, shut]}\n"
      "  c: {type: text, pattern: \"[A-Z][0-9]+\", unique: true}\n";
  const auto one = [&](const std::string& cells) { return findings("k,p,d,q,s,c\nx," + cells + "\n", yaml); };
  CHECK(one("50,2019-05-01,2019/20,open,A1").empty());
  CHECK(one("101,2019-05-01,2019/20,open,A1")
            .find("error: 101 is more than 100 (column `p`, row 2)  [data/range]") != std::string::npos);
  CHECK(one("-1,2019-05-01,2019/20,open,A1").find("-1 is less than 0") != std::string::npos);
  CHECK(one("50,2019-02-29,2019/20,open,A1")
            .find("error: `2019-02-29` is not a date (column `d`, row 2)  [data/form]") != std::string::npos);
  CHECK(one("50,01/05/2019,2019/20,open,A1").find("write it as 2019-05-01") != std::string::npos);
  CHECK(one("50,2019-05-01,2019/21,open,A1").find("`2019/21` is not a period") != std::string::npos);
  CHECK(one("50,2019-05-01,Q2 2019/20,open,A1").empty());
  CHECK(one("50,2019-05-01,2019/20,opne,A1").find("did you mean `open`?") != std::string::npos);
  CHECK(one("50,2019-05-01,2019/20,open,a1").find("[data/pattern]") != std::string::npos);
  CHECK(findings("k,p,d,q,s,c\nx,5,2019,2019,open,A1\ny,5,2019,2019,open,A1\n", yaml).find("[data/unique]") !=
        std::string::npos);
}

TEST_CASE("what the YAML may not say", "[content][data]") {
  const std::string csv = "k,n\na,1\n";
  CHECK(findings(csv, "title: T\nsorce: x\n") ==
        "content/data/a.yaml:2:1: warning: there is no key `sorce`  [data/unknown-key]\n"
        "    2 | sorce: x\n"
        "      | ^^^^^ did you mean `source`?\n");
  CHECK(findings(csv, "title: T\ncolumns: {m: {type: integer}}\n")
            .find("content/data/a.csv has no column `m`") != std::string::npos);
  CHECK(findings(csv, "title: T\ncolumns: {n: {type: number_, dp: 0}}\n").find("did you mean `number`?") !=
        std::string::npos);
  CHECK(findings(csv, "title: T\ncolumns: {n: {type: integer, dp: many}}\n")
            .find("`dp` should be a whole number from 0 to 12  [data/schema]") != std::string::npos);
  CHECK(findings(csv, "title: T\ncolumns: {n: {lable: N}}\n").find("did you mean `label`?") !=
        std::string::npos);
  CHECK(findings(csv, "title: [a]\n").find("`title` should be text") != std::string::npos);
  CHECK(findings(csv, "source: x\n").find("this data set has no title  [data/title]") != std::string::npos);
  CHECK(findings(csv, "title: T\ntotals: [totl]\n").find("`a` has no row `totl`  [data/unknown-row]") !=
        std::string::npos);
  CHECK(findings(csv, "title: T\nrow_header: [nn]\n").find("`a` has no column `nn`  [data/unknown-column]") !=
        std::string::npos);
  CHECK(findings(csv, "title: T\nprimaryKey: id\n").find("`a` has no column `id`") != std::string::npos);
  CHECK(findings(csv, "title: T\nnotes: {1: unused}\n").find("nothing refers to note 1") !=
        std::string::npos);
  CHECK(findings("k,n\na [note 2],1\n").find("error: there is no note 2  [data/note]") != std::string::npos);
  CHECK(findings(csv, "title: T\ndownloads: [pdf]\n").find("`pdf` is not a download format") !=
        std::string::npos);
  CHECK(findings(csv, "title: T\ncompare: {from: n}\n").find("`compare` needs `from` and `to`") !=
        std::string::npos);
  CHECK(findings(csv, "title: T\ncompare: {from: n, to: n, polarity: up}\n").find("is not a polarity") !=
        std::string::npos);
  CHECK(findings(csv, "just text\n").find("should hold `key: value` lines") != std::string::npos);
  CHECK(findings("k,a,b,c\nx,1,2,3\n", "title: T\ngroups: [{label: G, columns: [a, c]}]\n")
            .find("do not stand side by side: `b` is between them") != std::string::npos);
  CHECK(findings("k,a,b\nx,1,2\n",
                 "title: T\ngroups: [{label: G, columns: [a, b]}, {label: H, columns: [b]}]\n")
            .find("`b` is in two groups") != std::string::npos);
  CHECK(findings(csv, "title: T\ncolumns: {n: {pattern: \"[\"}}\n").find("is not a regular expression") !=
        std::string::npos);
}

TEST_CASE("checks and waivers are read with their faults", "[content][data]") {
  const auto check = [](const std::string& text) {
    return findings("k,n\na,1\n", "title: T\nchecks:\n  - " + text + "\n");
  };
  CHECK(check("{id: s, rule: \"n = 1\"}").empty());
  CHECK(check("{id: s}").find("this check has no rule") != std::string::npos);
  CHECK(check("{rule: \"n = 1\"}").find("this check has no `id`") != std::string::npos);
  CHECK(check("{id: s, rule: \"n = 1\", row-count: 3}").find("this check has two kinds") !=
        std::string::npos);
  CHECK(check("{id: s, sums_to: 100}").find("did you mean `sums-to`?") != std::string::npos);
  CHECK(check("{id: s, range: {column: n}}").find("`range` is not complete") != std::string::npos);
  CHECK(check("{id: s, monotonic: {column: n, direction: up}}").find("`up` is not a direction") !=
        std::string::npos);
  CHECK(check("{id: s, sums-to: lots}").find("`sums-to` should be a number") != std::string::npos);
  CHECK(check("{id: s, rule: \"n = 1\", waive: {until: 2027-04-01}}").find("this waiver gives no reason") !=
        std::string::npos);
  CHECK(check("{id: s, rule: \"n = 1\", waive: {reason: r}}").find("this waiver has no end date") !=
        std::string::npos);
  CHECK(check("{id: s, rule: \"n = 1\", waive: {reason: r, until: soon}}").find("`soon` is not a date") !=
        std::string::npos);
  CHECK(check("plain").find("a check is a block") != std::string::npos);
}

TEST_CASE("screening finds what spreadsheets leave behind", "[content][data]") {
  CHECK(findings("k,p\na,30%\nb,36%\n", "title: T\n").find("holds figures written as text, such as `30%`") !=
        std::string::npos);
  CHECK(findings("k,p\na,30%\nb,36\n", "title: T\n").find("this column mixes units: none, `%`") !=
        std::string::npos);
  CHECK(findings("k,p\na,1\nb,2\nc,Not collated\n", "title: T\n")
            .find("`Not collated` stands in a column of figures") != std::string::npos);
  CHECK(findings("k,d\na,01/05/2019\n", "title: T\n").find("looks like a date") != std::string::npos);
  const std::string series = "year,n\n2011,10\n2012,12\n2013,11\n2014,1300\n2015,12\n2016,11\n2017,13\n";
  CHECK(findings(series) ==
        "content/data/a.csv:5:6: info: 1300 is far from the rest of its series (column `n`, row 5)  "
        "[data/outlier]\n"
        "    5 | 2014,1300\n"
        "      |      ^^^^ check that it was typed correctly\n");
}

TEST_CASE("screening finds what nobody sees", "[content][data]") {
  const auto unseen = [](const std::string& value) {
    return findings("k,n\na" + value + "b,1\n", "title: T\n");
  };
  CHECK(unseen("\xE2\x80\x8B") ==
        "content/data/a.csv:2:1: warning: there is a blank of no width (U+200B) in this value (column `k`, "
        "row 2)  "
        "[data/spaces]\n"
        "    2 | a\xE2\x80\x8B"
        "b,1\n"
        "      | ^^^ delete the cell's text and type it again\n");
  CHECK(unseen("\xC2\xAD").find("a soft hyphen (U+00AD)") != std::string::npos);
  CHECK(unseen("\xEF\xBB\xBF").find("a byte order mark (U+FEFF)") != std::string::npos);
  CHECK(unseen("\t").find("there is a tab in this value") != std::string::npos);
  CHECK(unseen("\xC2\xA0").find("there is a non-breaking blank in this value") != std::string::npos);
  CHECK(findings("k,n\na,1\xE2\x80\x8B\n", "title: T\ncolumns: {n: {type: integer}}\n")
            .find("2:3: error: there is a blank of no width") != std::string::npos);
  CHECK(findings("k,n\nعلي\xE2\x80\x8Cها,1\n", "title: T\n").empty());  // Persian needs its joiners
}

TEST_CASE("screening compares the forms of dates", "[content][data]") {
  const auto dates = [](const std::string& values) { return findings("k,d\n" + values, "title: T\n"); };
  CHECK(dates("a,2019-02-01\nb,1 Feb 2019\nc,Feb-19\n") ==
        "content/data/a.csv:3:3: warning: this column writes dates in several forms: `2019-02-01`, `1 Feb "
        "2019` "
        "(column `d`, row 3)  [data/date-form]\n"
        "    3 | b,1 Feb 2019\n"
        "      |   ^^^^^^^^^^ write dates as 2019-05-01 and give the column the type date\n");
  CHECK(dates("a,1.2.19\n").find("`1.2.19` looks like a date") != std::string::npos);
  CHECK(dates("a,2019/02/01\n").find("`2019/02/01` looks like a date") != std::string::npos);
  CHECK(dates("a,December 2019\nb,1st March 2020\n").empty());
  CHECK(dates("a,2019/20\nb,2020/21\n").empty());
  CHECK(dates("a,Section 47\nb,Marchwood 3\nc,May be 5 or 6\n").empty());
}

TEST_CASE("screening finds a column that was pasted twice", "[content][data]") {
  CHECK(findings("k,a,b\nv,1,1\nw,2,2\nx,3,3\ny,4,4\nz,5,5\n", "title: T\n") ==
        "content/data/a.csv:2:5: warning: this column repeats the figures of `a` (column `b`, row 2)  "
        "[data/duplicate-column]\n"
        "    2 | v,1,1\n"
        "      |     ^ check that the right figures were pasted\n");
  CHECK(findings("k,a,b\nv,0,0\nw,0,0\nx,0,0\ny,0,0\nz,0,0\n", "title: T\n").empty());
}

TEST_CASE("codes with a nought in front are words", "[content][data]") {
  const ReadSet got = read_set("a", "school,n\n0042,1\n1007,2\n");
  CHECK(got.findings.empty());
  REQUIRE(got.set);
  CHECK(got.set->columns[0].type == ColumnType::Text);
  CHECK(cell_text(*got.set, 0, 0) == "0042");
}

TEST_CASE("a series that hardly moves shows its odd one out", "[content][data]") {
  CHECK(findings("year,n\n2011,5\n2012,5\n2013,5\n2014,900\n2015,5\n2016,5\n2017,6\n", "title: T\n")
            .find("900 is far from the rest of its series") != std::string::npos);
  CHECK(findings("year,n\n2011,5\n2012,5\n2013,5\n2014,6\n2015,5\n2016,5\n2017,5\n", "title: T\n").empty());
}

TEST_CASE("loose data sets take figures as people type them", "[content][data]") {
  const ReadSet got = read_set("a", "k,n\na,\"-13,540\"\nb,£5\nc,38%\nd,−0.5\n",
                               "title: T\nloose: true\ncolumns: {n: {type: decimal}}\n");
  CHECK(got.findings.empty());
  REQUIRE(got.set);
  CHECK(got.set->rows[0].cells[1].number == Rational(-13540));
  CHECK(cell_text(*got.set, 3, 1) == "−0.5");
}

TEST_CASE("many faults of one kind are counted", "[content][data]") {
  std::string csv = "k,n\n";
  for (int i = 0; i < 300; ++i) csv += "r" + std::to_string(i) + ",bad\n";
  Diagnostics diagnostics;
  read_data_set("a", gazette::testing::source("a.csv", csv),
                gazette::testing::source("a.yaml", "title: T\ncolumns: {n: {type: integer}}\n"), diagnostics);
  CHECK(diagnostics.items().size() == 21);
  CHECK(diagnostics.items().back().message == "280 more findings like those listed in column `n`");
}

TEST_CASE("the report's own tables can be read", "[content][data]") {
  const std::string folder = source_folder() + "/../shared/report/tables/";
  for (const char* name :
       {"budget-2019-20", "kpi", "lado-timeframes", "neglect-modules-evaluation", "glossary"}) {
    const std::filesystem::path path = folder + name + ".csv";
    if (!std::filesystem::exists(path)) continue;
    const ReadSet got = read_set(name, read_file(path));
    CAPTURE(name, got.findings);
    REQUIRE(got.set);
    CHECK(got.set->rows.size() >= 3);
  }
}
