#include "checks/accessibility/implicit_roles.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gazette {

namespace {

struct Entry {
  std::string_view name;
  std::string_view role;
};

// Elements whose role never depends on anything else. Sorted by name.
constexpr std::array<Entry, 65> kFixed{{
    {"address", "group"},   {"article", "article"},
    {"b", "generic"},       {"bdi", "generic"},
    {"bdo", "generic"},     {"blockquote", "blockquote"},
    {"body", "generic"},    {"button", "button"},
    {"caption", "caption"}, {"code", "code"},
    {"data", "generic"},    {"datalist", "listbox"},
    {"dd", "definition"},   {"del", "deletion"},
    {"details", "group"},   {"dfn", "term"},
    {"dialog", "dialog"},   {"div", "generic"},
    {"dt", "term"},         {"em", "emphasis"},
    {"fieldset", "group"},  {"figure", "figure"},
    {"form", "form"},       {"h1", "heading"},
    {"h2", "heading"},      {"h3", "heading"},
    {"h4", "heading"},      {"h5", "heading"},
    {"h6", "heading"},      {"hgroup", "group"},
    {"hr", "separator"},    {"html", "document"},
    {"i", "generic"},       {"ins", "insertion"},
    {"main", "main"},       {"math", "math"},
    {"menu", "list"},       {"meter", "meter"},
    {"nav", "navigation"},  {"ol", "list"},
    {"optgroup", "group"},  {"option", "option"},
    {"output", "status"},   {"p", "paragraph"},
    {"pre", "generic"},     {"progress", "progressbar"},
    {"q", "generic"},       {"s", "deletion"},
    {"samp", "generic"},    {"search", "search"},
    {"small", "generic"},   {"span", "generic"},
    {"strong", "strong"},   {"sub", "subscript"},
    {"sup", "superscript"}, {"table", "table"},
    {"tbody", "rowgroup"},  {"textarea", "textbox"},
    {"tfoot", "rowgroup"},  {"thead", "rowgroup"},
    {"time", "time"},       {"tr", "row"},
    {"tt", "generic"},      {"u", "generic"},
    {"ul", "list"},
}};

bool is_named_by_author(const HtmlDocument& document, HtmlNodeId id) {
  for (std::string_view name : {"aria-label", "aria-labelledby", "title"}) {
    if (!trim(document.attribute_value(id, name)).empty()) return true;
  }
  return false;
}

/// Inside an article, an aside, a main, a nav or a section a header belongs to that, not to the page.
bool is_in_sectioning(const HtmlDocument& document, HtmlNodeId id, bool with_main) {
  for (HtmlNodeId up = document.parent_element(id); up != kNoHtmlNode; up = document.parent_element(up)) {
    const std::string_view name = document.node(up).name;
    if (name == "article" || name == "aside" || name == "nav" || name == "section") return true;
    if (with_main && name == "main") return true;
    const std::string_view role = document.attribute_value(up, "role");
    if (role == "article" || role == "complementary" || role == "navigation" || role == "region") return true;
    if (with_main && role == "main") return true;
  }
  return false;
}

std::string_view input_role(const HtmlDocument& document, HtmlNodeId id) {
  const std::string_view type = input_type(document, id);
  const bool list = document.has_attribute(id, "list");
  constexpr std::array<Entry, 12> kTypes{{{"button", "button"},
                                          {"checkbox", "checkbox"},
                                          {"image", "button"},
                                          {"number", "spinbutton"},
                                          {"radio", "radio"},
                                          {"range", "slider"},
                                          {"reset", "button"},
                                          {"submit", "button"},
                                          {"color", ""},
                                          {"file", ""},
                                          {"hidden", ""},
                                          {"password", ""}}};
  for (const Entry& entry : kTypes) {
    if (entry.name == type) return entry.role;
  }
  if (type == "date" || type == "datetime-local" || type == "month" || type == "time" || type == "week")
    return "";
  if (list) return "combobox";
  return type == "search" ? "searchbox" : "textbox";
}

/// Neither words nor a picture, a field or anything else that shows.
bool is_blank(const HtmlDocument& document, HtmlNodeId cell) {
  for (HtmlNodeId below = cell + 1; below < document.node(cell).subtree_end; ++below) {
    if (document.is_element(below) && !document.is_html(below, "br") && !document.is_html(below, "p"))
      return false;
  }
  return trim(document.text_content(cell)).empty();
}

std::string_view cell_role(const HtmlDocument& document, HtmlNodeId id) {
  const HtmlNodeId table = document.ancestor(id, "table");
  if (table == kNoHtmlNode) return "";
  const std::string role = to_lower_ascii(trim(document.attribute_value(table, "role")));
  const bool grid = role.starts_with("grid") || role.starts_with("treegrid");
  if (document.node(id).name == "td") return grid ? "gridcell" : "cell";
  const std::string scope = to_lower_ascii(document.attribute_value(id, "scope"));
  if (scope == "row" || scope == "rowgroup") return "rowheader";
  if (scope == "col" || scope == "colgroup") return "columnheader";
  // Without a scope a header beside data cells is a row's, one in a row of headers a column's. An empty cell
  // before all headers is the corner of a table, whatever stands in the others makes a row of data.
  const HtmlNodeId row = document.parent_element(id);
  if (row == kNoHtmlNode || document.ancestor(id, "thead") != kNoHtmlNode) return "columnheader";
  bool after_header = false;
  for (HtmlNodeId cell : document.children(row)) {
    after_header = after_header || document.is_html(cell, "th");
    if (document.is_html(cell, "td") && (after_header || !is_blank(document, cell))) return "rowheader";
  }
  return "columnheader";
}

}  // namespace

