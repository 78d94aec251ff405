#pragma once
// The PDF of a report: where it stands, what it was printed from, and whether that is still so. `gazette pdf`
// makes it (app/commands/pdf_command); a build links it and says when it is out of date.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "model/output_tree.h"
#include "model/site.h"

namespace gazette {

/// Path below assets/ and below the site: "annual-report/2019-20/annual-report-2019-20.pdf". `report` is the
/// report's front page.
std::string report_pdf_path(const Page& report);

/// The PDF that stands there.
struct ReportPdf {
  const AssetFile* asset = nullptr;
  std::size_t pages = 0;  // 0: not known
  std::string source;     // see print_source; empty when somebody else made the file
};
std::optional<ReportPdf> find_report_pdf(const Site& site, PageId report);

/// A fingerprint of what a print edition shows, of its page as built. Scripts do not count, nor does the
/// address of the site: a test site publishes the same PDF.
std::string print_source(std::string_view page, const SiteConfig& config);

/// `pdf/stale` for each report whose PDF was printed from another text than `tree` holds.
void check_report_pdfs(const Site& site, const OutputTree& tree, Diagnostics& diagnostics);

}  // namespace gazette
