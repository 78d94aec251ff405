#pragma once
// The search index of a site among its outputs.

#include <vector>

#include "content/body/body_renderer.h"
#include "model/output_tree.h"
#include "model/site.h"

namespace gazette {

/// Adds the index beside the page whose layout is `search`; nothing when the site has none. `bodies` are
/// by page. Print editions, 404.html and the search page itself are not found by searching.
void add_search_files(const Site& site, const std::vector<const Body*>& bodies, OutputTree& tree);

}  // namespace gazette
