#pragma once
// A small site in memory and what the link checker says about it, one line a finding.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "checks/links/check_links.h"

namespace gazette::test {

struct LinkSite {
  std::map<std::string, std::string> files;
  LinkOptions options;

  LinkSite() { options.origin = "https://www.example.org/"; }

  Diagnostics check() {
    std::vector<LinkedFile> list;
    for (const auto& [path, bytes] : files) list.push_back({path, bytes, nullptr, true});
    Diagnostics diagnostics;
    summary = check_links(list, options, diagnostics);
    diagnostics.sort();
    return diagnostics;
  }

  /// `path:line:column severity rule url`, without findings about files as a whole.
  std::vector<std::string> lines() {
    std::vector<std::string> out;
    const Diagnostics found = check();
    for (const Diagnostic& d : found.items()) {
      if (d.rule == "link/orphan-page" || d.rule == "link/unused-asset") continue;
      const Position position = d.place.source->position(d.place.span.begin);
      out.push_back(d.place.source->path() + ":" + std::to_string(position.line) + ":" +
                    std::to_string(position.column) + " " + std::string(severity_name(d.severity)) + " " +
                    d.rule + " " + d.url);
    }
    return out;
  }

  /// The rules found for one link on an otherwise empty page, "" when there is nothing to say.
  std::string rule(const std::string& markup) {
    files["case.html"] = markup;
    std::string out;
    for (const std::string& line : lines()) {
      if (!line.starts_with("case.html:")) continue;
      const std::size_t begin = line.find(' ') + 1;
      const std::size_t end = line.find(' ', line.find(' ', begin) + 1);
      out += (out.empty() ? "" : ", ") + line.substr(begin, end - begin);
    }
    return out;
  }

  std::string href(const std::string& url) { return rule("<a href=\"" + url + "\">x</a>"); }

  LinkSummary summary;
};

}  // namespace gazette::test
