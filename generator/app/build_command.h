#pragma once
// `gazette build`.

#include "app/command_line.h"

namespace gazette {

ExitStatus run_build(const CommandLine& line);

}  // namespace gazette
