#pragma once
// Findings as people and machines read them.

#include "app/command_line/command_line.h"
#include "app/reports/report_formats.h"
#include "base/diagnostics.h"

namespace gazette {

/// Prints findings in the chosen format: text goes to standard error, all others to standard output.
void print_report(const Diagnostics& diagnostics, const CommandLine& line);

/// One array of all findings, sorted by file, line, column and rule. Programs rely on its fields: new ones
/// may come, none may go or change.
void json_report(const Diagnostics& diagnostics, const ReportSink& sink);

}  // namespace gazette
