#pragma once
// CSS selectors (Selectors 4, the kinds that sites use) and whether an element of a page meets one. State
// that only a user brings about (`:hover`, `:focus`) never holds.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/html/html_document.h"

namespace gazette {

/// Ids, classes (with attributes and pseudo-classes) and types, compared in that order.
struct CssSpecificity {
  std::uint32_t ids = 0;
  std::uint32_t classes = 0;
  std::uint32_t types = 0;
  auto operator<=>(const CssSpecificity&) const = default;
};

enum class CssPseudoElement : std::uint8_t { None, Before, After, Other };
enum class CssCombinator : std::uint8_t { Descendant, Child, NextSibling, LaterSibling };
enum class CssAttributeTest : std::uint8_t {
  Present,
  Equals,
  HasWord,
  LanguagePrefix,
  Prefix,
  Suffix,
  Contains
};

struct CssSelector;

/// One condition of a compound: `.warning`, `[href^=http]`, `:nth-child(2n+1)`.
struct CssCondition {
  enum class Kind : std::uint8_t {
    Type,
    Id,
    Class,
    Attribute,
    NthChild,
    NthLastChild,
    NthOfType,
    NthLastOfType,
    Root,
    Empty,
    Not,
    Is,
    Has,
    Scope,
    Link,
    Checked,
    Disabled,
    Enabled,
    Required,
    Optional,
    Language,
    Never
  };
  Kind kind = Kind::Never;
  std::string name;
  std::string value;
  CssAttributeTest test = CssAttributeTest::Present;
  bool ignore_case = false;
  int step = 0;    // of `:nth-child(An+B)`: A
  int offset = 0;  // and B
  // Of `:not()`, `:is()`, `:where()`, `:has()` (each begins with Scope there) and `:nth-child(… of …)`.
  std::vector<CssSelector> arguments;
};

struct CssCompound {
  CssCombinator combinator = CssCombinator::Descendant;  // how it follows the one to its left
  std::vector<CssCondition> conditions;
};

struct CssSelector {
  std::vector<CssCompound> compounds;  // left to right; the last is the subject
  CssSpecificity specificity;
  CssPseudoElement pseudo_element = CssPseudoElement::None;
};

/// The selectors of a comma-separated list; nothing when one of them cannot be understood, since browsers
/// then drop the whole rule.
std::optional<std::vector<CssSelector>> parse_css_selectors(std::string_view text);

/// Whether `element` is the subject of `selector`; pseudo-elements are not looked at. Each element looked at
/// on the way takes one off `budget`; at nothing left no selector matches any more.
bool css_matches(const CssSelector& selector, const HtmlDocument& document, HtmlNodeId element,
                 std::size_t& budget);

}  // namespace gazette