std::string_view input_type(const HtmlDocument& document, HtmlNodeId input) {
  constexpr std::array<std::string_view, 22> kTypes{
      "button", "checkbox", "color",    "date",  "datetime-local", "email", "file",   "hidden", "image",
      "month",  "number",   "password", "radio", "range",          "reset", "search", "submit", "tel",
      "text",   "time",     "url",      "week"};
  const std::string_view written = document.attribute_value(input, "type");
  for (std::string_view type : kTypes) {
    if (equals_ignoring_case(type, written)) return type;
  }
  return "text";
}

std::string_view implicit_role_name(const HtmlDocument& document, HtmlNodeId element) {
  const HtmlNode& node = document.node(element);
  if (node.markup_namespace == MarkupNamespace::Svg) {
    if (node.name == "svg") return "graphics-document";
    if (node.name == "a" &&
        (document.has_attribute(element, "href") || document.has_attribute(element, "xlink:href")))
      return "link";
    return "";
  }
  if (node.markup_namespace == MarkupNamespace::MathMl) return node.name == "math" ? "math" : "";
  const std::string_view name = node.name;
  const auto has = [&](std::string_view attribute) { return document.has_attribute(element, attribute); };
  if (name == "a" || name == "area") return has("href") ? "link" : "generic";
  if (name == "img") {
    const HtmlAttribute* alt = document.attribute(element, "alt");
    return alt != nullptr && alt->value.empty() ? "presentation" : "img";
  }
  if (name == "input") return input_role(document, element);
  if (name == "li") {
    const HtmlNodeId parent = document.parent_element(element);
    const bool listed =
        parent != kNoHtmlNode && (document.is_html(parent, "ul") || document.is_html(parent, "ol") ||
                                  document.is_html(parent, "menu"));
    return listed ? "listitem" : "generic";
  }
  if (name == "select") {
    const std::string_view size = trim(document.attribute_value(element, "size"));
    const bool rows = !size.empty() && size != "0" && size != "1";
    return has("multiple") || rows ? "listbox" : "combobox";
  }
  if (name == "td" || name == "th") return cell_role(document, element);
  if (name == "header") return is_in_sectioning(document, element, true) ? "generic" : "banner";
  if (name == "footer") return is_in_sectioning(document, element, true) ? "generic" : "contentinfo";
  if (name == "aside")
    return !is_in_sectioning(document, element, false) || is_named_by_author(document, element)
               ? "complementary"
               : "generic";
  if (name == "section") return is_named_by_author(document, element) ? "region" : "generic";
  const auto found =
      std::lower_bound(kFixed.begin(), kFixed.end(), name,
                       [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != kFixed.end() && found->name == name ? found->role : std::string_view{};
}

}  // namespace gazette
