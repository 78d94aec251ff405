// The tree itself: places, growth, the walk over it and the words in it.
#include <utility>

#include "formats/markdown/markdown.h"

namespace gazette {

const DirectiveOption* Directive::option(std::string_view key) const {
  for (const DirectiveOption& option : options) {
    if (option.key == key) return &option;
  }
  return nullptr;
}

Place MarkdownTree::place(NodeId id) const {
  return place(id, node(id).span);
}

Place MarkdownTree::place(NodeId id, Span span) const {
  return {sources[static_cast<std::size_t>(node(id).source)], span};
}

NodeId MarkdownTree::append(NodeId parent, MarkdownNode node) {
  const auto id = static_cast<NodeId>(nodes.size());
  node.parent = parent;
  nodes.push_back(std::move(node));
  if (parent != kNoNode) {
    MarkdownNode& above = nodes[static_cast<std::size_t>(parent)];
    if (above.last_child != kNoNode) nodes[static_cast<std::size_t>(above.last_child)].next = id;
    if (above.first_child == kNoNode) above.first_child = id;
    above.last_child = id;
  }
  return id;
}

bool is_container(MarkdownKind kind) {
  switch (kind) {
    case MarkdownKind::CodeBlock:
    case MarkdownKind::HtmlBlock:
    case MarkdownKind::ThematicBreak:
    case MarkdownKind::Text:
    case MarkdownKind::SoftBreak:
    case MarkdownKind::LineBreak:
    case MarkdownKind::Code:
    case MarkdownKind::HtmlInline:
    case MarkdownKind::FootnoteReference:
    case MarkdownKind::Role:
      return false;
    default:
      return true;
  }
}

void walk(const MarkdownTree& tree, NodeId root, const std::function<bool(NodeId, bool)>& visit) {
  NodeId id = root;
  while (true) {
    const MarkdownNode& node = tree.node(id);
    const bool descend = visit(id, true) && node.first_child != kNoNode;
    if (descend) {
      id = node.first_child;
      continue;
    }
    if (is_container(node.kind)) visit(id, false);
    while (id != root && tree.node(id).next == kNoNode) {
      id = tree.node(id).parent;
      visit(id, false);
    }
    if (id == root) return;
    id = tree.node(id).next;
  }
}

void put_in_document_order(MarkdownTree& tree, NodeId root, std::size_t first) {
  const std::vector<MarkdownNode> before(tree.nodes.begin() + static_cast<std::ptrdiff_t>(first),
                                         tree.nodes.end());
  const auto old = [&](NodeId id) -> const MarkdownNode& {
    return before[static_cast<std::size_t>(id) - first];
  };
  const auto is_new = [&](NodeId id) { return id != kNoNode && static_cast<std::size_t>(id) >= first; };
  MarkdownNode& top = tree.nodes[static_cast<std::size_t>(root)];
  if (!is_new(top.first_child)) return;  // what stands there already has its order
  const NodeId first_child = std::exchange(top.first_child, kNoNode);
  top.last_child = kNoNode;
  tree.nodes.resize(first);
  // Pairs of an old node that is still to be put in, and its new parent; the next sibling waits below a
  // child.
  std::vector<std::pair<NodeId, NodeId>> open{{first_child, root}};
  while (!open.empty()) {
    const auto [id, parent] = open.back();
    open.pop_back();
    MarkdownNode node = old(id);
    if (node.next != kNoNode) open.emplace_back(node.next, parent);
    if (node.kind == MarkdownKind::Text && node.text.empty()) continue;
    const NodeId child = node.first_child;
    node.first_child = node.last_child = node.next = kNoNode;
    const NodeId made = tree.append(parent, std::move(node));
    if (child != kNoNode) open.emplace_back(child, made);
  }
}

std::string plain_text(const MarkdownTree& tree, NodeId id) {
  std::string out;
  walk(tree, id, [&](NodeId at, bool entering) {
    const MarkdownNode& node = tree.node(at);
    if (!entering) return true;
    switch (node.kind) {
      case MarkdownKind::Text:
      case MarkdownKind::Code:
      case MarkdownKind::CodeBlock:
      case MarkdownKind::Role:
        out += node.text;
        break;
      case MarkdownKind::SoftBreak:
      case MarkdownKind::LineBreak:
        out += ' ';
        break;
      default:
        break;
    }
    return true;
  });
  return out;
}

}  // namespace gazette
