#pragma once
// Cases of rules: a project or page with one fault, and what mends it. Tests/cases/rules holds them by
// family.
//
//   === link/broken also link/orphan-page     other rules that cannot be kept apart from this one
//   --- content/a.md                          a file of the faulty project
//   +++ content/a.md                          the same file mended; the text `(none)` takes it away
//
// Paths that are short for more: `page` is the home page, whose front matter need not be written; `html` is
// the only page of a folder of HTML, where what stands in its main part is enough. Any other file of a folder
// of HTML is `public/…`, and a case that has one is checked as such a folder. `--all` after the rule asks for
// all links, as on the command line.
//
// What text cannot show: `PATH (bytes)` reads \r, \n, \t, \\ and \xNN and joins a line that ends in a
// backslash to the next; `PATH (sheets)` makes a workbook, each sheet the XML below a line `{sheet NAME}`;
// and lines between `{repeat 200}` and `{end}` stand there 200 times.

#include <map>
#include <string>
#include <vector>

namespace gazette {

struct RuleCase {
  std::string rule;
  bool all_links = false;
  std::vector<std::string> also;              // rules that may show beside it
  std::map<std::string, std::string> faulty;  // path to bytes
  std::map<std::string, std::string> mended;  // the whole of the mended project
};

/// The cases of one file. Throws std::runtime_error on a text of another form.
std::vector<RuleCase> read_rule_cases(const std::string& text);

/// The rules of all findings, in order, "also" left out, each with the message for people.
struct RuleFinding {
  std::string rule;
  std::string text;
};
std::vector<RuleFinding> findings_of(const std::map<std::string, std::string>& files, const RuleCase& one);

}  // namespace gazette
