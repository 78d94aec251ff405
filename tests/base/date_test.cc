#include "base/date.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("a date is a real day, written in full", "[base][date]") {
  CHECK(parse_date("2019-05-01") == Date{2019, 5, 1});
  CHECK(parse_date("2020-02-29") == Date{2020, 2, 29});
  CHECK(parse_date("2000-02-29") == Date{2000, 2, 29});
  for (const std::string_view text :
       {"", "2019", "2019-05", "2019-5-1", "2019-02-29", "1900-02-29", "2019-04-31", "2019-13-01",
        "2019-00-10", "2019-01-00", " 2019-05-01", "2019-05-01 ", "2019-05-01T10:00", "2019/05/01",
        "+019-05-01", "20190501"}) {
    INFO("\"" << text << "\"");
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("dates compare as days follow each other", "[base][date]") {
  CHECK(Date{2019, 12, 31} < Date{2020, 1, 1});
  CHECK(Date{2020, 1, 31} < Date{2020, 2, 1});
  CHECK(Date{2020, 2, 1} < Date{2020, 2, 2});
}
