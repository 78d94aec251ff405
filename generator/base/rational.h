#pragma once
// Exact arithmetic for published figures. Shares, sums and differences are compared digit for digit
// with what an author typed, so binary floating point will not do: 0.1 + 0.2 must be 0.3.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

__extension__ typedef __int128 Int128;

/// A fraction in lowest terms with a positive denominator. Operations give nullopt when the result
/// does not fit, or on division by zero; they never wrap around.
class Rational {
 public:
  Rational() = default;
  Rational(std::int64_t whole) : numerator_(whole) {}
  static std::optional<Rational> of(Int128 numerator, Int128 denominator);

  Int128 numerator() const { return numerator_; }
  Int128 denominator() const { return denominator_; }
  bool is_whole() const { return denominator_ == 1; }
  bool is_zero() const { return numerator_ == 0; }
  bool is_negative() const { return numerator_ < 0; }
  Rational negated() const;
  Rational absolute() const { return is_negative() ? negated() : *this; }

  bool operator==(const Rational&) const = default;

 private:
  Int128 numerator_ = 0;
  Int128 denominator_ = 1;
};

std::optional<Rational> add(const Rational& a, const Rational& b);
std::optional<Rational> subtract(const Rational& a, const Rational& b);
std::optional<Rational> multiply(const Rational& a, const Rational& b);
std::optional<Rational> divide(const Rational& a, const Rational& b);
/// -1, 0 or 1 as `a` is less than, equal to or greater than `b`. Exact for any two values.
int compare(const Rational& a, const Rational& b);

/// 10 to the power of `exponent`, for -18 to 18.
Rational power_of_ten(int exponent);
/// Rounds to `decimal_places` (0 to 18; negative values round to tens, hundreds…), halves away from
/// zero: 2.5 gives 3 and -2.5 gives -3. nullopt when the result does not fit.
std::optional<Rational> round_half_away(const Rational& value, int decimal_places);
/// The nearest double: for drawing, never for checking.
double to_double(const Rational& value);

/// A number as machines write it: optional `-` or `+`, digits, optional `.` and digits. No thousands
/// separators, no exponent, no blanks. Digits after the point are kept to the 18th, rounded. nullopt for
/// anything else, and for more than 18 digits before the point or 40 after it.
std::optional<Rational> parse_plain_number(std::string_view text);
/// How many digits stand after the point in `text`, 0 when there is none.
int typed_decimal_places(std::string_view text);

/// "13,540", "−0.5": rounded to `decimal_places`, thousands separated by commas, U+2212 as the minus
/// sign. A value that rounds to nought has no sign.
std::string format_number(const Rational& value, int decimal_places);
/// The same for machines: no separators, `-` as the sign.
std::string format_plain_number(const Rational& value, int decimal_places);
/// The fewest decimal places that show `value` in full, at most `limit`.
int decimal_places_needed(const Rational& value, int limit);

}  // namespace gazette
