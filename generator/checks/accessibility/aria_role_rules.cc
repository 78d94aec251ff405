// Rules on roles: that they exist, stand where they may stand and hold what they must hold.

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility/rule_report.h"

namespace gazette {

namespace {

bool contains(const std::vector<std::string_view>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string list_words(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

void check_role_names(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const HtmlAttribute* attribute = document.attribute(id, "role");
    if (attribute == nullptr || trim(attribute->value).empty() || page.facts(id).written != nullptr ||
        !page.is_perceivable(id))
      continue;
    std::vector<std::string> names;
    for (std::string_view name : aria_role_names()) names.emplace_back(name);
    report.add(id, attribute->value_span, "\"" + std::string(attribute->value) + "\" is no role",
               did_you_mean(to_lower_ascii(trim(attribute->value)), names));
  }
}

void check_context(const AccessiblePage& page, RuleReport& report) {
  for (HtmlNodeId id : page.elements()) {
    if (!page.has_explicit_role(id) || !page.is_exposed(id)) continue;
    const AriaRole& role = *page.facts(id).role;
    if (role.context.empty()) continue;
    const HtmlNodeId owner = page.owner(id);
    const AriaRole* around = owner == kNoHtmlNode ? nullptr : page.facts(owner).role;
    if (around != nullptr && contains(role.context, around->name)) continue;
    report.add(id,
               "the role " + std::string(role.name) + " only makes sense inside " + list_words(role.context),
               "put it into one, or take the role off");
  }
}

/// Roles that may stand among the owned ones without counting.
bool is_tolerated(const AriaRole& owner, const AriaRole& owned) {
  // A submenu often follows its item instead of standing in it.
  if (owner.is("menu") || owner.is("menubar")) return owned.is("separator") || owned.is("menu");
  if (owner.is("listbox")) return owned.is("separator");
  if (owner.is("table") || owner.is("grid") || owner.is("treegrid")) return owned.is("caption");
  if (owner.is("list")) return owned.is("group");
  return false;
}

/// The list items of DPUB-ARIA: notes and entries of a bibliography.
bool is_published_kind(const AriaRole& owner, const AriaRole& owned) {
  return owned.name.starts_with("doc-") &&
         std::any_of(owner.owned.begin(), owner.owned.end(),
                     [&](std::string_view name) { return inherits_aria_role(owned, name); });
}

struct OwnedCheck {
  bool any = false;                   // at least one that the role must hold
  HtmlNodeId stranger = kNoHtmlNode;  // the first that it must not
};

void look_at_owned(const AccessiblePage& page, const AriaRole& role, HtmlNodeId holder, bool in_group,
                   OwnedCheck& check) {
  for (HtmlNodeId id : page.owned(holder)) {
    const AriaRole* owned = page.facts(id).role;
    if (owned->is("group") && contains(role.owned, "group") && !in_group) {
      look_at_owned(page, role, id, true, check);
    } else if ((contains(role.owned, owned->name) && !owned->is("group")) ||
               is_published_kind(role, *owned)) {
      check.any = true;
    } else if (!is_tolerated(role, *owned) && check.stranger == kNoHtmlNode) {
      check.stranger = id;
    }
  }
}

bool has_content(const HtmlDocument& document, HtmlNodeId id) {
  if (document.has_attribute(id, "aria-owns")) return true;
  for (HtmlNodeId below = id + 1; below < document.node(id).subtree_end; ++below) {
    const HtmlNode& node = document.node(below);
    if (node.kind == NodeKind::Element || (node.kind == NodeKind::Text && !trim(node.text).empty()))
      return true;
  }
  return false;
}

void check_owned(const AccessiblePage& page, RuleReport& report) {
  const HtmlDocument& document = page.document();
  for (HtmlNodeId id : page.elements()) {
    const AriaRole* role = page.facts(id).role;
    if (role == nullptr || role->owned.empty() || !page.is_exposed(id) || !report.wants_more()) continue;
    if (document.attribute_value(id, "aria-busy") == "true") continue;
    const bool written = page.has_explicit_role(id);
    OwnedCheck check;
    look_at_owned(page, *role, id, false, check);
    if (check.stranger != kNoHtmlNode) {
      report.add(check.stranger,
                 describe_element(document, check.stranger) + " may not stand in " +
                     describe_element(document, id) + ", which holds only " + list_words(role->owned),
                 "wrap it in one of these, or move it out");
    } else if (!check.any && written && has_content(document, id)) {
      report.add(id, "the role " + std::string(role->name) + " must hold " + list_words(role->owned),
                 "give the parts their roles, or take this one off");
    } else if (!check.any && written) {
      // Empty: it may be filled by a script.
      report
          .add(id, "the role " + std::string(role->name) + " holds nothing",
               "fill it, or say aria-busy=\"true\" until it is filled")
          .severity = Severity::Warning;
    }
  }
}

constexpr AccessibilityRule kAriaRoleRules[] = {
    {{"a11y/role-valid", Severity::Error, "Role that does not exist", "WAI-ARIA 1.2, ACT 674b10",
      "1.3.1 4.1.2", "674b10",
      "Browsers pass over a role that they do not know, and the element is announced as if it had none.",
      "<div role=\"buton\">", "<button>"},
     check_role_names},
    {{"a11y/role-context", Severity::Error, "Role outside of where it belongs", "WAI-ARIA 1.2, ACT ff89c9",
      "1.3.1", "ff89c9",
      "An item without its list, a tab without its row of tabs: screen readers cannot say how many there are "
      "or where one stands.",
      "<div role=\"listitem\">One</div>", "<div role=\"list\"><div role=\"listitem\">One</div></div>"},
     check_context},
    {{"a11y/role-owned", Severity::Error, "Role without the parts that make it up",
      "WAI-ARIA 1.2, ACT bc4a75", "1.3.1", "bc4a75",
      "A list is announced with the number of its items; what is no item gets lost or breaks the list in "
      "two.",
      "<div role=\"list\"><span>One</span></div>",
      "<div role=\"list\"><span role=\"listitem\">One</span></div>"},
     check_owned},
};

}  // namespace

std::span<const AccessibilityRule> aria_role_rules() {
  return kAriaRoleRules;
}

}  // namespace gazette
