#pragma once
// The style sheets of one page, read once and sorted so that few selectors are tried for each element.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/css/css.h"
#include "formats/css/css_media.h"
#include "formats/css/css_selector.h"
#include "formats/html/html_document.h"

namespace gazette {

/// Gives the text of a linked sheet by its address as the page writes it, or nothing when it is not at
/// hand (another host, a missing file).
using StyleSheetLoader = std::function<std::optional<std::string>(std::string_view address)>;

/// A rule of a sheet with its place in the cascade.
struct StyleRule {
  CssSelector selector;
  std::vector<CssDeclaration> declarations;  // only those that a checker looks at
  std::vector<std::string> media;            // left over: queries that ask for an orientation
  std::size_t order = 0;
  bool layered = false;
};

/// All rules that may hold for a desktop screen.
class StyleSheets {
 public:
  StyleSheets() = default;

  /// The `style` elements and linked sheets of a page, in order. Without a loader linked sheets count as
  /// unknown.
  static StyleSheets of(const HtmlDocument& document, const StyleSheetLoader& load = {});

  void add(std::string_view css, std::string_view media = {});

  /// A sheet is missing, so colours cannot be certain.
  bool incomplete() const { return incomplete_; }
  bool empty() const { return rules_.empty(); }
  /// Some rule asks for an orientation.
  bool depends_on_orientation() const { return depends_on_orientation_; }

  /// The rules whose subject is this element, in no order; `orientation` decides those that ask. `budget`
  /// is that of css_matches.
  void collect(const HtmlDocument& document, HtmlNodeId element, std::optional<MediaOrientation> orientation,
               std::vector<const StyleRule*>& out, std::size_t& budget) const;

 private:
  using Bucket = std::vector<std::uint32_t>;

  void add_sheet(const CssSheet& sheet, std::string_view address, std::string_view media,
                 const StyleSheetLoader& load, int depth);
  void add_rule(const CssRule& rule, std::vector<std::string> media);
  void try_bucket(const Bucket& bucket, const HtmlDocument& document, HtmlNodeId element,
                  std::optional<MediaOrientation> orientation, std::vector<const StyleRule*>& out,
                  std::size_t& budget) const;

  std::vector<StyleRule> rules_;
  std::unordered_map<std::string, Bucket> by_id_;
  std::unordered_map<std::string, Bucket> by_class_;
  std::unordered_map<std::string, Bucket> by_type_;
  Bucket others_;
  bool incomplete_ = false;
  bool depends_on_orientation_ = false;
  std::size_t order_ = 0;
  int imports_ = 0;
};

}  // namespace gazette
