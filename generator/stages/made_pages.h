#pragma once
// Pages that no file of content/ holds: one for each board, the print edition of each report, and what every
// site has (search, 404.html, glossary, data) where the author wrote none.

#include "base/diagnostics.h"
#include "model/site.h"

namespace gazette {

/// Adds them to the pages of the site, which must have their addresses; theme, boards, glossary and data must
/// be there. A glossary or data page joins the footer. Reports `config/unknown-page` when the section that
/// should hold the boards' pages is missing.
void add_made_pages(Site& site, Diagnostics& diagnostics);

}  // namespace gazette
