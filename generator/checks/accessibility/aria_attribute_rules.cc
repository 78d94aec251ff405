// Rules on states and properties: that they exist, hold a known value, suit the role and are not missing.

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/implicit_roles.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

std::vector<std::string> attribute_names() {
  std::vector<std::string> names;
  for (const AriaAttribute& attribute : aria_attributes()) names.emplace_back(attribute.name);
  return names;
}

void check_defined(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    for (const HtmlAttribute& attribute : document.attributes(id)) {
      if (!attribute.name.starts_with("aria-") || find_aria_attribute(attribute.name) != nullptr) continue;
      report.add(id, attribute.name_span, std::string(attribute.name) + " is no attribute of WAI-ARIA",
                 did_you_mean(attribute.name, attribute_names()));
    }
  }
}

std::string expected_values(const AriaAttribute& attribute) {
  switch (attribute.type) {
    case AriaValueType::Boolean:
      return "write true or false";
    case AriaValueType::Tristate:
      return "write true, false or mixed";
    case AriaValueType::Integer:
      return "write a whole number";
    case AriaValueType::Number:
      return "write a number";
    case AriaValueType::Id:
    case AriaValueType::IdList:
      return "write the id of an element of this page";
    default:
      return "write one of: " + std::string(attribute.tokens);
  }
}

/// The role cannot do without this reference, so what it points at must be there.
bool is_required_reference(const AccessiblePage& page, HtmlNodeId id, const AriaAttribute& attribute) {
  const AriaRole* role = page.facts(id).role;
  if (attribute.type != AriaValueType::IdList || role == nullptr ||
      (role->required & aria_attribute_bit(attribute.name)) == 0)
    return false;
  return page.document().attribute_value(id, "aria-expanded") !=
         "false";  // a closed list may not be there yet
}

void check_values(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (document.node(id).markup_namespace == MarkupNamespace::MathMl) continue;
    for (const HtmlAttribute& attribute : document.attributes(id)) {
      if (!attribute.name.starts_with("aria-") || trim(attribute.value).empty()) continue;
      const AriaAttribute* known = find_aria_attribute(attribute.name);
      if (known == nullptr) continue;
      const auto words = words_of(attribute.value);
      const bool missing = is_required_reference(page, id, *known) &&
                           std::none_of(words.begin(), words.end(), [&](std::string_view word) {
                             return document.element_by_id(word) != kNoHtmlNode;
                           });
      if (is_valid_aria_value(*known, attribute.value) && !missing) continue;
      report.add(id, attribute.value_span,
                 "\"" + std::string(attribute.value) + "\" is no value of " + std::string(attribute.name),
                 expected_values(*known));
    }
  }
}

/// What an element without a role may carry (ARIA in HTML): fields that have none are treated as text fields.
AriaAttributeSet supported_without_role(const HtmlDocument& document, HtmlNodeId id) {
  const AriaRole* stand_in = find_aria_role("generic");
  if (document.is_html(id, "input"))
    stand_in = find_aria_role(input_type(document, id) == "color" ? "button" : "textbox");
  return stand_in->supported;
}

void check_permitted(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!page.is_exposed(id)) continue;
    const AriaRole* role = page.facts(id).role;
    for (const HtmlAttribute& attribute : document.attributes(id)) {
      const AriaAttributeSet bit =
          attribute.name.starts_with("aria-") ? aria_attribute_bit(attribute.name) : 0;
      const AriaAttributeSet supported =
          role != nullptr ? role->supported : supported_without_role(document, id);
      if (bit == 0 || (supported & bit) != 0) continue;
      const std::string what =
          role != nullptr ? "the role " + std::string(role->name) : "an element without a role";
      report.add(id, attribute.name_span, std::string(attribute.name) + " means nothing on " + what,
                 "take it out, or give the element a role that has it");
    }
  }
}

void check_prohibited(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* role = page.facts(id).role;
    if (role == nullptr || role->prohibited == 0 || !page.is_exposed(id)) continue;
    for (const HtmlAttribute& attribute : document.attributes(id)) {
      const AriaAttributeSet bit =
          attribute.name.starts_with("aria-") ? aria_attribute_bit(attribute.name) : 0;
      if ((bit & role->prohibited) == 0 || trim(attribute.value).empty()) continue;
      report.add(id, attribute.name_span,
                 std::string(attribute.name) + " is not allowed on " + describe_element(document, id),
                 "write it as text, or give the element a role that may be named, such as group or img");
    }
  }
}

