#pragma once
// The outputs that are no pages: feed, sitemap, robots, headers and redirects for four kinds of servers, data
// downloads, copied files, the search index and build.json.

#include <string>
#include <utility>
#include <vector>

#include "stages/render.h"
#include "stages/site_parts.h"

namespace gazette {

/// Adds every such file to `tree`, of the site's assets those that are `published`; `cache` keeps those whose
/// parts of the site are the same. Without `whole_site_files` the search index is the last one that was made,
/// and build.json is left out.
void add_site_files(const PageMaker& maker, const SiteParts& parts, const std::vector<bool>& published,
                    const RenderOptions& options, RenderCache& cache, OutputTree& tree,
                    Diagnostics& diagnostics);

/// The security headers every server sends, in order (OWASP Secure Headers Project).
const std::vector<std::pair<std::string, std::string>>& security_headers();

/// build.json: every file with size and SHA-256, generator and source commit.
std::string build_manifest(const OutputTree& tree, const std::string& commit);

}  // namespace gazette
