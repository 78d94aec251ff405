// Runs every case file below tests/cases. UPDATE_EXPECTED=1 writes down what comes out, to be read as a
// change.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/reports/rules.h"
#include "base/text.h"
#include "checks/check_content.h"
#include "content/body/directive_table.h"
#include "support/build_in_memory.h"
#include "support/case_file.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

namespace {

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder() + "/tests/cases")) {
    // cases/rules has faults and their mending, in a form of its own (app/reports/every_rule_test.cc).
    if (entry.path().extension() == ".case" && entry.path().parent_path().filename() != "rules")
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The main part of a page, below its heading.
std::string main_part(const std::string& html) {
  const std::size_t begin = html.find("</h1>");
  const std::size_t end = html.rfind("</main>");
  return begin == std::string::npos || end == std::string::npos ? html
                                                                : html.substr(begin + 5, end - begin - 5);
}

std::string with_line_end(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return replace_all(text, "\r", "\\r");  // case files have lines of one kind
}

/// What the build made of a case, told as its expectation asks.
std::string outcome(const BuiltSite& site, const std::string& what) {
  if (what == "messages") {
    std::string out;
    for (const Diagnostic& finding : site.outcome.diagnostics.items()) {
      // A case about a cell needs no page that shows the data set.
      if (finding.severity == Severity::Info || BuiltSite::is_told(finding))
        out += format_diagnostic(finding);
    }
    return with_line_end(out);
  }
  if (what == "checked") {  // the words of the pages, as `gazette check` reads them
    Diagnostics found;
    if (site.outcome.site) check_content(*site.outcome.site, site.state.files.data, 1, found);
    found.sort();
    std::string out;
    for (const Diagnostic& finding : found.items()) out += format_diagnostic(finding);
    return with_line_end(out);
  }
  if (what.starts_with("page /")) {
    const std::string address = what.substr(6);
    return with_line_end(main_part(site.file(address.ends_with(".html") ? address : address + "index.html")));
  }
  if (what.starts_with("file ")) return with_line_end(site.file(what.substr(5)));
  return "the driver knows no expectation called " + what + "\n";
}

/// A new case is told in full: its messages if there are any, and the home page unless an error stops the
/// build.
std::vector<Expectation> usual_expectations(const BuiltSite& site) {
  std::vector<Expectation> expected;
  if (!site.outcome.diagnostics.empty()) expected.push_back({"messages", {}});
  if (!site.outcome.diagnostics.has_errors()) expected.push_back({"page /", {}});
  return expected;
}

BuildOptions case_options() {
  BuildOptions options;
  options.build_date = "2021-06-30";
  return options;
}

}  // namespace

TEST_CASE("case files", "[cases]") {
  const bool update = std::getenv("UPDATE_EXPECTED") != nullptr;
  REQUIRE_FALSE(case_files().empty());
  for (const std::filesystem::path& path : case_files()) {
    CaseFile file = read_case_file(read_file(path));
    REQUIRE_FALSE(file.cases.empty());
    for (Case& one : file.cases) {
      const BuiltSite site = build_in_memory(one.files, case_options());
      if (update && one.expected.empty()) one.expected = usual_expectations(site);
      INFO(path.lexically_relative(source_folder()).string() << ": " << one.title);
      CHECK_FALSE(one.expected.empty());
      const bool tells_messages = std::any_of(one.expected.begin(), one.expected.end(),
                                              [](const auto& entry) { return entry.what == "messages"; });
      if (!tells_messages && !update) CHECK(outcome(site, "messages").empty());
      for (Expectation& expectation : one.expected) {
        const std::string actual = outcome(site, expectation.what);
        if (update) {
          expectation.text = actual;
        } else {
          CHECK(actual == expectation.text);
        }
      }
      if (update && !tells_messages && !site.outcome.diagnostics.empty())
        one.expected.insert(one.expected.begin(), {"messages", outcome(site, "messages")});
    }
    if (update) std::ofstream(path, std::ios::binary) << write_case_file(file);
  }
}

TEST_CASE("every directive, every role and every rule of a build has a case", "[cases]") {
  std::string all;
  for (const std::filesystem::path& path : case_files()) all += read_file(path);
  for (const DirectiveType& type : directive_types()) {
    INFO(type.name);
    CHECK(all.find("{" + std::string(type.name) + "}") != std::string::npos);
  }
  for (const char* role : {"{value}`", "{term}`", "{abbr}`", "{lang cy}`", "{page}`"}) {
    INFO(role);
    CHECK(all.find(role) != std::string::npos);
  }
  // What needs a disk, a command or a finished site is tested where those are; so are charts and
  // spreadsheets.
  static const std::set<std::string> kElsewhere = {
      "file/not-a-file",    "file/outside",       "file/unreadable", "write/failed",
      "write/not-ours",     "project/no-content", "check/no-pages",  "check/allow-reason",
      "check/unused-allow", "include/too-many",   "image/position",  "file/private"};
  static const std::set<std::string> kAreas = {
      "asset",        "config",  "csv",      "directive", "download", "figures",  "file",
      "front-matter", "heading", "image",    "include",   "layout",   "markdown", "matrix",
      "page",         "quote",   "redirect", "role",      "term",     "theme",    "yaml"};
  for (const Rule* rule : all_rules()) {
    const std::string id(rule->id);
    if (kAreas.count(id.substr(0, id.find('/'))) == 0 || kElsewhere.count(id) > 0) continue;
    INFO(id);
    CHECK(all.find("[" + id + "]\n") != std::string::npos);
  }
}
