// Rules that something has a name: links, buttons, fields, images, frames, headings.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/focus.h"
#include "checks/accessibility/implicit_roles.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

constexpr std::array<std::string_view, 11> kFieldRoles{
    "checkbox",  "combobox", "listbox",    "menuitemcheckbox", "menuitemradio", "radio",
    "searchbox", "slider",   "spinbutton", "switch",           "textbox"};

bool is_image_button(const HtmlDocument& document, HtmlNodeId id) {
  return document.is_html(id, "input") && input_type(document, id) == "image";
}

bool is_nameless(const AccessiblePage& page, HtmlNodeId id) {
  return page.is_exposed(id) && page.name(id).empty();
}

void check_links(const AccessiblePage& page, RuleReport& report) {
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* role = page.facts(id).role;
    if (role == nullptr || !inherits_aria_role(*role, "link") || !is_nameless(page, id)) continue;
    report.add(id, "this link has no text", "say where it leads, or give the image in it an alt text");
  }
}

void check_buttons(const AccessiblePage& page, RuleReport& report) {
  for (HtmlNodeId id : page.elements()) {
    if (!page.has_role(id, "button") || is_image_button(page.document(), id) || !is_nameless(page, id))
      continue;
    report.add(id, "this button has no name", "put text in it, or an aria-label when it shows only a symbol");
  }
}

void check_image_buttons(const AccessiblePage& page, RuleReport& report) {
  for (HtmlNodeId id : page.elements()) {
    if (!is_image_button(page.document(), id) || !is_nameless(page, id)) continue;
    report.add(id, "this image button has no name", "say in alt what it does: alt=\"Search\"");
  }
}

void check_images(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (document.node(id).markup_namespace != MarkupNamespace::Html) continue;
    // Marked as decoration by its role; when that is overruled, a11y/decorative-exposed says so.
    const AriaRole* written = page.facts(id).written;
    if (written != nullptr && (written->is("none") || written->is("presentation"))) continue;
    if (!(page.has_role(id, "img") || page.has_role(id, "image")) || !is_nameless(page, id)) continue;
    if (document.is_html(id, "img")) {
      const HtmlAttribute* alt = document.attribute(id, "alt");
      // An empty alt that other attributes overrule is reported by a11y/decorative-exposed.
      if (alt != nullptr && alt->value.empty() && !page.has_explicit_role(id)) continue;
      report.add(id, alt == nullptr ? "this image has no alt text" : "this image's alt text is blank",
                 "say what it shows, or write alt=\"\" when it only decorates");
    } else {
      report.add(id, describe_element(document, id) + " is an image without a name",
                 "say what it shows in aria-label");
    }
  }
}

void check_fields(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* role = page.facts(id).role;
    const bool roleless_input =
        role == nullptr && document.is_html(id, "input") && input_type(document, id) != "hidden";
    const bool field =
        role != nullptr && std::find(kFieldRoles.begin(), kFieldRoles.end(), role->name) != kFieldRoles.end();
    if (!(field || roleless_input) || !is_nameless(page, id)) continue;
    report.add(id, "this form field has no label",
               "put its name in a label element whose for is the field's id");
  }
}

void check_headings(const AccessiblePage& page, RuleReport& report) {
  for (HtmlNodeId id : page.elements()) {
    if (!page.has_role(id, "heading") || !is_nameless(page, id)) continue;
    report.add(id, "this heading is empty", "write the heading, or take it out");
  }
}

void check_menu_items(const AccessiblePage& page, RuleReport& report) {
  for (HtmlNodeId id : page.elements()) {
    if (!page.has_role(id, "menuitem") || !is_nameless(page, id)) continue;
    report.add(id, "this menu item has no name", "put text in it, or an aria-label");
  }
}

void check_frame_names(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "iframe") && !document.is_html(id, "frame")) continue;
    // Out of the tab order nobody meets the frame itself, only what it shows.
    if (tab_index(document, id).value_or(0) < 0 || !is_nameless(page, id)) continue;
    report.add(id, "this frame has no title", "say in title what it holds: title=\"Map of our offices\"");
  }
}

void check_summaries(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!is_details_summary(document, id) || page.facts(id).written != nullptr || !is_nameless(page, id))
      continue;
    report.add(id, "this summary is empty", "say what opening it shows");
  }
}

void check_svg(const AccessiblePage& page, RuleReport& report) {
  constexpr std::array<std::string_view, 4> kRoles{"graphics-document", "graphics-symbol", "image", "img"};
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* written = page.facts(id).written;
    if (document.node(id).markup_namespace != MarkupNamespace::Svg || written == nullptr ||
        written != page.facts(id).role)
      continue;
    if (std::find(kRoles.begin(), kRoles.end(), written->name) == kRoles.end() || !is_nameless(page, id))
      continue;
    report.add(id, "this drawing has no name",
               "give it a title element as its first child, or an aria-label");
  }
}

/// An object that shows a picture, sound or film, told by its type or the ending of its address.
bool is_non_text_object(const HtmlDocument& document, HtmlNodeId id) {
  if (trim(document.attribute_value(id, "data")).empty()) return false;
  const std::string type = to_lower_ascii(trim(document.attribute_value(id, "type")));
  if (!type.empty())
    return type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
  std::string data = to_lower_ascii(trim(document.attribute_value(id, "data")));
  if (data.starts_with("data:"))
    return data.starts_with("data:image/") || data.starts_with("data:audio/") ||
           data.starts_with("data:video/");
  data.resize(std::min(data.find_first_of("?#"), data.size()));
  constexpr std::array<std::string_view, 20> kEndings{
      ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg",  ".ico", ".tif",
      ".mp3", ".ogg", ".oga",  ".wav", ".m4a",  ".flac", ".mp4", ".webm", ".ogv", ".mov"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return data.ends_with(ending); });
}

