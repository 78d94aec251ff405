#pragma once
// The accessibility checker: the W3C's ACT rules that need no layout, and what WCAG 2.2 and good practice
// ask beyond them. It reads one page at a time and looks at nothing else.

#include <span>
#include <string>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "checks/accessibility/style_sheets.h"
#include "formats/html/html_document.h"

namespace gazette {

/// How strictly to check.
struct AccessibilityOptions {
  /// Also warn where only a person can tell, such as text on a picture.
  bool report_uncertain = false;
  /// The page is a frame of another (`srcdoc`): title, language, landmarks and headings are the outer page's.
  bool embedded = false;
  /// Where all findings point when the document is not the author's own file (a `srcdoc` attribute).
  Place place_of_all;
};

/// Adds what is wrong with a page. Rules are `a11y/…`; each finding has a selector, the success criteria it
/// fails and the ACT rules. Pages in `iframe srcdoc` are checked too, and reported at that attribute. Files
/// that are no HTML (`.svg`, `.xml`, `.js`) have no findings.
void check_accessibility(const HtmlDocument& document, const StyleSheets& sheets,
                         const AccessibilityOptions& options, Diagnostics& diagnostics);

/// All rules, in the order of the groups.
std::span<const Rule> accessibility_rules();

}  // namespace gazette
