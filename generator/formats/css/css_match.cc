// Matching selectors against the elements of a page, right to left.

#include <algorithm>

#include "base/text.h"
#include "formats/css/css_selector.h"

namespace gazette {

namespace {

// Elements looked at for one selector: beyond, it is held not to match.
constexpr std::size_t kMaxSteps = 20'000;

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; (at = list.find(word, at)) != std::string_view::npos; ++at) {
    const bool begins = at == 0 || is_ascii_space(list[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == list.size() || is_ascii_space(list[end]))) return true;
  }
  return false;
}

class Matcher {
 public:
  Matcher(const HtmlDocument& document, std::size_t steps) : document_(document), steps_(steps) {}

  std::size_t steps_left() const { return steps_; }

  /// Whether compound `index` of the selector fits `element` and those to its left fit around it.
  bool matches(const CssSelector& selector, std::size_t index, HtmlNodeId element) {
    if (!step()) return false;
    const CssCompound& compound = selector.compounds[index];
    for (const CssCondition& condition : compound.conditions) {
      if (!holds(condition, element)) return false;
    }
    if (index == 0) return true;
    switch (compound.combinator) {
      case CssCombinator::Child: {
        const HtmlNodeId parent = document_.parent_element(element);
        return parent != kNoHtmlNode && matches(selector, index - 1, parent);
      }
      case CssCombinator::NextSibling: {
        const HtmlNodeId previous = previous_element(element);
        return previous != kNoHtmlNode && matches(selector, index - 1, previous);
      }
      case CssCombinator::LaterSibling:
        for (HtmlNodeId id = previous_element(element); id != kNoHtmlNode && steps_ > 0;
             id = previous_element(id)) {
          if (matches(selector, index - 1, id)) return true;
        }
        return false;
      case CssCombinator::Descendant:
        for (HtmlNodeId id = document_.parent_element(element); id != kNoHtmlNode && steps_ > 0;
             id = document_.parent_element(id)) {
          if (matches(selector, index - 1, id)) return true;
        }
        return false;
    }
    return false;
  }

 private:
  bool step() {
    if (steps_ == 0) return false;
    --steps_;
    return true;
  }

  HtmlNodeId previous_element(HtmlNodeId id) const {
    do {
      id = document_.node(id).previous_sibling;
    } while (id != kNoHtmlNode && !document_.is_element(id));
    return id;
  }

  bool holds(const CssCondition& condition, HtmlNodeId element) {
    using Kind = CssCondition::Kind;
    const HtmlNode& node = document_.node(element);
    switch (condition.kind) {
      case Kind::Type:
        return node.markup_namespace == MarkupNamespace::Html
                   ? equals_ignoring_case(node.name, condition.name)
                   : node.name == condition.name;
      case Kind::Id:
        return document_.attribute_value(element, "id") == condition.name;
      case Kind::Class:
        return has_word(document_.attribute_value(element, "class"), condition.name);
      case Kind::Attribute:
        return attribute_holds(condition, element);
      case Kind::NthChild:
      case Kind::NthLastChild:
      case Kind::NthOfType:
      case Kind::NthLastOfType:
        return nth_holds(condition, element);
      case Kind::Not:
        return !any_argument(condition, element);
      case Kind::Is:
        return any_argument(condition, element);
      case Kind::Has:
        return has_holds(condition, element);
      case Kind::Scope:
        return element == scope_;
      case Kind::Language:
        return language_holds(condition.value, element);
      case Kind::Never:
        return false;
      default:
        return state_holds(condition.kind, element);
    }
  }

  bool any_argument(const CssCondition& condition, HtmlNodeId element) {
    return std::any_of(condition.arguments.begin(), condition.arguments.end(),
                       [&](const CssSelector& selector) {
                         return selector.pseudo_element == CssPseudoElement::None &&
                                matches(selector, selector.compounds.size() - 1, element);
                       });
  }

  /// Something below or after the element fits. The bound on steps holds here too.
  bool has_holds(const CssCondition& condition, HtmlNodeId element) {
    const HtmlNodeId outer = scope_;
    bool found = false;
    for (const CssSelector& selector : condition.arguments) {
      const CssCombinator first = selector.compounds[1].combinator;
      const bool below = first == CssCombinator::Descendant || first == CssCombinator::Child;
      const HtmlNode& parent = document_.node(below ? element : document_.node(element).parent);
      const HtmlNodeId begin = below ? element + 1 : document_.node(element).subtree_end;
      for (HtmlNodeId id = begin; id < parent.subtree_end && !found && step(); ++id) {
        if (!document_.is_element(id)) continue;
        scope_ = element;
        found = matches(selector, selector.compounds.size() - 1, id);
        scope_ = outer;
      }
    }
    return found;
  }

