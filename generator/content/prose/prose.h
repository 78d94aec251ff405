#pragma once
// A document's prose as runs, in reading order: what terms and the checks on words work on.

#include <unordered_map>
#include <vector>

#include "content/prose/prose_run.h"
#include "formats/markdown/markdown.h"

namespace gazette {

struct Prose {
  std::vector<ProseRun> runs;
  /// The run that starts at a text node. Texts that continue a run after a line break are not in here.
  std::unordered_map<NodeId, std::size_t> run_of;
};

/// Text of directives whose bodies are Markdown is included; data in directives is not.
Prose collect_prose(const MarkdownTree& tree);

/// Whether a node stands in a block quotation or a `{quote}`: the words of others, which checks leave alone.
bool in_quotation(const MarkdownTree& tree, NodeId id);

}  // namespace gazette
