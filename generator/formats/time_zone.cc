// cctz reads the system's files; names come from their index.
#include "formats/time_zone.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include "base/text.h"

namespace gazette {
namespace {

std::string database_folder() {
  const char* folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

/// A name is part of a path: it must not lead out of the database, nor name one of the library's own forms.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() == '/' || name.find("..") != std::string_view::npos)
    return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '/' || c == '_' || c == '-' || c == '+';
  });
}

cctz::civil_second civil_of(const WrittenTime& time) {
  return cctz::civil_second(time.date.year, time.date.month, time.date.day, time.hour, time.minute,
                            time.second);
}

Moment moment_of(const cctz::time_point<cctz::seconds>& point) {
  return point.time_since_epoch().count();
}

}  // namespace

struct TimeZone::Data {
  cctz::time_zone zone;
};

TimeZone::TimeZone() : name_("UTC"), data_(std::make_shared<const Data>(Data{cctz::utc_time_zone()})) {}

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  TimeZone out;
  if (name == out.name_) return out;
  cctz::time_zone zone;
  if (!is_zone_name(name) || !cctz::load_time_zone(std::string(name), &zone)) return std::nullopt;
  out.name_ = name;
  out.data_ = std::make_shared<const Data>(Data{zone});
  return out;
}

MomentsOf TimeZone::moments_of(const WrittenTime& time) const {
  const cctz::civil_second civil = civil_of(time);
  if (time.offset) {
    const Moment moment = civil - cctz::civil_second(1970, 1, 1) - *time.offset;
    return {ClockShows::Once, moment, moment};
  }
  const cctz::time_zone::civil_lookup found = data_->zone.lookup(civil);
  switch (found.kind) {
    case cctz::time_zone::civil_lookup::UNIQUE:
      break;
    case cctz::time_zone::civil_lookup::SKIPPED: {
      const Moment change = moment_of(found.trans);
      return {time.has_time ? ClockShows::Never : ClockShows::Once, change, change};
    }
    case cctz::time_zone::civil_lookup::REPEATED:
      // The day begins once, even where its first hour comes twice.
      if (time.has_time) return {ClockShows::Twice, moment_of(found.pre), moment_of(found.post)};
      break;
  }
  return {ClockShows::Once, moment_of(found.pre), moment_of(found.pre)};
}

WrittenTime TimeZone::clock_at(Moment moment) const {
  const auto point = cctz::time_point<cctz::seconds>(cctz::seconds(moment));
  const cctz::time_zone::absolute_lookup found = data_->zone.lookup(point);
  WrittenTime out;
  out.date = {static_cast<int>(found.cs.year()), found.cs.month(), found.cs.day()};
  out.hour = found.cs.hour();
  out.minute = found.cs.minute();
  out.second = found.cs.second();
  out.has_time = true;
  out.offset = found.offset;
  return out;
}

std::vector<std::string> time_zone_names() {
  // The database's own compact form: "Z Europe/London …" opens a zone, "L Europe/London GB" names it again.
  std::ifstream in(database_folder() + "/tzdata.zi");
  std::vector<std::string> names;
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string_view> words = split(line, ' ');
    if (words.size() >= 2 && words[0] == "Z") names.emplace_back(words[1]);
    if (words.size() >= 3 && words[0] == "L") names.emplace_back(words[2]);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string spoken_moment(Moment moment, const TimeZone& zone) {
  WrittenTime time = zone.clock_at(moment);
  if (time.hour == 0 && time.minute == 0 && time.second == 0) time.has_time = false;
  return spoken_text(time) + (time.has_time ? " (" + zone.name() + ")" : "");
}

bool has_time_zones() {
  return TimeZone::find("Europe/London").has_value() || !time_zone_names().empty();
}

}  // namespace gazette
