#pragma once
// The accessibility checker's rules, without its types.

#include <span>

#include "base/rule.h"

namespace gazette {

/// Rules on a page's markup and those on reading it at all.
std::span<const Rule> accessibility_rule_table();

}  // namespace gazette
