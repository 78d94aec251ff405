#pragma once
// The `{data-index}` directive: every data set with its files and the pages that show it.

#include <string>

#include "content/words/wording.h"
#include "model/site.h"

namespace gazette {

/// A table with a row for each data set; of those that pages in or below `section` show when it is not
/// kNoPage. Rows have the id `data-<set>`.
std::string data_index_html(const Site& site, PageId section, const Wording& wording);

}  // namespace gazette
