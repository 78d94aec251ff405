// The roles of WAI-ARIA 1.2, section 5.4, DPUB-ARIA 1.1 and Graphics-ARIA 1.0. A row says what a role adds;
// what it inherits is worked out once, at the first look-up.

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "checks/accessibility/aria.h"

namespace gazette {

namespace {

struct Row {
  std::string_view name;
  std::string_view superclasses;
  std::string_view
      traits;  // abstract, contents (named from them), presentational (children), prohibited (naming)
  std::string_view required;   // without "aria-"
  std::string_view supported;  // likewise
  std::string_view owned;
  std::string_view context;
};

// Sorted by name. Attributes whose value a role implies (the `aria-selected` of an option, the
// `aria-orientation` of a scrollbar) count as supported, for nobody need write them.
constexpr std::array<Row, 144> kRows{{
    {"alert", "section", "", "", "", "", ""},
    {"alertdialog", "alert dialog", "", "", "modal", "", ""},
    {"application", "structure", "", "", "activedescendant expanded", "", ""},
    {"article", "document", "", "", "posinset setsize", "", ""},
    {"banner", "landmark", "", "", "", "", ""},
    {"blockquote", "section", "", "", "", "", ""},
    {"button", "command", "contents presentational", "", "expanded pressed", "", ""},
    {"caption", "section", "prohibited", "", "", "", "figure grid table treegrid"},
    {"cell", "section", "contents", "", "colindex colindextext colspan rowindex rowindextext rowspan", "",
     "row"},
    {"checkbox", "input", "contents presentational", "checked", "expanded readonly required", "", ""},
    {"code", "section", "prohibited", "", "", "", ""},
    {"columnheader", "cell gridcell sectionhead", "contents", "", "sort", "", "row"},
    {"combobox", "input", "", "expanded controls",
     "activedescendant autocomplete readonly required orientation", "", ""},
    {"command", "widget", "abstract", "", "", "", ""},
    {"comment", "article", "", "", "level", "", ""},
    {"complementary", "landmark", "", "", "", "", ""},
    {"composite", "widget", "abstract", "", "activedescendant disabled", "", ""},
    {"contentinfo", "landmark", "", "", "", "", ""},
    {"definition", "section", "", "", "", "", ""},
    {"deletion", "section", "prohibited", "", "", "", ""},
    {"dialog", "window", "", "", "", "", ""},
    {"directory", "list", "", "", "", "", ""},
    {"doc-abstract", "section", "", "", "", "", ""},
    {"doc-acknowledgments", "landmark", "", "", "", "", ""},
    {"doc-afterword", "landmark", "", "", "", "", ""},
    {"doc-appendix", "landmark", "", "", "", "", ""},
    {"doc-backlink", "link", "contents", "", "", "", ""},
    {"doc-biblioentry", "listitem", "", "", "", "", ""},
    {"doc-bibliography", "landmark", "", "", "", "", ""},
    {"doc-biblioref", "link", "contents", "", "", "", ""},
    {"doc-chapter", "landmark", "", "", "", "", ""},
    {"doc-colophon", "section", "", "", "", "", ""},
    {"doc-conclusion", "landmark", "", "", "", "", ""},
    {"doc-cover", "img", "presentational", "", "", "", ""},
    {"doc-credit", "section", "", "", "", "", ""},
    {"doc-credits", "landmark", "", "", "", "", ""},
    {"doc-dedication", "section", "", "", "", "", ""},
    {"doc-endnote", "listitem", "", "", "", "", ""},
    {"doc-endnotes", "landmark", "", "", "", "", ""},
    {"doc-epigraph", "section", "", "", "", "", ""},
    {"doc-epilogue", "landmark", "", "", "", "", ""},
    {"doc-errata", "landmark", "", "", "", "", ""},
    {"doc-example", "section", "", "", "", "", ""},
    {"doc-footnote", "section", "", "", "", "", ""},
    {"doc-foreword", "landmark", "", "", "", "", ""},
    {"doc-glossary", "landmark", "", "", "", "", ""},
    {"doc-glossref", "link", "contents", "", "", "", ""},
    {"doc-index", "navigation", "", "", "", "", ""},
    {"doc-introduction", "landmark", "", "", "", "", ""},
    {"doc-noteref", "link", "contents", "", "", "", ""},
    {"doc-notice", "note", "", "", "", "", ""},
    {"doc-pagebreak", "separator", "presentational", "", "", "", ""},
    {"doc-pagefooter", "section", "", "", "", "", ""},
    {"doc-pageheader", "section", "", "", "", "", ""},
    {"doc-pagelist", "navigation", "", "", "", "", ""},
    {"doc-part", "landmark", "", "", "", "", ""},
    {"doc-preface", "landmark", "", "", "", "", ""},
    {"doc-prologue", "landmark", "", "", "", "", ""},
    {"doc-pullquote", "section", "", "", "", "", ""},
    {"doc-qna", "section", "", "", "", "", ""},
    {"doc-subtitle", "sectionhead", "contents", "", "", "", ""},
    {"doc-tip", "note", "", "", "", "", ""},
    {"doc-toc", "navigation", "", "", "", "", ""},
    {"document", "structure", "", "", "", "", ""},
    {"emphasis", "section", "prohibited", "", "", "", ""},
    {"feed", "list", "", "", "", "article", ""},
    {"figure", "section", "", "", "", "", ""},
    {"form", "landmark", "", "", "", "", ""},
    {"generic", "structure", "prohibited", "", "", "", ""},
    {"graphics-document", "document", "", "", "", "", ""},
    {"graphics-object", "group", "", "", "", "", ""},
    {"graphics-symbol", "img", "presentational", "", "", "", ""},
    {"grid", "composite table", "", "", "multiselectable readonly", "row rowgroup", ""},
    {"gridcell", "cell widget", "contents", "", "expanded readonly required selected", "", "row"},
    {"group", "section", "", "", "activedescendant", "", ""},
    {"heading", "sectionhead", "contents", "level", "", "", ""},
    {"image", "img", "presentational", "", "", "", ""},
    {"img", "section", "presentational", "", "", "", ""},
    {"input", "widget", "abstract", "", "disabled", "", ""},
    {"insertion", "section", "prohibited", "", "", "", ""},
    {"landmark", "section", "abstract", "", "", "", ""},
    {"link", "command", "contents", "", "expanded", "", ""},
    {"list", "section", "", "", "", "listitem", ""},
    {"listbox", "select", "", "", "expanded multiselectable readonly required", "group option", ""},
    {"listitem", "section", "", "", "level posinset setsize", "", "directory list"},
    {"log", "section", "", "", "", "", ""},
    {"main", "landmark", "", "", "", "", ""},
    {"mark", "section", "prohibited", "", "", "", ""},
    {"marquee", "section", "", "", "", "", ""},
    {"math", "section", "", "", "", "", ""},
    {"menu", "select", "", "", "", "group menuitem menuitemcheckbox menuitemradio", ""},
    {"menubar", "menu", "", "", "", "group menuitem menuitemcheckbox menuitemradio", ""},
    {"menuitem", "command", "contents", "", "expanded posinset setsize", "", "group menu menubar"},
    {"menuitemcheckbox", "checkbox menuitem", "contents presentational", "checked", "", "",
     "group menu menubar"},
    {"menuitemradio", "menuitemcheckbox radio", "contents presentational", "checked", "", "",
     "group menu menubar"},
    {"meter", "range", "presentational", "valuenow", "", "", ""},
    {"navigation", "landmark", "", "", "", "", ""},
    {"none", "structure", "prohibited", "", "", "", ""},
    {"note", "section", "", "", "", "", ""},
    {"option", "input", "contents presentational", "", "checked posinset selected setsize", "",
     "group listbox"},
    {"paragraph", "section", "prohibited", "", "", "", ""},
    {"presentation", "structure", "prohibited", "", "", "", ""},
    {"progressbar", "range widget", "presentational", "", "", "", ""},
    {"radio", "input", "contents presentational", "checked", "posinset setsize required", "", ""},
    {"radiogroup", "select", "", "", "readonly required", "", ""},
    {"range", "structure", "abstract", "", "valuemax valuemin valuenow valuetext", "", ""},
    {"region", "landmark", "", "", "", "", ""},
    {"roletype", "", "abstract", "", "", "", ""},
    {"row", "group widget", "contents", "",
     "colindex expanded level posinset rowindex rowindextext selected setsize",
     "cell columnheader gridcell rowheader", "grid rowgroup table treegrid"},
    {"rowgroup", "structure", "", "", "", "row", "grid table treegrid"},
    {"rowheader", "cell gridcell sectionhead", "contents", "", "expanded sort", "", "row"},
    {"scrollbar", "range widget", "presentational", "controls valuenow", "disabled orientation", "", ""},
    {"search", "landmark", "", "", "", "", ""},
    {"searchbox", "textbox", "", "", "", "", ""},
    {"section", "structure", "abstract", "", "", "", ""},
    {"sectionfooter", "section", "prohibited", "", "", "", ""},
    {"sectionhead", "structure", "abstract", "", "", "", ""},
    {"sectionheader", "section", "prohibited", "", "", "", ""},
    {"select", "composite group", "abstract", "", "orientation", "", ""},
    {"separator", "structure", "presentational", "",
     "disabled orientation valuemax valuemin valuenow valuetext", "", ""},
    {"slider", "input range", "presentational", "valuenow", "orientation readonly required", "", ""},
    {"spinbutton", "composite input range", "", "", "readonly required", "", ""},
    {"status", "section", "", "", "", "", ""},
    {"strong", "section", "prohibited", "", "", "", ""},
    {"structure", "roletype", "abstract", "", "", "", ""},
    {"subscript", "section", "prohibited", "", "", "", ""},
    {"suggestion", "section", "prohibited", "", "", "", ""},
    {"superscript", "section", "prohibited", "", "", "", ""},
    {"switch", "checkbox", "contents presentational", "checked", "", "", ""},
    {"tab", "sectionhead widget", "contents presentational", "",
     "disabled expanded posinset selected setsize", "", "tablist"},
    {"table", "section", "", "", "colcount rowcount", "row rowgroup", ""},
    {"tablist", "composite", "", "", "level multiselectable orientation", "tab", ""},
    {"tabpanel", "section", "", "", "", "", ""},
    {"term", "section", "", "", "", "", ""},
    {"textbox", "input", "", "", "activedescendant autocomplete multiline placeholder readonly required", "",
     ""},
    {"time", "section", "", "", "", "", ""},
    {"timer", "status", "", "", "", "", ""},
    {"toolbar", "group", "", "", "orientation", "", ""},
    {"tooltip", "section", "contents", "", "", "", ""},
    {"tree", "select", "", "", "multiselectable required", "group treeitem", ""},
    {"treegrid", "grid tree", "", "", "", "row rowgroup", ""},
    {"treeitem", "listitem option", "contents", "", "checked expanded selected", "", "group tree"},
    {"widget", "roletype", "abstract", "", "", "", ""},
    {"window", "roletype", "abstract", "", "modal", "", ""},
}};

std::vector<std::string_view> role_words(std::string_view list) {
  std::vector<std::string_view> out;
  for (std::string_view word : split(list, ' ')) {
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

bool has_word(std::string_view list, std::string_view word) {
  const auto all = role_words(list);
  return std::find(all.begin(), all.end(), word) != all.end();
}

AriaAttributeSet attribute_set(std::string_view list) {
  AriaAttributeSet set = 0;
  for (std::string_view word : role_words(list)) set |= aria_attribute_bit("aria-" + std::string(word));
  return set;
}

const Row* find_row(std::string_view name) {
  const auto found =
      std::lower_bound(kRows.begin(), kRows.end(), name,
                       [](const Row& row, std::string_view wanted) { return row.name < wanted; });
  return found != kRows.end() && found->name == name ? &*found : nullptr;
}

/// All roles above and including a row's, without repeats.
std::vector<const Row*> lineage(const Row& row) {
  std::vector<const Row*> out{&row};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::string_view name : role_words(out[i]->superclasses)) {
      const Row* above = find_row(name);
      if (above != nullptr && std::find(out.begin(), out.end(), above) == out.end()) out.push_back(above);
    }
  }
  return out;
}

AriaAttributeSet global_attributes() {
  AriaAttributeSet set = 0;
  for (const AriaAttribute& attribute : aria_attributes()) {
    if (attribute.global) set |= aria_attribute_bit(attribute.name);
  }
  return set;
}

AriaRole make_role(const Row& row) {
  AriaRole role;
  role.name = row.name;
  role.abstract = has_word(row.traits, "abstract");
  role.name_from_contents = has_word(row.traits, "contents");
  role.naming_prohibited = has_word(row.traits, "prohibited");
  role.children_presentational = has_word(row.traits, "presentational");
  role.required = attribute_set(row.required);
  role.supported = global_attributes();
  for (const Row* above : lineage(row)) {
    role.supported |= attribute_set(above->supported) | attribute_set(above->required);
    role.widget = role.widget || above->name == "widget";
    role.landmark = role.landmark || above->name == "landmark";
  }
  if (role.naming_prohibited) role.prohibited = attribute_set("label labelledby braillelabel");
  if (role.is("generic")) role.prohibited |= attribute_set("roledescription brailleroledescription");
  role.context = role_words(row.context);
  role.owned = role_words(row.owned);
  return role;
}

const std::array<AriaRole, kRows.size()>& roles() {
  static const std::array<AriaRole, kRows.size()> all = [] {
    std::array<AriaRole, kRows.size()> made;
    std::transform(kRows.begin(), kRows.end(), made.begin(), make_role);
    return made;
  }();
  return all;
}

}  // namespace

const AriaRole* find_aria_role(std::string_view name) {
  const Row* row = find_row(name);
  return row == nullptr ? nullptr : &roles()[static_cast<std::size_t>(row - kRows.data())];
}

bool inherits_aria_role(const AriaRole& role, std::string_view ancestor) {
  const Row* row = find_row(role.name);
  if (row == nullptr) return false;
  const auto all = lineage(*row);
  return std::any_of(all.begin(), all.end(), [&](const Row* above) { return above->name == ancestor; });
}

std::vector<std::string_view> aria_role_names() {
  std::vector<std::string_view> names;
  for (const Row& row : kRows) {
    if (!has_word(row.traits, "abstract")) names.push_back(row.name);
  }
  return names;
}

}  // namespace gazette
