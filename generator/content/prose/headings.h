#pragma once
// Headings of a body: stable ids, and the checks on their levels.

#include "model/document.h"

namespace gazette {

/// Every heading in document order with its id: the slug of its text, or the author's own from
/// `## Text {#id}`, made unique by `-2`, `-3`… The `{#id}` is taken out of the tree. Reports
/// `heading/level-one`, `heading/skipped-level` and `heading/empty` (WCAG 1.3.1, 2.4.6).
std::vector<Heading> collect_headings(MarkdownTree& tree, Diagnostics& diagnostics);

}  // namespace gazette
