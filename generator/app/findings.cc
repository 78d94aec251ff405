// Baselines and exit statuses.
#include "app/findings.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "app/report.h"
#include "stages/check_policy.h"

namespace gazette {

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

bool has_problems(const Diagnostics& diagnostics, bool strict) {
  return diagnostics.has_errors() || (strict && diagnostics.count(Severity::Warning) > 0);
}

ExitStatus finish_findings(Diagnostics& diagnostics, const CommandLine& line) {
  diagnostics.sort();
  std::string error;
  if (!line.write_baseline.empty()) {
    if (!write_user_file(line.write_baseline, write_baseline(diagnostics), error)) {
      fmt::print(stderr, "gazette: the baseline {} cannot be written: {}\n", line.write_baseline, error);
      return ExitStatus::MachineFailed;
    }
    fmt::print(stderr, "Recorded {} findings in {}.\n", diagnostics.items().size(), line.write_baseline);
    return ExitStatus::Fine;
  }
  if (!line.baseline.empty()) {
    const auto text = read_user_file(line.baseline, error);
    const auto hidden = text ? apply_baseline(*text, diagnostics) : std::nullopt;
    if (!hidden) {
      fmt::print(stderr, "gazette: {} is no baseline{}\n", line.baseline, text ? "" : ": " + error);
      return ExitStatus::Usage;
    }
    if (*hidden > 0 && line.format == ReportFormat::Text) {
      fmt::print(stderr, "{} known findings are hidden by {}.\n", *hidden, line.baseline);
    }
  }
  print_report(diagnostics, line);
  return has_problems(diagnostics, line.strict) ? ExitStatus::Problems : ExitStatus::Fine;
}

}  // namespace gazette
