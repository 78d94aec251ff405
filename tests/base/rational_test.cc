#include "base/rational.h"

#include <catch2/catch.hpp>

using namespace gazette;

namespace {
Rational number(std::string_view text) {
  const auto value = parse_plain_number(text);
  REQUIRE(value);
  return *value;
}
}  // namespace

TEST_CASE("figures add up exactly", "[base][rational]") {
  CHECK(add(number("0.1"), number("0.2")) == number("0.3"));
  CHECK(subtract(Rational(3), Rational(5)) == Rational(-2));
  CHECK(divide(Rational(1), Rational(3)) == Rational::of(2, 6));
  CHECK(multiply(*Rational::of(2, 3), *Rational::of(3, 4)) == Rational::of(1, 2));
  CHECK(Rational::of(1, -2) == Rational::of(-1, 2));
}

TEST_CASE("division by nought and overflow give no figure", "[base][rational]") {
  CHECK_FALSE(divide(Rational(1), Rational(0)));
  CHECK_FALSE(Rational::of(1, 0));
  Rational huge(9'000'000'000'000'000'000);
  std::optional<Rational> product = huge;
  for (int i = 0; i < 3 && product; ++i) product = multiply(*product, huge);
  CHECK_FALSE(product);
  std::optional<Rational> sum = Rational::of((static_cast<Int128>(1) << 126), 1);
  CHECK_FALSE(add(*sum, *sum));
}

TEST_CASE("halves round away from nought", "[base][rational]") {
  CHECK(round_half_away(number("2.5"), 0) == Rational(3));
  CHECK(round_half_away(number("-2.5"), 0) == Rational(-3));
  CHECK(round_half_away(number("2.449"), 1) == number("2.4"));
  CHECK(round_half_away(number("1.005"), 2) == number("1.01"));
  CHECK(round_half_away(number("84972"), -3) == Rational(85000));
  CHECK(round_half_away(*Rational::of(4400, 91), 0) == Rational(48));
}

TEST_CASE("any two figures can be compared", "[base][rational]") {
  CHECK(compare(number("0.3"), *Rational::of(1, 3)) == -1);
  CHECK(compare(Rational(-1), number("-1.5")) == 1);
  CHECK(compare(number("7.50"), number("7.5")) == 0);
  const Int128 big = static_cast<Int128>(1) << 120;
  CHECK(compare(*Rational::of(big, big - 1), *Rational::of(big + 1, big)) == 1);
}

TEST_CASE("numbers as machines write them", "[base][rational]") {
  CHECK(number("-13540") == Rational(-13540));
  CHECK(number("+7.50") == *Rational::of(15, 2));
  for (const char* bad : {"", "-", ".5", "5.", "1,000", "£5", "5%", "1e3", "0x10", " 5", "5 ", "--5", "1.2.3",
                          "٣", "1234567890123456789"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_plain_number(bad));
  }
}

TEST_CASE("numbers as readers see them", "[base][rational]") {
  CHECK(format_number(Rational(1234567), 0) == "1,234,567");
  CHECK(format_number(Rational(-13540), 0) == "−13,540");
  CHECK(format_number(number("-0.4"), 0) == "0");
  CHECK(format_number(number("0.05"), 1) == "0.1");
  CHECK(format_number(number("552.5"), 2) == "552.50");
  CHECK(format_plain_number(number("-1234.5"), 1) == "-1234.5");
  CHECK(decimal_places_needed(number("7.25"), 6) == 2);
  CHECK(decimal_places_needed(*Rational::of(1, 3), 4) == 4);
}
