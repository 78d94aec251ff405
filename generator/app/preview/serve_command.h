#pragma once
// `gazette serve`.

#include "app/command_line/command_line.h"

namespace gazette {

/// Shows the project until a signal ends the program; comes back only when it cannot start (no project, no
/// port).
ExitStatus run_serve(const CommandLine& line);

}  // namespace gazette
