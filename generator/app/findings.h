#pragma once
// What build and check do with findings before they are printed: baselines, order, exit status.

#include <optional>
#include <string>
#include <string_view>

#include "app/command_line.h"
#include "base/diagnostics.h"

namespace gazette {

/// Sorts, applies --baseline and --write-baseline, prints. Gives the status: Problems for errors, and for
/// warnings under --strict; Usage when a baseline cannot be read.
ExitStatus finish_findings(Diagnostics& diagnostics, const CommandLine& line);

/// True when findings stop a build: errors, and warnings under --strict.
bool has_problems(const Diagnostics& diagnostics, bool strict);

/// Reads or writes one of the user's own files, wherever it stands.
std::optional<std::string> read_user_file(const std::string& path, std::string& error);
bool write_user_file(const std::string& path, std::string_view bytes, std::string& error);

}  // namespace gazette
