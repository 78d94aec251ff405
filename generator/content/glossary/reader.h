#pragma once
// glossary.csv → Glossary.

#include <set>
#include <string>

#include "base/diagnostics.h"
#include "formats/csv/csv.h"
#include "model/glossary.h"

namespace gazette {

/// Columns: term, expansion, definition, forms, match (exact, any-case), see, status (live, former,
/// well-known), skip_pages. Only `term` must be there, the order is free, lists are separated by `;`. Reports
/// term/column, term/value, term/empty, term/duplicate, term/too-long and term/see. Rows without a
/// term and repeated terms are left out.
/// Terms' ids are none of `taken_ids`, which belong to the frame of every page.
Glossary read_glossary(const CsvFile& file, const std::set<std::string>& taken_ids, Diagnostics& diagnostics);

}  // namespace gazette
