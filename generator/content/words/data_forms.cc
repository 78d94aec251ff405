// Recognises dates, periods, figures, codes and note marks in a cell.
#include "content/words/data_forms.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gazette {

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

bool has_leading_nought(std::string_view text) {
  return text.size() > 1 && text[0] == '0' && is_ascii_digit(text[1]);
}

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

bool is_month_word(std::string_view word) {
  const std::string lower = to_lower_ascii(word);
  return lower.size() >= 3 && std::any_of(kMonths.begin(), kMonths.end(),
                                          [&](std::string_view month) { return month.starts_with(lower); });
}

/// "1", "1st", "19", "2019": figures with at most an ordinal's ending.
bool is_day_or_year(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && is_ascii_digit(word[digits])) ++digits;
  const std::string_view ending = word.substr(digits);
  const bool ordinal = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
  return digits > 0 && digits <= 4 && digits != 3 && (ending.empty() || (ordinal && digits <= 2));
}

}  // namespace

DateForm date_form(std::string_view text) {
  if (is_iso_date(text)) return DateForm::Iso;
  if (text.size() > 20 || text.empty() || !is_ascii_digit(text.back())) return DateForm::None;
  std::size_t figures = 0;
  std::size_t months = 0;
  std::size_t parts = 0;
  std::size_t begin = 0;
  std::size_t years = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && std::string_view("/.- ,").find(text[i]) == std::string_view::npos) continue;
    const std::string_view part = text.substr(begin, i - begin);
    begin = i + 1;
    if (part.empty()) continue;
    ++parts;
    if (is_month_word(part)) {
      ++months;
    } else if (is_day_or_year(part)) {
      ++figures;
      years += part.size() == 4 ? 1 : 0;
    } else {
      return DateForm::None;
    }
  }
  if (months == 1 && figures >= 1 && figures <= 2) return DateForm::Words;
  const bool spaced = text.find(' ') != std::string_view::npos;
  return months == 0 && figures == 3 && parts == 3 && !spaced && years <= 1 ? DateForm::Figures
                                                                            : DateForm::None;
}

std::vector<MissingCode> standard_missing_codes() {
  return {{"[b]", "break in series"}, {"[c]", "confidential"},
          {"[e]", "estimated"},       {"[er]", "earliest revision"},
          {"[f]", "forecast"},        {"[low]", "rounds to 0 but is not 0"},
          {"[p]", "provisional"},     {"[r]", "revised"},
          {"[u]", "low reliability"}, {"[w]", "none recorded in survey"},
          {"[x]", "not available"},   {"[z]", "not applicable"}};
}

std::string spoken_meaning(const MissingCode& code, const Wording& wording) {
  for (const MissingCode& standard : standard_missing_codes()) {
    const bool is_standard = standard.code == code.code && standard.meaning == code.meaning;
    if (is_standard) return say(wording, "code_" + code.code.substr(1, code.code.size() - 2));
  }
  return code.meaning;
}

