#pragma once
// Which of the files beside pages and in assets/ go out: those that a page, a style sheet, a script or
// another published file names, those that `files` of site.yaml names, and those that the web looks for by
// name.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "model/site.h"

namespace gazette {

/// What files that are published name, kept while they are the very same values.
struct NamedFilesCache {
  struct Entry {
    std::string output_path;
    std::string base_url;
    std::vector<std::string> names;
  };
  std::map<SourcePtr, Entry> files;
};

/// Whether a path below the project folder ("assets/forms/a.pdf") is one that `files` of site.yaml names. A
/// pattern starts at the project folder or, like other paths of site.yaml, at content/.
bool is_listed(const std::vector<PlacedText>& patterns, std::string_view path);

/// Paths below the site that an output names: of links, pictures, style sheets, strings of scripts. Addresses
/// of other sites and of folders are left out.
std::vector<std::string> named_files(std::string_view bytes, std::string_view output_path,
                                     const SiteConfig& config);

/// Indexes into Site::assets of those that are published. `named` are the paths that the pages name. Reports
/// `file/unused` for each file of the project that stays at home although no page that is held back uses it,
/// and `file/no-match` for a pattern of `files` that fits nothing.
std::vector<bool> published_assets(const Site& site, const std::set<std::string_view>& named,
                                   NamedFilesCache& cache, Diagnostics& diagnostics);

/// Takes out of the site's redirects those to files and data sets that only held-back pages use, and tells of
/// each
/// (`redirect/held-back`, an info). A redirect to any other file is a use of it.
void hold_redirects(Site& site, Diagnostics& diagnostics);

/// A file that stays at home, with its size and what would publish it.
void report_unused(const SourcePtr& file, std::string hint, Diagnostics& diagnostics);

}  // namespace gazette
