#pragma once
// What CSS makes of each element, as far as accessibility needs it: is it shown, where, how large, in
// which colours (CSS Cascade 4, CSS Values, CSS Color). No layout is done.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "checks/accessibility/style_sheets.h"
#include "formats/css/css_color.h"

namespace gazette {

enum class CssDisplay : std::uint8_t {
  None,
  Contents,
  Inline,
  InlineBlock,
  Block,
  TableCell,
  TableRow,
  Other
};
enum class CssPosition : std::uint8_t { Static, Relative, Absolute, Fixed, Sticky };

/// A spacing of WCAG 1.4.12. `important_in_attribute` tells that the value came from `!important` in a style
/// attribute, of the element itself or of the ancestor that it inherits from.
struct TextSpacing {
  double value_px = 0;
  bool normal = true;  // the keyword
  bool important_in_attribute = false;
  bool known = true;
  HtmlNodeId from = kNoHtmlNode;  // the element whose style attribute says so
  Span span;                      // of the declaration, in the style attribute's value
};

struct ComputedStyle {
  CssDisplay display = CssDisplay::Inline;
  CssPosition position = CssPosition::Static;
  bool visibility_hidden = false;
  bool rendered = true;       // neither it nor an ancestor is `display: none`
  bool out_of_sight = false;  // moved off the page, clipped to nothing or fully transparent
  bool overlay = false;       // taken out of the flow or moved: it may lie on anything
  bool nowrap = false;
  bool monospace = false;  // in nothing but the browser's own monospace, which is drawn smaller
  bool icon_font = false;  // its letters are drawn as symbols
  double width_px = 1264;  // room for text, where a width in pixels says so; else that of the screen
  double font_size_px = 16;
  double root_px = 16;  // one rem
  int font_weight = 400;
  double opacity = 1;  // of itself and its ancestors together
  TextSpacing letter_spacing;
  TextSpacing word_spacing;
  TextSpacing line_height;  // a bare number is kept as its factor until it meets a font size
  double line_height_factor = 0;
  std::optional<CssColor> color;       // nothing: not known
  bool color_set = false;              // an author has chosen it, here or above
  std::optional<CssColor> background;  // its own, may be transparent; nothing: not known
  bool background_image = false;
  bool effects = false;  // shadow, filter, blend mode: colours cannot be told, for it and all below
  double rotation = 0;   // clockwise, in degrees, of its own transform
  bool has_transform = false;
  bool font_size_known = true;
  bool inset_shadow = false;  // drawn over its background, in a colour that is not looked at
  bool dark_scheme = false;   // the browser's own colours are those for the dark
  bool pulled = false;        // margins or offsets move it over its neighbours
  bool stretched = false;     // pinned to top and bottom of what it is placed in
  std::optional<int> z_index;
  std::optional<double> own_width;  // in pixels, where the page says so
  std::optional<double> own_height;
  std::string grid_row;  // where it asks to be in a grid; "" leaves it to the browser
  std::string grid_column;
};

/// What `::before` or `::after` draws outside of the flow.
struct PseudoLayer {
  HtmlNodeId element = kNoHtmlNode;
  ComputedStyle style;
};

/// Text that `content` puts before and after an element.
struct GeneratedText {
  std::string before;
  std::string after;
};

/// The styles of all elements of a page, by node id. Nodes that are no elements have default entries.
class ComputedStyles {
 public:
  ComputedStyles(const HtmlDocument& document, const StyleSheets& sheets,
                 std::optional<MediaOrientation> orientation = std::nullopt);
  const ComputedStyle& of(HtmlNodeId id) const { return styles_[id]; }
  /// The sheets were too much for the page: rules were left out, and colours cannot be certain.
  bool truncated() const { return truncated_; }
  /// Boxes of pseudo-elements that draw something and may lie over or under the text of others.
  const std::vector<PseudoLayer>& pseudo_layers() const { return layers_; }
  /// Null for most elements.
  const GeneratedText* generated_text(HtmlNodeId id) const {
    const auto found = generated_.find(id);
    return found == generated_.end() ? nullptr : &found->second;
  }

 private:
  friend class StyleResolver;
  std::vector<ComputedStyle> styles_;
  std::unordered_map<HtmlNodeId, GeneratedText> generated_;
  std::vector<PseudoLayer> layers_;
  bool truncated_ = false;
};

/// Whether an element draws anything of its own behind its text: a colour, a picture, a shadow.
bool draws_background(const ComputedStyle& style);

}  // namespace gazette
