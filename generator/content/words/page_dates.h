#pragma once
// Dates in words.

#include <string>
#include <string_view>

#include "content/words/wording.h"

namespace gazette {

/// "31 March 2020" in the site's language: the wording keys `month_1` to `month_12` and
/// `date_format` ("{day} {month} {year}"). Text that is no date comes back as it is.
std::string spoken_date(std::string_view iso, const Wording& wording);

}  // namespace gazette
