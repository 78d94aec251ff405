#pragma once
// Addresses in the middle of words become links, as in GitHub Flavored Markdown (section 6.9, extended
// autolinks). cmark-gfm's own extension is not safe across threads, so this works on our tree.

#include <cstddef>

#include "formats/markdown/markdown.h"

namespace gazette {

/// Makes links of `https://…`, `http://…`, `www.…` and `name@host` in the texts from `first` on that stand in
/// no link and no picture. The new nodes stand at the end of `tree.nodes`.
void link_bare_addresses(MarkdownTree& tree, std::size_t first);

/// Whether a link was made of its own words, by the function above or from `<https://…>`.
bool is_bare_link(const MarkdownTree& tree, NodeId link);

}  // namespace gazette
