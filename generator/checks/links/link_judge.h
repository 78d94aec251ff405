#pragma once
// Judges one link at a time against the site's files: the part of the check that needs no network.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checks/links/check_links.h"
#include "checks/links/link_finding.h"
#include "checks/links/redirect_table.h"
#include "checks/links/site_index.h"
#include "formats/links/link_scan.h"
#include "formats/url.h"

namespace gazette {

/// One file with what was found in it.
struct ScannedFile {
  LinkedFileKind kind = LinkedFileKind::Other;
  LinkScan scan;  // ids sorted
  Url base;       // what its addresses are relative to
};

/// The verdict on one link.
struct JudgedLink {
  LinkFinding finding;
  bool internal = false;
  bool external = false;            // to be asked for by the external check
  std::optional<std::size_t> file;  // internal: the file it leads to
  std::string missing_path;         // internal and broken: the path to find a near name for
};

/// Everything a verdict depends on; shared by threads.
class LinkJudge {
 public:
  LinkJudge(const SiteIndex& index, std::span<const ScannedFile> files, const RedirectTable& redirects,
            const LinkOptions& options)
      : index_(index), files_(files), redirects_(redirects), options_(options) {}

  /// Judges `link` of file number `from`. `url` receives the resolved address.
  JudgedLink judge(std::size_t from, const FoundLink& link, Url& url) const;
  /// A path of the site, as redirect targets have it.
  JudgedLink judge_own(const FoundLink& link, const Url& url, int hops) const;

 private:
  JudgedLink judge_empty(const FoundLink& link) const;
  JudgedLink judge_same_document(std::size_t from, const FoundLink& link) const;
  JudgedLink judge_external(const FoundLink& link, const Url& url) const;
  JudgedLink judge_missing(const FoundLink& link, const Url& url, TargetState state, int hops) const;
  LinkFinding judge_fragment(const FoundLink& link, const Url& url, std::size_t file) const;

  const SiteIndex& index_;
  std::span<const ScannedFile> files_;
  const RedirectTable& redirects_;
  const LinkOptions& options_;
};

/// The fragment without what follows `:~:`; nullopt when it names no element (empty, `top`).
std::optional<std::string> element_fragment(std::string_view fragment);
/// The id that a fragment finds among sorted ids, raw or decoded (HTML 7.4.6.3).
bool finds_element(const std::vector<std::string_view>& sorted_ids, const std::string& fragment);

}  // namespace gazette
