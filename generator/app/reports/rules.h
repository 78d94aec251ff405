#pragma once
// Every rule of every module, for `gazette explain`, `gazette list rules` and the reports.

#include <string_view>
#include <vector>

#include "base/rule.h"

namespace gazette {

/// All rules, sorted by id.
const std::vector<const Rule*>& all_rules();
/// The rule with that id; null when there is none.
const Rule* find_rule(std::string_view id);

}  // namespace gazette
