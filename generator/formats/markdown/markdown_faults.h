#pragma once
// What Markdown passes over without a word, and readers would see as broken text.

#include <cstddef>

#include "formats/markdown/markdown.h"

namespace gazette {

/// Looks at the nodes from `first` on. Reports `markdown/raw-html`, `markdown/footnote` for a mark without a
/// note, `markdown/table-cells` for words that a table would drop, `markdown/literal` for marks that do
/// nothing, and `directive/syntax` for a line that was meant to open a directive.
void report_markdown_faults(const MarkdownTree& tree, std::size_t first, Diagnostics& diagnostics);

/// Makes tasks of items that cmark leaves as text: it knows no `[ ]` in a quotation.
void mark_tasks(MarkdownTree& tree, std::size_t first);

}  // namespace gazette
