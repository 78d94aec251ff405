// Property by property.
#include "checks/accessibility/element_style.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "checks/accessibility/css_values.h"

namespace gazette {

namespace {

// Further than this to the left or above the page nobody scrolls.
constexpr double kFarAway = -400;
// In pixels: less does not bring a box under a line of text, or under the column beside it.
constexpr double kLittle = 8;
constexpr double kColumn = 60;

bool is_keyword(std::string_view value, std::string_view keyword) {
  return equals_ignoring_case(value, keyword);
}

/// What gives an inherited property its parent's value; no browser's own sheet sets the ones asked about.
bool is_inheriting(std::string_view value) {
  return is_keyword(value, "inherit") || is_keyword(value, "unset") || is_keyword(value, "revert") ||
         is_keyword(value, "revert-layer");
}

bool is_word(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return is_ascii_letter(c) || c == '-'; });
}

}  // namespace

void ElementStyle::inherit() {
  style_.rendered = parent_.rendered;
  style_.visibility_hidden = parent_.visibility_hidden;
  style_.out_of_sight = parent_.out_of_sight;
  style_.nowrap = parent_.nowrap;
  style_.icon_font = parent_.icon_font;
  style_.monospace = parent_.monospace;
  style_.width_px = parent_.width_px;
  style_.font_size_px = parent_.font_size_px;
  style_.root_px = parent_.root_px;
  style_.font_size_known = parent_.font_size_known;
  style_.font_weight = parent_.font_weight;
  style_.letter_spacing = parent_.letter_spacing;
  style_.word_spacing = parent_.word_spacing;
  style_.line_height = parent_.line_height;
  style_.line_height_factor = parent_.line_height_factor;
  style_.color = parent_.color;
  style_.color_set = parent_.color_set;
  style_.background = CssColor{0, 0, 0, 0};
  style_.effects = parent_.effects;
  style_.dark_scheme = parent_.dark_scheme;
}

void ElementStyle::apply_browser_defaults(const HtmlDocument& document) {
  const std::string_view name = document.node(element_).name;
  style_.display = default_ = default_display(document, element_);
  if (document.node(element_).markup_namespace != MarkupNamespace::Html) return;
  if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
    constexpr std::array<double, 6> kScale{2, 1.5, 1.17, 1, 0.83, 0.67};
    style_.font_size_px *= kScale[static_cast<std::size_t>(name[1] - '1')];
    style_.font_weight = 700;
  }
  if (name == "b" || name == "strong" || name == "th") style_.font_weight = 700;
  if (name == "small" || name == "sub" || name == "sup") style_.font_size_px /= 1.2;
  if (name == "code" || name == "kbd" || name == "pre" || name == "samp" || name == "tt")
    style_.monospace = true;
  if (name == "pre" || document.has_attribute(element_, "nowrap")) style_.nowrap = true;
  if (name == "a" && document.has_attribute(element_, "href")) {
    style_.color = CssColor{0, 0, 238, 1};
    if (style_.dark_scheme) style_.color = std::nullopt;
  }
  if (name == "mark") {
    style_.background = CssColor{255, 255, 0, 1};
    style_.color = CssColor{0, 0, 0, 1};
  }
  if (name == "iframe") {
    frame_ = true;
    for (std::string_view side : {"width", "height"}) {
      if (const HtmlAttribute* size = document.attribute(element_, side)) apply_box(side, size->value);
    }
  }
  // Fields and buttons have colours of the system's own, which no page can know.
  if (name == "button" || name == "input" || name == "select" || name == "textarea") {
    style_.color = std::nullopt;
    style_.background = std::nullopt;
  }
  const bool may_have_picture =
      name == "body" || name == "table" || name == "td" || name == "th" || name == "tr";
  if (may_have_picture && !trim(document.attribute_value(element_, "background")).empty())
    style_.background_image = true;
  if (const HtmlAttribute* color = document.attribute(element_, "bgcolor"))
    style_.background = parse_css_color(color->value);
  const std::string_view text_color = name == "font" ? "color" : name == "body" ? "text" : "";
  if (text_color.empty()) return;
  if (const HtmlAttribute* color = document.attribute(element_, text_color)) set_color(color->value);
}