  bool state_holds(CssCondition::Kind kind, HtmlNodeId element) const {
    using Kind = CssCondition::Kind;
    const auto has = [&](std::string_view name) { return document_.has_attribute(element, name); };
    const std::string_view name = document_.node(element).name;
    const bool field = name == "input" || name == "select" || name == "textarea";
    const bool control =
        field || name == "button" || name == "fieldset" || name == "option" || name == "optgroup";
    switch (kind) {
      case Kind::Root:
        return element == document_.html();
      case Kind::Empty:
        for (HtmlNodeId child : document_.children(element)) {
          if (document_.node(child).kind != NodeKind::Comment) return false;
        }
        return true;
      case Kind::Link:
        return (name == "a" || name == "area") && has("href");
      case Kind::Checked:
        return (name == "input" && has("checked")) || (name == "option" && has("selected"));
      case Kind::Disabled:
        return control && has("disabled");
      case Kind::Enabled:
        return control && !has("disabled");
      case Kind::Required:
        return field && has("required");
      case Kind::Optional:
        return field && !has("required");
      default:
        return false;
    }
  }

  bool language_holds(std::string_view wanted, HtmlNodeId element) const {
    for (HtmlNodeId id = element; id != kNoHtmlNode; id = document_.parent_element(id)) {
      const HtmlAttribute* lang = document_.attribute(id, "lang");
      if (lang == nullptr) continue;
      const std::string value = to_lower_ascii(lang->value);
      for (std::string_view range : split(wanted, ',')) {
        if (range.starts_with("*-")) range.remove_prefix(2);
        if (value == range || value.starts_with(std::string(range) + "-")) return true;
      }
      return false;
    }
    return false;
  }

  bool attribute_holds(const CssCondition& condition, HtmlNodeId element) const {
    const HtmlAttribute* attribute = document_.attribute(element, condition.name);
    if (attribute == nullptr) return false;
    std::string lower_value;
    std::string lower_wanted;
    std::string_view value = attribute->value;
    std::string_view wanted = condition.value;
    // HTML compares the values of `type` and a few others without case.
    if (condition.ignore_case || condition.name == "type" || condition.name == "lang" ||
        condition.name == "dir") {
      value = lower_value = to_lower_ascii(value);
      wanted = lower_wanted = to_lower_ascii(wanted);
    }
    switch (condition.test) {
      case CssAttributeTest::Present:
        return true;
      case CssAttributeTest::Equals:
        return value == wanted;
      case CssAttributeTest::HasWord:
        return !wanted.empty() && has_word(value, wanted);
      case CssAttributeTest::LanguagePrefix:
        return value == wanted || (value.starts_with(wanted) && value.substr(wanted.size()).starts_with('-'));
      case CssAttributeTest::Prefix:
        return !wanted.empty() && value.starts_with(wanted);
      case CssAttributeTest::Suffix:
        return !wanted.empty() && value.ends_with(wanted);
      case CssAttributeTest::Contains:
        return !wanted.empty() && value.find(wanted) != std::string_view::npos;
    }
    return false;
  }

  bool nth_holds(const CssCondition& condition, HtmlNodeId element) {
    using Kind = CssCondition::Kind;
    const bool last = condition.kind == Kind::NthLastChild || condition.kind == Kind::NthLastOfType;
    const bool typed = condition.kind == Kind::NthOfType || condition.kind == Kind::NthLastOfType;
    const HtmlNode& node = document_.node(element);
    if (!condition.arguments.empty() && !any_argument(condition, element)) return false;
    int position = 1;
    for (HtmlNodeId id = last ? node.next_sibling : node.previous_sibling; id != kNoHtmlNode;) {
      const HtmlNode& other = document_.node(id);
      const bool counts = other.kind == NodeKind::Element && (!typed || other.name == node.name) &&
                          (condition.arguments.empty() || any_argument(condition, id));
      if (counts) ++position;
      // `:first-child` needs to see one sibling, not all of them.
      if (condition.step == 0 && position > condition.offset) return false;
      if (!step()) return false;
      id = last ? other.next_sibling : other.previous_sibling;
    }
    const int distance = position - condition.offset;
    if (condition.step == 0) return distance == 0;
    return distance % condition.step == 0 && distance / condition.step >= 0;
  }

  const HtmlDocument& document_;
  std::size_t steps_;
  HtmlNodeId scope_ = kNoHtmlNode;  // the element that a `:has()` is asked of
};

}  // namespace

bool css_matches(const CssSelector& selector, const HtmlDocument& document, HtmlNodeId element,
                 std::size_t& budget) {
  const std::size_t allowed = std::min(budget, kMaxSteps);
  Matcher matcher(document, allowed);
  const bool matched = matcher.matches(selector, selector.compounds.size() - 1, element);
  budget -= allowed - matcher.steps_left();
  return matched;
}

}  // namespace gazette
