#pragma once
// Findings as people and machines read them.

#include <string>

#include "app/command_line.h"
#include "base/diagnostics.h"

namespace gazette {

/// Prints findings in the chosen format: text goes to standard error, all others to standard output.
void print_report(const Diagnostics& diagnostics, const CommandLine& line);

/// The array of PRODUCT 2.
std::string json_report(const Diagnostics& diagnostics);

}  // namespace gazette