void ElementStyle::apply(const CssDeclaration& declaration, std::string_view value, DeclaredIn origin) {
  const std::string_view property = declaration.property;
  if (property == "display") {
    if (is_keyword(value, "inherit")) {
      style_.display = parent_.display;
    } else if (is_keyword(value, "initial") || is_keyword(value, "unset")) {
      style_.display = CssDisplay::Inline;
    } else if (is_keyword(value, "revert") || is_keyword(value, "revert-layer")) {
      style_.display = default_;
    } else if (const auto display = css_display(value)) {
      style_.display = *display;
    }
  } else if (property == "visibility") {
    if (is_inheriting(value)) {
      style_.visibility_hidden = parent_.visibility_hidden;
    } else {
      style_.visibility_hidden = is_keyword(value, "hidden") || is_keyword(value, "collapse");
    }
  } else if (property == "font-size") {
    set_font_size(value);
  } else if (property == "font") {
    set_font(declaration, value, origin);
  } else if (property == "font-family") {
    style_.icon_font = names_icon_font(value);
    style_.monospace = is_inheriting(value) ? parent_.monospace : is_keyword(value, "monospace");
  } else if (property == "font-weight") {
    set_font_weight(value);
  } else if (property == "color" || property == "-webkit-text-fill-color") {
    set_color(value);
  } else if (property.starts_with("background")) {
    set_background(property, value);
  } else if (property == "letter-spacing" || property == "word-spacing" || property == "line-height") {
    spacings_.push_back({&declaration, property, std::string(value), origin});
  } else if (property == "white-space" || property == "text-wrap") {
    style_.nowrap = is_keyword(value, "nowrap") || is_keyword(value, "pre");
  } else if (!apply_layer(property, value)) {
    apply_box(property, value);
  }
}

/// Properties that decide what lies over what. False for all others.
bool ElementStyle::apply_layer(std::string_view property, std::string_view value) {
  if (property == "z-index") {
    const auto number = css_length_px(value, 16);
    style_.z_index =
        number ? std::optional<int>(static_cast<int>(std::clamp(*number, -1e6, 1e6))) : std::nullopt;
  } else if (property == "box-shadow") {
    style_.inset_shadow = to_lower_ascii(value).find("inset") != std::string::npos;
  } else if (property == "backdrop-filter") {
    if (!is_keyword(value, "none")) style_.inset_shadow = true;
  } else if (property == "color-scheme") {
    style_.dark_scheme = is_inheriting(value) ? parent_.dark_scheme : is_dark_scheme(value);
    if (is_root_ && style_.dark_scheme && !style_.color_set) style_.color = std::nullopt;
  } else if (property == "grid-area") {
    const std::vector<std::string_view> lines = split_css(value, '/');
    const auto line = [&](std::size_t i) {
      return i < lines.size() ? std::string(trim(lines[i])) : std::string();
    };
    style_.grid_row = line(0) + (lines.size() > 2 ? "/" + line(2) : "");
    style_.grid_column = lines.size() < 2 ? line(0) : line(1) + (lines.size() > 3 ? "/" + line(3) : "");
  } else if (property == "grid-row" || property == "grid-row-start") {
    style_.grid_row = trim(value);
  } else if (property == "grid-column" || property == "grid-column-start") {
    style_.grid_column = trim(value);
  } else {
    return property.starts_with("grid-");
  }
  return true;
}

void ElementStyle::finish() {
  // Browsers start their monospace at 13 pixels where other text has 16, and scale from there.
  if (style_.monospace != parent_.monospace && !absolute_size_)
    style_.font_size_px *= style_.monospace ? 13.0 / 16 : 16.0 / 13;
  for (const Spacing& spacing : spacings_) set_spacing(spacing);
  if (style_.line_height_factor > 0)
    style_.line_height.value_px = style_.line_height_factor * style_.font_size_px;
  if (style_.display == CssDisplay::None) style_.rendered = false;
  if (is_root_) style_.root_px = style_.font_size_px;
  style_.opacity *= parent_.opacity;
  const bool taken_out = style_.position == CssPosition::Absolute || style_.position == CssPosition::Fixed;
  style_.stretched = top_ && bottom_;
  style_.pulled = moved_over_ || style_.has_transform || (style_.position == CssPosition::Relative && moved_);
  if (style_.grid_row.empty() || style_.grid_column.empty()) {
    style_.grid_row.clear();
    style_.grid_column.clear();
  }
  if (taken_out || style_.position == CssPosition::Sticky || floats_ || shifted_) style_.overlay = true;
  if (taken_out && (far_away_ || clipped_)) style_.out_of_sight = true;
  if ((style_.position == CssPosition::Relative && far_away_) || clip_path_ || far_margin_)
    style_.out_of_sight = true;
  if (tiny_ && (overflow_hidden_ || frame_)) style_.out_of_sight = true;
  if (style_.opacity == 0 || style_.font_size_px == 0 || far_indent_) style_.out_of_sight = true;
}