std::vector<std::string> take_note_marks(std::string& text) {
  std::vector<std::string> ids;
  constexpr std::string_view kOpen = "[note ";
  std::size_t at = text.find(kOpen);
  while (at != std::string::npos) {
    const std::size_t close = text.find(']', at);
    if (close == std::string::npos) break;
    ids.emplace_back(trim(std::string_view(text).substr(at + kOpen.size(), close - at - kOpen.size())));
    text.erase(at, close + 1 - at);
    at = text.find(kOpen, at);
  }
  if (!ids.empty()) text = std::string(trim(text));
  return ids;
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto part = [&](std::size_t from, std::size_t count) -> int {
    int value = 0;
    for (const char c : text.substr(from, count)) {
      if (!is_ascii_digit(c)) return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = part(0, 4);
  const int month = part(5, 2);
  const int day = part(8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int longest = kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
  return day <= longest;
}

bool is_partial_date(std::string_view text) {
  if (is_digits(text, 4)) return true;
  if (text.size() == 7) return is_iso_date(std::string(text) + "-01");
  return is_iso_date(text);
}

bool is_period(std::string_view text) {
  if (text.size() > 3 && text[0] == 'Q' && text[1] >= '1' && text[1] <= '4' && text[2] == ' ')
    text.remove_prefix(3);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return is_partial_date(text);
  const std::string_view from = text.substr(0, slash);
  const std::string_view to = text.substr(slash + 1);
  if (is_digits(from, 4) && is_digits(to, 2)) {
    const int first = (from[2] - '0') * 10 + (from[3] - '0');
    const int second = (to[0] - '0') * 10 + (to[1] - '0');
    return second == (first + 1) % 100;
  }
  return is_partial_date(from) && is_partial_date(to) && from.size() == to.size() && from <= to;
}

std::optional<Rational> parse_loose_number(std::string_view text) {
  std::string bare;
  std::string_view rest = trim(text);
  for (const std::string_view minus : {"−", "–", "-"}) {
    if (!rest.starts_with(minus)) continue;
    bare = "-";
    rest.remove_prefix(minus.size());
    break;
  }
  if (rest.starts_with("£")) rest.remove_prefix(std::string_view("£").size());
  if (bare.empty() && rest.starts_with("-")) {
    bare = "-";
    rest.remove_prefix(1);
  }
  if (rest.ends_with('%')) rest = trim(rest.substr(0, rest.size() - 1));
  const std::size_t point = std::min(rest.find('.'), rest.size());
  std::size_t since_comma = 0;
  bool commas = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] != ',') {
      bare += rest[i];
      ++since_comma;
      continue;
    }
    if (i > point || i == 0 || (commas ? since_comma != 3 : since_comma > 3)) return std::nullopt;
    commas = true;
    since_comma = 0;
  }
  if (commas && point - std::min(point, rest.rfind(',')) != 4) return std::nullopt;
  return parse_plain_number(bare);
}

std::string_view placeholder_hint(std::string_view text, bool figures) {
  struct Entry {
    std::string_view text;
    std::string_view hint;
    bool figures_only;
  };
  static constexpr std::string_view kNotAvailable =
      "write [x] if it is not available, [z] if it does not apply";
  static constexpr std::array<Entry, 32> kEntries = {{
      {"na", kNotAvailable, false},
      {"n/a", "write [z] if it does not apply, [x] if it is not available", false},
      {"-", "write 0 for nought, [z] if it does not apply, [x] if it is not available", false},
      {"–", "write 0 for nought, [z] if it does not apply, [x] if it is not available", false},
      {"—", "write 0 for nought, [z] if it does not apply, [x] if it is not available", false},
      {".", kNotAvailable, false},
      {"..", kNotAvailable, false},
      {":", kNotAvailable, false},
      {"*", "write [c] if it is confidential, [low] if it rounds to 0", false},
      {"#n/a", kNotAvailable, false},
      {"#ref!", "the spreadsheet's formula is broken: write the figure", false},
      {"#div/0!", "the spreadsheet's formula divides by nought: write [z] or the figure", false},
      {"#value!", "the spreadsheet's formula is broken: write the figure", false},
      {"#name?", "the spreadsheet's formula is broken: write the figure", false},
      {"--", "write 0 for nought, [z] if it does not apply, [x] if it is not available", false},
      {"...", kNotAvailable, false},
      {"…", kNotAvailable, false},
      {"?", kNotAvailable, true},
      {"n/k", kNotAvailable, true},
      {"nk", kNotAvailable, true},
      {"not known", kNotAvailable, true},
      {"unknown", kNotAvailable, true},
      {"tbc", "write [x] until the figure is there", true},
      {"tba", "write [x] until the figure is there", true},
      {"nil", "write 0 for nought", true},
      {"none", "write 0 for nought, [w] if none was recorded", true},
      {"null", kNotAvailable, true},
      {"nan", kNotAvailable, true},
      {"no data", "write [x], and give it other words under missingValues if need be", true},
      {"not available", "write [x]", true},
      {"not applicable", "write [z]", true},
  }};
  const std::string lower = to_lower_ascii(text);
  for (const Entry& entry : kEntries) {
    if (entry.text == lower && (figures || !entry.figures_only)) return entry.hint;
  }
  return {};
}

}  // namespace gazette
