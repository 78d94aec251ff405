#pragma once
// Time zones as the system's tz database (package tzdata, /usr/share/zoneinfo) has them, summer time and all.
// The library that reads it stays behind this header.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/written_time.h"

namespace gazette {

/// How often a clock on the wall shows a time: clocks that go forward leave some out, and those that go back
/// show some twice.
enum class ClockShows { Once, Never, Twice };

/// When a written time is. `Never`: both are the moment at which the clocks change. `Twice`: the first and
/// the second of the two.
struct MomentsOf {
  ClockShows shows = ClockShows::Once;
  Moment first = 0;
  Moment second = 0;
};

/// One zone; cheap to copy, safe to share.
class TimeZone {
 public:
  /// Coordinated Universal Time, which needs no database.
  TimeZone();
  /// The zone of an IANA name, "Europe/London"; nullopt when the system's database has none of that name or
  /// there is no database.
  static std::optional<TimeZone> find(std::string_view name);

  const std::string& name() const { return name_; }
  /// A time with an offset is one moment whatever the zone. A date without a time is the first moment of that
  /// day, which always is `Once`.
  MomentsOf moments_of(const WrittenTime& time) const;
  /// What clocks show, to the second, with the offset they are set to.
  WrittenTime clock_at(Moment moment) const;

 private:
  struct Data;
  std::string name_;
  std::shared_ptr<const Data> data_;
};

/// "7 December 2026 at 09:30 (Europe/London)", or "7 December 2026" when that day begins: for messages.
std::string spoken_moment(Moment moment, const TimeZone& zone);

/// Whether the system has a tz database at all.
bool has_time_zones();
/// The names that it has, sorted; empty without one.
std::vector<std::string> time_zone_names();

}  // namespace gazette
