#pragma once
// `gazette serve`.

#include "app/command_line.h"

namespace gazette {

ExitStatus run_serve(const CommandLine& line);

}  // namespace gazette