void ElementStyle::set_font_size(std::string_view value) {
  if (is_inheriting(value)) {
    style_.font_size_px = parent_.font_size_px;
  } else if (is_keyword(value, "initial")) {
    style_.font_size_px = 16;
  } else if (const auto size = css_font_size(value, parent_.font_size_px, parent_.root_px)) {
    absolute_size_ = !value.ends_with('%') && !(value.ends_with("em") && !value.ends_with("rem"));
    style_.font_size_px = *size;
    style_.font_size_known = parent_.font_size_known || value.find("em") == std::string_view::npos;
  } else {
    style_.font_size_known = false;
  }
}

void ElementStyle::set_font(const CssDeclaration& declaration, std::string_view value, DeclaredIn origin) {
  if (is_inheriting(value)) {
    spacings_.push_back({&declaration, "line-height", "inherit", origin});
    style_.font_size_px = parent_.font_size_px;
    style_.font_weight = parent_.font_weight;
    return;
  }
  style_.font_weight = 400;
  const std::vector<std::string_view> words = split_css_words(value);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const std::size_t slash = word.find('/');
    const auto size = css_font_size(word.substr(0, slash), parent_.font_size_px, parent_.root_px);
    const bool weight = word.size() == 3 && word.ends_with("00");
    if (weight || is_keyword(word, "bold") || is_keyword(word, "bolder")) {
      set_font_weight(word);
    } else if (size && !is_keyword(word, "0")) {
      style_.font_size_px = *size;
      style_.icon_font = names_icon_font(value);
      style_.monospace = false;
      std::string_view height = "normal";
      if (slash != std::string_view::npos && slash + 1 < word.size()) {
        height = word.substr(slash + 1);
      } else if (slash != std::string_view::npos && i + 1 < words.size()) {
        height = words[i + 1];
      } else if (i + 1 < words.size() && words[i + 1].starts_with('/')) {
        height = words[i + 1].size() > 1 ? words[i + 1].substr(1)
                 : i + 2 < words.size()  ? words[i + 2]
                                         : height;
      }
      spacings_.push_back({&declaration, "line-height", std::string(height), origin});
      return;
    }
  }
}

