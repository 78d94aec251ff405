#pragma once
// What site.yaml says beyond the pages: checks, links and places to publish to, tried in every build.

#include <string>

#include "base/diagnostics.h"
#include "model/config.h"

namespace gazette {

/// Reports rules that do not exist, and whatever `links:` and `publish:` hold that could not be used when its
/// time comes. `root` is the project's folder.
void check_settings(const SiteConfig& config, const std::string& root, Diagnostics& diagnostics);

}  // namespace gazette
