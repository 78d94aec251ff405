// Rules on form fields beyond their names.

#include <map>

#include "base/text.h"
#include "checks/accessibility/autocomplete.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/implicit_roles.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

bool takes_autocomplete(const HtmlDocument& document, HtmlNodeId id) {
  if (document.is_html(id, "select") || document.is_html(id, "textarea")) return true;
  if (!document.is_html(id, "input")) return false;
  const std::string_view type = input_type(document, id);
  return type != "hidden" && type != "button" && type != "submit" && type != "reset";
}

void check_autocomplete(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const HtmlAttribute* attribute = document.attribute(id, "autocomplete");
    if (attribute == nullptr || !takes_autocomplete(document, id)) continue;
    const ElementFacts& facts = page.facts(id);
    if (!(page.is_visible(id) || page.is_exposed(id)) || facts.disabled ||
        document.attribute_value(id, "aria-disabled") == "true")
      continue;
    // Neither in the tab order nor a widget: it is filled in by something else than a person.
    if (!facts.tabbable && !(facts.role != nullptr && facts.role->widget)) continue;
    if (autocomplete_state(attribute->value) != AutocompleteState::Unknown) continue;
    report.add(id, attribute->value_span,
               "\"" + std::string(attribute->value) + "\" is no autocomplete value",
               "choose one of the HTML standard's, such as name, email, tel or postal-code");
  }
}

/// Radio buttons of one name, and whether something around them says what they choose between.
void check_radio_groups(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  std::map<std::string_view, std::vector<HtmlNodeId>> groups;
  for (HtmlNodeId id : page.elements()) {
    const bool radio =
        document.is_html(id, "input") && input_type(document, id) == "radio" && page.is_exposed(id);
    if (radio && !document.attribute_value(id, "name").empty())
      groups[document.attribute_value(id, "name")].push_back(id);
  }
  for (const auto& [name, radios] : groups) {
    if (radios.size() < 2) continue;
    bool grouped = false;
    for (HtmlNodeId up = document.parent_element(radios[0]); up != kNoHtmlNode && !grouped;
         up = document.parent_element(up)) {
      const bool group = page.has_role(up, "group") || page.has_role(up, "radiogroup");
      grouped = group && !page.name(up).empty();
    }
    if (!grouped)
      report.add(radios[0], "these radio buttons do not say what they choose between",
                 "put them in a fieldset with a legend");
  }
}

constexpr AccessibilityRule kFormRules[] = {
    {{"a11y/autocomplete", Severity::Error, "Autocomplete value that does not exist",
      "WCAG 2.2 1.3.5, ACT 73f2c2, technique H98", "1.3.5", "73f2c2",
      "Browsers fill in fields whose purpose they know, and tools put familiar symbols beside them. That "
      "needs the exact words of the standard.",
      "<input autocomplete=\"e-mail\">", "<input autocomplete=\"email\">"},
     check_autocomplete},
    {{"a11y/radio-group", Severity::Warning, "Radio buttons without a common name",
      "WCAG 2.2 1.3.1, technique H71", "1.3.1", "",
      "\"Yes\" and \"no\" mean little to those who hear only the two words. A fieldset with a legend says "
      "the question with them.",
      "<input type=\"radio\" name=\"a\" id=\"y\"><label for=\"y\">Yes</label>\n"
      "<input type=\"radio\" name=\"a\" id=\"n\"><label for=\"n\">No</label>",
      "<fieldset><legend>Are you a parent?</legend>\n"
      "<input type=\"radio\" name=\"a\" id=\"y\"><label for=\"y\">Yes</label>\n"
      "<input type=\"radio\" name=\"a\" id=\"n\"><label for=\"n\">No</label></fieldset>"},
     check_radio_groups},
};

}  // namespace

std::span<const AccessibilityRule> form_rules() {
  return kFormRules;
}

}  // namespace gazette
