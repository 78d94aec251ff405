#pragma once
// The end of the cascade for one element: what it inherits, what browsers say and the author's declarations,
// in that order, become a ComputedStyle (CSS Cascade 4, CSS Values 4). Which declarations those are,
// computed_style.cc finds out.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/accessibility/computed_style.h"
#include "formats/css/css_math.h"

namespace gazette {

/// Where a declaration stands: in a sheet or `style` element, or in a `style` attribute.
enum class DeclaredIn : std::uint8_t { Sheet, StyleAttribute };

/// Works on one element: first what it inherits, then what browsers say, then the author's declarations.
class ElementStyle {
 public:
  ElementStyle(ComputedStyle& style, const ComputedStyle& parent, HtmlNodeId element, bool is_root)
      : style_(style), parent_(parent), element_(element), is_root_(is_root) {}

  /// Takes over what CSS hands down from the parent; all else gets its initial value.
  void inherit();
  /// What the style sheets of browsers and the old attributes (bgcolor, color, nowrap) say.
  void apply_browser_defaults(const HtmlDocument& document);
  /// One declaration of an author, `value` being its value without variables. They come in the order of the
  /// cascade, the winner last.
  void apply(const CssDeclaration& declaration, std::string_view value, DeclaredIn origin);
  /// To be called last: settles what depends on several properties, such as lengths in em and being out of
  /// sight.
  void finish();

 private:
  struct Spacing {
    const CssDeclaration* declaration;
    std::string_view property;  // not always the declaration's own: `font` sets line heights too
    std::string value;
    DeclaredIn origin;
  };

  void set_font_size(std::string_view value);
  /// `font: italic bold 12px/1.5 serif`
  void set_font(const CssDeclaration& declaration, std::string_view value, DeclaredIn origin);
  static bool names_icon_font(std::string_view value);
  /// A width of its own leaves text less room, never more.
  void narrow(std::string_view value);
  void set_font_weight(std::string_view value);
  void set_color(std::string_view value);
  void set_background(std::string_view property, std::string_view value);
  static bool has_image(std::string_view value);
  std::optional<CssColor> background_color(std::string_view value) const;
  bool apply_layer(std::string_view property, std::string_view value);
  void apply_box(std::string_view property, std::string_view value);
  /// `translate(-9999px)` and `scale(0)`: a way to hide things until a script wants them.
  bool moves_far(std::string_view value) const;
  void apply_transform(std::string_view property, std::string_view value);
  /// What `letter-spacing` and the like come to, a share being one of the font size.
  std::optional<CssMathResult> spacing_value(std::string_view value) const;
  void set_spacing(const Spacing& spacing);

  ComputedStyle& style_;
  const ComputedStyle& parent_;
  HtmlNodeId element_;
  bool is_root_;
  CssDisplay default_ = CssDisplay::Inline;
  std::vector<Spacing> spacings_;
  bool far_away_ = false;
  bool far_margin_ = false;
  bool far_indent_ = false;
  bool shifted_ = false;
  bool moved_ = false;       // by top, left, right or bottom
  bool moved_over_ = false;  // by a margin below zero
  bool top_ = false;
  bool bottom_ = false;
  bool floats_ = false;
  bool clipped_ = false;
  bool clip_path_ = false;
  bool tiny_ = false;
  bool absolute_size_ = false;
  bool frame_ = false;  // shows nothing beyond its own box
  bool overflow_hidden_ = false;
};

}  // namespace gazette
