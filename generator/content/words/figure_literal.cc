// A small reader for numbers in English sentences.
#include "content/words/figure_literal.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "content/words/number_words.h"

namespace gazette {
namespace {

template <typename Meaning>
struct Phrase {
  std::string_view words;
  Meaning meaning;
};

// Longer phrases first, so that "more than" is not read as a word of its own.
constexpr std::array<Phrase<Closeness>, 40> kCloseness = {{{"no more than", Closeness::AtMost},
                                                           {"not more than", Closeness::AtMost},
                                                           {"no greater than", Closeness::AtMost},
                                                           {"no higher than", Closeness::AtMost},
                                                           {"a maximum of", Closeness::AtMost},
                                                           {"no fewer than", Closeness::AtLeast},
                                                           {"not fewer than", Closeness::AtLeast},
                                                           {"no less than", Closeness::AtLeast},
                                                           {"not less than", Closeness::AtLeast},
                                                           {"a minimum of", Closeness::AtLeast},
                                                           {"approximately", Closeness::About},
                                                           {"approx.", Closeness::About},
                                                           {"approx", Closeness::About},
                                                           {"around", Closeness::About},
                                                           {"roughly", Closeness::About},
                                                           {"circa", Closeness::About},
                                                           {"some", Closeness::About},
                                                           {"about", Closeness::About},
                                                           {"close to", Closeness::About},
                                                           {"just under", Closeness::Nearly},
                                                           {"slightly under", Closeness::Nearly},
                                                           {"slightly less than", Closeness::Nearly},
                                                           {"a little under", Closeness::Nearly},
                                                           {"nearly", Closeness::Nearly},
                                                           {"almost", Closeness::Nearly},
                                                           {"just over", Closeness::JustOver},
                                                           {"slightly over", Closeness::JustOver},
                                                           {"slightly more than", Closeness::JustOver},
                                                           {"a little over", Closeness::JustOver},
                                                           {"more than", Closeness::Over},
                                                           {"well over", Closeness::Over},
                                                           {"over", Closeness::Over},
                                                           {"above", Closeness::Over},
                                                           {"fewer than", Closeness::Under},
                                                           {"less than", Closeness::Under},
                                                           {"under", Closeness::Under},
                                                           {"below", Closeness::Under},
                                                           {"at least", Closeness::AtLeast},
                                                           {"at most", Closeness::AtMost},
                                                           {"up to", Closeness::AtMost}}};
// Signs stand right before the figure: "~40%", "≥ 90%".
constexpr std::array<Phrase<Closeness>, 7> kSigns = {{{"~", Closeness::About},
                                                      {"≈", Closeness::About},
                                                      {"c.", Closeness::About},
                                                      {"≥", Closeness::AtLeast},
                                                      {"≤", Closeness::AtMost},
                                                      {">", Closeness::Over},
                                                      {"<", Closeness::Under}}};

constexpr std::array<std::string_view, 12> kUpVerbs = {"up",        "rose",     "risen",  "rise",
                                                       "increased", "increase", "grew",   "grown",
                                                       "higher",    "more",     "growth", "increasing"};
constexpr std::array<std::string_view, 16> kDownVerbs = {
    "down",    "fell", "fallen",   "fall",    "decreased", "decrease", "reduced", "reduction",
    "dropped", "drop", "declined", "decline", "lower",     "fewer",    "less",    "decreasing"};

std::optional<Direction> direction_of(std::string_view word) {
  const std::string lower = to_lower_ascii(word);
  if (std::find(kUpVerbs.begin(), kUpVerbs.end(), lower) != kUpVerbs.end()) return Direction::Up;
  if (std::find(kDownVerbs.begin(), kDownVerbs.end(), lower) != kDownVerbs.end()) return Direction::Down;
  return std::nullopt;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// "−", or the hyphen and the dash that stand in for it, or the word.
bool take_minus(std::string_view& text) {
  for (const std::string_view minus : {"−", "–", "-"}) {
    if (take_prefix(text, minus)) return true;
  }
  return take_words(text, "minus");
}

/// Blanks that keep words together read as blanks, and the hyphen that does as a hyphen.
std::string plain_blanks(std::string_view text) {
  std::string out = replace_all(text, "\xC2\xA0", " ");  // no-break space
  out = replace_all(out, "\xE2\x80\xAF", " ");           // narrow no-break space
  out = replace_all(out, "\xE2\x80\x89", " ");           // thin space
  out = replace_all(out, "\xE2\x80\x91", "-");           // no-break hyphen
  return collapse_white_space(out);
}

/// "fell by", "a rise of", "up"; and "no change".
void take_direction(std::string_view& text, FigureLiteral& out) {
  for (const std::string_view same : {"no change", "unchanged"}) {
    if (!take_words(text, same)) continue;
    out.direction = Direction::Same;
    return;
  }
  std::string_view rest = text;
  const bool article = take_words(rest, "a") || take_words(rest, "an");
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const auto direction = direction_of(rest.substr(0, end));
  if (!direction) return;
  rest = trim(rest.substr(end));
  // "up to 50" and "more than 50" are limits, not directions.
  for (const std::string_view limit : {"to", "than"}) {
    std::string_view ahead = rest;
    if (take_words(ahead, limit)) return;
  }
  if (!take_words(rest, "by")) {
    const bool of = take_words(rest, "of");
    if (article && !of) return;
  }
  out.direction = *direction;
  text = rest;
}

void take_closeness(std::string_view& text, FigureLiteral& out) {
  for (const auto& phrase : kCloseness) {
    if (!take_words(text, phrase.words)) continue;
    out.closeness = phrase.meaning;
    return;
  }
  for (const auto& sign : kSigns) {
    if (!take_prefix(text, sign.words)) continue;
    text = trim(text);
    out.closeness = sign.meaning;
    return;
  }
}

/// Digits with commas in threes and a decimal part, off the front of the text.
bool take_digits(std::string_view& text, FigureLiteral& out, std::string* why) {
  std::size_t end = 0;
  while (end < text.size() && (is_ascii_digit(text[end]) || text[end] == ',' || text[end] == '.')) ++end;
  if (end > 1 && text[0] == '.' && why != nullptr) *why = "write a nought before the point, as in 0.5";
  if (end == 0 || !is_ascii_digit(text[0])) return false;
  while (end > 0 && !is_ascii_digit(text[end - 1])) --end;
  const std::string_view typed = text.substr(0, end);
  if (typed.size() > 1 && typed[0] == '0' && is_ascii_digit(typed[1])) {
    if (why != nullptr)
      *why = "a figure does not begin with a nought: codes and telephone numbers need no role";
    return false;
  }
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

bool scale(FigureLiteral& out, int power) {
  const auto scaled = multiply(*out.number, power_of_ten(power));
  if (!scaled) return false;
  out.number = scaled;
  out.decimal_places -= power;
  return true;
}

/// "million", or the letters that stand right behind the digits: "£431k", "£1.2m", "3bn".
bool take_multiplier(std::string_view& text, FigureLiteral& out) {
  const bool glued = !text.empty() && !is_ascii_space(text.front());
  std::string_view rest = trim(text);
  int power = 0;
  if (take_words(rest, "thousand")) power = 3;
  if (take_words(rest, "million")) power = 6;
  if (take_words(rest, "billion")) power = 9;
  if (power == 0 && (glued || out.currency)) {
    if (take_words(rest, "k")) power = 3;
    if (take_words(rest, "m")) power = 6;
    if (take_words(rest, "bn")) power = 9;
  }
  if (power == 0) return true;
  text = rest;
  return scale(out, power);
}

/// "st" behind 1 and 21, "th" behind 11: the whole ending or nothing.
void take_ordinal_ending(std::string_view& text, FigureLiteral& out) {
  if (out.decimal_places != 0 || !out.number->is_whole() || out.currency) return;
  const auto last = static_cast<int>(out.number->numerator() % 100);
  out.ordinal = take_words(text, ordinal_ending(last < 0 ? -last : last));
}

/// The number itself, in digits or words: "13,540", "nine", "21st", "£5", "(£15,559)" as accounts write it.
bool take_amount(std::string_view& text, FigureLiteral& out, std::string* why) {
  std::string_view rest = text;
  const bool brackets = rest.starts_with('(') && rest.ends_with(')');
  if (brackets) rest = trim(rest.substr(1, rest.size() - 2));
  bool negative = take_minus(rest) || brackets;
  if (!negative && take_prefix(rest, "+") && out.direction == Direction::None) out.direction = Direction::Up;
  out.currency = take_prefix(rest, "£");
  if (out.currency && !negative) negative = take_minus(rest);
  if (take_digits(rest, out, why)) {
    take_ordinal_ending(rest, out);
  } else if (out.currency || (why != nullptr && !why->empty())) {
    return false;
  } else if (const auto ordinal = take_ordinal_words(rest)) {
    out.number = Rational(*ordinal);
    out.ordinal = true;
  } else if (const auto words = take_number_words(rest)) {
    out.number = words;
    out.decimal_places = words->is_whole() ? 0 : 1;
  } else {
    return false;
  }
  if (!take_multiplier(rest, out)) return false;
  if (negative) out.number = out.number->negated();
  text = rest;
  return true;
}

/// "one in five", "2 out of 3", "19 of 50": a share, told as part and whole.
bool take_ratio(std::string_view& text, FigureLiteral& out) {
  if (out.currency || out.ordinal || !out.number || !out.number->is_whole() || out.decimal_places != 0)
    return false;
  std::string_view rest = trim(text);
  if (rest.starts_with("-in-")) rest = rest.substr(1);
  const bool about = take_words(rest, "in every") || take_words(rest, "in") || take_words(rest, "out of");
  if (!about && !take_words(rest, "of")) {
    if (!rest.starts_with("in-")) return false;
    rest.remove_prefix(3);
  }
  take_words(rest, "the");
  FigureLiteral whole;
  if (!take_amount(rest, whole, nullptr) || whole.currency || whole.ordinal || whole.number->is_zero())
    return false;
  const auto share = divide(*out.number, *whole.number);
  const auto percent = share ? multiply(*share, Rational(100)) : std::nullopt;
  if (!percent) return false;
  out.part = out.number;
  out.whole = whole.number;
  out.number = percent;
  out.fraction = true;
  out.unit = std::string(trim(rest));
  text = {};
  return true;
}

/// "between 10 and 20", "10 to 20", "10–20": the end that is still to come.
bool take_range_end(std::string_view& text, bool between, FigureLiteral& out) {
  std::string_view rest = trim(text);
  const bool joined = between ? take_words(rest, "and")
                              : take_words(rest, "to") || take_prefix(rest, "–") || take_prefix(rest, "-");
  if (!joined) return false;
  FigureLiteral end;
  rest = trim(rest);
  // "30-odd" is no range, "ten to twenty" is one.
  const bool by_word = between || trim(text).starts_with("to");
  if (rest.empty() || (!by_word && is_ascii_letter(rest.front()))) return false;
  if (!take_amount(rest, end, nullptr) || end.ordinal) return false;
  if (compare(*end.number, *out.number) < 0) return false;
  out.upper = end.number;
  out.currency = out.currency || end.currency;
  text = rest;
  return true;
}

bool take_unit(std::string_view text, FigureLiteral& out) {
  text = trim(text);
  if (take_prefix(text, "%") || take_words(text, "per cent") || take_words(text, "percent")) {
    out.percent = true;
    text = trim(text);
    if (!text.empty() && text.front() == '-') return false;
  } else if (take_words(text, "percentage points") || take_words(text, "percentage point") ||
             take_words(text, "points") || take_words(text, "point")) {
    out.points = true;
  } else if (take_words(text, "pounds") || take_words(text, "pound")) {
    out.currency = true;
  } else if (!out.currency && !out.upper && (take_words(text, "pence") || take_words(text, "p"))) {
    out.currency = true;
    if (!scale(out, -2)) return false;
  }
  if (out.closeness == Closeness::Exact && take_prefix(text, "+")) {
    out.closeness = Closeness::AtLeast;
    text = trim(text);
  }
  const std::size_t end = std::min(text.find(' '), text.size());
  if (const auto direction = direction_of(text.substr(0, end));
      direction && out.direction == Direction::None) {
    out.direction = *direction;
    text = trim(text.substr(end));
  }
  out.unit = std::string(text);
  return true;
}

}  // namespace

namespace {

/// "38% (19 of 50)" and "19 of 50 (38%)", in two: before the bracket with what follows it, and inside.
std::optional<std::pair<std::string, std::string>> split_bracket(std::string_view text) {
  const std::size_t open = text.find(" (");
  const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
  if (close != std::string_view::npos) {
    return std::pair(std::string(text.substr(0, open)) + std::string(text.substr(close + 1)),
                     std::string(text.substr(open + 2, close - open - 2)));
  }
  constexpr std::string_view kOr = ", or ";
  const std::size_t comma = text.find(kOr);
  if (comma == std::string_view::npos) return std::nullopt;
  return std::pair(std::string(text.substr(0, comma)), std::string(text.substr(comma + kOr.size())));
}

bool is_share(const FigureLiteral& literal) {
  return literal.percent && !literal.upper && !literal.currency;
}

/// A share with the counts it is made of: both are told, so both must be right.
std::optional<FigureLiteral> parse_share_with_counts(std::string_view text) {
  const auto sides = split_bracket(text);
  if (!sides) return std::nullopt;
  const auto first = parse_figure_literal(sides->first);
  const auto second = parse_figure_literal(sides->second);
  if (!first || !second || !first->number || !second->number) return std::nullopt;
  const bool share_first = is_share(*first) || (first->fraction && !first->whole);
  const FigureLiteral& share = share_first ? *first : *second;
  const FigureLiteral& counts = share_first ? *second : *first;
  const bool plain_count = !counts.percent && !counts.fraction && !counts.currency && !counts.points &&
                           !counts.upper && counts.closeness == Closeness::Exact &&
                           counts.direction == Direction::None && counts.number->is_whole();
  if (!(share_first || is_share(share)) || (!counts.whole && !plain_count)) return std::nullopt;
  FigureLiteral out = share;
  out.part = counts.whole ? counts.part : counts.number;
  out.whole = counts.whole;
  out.counts_too = true;
  if (out.unit.empty()) out.unit = counts.unit;
  return out;
}

}  // namespace

std::optional<FigureLiteral> parse_figure_literal(std::string_view text, std::string* why) {
  FigureLiteral out;
  const std::string typed = plain_blanks(text);
  std::string_view rest = trim(typed);
  if (const auto both = parse_share_with_counts(rest)) return both;
  take_direction(rest, out);
  if (out.direction == Direction::Same) return rest.empty() ? std::optional(out) : std::nullopt;
  take_closeness(rest, out);
  if (const auto fraction = take_fraction_words(rest)) {
    out.number = Rational::of(100 * fraction->first, fraction->second);
    out.fraction = true;
    take_words(rest, "of");
    return take_unit(rest, out) ? std::optional(out) : std::nullopt;
  }
  const bool between = out.closeness == Closeness::Exact && take_words(rest, "between");
  const bool digits = rest.find_first_of("0123456789") < rest.find(' ');
  if (!take_amount(rest, out, why)) return std::nullopt;
  if (take_ratio(rest, out)) return out;
  std::string_view ahead = rest;
  const bool percent = take_prefix(ahead, "%");
  if (out.closeness == Closeness::Exact && take_range_end(ahead, between, out)) {
    rest = ahead;
    out.percent = percent;
  } else if (between) {
    return std::nullopt;
  }
  // "19ish", "2019/20": words stand apart from digits, signs and pence do not.
  const bool apart =
      rest.empty() || is_ascii_space(rest.front()) || rest.front() == '%' || rest == "p" || rest == "+";
  if (digits && !apart) return std::nullopt;
  return take_unit(rest, out) ? std::optional(out) : std::nullopt;
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
