#pragma once
// Findings for machines: SARIF, JUnit, GitHub annotations.

#include <string>

#include "base/diagnostics.h"

namespace gazette {

/// SARIF 2.1.0 (OASIS), one run, rules described, columns in Unicode code points.
std::string sarif_report(const Diagnostics& diagnostics);
/// JUnit XML as CI servers read it: a suite for each file, a case for each finding; infos pass.
std::string junit_report(const Diagnostics& diagnostics);
/// GitHub workflow commands: `::error file=…,line=…::message`.
std::string github_report(const Diagnostics& diagnostics);

}  // namespace gazette