bool ElementStyle::names_icon_font(std::string_view value) {
  const std::string lower = to_lower_ascii(value);
  for (std::string_view word : {"icon", "material symbols", "awesome", "glyph", "wingdings", "webdings"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

void ElementStyle::narrow(std::string_view value) {
  std::optional<double> room = css_length_px(value, style_.font_size_px, style_.root_px);
  if (value.ends_with('%')) {
    const auto percent = css_length_px(value.substr(0, value.size() - 1), 16);
    if (percent) room = *percent / 100 * parent_.width_px;
  }
  if (room && *room > 0) style_.width_px = std::min(style_.width_px, *room);
}

void ElementStyle::set_font_weight(std::string_view value) {
  if (is_keyword(value, "bold") || is_keyword(value, "bolder")) {
    style_.font_weight = 700;
  } else if (is_keyword(value, "normal") || is_keyword(value, "initial") || is_keyword(value, "lighter")) {
    style_.font_weight = 400;
  } else if (is_keyword(value, "inherit") || is_keyword(value, "unset")) {
    style_.font_weight = parent_.font_weight;
  } else if (const auto number = css_length_px(value, 16)) {
    style_.font_weight = static_cast<int>(std::clamp(*number, 1.0, 1000.0));
  }
}

void ElementStyle::set_color(std::string_view value) {
  style_.color_set = true;
  if (is_keyword(value, "inherit") || is_keyword(value, "unset") || is_keyword(value, "currentcolor")) {
    style_.color = parent_.color;
    style_.color_set = parent_.color_set;
  } else {
    style_.color = parse_css_color(value);
  }
}

void ElementStyle::set_background(std::string_view property, std::string_view value) {
  if (property == "background-image") {
    style_.background_image = !is_keyword(value, "none") && !is_keyword(value, "initial");
  } else if (property == "background-clip") {
    if (is_keyword(value, "text")) style_.effects = true;
  } else if (property == "background-color") {
    style_.background = background_color(value);
  } else if (property == "background") {
    style_.background_image = has_image(value);
    style_.background = CssColor{0, 0, 0, 0};
    for (std::string_view word : split_css_words(value)) {
      if (const auto color = background_color(word)) style_.background = color;
    }
    const bool plain = value.find_first_of(" (") == std::string_view::npos;
    if (plain && !background_color(value)) style_.background = std::nullopt;
    if (value.find("color") != std::string_view::npos || value.find("lab") != std::string_view::npos ||
        value.find("lch") != std::string_view::npos) {
      style_.background = std::nullopt;
    }
  }
}

bool ElementStyle::has_image(std::string_view value) {
  const std::string lower = to_lower_ascii(value);
  return lower.find("url(") != std::string::npos || lower.find("gradient(") != std::string::npos ||
         lower.find("image") != std::string::npos || lower.find("cross-fade(") != std::string::npos ||
         lower.find("element(") != std::string::npos || lower.find("paint(") != std::string::npos;
}

std::optional<CssColor> ElementStyle::background_color(std::string_view value) const {
  if (is_keyword(value, "inherit")) return parent_.background;
  if (is_keyword(value, "currentcolor")) return style_.color;
  if (is_keyword(value, "initial") || is_keyword(value, "unset") || is_keyword(value, "none"))
    return CssColor{0, 0, 0, 0};
  return parse_css_color(value);
}

void ElementStyle::apply_box(std::string_view property, std::string_view value) {
  const auto px = [&](std::string_view text) {
    return css_length_px(text, style_.font_size_px, style_.root_px);
  };
  if (property == "position") {
    style_.position = is_keyword(value, "absolute")   ? CssPosition::Absolute
                      : is_keyword(value, "fixed")    ? CssPosition::Fixed
                      : is_keyword(value, "sticky")   ? CssPosition::Sticky
                      : is_keyword(value, "relative") ? CssPosition::Relative
                                                      : CssPosition::Static;
  } else if (property == "top" || property == "left" || property == "right" || property == "bottom") {
    const auto length = px(value);
    if (length && *length < kFarAway) far_away_ = true;
    if (length && *length != 0) shifted_ = true;
    moved_ = moved_ || (length && *length != 0);
    if (property == "top") top_ = !is_keyword(value, "auto");
    if (property == "bottom") bottom_ = !is_keyword(value, "auto");
  } else if (property == "inset") {
    top_ = bottom_ = !is_keyword(value, "auto");
  } else if (property.starts_with("margin")) {
    const std::vector<std::string_view> words = split_css_words(value);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto length = px(words[i]);
      if (length && *length < kFarAway) far_margin_ = true;
      if (length && *length < 0) shifted_ = true;
      // Up or down over a neighbour, or sideways by a column: a few pixels sideways are a gutter's.
      const bool upright =
          property == "margin" ? i % 2 == 0 : property == "margin-top" || property == "margin-bottom";
      if (length && *length < (upright ? -kLittle : -kColumn)) moved_over_ = true;
      if (words[i].starts_with('-') && words[i].ends_with('%')) moved_over_ = true;
    }
  } else if (property == "text-indent") {
    const auto length = px(value);
    far_indent_ = (length && *length < kFarAway) || value == "-100%";
  } else if (property == "opacity") {
    if (const auto number = px(value)) style_.opacity = std::clamp(*number, 0.0, 1.0);
  } else if (property == "width" || property == "height" || property == "max-height") {
    const auto length = px(value);
    const bool tiny = length && *length <= 1;
    tiny_ = tiny_ || tiny;
    if (property == "width") style_.own_width = length;
    if (property == "height") style_.own_height = length;
    if (property == "height" && (value.ends_with('%') || value.ends_with("vh"))) top_ = bottom_ = true;
    if (property == "width") narrow(value);
  } else if (property == "max-width") {
    narrow(value);
  } else if (property == "overflow") {
    overflow_hidden_ =
        value.find("hidden") != std::string_view::npos || value.find("clip") != std::string_view::npos;
  } else if (property == "clip") {
    clipped_ = clips_to_nothing(value);
  } else if (property == "clip-path") {
    clip_path_ = clips_to_nothing(value);
  } else if (property == "content-visibility") {
    if (is_keyword(value, "hidden")) style_.rendered = false;
  } else if (property == "float") {
    floats_ = !is_keyword(value, "none");
  } else if (property == "filter" || property == "mix-blend-mode" || property == "text-shadow") {
    if (!is_keyword(value, "none") && !is_keyword(value, "normal")) style_.effects = true;
  } else if (property == "transform" || property == "rotate") {
    apply_transform(property, value);
  } else if (property == "scale") {
    if (value == "0") style_.out_of_sight = true;
  }
  if ((property == "transform" || property == "translate") && moves_far(value)) style_.out_of_sight = true;
}

bool ElementStyle::moves_far(std::string_view value) const {
  const std::string lower = to_lower_ascii(value);
  if (lower.find("scale(0)") != std::string::npos) return true;
  const std::size_t at = lower.find("translate");
  const std::size_t open = lower.find('(', at == std::string::npos ? lower.size() : at);
  const std::string_view numbers =
      open == std::string::npos ? std::string_view(lower)
                                : std::string_view(lower).substr(open + 1, lower.find(')', open) - open - 1);
  if (open == std::string::npos && lower.find('(') != std::string::npos) return false;
  for (std::string_view piece : split_css(numbers, ',')) {
    for (std::string_view word : split_css_words(piece)) {
      const auto length = css_length_px(word, style_.font_size_px, style_.root_px);
      if (length && *length < kFarAway) return true;
    }
  }
  return false;
}

void ElementStyle::apply_transform(std::string_view property, std::string_view value) {
  const std::vector<std::string_view> words = split_css_words(value);
  const auto angle = property == "rotate" && !is_keyword(value, "none")
                         ? css_angle(words.empty() ? value : words.back())
                         : transform_rotation(value);
  if (!angle) return;
  style_.rotation = *angle;
  style_.has_transform = !is_keyword(value, "none");
  if (style_.has_transform) style_.overlay = true;
}

std::optional<CssMathResult> ElementStyle::spacing_value(std::string_view value) const {
  return evaluate_css_math(value, [&](double number, std::string_view unit) -> std::optional<double> {
    if (unit == "%") return number / 100 * style_.font_size_px;
    const auto one = css_length_px("1" + std::string(unit), style_.font_size_px, style_.root_px);
    return one ? std::optional<double>(number * *one) : std::nullopt;
  });
}

void ElementStyle::set_spacing(const Spacing& spacing) {
  const bool line = spacing.property == "line-height";
  const bool letters = spacing.property == "letter-spacing";
  TextSpacing& target = line ? style_.line_height : letters ? style_.letter_spacing : style_.word_spacing;
  const TextSpacing& above = line      ? parent_.line_height
                             : letters ? parent_.letter_spacing
                                       : parent_.word_spacing;
  if (is_inheriting(spacing.value)) {
    target = above;
    if (line) style_.line_height_factor = parent_.line_height_factor;
    return;
  }
  const bool normal = is_keyword(spacing.value, "normal") || is_keyword(spacing.value, "initial");
  const auto result = normal ? std::nullopt : spacing_value(spacing.value);
  // Browsers drop what they cannot read: a bare number is no length, and no line is of negative height.
  const bool bare = result && !result->has_unit;
  if (!normal && !result && is_word(spacing.value)) return;
  if (result && line ? result->value < 0 : bare && result->value != 0) return;
  target = TextSpacing{};
  target.from = element_;
  target.span = spacing.declaration->span;
  target.important_in_attribute =
      spacing.origin == DeclaredIn::StyleAttribute && spacing.declaration->important;
  target.normal = normal;
  target.known = normal || result.has_value();
  target.value_px = result ? result->value : 0;
  if (!line) return;
  style_.line_height_factor = bare ? result->value : 0;
}

}  // namespace gazette
