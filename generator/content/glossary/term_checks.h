#pragma once
// Checks on terms that need every page: acronyms nobody explains, entries nobody uses, expansions
// that differ, names that look like slips.

#include <span>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "content/glossary/index.h"
#include "content/glossary/marks.h"
#include "model/data_set.h"
#include "model/glossary.h"
#include "model/responsibilities.h"

namespace gazette {

/// The words of tables and of the matrix, in which no terms are marked but which readers see all the same.
struct TermsInData {
  const GlossaryIndex* index = nullptr;
  std::span<const DataSet> sets;
  const ResponsibilityMatrix* matrix = nullptr;
};

/// Reports term/undefined, term/near-miss, term/unused, term/expansion-differs and
/// term/unknown-page, each once for the whole site, with the further places as notes.
/// A site without a glossary has nothing to check. `pages` are in page order; a page with `terms: off` has
/// nothing in its lists. A term that only `data` or the definition of a used term uses is not unused.
void check_terms(const Glossary& glossary, std::span<const PageTermMarks* const> pages,
                 const TermsInData& data, Diagnostics& diagnostics);

/// Sets in `used`, by index of a term, those that the words of `data` hold.
void find_terms_in_data(const TermsInData& data, std::vector<bool>& used);

/// Every term/* rule, for `gazette explain`.
std::span<const Rule> term_rules();

}  // namespace gazette
