#pragma once
// The rule tables of all modules. A module that reports something new adds its table to rule_tables.cc.

#include <span>
#include <vector>

#include "base/rule.h"

namespace gazette {

/// All of them; no rule stands in two.
std::vector<std::span<const Rule>> rule_tables();

/// Rules of the build itself: files, front matter, directives, links between pages, layouts, output.
std::span<const Rule> build_rules();

}  // namespace gazette
