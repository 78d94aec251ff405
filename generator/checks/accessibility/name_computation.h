#pragma once
// Accessible Name and Description Computation 1.2, with the sources of text that HTML-AAM and SVG-AAM add.

#include <string>

#include "checks/accessibility/accessible_page.h"

namespace gazette {

/// White space (also U+00A0) is collapsed and trimmed, so a name of blanks is "".
std::string compute_accessible_name(const AccessiblePage& page, HtmlNodeId element);
std::string compute_accessible_description(const AccessiblePage& page, HtmlNodeId element);

/// Collapses runs of white space, U+00A0 and zero-width characters included, and trims.
std::string flatten_text(std::string_view text);

}  // namespace gazette
