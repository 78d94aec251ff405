#pragma once
// Builds a site from files in the test's own text, with a theme of a few lines.

#include <map>
#include <string>

#include "stages/build_site.h"

namespace gazette {

/// Layouts `page`, `section`, `report` and `print` that hold what tests look at, and nothing else.
inline std::map<std::string, std::string> small_theme() {
  const std::string page =
      "<!DOCTYPE html><html lang=\"{{page.language}}\"><head><title>{{page.title}}</title></head><body><nav>"
      "{{#site.navigation}}<a href=\"{{address}}\"{{#current}} "
      "aria-current=\"page\"{{/current}}>{{label}}</a>{{/site.navigation}}"
      "</nav><main id=\"main\"><h1>{{page.heading}}</h1>{{{page.body}}}{{#page.previous}}<p>Previous: "
      "{{label}}</p>{{/page.previous}}"
      "{{#page.next}}<p>Next: {{label}}</p>{{/page.next}}</main></body></html>";
  return {{"themes/civic/layouts/page.mustache", page},
          {"themes/civic/layouts/report.mustache", page},
          {"themes/civic/layouts/print.mustache", page},
          {"themes/civic/assets/10-style.css", "body{color:#000}"}};
}

struct BuiltSite {
  BuildState state;
  BuildOutcome outcome;

  std::string file(const std::string& path) const {
    const OutputFile* found = outcome.tree.find(path);
    return found == nullptr ? "(missing)" : *found->bytes;
  }
  /// Most tests on data sets need no page that shows them; that one is not shown is left out below.
  static bool is_told(const Diagnostic& finding) {
    const bool of_data = finding.place.source && finding.place.source->path().starts_with("content/data/");
    return finding.severity != Severity::Info && !(finding.rule == "file/unused" && of_data);
  }
  /// All findings but those of severity info, as people read them.
  std::string messages() const {
    std::string out;
    for (const Diagnostic& finding : outcome.diagnostics.items()) {
      if (is_told(finding)) out += format_diagnostic(finding);
    }
    return out;
  }
  /// "rule path:line" of each finding but infos.
  std::vector<std::string> findings() const {
    std::vector<std::string> out;
    for (const Diagnostic& finding : outcome.diagnostics.items()) {
      if (!is_told(finding)) continue;
      std::string where;
      if (finding.place.source) {
        where = " " + finding.place.source->path() + ":" +
                std::to_string(finding.place.source->position(finding.place.span.begin).line);
      }
      out.push_back(finding.rule + where);
    }
    return out;
  }
};

inline BuiltSite build_in_memory(std::map<std::string, std::string> files, BuildOptions options = {}) {
  for (auto& [path, text] : small_theme()) files.emplace(path, text);
  files.emplace("content/site.yaml", "title: Test site\nbase_url: https://example.org/\n");
  const MemoryFileSystem disk(std::move(files));
  BuiltSite built;
  Diagnostics found;
  built.state.files = load_project(disk, nullptr, options.jobs, found);
  built.outcome = build_site(built.state, options, found);
  return built;
}

/// A page with a title and a body.
inline std::string page_text(const std::string& title, const std::string& body,
                             const std::string& more = {}) {
  return "---\ntitle: " + title + "\n" + more + "---\n" + body;
}

}  // namespace gazette
