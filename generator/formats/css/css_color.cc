#include "formats/css/css_color.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "formats/css/css.h"

namespace gazette {

namespace {

// Mixes of mixes end somewhere.
constexpr int kMaxMixes = 8;

struct NamedColor {
  std::string_view name;
  std::uint32_t value;
};

// CSS Color 4, section 6.1, sorted by name.
constexpr std::array<NamedColor, 148> kNamedColors{{
    {"aliceblue", 0xF0F8FF},
    {"antiquewhite", 0xFAEBD7},
    {"aqua", 0x00FFFF},
    {"aquamarine", 0x7FFFD4},
    {"azure", 0xF0FFFF},
    {"beige", 0xF5F5DC},
    {"bisque", 0xFFE4C4},
    {"black", 0x000000},
    {"blanchedalmond", 0xFFEBCD},
    {"blue", 0x0000FF},
    {"blueviolet", 0x8A2BE2},
    {"brown", 0xA52A2A},
    {"burlywood", 0xDEB887},
    {"cadetblue", 0x5F9EA0},
    {"chartreuse", 0x7FFF00},
    {"chocolate", 0xD2691E},
    {"coral", 0xFF7F50},
    {"cornflowerblue", 0x6495ED},
    {"cornsilk", 0xFFF8DC},
    {"crimson", 0xDC143C},
    {"cyan", 0x00FFFF},
    {"darkblue", 0x00008B},
    {"darkcyan", 0x008B8B},
    {"darkgoldenrod", 0xB8860B},
    {"darkgray", 0xA9A9A9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xA9A9A9},
    {"darkkhaki", 0xBDB76B},
    {"darkmagenta", 0x8B008B},
    {"darkolivegreen", 0x556B2F},
    {"darkorange", 0xFF8C00},
    {"darkorchid", 0x9932CC},
    {"darkred", 0x8B0000},
    {"darksalmon", 0xE9967A},
    {"darkseagreen", 0x8FBC8F},
    {"darkslateblue", 0x483D8B},
    {"darkslategray", 0x2F4F4F},
    {"darkslategrey", 0x2F4F4F},
    {"darkturquoise", 0x00CED1},
    {"darkviolet", 0x9400D3},
    {"deeppink", 0xFF1493},
    {"deepskyblue", 0x00BFFF},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1E90FF},
    {"firebrick", 0xB22222},
    {"floralwhite", 0xFFFAF0},
    {"forestgreen", 0x228B22},
    {"fuchsia", 0xFF00FF},
    {"gainsboro", 0xDCDCDC},
    {"ghostwhite", 0xF8F8FF},
    {"gold", 0xFFD700},
    {"goldenrod", 0xDAA520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xADFF2F},
    {"grey", 0x808080},
    {"honeydew", 0xF0FFF0},
    {"hotpink", 0xFF69B4},
    {"indianred", 0xCD5C5C},
    {"indigo", 0x4B0082},
    {"ivory", 0xFFFFF0},
    {"khaki", 0xF0E68C},
    {"lavender", 0xE6E6FA},
    {"lavenderblush", 0xFFF0F5},
    {"lawngreen", 0x7CFC00},
    {"lemonchiffon", 0xFFFACD},
    {"lightblue", 0xADD8E6},
    {"lightcoral", 0xF08080},
    {"lightcyan", 0xE0FFFF},
    {"lightgoldenrodyellow", 0xFAFAD2},
    {"lightgray", 0xD3D3D3},
    {"lightgreen", 0x90EE90},
    {"lightgrey", 0xD3D3D3},
    {"lightpink", 0xFFB6C1},
    {"lightsalmon", 0xFFA07A},
    {"lightseagreen", 0x20B2AA},
    {"lightskyblue", 0x87CEFA},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xB0C4DE},
    {"lightyellow", 0xFFFFE0},
    {"lime", 0x00FF00},
    {"limegreen", 0x32CD32},
    {"linen", 0xFAF0E6},
    {"magenta", 0xFF00FF},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66CDAA},
    {"mediumblue", 0x0000CD},
    {"mediumorchid", 0xBA55D3},
    {"mediumpurple", 0x9370DB},
    {"mediumseagreen", 0x3CB371},
    {"mediumslateblue", 0x7B68EE},
    {"mediumspringgreen", 0x00FA9A},
    {"mediumturquoise", 0x48D1CC},
    {"mediumvioletred", 0xC71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xF5FFFA},
    {"mistyrose", 0xFFE4E1},
    {"moccasin", 0xFFE4B5},
    {"navajowhite", 0xFFDEAD},
    {"navy", 0x000080},
    {"oldlace", 0xFDF5E6},
    {"olive", 0x808000},
    {"olivedrab", 0x6B8E23},
    {"orange", 0xFFA500},
    {"orangered", 0xFF4500},
    {"orchid", 0xDA70D6},
    {"palegoldenrod", 0xEEE8AA},
    {"palegreen", 0x98FB98},
    {"paleturquoise", 0xAFEEEE},
    {"palevioletred", 0xDB7093},
    {"papayawhip", 0xFFEFD5},
    {"peachpuff", 0xFFDAB9},
    {"peru", 0xCD853F},
    {"pink", 0xFFC0CB},
    {"plum", 0xDDA0DD},
    {"powderblue", 0xB0E0E6},
    {"purple", 0x800080},
    {"rebeccapurple", 0x663399},
    {"red", 0xFF0000},
    {"rosybrown", 0xBC8F8F},
    {"royalblue", 0x4169E1},
    {"saddlebrown", 0x8B4513},
    {"salmon", 0xFA8072},
    {"sandybrown", 0xF4A460},
    {"seagreen", 0x2E8B57},
    {"seashell", 0xFFF5EE},
    {"sienna", 0xA0522D},
    {"silver", 0xC0C0C0},
    {"skyblue", 0x87CEEB},
    {"slateblue", 0x6A5ACD},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xFFFAFA},
    {"springgreen", 0x00FF7F},
    {"steelblue", 0x4682B4},
    {"tan", 0xD2B48C},
    {"teal", 0x008080},
    {"thistle", 0xD8BFD8},
    {"tomato", 0xFF6347},
    {"turquoise", 0x40E0D0},
    {"violet", 0xEE82EE},
    {"wheat", 0xF5DEB3},
    {"white", 0xFFFFFF},
    {"whitesmoke", 0xF5F5F5},
    {"yellow", 0xFFFF00},
    {"yellowgreen", 0x9ACD32},
}};

