#pragma once
// `gazette build`.

#include "app/command_line/command_line.h"

namespace gazette {

/// Builds the project and writes the site, unless errors (with --strict, warnings) stop it: then the last
/// site stays as it is.
ExitStatus run_build(const CommandLine& line);

}  // namespace gazette
