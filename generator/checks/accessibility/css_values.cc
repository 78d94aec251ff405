#include "checks/accessibility/css_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "formats/css/css_math.h"

namespace gazette {

namespace {

constexpr double kPi = 3.14159265358979323846;

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<double> number(std::string_view text) {
  const auto result = evaluate_css_math(text, [](double, std::string_view) { return std::nullopt; });
  return result ? std::optional<double>(result->value) : std::nullopt;
}

/// Where the bracket at `open` is closed.
std::size_t closing_bracket(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at;
  }
  return std::string_view::npos;
}

std::optional<double> function_rotation(std::string_view name, std::string_view arguments) {
  const std::vector<std::string_view> parts = split_css(arguments, ',');
  if (name == "rotate" || name == "rotatez") return parts.size() == 1 ? css_angle(parts[0]) : std::nullopt;
  if (name == "rotate3d") {
    if (parts.size() != 4) return std::nullopt;
    const auto x = number(parts[0]);
    const auto y = number(parts[1]);
    const auto z = number(parts[2]);
    const auto angle = css_angle(parts[3]);
    if (!x || !y || !z || !angle) return std::nullopt;
    if (*x != 0 || *y != 0 || *z == 0) return 0;
    return *z < 0 ? -*angle : *angle;
  }
  if (name == "matrix" || name == "matrix3d") {
    if (parts.size() != (name == "matrix" ? 6U : 16U)) return std::nullopt;
    const auto a = number(parts[0]);
    const auto b = number(parts[1]);
    if (!a || !b) return std::nullopt;
    return std::atan2(*b, *a) * 180 / kPi;
  }
  return 0;
}

/// Icon fonts keep their pictures in the private use area, of which no screen reader says a word.
std::string without_symbols(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter c = decode_utf8(text, at);
    const bool symbol = (c.value >= 0xE000 && c.value <= 0xF8FF) || c.value >= 0xF0000;
    if (!symbol) out += text.substr(at, c.length);
    at += c.length;
  }
  return out;
}

}  // namespace

std::optional<double> css_angle(std::string_view text) {
  const auto result =
      evaluate_css_math(text, [](double number, std::string_view unit) -> std::optional<double> {
        if (unit == "deg") return number;
        if (unit == "grad") return number * 0.9;
        if (unit == "rad") return number * 180 / kPi;
        if (unit == "turn") return number * 360;
        return std::nullopt;
      });
  if (!result || (!result->has_unit && result->value != 0)) return std::nullopt;
  return result->value;
}

std::optional<double> transform_rotation(std::string_view value) {
  const std::string lower = to_lower_ascii(value);
  if (lower == "none") return 0;
  double total = 0;
  for (std::string_view word : split_css_words(lower)) {
    // Functions may follow each other without a blank: `rotate(90deg)scale(2)`.
    while (!word.empty()) {
      const std::size_t open = word.find('(');
      if (open == std::string_view::npos) return std::nullopt;
      const std::size_t close = closing_bracket(word, open);
      if (close == std::string_view::npos) return std::nullopt;
      const auto angle =
          function_rotation(trim(word.substr(0, open)), word.substr(open + 1, close - open - 1));
      if (!angle) return std::nullopt;
      total += *angle;
      word.remove_prefix(close + 1);
    }
  }
  return total;
}

std::string content_text(std::string_view value, const HtmlDocument& document, HtmlNodeId element) {
  const std::vector<std::string_view> halves = split_css(value, '/');
  std::string text;
  // What follows a slash is the text for those who do not see the first half.
  for (std::string_view word : split_css_words(halves.back())) {
    if (word.starts_with('"') || word.starts_with('\'')) {
      text += css_string(word);
    } else if (to_lower_ascii(word.substr(0, 5)) == "attr(" && word.ends_with(')')) {
      text += document.attribute_value(element, to_lower_ascii(trim(word.substr(5, word.size() - 6))));
    }
  }
  return without_symbols(text);
}

std::optional<CssDisplay> css_display(std::string_view value) {
  const std::string lower = to_lower_ascii(value);
  if (lower == "none") return CssDisplay::None;
  if (lower == "contents") return CssDisplay::Contents;
  if (lower == "inline") return CssDisplay::Inline;
  if (lower == "inline-block" || lower == "inline-flex" || lower == "inline-grid" || lower == "inline-table")
    return CssDisplay::InlineBlock;
  if (lower == "table-cell") return CssDisplay::TableCell;
  if (lower == "table-row") return CssDisplay::TableRow;
  constexpr std::array<std::string_view, 8> kBlocks{"block",     "flex",      "grid",          "table",
                                                    "list-item", "flow-root", "table-caption", "run-in"};
  if (one_of(std::string_view(lower), kBlocks)) return CssDisplay::Block;
  if (lower.starts_with("table-") || lower.starts_with("ruby")) return CssDisplay::Other;
  return std::nullopt;
}

