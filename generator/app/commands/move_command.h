#pragma once
// `gazette move OLD NEW`: a page, section or file gets another place, and nothing breaks.

#include "app/command_line/command_line.h"

namespace gazette {

ExitStatus run_move(const CommandLine& line);

}  // namespace gazette
