#pragma once
// `gazette check`.

#include "app/command_line.h"

namespace gazette {

ExitStatus run_check(const CommandLine& line);

}  // namespace gazette
