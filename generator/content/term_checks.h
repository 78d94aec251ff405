#pragma once
// Checks on terms that need every page: acronyms nobody explains, entries nobody uses, expansions
// that differ, names that look like slips.

#include <span>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "content/glossary_marks.h"
#include "model/glossary.h"

namespace gazette {

/// Reports term/undefined, term/near-miss, term/unused, term/expansion-differs and
/// term/unknown-page, each once for the whole site, with the further places as notes.
/// A site without a glossary has nothing to check. `pages` are in page order; a page with `terms: off` has
/// nothing in its lists.
void check_terms(const Glossary& glossary, std::span<const PageTermMarks* const> pages,
                 Diagnostics& diagnostics);

/// Every term/* rule, for `gazette explain`.
std::span<const Rule> term_rules();

}  // namespace gazette
