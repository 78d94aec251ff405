#pragma once
// Headings of a body: stable ids, and the checks on their levels.

#include <set>
#include <string>

#include "model/document.h"

namespace gazette {

/// Every heading in document order with its id: the slug of its text, or the author's own from
/// `## Text {#id}`, made unique by `-2`, `-3`… `taken` are ids of the page's frame, which no heading
/// gets. The `{#id}` is taken out of the tree. Reports `heading/level-one`, `heading/skipped-level` and
/// `heading/empty` (WCAG 1.3.1, 2.4.6), and `heading/own-id` for an id of the author's that is not free.
std::vector<Heading> collect_headings(MarkdownTree& tree, const std::set<std::string>& taken,
                                      Diagnostics& diagnostics);

}  // namespace gazette
