#pragma once
// `gazette pdf`: each report as a tagged PDF.

#include "app/command_line/command_line.h"

namespace gazette {

/// Prints the print edition of each report with the system's Chromium, into assets/, from where the next
/// build publishes and links it. Without a Chromium it says so and is fine.
ExitStatus run_pdf(const CommandLine& line);

}  // namespace gazette
