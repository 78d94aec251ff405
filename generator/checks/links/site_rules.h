#pragma once
// Rules that need more than one link at a time: look-alike hosts, one address under two texts, pages
// that nothing links to, files that nothing uses, and the redirect table itself.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checks/links/link_judge.h"

namespace gazette {

/// What the first pass leaves of one file.
struct FileLinks {
  struct External {
    std::size_t link = 0;  // index in ScannedFile::scan.links
    std::string address;   // without fragment
    std::string fragment;
    std::string host;
    bool ask = false;  // on another server, and may be asked for
  };
  std::vector<External> externals;
  std::vector<std::size_t> follows;  // files that readers get to from here
  std::vector<std::size_t> uses;     // files that any link here leads to
};

struct SiteLinks {
  std::span<const LinkedFile> files;
  std::span<const ScannedFile> scanned;
  std::span<const FileLinks> links;
  const SiteIndex& index;
};

/// Reports a finding on link `link` of file `file`; with `note_link` another link of it that explains.
using ReportLink = std::function<void(std::size_t file, std::size_t link, LinkFinding finding,
                                      std::optional<std::size_t> note_link)>;
/// Reports a finding on a file as a whole.
using ReportFile = std::function<void(std::size_t file, LinkFinding finding)>;

/// Hosts that differ from the site's own by one letter (F27).
void check_look_alike_hosts(const SiteLinks& site, const ReportLink& report);
/// One address with two descriptions on the same page: one of them is likely wrong (F27).
void check_addresses_with_two_texts(const SiteLinks& site, const ReportLink& report);
void check_orphan_pages(const SiteLinks& site, const ReportFile& report);
void check_unused_assets(const SiteLinks& site, const ReportFile& report);
/// Redirects that lead nowhere, in circles, or that a file of the same address hides.
void check_redirect_table(const SiteIndex& index, const LinkJudge& judge, const RedirectTable& table,
                          Diagnostics& diagnostics);

}  // namespace gazette
