#pragma once
// All checks on a project that was built in memory, as `gazette check` makes them.

#include <cstddef>
#include <functional>
#include <string_view>

#include "app/command_line/command_line.h"
#include "checks/links/check_links.h"
#include "stages/build_site.h"

namespace gazette {

/// Whether --only asks for "links", "accessibility", "content" or "data".
bool wants(const CommandLine& line, std::string_view area);
/// Drops findings of areas that were not asked for; files and settings that cannot be read stay.
void keep_wanted(Diagnostics& diagnostics, const CommandLine& line);
/// --external, --allow-private, --all and the limits, over what a site's settings say.
void apply_command_line(const CommandLine& line, LinkOptions& links);

/// Adds the findings of all checks to those of the build, and applies the site's switches and allowances.
/// Gives the number of pages.
std::size_t check_built_project(const CommandLine& line, const BuildState& state, unsigned jobs,
                                const std::function<void(std::size_t done, std::size_t total)>& progress,
                                BuildOutcome& outcome);

}  // namespace gazette
