#pragma once
// Helpers for the tests of the accessibility checker.

#include <string>
#include <vector>

#include "checks/accessibility/accessible_page.h"
#include "checks/accessibility/check_accessibility.h"

namespace gazette::testing {

/// A page without a fault, with `main` in its main element and `head` in its head.
inline std::string sound_page(const std::string& main, const std::string& head = {}) {
  return "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><title>Test</title>" + head +
         "</head>\n<body><main><h1>Test</h1>\n" + main + "\n</main></body></html>";
}

inline HtmlDocument read_page(std::string html, std::string path = "page.html") {
  Diagnostics diagnostics;
  return parse_html(std::make_shared<SourceFile>(std::move(path), std::move(html)), diagnostics);
}

inline std::vector<Diagnostic> check_page(std::string html, const AccessibilityOptions& options = {},
                                          std::string path = "page.html") {
  const HtmlDocument document = read_page(std::move(html), std::move(path));
  Diagnostics diagnostics;
  check_accessibility(document, StyleSheets::of(document), options, diagnostics);
  diagnostics.sort();
  return diagnostics.items();
}

/// The ids of the rules that found something, in order of place: "a11y/image-alt a11y/link-name".
inline std::string found_rules(const std::string& html, const AccessibilityOptions& options = {}) {
  std::string rules;
  for (const Diagnostic& finding : check_page(html, options))
    rules += (rules.empty() ? "" : " ") + finding.rule;
  return rules;
}

}  // namespace gazette::testing
