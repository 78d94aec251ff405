#pragma once
// `gazette new site|page|table|term`.

#include "app/command_line/command_line.h"

namespace gazette {

/// Makes new files and never changes or replaces one, but for glossary.csv, to which `new term` adds a line.
ExitStatus run_new(const CommandLine& line);

}  // namespace gazette
