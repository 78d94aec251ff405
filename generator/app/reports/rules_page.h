#pragma once
// All rules as one page of Markdown: docs/rules.md.

#include <string>

namespace gazette {

/// A table of all rules, then each with its reason, its source and its two examples.
std::string rules_page();

}  // namespace gazette
