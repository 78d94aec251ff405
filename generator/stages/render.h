#pragma once
// Stage 3: the Site becomes an OutputTree. Bodies and pages are kept by what they were made from, so
// that only what changed is made again and the result is the same as from nothing.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/output_tree.h"
#include "model/site.h"
#include "stages/page_maker.h"
#include "stages/private_files.h"
#include "stages/published_files.h"

namespace gazette {

/// What one build leaves for the next. Every entry knows the fingerprint of all it was made from.
struct RenderCache {
  struct KeptPage {
    std::string name;  // content path; print editions and other made pages have one of their own
    std::uint64_t prose_key = 0;
    std::shared_ptr<const PageProse> prose;
    std::uint64_t body_key = 0;
    std::vector<std::pair<Dependency, std::uint64_t>> dependencies;
    std::uint64_t surroundings = 0;  // of the whole site, for a body with findings; else 0
    std::shared_ptr<const RenderedBody> body;
    std::uint64_t page_key = 0;
    std::uint64_t sheets = 0;  // the style sheets that `output` names
    OutputFile output;
    std::vector<std::string> names;  // files that `output` names: see published_files
    Diagnostics diagnostics;         // of the layout
  };
  struct Checks {
    std::uint64_t key = 0;
    std::shared_ptr<const CheckResults> results;
    Diagnostics diagnostics;
  };
  /// Outputs that are the same while their key is.
  struct KeptFiles {
    std::uint64_t key = 0;
    std::vector<OutputFile> files;
  };
  std::vector<KeptPage> pages;  // in the order of the last build's pages
  Checks checks;
  NamedFilesCache named_files;
  PrivateFactsCache private_facts;
  KeptFiles data_files;
  KeptFiles server_files;
  KeptFiles list_files;
  KeptFiles search_files;  // of the last build that made them
  std::shared_ptr<const PageMaker> maker;
  std::size_t bodies_rendered = 0;  // by the last build
  std::size_t pages_rendered = 0;
};

struct RenderOptions {
  unsigned jobs = 1;
  bool whole_site_files = true;  // make the search index and build.json; a preview leaves them for later
  bool late_sheets = false;      // pages that differ in names of style sheets alone are made when asked for
};

/// All outputs of a site. Reports what bodies, terms, data checks and layouts find, and links to places
/// that no page has (`link/fragment`).
OutputTree render_site(const std::shared_ptr<const Site>& site, const RenderOptions& options,
                       RenderCache& cache, Diagnostics& diagnostics);

}  // namespace gazette
