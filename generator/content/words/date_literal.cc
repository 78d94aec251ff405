// Takes a date's words one by one, in the order of British usage.
#include "content/words/date_literal.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "content/words/number_words.h"
#include "model/data_set.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

struct DateParts {
  int year = 0;
  int month = 0;  // 0: not told
  int day = 0;
};

std::optional<int> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<DateParts> parts_of(std::string_view date) {
  const std::vector<std::string_view> pieces = split(date, '-');
  DateParts out;
  int* const fields[] = {&out.year, &out.month, &out.day};
  if (pieces.empty() || pieces.size() > 3) return std::nullopt;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto value = whole_number(pieces[i]);
    if (!value) return std::nullopt;
    *fields[i] = *value;
  }
  return out;
}

/// Sakamoto's method; Sunday is 0.
int weekday_of(DateParts date) {
  static constexpr std::array<int, 12> kShift = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  const int year = date.month < 3 ? date.year - 1 : date.year;
  const int shift = kShift[static_cast<std::size_t>(date.month - 1)];
  return (year + year / 4 - year / 100 + year / 400 + shift + date.day) % 7;
}

std::string plain(std::string_view text) {
  std::string out = replace_all(text, "\xC2\xA0", " ");
  for (const std::string_view dash : {"–", "−", "\xE2\x80\x91"}) out = replace_all(out, dash, "-");
  return collapse_white_space(out);
}

/// "1" or "1st" off the front.
bool take_day(std::string_view& text, int day) {
  const std::string digits = std::to_string(day);
  return take_words(text, digits) || take_words(text, digits + std::string(ordinal_ending(day)));
}

}  // namespace

bool says_date(std::string_view said, std::string_view date) {
  const auto parts = parts_of(date);
  if (!parts || parts->month > 12) return false;
  const std::string typed = plain(said);
  if (typed == date) return true;
  std::string_view rest = typed;
  const std::string year = std::to_string(parts->year);
  if (parts->day > 0) {
    std::string_view ahead = rest;
    const auto today = static_cast<std::size_t>(weekday_of(*parts));
    const bool weekday =
        take_words(ahead, kWeekdays[today]) || take_words(ahead, std::string(kWeekdays[today]) + ",");
    if (take_day(ahead, parts->day)) {
      rest = ahead;
    } else if (weekday) {
      return false;
    }
  }
  const bool day = rest.size() != typed.size();
  if (parts->month > 0) {
    // The month's name, as "May 2019" without its year.
    std::string month = date_text(date.substr(0, 7));
    month.resize(month.find(' '));
    const bool named = take_words(rest, month);
    if (!named && day) return false;
    if (named && rest.empty()) return day;  // "1 May"; "May" alone says too little
  }
  return rest == year;
}

bool says_period(std::string_view said, std::string_view period) {
  const auto normal = [](std::string_view text) { return replace_all(plain(text), " to ", "/"); };
  const std::string one = normal(said);
  std::string other = normal(period);
  if (one == other || one == normal(period_text(period))) return true;
  const std::size_t slash = other.find('/');
  if (slash != 4) return false;
  // "2019-20" and "2019 to 2020" for 2019/20.
  if (replace_all(one, "-", "/") == other) return true;
  if (other.size() != 7) return false;
  std::string full = other.substr(0, 5) + other.substr(0, 2) + other.substr(5);
  if (other.substr(5) == "00")
    full = other.substr(0, 5) + std::to_string(std::stoi(other.substr(0, 2)) + 1) + "00";
  return one == full || replace_all(one, "-", "/") == full;
}

}  // namespace gazette
