#pragma once
// The rules of the `{figures}` directive.

#include <span>

#include "base/rule.h"

namespace gazette {

std::span<const Rule> figure_rules();

}  // namespace gazette
