// A small reader for numbers in English sentences.
#include "content/figure_literal.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 20> kSmall = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                   "sixty",  "seventy", "eighty", "ninety"};

struct Fraction {
  std::string_view words;
  int part;
  int whole;
};
constexpr std::array<Fraction, 15> kFractions = {{{"half", 1, 2},
                                                  {"a half", 1, 2},
                                                  {"one half", 1, 2},
                                                  {"a third", 1, 3},
                                                  {"one third", 1, 3},
                                                  {"two thirds", 2, 3},
                                                  {"a quarter", 1, 4},
                                                  {"one quarter", 1, 4},
                                                  {"three quarters", 3, 4},
                                                  {"a fifth", 1, 5},
                                                  {"one fifth", 1, 5},
                                                  {"two fifths", 2, 5},
                                                  {"three fifths", 3, 5},
                                                  {"four fifths", 4, 5},
                                                  {"a tenth", 1, 10}}};

struct Phrase {
  std::string_view words;
  Closeness closeness;
};
// Longer phrases first, so that "more than" is not read as a word of its own.
constexpr std::array<Phrase, 20> kCloseness = {
    {{"approximately", Closeness::About}, {"around", Closeness::About},     {"roughly", Closeness::About},
     {"some", Closeness::About},          {"about", Closeness::About},      {"just under", Closeness::Nearly},
     {"nearly", Closeness::Nearly},       {"almost", Closeness::Nearly},    {"close to", Closeness::About},
     {"just over", Closeness::Over},      {"more than", Closeness::Over},   {"over", Closeness::Over},
     {"above", Closeness::Over},          {"fewer than", Closeness::Under}, {"less than", Closeness::Under},
     {"under", Closeness::Under},         {"below", Closeness::Under},      {"at least", Closeness::AtLeast},
     {"at most", Closeness::AtMost},      {"up to", Closeness::AtMost}}};

struct Course {
  std::string_view words;
  Direction direction;
};
constexpr std::array<Course, 21> kCourses = {
    {{"no change", Direction::Same},    {"unchanged", Direction::Same},
     {"up by", Direction::Up},          {"up", Direction::Up},
     {"rose by", Direction::Up},        {"risen by", Direction::Up},
     {"a rise of", Direction::Up},      {"rise of", Direction::Up},
     {"increased by", Direction::Up},   {"an increase of", Direction::Up},
     {"increase of", Direction::Up},    {"grew by", Direction::Up},
     {"down by", Direction::Down},      {"down", Direction::Down},
     {"fell by", Direction::Down},      {"fallen by", Direction::Down},
     {"a fall of", Direction::Down},    {"fall of", Direction::Down},
     {"decreased by", Direction::Down}, {"reduced by", Direction::Down},
     {"a decrease of", Direction::Down}}};

/// Takes `words` off the front of `text` when a blank or the end follows.
bool take_words(std::string_view& text, std::string_view words) {
  if (text.size() < words.size() || !equals_ignoring_case(text.substr(0, words.size()), words)) return false;
  if (text.size() > words.size() && !is_ascii_space(text[words.size()])) return false;
  text = trim(text.substr(words.size()));
  return true;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// "nine", "Twenty-four", "a hundred" off the front of the text.
std::optional<int> take_number_words(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string word = to_lower_ascii(text.substr(0, end));
  const auto found = [&](int value) {
    text = trim(text.substr(end));
    return value;
  };
  if (word == "no" || word == "none" || word == "nought") return found(0);
  for (const std::string_view hundred : {"a hundred", "one hundred"}) {
    if (take_words(text, hundred)) return 100;
  }
  for (std::size_t i = 0; i < kSmall.size(); ++i) {
    if (kSmall[i] == word) return found(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < kTens.size(); ++i) {
    const int tens = static_cast<int>(i + 2) * 10;
    if (word == kTens[i]) return found(tens);
    if (!word.starts_with(kTens[i]) || word[kTens[i].size()] != '-') continue;
    for (std::size_t ones = 1; ones < 10; ++ones) {
      if (word.substr(kTens[i].size() + 1) == kSmall[ones]) return found(tens + static_cast<int>(ones));
    }
  }
  return std::nullopt;
}

/// Digits with commas in threes and a decimal part, off the front of the text.
bool take_digits(std::string_view& text, FigureLiteral& out, std::string* why) {
  std::size_t end = 0;
  while (end < text.size() && (is_ascii_digit(text[end]) || text[end] == ',' || text[end] == '.')) ++end;
  if (end == 0 || !is_ascii_digit(text[0])) return false;
  while (end > 0 && !is_ascii_digit(text[end - 1])) --end;
  const std::string_view typed = text.substr(0, end);
  const std::size_t point = std::min(typed.find('.'), typed.size());
  std::string bare;
  std::size_t group = 0;
  bool commas = false;
  bool in_threes = true;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] != ',') {
      if (i < point) ++group;
      bare += typed[i];
      continue;
    }
    in_threes = in_threes && i < point && (commas ? group == 3 : group <= 3);
    commas = true;
    group = 0;
  }
  in_threes = in_threes && (!commas || group == 3);
  out.number = parse_plain_number(bare);
  if (!in_threes || !out.number) {
    if (why != nullptr)
      *why = in_threes ? "this number is too long" : "commas stand between groups of three digits";
    out.number.reset();
    return false;
  }
  out.decimal_places = typed_decimal_places(bare);
  text.remove_prefix(end);
  return true;
}

