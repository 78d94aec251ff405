// Text and JSON.
#include "app/report.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace gazette {
namespace {

nlohmann::ordered_json to_json(const Diagnostic& diagnostic) {
  nlohmann::ordered_json out;
  Position begin;
  Position end;
  std::string file;
  if (diagnostic.place.source) {
    file = diagnostic.place.source->path();
    begin = diagnostic.place.source->position(diagnostic.place.span.begin);
    end = diagnostic.place.source->position(std::max(diagnostic.place.span.begin, diagnostic.place.span.end));
  }
  out["file"] = file;
  out["line"] = begin.line;
  out["column"] = begin.column;
  out["end_line"] = end.line;
  out["end_column"] = end.column;
  out["severity"] = severity_name(diagnostic.severity);
  out["rule"] = diagnostic.rule;
  out["message"] = diagnostic.message;
  out["hint"] = diagnostic.hint;
  out["page"] = diagnostic.page;
  out["selector"] = diagnostic.selector;
  out["wcag"] = diagnostic.wcag;
  out["act"] = diagnostic.act;
  if (!diagnostic.url.empty() || !diagnostic.status.empty()) {
    out["url"] = diagnostic.url;
    out["status"] = diagnostic.status;
  }
  out["help"] = "gazette explain " + diagnostic.rule;
  return out;
}

}  // namespace

std::string json_report(const Diagnostics& diagnostics) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const Diagnostic& diagnostic : diagnostics.items()) out.push_back(to_json(diagnostic));
  return out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void print_report(const Diagnostics& diagnostics, const CommandLine& line) {
  if (line.format == ReportFormat::Json) {
    const std::string text = json_report(diagnostics);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return;
  }
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    const std::string text = format_diagnostic(diagnostic);
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
}

}  // namespace gazette
