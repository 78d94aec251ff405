#pragma once
// A rule of the accessibility checker: what it says about itself and the function that looks for it.

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

#include "base/rule.h"
#include "checks/accessibility/accessible_page.h"

namespace gazette {

struct AccessibilityOptions;

/// Takes the findings of one rule on one page. Gives each its place, selector, criteria and ACT ids.
class RuleReport {
 public:
  RuleReport(const AccessiblePage& page, const Rule& rule, const AccessibilityOptions& options,
             Diagnostics& diagnostics)
      : page_(page), rule_(rule), options_(options), diagnostics_(diagnostics) {}

  /// A finding at an element's start tag, as severe as the rule says.
  Diagnostic& add(HtmlNodeId element, std::string message, std::string hint = {});
  /// One that points at a part of the element: an attribute's name or value.
  Diagnostic& add(HtmlNodeId element, Span span, std::string message, std::string hint = {});
  const AccessibilityOptions& options() const { return options_; }
  /// False once so many findings are in that more would help nobody.
  bool wants_more() const { return count_ < kMost; }

 private:
  static constexpr std::size_t kMost = 200;

  const AccessiblePage& page_;
  const Rule& rule_;
  const AccessibilityOptions& options_;
  Diagnostics& diagnostics_;
  std::size_t count_ = 0;
  Diagnostic beyond_;  // takes what is not wanted any more
};

using AccessibilityCheck = void (*)(const AccessiblePage& page, RuleReport& report);

struct AccessibilityRule {
  Rule rule;
  AccessibilityCheck check;
};

// One table a group; each lives in the file of the same name.
std::span<const AccessibilityRule> document_rules();
std::span<const AccessibilityRule> language_rules();
std::span<const AccessibilityRule> name_rules();
std::span<const AccessibilityRule> label_rules();
std::span<const AccessibilityRule> aria_attribute_rules();
std::span<const AccessibilityRule> aria_role_rules();
std::span<const AccessibilityRule> focus_rules();
std::span<const AccessibilityRule> form_rules();
std::span<const AccessibilityRule> table_rules();
std::span<const AccessibilityRule> text_spacing_rules();
std::span<const AccessibilityRule> contrast_rules();
std::span<const AccessibilityRule> structure_rules();
std::span<const AccessibilityRule> media_rules();
std::span<const AccessibilityRule> markup_rules();

/// `<img>` for messages; with `id` or `class` when that helps to find it: `<div id="menu">`.
std::string describe_element(const HtmlDocument& document, HtmlNodeId element);

}  // namespace gazette
