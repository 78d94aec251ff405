#include "model/data_set.h"

#include <catch2/catch.hpp>

#include "content/data_testing.h"

using namespace gazette;

namespace {

DataSet fees() {
  const auto read =
      gazette::testing::read_set("fees",
                                 "key,what,place,n1819,n1920\n"
                                 "adult,Adults,North,1200,1350.5\n"
                                 "child,Children,North,10,[x]\n"
                                 "young,Children,South,7,8\n",
                                 "title: Fees\nprimaryKey: key\nrow_header: [what]\nunit: pounds\n"
                                 "groups: [{label: Paid, columns: [n1819, n1920]}]\n"
                                 "columns:\n  key: {hidden: true}\n  n1819: {label: 2018/19, type: integer}\n"
                                 "  n1920: {label: 2019/20, type: decimal, unit: pence}\n");
  INFO(read.findings);
  REQUIRE(read.set);
  return *read.set;
}

}  // namespace

TEST_CASE("a row is found by its key, or by a label that it alone has", "[model][data]") {
  const DataSet set = fees();
  CHECK(find_row(set, "child") == 1);
  CHECK(find_row(set, "Adults") == 0);
  CHECK(find_row(set, "adults") == 0);
  CHECK_FALSE(find_row(set, "Children"));  // two rows
  CHECK_FALSE(find_row(set, "***"));
  CHECK(suggest_row(set, "Children") == "several rows have this label: write one of child, young");
  CHECK(suggest_row(set, "chidl") == "did you mean `child`?");
  CHECK(suggest_row(set, "pensioners") == "its rows are adult, child, young");
}

TEST_CASE("a column is found by its name, or by a label that it alone has", "[model][data]") {
  const DataSet set = fees();
  CHECK(find_column(set, "n1920") == 4);
  CHECK(find_column(set, "2019/20") == 4);
  CHECK(find_column(set, "2019-20") == 4);
  CHECK_FALSE(find_column(set, "2020/21"));
  CHECK(suggest_column(set, "n1902") == "did you mean `n1920`?");
  CHECK(suggest_column(set, "description") == "its columns are key, what, place, n1819, n1920");
}

TEST_CASE("readers see labels with their group, and figures with their column's digits", "[model][data]") {
  const DataSet set = fees();
  CHECK(row_label(set, 0) == "Adults");
  CHECK(column_label(set, 3) == "Paid, 2018/19");
  CHECK(column_label(set, 2) == "Place");
  CHECK(set.shown_decimal_places(4) == 1);
  CHECK(cell_text(set, 0, 3) == "1,200");
  CHECK(cell_text(set, 0, 4) == "1,350.5");
  CHECK(cell_text(set, 2, 4) == "8.0");
  CHECK(cell_text(set, 1, 4) == "[x]");
  CHECK(set.unit_of(3) == "pounds");
  CHECK(set.unit_of(4) == "pence");
}

TEST_CASE("dates and periods are told in words", "[model][data]") {
  CHECK(date_text("2019-05-01") == "1 May 2019");
  CHECK(date_text("2019-05") == "May 2019");
  CHECK(date_text("soon") == "soon");
  CHECK(period_text("2019-04/2020-03") == "April 2019 to March 2020");
  CHECK(period_text("2019/20") == "2019/20");
}
