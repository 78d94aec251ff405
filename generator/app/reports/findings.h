#pragma once
// What build and check do with findings before they are printed: baselines, order, exit status.

#include <optional>
#include <string>

#include "app/command_line/command_line.h"
#include "base/diagnostics.h"

namespace gazette {

/// For a run that ends early: programs read one whole report whatever happens (an array in JSON), people the
/// message alone.
void print_for_programs(const Diagnostics& diagnostics, const CommandLine& line);

/// Sorts, and takes away the findings that --baseline knows and those that --write-baseline records: from
/// then on they stop nothing. Usage when the file is no baseline, MachineFailed when it cannot be written;
/// nullopt to go on.
std::optional<ExitStatus> settle_known_findings(Diagnostics& diagnostics, const CommandLine& line);

/// The status of a run that findings stop: MachineFailed where the computer refused a file, which no author
/// can mend; Problems otherwise.
ExitStatus status_of_problems(const Diagnostics& diagnostics);

/// Sorts and prints. Gives the status: that of problems for errors, and for warnings under --strict.
ExitStatus finish_findings(Diagnostics& diagnostics, const CommandLine& line);

/// True when findings stop a build: errors, and warnings under --strict.
bool has_problems(const Diagnostics& diagnostics, bool strict);

}  // namespace gazette