void check_objects(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    if (!document.is_html(id, "object") || !is_non_text_object(document, id) || !is_nameless(page, id))
      continue;
    report.add(id, "this object has no name", "say what it shows in title or aria-label");
  }
}

constexpr AccessibilityRule kNameRules[] = {
    {{"a11y/link-name", Severity::Error, "Link without text",
      "WCAG 2.2 2.4.4 and 4.1.2, ACT c487ae, technique H30", "2.4.4 4.1.2", "c487ae",
      "A screen reader can only say \"link\" here, and voice control has nothing to call it by. Write where "
      "it leads.",
      "<a href=\"/contact/\"><img src=\"envelope.svg\" alt=\"\"></a>",
      "<a href=\"/contact/\"><img src=\"envelope.svg\" alt=\"Contact us\"></a>"},
     check_links},
    {{"a11y/button-name", Severity::Error, "Button without a name", "WCAG 2.2 4.1.2, ACT 97a4e1", "4.1.2",
      "97a4e1",
      "A button that shows only a symbol is silent to screen readers and cannot be called by voice.",
      "<button><span class=\"icon-search\"></span></button>",
      "<button aria-label=\"Search\"><span class=\"icon-search\"></span></button>"},
     check_buttons},
    {{"a11y/image-button-name", Severity::Error, "Image button without a name",
      "WCAG 2.2 1.1.1 and 4.1.2, ACT 59796f, technique H36", "1.1.1 4.1.2", "59796f",
      "The picture on the button says what it does only to those who see it. Its alt text must say the same.",
      "<input type=\"image\" src=\"search.png\">",
      "<input type=\"image\" src=\"search.png\" alt=\"Search\">"},
     check_image_buttons},
    {{"a11y/image-alt", Severity::Error, "Image without a text alternative",
      "WCAG 2.2 1.1.1, ACT 23a2a8, technique H37", "1.1.1", "23a2a8",
      "Those who do not see the image get nothing, or its file name. Say what it shows; when it only "
      "decorates, say so with an empty alt.",
      "<img src=\"chart.png\">", "<img src=\"chart.png\" alt=\"Referrals rose from 91 to 104\">"},
     check_images},
    {{"a11y/field-label", Severity::Error, "Form field without a label",
      "WCAG 2.2 4.1.2, ACT e086e5, technique H44", "4.1.2", "e086e5",
      "Without a label nobody who listens knows what to type. A text that merely stands nearby is not tied "
      "to the field.",
      "Email <input type=\"email\">",
      "<label for=\"email\">Email</label> <input type=\"email\" id=\"email\">"},
     check_fields},
    {{"a11y/heading-empty", Severity::Error, "Heading without text", "ACT ffd0e9, technique H42", "",
      "ffd0e9", "Screen reader users leap from heading to heading; an empty one is a step into nothing.",
      "<h2></h2>", "<h2>How to refer</h2>"},
     check_headings},
    {{"a11y/menu-item-name", Severity::Error, "Menu item without a name", "WCAG 2.2 4.1.2, ACT m6b1q3",
      "4.1.2", "m6b1q3", "A menu item with only a symbol is silent to screen readers.",
      "<li role=\"menuitem\"><img src=\"new.svg\" alt=\"\"></li>",
      "<li role=\"menuitem\"><img src=\"new.svg\" alt=\"New file\"></li>"},
     check_menu_items},
    {{"a11y/frame-title", Severity::Error, "Frame without a title",
      "WCAG 2.2 4.1.2, ACT cae760, technique H64", "4.1.2", "cae760",
      "Screen readers announce a frame by its title, so that the reader can decide whether to go in.",
      "<iframe src=\"map.html\"></iframe>",
      "<iframe src=\"map.html\" title=\"Map of our offices\"></iframe>"},
     check_frame_names},
    {{"a11y/summary-name", Severity::Error, "Summary without text", "WCAG 2.2 4.1.2, ACT 2t702h", "4.1.2",
      "2t702h",
      "The summary is the button that opens the details; empty, it says nothing about what is inside.",
      "<details><summary></summary>…</details>", "<details><summary>Opening hours</summary>…</details>"},
     check_summaries},
    {{"a11y/svg-name", Severity::Error, "Drawing without a name", "WCAG 2.2 1.1.1, ACT 7d6734", "1.1.1",
      "7d6734", "An SVG that says it is an image must also say what it shows.",
      "<svg role=\"img\"><path d=\"…\"/></svg>",
      "<svg role=\"img\"><title>Referrals by quarter</title><path d=\"…\"/></svg>"},
     check_svg},
    {{"a11y/object-name", Severity::Error, "Embedded object without a name",
      "WCAG 2.2 1.1.1, ACT 8fc3b6, technique H53", "1.1.1", "8fc3b6",
      "A picture, sound or film in an object needs a name like any image. What stands inside is shown only "
      "when it cannot be loaded.",
      "<object data=\"chart.svg\"></object>",
      "<object data=\"chart.svg\" title=\"Referrals by quarter\"></object>"},
     check_objects},
};

}  // namespace

std::span<const AccessibilityRule> name_rules() {
  return kNameRules;
}

}  // namespace gazette
