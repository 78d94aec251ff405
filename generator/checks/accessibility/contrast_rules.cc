// Contrast of text, where both colours are known without drawing the page.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/layers.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

constexpr CssColor kCanvas{255, 255, 255, 1};

bool has_own_words(const HtmlDocument& document, HtmlNodeId id) {
  for (HtmlNodeId child : document.children(id)) {
    const HtmlNode& node = document.node(child);
    if (node.kind != NodeKind::Text) continue;
    for (std::size_t at = 0; at < node.text.size();) {
      const DecodedCharacter c = decode_utf8(node.text, at);
      if (is_word_character(c.value)) return true;
      at += c.length;
    }
  }
  return false;
}

/// The colour behind an element's text: its own background, or what shows through from those around it.
/// Nothing when a picture, a gradient or a layer of unknown place is involved.
std::optional<CssColor> backdrop(const AccessiblePage& page, const Layers& others, HtmlNodeId element) {
  std::vector<CssColor> layers;
  HtmlNodeId ground = kNoHtmlNode;
  std::optional<CssColor> base;
  for (HtmlNodeId id = element; id != kNoHtmlNode && !base; id = page.document().parent_element(id)) {
    const ComputedStyle& style = page.styles().of(id);
    if (style.background_image || style.inset_shadow || !style.background) return std::nullopt;
    if (style.background->alpha >= 1) {
      base = style.background;
      ground = id;
    } else if (style.background->alpha > 0) {
      layers.push_back(*style.background);
    }
    if (!base && style.overlay) return std::nullopt;
  }
  // The canvas of a dark page has the colour that its browser likes.
  if (!base && page.styles().of(page.document().html()).dark_scheme) return std::nullopt;
  if (others.may_lie_behind(element, ground)) return std::nullopt;
  CssColor color = base.value_or(kCanvas);
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) color = blend(*layer, color);
  return color;
}

/// Text of controls that are switched off need not be readable.
bool is_switched_off(const AccessiblePage& page, HtmlNodeId id) {
  for (HtmlNodeId up = id; up != kNoHtmlNode; up = page.document().parent_element(up)) {
    if (page.facts(up).disabled || page.document().attribute_value(up, "aria-disabled") == "true")
      return true;
    const bool label = page.document().is_html(up, "label");
    const HtmlNodeId control =
        label ? page.document().element_by_id(page.document().attribute_value(up, "for")) : kNoHtmlNode;
    if (control != kNoHtmlNode && page.facts(control).disabled) return true;
  }
  return false;
}

std::string hex(const CssColor& color) {
  const auto byte = [](double value) { return static_cast<int>(value + 0.5); };
  return fmt::format("#{:02x}{:02x}{:02x}", byte(color.red), byte(color.green), byte(color.blue));
}

void check_contrast(const AccessiblePage& page, RuleReport& report) {
  const bool incomplete = page.sheets().incomplete() || page.styles().truncated();
  if (incomplete && !report.options().report_uncertain) return;
  const HtmlDocument& document = page.document();
  const Layers layers(page);
  for (HtmlNodeId id : page.elements()) {
    if (!report.wants_more()) return;
    if (document.node(id).markup_namespace != MarkupNamespace::Html || !page.is_visible(id) ||
        !has_own_words(document, id))
      continue;
    if (document.is_html(id, "option") || is_switched_off(page, id)) continue;
    const ComputedStyle& style = page.styles().of(id);
    const std::optional<CssColor> behind = backdrop(page, layers, id);
    const bool certain =
        behind && style.color && !style.effects && style.opacity >= 1 && style.font_size_known && !incomplete;
    if (!certain) {
      if (report.options().report_uncertain) {
        report
            .add(id, "whether this text stands out enough cannot be told",
                 "look at it, or name both colours in the style sheet")
            .severity = Severity::Warning;
      }
      continue;
    }
    const CssColor front = blend(*style.color, *behind);
    const bool large = style.font_size_px >= 24 || (style.font_size_px >= 18.66 && style.font_weight >= 700);
    const double ratio = contrast_ratio(front, *behind);
    const double least = large ? 3 : 4.5;
    if (ratio >= least) continue;
    // Rounded down, so that 4.497 is not said to be 4.50.
    report.add(id,
               fmt::format("this text has a contrast of {:.2f} to 1 ({} on {}); it needs {}",
                           static_cast<int>(ratio * 100) / 100.0, hex(front), hex(*behind), least),
               "make the text darker or the background lighter, or the other way round");
  }
}

/// The sheet that stands on another server, or the page where none does.
HtmlNodeId far_sheet(const HtmlDocument& document) {
  for (HtmlNodeId id = 0; id < document.page_end(); ++id) {
    if (!document.is_html(id, "link")) continue;
    const std::string_view address = document.attribute_value(id, "href");
    const bool sheet =
        to_lower_ascii(document.attribute_value(id, "rel")).find("stylesheet") != std::string::npos;
    if (sheet && (address.find("://") != std::string_view::npos || address.starts_with("//"))) return id;
  }
  return document.html();
}

void check_sheets_known(const AccessiblePage& page, RuleReport& report) {
  if (page.styles().truncated()) {
    report.add(page.document().html(), "contrast of this page is not judged: its style sheets are too large",
               "look at it in a browser");
  } else if (page.sheets().incomplete()) {
    report.add(far_sheet(page.document()),
               "contrast of this page is not judged: a style sheet could not be read",
               "keep the sheet with the site, or look at the colours in a browser");
  }
}

constexpr AccessibilityRule kContrastRules[] = {
    {{"a11y/contrast-unjudged", Severity::Info, "Contrast that was not judged", "WCAG 2.2 1.4.3", "1.4.3", "",
      "A style sheet on another server may set any colour, so nothing certain can be said of this page's.",
      "<link rel=\"stylesheet\" href=\"https://cdn.example.org/site.css\">",
      "<style>p { color: #222 }</style>"},
     check_sheets_known},
    {{"a11y/contrast", Severity::Error, "Text that hardly stands out", "WCAG 2.2 1.4.3, ACT afw4f7", "1.4.3",
      "afw4f7",
      "Text that is nearly the colour of what is behind it is lost on those with low vision, and on everyone "
      "in the sun. It needs 4.5 to 1, large text 3 to 1.",
      "<p style=\"color: #999; background: #fff\">", "<p style=\"color: #595959; background: #fff\">"},
     check_contrast},
};

}  // namespace

std::span<const AccessibilityRule> contrast_rules() {
  return kContrastRules;
}

}  // namespace gazette
