#pragma once
// Markdown as a tree of plain values. cmark-gfm parses; what comes out is ours: immutable, safe to
// share between threads, every node with its bytes in the source. MyST directives and roles are
// recognised on the tree (https://mystmd.org/guide/syntax-overview), never by text substitution.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace gazette {

enum class MarkdownKind : std::uint8_t {
  Document,
  BlockQuote,
  List,
  Item,
  CodeBlock,
  HtmlBlock,
  Paragraph,
  Heading,
  ThematicBreak,
  FootnoteDefinition,
  Table,
  TableRow,
  TableCell,
  Directive,
  Text,
  SoftBreak,
  LineBreak,
  Code,
  HtmlInline,
  Emphasis,
  Strong,
  Link,
  Image,
  FootnoteReference,
  Role
};

enum class TableAlignment : std::uint8_t { None, Left, Centre, Right };

/// How an ordered list counts.
enum class ListStyle : std::uint8_t { Decimal, LowerLetter, UpperLetter, LowerRoman, UpperRoman };

/// What stands behind its numbers, or round them: `1.`, `1)`, `(1)`.
enum class ListBrackets : std::uint8_t { FullStop, Closing, Both };

/// Index of a node in its tree; kNoNode where there is none.
using NodeId = std::int32_t;
inline constexpr NodeId kNoNode = -1;

struct MarkdownNode {
  MarkdownKind kind = MarkdownKind::Document;
  NodeId parent = kNoNode;
  NodeId first_child = kNoNode;
  NodeId last_child = kNoNode;
  NodeId next = kNoNode;
  std::int32_t source = 0;  // index into MarkdownTree::sources
  Span span;                // bytes in that source
  std::string text;  // Text, Code, CodeBlock, Html…, Role: content; Footnote…: key that joins mark and note
  std::string url;         // Link, Image: address as written (decoded); Role: the role's name
  std::string title;       // Link, Image: title; CodeBlock: language; Role: the role's argument ("cy");
                           // FootnoteDefinition: its label
  std::int32_t level = 0;  // Heading: 1 to 6; List: first number; Item: its number where it does not follow
                           // from the one before, else 0; TableCell: column; Directive: index into directives
  bool ordered = false;    // List: numbered; TableRow: header row
  bool tight = false;      // List: items without paragraphs
  bool task = false;       // Item: has a check box
  bool checked = false;    // Item: the box is ticked
  TableAlignment alignment = TableAlignment::None;      // TableCell
  ListStyle list_style = ListStyle::Decimal;            // List and Item, numbered
  ListBrackets list_brackets = ListBrackets::FullStop;  // List and Item, numbered
};

struct DirectiveOption {
  std::string key;
  Span key_span;
  std::string value;
  Span value_span;
};

/// A fenced block whose info string is `{name} argument`.
struct Directive {
  std::string name;
  Span name_span;
  std::string argument;
  Span argument_span;
  std::vector<DirectiveOption> options;
  std::string body;                // text below the options, fences and indentation removed
  Span body_span;                  // where it stands, first to last byte
  bool body_is_contiguous = true;  // the source slice equals `body`, so offsets carry over
  Span span;                       // the opening fence line

  /// The value of an option; null when it is not given.
  const DirectiveOption* option(std::string_view key) const;
};

/// A parsed text. nodes[0] is the document.
struct MarkdownTree {
  std::vector<SourcePtr> sources;
  std::vector<MarkdownNode> nodes;
  std::vector<Directive> directives;

  const MarkdownNode& node(NodeId id) const { return nodes[static_cast<std::size_t>(id)]; }
  Place place(NodeId id) const;
  Place place(NodeId id, Span span) const;
  const Directive& directive(const MarkdownNode& node) const {
    return directives[static_cast<std::size_t>(node.level)];
  }
  NodeId append(NodeId parent, MarkdownNode node);
};

struct MarkdownOptions {
  bool smart = true;  // typographic quotes and dashes
  /// Whether the body of a directive is Markdown, and so parsed into children of its node.
  std::function<bool(std::string_view name)> has_markdown_body = [](std::string_view) { return false; };
};

/// Parses `span` of a source. Reports `markdown/raw-html`, `markdown/unclosed-fence`, `markdown/footnote`,
/// `markdown/literal`, `markdown/table-cells`, `directive/syntax` and `role/syntax`; a tree comes back
/// whatever the text is.
MarkdownTree parse_markdown(const SourcePtr& source, Span span, const MarkdownOptions& options,
                            Diagnostics& diagnostics);

/// Parses a whole other source and hangs its blocks below `parent` (for `{include}`).
void graft_markdown(MarkdownTree& tree, NodeId parent, const SourcePtr& source, Span span,
                    const MarkdownOptions& options, Diagnostics& diagnostics);

/// The text of a node and all below it, as a reader would speak it: breaks become blanks, images
/// give their alternative text, roles their content. `stop_at_directives` leaves out nested blocks.
std::string plain_text(const MarkdownTree& tree, NodeId id);

/// Calls `visit(id, entering)` for `root` and all below it in document order; container nodes are
/// visited twice. Returning false on entering skips the children. Never recurses.
void walk(const MarkdownTree& tree, NodeId root, const std::function<bool(NodeId, bool entering)>& visit);

/// Numbers the nodes from `first` on, all below `root`, in the order of the document again, and drops those
/// that nothing refers to any more and texts without words.
void put_in_document_order(MarkdownTree& tree, NodeId root, std::size_t first);

/// Whether nodes of this kind may have children.
bool is_container(MarkdownKind kind);

/// Registers cmark's extensions; called once before any thread starts (it is safe to call again).
void prepare_markdown();

}  // namespace gazette