double channel(std::uint32_t value) {
  return static_cast<double>(value & 0xFFU);
}

std::optional<CssColor> parse_hex(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  switch (digits.size()) {
    case 3:
      return CssColor{channel((value >> 8U & 0xFU) * 17), channel((value >> 4U & 0xFU) * 17),
                      channel((value & 0xFU) * 17), 1};
    case 4:
      return CssColor{channel((value >> 12U & 0xFU) * 17), channel((value >> 8U & 0xFU) * 17),
                      channel((value >> 4U & 0xFU) * 17), channel((value & 0xFU) * 17) / 255};
    case 6:
      return CssColor{channel(value >> 16U), channel(value >> 8U), channel(value), 1};
    case 8:
      return CssColor{channel(value >> 24U), channel(value >> 16U), channel(value >> 8U),
                      channel(value) / 255};
    default:
      return std::nullopt;
  }
}

struct Component {
  double number = 0;
  std::string_view unit;
};

/// The numbers between the brackets, whether parted by commas, blanks or a slash.
std::optional<std::vector<Component>> components(std::string_view text) {
  std::vector<Component> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = text.find_first_not_of(" \t\n\r\f,/", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t\n\r\f,/", begin), text.size());
    std::string_view word = text.substr(begin, end - begin);
    if (word.starts_with('+')) word.remove_prefix(1);
    Component component;
    if (word != "none") {
      const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), component.number);
      if (fault != std::errc{}) return std::nullopt;
      component.unit = word.substr(static_cast<std::size_t>(rest - word.data()));
    }
    out.push_back(component);
    at = end;
  }
  return out;
}

double alpha_of(const std::vector<Component>& parts) {
  if (parts.size() < 4) return 1;
  return std::clamp(parts[3].unit == "%" ? parts[3].number / 100 : parts[3].number, 0.0, 1.0);
}

CssColor from_hsl(double hue, double saturation, double lightness) {
  hue = std::fmod(std::fmod(hue, 360) + 360, 360);
  const auto value = [&](double n) {
    const double k = std::fmod(n + hue / 30, 12);
    const double a = saturation * std::min(lightness, 1 - lightness);
    return 255 * (lightness - a * std::max(-1.0, std::min({k - 3, 9 - k, 1.0})));
  };
  return {value(0), value(8), value(4), 1};
}

double hue_of(const Component& part) {
  if (part.unit == "turn") return part.number * 360;
  if (part.unit == "rad") return part.number * 180 / 3.14159265358979323846;
  return part.unit == "grad" ? part.number * 0.9 : part.number;
}

