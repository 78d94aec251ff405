#include "checks/accessibility/accessible_page.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "checks/accessibility/focus.h"
#include "checks/accessibility/implicit_roles.h"
#include "checks/accessibility/name_computation.h"

namespace gazette {

namespace {

// Elements looked through by owned(): a bound for hostile pages.
constexpr std::size_t kMaxOwned = 20'000;

bool is_transparent(const AriaRole* role) {
  return role == nullptr || role->is("none") || role->is("presentation") || role->is("generic");
}

/// Any global state or property but `aria-hidden` overrules `role="none"` (WAI-ARIA 1.2, 7.1).
bool has_global_attribute(const HtmlDocument& document, HtmlNodeId id) {
  for (const HtmlAttribute& attribute : document.attributes(id)) {
    if (!attribute.name.starts_with("aria-") || attribute.name == "aria-hidden") continue;
    const AriaAttribute* known = find_aria_attribute(attribute.name);
    if (known != nullptr && known->global) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_ascii_space(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// Fills in the facts, parents before children.
class PageReader {
 public:
  explicit PageReader(AccessiblePage& page) : page_(page), document_(page.document_) {}

  void run() {
    page_.facts_.resize(document_.page_end());
    for (HtmlNodeId id = 0; id < document_.page_end(); ++id) {
      if (!document_.is_element(id)) continue;
      page_.elements_.push_back(id);
      read(id);
    }
    for (HtmlNodeId id : page_.elements_) read_relations(id);
  }

 private:
  void read(HtmlNodeId id) {
    ElementFacts& facts = page_.facts_[id];
    const HtmlNodeId parent = document_.parent_element(id);
    if (parent != kNoHtmlNode) {
      const ElementFacts& above = page_.facts_[parent];
      facts.aria_hidden = above.aria_hidden;
      facts.inert = above.inert;
      facts.in_presentational =
          above.in_presentational || (above.role != nullptr && above.role->children_presentational);
    }
    const ComputedStyle& style = page_.styles_.of(id);
    facts.shown = style.rendered && !style.visibility_hidden;
    if (style.display == CssDisplay::Contents) facts.shown = style.rendered && !style.visibility_hidden;
    facts.aria_hidden = facts.aria_hidden || document_.attribute_value(id, "aria-hidden") == "true";
    facts.inert = facts.inert || document_.has_attribute(id, "inert");
    facts.disabled = is_disabled(document_, id);
    facts.focusable = facts.shown && !facts.inert && is_focusable(document_, id, facts.disabled);
    facts.tabbable = facts.focusable && tab_index(document_, id).value_or(0) >= 0;
    read_role(id, facts, parent);
  }

  void read_role(HtmlNodeId id, ElementFacts& facts, HtmlNodeId parent) {
    facts.implicit = find_aria_role(implicit_role_name(document_, id));
    if (parent != kNoHtmlNode && inherits_presentation(id, parent)) {
      facts.implicit = find_aria_role("none");
    } else if (is_part_of_no_table(id) || is_part_of_no_list(id)) {
      facts.implicit = find_aria_role("generic");
    }
    for (std::string_view word : words_of(document_.attribute_value(id, "role"))) {
      const AriaRole* role = find_aria_role(to_lower_ascii(word));
      if (role == nullptr || role->abstract) continue;
      facts.written = role;
      break;
    }
    facts.role = facts.written != nullptr ? facts.written : facts.implicit;
    const bool none = facts.role != nullptr && (facts.role->is("none") || facts.role->is("presentation"));
    if (!none || !(facts.focusable || has_global_attribute(document_, id))) return;
    // A conflict: what is focusable or has more to say cannot be taken out of the tree.
    const bool picture = document_.is_html(id, "img");
    facts.role = picture
                     ? find_aria_role("img")
                     : (facts.implicit != nullptr && !facts.implicit->is("none") ? facts.implicit : nullptr);
  }

  /// Rows and cells of a presentational table, items of a presentational list.
  bool inherits_presentation(HtmlNodeId id, HtmlNodeId parent) const {
    const std::string_view name = document_.node(id).name;
    const bool part = name == "tr" || name == "td" || name == "th" || name == "tbody" || name == "thead" ||
                      name == "tfoot" || name == "li" || name == "caption";
    if (!part || document_.node(id).markup_namespace != MarkupNamespace::Html) return false;
    if (name == "li") {
      const bool list = document_.is_html(parent, "ul") || document_.is_html(parent, "ol") ||
                        document_.is_html(parent, "menu");
      return list && page_.is_presentational(parent);
    }
    const HtmlNodeId table = document_.ancestor(id, "table");
    return table != kNoHtmlNode && page_.is_presentational(table);
  }

  /// Rows and cells of a table that says it is something else, a menu for instance (HTML-AAM).
  bool is_part_of_no_table(HtmlNodeId id) const {
    const HtmlNode& node = document_.node(id);
    const bool part = node.markup_namespace == MarkupNamespace::Html &&
                      (node.name == "tr" || node.name == "td" || node.name == "th" || node.name == "tbody" ||
                       node.name == "thead" || node.name == "tfoot" || node.name == "caption");
    if (!part) return false;
    const HtmlNodeId table = document_.ancestor(id, "table");
    if (table == kNoHtmlNode) return true;
    const AriaRole* role = page_.facts_[table].role;
    return role != nullptr && !role->is("table") && !role->is("grid") && !role->is("treegrid");
  }

  /// Items of a list that says it is something else, a row of tabs or a menu (HTML-AAM: generic).
  bool is_part_of_no_list(HtmlNodeId id) const {
    const bool item = document_.is_html(id, "li");
    if (!item && !document_.is_html(id, "dt") && !document_.is_html(id, "dd")) return false;
    HtmlNodeId list = document_.parent_element(id);
    // A `div` may hold the terms of a `dl` together.
    if (!item && list != kNoHtmlNode && document_.is_html(list, "div")) list = document_.parent_element(list);
    if (list == kNoHtmlNode) return false;
    const bool holds = item ? document_.is_html(list, "ul") || document_.is_html(list, "ol") ||
                                  document_.is_html(list, "menu")
                            : document_.is_html(list, "dl");
    const ElementFacts& facts = page_.facts_[list];
    return holds && facts.written != nullptr && facts.role == facts.written && !facts.role->is("list");
  }

  void read_relations(HtmlNodeId id) {
    for (std::string_view word : words_of(document_.attribute_value(id, "aria-owns"))) {
      const HtmlNodeId target = document_.element_by_id(word);
      if (target != kNoHtmlNode && !document_.contains(target, id)) page_.owners_.emplace(target, id);
    }
    if (!document_.is_html(id, "label")) return;
    HtmlNodeId control = kNoHtmlNode;
    if (const HtmlAttribute* target = document_.attribute(id, "for")) {
      control = document_.element_by_id(target->value);
      if (control != kNoHtmlNode && !is_labelable(document_, control)) control = kNoHtmlNode;
    } else {
      for (HtmlNodeId below = id + 1; below < document_.node(id).subtree_end && control == kNoHtmlNode;
           ++below) {
        if (document_.is_element(below) && is_labelable(document_, below)) control = below;
      }
    }
    if (control != kNoHtmlNode) page_.labels_[control].push_back(id);
  }

  AccessiblePage& page_;
  const HtmlDocument& document_;
};

AccessiblePage::AccessiblePage(const HtmlDocument& document, const StyleSheets& sheets)
    : document_(document), sheets_(sheets), styles_(document, sheets) {
  PageReader(*this).run();
}

AccessiblePage::~AccessiblePage() = default;

bool AccessiblePage::is_presentational(HtmlNodeId id) const {
  return has_role(id, "none") || has_role(id, "presentation");
}

const std::string& AccessiblePage::name(HtmlNodeId id) const {
  const auto found = names_.find(id);
  if (found != names_.end()) return found->second;
  return names_.emplace(id, compute_accessible_name(*this, id)).first->second;
}

std::string AccessiblePage::description(HtmlNodeId id) const {
  return compute_accessible_description(*this, id);
}

const std::vector<HtmlNodeId>& AccessiblePage::labels(HtmlNodeId control) const {
  static const std::vector<HtmlNodeId> kNone;
  const auto found = labels_.find(control);
  return found == labels_.end() ? kNone : found->second;
}

std::vector<HtmlNodeId> AccessiblePage::owned(HtmlNodeId id) const {
  std::vector<HtmlNodeId> result;
  for (HtmlNodeId below = id + 1; below < document_.node(id).subtree_end && result.size() < kMaxOwned;) {
    const HtmlNode& node = document_.node(below);
    if (node.kind != NodeKind::Element) {
      ++below;
      continue;
    }
    const auto elsewhere = owners_.find(below);
    const bool left_out = !is_perceivable(below) || (elsewhere != owners_.end() && elsewhere->second != id);
    if (!left_out && is_transparent(facts_[below].role)) {
      ++below;
      continue;
    }
    if (!left_out) result.push_back(below);
    below = node.subtree_end;
  }
  for (std::string_view word : words_of(document_.attribute_value(id, "aria-owns"))) {
    const HtmlNodeId target = document_.element_by_id(word);
    if (target == kNoHtmlNode || document_.contains(id, target) || !is_perceivable(target)) continue;
    if (!is_transparent(facts_[target].role)) {
      result.push_back(target);
    } else if (!document_.contains(target, id)) {
      // A plain wrapper hands on what stands in it.
      for (HtmlNodeId below = target + 1;
           below < document_.node(target).subtree_end && result.size() < kMaxOwned;) {
        const bool element = document_.is_element(below);
        const bool taken = element && is_perceivable(below) && !is_transparent(facts_[below].role);
        if (taken) result.push_back(below);
        below = taken || (element && !is_perceivable(below)) ? document_.node(below).subtree_end : below + 1;
      }
    }
  }
  return result;
}

HtmlNodeId AccessiblePage::owner(HtmlNodeId id) const {
  HtmlNodeId at = id;
  for (int steps = 0; steps < 2'000; ++steps) {
    const auto named = owners_.find(at);
    at = named != owners_.end() ? named->second : document_.parent_element(at);
    if (at == kNoHtmlNode || !is_transparent(facts_[at].role)) return at;
  }
  return kNoHtmlNode;
}

}  // namespace gazette
