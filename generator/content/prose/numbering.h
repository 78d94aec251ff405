#pragma once
// Which tables and figures of a page have a number, in the order readers meet them. Assembly numbers the
// pages of a report with it, and the check on references reads the same list, so neither can drift from the
// other.

#include <string>
#include <vector>

#include "formats/markdown/markdown.h"

namespace gazette {

struct NumberedItem {
  bool figure = false;  // else a table
  std::string
      anchor;  // the id it has on its page, `table-kpi`; empty when it has none or takes its number for one
};

std::vector<NumberedItem> numbered_items(const MarkdownTree& tree);

/// The caption of a Markdown table: its last row or the paragraph after it, if that starts with `: `. A table
/// without one has no number.
NodeId caption_of_table(const MarkdownTree& tree, NodeId table);

}  // namespace gazette
