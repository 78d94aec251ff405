#pragma once
// Calendar dates as ISO 8601 text; nothing here reads a clock.

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

struct Date {
  int year = 0;
  int month = 1;
  int day = 1;
  auto operator<=>(const Date&) const = default;
};

/// "2019-05-01" as a real day of the Gregorian calendar; nullopt for anything else.
std::optional<Date> parse_date(std::string_view text);

}  // namespace gazette