std::optional<double> css_font_size(std::string_view value, double parent_px, double root_px) {
  const std::string lower = to_lower_ascii(trim(value));
  struct Keyword {
    std::string_view name;
    double px;
  };
  constexpr std::array<Keyword, 8> kKeywords{{{"xx-small", 9},
                                              {"x-small", 10},
                                              {"small", 13},
                                              {"medium", 16},
                                              {"large", 18},
                                              {"x-large", 24},
                                              {"xx-large", 32},
                                              {"xxx-large", 48}}};
  for (const Keyword& keyword : kKeywords) {
    if (lower == keyword.name) return keyword.px;
  }
  if (lower == "larger") return parent_px * 1.2;
  if (lower == "smaller") return parent_px / 1.2;
  if (lower.ends_with('%')) {
    const auto percent = number(std::string_view(lower).substr(0, lower.size() - 1));
    return percent ? std::optional<double>(*percent / 100 * parent_px) : std::nullopt;
  }
  const auto length = css_length_px(lower, parent_px, root_px);
  return length && *length >= 0 ? length : std::nullopt;
}

CssDisplay default_display(const HtmlDocument& document, HtmlNodeId element) {
  constexpr std::array<std::string_view, 15> kNone{"base",    "datalist", "head",     "link",     "meta",
                                                   "noembed", "noframes", "noscript", "param",    "rp",
                                                   "script",  "source",   "style",    "template", "title"};
  constexpr std::array<std::string_view, 43> kBlock{
      "address", "article", "aside",  "blockquote", "body",    "caption",  "center",     "dd",     "details",
      "dialog",  "dir",     "div",    "dl",         "dt",      "fieldset", "figcaption", "figure", "footer",
      "form",    "h1",      "h2",     "h3",         "h4",      "h5",       "h6",         "header", "hgroup",
      "hr",      "html",    "legend", "li",         "main",    "menu",     "nav",        "ol",     "optgroup",
      "option",  "p",       "pre",    "search",     "section", "summary",  "table"};
  constexpr std::array<std::string_view, 9> kInlineBlock{"button", "iframe",   "img",    "input",   "meter",
                                                         "object", "progress", "select", "textarea"};
  const HtmlNode& node = document.node(element);
  if (node.markup_namespace != MarkupNamespace::Html) {
    constexpr std::array<std::string_view, 7> kSvgNone{"defs",  "desc",   "metadata", "title",
                                                       "style", "script", "symbol"};
    return one_of(node.name, kSvgNone) ? CssDisplay::None : CssDisplay::Inline;
  }
  const std::string_view name = node.name;
  const auto has = [&](std::string_view attribute) { return document.has_attribute(element, attribute); };
  if (one_of(name, kNone) || has("hidden") || (has("popover") && name != "dialog")) return CssDisplay::None;
  if (name == "dialog" && !has("open")) return CssDisplay::None;
  if (name == "audio" && !has("controls")) return CssDisplay::None;
  if (name == "input" && equals_ignoring_case(document.attribute_value(element, "type"), "hidden"))
    return CssDisplay::None;
  if (one_of(name, kBlock) || name == "ul" || name == "xmp" || name == "listing") return CssDisplay::Block;
  if (name == "td" || name == "th") return CssDisplay::TableCell;
  if (name == "tr") return CssDisplay::TableRow;
  if (name == "thead" || name == "tbody" || name == "tfoot" || name == "colgroup" || name == "col")
    return CssDisplay::Other;
  return one_of(name, kInlineBlock) ? CssDisplay::InlineBlock : CssDisplay::Inline;
}

bool clips_to_nothing(std::string_view value) {
  const std::string lower = to_lower_ascii(value);
  const std::size_t open = lower.find('(');
  if (open == std::string::npos || !lower.ends_with(')')) return false;
  const std::string_view name = std::string_view(lower).substr(0, open);
  const std::string arguments =
      replace_all(std::string_view(lower).substr(open + 1, lower.size() - open - 2), ",", " ");
  const std::vector<std::string_view> words = split_css_words(arguments);
  if (words.empty()) return false;
  if (name == "rect") {
    return std::all_of(words.begin(), words.end(), [](std::string_view word) {
      const auto px = css_length_px(word, 16);
      return px && *px <= 1;
    });
  }
  if (name == "inset") {
    const auto at_least_half = [](std::string_view word) {
      const auto percent = word.ends_with('%') ? number(word.substr(0, word.size() - 1)) : std::nullopt;
      return percent && *percent >= 50;
    };
    return std::all_of(words.begin(), words.end(), at_least_half);
  }
  return name == "circle" && (words[0] == "0" || words[0] == "0px" || words[0] == "0%");
}

bool is_dark_scheme(std::string_view value) {
  bool dark = false;
  for (std::string_view word : split_css_words(value)) {
    if (equals_ignoring_case(word, "light") || equals_ignoring_case(word, "normal")) return false;
    dark = dark || equals_ignoring_case(word, "dark");
  }
  return dark;
}

}  // namespace gazette
