// Text for people, JSON for programs.
#include "app/reports/report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/reports/rules.h"
#include "base/text.h"

namespace gazette {
namespace {

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  for (const std::string_view word : split(list, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

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
  const Rule* rule = find_rule(diagnostic.rule);
  if (rule != nullptr && diagnostic.wcag.empty()) out["wcag"] = words_of(rule->wcag);
  if (rule != nullptr && diagnostic.act.empty()) out["act"] = words_of(rule->act);
  const bool is_link = std::string_view(diagnostic.rule).starts_with("link/");
  if (is_link || !diagnostic.url.empty() || !diagnostic.status.empty()) {
    out["url"] = diagnostic.url;
    out["status"] = !diagnostic.status.empty()               ? diagnostic.status
                    : diagnostic.severity == Severity::Error ? "broken"
                                                             : "warn";
  }
  out["help"] = "gazette explain " + diagnostic.rule;
  return out;
}

/// Colour on a terminal alone, and never when NO_COLOR is set (https://no-color.org).
bool use_colour() {
  const char* wish = std::getenv("NO_COLOR");
  return ::isatty(STDERR_FILENO) != 0 && (wish == nullptr || *wish == '\0');
}

std::string coloured(const std::string& text, Severity severity) {
  const char* code = severity == Severity::Error     ? "\x1b[1;31m"
                     : severity == Severity::Warning ? "\x1b[1;33m"
                                                     : "\x1b[1;36m";
  const std::string word = std::string(severity_name(severity)) + ":";
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return text;
  return text.substr(0, at) + code + word + "\x1b[0m" + text.substr(at + word.size());
}

/// What is to be mended comes first; advice after it when it was asked for, else as a number.
void print_text(const Diagnostics& diagnostics, bool with_info) {
  const bool colour = use_colour();
  const auto print = [&](const Diagnostic& diagnostic) {
    const std::string plain = format_diagnostic(diagnostic);
    const std::string text = colour ? coloured(plain, diagnostic.severity) : plain;
    std::fwrite(text.data(), 1, text.size(), stderr);
  };
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    if (diagnostic.severity != Severity::Info) print(diagnostic);
  }
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    if (with_info && diagnostic.severity == Severity::Info) print(diagnostic);
  }
  const std::size_t advice = diagnostics.count(Severity::Info);
  if (with_info || advice == 0) return;
  std::fprintf(stderr, "%zu %s of advice (info); --info prints %s.\n", advice,
               advice == 1 ? "piece" : "pieces", advice == 1 ? "it" : "them");
}

}  // namespace

void json_report(const Diagnostics& diagnostics, const ReportSink& sink) {
  bool first = true;
  for (const Diagnostic& diagnostic : diagnostics.items()) {
    const std::string object =
        to_json(diagnostic).dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
    // Line breaks within texts are escaped, so each one here is of the layout.
    sink((first ? "[\n " : ",\n ") + replace_all(object, "\n", "\n "));
    first = false;
  }
  sink(first ? "[]\n" : "\n]\n");
}

void print_report(const Diagnostics& diagnostics, const CommandLine& line) {
  const ReportSink print = [](std::string_view piece) { std::fwrite(piece.data(), 1, piece.size(), stdout); };
  switch (line.format) {
    case ReportFormat::Text:
      return print_text(diagnostics, line.info);
    case ReportFormat::Json:
      return json_report(diagnostics, print);
    case ReportFormat::Sarif:
      return sarif_report(diagnostics, print);
    case ReportFormat::Junit:
      return junit_report(diagnostics, print);
    case ReportFormat::Github:
      return github_report(diagnostics, print);
  }
}

}  // namespace gazette
