// Faults of the markup itself that make programs disagree about a page.

#include <unordered_map>

#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

void check_unique_ids(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const HtmlAttribute* attribute = document.attribute(id, "id");
    if (attribute == nullptr || attribute->value.empty()) continue;
    const HtmlNodeId first = document.element_by_id(attribute->value);
    if (first == id || first == kNoHtmlNode) continue;
    // A formatting element that the parser had to repeat is one in the author's text.
    if (document.node(first).span == document.node(id).span) continue;
    Diagnostic& finding = report.add(id, attribute->value_span,
                                     "the id \"" + std::string(attribute->value) + "\" is used twice",
                                     "give each element an id of its own");
    finding.notes.push_back({"it is used here first", report.options().place_of_all.source
                                                          ? report.options().place_of_all
                                                          : document.place(first)});
  }
}

void check_duplicate_attributes(const AccessiblePage& page, RuleReport& report) {
  for (const DuplicateAttribute& duplicate : page.document().duplicate_attributes()) {
    report.add(duplicate.element, duplicate.name_span,
               "this tag has the attribute " + duplicate.name + " twice; browsers drop the second",
               "keep one of them");
  }
}

constexpr AccessibilityRule kMarkupRules[] = {
    {{"a11y/id-unique", Severity::Error, "Id used twice",
      "HTML standard, WCAG 2.1 4.1.1, ACT 3ea0c8, technique H93", "4.1.1", "3ea0c8",
      "Labels, table headers and links find an element by its id, and take the first of two: the wrong one "
      "half of the time.",
      "<h2 id=\"plans\">…</h2> <h2 id=\"plans\">…</h2>", "<h2 id=\"plans\">…</h2> <h2 id=\"plans-2\">…</h2>"},
     check_unique_ids},
    {{"a11y/attribute-duplicate", Severity::Error, "Attribute given twice",
      "HTML standard, WCAG 2.1 4.1.1, ACT e6952f, technique H94", "4.1.1", "e6952f",
      "Browsers keep the first and drop the second without a word, so one of the two texts never reaches "
      "anyone.",
      "<img src=\"a.png\" alt=\"\" alt=\"Our office\">", "<img src=\"a.png\" alt=\"Our office\">"},
     check_duplicate_attributes},
};

}  // namespace

std::span<const AccessibilityRule> markup_rules() {
  return kMarkupRules;
}

}  // namespace gazette
