#include "stages/report_pdf.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "formats/pdf.h"

namespace gazette {

std::string report_pdf_path(const Page& report) {
  const std::string name = slugify(report.address);
  return report.address.substr(1) + (name.empty() ? "report" : name) + ".pdf";
}

std::optional<ReportPdf> find_report_pdf(const Site& site, PageId report) {
  const auto found = site.asset_by_output.find(report_pdf_path(site.page(report)));
  if (found == site.asset_by_output.end()) return std::nullopt;
  const AssetFile& asset = site.assets[found->second];
  const auto facts = read_pdf_facts(asset.bytes->text());
  if (!facts) return std::nullopt;
  return ReportPdf{&asset, facts->pages, facts->source};
}

std::string print_source(std::string_view page, const SiteConfig& config) {
  std::string shown;
  while (!page.empty()) {
    const std::size_t script = std::min(page.find("<script"), page.size());
    shown += page.substr(0, script);
    page.remove_prefix(script);
    const std::size_t end = page.find("</script>");
    page.remove_prefix(end == std::string_view::npos ? page.size() : end + 9);
  }
  shown = replace_all(shown, config.origin() + config.base_path(), "/");
  shown = replace_all(shown, "=\"" + config.base_path(), "=\"/");
  return sha256_hex(shown).substr(0, 32);
}

void check_report_pdfs(const Site& site, const OutputTree& tree, Diagnostics& diagnostics) {
  for (const Page& page : site.pages) {
    if (page.origin != PageOrigin::Print) continue;
    const auto pdf = find_report_pdf(site, page.report);
    const OutputFile* built = tree.find(page.output_path);
    if (!pdf || pdf->source.empty() || built == nullptr) continue;
    if (pdf->source == print_source(*built->current_bytes(), site.config)) continue;
    diagnostics.warning("pdf/stale", {pdf->asset->bytes, {}},
                        "this PDF was made from an earlier state of “" + site.page(page.report).title + "”",
                        "run gazette pdf, or delete the file: readers would find two texts that differ");
  }
}

}  // namespace gazette
