#pragma once
// `gazette check`.

#include "app/command_line/command_line.h"

namespace gazette {

/// Builds a project in memory and checks it, or checks the folders and HTML files named by `line.paths`,
/// whoever made them. Writes nothing but a baseline and the answers of other servers, where asked to.
ExitStatus run_check(const CommandLine& line);

}  // namespace gazette
