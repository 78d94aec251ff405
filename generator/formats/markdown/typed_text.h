#pragma once
// The words of a text node beside the bytes that they were typed with: Markdown decodes entities, drops
// backslashes and makes quotes and dashes typographic on the way.

#include <cstddef>
#include <string>
#include <vector>

#include "formats/markdown/markdown.h"

namespace gazette {

struct TypedText {
  /// For each byte of the node's text, and one past its last, where it stands in the source. Bytes that one
  /// piece of source spells together (`&amp;`, `--`) stand at its begin.
  std::vector<std::size_t> at;
  /// For each byte, whether it was typed as it is: a mark that was escaped was meant to be read.
  std::vector<bool> plain;

  /// Where bytes [begin, end) of the text stand in the source.
  Span span(std::size_t begin, std::size_t end) const { return {at[begin], at[end]}; }
};

/// Walks text and source side by side. Where they cannot be matched nothing counts as plain.
TypedText typed_text(const MarkdownTree& tree, NodeId text);

}  // namespace gazette