/// What HTML itself says where a role would ask for an attribute.
bool is_native_state(const HtmlDocument& document, HtmlNodeId id, std::string_view attribute) {
  const std::string_view name = document.node(id).name;
  if (document.node(id).markup_namespace != MarkupNamespace::Html) return false;
  const std::string_view type = name == "input" ? input_type(document, id) : std::string_view{};
  if (attribute == "aria-checked") return type == "checkbox" || type == "radio";
  if (attribute == "aria-valuenow")
    return type == "range" || type == "number" || name == "meter" || name == "progress";
  if (attribute == "aria-level") return name.size() == 2 && name[0] == 'h' && is_ascii_digit(name[1]);
  if (attribute == "aria-expanded" || attribute == "aria-controls")
    return name == "select" || name == "summary";
  return false;
}

void check_required(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!page.has_explicit_role(id) || !page.is_perceivable(id)) continue;
    const AriaRole& role = *page.facts(id).role;
    AriaAttributeSet required = role.required;
    // A separator that can be moved has a position; one that only parts has none.
    if (role.is("separator") && page.facts(id).focusable) required |= aria_attribute_bit("aria-valuenow");
    for (const AriaAttribute& attribute : aria_attributes()) {
      if ((required & aria_attribute_bit(attribute.name)) == 0) continue;
      if (!trim(document.attribute_value(id, attribute.name)).empty() ||
          is_native_state(document, id, attribute.name))
        continue;
      const bool closed =
          attribute.name == "aria-controls" && document.attribute_value(id, "aria-expanded") == "false";
      if (closed) continue;
      report.add(id, "the role " + std::string(role.name) + " needs " + std::string(attribute.name),
                 expected_values(attribute));
      break;
    }
  }
}

constexpr AccessibilityRule kAriaAttributeRules[] = {
    {{"a11y/aria-attribute-defined", Severity::Error, "ARIA attribute that does not exist",
      "WAI-ARIA 1.2, ACT 5f99a7", "1.3.1 4.1.2", "5f99a7",
      "An attribute that browsers do not know does nothing, so what it should have told is lost. Most are "
      "spelling slips.",
      "<nav aria-labelled=\"menu\">", "<nav aria-labelledby=\"menu\">"},
     check_defined},
    {{"a11y/aria-attribute-value", Severity::Error, "ARIA attribute with a value it cannot have",
      "WAI-ARIA 1.2, ACT 6a7281", "1.3.1 4.1.2", "6a7281",
      "Browsers drop a value that they do not know and go back to the default, which may say the opposite.",
      "<button aria-pressed=\"on\">Mute</button>", "<button aria-pressed=\"true\">Mute</button>"},
     check_values},
    {{"a11y/aria-attribute-permitted", Severity::Error, "ARIA attribute that its role does not have",
      "WAI-ARIA 1.2, ACT 5c01ea", "1.3.1 4.1.2", "5c01ea",
      "A state only means something on the roles that have it; elsewhere screen readers stay silent about "
      "it.",
      "<ul aria-expanded=\"true\">", "<button aria-expanded=\"true\" aria-controls=\"list\">Topics</button>"},
     check_permitted},
    {{"a11y/aria-attribute-prohibited", Severity::Error, "ARIA name where none is allowed",
      "WAI-ARIA 1.2, ACT kb1m8s", "1.3.1", "kb1m8s",
      "A plain div, span or paragraph cannot be named: screen readers pass over its aria-label. Write text, "
      "or choose a role that may have a name.",
      "<div aria-label=\"was 100, now 90\">90</div>", "<p>was 100, now 90</p>"},
     check_prohibited},
    {{"a11y/aria-attribute-required", Severity::Error, "Role without an attribute that it needs",
      "WAI-ARIA 1.2, ACT 4e8ab6", "1.3.1 4.1.2", "4e8ab6",
      "A checkbox that does not say whether it is checked tells half the story. The native element says it "
      "by itself.",
      "<div role=\"checkbox\" tabindex=\"0\">Yes</div>", "<label><input type=\"checkbox\"> Yes</label>"},
     check_required},
};

}  // namespace

std::span<const AccessibilityRule> aria_attribute_rules() {
  return kAriaAttributeRules;
}

}  // namespace gazette
