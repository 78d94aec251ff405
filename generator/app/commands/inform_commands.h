#pragma once
// `gazette explain` and `gazette list`.

#include "app/command_line/command_line.h"

namespace gazette {

/// Prints what a rule asks for and why; Usage, with the nearest name, for one that does not exist.
ExitStatus run_explain(const CommandLine& line);
/// Prints the pages, tables, terms or links of a project, or the rules of Gazette, a line each.
ExitStatus run_list(const CommandLine& line);

}  // namespace gazette
