// Reads times of many forms into months and days.
#include "content/chart/time_scale.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 12> kMonthNames = {"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};

struct Moment {
  long month = 0;  // since year 0
  int day = 0;     // 0: the month or the year as a whole
};

std::optional<int> number_of(std::string_view text, std::size_t least, std::size_t most) {
  if (text.size() < least || text.size() > most || !std::all_of(text.begin(), text.end(), is_ascii_digit))
    return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

std::optional<int> year_of(std::string_view text) {
  const auto year = number_of(text, 4, 4);
  return year && *year >= 1000 ? year : std::nullopt;
}

/// 1 to 12 of "May", "Sept" or "September".
std::optional<int> month_named(std::string_view word) {
  const std::string lower = to_lower_ascii(word.ends_with('.') ? word.substr(0, word.size() - 1) : word);
  if (lower.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < kMonthNames.size(); ++i) {
    if (kMonthNames[i].starts_with(lower)) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

/// `2019`, `2019-05`, `2019-05-01`.
std::optional<Moment> iso_moment(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '-');
  const auto year = year_of(parts[0]);
  if (!year || parts.size() > 3) return std::nullopt;
  Moment moment{*year * 12L, 0};
  if (parts.size() > 1) {
    const auto month = number_of(parts[1], 2, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    moment.month += *month - 1;
  }
  if (parts.size() > 2) {
    const auto day = number_of(parts[2], 2, 2);
    if (!day || *day < 1 || *day > 31) return std::nullopt;
    moment.day = *day;
  }
  return moment;
}

/// `2019/20`, `2019-20`, `2019/2020`, `2019-04/2020-03`: its beginning.
std::optional<Moment> period_moment(std::string_view text) {
  const std::size_t dash = text.find("–");
  if (dash != std::string_view::npos) {
    const auto second = number_of(text.substr(dash + std::string_view("–").size()), 2, 4);
    const auto first = year_of(text.substr(0, dash));
    return first && second ? std::optional(Moment{*first * 12L, 0}) : std::nullopt;
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    if (const auto moment = iso_moment(text)) return moment;
    const auto first = text.size() == 7 && text[4] == '-' ? year_of(text.substr(0, 4)) : std::nullopt;
    const auto second = first ? number_of(text.substr(5), 2, 2) : std::nullopt;
    return second && *second == (*first + 1) % 100 ? std::optional(Moment{*first * 12L, 0}) : std::nullopt;
  }
  const std::string_view second = text.substr(slash + 1);
  if (!number_of(second, 2, 2) && !iso_moment(second)) return std::nullopt;
  return iso_moment(text.substr(0, slash));
}

/// "Q2 2018/19", "2018 Q2", "May 2019", "1 May 2019", and all that is one word.
std::optional<Moment> moment_of(std::string_view text) {
  std::vector<std::string_view> words;
  const std::string spaced = replace_all(text, "-Q", " Q");
  for (const std::string_view word : split(spaced, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  std::optional<Moment> moment;
  int months = 0;
  int day = 0;
  for (const std::string_view word : words) {
    const bool quarter =
        word.size() == 2 && (word[0] == 'Q' || word[0] == 'q') && word[1] >= '1' && word[1] <= '4';
    if (quarter && months == 0) {
      months = (word[1] - '1') * 3 + 1;
    } else if (const auto named = month_named(word); named && months == 0) {
      months = *named;
    } else if (const auto number = number_of(word, 1, 2); number && day == 0 && words.size() == 3) {
      day = *number;
    } else if (!moment) {
      moment = period_moment(word);
      if (!moment) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (!moment || (day > 0 && months == 0) || day > 31) return std::nullopt;
  if (months > 0) moment->month += months - 1;
  if (day > 0) moment->day = day;
  return moment;
}

/// Days since 1 March of year 0 (H. Hinnant's algorithm).
long day_number(const Moment& moment) {
  const long month = moment.month % 12 + 1;
  const long year = moment.month / 12 - (month <= 2 ? 1 : 0);
  const long era = year / 400;
  const long year_of_era = year - era * 400;
  const long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + std::max(1, moment.day) - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
}

/// The last days of months are as far apart as their first days.
bool is_month_end(const Moment& moment) {
  return moment.day >= 28 && day_number({moment.month + 1, 1}) - day_number(moment) == 1;
}

/// Months where they tell the order alone, else days.
std::vector<long> instants(const std::vector<Moment>& moments) {
  const bool same_day = std::all_of(moments.begin(), moments.end(),
                                    [&](const Moment& moment) { return moment.day == moments.front().day; });
  const bool ends = std::all_of(moments.begin(), moments.end(), is_month_end);
  std::vector<long> out;
  for (const Moment& moment : moments) out.push_back(same_day || ends ? moment.month : day_number(moment));
  return out;
}

}  // namespace

std::vector<double> time_positions(const std::vector<std::string>& texts) {
  std::vector<Moment> moments;
  for (const std::string& text : texts) {
    const auto moment = moment_of(text);
    if (!moment) return {};
    moments.push_back(*moment);
  }
  if (moments.size() < 3) return {};
  const std::vector<long> times = instants(moments);
  const long step = times[1] - times[0];
  bool alike = true;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const long next = times[i] - times[i - 1];
    if (next == 0 || (next > 0) != (step > 0)) return {};
    alike = alike && next == step;
  }
  if (alike) return {};
  const auto whole = static_cast<double>(times.back() - times.front());
  std::vector<double> out;
  for (const long time : times) out.push_back(static_cast<double>(time - times.front()) / whole);
  return out;
}

}  // namespace gazette
