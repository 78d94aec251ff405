// Written times, and the moments they are in zones whose clocks change.
#include "formats/time_zone.h"

#include <catch2/catch.hpp>
#include <cstdlib>

using namespace gazette;

namespace {

MomentsOf moments(const std::string& zone, const std::string& time) {
  const auto found = TimeZone::find(zone);
  const auto written = parse_written_time(time);
  REQUIRE(found);
  REQUIRE(written);
  return found->moments_of(*written);
}

Moment moment(const std::string& zone, const std::string& time) {
  const MomentsOf found = moments(zone, time);
  CHECK(found.shows == ClockShows::Once);
  return found.first;
}

}  // namespace

TEST_CASE("times are read as authors write them", "[formats][time]") {
  const auto round = [](const char* text) {
    const auto time = parse_written_time(text);
    return time ? iso_text(*time) : std::string("(none)");
  };
  CHECK(round("2026-12-07") == "2026-12-07");
  CHECK(round("2026-12-07T09:30") == "2026-12-07T09:30");
  CHECK(round("2026-12-07 09:30:15") == "2026-12-07T09:30:15");
  CHECK(round("2026-12-07T09:30Z") == "2026-12-07T09:30Z");
  CHECK(round("2026-12-07T09:30+05:30") == "2026-12-07T09:30+05:30");
  CHECK(round("2026-12-07 09:30 -0330") == "2026-12-07T09:30-03:30");
  for (const char* wrong :
       {"", "2026-12", "2026-02-30", "2026-12-07T", "2026-12-07T9:30", "2026-12-07T24:00", "2026-12-07T09:60",
        "2026-12-07T09:30X", "7 December 2026", "09:30", "2026-12-07Z", "2026-12-07T09:30+1", "true"}) {
    CHECK(round(wrong) == "(none)");
  }
  CHECK(spoken_text(*parse_written_time("2026-12-07T09:30")) == "7 December 2026 at 09:30");
}

TEST_CASE("a time is a moment in its zone, summer and winter, long from now", "[formats][time]") {
  CHECK(moment("UTC", "1970-01-01") == 0);
  CHECK(moment("Europe/London", "2026-12-07T09:30") == moment("UTC", "2026-12-07T09:30"));
  CHECK(moment("Europe/London", "2026-07-07T09:30") == moment("UTC", "2026-07-07T08:30"));
  CHECK(moment("Europe/London", "2059-07-07T09:30") == moment("UTC", "2059-07-07T08:30"));
  CHECK(moment("America/New_York", "2026-12-07T09:30") == moment("UTC", "2026-12-07T14:30"));
  CHECK(moment("Asia/Kolkata", "2026-12-07T09:30") == moment("UTC", "2026-12-07T04:00"));
  CHECK(moment("Pacific/Auckland", "2026-12-07T09:30") == moment("UTC", "2026-12-06T20:30"));
  CHECK(moment("Pacific/Auckland", "2026-12-07T09:30+01:00") == moment("UTC", "2026-12-07T08:30"));
}

TEST_CASE("clocks that change skip an hour, and show another twice", "[formats][time]") {
  const MomentsOf gap = moments("Europe/London", "2026-03-29T01:30");
  CHECK(gap.shows == ClockShows::Never);
  CHECK(gap.first == moment("UTC", "2026-03-29T01:00"));
  const MomentsOf twice = moments("America/New_York", "2026-11-01T01:30");
  CHECK(twice.shows == ClockShows::Twice);
  CHECK(twice.second - twice.first == 3600);
  CHECK(moments("Pacific/Auckland", "2026-09-27T02:30").shows == ClockShows::Never);
  CHECK(moments("Pacific/Auckland", "2026-04-05T02:30").shows == ClockShows::Twice);
  // A day begins once: in Santiago clocks go forward at midnight.
  CHECK(moment("America/Santiago", "2026-09-06") == moment("UTC", "2026-09-06T04:00"));
}

TEST_CASE("only the system's own zones are found", "[formats][time]") {
  for (const char* wrong : {"", "Europe/Solihull", "../../etc/passwd", "/etc/localtime", "Fixed/UTC+01:00:00",
                            "libc:localtime", "Europe/London/", "zone1970.tab"})
    CHECK_FALSE(TimeZone::find(wrong).has_value());
  const auto names = time_zone_names();
  CHECK(std::find(names.begin(), names.end(), "Europe/London") != names.end());
}
