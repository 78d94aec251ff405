// A small grammar: ones and tens make hundreds, hundreds are scaled by thousand, million and billion.
#include "content/words/number_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 20> kSmall = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens = {"twenty", "thirty",  "forty",  "fifty",
                                                   "sixty",  "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 20> kOrdinals = {
    "zeroth",     "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
constexpr std::array<std::string_view, 8> kTenths = {"twentieth", "thirtieth",  "fortieth",  "fiftieth",
                                                     "sixtieth",  "seventieth", "eightieth", "ninetieth"};

struct Scale {
  std::string_view word;
  std::int64_t value;
};
constexpr std::array<Scale, 3> kScales = {
    {{"thousand", 1'000}, {"million", 1'000'000}, {"billion", 1'000'000'000}}};

template <std::size_t N>
int index_of(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() ? -1 : static_cast<int>(found - words.begin());
}

/// 0 to 19 and the tens; -1 for any other word.
int plain_value(std::string_view word) {
  if (const int small = index_of(kSmall, word); small >= 0) return small;
  const int tens = index_of(kTens, word);
  return tens >= 0 ? (tens + 2) * 10 : -1;
}

std::int64_t scale_value(std::string_view word) {
  for (const Scale& scale : kScales) {
    if (scale.word == word) return scale.value;
  }
  return 0;
}

/// Words of a text, with blanks or hyphens between, in lower case.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  std::string peek() const { return word_at(at_).first; }
  std::string peek_second() const { return word_at(word_at(at_).second).first; }
  void take() { at_ = word_at(at_).second; }
  std::string_view rest() const { return trim(text_.substr(std::min(at_, text_.size()))); }

 private:
  std::pair<std::string, std::size_t> word_at(std::size_t at) const {
    if (at > 0 && at < text_.size() && (text_[at] == ' ' || text_[at] == '-')) ++at;
    std::size_t end = at;
    while (end < text_.size() && is_ascii_letter(text_[end])) ++end;
    return {to_lower_ascii(text_.substr(std::min(at, text_.size()), end - at)), end};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// "one hundred and five", as far as the words go on making one number.
class NumberReader {
 public:
  explicit NumberReader(std::string_view text) : words_(text) {}

  std::optional<Rational> read() {
    if ((words_.peek() == "a" || words_.peek() == "an") && starts_group(words_.peek_second())) {
      words_.take();
      group_ = 1;
      any_ = true;
    }
    while (step()) any_ = true;
    if (!any_) return std::nullopt;
    Rational out(total_ + group_);
    if (words_.peek() == "and" && words_.peek_second() == "a") {
      Words ahead = words_;
      ahead.take();
      ahead.take();
      if (ahead.peek() == "half") {
        ahead.take();
        words_ = ahead;
        out = *add(out, *Rational::of(1, 2));
      }
    }
    return out;
  }

  std::string_view rest() const { return words_.rest(); }

 private:
  static bool starts_group(std::string_view word) {
    return word == "hundred" || word == "dozen" || scale_value(word) > 0;
  }

  /// Takes one more word of the number.
  bool step() {
    const std::string word = words_.peek();
    if (word == "and") {
      const bool goes_on = after_big_word_ && plain_value(words_.peek_second()) > 0;
      if (goes_on) words_.take();
      after_big_word_ = false;
      return goes_on;
    }
    if (const int value = plain_value(word); value >= 0) {
      const std::int64_t last_two = group_ % 100;
      const bool fits =
          last_two == 0 ? true : last_two >= 20 && last_two % 10 == 0 && value > 0 && value < 10;
      const bool first = !any_ || group_ > 0 || after_big_word_;
      if (!fits || !first || (any_ && value == 0)) return false;
      group_ += value;
      return take(false);
    }
    if (word == "hundred" && group_ > 0 && group_ < 100) {
      group_ *= 100;
      return take(true);
    }
    if (word == "dozen" && group_ > 0 && group_ < 100 && total_ == 0) {
      group_ *= 12;
      return take(false);
    }
    const std::int64_t scale = scale_value(word);
    if (scale == 0 || group_ == 0 || scale >= last_scale_) return false;
    total_ += group_ * scale;
    group_ = 0;
    last_scale_ = scale;
    return take(true);
  }

  bool take(bool big) {
    words_.take();
    after_big_word_ = big;
    return true;
  }

  Words words_;
  std::int64_t total_ = 0;
  std::int64_t group_ = 0;  // below a thousand, not yet scaled
  std::int64_t last_scale_ = 1'000'000'000'000;
  bool any_ = false;
  bool after_big_word_ = false;
};

/// "third", "thirds": 3; "half", "halves": 2; 0 for any other word.
int denominator(std::string_view word) {
  if (word == "half" || word == "halves") return 2;
  if (word == "quarter" || word == "quarters") return 4;
  if (word.ends_with('s')) word.remove_suffix(1);
  const int ordinal = index_of(kOrdinals, word);
  if (ordinal >= 3) return ordinal;
  return word == "twentieth" ? 20 : word == "hundredth" ? 100 : 0;
}

}  // namespace

bool take_words(std::string_view& text, std::string_view words) {
  if (text.size() < words.size() || !equals_ignoring_case(text.substr(0, words.size()), words)) return false;
  if (text.size() > words.size() && !is_ascii_space(text[words.size()])) return false;
  text = trim(text.substr(words.size()));
  return true;
}

std::optional<Rational> take_number_words(std::string_view& text) {
  for (const std::string_view nought : {"no", "none", "nought", "nil", "zero"}) {
    if (take_words(text, nought)) return Rational(0);
  }
  NumberReader reader(text);
  const auto number = reader.read();
  if (number) text = reader.rest();
  return number;
}

std::optional<std::pair<int, int>> take_fraction_words(std::string_view& text) {
  Words words(text);
  const auto found = [&](int part, int whole) {
    words.take();
    text = words.rest();
    return std::pair(part, whole);
  };
  if (words.peek() == "half") return found(1, 2);
  const std::string first = words.peek();
  const int part = first == "a" || first == "an" ? 1 : plain_value(first);
  if (part < 1 || part > 19) return std::nullopt;
  const int whole = denominator(words.peek_second());
  if (whole <= part) return std::nullopt;
  words.take();
  return found(part, whole);
}

std::optional<int> take_ordinal_words(std::string_view& text) {
  Words words(text);
  const std::string first = words.peek();
  int value = index_of(kOrdinals, first);
  if (value <= 0) {
    const int tenth = index_of(kTenths, first);
    const int tens = index_of(kTens, first);
    const int ones = index_of(kOrdinals, words.peek_second());
    value = tenth >= 0 ? (tenth + 2) * 10 : 0;
    if (tens >= 0 && ones >= 1 && ones <= 9) {
      words.take();
      value = (tens + 2) * 10 + ones;
    }
  }
  if (value <= 0) return std::nullopt;
  words.take();
  text = words.rest();
  return value;
}

std::string_view ordinal_ending(int number) {
  const int last_two = number % 100;
  if (last_two >= 11 && last_two <= 13) return "th";
  static constexpr std::array<std::string_view, 4> kEndings = {"th", "st", "nd", "rd"};
  return number % 10 <= 3 ? kEndings[static_cast<std::size_t>(number % 10)] : "th";
}

}  // namespace gazette
