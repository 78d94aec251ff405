// Baselines and exit statuses.
#include "app/reports/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "app/reports/report.h"
#include "base/counted.h"
#include "checks/check_policy.h"

namespace gazette {
namespace {

/// Reads or writes one of the user's own files, wherever it stands. Failing, they give nullopt or false and
/// say why in `error`, in the system's words.
std::optional<std::string> read_user_file(const std::string& path, std::string& error) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    error = std::strerror(errno);
    return std::nullopt;
  }
  return text.str();
}

bool write_user_file(const std::string& path, std::string_view bytes, std::string& error) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return true;
  error = std::strerror(errno);
  return false;
}

}  // namespace

bool has_problems(const Diagnostics& diagnostics, bool strict) {
  return diagnostics.has_errors() || (strict && diagnostics.count(Severity::Warning) > 0);
}

ExitStatus status_of_problems(const Diagnostics& diagnostics) {
  const auto refused = [](const Diagnostic& finding) { return finding.rule == "file/unreadable"; };
  return std::any_of(diagnostics.items().begin(), diagnostics.items().end(), refused)
             ? ExitStatus::MachineFailed
             : ExitStatus::Problems;
}

void print_for_programs(const Diagnostics& diagnostics, const CommandLine& line) {
  if (line.format != ReportFormat::Text) print_report(diagnostics, line);
}

std::optional<ExitStatus> settle_known_findings(Diagnostics& diagnostics, const CommandLine& line) {
  diagnostics.sort();
  std::string error;
  if (!line.baseline.empty()) {
    const auto text = read_user_file(line.baseline, error);
    const auto hidden = text ? apply_baseline(*text, diagnostics) : std::nullopt;
    if (!hidden) {
      fmt::print(stderr, "gazette: {} is no baseline{}\n", line.baseline, text ? "" : ": " + error);
      fmt::print(stderr, "Make one with: gazette check --write-baseline {}\n", line.baseline);
      print_for_programs(diagnostics, line);
      return ExitStatus::Usage;
    }
    if (*hidden > 0 && line.format == ReportFormat::Text) {
      fmt::print(stderr, "{} {} hidden by {}.\n", counted(*hidden, "known finding"),
                 *hidden == 1 ? "is" : "are", line.baseline);
    }
  }
  if (line.write_baseline.empty()) return std::nullopt;
  if (!write_user_file(line.write_baseline, write_baseline(diagnostics), error)) {
    fmt::print(stderr, "gazette: the baseline {} cannot be written: {}\n", line.write_baseline, error);
    print_for_programs(diagnostics, line);
    return ExitStatus::MachineFailed;
  }
  fmt::print(stderr, "Recorded {} in {}.\n", counted(diagnostics.items().size(), "finding"),
             line.write_baseline);
  diagnostics = Diagnostics();
  return std::nullopt;
}

ExitStatus finish_findings(Diagnostics& diagnostics, const CommandLine& line) {
  diagnostics.sort();
  print_report(diagnostics, line);
  return has_problems(diagnostics, line.strict) ? status_of_problems(diagnostics) : ExitStatus::Fine;
}

}  // namespace gazette
