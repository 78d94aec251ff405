// Fractions on 128-bit integers, with every overflow caught.
#include "base/rational.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gazette {
namespace {

Int128 absolute_value(Int128 value) {
  return value < 0 ? -value : value;
}

Int128 greatest_common_divisor(Int128 a, Int128 b) {
  a = absolute_value(a);
  b = absolute_value(b);
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// The lowest value has no positive twin, so it is kept out altogether.
constexpr Int128 kLowest = static_cast<Int128>(1) << 127;

bool multiply_whole(Int128 a, Int128 b, Int128& out) {
  return !__builtin_mul_overflow(a, b, &out) && out != kLowest;
}

bool add_whole(Int128 a, Int128 b, Int128& out) {
  return !__builtin_add_overflow(a, b, &out) && out != kLowest;
}

Int128 floor_divide(Int128 a, Int128 b) {  // b > 0
  const Int128 quotient = a / b;
  return a % b < 0 ? quotient - 1 : quotient;
}

std::string digits_of(Int128 value) {  // value >= 0
  if (value == 0) return "0";
  std::string out;
  for (; value > 0; value /= 10) out += static_cast<char>('0' + static_cast<int>(value % 10));
  std::reverse(out.begin(), out.end());
  return out;
}

std::string with_thousands(const std::string& digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string format_with(const Rational& value, int decimal_places, bool for_people) {
  const int places = std::clamp(decimal_places, 0, 18);
  const auto rounded = round_half_away(value, places);
  const auto scaled = rounded ? multiply(*rounded, power_of_ten(places)) : std::nullopt;
  if (!scaled) return for_people ? "(too large)" : "";
  std::string digits = digits_of(absolute_value(scaled->numerator()));
  const auto width = static_cast<std::size_t>(places);
  if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
  const std::string whole = digits.substr(0, digits.size() - width);
  std::string out;
  if (scaled->is_negative()) out += for_people ? "−" : "-";
  out += for_people ? with_thousands(whole) : whole;
  if (places > 0) out += "." + digits.substr(digits.size() - width);
  return out;
}

}  // namespace

std::optional<Rational> Rational::of(Int128 numerator, Int128 denominator) {
  if (denominator == 0 || numerator == kLowest || denominator == kLowest) return std::nullopt;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Int128 divisor = greatest_common_divisor(numerator, denominator);
  Rational out;
  out.numerator_ = numerator / divisor;
  out.denominator_ = denominator / divisor;
  return out;
}

Rational Rational::negated() const {
  Rational out = *this;
  out.numerator_ = -numerator_;
  return out;
}

std::optional<Rational> add(const Rational& a, const Rational& b) {
  // Over the least common denominator, so that long sums of decimals stay small.
  const Int128 divisor = greatest_common_divisor(a.denominator(), b.denominator());
  Int128 left = 0;
  Int128 right = 0;
  Int128 sum = 0;
  Int128 denominator = 0;
  const bool fits = multiply_whole(a.numerator(), b.denominator() / divisor, left) &&
                    multiply_whole(b.numerator(), a.denominator() / divisor, right) &&
                    add_whole(left, right, sum) &&
                    multiply_whole(a.denominator() / divisor, b.denominator(), denominator);
  if (!fits) return std::nullopt;
  return Rational::of(sum, denominator);
}

std::optional<Rational> subtract(const Rational& a, const Rational& b) {
  return add(a, b.negated());
}

std::optional<Rational> multiply(const Rational& a, const Rational& b) {
  const Int128 first = std::max<Int128>(1, greatest_common_divisor(a.numerator(), b.denominator()));
  const Int128 second = std::max<Int128>(1, greatest_common_divisor(b.numerator(), a.denominator()));
  Int128 numerator = 0;
  Int128 denominator = 0;
  const bool fits = multiply_whole(a.numerator() / first, b.numerator() / second, numerator) &&
                    multiply_whole(a.denominator() / second, b.denominator() / first, denominator);
  if (!fits) return std::nullopt;
  return Rational::of(numerator, denominator);
}

std::optional<Rational> divide(const Rational& a, const Rational& b) {
  if (b.is_zero()) return std::nullopt;
  const auto inverse = Rational::of(b.denominator(), b.numerator());
  return inverse ? multiply(a, *inverse) : std::nullopt;
}

int compare(const Rational& a, const Rational& b) {
  // Whole parts first, then the fractions turned over: Euclid's steps never overflow.
  Int128 an = a.numerator();
  Int128 ad = a.denominator();
  Int128 bn = b.numerator();
  Int128 bd = b.denominator();
  int sign = 1;
  while (true) {
    const Int128 whole_a = floor_divide(an, ad);
    const Int128 whole_b = floor_divide(bn, bd);
    if (whole_a != whole_b) return whole_a < whole_b ? -sign : sign;
    const Int128 rest_a = an - whole_a * ad;
    const Int128 rest_b = bn - whole_b * bd;
    if (rest_a == 0 && rest_b == 0) return 0;
    if (rest_a == 0) return -sign;
    if (rest_b == 0) return sign;
    an = ad;
    ad = rest_a;
    bn = bd;
    bd = rest_b;
    sign = -sign;
  }
}

Rational power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = std::min(18, exponent < 0 ? -exponent : exponent); i > 0; --i) power *= 10;
  if (exponent >= 0) return {power};
  return *Rational::of(1, power);
}

