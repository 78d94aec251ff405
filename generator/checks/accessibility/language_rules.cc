// Rules on the language of the page and of its parts.

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/implicit_roles.h"
#include "checks/accessibility/rule_report.h"
#include "formats/language/language_registry.h"
#include "formats/language/language_tag.h"

namespace gazette {

namespace {

constexpr std::string_view kHint = "use a tag of BCP 47, such as en-GB or cy";

void check_page_language(const AccessiblePage& page, RuleReport& report) {
  if (report.options().embedded) return;
  const HtmlDocument& document = page.document();
  const HtmlNodeId html = document.html();
  const HtmlAttribute* lang = document.attribute(html, "lang");
  if (lang == nullptr) {
    report.add(html, "the page does not say which language it is in",
               "add lang to the html element: <html lang=\"en-GB\">");
  } else if (trim(lang->value).empty()) {
    report.add(html, lang->value_span, "the page's lang attribute is empty",
               "say which language it is in: lang=\"en-GB\"");
  }
}

void check_page_language_valid(const AccessiblePage& page, RuleReport& report) {
  if (report.options().embedded) return;
  const HtmlDocument& document = page.document();
  const HtmlAttribute* lang = document.attribute(document.html(), "lang");
  if (lang == nullptr || trim(lang->value).empty() || is_known_language_tag(lang->value)) return;
  report.add(document.html(), lang->value_span,
             "\"" + std::string(lang->value) + "\" is no language that browsers know", std::string(kHint));
}

void check_xml_language(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  const HtmlAttribute* lang = document.attribute(document.html(), "lang");
  const HtmlAttribute* xml = document.attribute(document.html(), "xml:lang");
  if (lang == nullptr || xml == nullptr || xml->value.empty() || report.options().embedded) return;
  if (!is_known_language_tag(lang->value)) return;
  if (equals_ignoring_case(primary_language_subtag(lang->value), primary_language_subtag(xml->value))) return;
  report.add(
      document.html(), xml->value_span,
      "lang says \"" + std::string(lang->value) + "\" but xml:lang says \"" + std::string(xml->value) + "\"",
      "leave xml:lang out");
}

/// The value of a text field or of a button is text; that of a checkbox is for the server.
bool shows_value(const HtmlDocument& document, HtmlNodeId id) {
  if (!document.is_html(id, "input")) return false;
  const std::string_view type = input_type(document, id);
  return type == "text" || type == "search" || type == "button" || type == "submit" || type == "reset";
}

/// The element has text, seen or spoken, that takes its language from here and not from an element within.
bool lends_language(const AccessiblePage& page, HtmlNodeId element) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id = element; id < document.node(element).subtree_end;) {
    const HtmlNode& node = document.node(id);
    if (node.kind == NodeKind::Text) {
      const bool met = page.is_visible(node.parent) || page.is_perceivable(node.parent);
      if (met && !trim(node.text).empty()) return true;
    } else if (node.kind == NodeKind::Element) {
      if (id != element && document.has_attribute(id, "lang")) {
        id = node.subtree_end;
        continue;
      }
      for (std::string_view name : {"alt", "aria-label", "title", "placeholder", "value"}) {
        if (name == "value" && !shows_value(document, id)) continue;
        if (page.is_perceivable(id) && !trim(document.attribute_value(id, name)).empty()) return true;
      }
    }
    ++id;
  }
  return false;
}

void check_part_language(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (id == document.html() || !report.wants_more()) continue;
    const HtmlAttribute* lang = document.attribute(id, "lang");
    if (lang == nullptr || lang->value.empty() || is_known_language_tag(lang->value)) continue;
    if (document.body() == kNoHtmlNode || !document.contains(document.body(), id) ||
        !lends_language(page, id))
      continue;
    report.add(id, lang->value_span, "\"" + std::string(lang->value) + "\" is no language that browsers know",
               std::string(kHint));
  }
}

constexpr AccessibilityRule kLanguageRules[] = {
    {{"a11y/page-language", Severity::Error, "Page that does not say its language",
      "WCAG 2.2 3.1.1, ACT b5c3f8, technique H57", "3.1.1", "b5c3f8",
      "A screen reader chooses its voice by the language of the page, and braille displays their table. Say "
      "it once, on the html element.",
      "<html>", "<html lang=\"en-GB\">"},
     check_page_language},
    {{"a11y/page-language-valid", Severity::Error, "Page language that does not exist",
      "WCAG 2.2 3.1.1, ACT bf051a, BCP 47", "3.1.1", "bf051a",
      "A language that is misspelt is as good as none: the page is read out in the wrong voice. Use the code "
      "of the IANA registry.",
      "<html lang=\"english\">", "<html lang=\"en\">"},
     check_page_language_valid},
    {{"a11y/xml-language", Severity::Error, "lang and xml:lang that disagree", "WCAG 2.2 3.1.1, ACT 5b7ae0",
      "3.1.1", "5b7ae0",
      "Programs that read the one and those that read the other come to different languages. Only `lang` is "
      "needed in HTML.",
      "<html lang=\"en\" xml:lang=\"fr\">", "<html lang=\"en\">"},
     check_xml_language},
    {{"a11y/part-language-valid", Severity::Error, "Language of a part that does not exist",
      "WCAG 2.2 3.1.2, ACT de46e4, technique H58", "3.1.2", "de46e4",
      "A passage in another language is marked so that it is read out in the right voice; a tag that nobody "
      "knows does not do that.",
      "<p lang=\"welsh\">Croeso</p>", "<p lang=\"cy\">Croeso</p>"},
     check_part_language},
};

}  // namespace

std::span<const AccessibilityRule> language_rules() {
  return kLanguageRules;
}

}  // namespace gazette
