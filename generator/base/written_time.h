#pragma once
// Times as authors write them: a date, or a minute of one, in a zone that somebody else knows. Nothing here
// reads a clock.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace gazette {

/// A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using Moment = std::int64_t;

/// A date, or a time of day on one. Without `offset` it is meant in some place's own time.
struct WrittenTime {
  Date date;
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool has_time = false;
  std::optional<int> offset;  // seconds east of Greenwich: 3600 for "+01:00", 0 for "Z"
  auto operator<=>(const WrittenTime&) const = default;
};

/// "2026-12-07", "2026-12-07T09:30", "2026-12-07 09:30:00" and, behind a time, "Z" or "+01:00"; nullopt for
/// anything else, such as a day or an hour that no clock shows.
std::optional<WrittenTime> parse_written_time(std::string_view text);

/// "2026-12-07T09:30", or "2026-12-07" when it has no time; an offset and seconds only where there are some.
std::string iso_text(const WrittenTime& time);
/// "7 December 2026 at 09:30", or "7 December 2026": for messages.
std::string spoken_text(const WrittenTime& time);

}  // namespace gazette
