#pragma once
// `gazette explain` and `gazette list`.

#include "app/command_line.h"

namespace gazette {

ExitStatus run_explain(const CommandLine& line);
ExitStatus run_list(const CommandLine& line);

}  // namespace gazette
