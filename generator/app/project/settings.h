#pragma once
// What site.yaml and front matter say beyond the pages: checks, links and places to publish to, tried in
// every build.

#include <string>

#include "base/diagnostics.h"
#include "model/site.h"

namespace gazette {

/// Reports rules that do not exist, and whatever `links:` and `publish:` hold that could not be used when its
/// time comes. `root` is the project's folder.
void check_settings(const Site& site, const std::string& root, Diagnostics& diagnostics);

}  // namespace gazette
