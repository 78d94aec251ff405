#pragma once
// The ids that a theme uses: nothing in the body of a page may have one of them.

#include <set>
#include <string>

#include "stages/project/project_files.h"

namespace gazette {

/// Ids written in layouts and partials (`id="menu"`), those that scripts look for (`getElementById("menu")`,
/// `querySelector("#menu")`) and those that theme.yaml lists under `ids`, for what a script makes up.
std::set<std::string> theme_ids(const std::map<std::string, SourcePtr>& theme);

}  // namespace gazette