/// A part that may be a share of `whole`.
double scaled(const Component& part, double whole) {
  return part.unit == "%" ? part.number / 100 * whole : part.number;
}

/// Linear light to sRGB bytes. What a screen of sRGB cannot show has no certain colour there.
std::optional<CssColor> from_linear(double red, double green, double blue) {
  const auto byte = [](double c) {
    return 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055);
  };
  constexpr double kSlack = 2;
  const CssColor color{byte(red), byte(green), byte(blue), 1};
  for (double part : {color.red, color.green, color.blue}) {
    if (std::isnan(part) || part < -kSlack || part > 255 + kSlack) return std::nullopt;
  }
  return CssColor{std::clamp(color.red, 0.0, 255.0), std::clamp(color.green, 0.0, 255.0),
                  std::clamp(color.blue, 0.0, 255.0), 1};
}

/// CSS Color 4, section 9: Lab (of white D50) by way of XYZ.
std::optional<CssColor> from_lab(double lightness, double a, double b) {
  constexpr double kKappa = 24389.0 / 27;
  constexpr double kEpsilon = 216.0 / 24389;
  const double fy = (lightness + 16) / 116;
  const double fx = fy + a / 500;
  const double fz = fy - b / 200;
  const auto part = [](double f) { return f * f * f > kEpsilon ? f * f * f : (116 * f - 16) / kKappa; };
  const double x = part(fx) * 0.3457 / 0.3585;
  const double y = lightness > kKappa * kEpsilon ? fy * fy * fy : lightness / kKappa;
  const double z = part(fz) * (1 - 0.3457 - 0.3585) / 0.3585;
  return from_linear(3.1341359569958707 * x - 1.6173863321612538 * y - 0.4906619460083532 * z,
                     -0.978795502912089 * x + 1.916254567259524 * y + 0.03344273116131949 * z,
                     0.07195537988411677 * x - 0.2289768264158322 * y + 1.405386058324125 * z);
}

std::optional<CssColor> from_oklab(double lightness, double a, double b) {
  const auto cube = [](double value) { return value * value * value; };
  const double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  const double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  const double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
  return from_linear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                     -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                     -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
}

CssColor from_hwb(double hue, double white, double black) {
  if (white + black >= 1) {
    const double grey = 255 * white / (white + black);
    return {grey, grey, grey, 1};
  }
  CssColor color = from_hsl(hue, 1, 0.5);
  for (double* part : {&color.red, &color.green, &color.blue})
    *part = *part * (1 - white - black) + 255 * white;
  return color;
}

/// lab(), lch(), oklab(), oklch() and hwb().
std::optional<CssColor> parse_perceptual(std::string_view name, const std::vector<Component>& parts) {
  const auto polar = [&](double chroma) {
    const double angle = hue_of(parts[2]) * 3.14159265358979323846 / 180;
    return std::pair{chroma * std::cos(angle), chroma * std::sin(angle)};
  };
  std::optional<CssColor> color;
  if (name == "lab") {
    color = from_lab(parts[0].number, scaled(parts[1], 125), scaled(parts[2], 125));
  } else if (name == "lch") {
    const auto [a, b] = polar(scaled(parts[1], 150));
    color = from_lab(parts[0].number, a, b);
  } else if (name == "oklab") {
    color = from_oklab(scaled(parts[0], 1), scaled(parts[1], 0.4), scaled(parts[2], 0.4));
  } else if (name == "oklch") {
    const auto [a, b] = polar(scaled(parts[1], 0.4));
    color = from_oklab(scaled(parts[0], 1), a, b);
  } else if (name == "hwb") {
    color = from_hwb(hue_of(parts[0]), std::clamp(parts[1].number / 100, 0.0, 1.0),
                     std::clamp(parts[2].number / 100, 0.0, 1.0));
  }
  if (color) color->alpha = alpha_of(parts);
  return color;
}

std::optional<CssColor> parse_color(std::string_view lower, int depth);

