// Walks a tree and joins its texts to runs.
#include "content/prose/prose.h"

#include <set>

#include "content/prose/numbering.h"

namespace gazette {
namespace {

class Collector {
 public:
  explicit Collector(const MarkdownTree& tree) : tree_(tree) {}

  Prose collect() {
    walk(tree_, 0, [&](NodeId id, bool entering) {
      visit(id, entering);
      return true;
    });
    return std::move(prose_);
  }

 private:
  static bool is_block(MarkdownKind kind) {
    return kind == MarkdownKind::Paragraph || kind == MarkdownKind::Heading ||
           kind == MarkdownKind::TableCell;
  }

  void visit(NodeId id, bool entering) {
    const MarkdownNode& node = tree_.node(id);
    const int step = entering ? 1 : -1;
    if (captions_.contains(id)) unmarkable_ += step;
    switch (node.kind) {
      case MarkdownKind::Heading:
        unmarkable_ += step;
        if (entering && node.level <= 2) ++section_;
        break;
      case MarkdownKind::Link:
      case MarkdownKind::Image:
        unmarkable_ += step;
        break;
      case MarkdownKind::Table:
        // The caption stands in the table's last row or in the paragraph after it.
        if (const NodeId caption = entering ? caption_of_table(tree_, id) : kNoNode; caption != kNoNode)
          captions_.insert(caption);
        break;
      case MarkdownKind::TableCell:
        if (is_header(id)) unmarkable_ += step;
        break;
      case MarkdownKind::Directive:
        if (tree_.directive(node).name == "figure") unmarkable_ += step;
        break;
      default:
        break;
    }
    if (!entering) return;
    if (is_block(node.kind)) ++block_;
    if (node.kind == MarkdownKind::Text) add_text(id, node);
    if (node.kind == MarkdownKind::Code || node.kind == MarkdownKind::CodeBlock)
      add(id, node, node.text, false).code = true;
    if (node.kind == MarkdownKind::Role && node.url == "term")
      add(id, node, node.text, unmarkable_ == 0).by_hand = true;
  }

  /// Header cells, and row headers marked with `#`.
  bool is_header(NodeId id) const {
    const MarkdownNode& cell = tree_.node(id);
    if (tree_.node(cell.parent).ordered) return true;
    return cell.first_child != kNoNode && tree_.node(cell.first_child).kind == MarkdownKind::Text &&
           tree_.node(cell.first_child).text.starts_with('#') && cell.level == 0;
  }

  ProseRun& add(NodeId id, const MarkdownNode& node, std::string text, bool markable) {
    prose_.run_of.emplace(id, prose_.runs.size());
    ProseRun run;
    run.text = std::move(text);
    run.markable = markable;
    run.section = section_;
    run.block = block_;
    run.place = tree_.place(id);
    (void)node;
    prose_.runs.push_back(std::move(run));
    return prose_.runs.back();
  }

  void add_text(NodeId id, const MarkdownNode& node) {
    if (id == continued_) {
      // Joined to the run before, over a soft break.
      ProseRun& run = prose_.runs.back();
      run.text += '\n' + node.text;
      run.place.span.end = node.span.end;
    } else {
      add(id, node, node.text, unmarkable_ == 0);
    }
    continued_ = kNoNode;
    if (node.next == kNoNode || tree_.node(node.next).kind != MarkdownKind::SoftBreak) return;
    const NodeId after = tree_.node(node.next).next;
    if (after != kNoNode && tree_.node(after).kind == MarkdownKind::Text) continued_ = after;
  }

  const MarkdownTree& tree_;
  Prose prose_;
  std::size_t section_ = 0;
  std::size_t block_ = 0;
  int unmarkable_ = 0;
  std::set<NodeId> captions_;
  NodeId continued_ = kNoNode;
};

}  // namespace

Prose collect_prose(const MarkdownTree& tree) {
  return Collector(tree).collect();
}

bool in_quotation(const MarkdownTree& tree, NodeId id) {
  for (; id != kNoNode; id = tree.node(id).parent) {
    const MarkdownNode& node = tree.node(id);
    if (node.kind == MarkdownKind::BlockQuote) return true;
    if (node.kind == MarkdownKind::Directive && tree.directive(node).name == "quote") return true;
  }
  return false;
}

}  // namespace gazette
