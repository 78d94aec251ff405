#pragma once
// What stands behind a diagnostic's `area/name`. Each module that reports owns a table of its rules;
// app/reports/rules.cc joins the tables for `gazette list rules`, `gazette explain` and the reports.

#include <string_view>

#include "base/diagnostics.h"

namespace gazette {

/// One check, described for people. All texts are in plain English and end with a full stop, but
/// for `title`.
struct Rule {
  std::string_view id;       // "link/broken"
  Severity severity;         // what it is reported as unless the site says otherwise
  std::string_view title;    // one line: "Link to a page that does not exist"
  std::string_view follows;  // source: "WCAG 2.2 2.4.4", "ACT c487ae", "GOV.UK style guide"; "" if none
  std::string_view wcag;     // success criteria, space separated: "2.4.4 4.1.2"
  std::string_view act;      // ACT rule ids, space separated: "c487ae"
  std::string_view why;      // two or three sentences: who is hurt by it, and how to mend it
  std::string_view bad;      // an example that is reported
  std::string_view good;     // the same example mended
};

}  // namespace gazette