std::optional<Rational> round_half_away(const Rational& value, int decimal_places) {
  const Rational unit = power_of_ten(-decimal_places);
  const auto scaled = divide(value.absolute(), unit);
  if (!scaled) return std::nullopt;
  Int128 whole = scaled->numerator() / scaled->denominator();
  const Int128 rest = scaled->numerator() % scaled->denominator();
  if (rest >= scaled->denominator() - rest) ++whole;
  const auto rounded = Rational::of(whole, 1);
  const auto out = rounded ? multiply(*rounded, unit) : std::nullopt;
  if (!out) return std::nullopt;
  return value.is_negative() ? out->negated() : *out;
}

double to_double(const Rational& value) {
  return static_cast<double>(value.numerator()) / static_cast<double>(value.denominator());
}

std::optional<Rational> parse_plain_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  constexpr std::size_t kMostFractionDigits = 40;  // R and Python write 17 that count, after any noughts
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || whole.size() > kMostDigits || fraction.size() > kMostFractionDigits)
    return std::nullopt;
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  Int128 numerator = 0;
  const std::string_view kept = fraction.substr(0, kMostDigits);
  const std::string_view beyond = fraction.substr(kept.size());
  for (const std::string_view part : {whole, kept}) {
    for (const char c : part) {
      if (!is_ascii_digit(c)) return std::nullopt;
      numerator = numerator * 10 + (c - '0');
    }
  }
  if (!std::all_of(beyond.begin(), beyond.end(), is_ascii_digit)) return std::nullopt;
  if (!beyond.empty() && beyond.front() >= '5') ++numerator;
  return Rational::of(negative ? -numerator : numerator,
                      power_of_ten(static_cast<int>(kept.size())).numerator());
}

int typed_decimal_places(std::string_view text) {
  const std::size_t point = text.find('.');
  return point == std::string_view::npos
             ? 0
             : static_cast<int>(std::min<std::size_t>(18, text.size() - point - 1));
}

std::string format_number(const Rational& value, int decimal_places) {
  return format_with(value, decimal_places, true);
}

std::string format_plain_number(const Rational& value, int decimal_places) {
  return format_with(value, decimal_places, false);
}

int decimal_places_needed(const Rational& value, int limit) {
  for (int places = 0; places < limit; ++places) {
    if (round_half_away(value, places) == value) return places;
  }
  return limit;
}

}  // namespace gazette
