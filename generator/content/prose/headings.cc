// Heading ids and levels.
#include "content/prose/headings.h"

#include <unordered_map>

#include "base/text.h"

namespace gazette {
namespace {

/// Takes ` {#id}` off the end of the heading's last text; empty when there is none.
std::string take_own_id(MarkdownTree& tree, NodeId heading) {
  const NodeId last = tree.node(heading).last_child;
  if (last == kNoNode || tree.node(last).kind != MarkdownKind::Text) return {};
  std::string& text = tree.nodes[static_cast<std::size_t>(last)].text;
  const std::size_t open = text.rfind("{#");
  if (open == std::string::npos || text.back() != '}') return {};
  const std::string id = slugify(std::string_view(text).substr(open + 2, text.size() - open - 3));
  text.resize(open);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return id;
}

}  // namespace

std::vector<Heading> collect_headings(MarkdownTree& tree, Diagnostics& diagnostics) {
  std::vector<Heading> headings;
  std::unordered_map<std::string, int> taken;
  std::int32_t previous = 1;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].kind != MarkdownKind::Heading) continue;
    const auto id = static_cast<NodeId>(i);
    Heading heading;
    heading.node = id;
    heading.level = tree.node(id).level;
    std::string wanted = take_own_id(tree, id);
    heading.text = collapse_white_space(plain_text(tree, id));
    if (heading.text.empty()) {
      diagnostics.error("heading/empty", tree.place(id), "this heading has no words",
                        "write them, or remove the line");
      continue;
    }
    if (heading.level == 1) {
      diagnostics.error("heading/level-one", tree.place(id),
                        "a page has one main heading, and that is its title", "use `##` here");
    } else if (heading.level > previous + 1) {
      diagnostics.error("heading/skipped-level", tree.place(id),
                        "this heading jumps from level " + std::to_string(previous) + " to level " +
                            std::to_string(heading.level),
                        "use `" + std::string(static_cast<std::size_t>(previous) + 1, '#') + "`");
    }
    previous = heading.level;
    if (wanted.empty()) wanted = slugify(heading.text);
    if (wanted.empty()) wanted = "section";
    const int count = ++taken[wanted];
    heading.id = count == 1 ? wanted : wanted + "-" + std::to_string(count);
    if (count > 1) ++taken[heading.id];
    headings.push_back(std::move(heading));
  }
  return headings;
}

}  // namespace gazette
