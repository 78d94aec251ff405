// What stands behind each term/* finding.
#include <array>

#include "content/glossary/term_checks.h"

namespace gazette {

std::span<const Rule> term_rules() {
  static constexpr std::array<Rule, 14> kRules = {{
      {"term/first-use", Severity::Warning, "Abbreviation used before its full name",
       "WCAG 2.2 3.1.4, technique G97; GOV.UK style guide", "3.1.4", "",
       "Readers arrive on any page, and many do not know the abbreviations of the trade. Give the full name "
       "beside "
       "the first use on each page, in either order, then use the abbreviation.",
       "MASH takes referrals by telephone.",
       "The Multi-Agency Safeguarding Hub (MASH) takes referrals by telephone."},
      {"term/undefined", Severity::Warning, "Abbreviation that nothing explains", "WCAG 2.2 3.1.4", "3.1.4",
       "",
       "An abbreviation that neither the page nor the glossary explains shuts readers out. Add it to the "
       "glossary, "
       "write it in full, or put a backslash before it where it is not an abbreviation. The site's settings "
       "can name "
       "abbreviations that all readers know.",
       "The STP published its plan.",
       "The Sustainability and Transformation Partnership (STP) published its plan."},
      {"term/not-in-glossary", Severity::Info, "Abbreviation explained on its page alone", "", "", "",
       "The page gives the full name, so its readers are helped. A row in the glossary explains the "
       "abbreviation on every other page as well.",
       "The Sustainability and Transformation Partnership (STP) published its plan.",
       "The same, and a row in the glossary: STP,Sustainability and Transformation Partnership,"},
      {"term/near-miss", Severity::Warning, "Abbreviation spelt almost like a glossary term", "", "", "",
       "One letter more or less makes a different name, and the term is neither explained nor found by a "
       "search. "
       "Use the glossary's spelling, or add the other one to the forms of the term.",
       "CAFCAS pays £550.", "CAFCASS pays £550."},
      {"term/expansion-differs", Severity::Warning, "Full name that is not the glossary's", "", "", "",
       "Two full names for one abbreviation make readers wonder whether they are two bodies. Settle on one "
       "of them.",
       "A Safeguarding Adult Review (SAR) began.", "A Safeguarding Adults Review (SAR) began."},
      {"term/unused", Severity::Warning, "Glossary term that no page uses", "", "", "",
       "A glossary grows stale unnoticed. Delete the term, or look how the pages spell it.",
       "NPCC,National Police Chiefs' Council", "(no such row)"},
      {"term/duplicate", Severity::Error, "Two rows for one term", "", "", "",
       "A term, or one of its forms, may belong to one row only, or nobody could say which definition is "
       "meant.",
       "SAR,Safeguarding Adults Review\nSAR,Search and Rescue", "SAR,Safeguarding Adults Review"},
      {"term/too-long", Severity::Warning, "Definition too long for a tip", "", "", "",
       "A definition opens beside the text, on a small screen too: 300 characters are what fits. Say more on "
       "a page of "
       "its own and link to it.",
       "MASH,…,(a definition of 450 characters)",
       "MASH,…,The single front door for referrals about children."},
      {"term/empty", Severity::Error, "Glossary row without a meaning", "", "", "",
       "A row needs the term, and an expansion or a definition, or there is nothing to tell the reader.",
       "MASH,,", "MASH,Multi-Agency Safeguarding Hub,"},
      {"term/see", Severity::Error, "Reference to a term that does not exist", "", "", "",
       "The see column leads readers to related terms of the same glossary, by their exact name.",
       "LSCB,…,…,,,LSPC", "LSCB,…,…,,,LSCP"},
      {"term/value", Severity::Error, "Word the glossary does not know in match or status", "", "", "",
       "The match column holds exact or any-case, the status column live, former or well-known.",
       "status: old", "status: former"},
      {"term/column", Severity::Error, "Missing or unknown column in the glossary", "", "", "",
       "The glossary's columns are term, expansion, definition, forms, match, see, status and skip_pages. "
       "Only term "
       "must be there.",
       "term,meaning", "term,definition"},
      {"term/unknown", Severity::Error, "Term by hand that the glossary lacks", "", "", "",
       "A {term} role or a skip list in the front matter names a term of the glossary, in one of its forms.",
       "{term}`MSAH`", "{term}`MASH`"},
      {"term/unknown-page", Severity::Warning, "Page to skip that does not exist", "", "", "",
       "The skip_pages column names pages by address or by file, and a name that no longer fits has no "
       "effect.",
       "skip_pages: /who-does-what-old/", "skip_pages: /who-does-what/"},
  }};
  return kRules;
}

}  // namespace gazette
