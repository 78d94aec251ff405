#pragma once
// Words and figures that stand for others still to come.

#include "base/diagnostics.h"
#include "model/output_tree.h"
#include "model/site.h"

namespace gazette {

/// Reports `publish/placeholder` at each mark of `gazette new`, sentence of a starter and row of its made-up
/// figures, in the pages, data and settings that `tree` was made of. What stands as code, or in a comment, is
/// not shown as the site's own words and is left out.
void find_placeholders(const Site& site, const OutputTree& tree, Diagnostics& found);

}  // namespace gazette