/// `color-mix(in srgb, red 20%, white)`; other spaces than sRGB are not worked out.
std::optional<CssColor> parse_mix(std::string_view arguments, int depth) {
  const std::vector<std::string_view> pieces = split_css(arguments, ',');
  if (pieces.size() != 3 || pieces[0] != "in srgb") return std::nullopt;
  std::array<std::optional<double>, 2> shares;
  std::array<CssColor, 2> colors;
  for (std::size_t i = 0; i < 2; ++i) {
    std::string_view color;
    for (std::string_view word : split_css_words(pieces[i + 1])) {
      if (!word.ends_with('%')) {
        color = word;
        continue;
      }
      double share = 0;
      const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), share);
      if (fault != std::errc{} || share < 0 || share > 100) return std::nullopt;
      shares[i] = share / 100;
    }
    const auto parsed = parse_color(color, depth + 1);
    if (!parsed) return std::nullopt;
    colors[i] = *parsed;
  }
  double first = shares[0] ? *shares[0] : shares[1] ? 1 - *shares[1] : 0.5;
  double second = shares[1] ? *shares[1] : 1 - first;
  const double sum = first + second;
  if (sum <= 0) return std::nullopt;
  const double fade = std::min(sum, 1.0);
  first /= sum;
  second /= sum;
  // Premultiplied, so that a transparent colour lends no tint.
  const double alpha = colors[0].alpha * first + colors[1].alpha * second;
  if (alpha <= 0) return CssColor{0, 0, 0, 0};
  const auto mix = [&](double a, double b) {
    return (a * colors[0].alpha * first + b * colors[1].alpha * second) / alpha;
  };
  return CssColor{mix(colors[0].red, colors[1].red), mix(colors[0].green, colors[1].green),
                  mix(colors[0].blue, colors[1].blue), alpha * fade};
}

std::optional<CssColor> parse_function(std::string_view name, std::string_view arguments, int depth) {
  if (name == "color-mix") return parse_mix(arguments, depth);
  if (name == "color") {
    const std::string_view rest = trim(arguments);
    if (!rest.starts_with("srgb ")) return std::nullopt;
    const auto parts = components(rest.substr(5));
    if (!parts || parts->size() < 3 || parts->size() > 4) return std::nullopt;
    const auto byte = [](const Component& part) { return 255 * std::clamp(scaled(part, 1), 0.0, 1.0); };
    return CssColor{byte((*parts)[0]), byte((*parts)[1]), byte((*parts)[2]), alpha_of(*parts)};
  }
  const auto parts = components(arguments);
  if (!parts || parts->size() < 3 || parts->size() > 4) return std::nullopt;
  if (name == "rgb" || name == "rgba") {
    const auto byte = [](const Component& part) {
      return std::clamp(part.unit == "%" ? part.number * 2.55 : part.number, 0.0, 255.0);
    };
    return CssColor{byte((*parts)[0]), byte((*parts)[1]), byte((*parts)[2]), alpha_of(*parts)};
  }
  if (name != "hsl" && name != "hsla") return parse_perceptual(name, *parts);
  CssColor color = from_hsl(hue_of((*parts)[0]), std::clamp((*parts)[1].number / 100, 0.0, 1.0),
                            std::clamp((*parts)[2].number / 100, 0.0, 1.0));
  color.alpha = alpha_of(*parts);
  return color;
}

double luminance(const CssColor& color) {
  const auto linear = [](double byte) {
    const double c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

std::optional<CssColor> parse_color(std::string_view lower, int depth) {
  if (depth > kMaxMixes) return std::nullopt;
  if (lower.starts_with('#')) return parse_hex(lower.substr(1));
  if (lower == "transparent") return CssColor{0, 0, 0, 0};
  const std::size_t bracket = lower.find('(');
  if (bracket != std::string_view::npos) {
    if (!lower.ends_with(')')) return std::nullopt;
    return parse_function(lower.substr(0, bracket), lower.substr(bracket + 1, lower.size() - bracket - 2),
                          depth);
  }
  const auto found =
      std::lower_bound(kNamedColors.begin(), kNamedColors.end(), lower,
                       [](const NamedColor& color, std::string_view name) { return color.name < name; });
  if (found == kNamedColors.end() || found->name != lower) return std::nullopt;
  return CssColor{channel(found->value >> 16U), channel(found->value >> 8U), channel(found->value), 1};
}

}  // namespace

std::optional<CssColor> parse_css_color(std::string_view text) {
  return parse_color(to_lower_ascii(trim(text)), 0);
}

CssColor blend(const CssColor& top, const CssColor& bottom) {
  const auto mix = [&](double a, double b) { return a * top.alpha + b * (1 - top.alpha); };
  return {mix(top.red, bottom.red), mix(top.green, bottom.green), mix(top.blue, bottom.blue), 1};
}

double contrast_ratio(const CssColor& a, const CssColor& b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace gazette
