// One walk over the tree, in the order of the text.
#include "content/prose/numbering.h"

#include "base/text.h"

namespace gazette {

NodeId caption_of_table(const MarkdownTree& tree, NodeId table) {
  NodeId last = kNoNode;
  for (NodeId row = tree.node(table).first_child; row != kNoNode; row = tree.node(row).next) last = row;
  if (last != kNoNode && !tree.node(last).ordered) {
    const NodeId cell = tree.node(last).first_child;
    if (cell != kNoNode && plain_text(tree, cell).starts_with(": ")) return cell;
  }
  const NodeId after = tree.node(table).next;
  const bool paragraph = after != kNoNode && tree.node(after).kind == MarkdownKind::Paragraph;
  return paragraph && plain_text(tree, after).starts_with(": ") ? after : kNoNode;
}

std::vector<NumberedItem> numbered_items(const MarkdownTree& tree) {
  std::vector<NumberedItem> out;
  walk(tree, 0, [&](NodeId id, bool entering) {
    const MarkdownNode& node = tree.node(id);
    if (!entering) return true;
    if (node.kind == MarkdownKind::Table && caption_of_table(tree, id) != kNoNode) out.push_back({false, {}});
    if (node.kind != MarkdownKind::Directive) return true;
    const Directive& directive = tree.directive(node);
    const std::string set = slugify(directive.argument.substr(0, directive.argument.find(',')));
    if (directive.name == "table") out.push_back({false, "table-" + set});
    if (directive.name == "indicators") out.push_back({false, "indicators-" + set});
    if (directive.name == "chart") out.push_back({true, "chart-" + set});
    if (directive.name == "figure" && node.first_child != kNoNode) out.push_back({true, {}});
    return true;
  });
  return out;
}

}  // namespace gazette
