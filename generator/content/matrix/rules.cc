// What stands behind each matrix/* finding.
#include <array>

#include "content/matrix/checks.h"

namespace gazette {

std::span<const Rule> matrix_rules() {
  static constexpr std::array<Rule, 16> kRules = {{
      {"matrix/no-data", Severity::Error, "Matrix of nothing", "", "", "",
       "The matrix is made of two files, one with the boards and one with a row for each topic. Without them "
       "there is nothing to show.",
       "```{matrix}\n``` without content/data/responsibilities.csv",
       "The same with boards.csv and responsibilities.csv in content/data"},
      {"matrix/unknown-board", Severity::Error, "Board that boards.csv does not have", "", "", "",
       "Boards are named by their id from boards.csv, so that every view counts them the same way. Mend the "
       "id, or add "
       "the board.",
       "lead: csb", "lead: csp"},
      {"matrix/no-lead", Severity::Error, "Topic without a board and without a gap", "", "", "",
       "A topic either reports into a board, or the public is told that nobody oversees it. An empty cell "
       "says neither.",
       "missing-people,Missing people,,adults,,,,", "missing-people,Missing people,,adults,,,,no-oversight"},
      {"matrix/lead-and-gap", Severity::Error, "Topic with a board and a gap", "", "", "",
       "A board leads, or there is a gap: both cannot be true of one row. Use two rows with a scope each "
       "where it "
       "depends.",
       "lead: lscp, gap: no-oversight", "lead: lscp, gap: (empty)"},
      {"matrix/duplicate", Severity::Error, "Two rows for one thing", "", "", "",
       "Two rows with the same id and scope, two boards with one id or one name, or an old id that is in use "
       "again: a "
       "link could "
       "lead to either.",
       "hate-crime twice with no scope", "hate-crime once, or with the scopes children and adults"},
      {"matrix/similar-title", Severity::Warning, "Two topics with nearly the same title", "", "", "",
       "A topic typed twice with a slip appears as two topics, each with half of its boards. Join them, or "
       "tell them "
       "apart in the title.",
       "Hate crime / Hate crimes", "Hate crime"},
      {"matrix/lead-also-interested", Severity::Warning, "Board that leads and has an interest", "", "", "",
       "A board that leads has an interest by nature. Naming it twice counts it twice.",
       "lead: csp, interested: csp;ssab", "lead: csp, interested: ssab"},
      {"matrix/board-unused", Severity::Warning, "Board without a part in any topic", "", "", "",
       "The board gets a page that says nothing. Perhaps its id is mistyped in responsibilities.csv.",
       "boards.csv has ssab, no row names it", "interested: ssab"},
      {"matrix/board-leads-none", Severity::Info, "Board that no topic reports into", "", "", "",
       "Often right, but worth a look: readers expect a board to be in charge of something.",
       "ssab leads no topic", "lead: ssab, where it does"},
      {"matrix/no-interest", Severity::Info, "Topic that no other board has an interest in", "", "", "",
       "Often right, but a forgotten interest means a board that is not asked.", "interested: (empty)",
       "interested: lscp"},
      {"matrix/reports-to-cycle", Severity::Error, "Boards that report in a circle", "", "", "",
       "If each board reports to the next and the last to the first, nobody is in charge in the end.",
       "erb reports to csp, csp reports to erb", "erb reports to csp"},
      {"matrix/text-board", Severity::Warning, "Board named in words instead of by id", "", "", "",
       "Views and board pages are made from ids. A board that stands only in a note or remark is missing "
       "from them.",
       "note: shared with the CSP", "interested: csp"},
      {"matrix/review-due", Severity::Warning, "Responsibility not reviewed for long", "", "", "",
       "Who answers for what changes quietly. Ask the boards at least once a year and write the date down.",
       "reviewed: 2020-03-31", "reviewed: the day you asked"},
      {"matrix/gap-open", Severity::Warning, "Topic that no board oversees", "", "", "",
       "A gap is published, since the public should know. It is counted at each build so that nobody gets "
       "used to it; "
       "a site can make it an error until it is closed.",
       "gap: no-oversight", "lead: ssab"},
      {"matrix/column", Severity::Error, "Missing or unknown column in boards.csv or responsibilities.csv",
       "", "", "", "The columns have fixed names. A column that is mistyped is not read at all.",
       "id,topic,leads", "id,topic,lead"},
      {"matrix/value", Severity::Error, "Cell with a value that cannot be used", "", "", "",
       "Ids are small letters, digits and hyphens; kind, in_grid and gap have a few fixed words; dates are "
       "written as "
       "2020-03-31.",
       "gap: none", "gap: no-oversight"},
  }};
  return kRules;
}

}  // namespace gazette
