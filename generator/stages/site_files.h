#pragma once
// The outputs that are no pages: feed, sitemap, robots, headers and redirects for four kinds of servers, data
// downloads, copied files, the search index and build.json.

#include <memory>
#include <vector>

#include "stages/render.h"

namespace gazette {

/// Adds every such file to `tree`. `bodies` and `prose` are by page. Without `whole_site_files` the search
/// index and build.json are left out.
void add_site_files(const Site& site, const std::vector<const Body*>& bodies,
                    const std::vector<std::shared_ptr<const PageProse>>& prose, const RenderOptions& options,
                    OutputTree& tree, Diagnostics& diagnostics);

/// The security headers every server sends, in order (DOMAIN 7; OWASP Secure Headers).
const std::vector<std::pair<std::string, std::string>>& security_headers();

/// build.json: every file with size and SHA-256, generator and source commit.
std::string build_manifest(const OutputTree& tree, const std::string& commit);

}  // namespace gazette
