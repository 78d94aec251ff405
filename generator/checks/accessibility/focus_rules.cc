// Rules on what the keyboard reaches and what is hidden from whom.

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/focus.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

void check_hidden_focus(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const ElementFacts& facts = page.facts(id);
    if (!facts.aria_hidden || !facts.tabbable) continue;
    report.add(id, describe_element(document, id) + " takes the focus but is hidden from screen readers",
               "take aria-hidden off, or hide it from everyone with the hidden attribute");
  }
}

void check_presentational_children(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* role = page.facts(id).role;
    if (role == nullptr || !role->children_presentational || !page.is_exposed(id)) continue;
    for (HtmlNodeId below = id + 1; below < document.node(id).subtree_end; ++below) {
      if (!document.is_element(below) || !page.facts(below).tabbable) continue;
      report.add(below,
                 describe_element(document, below) + " can be focused, but " +
                     describe_element(document, id) + " around it hides it from screen readers",
                 "put them side by side");
      break;
    }
  }
}

void check_decorative(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* written = page.facts(id).written;
    const bool by_role = written != nullptr && (written->is("none") || written->is("presentation"));
    const HtmlAttribute* alt = document.is_html(id, "img") ? document.attribute(id, "alt") : nullptr;
    const bool by_alt = written == nullptr && alt != nullptr && alt->value.empty();
    if (!(by_role || by_alt) || !page.is_exposed(id)) continue;
    report.add(
        id,
        describe_element(document, id) + " is marked as decoration but screen readers meet it all the same",
        "take off what gives it away: a tabindex, an aria-label or the like");
  }
}

/// Something in the frame's own page that the keyboard should reach.
bool has_tabbable(const AccessiblePage& page) {
  for (HtmlNodeId id : page.elements()) {
    if (page.facts(id).tabbable && page.is_visible(id)) return true;
  }
  return false;
}

void check_frame_tab_order(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "iframe") || !page.facts(id).focusable || page.facts(id).tabbable ||
        !page.is_visible(id))
      continue;
    const HtmlAttribute* srcdoc = document.attribute(id, "srcdoc");
    if (srcdoc == nullptr) continue;
    Diagnostics ignored;
    const HtmlDocument inner = parse_html(
        std::make_shared<SourceFile>(document.source()->path(), std::string(srcdoc->value)), ignored);
    const StyleSheets sheets = StyleSheets::of(inner);
    if (!inner.readable() || !has_tabbable(AccessiblePage(inner, sheets))) continue;
    report.add(id, "this frame holds something to use, but tabindex keeps the keyboard out",
               "take tabindex off the frame");
  }
}

void check_positive_tabindex(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const auto index = tab_index(document, id);
    if (!index || *index <= 0 || !page.facts(id).tabbable) continue;
    const HtmlAttribute* attribute = document.attribute(id, "tabindex");
    report.add(
        id, attribute->value_span,
        "tabindex " + std::to_string(*index) + " makes the focus jump ahead of everything else on the page",
        "write tabindex=\"0\" and put the element where it belongs");
  }
}

constexpr AccessibilityRule kFocusRules[] = {
    {{"a11y/hidden-focus", Severity::Error, "Hidden element that takes the focus",
      "WCAG 2.2 4.1.2, ACT 6cfa84", "4.1.2", "6cfa84",
      "Whoever tabs with a screen reader lands on something that it must not speak of: silence, and no way "
      "to tell where one is.",
      "<div aria-hidden=\"true\"><a href=\"/\">Home</a></div>", "<div hidden><a href=\"/\">Home</a></div>"},
     check_hidden_focus},
    {{"a11y/nested-focus", Severity::Error, "Something to use inside a button", "WCAG 2.2 4.1.2, ACT 307n5z",
      "4.1.2", "307n5z",
      "A button, a tab or an image is one thing to a screen reader; a link within it cannot be found or "
      "used.",
      "<button>Save <a href=\"/help/\">?</a></button>", "<button>Save</button> <a href=\"/help/\">?</a>"},
     check_presentational_children},
    {{"a11y/decorative-exposed", Severity::Error, "Decoration that is announced",
      "ACT 46ca7f, WAI-ARIA 1.2 conflict resolution", "", "46ca7f",
      "An element marked as decoration is taken out of what screen readers hear, unless another attribute "
      "puts it back in. One of the two is wrong.",
      "<img src=\"line.png\" alt=\"\" aria-label=\"line\">", "<img src=\"line.png\" alt=\"\">"},
     check_decorative},
    {{"a11y/frame-tab-order", Severity::Error, "Frame that the keyboard cannot enter",
      "WCAG 2.2 2.1.1, ACT akn7bn", "2.1.1", "akn7bn",
      "A negative tabindex on a frame shuts out all that is in it from those who do not use a mouse.",
      "<iframe tabindex=\"-1\" srcdoc=\"<a href='/'>Home</a>\">", "<iframe srcdoc=\"<a href='/'>Home</a>\">"},
     check_frame_tab_order},
    {{"a11y/tabindex", Severity::Warning, "Focus order set by hand", "WCAG 2.2 2.4.3, failure F44", "2.4.3",
      "",
      "A positive tabindex comes before everything else on the page, so the focus leaps about. The order of "
      "the page itself is almost always right.",
      "<input tabindex=\"3\">", "<input>"},
     check_positive_tabindex},
};

}  // namespace

std::span<const AccessibilityRule> focus_rules() {
  return kFocusRules;
}

}  // namespace gazette
