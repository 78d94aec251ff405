#pragma once
// `gazette new site|page|table|term`.

#include "app/command_line.h"

namespace gazette {

ExitStatus run_new(const CommandLine& line);

}  // namespace gazette
