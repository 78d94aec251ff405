#include "formats/css/css_math.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "base/text.h"

namespace gazette {

namespace {

constexpr int kMaxDepth = 32;

/// A recursive descent over `sum := product (("+" | "-") product)*` and so on. A fault anywhere ends it all.
class MathParser {
 public:
  MathParser(std::string_view text, const CssUnitFunction& unit) : text_(text), unit_(unit) {}

  std::optional<CssMathResult> run() {
    const CssMathResult result = sum(0);
    skip_space();
    if (failed_ || at_ != text_.size() || !std::isfinite(result.value)) return std::nullopt;
    return result;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (is_ascii_space(peek())) ++at_;
  }
  CssMathResult fail() {
    failed_ = true;
    return {};
  }

  CssMathResult sum(int depth) {
    CssMathResult left = product(depth);
    while (!failed_) {
      skip_space();
      const char sign = peek();
      if (sign != '+' && sign != '-') break;
      ++at_;
      const CssMathResult right = product(depth);
      left.value += sign == '+' ? right.value : -right.value;
      left.has_unit = left.has_unit || right.has_unit;
    }
    return left;
  }

  CssMathResult product(int depth) {
    CssMathResult left = value(depth);
    while (!failed_) {
      skip_space();
      const char sign = peek();
      if (sign != '*' && sign != '/') break;
      ++at_;
      const CssMathResult right = value(depth);
      if (sign == '/' && right.value == 0) return fail();
      left.value = sign == '*' ? left.value * right.value : left.value / right.value;
      left.has_unit = left.has_unit || right.has_unit;
    }
    return left;
  }

  CssMathResult value(int depth) {
    skip_space();
    if (failed_ || depth > kMaxDepth) return fail();
    if (peek() == '(') {
      ++at_;
      const CssMathResult inside = sum(depth + 1);
      return close() ? inside : fail();
    }
    if (is_ascii_letter(peek()) || (peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] == '-') ||
        (peek() == '-' && at_ + 1 < text_.size() && is_ascii_letter(text_[at_ + 1])))
      return function(depth);
    return number();
  }

  bool close() {
    skip_space();
    if (peek() != ')') return false;
    ++at_;
    return true;
  }

  CssMathResult function(int depth) {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return fail();
    const std::string_view name = text_.substr(at_, open - at_);
    at_ = open + 1;
    std::vector<CssMathResult> arguments;
    do {
      arguments.push_back(sum(depth + 1));
      skip_space();
    } while (!failed_ && peek() == ',' && ++at_ > 0);
    if (failed_ || !close()) return fail();
    CssMathResult result = arguments[0];
    for (const CssMathResult& argument : arguments) result.has_unit = result.has_unit || argument.has_unit;
    if (name == "calc" || name == "-webkit-calc" || name == "-moz-calc")
      return arguments.size() == 1 ? result : fail();
    if (name == "clamp") {
      if (arguments.size() != 3) return fail();
      result.value = std::max(arguments[0].value, std::min(arguments[1].value, arguments[2].value));
      return result;
    }
    if (name != "min" && name != "max") return fail();
    for (const CssMathResult& argument : arguments)
      result.value =
          name == "min" ? std::min(result.value, argument.value) : std::max(result.value, argument.value);
    return result;
  }

  CssMathResult number() {
    std::size_t begin = at_;
    if (peek() == '+') begin = ++at_;
    double value = 0;
    const auto [rest, fault] = std::from_chars(text_.data() + begin, text_.data() + text_.size(), value);
    if (fault != std::errc{}) return fail();
    at_ = static_cast<std::size_t>(rest - text_.data());
    const std::size_t unit_begin = at_;
    while (is_ascii_letter(peek()) || peek() == '%') ++at_;
    const std::string_view name = text_.substr(unit_begin, at_ - unit_begin);
    if (name.empty()) return {value, false};
    const std::optional<double> worth = unit_(value, name);
    return worth ? CssMathResult{*worth, true} : fail();
  }

  std::string_view text_;
  const CssUnitFunction& unit_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<CssMathResult> evaluate_css_math(std::string_view text, const CssUnitFunction& unit) {
  const std::string lower = to_lower_ascii(trim(text));
  if (lower.empty()) return std::nullopt;
  return MathParser(lower, unit).run();
}

}  // namespace gazette
