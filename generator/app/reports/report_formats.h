#pragma once
// Findings for machines: SARIF, JUnit, GitHub annotations.

#include <functional>
#include <string_view>

#include "base/diagnostics.h"

namespace gazette {

/// Takes a report piece by piece: a folder of foreign pages has a million findings, and one text of them all
/// would need more memory than the check itself.
using ReportSink = std::function<void(std::string_view piece)>;

/// SARIF 2.1.0 (OASIS), one run, rules described, columns in Unicode code points.
void sarif_report(const Diagnostics& diagnostics, const ReportSink& sink);
/// JUnit XML as CI servers read it: a suite for each file, a case for each finding; infos pass.
void junit_report(const Diagnostics& diagnostics, const ReportSink& sink);
/// GitHub workflow commands: `::error file=…,line=…::message`.
void github_report(const Diagnostics& diagnostics, const ReportSink& sink);

}  // namespace gazette
