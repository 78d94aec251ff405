#include "checks/accessibility/focus.h"

#include <charconv>

#include "base/text.h"

namespace gazette {

namespace {

bool is_form_control(std::string_view name) {
  return name == "button" || name == "input" || name == "select" || name == "textarea";
}

bool is_hidden_input(const HtmlDocument& document, HtmlNodeId element) {
  return document.is_html(element, "input") &&
         equals_ignoring_case(document.attribute_value(element, "type"), "hidden");
}

}  // namespace

std::optional<int> tab_index(const HtmlDocument& document, HtmlNodeId element) {
  const HtmlAttribute* attribute = document.attribute(element, "tabindex");
  if (attribute == nullptr) return std::nullopt;
  std::string_view text = trim(attribute->value);
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} ? std::optional<int>(value) : std::nullopt;
}

bool is_disabled(const HtmlDocument& document, HtmlNodeId element) {
  const HtmlNode& node = document.node(element);
  if (node.markup_namespace != MarkupNamespace::Html) return false;
  const bool part = node.name == "optgroup" || node.name == "option" || node.name == "fieldset";
  if (!is_form_control(node.name) && !part) return false;
  if (document.has_attribute(element, "disabled")) return true;
  const auto is_first_legend = [&](HtmlNodeId id, HtmlNodeId fieldset) {
    for (HtmlNodeId child : document.children(fieldset)) {
      if (document.is_html(child, "legend")) return child == id;
    }
    return false;
  };
  HtmlNodeId inside = element;
  for (HtmlNodeId up = node.parent; up != kNoHtmlNode; up = document.node(up).parent) {
    if (document.is_html(up, "fieldset") && document.has_attribute(up, "disabled")) {
      // The first legend stays usable, so that its checkbox can switch the rest on.
      if (!is_first_legend(inside, up)) return true;
    }
    inside = up;
  }
  return false;
}

bool is_focusable(const HtmlDocument& document, HtmlNodeId element, bool disabled) {
  const HtmlNode& node = document.node(element);
  const auto has = [&](std::string_view name) { return document.has_attribute(element, name); };
  if (node.markup_namespace == MarkupNamespace::Svg && node.name == "a")
    return has("href") || has("xlink:href") || tab_index(document, element);
  if (node.markup_namespace == MarkupNamespace::Html) {
    if (is_form_control(node.name)) return !disabled && !is_hidden_input(document, element);
    if ((node.name == "a" || node.name == "area") && has("href")) return true;
    if (node.name == "iframe" || node.name == "embed") return true;
    if ((node.name == "audio" || node.name == "video") && has("controls")) return true;
    if (is_details_summary(document, element)) return true;
    const HtmlAttribute* editable = document.attribute(element, "contenteditable");
    if (editable != nullptr && (editable->value.empty() || equals_ignoring_case(editable->value, "true") ||
                                equals_ignoring_case(editable->value, "plaintext-only")))
      return true;
  }
  return tab_index(document, element).has_value();
}

bool is_labelable(const HtmlDocument& document, HtmlNodeId element) {
  const HtmlNode& node = document.node(element);
  if (node.kind != NodeKind::Element || node.markup_namespace != MarkupNamespace::Html) return false;
  if (is_form_control(node.name)) return !is_hidden_input(document, element);
  return node.name == "meter" || node.name == "output" || node.name == "progress";
}

bool is_details_summary(const HtmlDocument& document, HtmlNodeId element) {
  if (!document.is_html(element, "summary")) return false;
  const HtmlNodeId parent = document.parent_element(element);
  if (parent == kNoHtmlNode || !document.is_html(parent, "details")) return false;
  for (HtmlNodeId child : document.children(parent)) {
    if (document.is_html(child, "summary")) return child == element;
  }
  return false;
}

}  // namespace gazette
