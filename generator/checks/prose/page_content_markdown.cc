// Content of a project's own pages.
#include <algorithm>

#include "base/text.h"
#include "checks/prose/page_content.h"
#include "content/prose/prose.h"
#include "model/document.h"

namespace gazette {
namespace {

class MarkdownReader {
 public:
  MarkdownReader(const Document& document, bool english)
      : tree_(document.tree), prose_(collect_prose(document.tree)) {
    out_.title = document.front_matter.title.text;
    out_.title_place = document.front_matter.title.place;
    out_.english = english;
  }

  PageContent read() {
    for (std::size_t i = 1; i < tree_.nodes.size(); ++i) visit(static_cast<NodeId>(i));
    return std::move(out_);
  }

 private:
  void visit(NodeId id) {
    const MarkdownNode& node = tree_.node(id);
    switch (node.kind) {
      case MarkdownKind::Paragraph:
        add_block(id, within(id, MarkdownKind::Item) ? BlockKind::ListItem : BlockKind::Paragraph);
        break;
      case MarkdownKind::Heading:
        add_block(id, BlockKind::Heading);
        break;
      case MarkdownKind::TableCell:
        cell(id, node);
        break;
      case MarkdownKind::Table:
        out_.parts.push_back({ContentPart::Kind::Table, 0});
        break;
      case MarkdownKind::Directive:
        directive(id, tree_.directive(node));
        break;
      case MarkdownKind::Link:
        link(id, node);
        break;
      case MarkdownKind::Image:
        out_.parts.push_back({ContentPart::Kind::Figure, 0});
        out_.images.push_back({collapse_white_space(plain_text(tree_, id)), node.url, "", tree_.place(id)});
        break;
      case MarkdownKind::CodeBlock:
      case MarkdownKind::List:
      case MarkdownKind::ThematicBreak:
        out_.parts.push_back({ContentPart::Kind::Other, 0});
        break;
      default:
        break;
    }
  }

  bool within(NodeId id, MarkdownKind kind) const {
    for (id = tree_.node(id).parent; id != kNoNode; id = tree_.node(id).parent) {
      if (tree_.node(id).kind == kind) return true;
    }
    return false;
  }

  void add_block(NodeId id, BlockKind kind) {
    const MarkdownNode& node = tree_.node(id);
    ProseBlock block;
    block.kind = kind;
    block.level = kind == BlockKind::Heading ? node.level : 0;
    block.quotation = in_quotation(tree_, id);
    block.in_flow = kind == BlockKind::Paragraph && tree_.node(node.parent).kind == MarkdownKind::Document;
    block.bold = node.first_child != kNoNode && tree_.node(node.first_child).kind == MarkdownKind::Strong &&
                 tree_.node(node.first_child).next == kNoNode;
    walk(tree_, id, [&](NodeId at, bool entering) { return !entering || add_inline(block, at); });
    if (block.text.empty()) return;
    out_.parts.push_back({kind == BlockKind::Heading ? ContentPart::Kind::Heading : ContentPart::Kind::Text,
                          out_.blocks.size()});
    out_.blocks.push_back(std::move(block));
  }

  bool add_inline(ProseBlock& block, NodeId at) {
    const MarkdownNode& node = tree_.node(at);
    const std::size_t begin = block.text.size();
    if (node.kind == MarkdownKind::SoftBreak || node.kind == MarkdownKind::LineBreak) {
      block.line_break();
      return true;
    }
    if (node.kind == MarkdownKind::Role && node.url != "term") {
      // A value stands as its author typed it, up to the expression.
      const std::size_t equals = node.url == "value" ? node.text.find(" = ") : std::string::npos;
      block.append_text(node.text.substr(0, equals));
      if (node.url == "lang") block.set_apart.emplace_back(begin, block.text.size());
    }
    const auto run = prose_.run_of.find(at);
    if (run != prose_.run_of.end()) {
      append_lines(block, prose_.runs[run->second]);
      if (prose_.runs[run->second].code) block.set_apart.emplace_back(begin, block.text.size());
    }
    return node.kind != MarkdownKind::Image;
  }

  /// A run may go over several source lines; each is a line of its own for lists typed by hand.
  static void append_lines(ProseBlock& block, const ProseRun& run) {
    if (run.text.find('\n') == std::string::npos) {
      block.append(run);
      return;
    }
    const auto lines = split(run.text, '\n');
    const auto typed = run.place.source->slice(run.place.span);
    const auto sources = split(typed, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) block.line_break();
      ProseRun line = run;
      line.text = std::string(lines[i]);
      if (sources.size() == lines.size()) {
        const auto begin = run.place.span.begin + static_cast<std::size_t>(sources[i].data() - typed.data());
        line.place.span = {begin, begin + sources[i].size()};
      }
      block.append(line);
    }
  }

  void cell(NodeId id, const MarkdownNode& node) {
    if (node.first_child != kNoNode) {
      add_block(id, BlockKind::Cell);
      out_.parts.back().kind = ContentPart::Kind::Other;
      return;
    }
    if (tree_.node(node.parent).ordered) return;
    // cmark fills short rows up, and a caption line is one cell.
    const NodeId first = tree_.node(node.parent).first_child;
    if (first == kNoNode || plain_text(tree_, first).starts_with(": ") || first == id) return;
    out_.empty_cells.push_back(tree_.place(id));
  }

  void directive(NodeId id, const Directive& directive) {
    const std::string& name = directive.name;
    const bool table = name == "table" || name == "indicators" || name == "matrix" || name == "board";
    const bool figure = name == "chart" || name == "figure" || name == "figures";
    out_.parts.push_back({table    ? ContentPart::Kind::Table
                          : figure ? ContentPart::Kind::Figure
                                   : ContentPart::Kind::Other,
                          0});
    if (name == "chart") out_.parts.push_back({ContentPart::Kind::Table, 0});  // a chart has its table
    if (name != "figure") return;
    const DirectiveOption* alt = directive.option("alt");
    if (alt == nullptr || alt->value.empty()) return;
    out_.images.push_back({alt->value, directive.argument, collapse_white_space(plain_text(tree_, id)),
                           tree_.place(id, alt->value_span)});
  }

  void link(NodeId id, const MarkdownNode& node) {
    ContentLink link{collapse_white_space(plain_text(tree_, id)), node.url, "", tree_.place(id), true};
    if (node.next != kNoNode && tree_.node(node.next).kind == MarkdownKind::Text)
      link.after = tree_.node(node.next).text.substr(0, 40);
    out_.links.push_back(std::move(link));
  }

  const MarkdownTree& tree_;
  Prose prose_;
  PageContent out_;
};

}  // namespace

PageContent read_content(const Document& document, bool english) {
  return MarkdownReader(document, english).read();
}

}  // namespace gazette