bool take_multiplier(std::string_view& text, FigureLiteral& out) {
  std::string_view rest = trim(text);
  int power = 0;
  if (take_words(rest, "thousand")) power = 3;
  if (take_words(rest, "million") || take_words(rest, "m")) power = 6;
  if (take_words(rest, "billion") || take_words(rest, "bn")) power = 9;
  if (power == 0) return true;
  const auto scaled = multiply(*out.number, power_of_ten(power));
  if (!scaled) return false;
  out.number = scaled;
  out.decimal_places -= power;
  text = rest;
  return true;
}

void take_unit(std::string_view text, FigureLiteral& out) {
  if (take_prefix(text, "%")) {
    out.percent = true;
    text = trim(text);
  } else {
    text = trim(text);
    if (take_words(text, "per cent") || take_words(text, "percent")) {
      out.percent = true;
    } else if (take_words(text, "percentage points") || take_words(text, "percentage point") ||
               take_words(text, "points") || take_words(text, "point")) {
      out.points = true;
    }
  }
  out.unit = std::string(text);
}

bool take_fraction(std::string_view& text, FigureLiteral& out) {
  for (const Fraction& fraction : kFractions) {
    std::string hyphened = replace_all(fraction.words, " ", "-");
    if (!take_words(text, fraction.words) && !take_words(text, hyphened)) continue;
    out.number = Rational::of(100 * fraction.part, fraction.whole);
    out.fraction = true;
    take_words(text, "of");
    out.unit = std::string(text);
    return true;
  }
  return false;
}

}  // namespace

std::optional<FigureLiteral> parse_figure_literal(std::string_view text, std::string* why) {
  FigureLiteral out;
  std::string_view rest = trim(text);
  for (const Course& course : kCourses) {
    if (!take_words(rest, course.words)) continue;
    // "up to 50" is a limit, not a direction.
    if (course.words == "up" && (equals_ignoring_case(rest.substr(0, 3), "to "))) {
      rest = trim(text);
      break;
    }
    out.direction = course.direction;
    break;
  }
  if (out.direction == Direction::Same) return rest.empty() ? std::optional(out) : std::nullopt;
  for (const Phrase& phrase : kCloseness) {
    if (!take_words(rest, phrase.words)) continue;
    out.closeness = phrase.closeness;
    break;
  }
  if (take_fraction(rest, out)) return out;
  bool negative = false;
  for (const std::string_view minus : {"−", "–", "-"}) negative = negative || take_prefix(rest, minus);
  out.currency = take_prefix(rest, "£");
  if (out.currency && !negative) negative = take_prefix(rest, "-") || take_prefix(rest, "−");
  if (!take_digits(rest, out, why)) {
    if (out.currency || negative) return std::nullopt;
    const auto words = take_number_words(rest);
    if (!words) return std::nullopt;
    out.number = Rational(*words);
  }
  if (!take_multiplier(rest, out)) return std::nullopt;
  if (negative) out.number = out.number->negated();
  take_unit(rest, out);
  const bool glued = !out.unit.empty() && !rest.empty() && !is_ascii_space(rest.front()) && !out.percent;
  if (glued) return std::nullopt;  // "19th", "2019/20"
  return out;
}

std::string change_in_words(const Rational& from, const Rational& to, ColumnType type, int decimal_places,
                            CompareAs as, const Wording& wording) {
  const auto difference = subtract(to, from);
  if (!difference) return "[z]";
  if (difference->is_zero()) return say(wording, "change_none");
  const std::string_view course = difference->is_negative() ? "change_down" : "change_up";
  const Rational size = difference->absolute();
  if (type == ColumnType::Percent) {
    const std::string points = format_number(size, decimal_places);
    const std::string_view key = points == "1" ? "change_points_one" : "change_points_other";
    return say(wording, course, {{"size", say(wording, key, {{"count", points}})}});
  }
  std::string share;
  const auto ratio = from.is_zero() ? std::nullopt : divide(size, from.absolute());
  if (const auto percent = ratio ? multiply(*ratio, Rational(100)) : std::nullopt) {
    share = format_number(*percent, 0) + "%";
  }
  std::string shown = format_figure(size, type, decimal_places);
  if (as == CompareAs::Percent && !share.empty()) shown = share;
  if (as == CompareAs::Both && !share.empty()) shown += ", " + share;
  return say(wording, course, {{"size", shown}});
}

}  // namespace gazette
