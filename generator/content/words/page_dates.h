#pragma once
// Dates in words.

#include <span>
#include <string>
#include <string_view>

#include "content/words/wording.h"
#include "model/document.h"

namespace gazette {

/// "31 March 2020" in the site's language: the wording keys `month_1` to `month_12` and
/// `date_format` ("{day} {month} {year}"). Text that is no date comes back as it is.
std::string spoken_date(std::string_view iso, const Wording& wording);

/// The change notes that readers see: those dated after `today` (ISO; empty: nobody knows) wait for their
/// day.
std::span<const ChangeNote> shown_changes(const FrontMatter& front, std::string_view today);

/// When the page was changed last: `updated`, or its newest change note when that is later. Nothing in the
/// future; empty when neither is there.
std::string updated_on(const FrontMatter& front, std::string_view today);

}  // namespace gazette
