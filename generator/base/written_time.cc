// Reads and writes dates with a time of day.
#include "base/written_time.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "base/text.h"

namespace gazette {
namespace {

/// Two digits off the front, at most `most`.
bool take_two(std::string_view& text, int most, int& out) {
  if (text.size() < 2 || !is_ascii_digit(text[0]) || !is_ascii_digit(text[1])) return false;
  out = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return out <= most;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// "Z", "+01:00" or "-0530", to the end of the text.
bool take_offset(std::string_view text, std::optional<int>& out) {
  if (text == "Z" || text == "z") {
    out = 0;
    return true;
  }
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  int hours = 0;
  int minutes = 0;
  if (!take_two(text, 14, hours)) return false;
  take(text, ':');
  if (!text.empty() && !take_two(text, 59, minutes)) return false;
  out = sign * (hours * 3600 + minutes * 60);
  return text.empty();
}

std::string offset_text(int offset) {
  if (offset == 0) return "Z";
  const int minutes = std::abs(offset) / 60;
  return fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

}  // namespace

std::optional<WrittenTime> parse_written_time(std::string_view text) {
  constexpr std::size_t kDate = std::string_view("2026-12-07").size();
  const auto date = parse_date(text.substr(0, kDate));
  if (!date) return std::nullopt;
  WrittenTime out;
  out.date = *date;
  text.remove_prefix(kDate);
  if (text.empty()) return out;
  out.has_time = true;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  text = trim(text);
  if (!take_two(text, 23, out.hour) || !take(text, ':') || !take_two(text, 59, out.minute))
    return std::nullopt;
  if (take(text, ':') && !take_two(text, 59, out.second)) return std::nullopt;
  text = trim(text);
  if (!text.empty() && !take_offset(text, out.offset)) return std::nullopt;
  return out;
}

std::string iso_text(const WrittenTime& time) {
  std::string out = fmt::format("{:04}-{:02}-{:02}", time.date.year, time.date.month, time.date.day);
  if (!time.has_time) return out;
  out += fmt::format("T{:02}:{:02}", time.hour, time.minute);
  if (time.second != 0) out += fmt::format(":{:02}", time.second);
  if (time.offset) out += offset_text(*time.offset);
  return out;
}

std::string spoken_text(const WrittenTime& time) {
  std::string out = fmt::format("{} {} {}", time.date.day,
                                kMonths[static_cast<std::size_t>(time.date.month - 1)], time.date.year);
  if (!time.has_time) return out;
  out += fmt::format(" at {:02}:{:02}", time.hour, time.minute);
  if (time.second != 0) out += fmt::format(":{:02}", time.second);
  return out;
}

}  // namespace gazette
