#pragma once
// Marks of other dialects of Markdown, of templates and of wikis: here they do nothing, and readers would see
// them.

#include <cstddef>

#include "formats/markdown/markdown.h"

namespace gazette {

/// Looks at one text node. Reports `markdown/literal` with what to write instead, and `link/broken` for a
/// link or picture by reference (`[words][name]`) whose address is defined nowhere.
void report_foreign_marks(const MarkdownTree& tree, NodeId text, Diagnostics& diagnostics);

/// Looks at the lines of a paragraph: boxes of `!!!` and `:::`, definition lists, headings of wikis and the
/// like.
void report_foreign_lines(const MarkdownTree& tree, NodeId paragraph, Diagnostics& diagnostics);

/// `<!-- more -->` and other comments that do something elsewhere.
void report_foreign_comment(const MarkdownTree& tree, NodeId comment, Diagnostics& diagnostics);

/// The title of a link or picture, which is shown to nobody.
void report_link_title(const MarkdownTree& tree, NodeId link, Diagnostics& diagnostics);

}  // namespace gazette
