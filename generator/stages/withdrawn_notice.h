#pragma once
// Pages that were withdrawn: their address answers, with a notice and nothing of what stood there.

#include "base/diagnostics.h"
#include "model/site.h"

namespace gazette {

/// Puts a document in the place of the author's that holds its title and old addresses, and no other word of
/// it. Menus and lists leave the page out.
void empty_withdrawn_page(Page& page);

/// Writes the notices, once all pages have their addresses: since when, why, and where to look instead.
/// Reports `link/broken` for a `see` that leads nowhere.
void write_withdrawn_notices(Site& site, Diagnostics& diagnostics);

}  // namespace gazette
