#pragma once
// Colours as CSS Color 4 writes them, and how well one reads on another (WCAG 2.2).

#include <optional>
#include <string_view>

namespace gazette {

/// Red, green, blue 0..255 and opacity 0..1.
struct CssColor {
  double red = 0;
  double green = 0;
  double blue = 0;
  double alpha = 1;
  bool operator==(const CssColor&) const = default;
};

/// Names, `#rgb` to `#rrggbbaa`, rgb(), rgba(), hsl(), hsla(), hwb(), lab(), lch(), oklab(), oklch(),
/// color(srgb …), color-mix(in srgb, …), `transparent`. Nothing for what depends on more than the text:
/// `currentcolor`, system colours, and for what lies outside sRGB.
std::optional<CssColor> parse_css_color(std::string_view text);

/// `top` painted over an opaque `bottom`.
CssColor blend(const CssColor& top, const CssColor& bottom);

/// WCAG contrast ratio of two opaque colours, 1 to 21.
double contrast_ratio(const CssColor& a, const CssColor& b);

}  // namespace gazette
