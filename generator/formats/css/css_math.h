#pragma once
// Arithmetic in CSS values (CSS Values 4): `calc()`, `min()`, `max()`, `clamp()`, and plain numbers with a
// unit.

#include <functional>
#include <optional>
#include <string_view>

namespace gazette {

/// What a value comes to, in whatever the unit function counts in.
struct CssMathResult {
  double value = 0;
  bool has_unit = false;  // some part of it had one, so that it is a length, an angle or a share
};

/// Gives the worth of a number with a unit (lower case, "%" too); nothing for a unit that cannot be known.
using CssUnitFunction = std::function<std::optional<double>(double number, std::string_view unit)>;

/// Nothing for what is no arithmetic, asks for an unknown unit, divides by nought or nests too deep.
std::optional<CssMathResult> evaluate_css_math(std::string_view text, const CssUnitFunction& unit);

}  // namespace gazette
