#pragma once
// A report as one document: which pages belong to it and in which order, for its print edition and for the
// numbers of its tables.

#include <string>
#include <vector>

#include "model/site.h"

namespace gazette {

/// The pages of a report in reading order: the report itself, then its chapters, each before the pages
/// below it. Pages left out of menus are left out here.
std::vector<PageId> report_pages(const Site& site, PageId report);

/// Pages elsewhere on the site that belong to the printed report: the paths under `print_also` of the
/// report's `params`, in that order. Their tables and figures are numbered on from the report's.
std::vector<PageId> pages_printed_with(const Site& site, PageId report);

/// What a print edition is called in tabs, histories and its PDF: it is another page than the report's first,
/// so it has another name.
std::string print_title(const Site& site, const Page& page);

/// The short name of a page within its report's print edition: an id and the prefix of its ids.
std::string print_prefix(const Site& site, PageId page);

}  // namespace gazette
