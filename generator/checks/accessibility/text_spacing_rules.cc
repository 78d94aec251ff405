// Rules on spacing that an author forces upon the reader (WCAG 1.4.12).

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/name_computation.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

struct Needs {
  std::string_view property;
  double least;       // in ems
  double normal;      // what the keyword gives
  std::size_t words;  // fewer show no spacing of this kind
  bool lines;         // only text that may break into lines
};

/// The element shows text of its own, with enough words for the spacing to matter.
bool has_own_text(const HtmlDocument& document, HtmlNodeId id, const Needs& needs) {
  std::size_t words = 0;
  std::size_t characters = 0;
  for (HtmlNodeId child : document.children(id)) {
    if (document.node(child).kind != NodeKind::Text) continue;
    for (std::string_view word : words_of(document.node(child).text)) {
      ++words;
      characters += count_characters(word);
    }
  }
  return words >= needs.words && characters >= 2;
}

// Enough of a block to tell whether it breaks.
constexpr HtmlNodeId kMostNodes = 5'000;

/// Whether the block that the element stands in is likely to break into lines: letters are about half as
/// wide as high, and what is much shorter than its room stays on one line.
bool breaks_into_lines(const AccessiblePage& page, HtmlNodeId id) {
  const HtmlDocument& document = page.document();
  HtmlNodeId block = id;
  while (page.styles().of(block).display == CssDisplay::Inline &&
         document.parent_element(block) != kNoHtmlNode) {
    block = document.parent_element(block);
  }
  const ComputedStyle& style = page.styles().of(id);
  const double room = style.width_px / (0.45 * style.font_size_px);
  double characters = 0;
  const HtmlNodeId end = std::min(document.node(block).subtree_end, block + kMostNodes);
  for (HtmlNodeId below = block + 1; below < end && characters <= room; ++below) {
    // The rule is about lines that break by themselves, not about those that the author parts.
    if (document.is_html(below, "br")) characters = 0;
    characters += static_cast<double>(document.node(below).kind == NodeKind::Text
                                          ? flatten_text(document.node(below).text.substr(0, 2'000)).size()
                                          : 0);
  }
  return characters > room;
}

void check(const AccessiblePage& page, RuleReport& report, const Needs& needs,
           TextSpacing ComputedStyle::*member) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (document.node(id).markup_namespace != MarkupNamespace::Html) continue;
    const ComputedStyle& style = page.styles().of(id);
    const TextSpacing& spacing = style.*member;
    if (!spacing.important_in_attribute || !spacing.known || !style.font_size_known || !page.is_visible(id))
      continue;
    if ((needs.lines && (style.nowrap || !breaks_into_lines(page, id))) || !has_own_text(document, id, needs))
      continue;
    const double value = spacing.normal ? needs.normal * style.font_size_px : spacing.value_px;
    if (value + 1e-6 >= needs.least * style.font_size_px) continue;
    Span span = document.node(id).span;
    if (const HtmlAttribute* attribute = document.attribute(spacing.from, "style"))
      span = attribute->value_span;
    report.add(id, span,
               fmt::format("{} is fixed at {:.2g} times the font size; readers may need {}", needs.property,
                           value / style.font_size_px, needs.least),
               "take !important off, so that readers can set their own");
  }
}

void check_letters(const AccessiblePage& page, RuleReport& report) {
  check(page, report, {"letter-spacing", 0.12, 0, 1, false}, &ComputedStyle::letter_spacing);
}
void check_words(const AccessiblePage& page, RuleReport& report) {
  check(page, report, {"word-spacing", 0.16, 0, 2, false}, &ComputedStyle::word_spacing);
}
void check_lines(const AccessiblePage& page, RuleReport& report) {
  check(page, report, {"line-height", 1.5, 1.2, 2, true}, &ComputedStyle::line_height);
}

constexpr std::string_view kWhy =
    "Some readers, dyslexic ones among them, set wider spacing in their browser. An !important in a style "
    "attribute wins over that.";

constexpr AccessibilityRule kTextSpacingRules[] = {
    {{"a11y/letter-spacing", Severity::Error, "Letter spacing that readers cannot widen",
      "WCAG 2.2 1.4.12, ACT 24afc2, technique C36", "1.4.12", "24afc2", kWhy,
      "<p style=\"letter-spacing: 0.1em !important\">", "<p style=\"letter-spacing: 0.1em\">"},
     check_letters},
    {{"a11y/word-spacing", Severity::Error, "Word spacing that readers cannot widen",
      "WCAG 2.2 1.4.12, ACT 9e45ec, technique C36", "1.4.12", "9e45ec", kWhy,
      "<p style=\"word-spacing: 0.1em !important\">", "<p style=\"word-spacing: 0.1em\">"},
     check_words},
    {{"a11y/line-height", Severity::Error, "Line height that readers cannot widen",
      "WCAG 2.2 1.4.12, ACT 78fd32, technique C36", "1.4.12", "78fd32", kWhy,
      "<p style=\"line-height: 1.2 !important\">", "<p style=\"line-height: 1.6\">"},
     check_lines},
};

}  // namespace

std::span<const AccessibilityRule> text_spacing_rules() {
  return kTextSpacingRules;
}

}  // namespace gazette
