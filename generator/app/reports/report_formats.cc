// SARIF, JUnit and GitHub annotations.
#include "app/reports/report_formats.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "app/reports/rules.h"
#include "base/text.h"

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

std::string path_of(const Diagnostic& finding) {
  return finding.place.source ? finding.place.source->path() : std::string("site");
}

Position begin_of(const Diagnostic& finding) {
  return finding.place.source ? finding.place.source->position(finding.place.span.begin) : Position{};
}

const char* sarif_level(Severity severity) {
  return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

Json sarif_location(const Place& place) {
  Json physical;
  if (place.source) {
    const Position begin = place.source->position(place.span.begin);
    const Position end = place.source->position(std::max(place.span.begin, place.span.end));
    physical["artifactLocation"]["uri"] = percent_encode(place.source->path());
    physical["region"] = {{"startLine", begin.line},
                          {"startColumn", begin.column},
                          {"endLine", end.line},
                          {"endColumn", end.column}};
  } else {
    physical["artifactLocation"]["uri"] = "site";
  }
  return {{"physicalLocation", physical}};
}

std::string text_with_hint(const Diagnostic& finding) {
  return finding.hint.empty() ? finding.message : finding.message + " (" + finding.hint + ")";
}

/// Text for XML: escaped, and in UTF-8 whatever a broken file had in it.
std::string xml_text(std::string_view text) {
  if (!find_invalid_utf8(text)) return escape_html(text);  // which leaves nothing that XML cannot hold
  std::string repaired;
  for (std::size_t i = 0; i < text.size();) {
    const DecodedCharacter character = decode_utf8(text, i);
    append_utf8(repaired, character.value);
    i += character.length;
  }
  return escape_html(repaired);
}

std::string dumped(const Json& value) {
  return value.dump(1, ' ', false, Json::error_handler_t::replace);
}

Json sarif_result(const Diagnostic& finding, std::size_t rule_index) {
  Json result = {
      {"ruleId", finding.rule}, {"ruleIndex", rule_index}, {"level", sarif_level(finding.severity)}};
  result["message"]["text"] = text_with_hint(finding);
  result["locations"] = Json::array({sarif_location(finding.place)});
  if (finding.notes.empty()) return result;
  Json related = Json::array();
  for (const Note& note : finding.notes) {
    Json location = note.place.source ? sarif_location(note.place) : Json::object();
    location["message"]["text"] = note.message;
    related.push_back(std::move(location));
  }
  result["relatedLocations"] = std::move(related);
  return result;
}

}  // namespace

void sarif_report(const Diagnostics& diagnostics, const ReportSink& sink) {
  std::set<std::string> used;
  for (const Diagnostic& finding : diagnostics.items()) used.insert(finding.rule);
  Json rules = Json::array();
  std::map<std::string, std::size_t> index;
  for (const std::string& id : used) {
    index.emplace(id, rules.size());
    Json rule = {{"id", id}};
    if (const Rule* known = find_rule(id)) {
      rule["shortDescription"]["text"] = known->title;
      rule["fullDescription"]["text"] = known->why.empty() ? known->title : known->why;
      rule["help"]["text"] = "gazette explain " + id;
      rule["defaultConfiguration"]["level"] = sarif_level(known->severity);
    }
    rules.push_back(std::move(rule));
  }
  Json run;
  run["tool"]["driver"] = {{"name", "Gazette"}, {"version", GAZETTE_VERSION}, {"rules", std::move(rules)}};
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = Json::array();
  Json log;
  log["$schema"] =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  log["version"] = "2.1.0";
  log["runs"] = Json::array({std::move(run)});
  // The results come last, so they are written into the one empty list at the end.
  const std::string frame = dumped(log);
  const std::size_t list = frame.rfind("[]");
  sink(std::string_view(frame).substr(0, list + 1));
  bool first = true;
  for (const Diagnostic& finding : diagnostics.items()) {
    const Json result = sarif_result(finding, index.at(finding.rule));
    sink((first ? "\n    " : ",\n    ") + replace_all(dumped(result), "\n", "\n    "));
    first = false;
  }
  if (!first) sink("\n   ");
  sink(std::string_view(frame).substr(list + 1));
  sink("\n");
}

void junit_report(const Diagnostics& diagnostics, const ReportSink& sink) {
  std::map<std::string, std::vector<const Diagnostic*>> files;
  std::size_t failures = 0;
  for (const Diagnostic& finding : diagnostics.items()) {
    files[path_of(finding)].push_back(&finding);
    if (finding.severity != Severity::Info) ++failures;
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gazette\" tests=\"" +
                    std::to_string(diagnostics.items().size()) + "\" failures=\"" + std::to_string(failures) +
                    "\">\n";
  sink(out);
  for (const auto& [path, findings] : files) {
    out.clear();
    std::size_t failed = 0;
    for (const Diagnostic* finding : findings) failed += finding->severity != Severity::Info ? 1 : 0;
    out += "<testsuite name=\"" + xml_text(path) + "\" tests=\"" + std::to_string(findings.size()) +
           "\" failures=\"" + std::to_string(failed) + "\">\n";
    for (const Diagnostic* finding : findings) {
      const Position at = begin_of(*finding);
      const std::string where = path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
      out += "<testcase classname=\"" + xml_text(path) + "\" name=\"" +
             xml_text(finding->rule + " " + where) + "\">";
      if (finding->severity != Severity::Info) {
        out += "<failure type=\"" + std::string(severity_name(finding->severity)) + "\" message=\"" +
               xml_text(text_with_hint(*finding)) + "\">" + xml_text(format_diagnostic(*finding)) +
               "</failure>";
      } else {
        out += "<system-out>" + xml_text(format_diagnostic(*finding)) + "</system-out>";
      }
      out += "</testcase>\n";
    }
    sink(out + "</testsuite>\n");
  }
  if (files.empty())
    sink(
        "<testsuite name=\"site\" tests=\"1\" failures=\"0\"><testcase classname=\"site\" name=\"no "
        "findings\" /></testsuite>\n");
  sink("</testsuites>\n");
}

void github_report(const Diagnostics& diagnostics, const ReportSink& sink) {
  const auto escape_data = [](std::string_view text) {
    return replace_all(replace_all(replace_all(text, "%", "%25"), "\r", "%0D"), "\n", "%0A");
  };
  const auto escape_property = [&](std::string_view text) {
    return replace_all(replace_all(escape_data(text), ":", "%3A"), ",", "%2C");
  };
  for (const Diagnostic& finding : diagnostics.items()) {
    const Position begin = begin_of(finding);
    std::string out = finding.severity == Severity::Error     ? "::error "
                      : finding.severity == Severity::Warning ? "::warning "
                                                              : "::notice ";
    if (finding.place.source) {
      const Position end =
          finding.place.source->position(std::max(finding.place.span.begin, finding.place.span.end));
      out += "file=" + escape_property(path_of(finding)) + ",line=" + std::to_string(begin.line) +
             ",endLine=" + std::to_string(end.line) + ",col=" + std::to_string(begin.column) +
             ",endColumn=" + std::to_string(end.column) + ",";
    }
    out += "title=" + escape_property(finding.rule) + "::" + escape_data(text_with_hint(finding)) + "\n";
    sink(out);
  }
}

}  // namespace gazette
