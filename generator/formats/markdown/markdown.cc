// From cmark-gfm's tree to ours. No cmark type leaves this file.
#include "formats/markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
// cmark-gfm's headers leave the extension API to be included last.
#include <cmark-gfm-extension_api.h>

#include "base/text.h"
#include "formats/markdown/bare_addresses.h"
#include "formats/markdown/directive_syntax.h"
#include "formats/markdown/markdown_faults.h"
#include "formats/markdown/markdown_labels.h"
#include "formats/markdown/typed_lists.h"

namespace gazette {
namespace {

/// Deepest nesting of directives inside directives.
constexpr int kDeepestDirective = 16;

/// Deepest nesting of lists and quotations. Nobody follows ten levels; parsers of XML refuse 256 elements.
constexpr int kDeepestNesting = 20;

using CmarkNode = std::unique_ptr<cmark_node, void (*)(cmark_node*)>;
using CmarkParser = std::unique_ptr<cmark_parser, void (*)(cmark_parser*)>;

std::string text_or_empty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

/// The text handed to cmark and, for each of its lines, the byte in the source where it starts.
struct Body {
  std::string_view text;
  std::vector<std::size_t> line_starts;
};

/// What a text may refer to: footnotes by their label, with the key they have in the tree, and the lines that
/// define addresses.
struct KnownLabels {
  std::map<std::string, std::string> footnotes;
  std::vector<std::string> addresses;
};

/// A footnote of the text that is being converted; stubs of those around it included.
struct Footnote {
  const cmark_node* node;
  std::string label;
  std::string key;
};

int count_lines(std::string_view text) {
  const auto feeds = std::count(text.begin(), text.end(), '\n');
  return static_cast<int>(feeds) + (text.empty() || text.back() == '\n' ? 0 : 1);
}

class Converter {
 public:
  Converter(MarkdownTree& tree, std::int32_t source, const MarkdownOptions& options, Diagnostics& diagnostics)
      : tree_(tree), source_(source), options_(options), diagnostics_(diagnostics) {}

  void convert(const Body& written, NodeId parent, int depth, const KnownLabels& outer = {}) {
    const std::vector<TypedMark> marks = settled_marks(written.text);
    const std::string replaced = with_marks_replaced(written.text, marks);
    const Body body{replaced, written.line_starts};
    const std::vector<TypedMark>* const marks_before = std::exchange(marks_, &marks);
    const KnownLabels before = std::exchange(known_, outer);
    const std::vector<Footnote> footnotes_before = std::exchange(footnotes_, {});
    const CmarkNode document = parse_with_labels(body);
    const int last_line = count_lines(body.text);
    std::vector<std::pair<cmark_node*, NodeId>> open{{document.get(), parent}};
    int nested = 0;
    cmark_node* node = next_written(cmark_node_first_child(document.get()), last_line);
    while (node != nullptr) {
      const NodeId id = add(node, body, open.back().second, depth);
      cmark_node* child = cmark_node_first_child(node);
      if (child != nullptr) {
        if (is_nesting(node) && ++nested == kDeepestNesting + 1) report_too_deep(id);
        open.emplace_back(node, id);
        node = child;
        continue;
      }
      while (open.size() > 1 && cmark_node_next(node) == nullptr) {
        node = cmark_node_parent(node);
        if (is_nesting(node)) --nested;
        open.pop_back();
      }
      node = cmark_node_next(node);
      if (open.size() == 1) node = next_written(node, last_line);
    }
    known_ = before;
    footnotes_ = footnotes_before;
    marks_ = marks_before;
  }

  /// Notes that no mark refers to: Markdown would drop them.
  void report_unused_footnotes() const {
    for (const MarkdownNode& node : tree_.nodes) {
      if (node.kind != MarkdownKind::FootnoteDefinition || node.source != source_) continue;
      if (used_footnotes_.count(node.text) > 0) continue;
      const std::size_t line = source().position(node.span.begin).line;
      const std::size_t end = source().line_start(line) + source().line(line).size();
      diagnostics_.error("markdown/footnote", place({source().line_start(line), end}),
                         "no mark refers to this footnote, so nobody would read it",
                         "put `[^" + node.title + "]` into the text, or delete the note");
    }
  }

 private:
  /// The first of `node` and its neighbours that stands in the text itself, not in what was added to it.
  static cmark_node* next_written(cmark_node* node, int last_line) {
    while (node != nullptr && cmark_node_get_start_line(node) > last_line) node = cmark_node_next(node);
    return node;
  }

  /// The marks that make a list or heading of their line. The others stand in code or go on a paragraph.
  std::vector<TypedMark> settled_marks(std::string_view text) const {
    std::vector<TypedMark> marks = find_typed_marks(text);
    // What one mark is depends on those before it, but each round drops some and few need two.
    for (int round = 0; round < 4 && !marks.empty(); ++round) {
      const CmarkNode document = parse(with_marks_replaced(text, marks));
      const std::set<std::tuple<int, MarkKind>> made = made_of_lines(document.get());
      const auto idle = std::remove_if(marks.begin(), marks.end(), [&](const TypedMark& mark) {
        return made.count({static_cast<int>(mark.line) + 1, mark.kind}) == 0;
      });
      if (idle == marks.end()) return marks;
      marks.erase(idle, marks.end());
    }
    return {};
  }

  /// What begins on which line.
  static std::set<std::tuple<int, MarkKind>> made_of_lines(cmark_node* document) {
    std::set<std::tuple<int, MarkKind>> made;
    const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> walk(cmark_iter_new(document), cmark_iter_free);
    while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
      cmark_node* node = cmark_iter_get_node(walk.get());
      const int line = cmark_node_get_start_line(node);
      if (cmark_node_get_type(node) == CMARK_NODE_HEADING) made.emplace(line, MarkKind::Heading);
      if (!is_item(node)) continue;
      const bool ordered = cmark_node_get_list_type(cmark_node_parent(node)) == CMARK_ORDERED_LIST;
      made.emplace(line, ordered ? MarkKind::Ordered : MarkKind::Bullet);
    }
    return made;
  }

  static bool is_item(cmark_node* node) {
    return cmark_node_get_type(node) == CMARK_NODE_ITEM ||
           std::string_view(cmark_node_get_type_string(node)) == "tasklist";
  }

  /// How the mark of an item was typed.
  void set_item_style(cmark_node* node, MarkdownNode& out) const {
    cmark_node* list = cmark_node_parent(node);
    if (list == nullptr || cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) return;
    if (cmark_node_get_list_delim(list) == CMARK_PAREN_DELIM) out.list_brackets = ListBrackets::Closing;
    const auto line = static_cast<std::size_t>(cmark_node_get_start_line(node));
    const auto column = static_cast<std::size_t>(cmark_node_get_start_column(node));
    auto at =
        std::lower_bound(marks_->begin(), marks_->end(), line,
                         [](const TypedMark& mark, std::size_t wanted) { return mark.line + 1 < wanted; });
    for (; at != marks_->end() && at->line + 1 == line; ++at) {
      const TypedMark& mark = *at;
      if (mark.column + 1 != column || !mark.is_typed) continue;
      out.list_style = mark.style;
      out.list_brackets = mark.brackets;
      out.level = mark.value;
    }
  }

  /// cmark keeps a footnote only where a mark refers to it, and sees a mark only where the note is. So the
  /// text gets a mark for each of its own notes, as a directive in it may have the only one, and a note for
  /// each that stands around it. Both are behind its last line and are not converted.
  CmarkNode parse_with_labels(const Body& body) {
    const MarkdownLabels own = find_labels(body.text);
    std::string text(body.text);
    if (!text.ends_with('\n')) text += '\n';
    std::map<std::string, std::string> defined;
    for (const FootnoteLabel& one : own.footnotes) {
      text += "\n[^" + one.label + "]\n";
      if (!defined.emplace(normal_label(one.label), one.label).second) {
        const std::size_t line = std::count(body.text.begin(), body.text.begin() + one.begin, '\n');
        const std::size_t at = body.line_starts[std::min(line, body.line_starts.size() - 1)];
        const std::size_t begin = source().text().find("[^", at);
        diagnostics_.error("markdown/footnote", place({begin, begin + one.label.size() + 3}),
                           "the footnote `[^" + one.label + "]` is written twice",
                           "give one of them another name, in its mark as well");
      }
    }
    for (const auto& [label, key] : known_.footnotes) {
      if (defined.count(label) == 0) text += "\n[^" + label + "]: x\n";
    }
    for (const std::string& line : known_.addresses) text += "\n" + line + "\n";
    const bool plain = own.footnotes.empty() && known_.footnotes.empty() && known_.addresses.empty();
    CmarkNode document = parse(plain ? body.text : std::string_view(text));
    known_.addresses.insert(known_.addresses.begin(), own.addresses.begin(), own.addresses.end());
    const int last_line = count_lines(body.text);
    const int scope = scopes_++;
    const std::vector<std::string_view> lines = split_lines(plain ? body.text : std::string_view(text));
    for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr;
         node = cmark_node_next(node)) {
      if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION) continue;
      const std::string label = label_of(node, lines);
      std::string& key = known_.footnotes[normal_label(label)];
      if (cmark_node_get_start_line(node) <= last_line)
        key = std::to_string(source_) + "." + std::to_string(scope) + "." + normal_label(label);
      footnotes_.push_back({node, label, key});
    }
    return document;
  }

  /// The label that opens a footnote, which cmark keeps to itself.
  static std::string label_of(cmark_node* footnote, const std::vector<std::string_view>& lines) {
    const auto line = static_cast<std::size_t>(cmark_node_get_start_line(footnote));
    if (line < 1 || line > lines.size()) return {};
    const std::size_t begin = lines[line - 1].find("[^");
    const std::size_t end = lines[line - 1].find("]:", begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return {};
    return std::string(lines[line - 1].substr(begin + 2, end - begin - 2));
  }

  /// The key of the footnote that cmark numbered `literal`.
  std::string footnote_key(const std::string& literal) const {
    std::size_t number = 0;
    for (const char c : literal) {
      if (is_ascii_digit(c)) number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    return number >= 1 && number <= footnotes_.size() ? footnotes_[number - 1].key : std::string();
  }

  CmarkNode parse(std::string_view text) const {
    prepare_markdown();
    const int flags = CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES | (options_.smart ? CMARK_OPT_SMART : 0);
    const CmarkParser parser(cmark_parser_new(flags), cmark_parser_free);
    for (const char* name : {"table", "tasklist"}) {
      if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name)) {
        cmark_parser_attach_syntax_extension(parser.get(), extension);
      }
    }
    cmark_parser_feed(parser.get(), text.data(), text.size());
    return {cmark_parser_finish(parser.get()), cmark_node_free};
  }

  static bool is_nesting(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_LIST || type == CMARK_NODE_BLOCK_QUOTE;
  }

  /// Said once a text: whatever is nested there is nested too deeply.
  void report_too_deep(NodeId id) {
    if (said_too_deep_) return;
    said_too_deep_ = true;
    const Span span = tree_.node(id).span;
    const std::size_t line = source().position(span.begin).line;
    const std::size_t end = source().line_start(line) + source().line(line).size();
    diagnostics_.error(
        "markdown/too-deep", place({span.begin, std::max(span.begin, end)}),
        "lists and quotations are nested more than " + std::to_string(kDeepestNesting) + " levels deep here",
        "use headings and several short lists");
  }

  const SourceFile& source() const { return *tree_.sources[static_cast<std::size_t>(source_)]; }
  Place place(Span span) const { return {tree_.sources[static_cast<std::size_t>(source_)], span}; }

  /// The byte of a line in the source for one in the text that cmark got, where a mark may be shorter or
  /// longer.
  std::size_t as_typed(std::size_t line, std::size_t byte) const {
    if (marks_ == nullptr) return byte;
    auto mark = std::lower_bound(marks_->begin(), marks_->end(), line,
                                 [](const TypedMark& one, std::size_t wanted) { return one.line < wanted; });
    for (; mark != marks_->end() && mark->line == line; ++mark) {
      const std::size_t end = mark->column - mark->blanks + mark->instead.size();
      if (byte >= end) byte = byte + (mark->end - mark->begin) - mark->instead.size();
    }
    return byte;
  }

  std::size_t offset(const Body& body, int line, int column) const {
    if (line < 1 || body.line_starts.empty()) return 0;
    const auto index = std::min(static_cast<std::size_t>(line - 1), body.line_starts.size() - 1);
    const auto byte = as_typed(index, static_cast<std::size_t>(std::max(0, column - 1)));
    return std::min(body.line_starts[index] + byte, source().text().size());
  }

  Span span_of(cmark_node* node, const Body& body) const {
    const std::size_t begin =
        offset(body, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    const std::size_t end = offset(body, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    return {begin, std::max(begin, end)};
  }

  /// cmark's columns drift after indentation: look for the text itself on its line.
  Span text_span(Span span, const std::string& text) const {
    const std::string& all = source().text();
    const std::string_view start = std::string_view(text).substr(0, std::min<std::size_t>(text.size(), 6));
    if (start.empty()) return span;
    if (all.compare(span.begin, start.size(), start) == 0)
      return {span.begin, std::max(span.end, span.begin + 1)};
    const std::size_t line = source().position(span.begin).line;
    const std::size_t from = source().line_start(line);
    const std::string_view text_of_line = source().line(line);
    const std::size_t near_begin =
        text_of_line.find(start, span.begin - from > 24 ? span.begin - from - 24 : 0);
    if (near_begin == std::string_view::npos) return span;
    const std::size_t begin = from + near_begin;
    return {begin, begin + std::max<std::size_t>(1, span.end - std::min(span.begin, span.end))};
  }

  NodeId add(cmark_node* node, const Body& body, NodeId parent, int depth) {
    MarkdownNode out;
    out.source = source_;
    out.span = span_of(node, body);
    const std::string_view type = cmark_node_get_type_string(node);
    if (add_extension_kind(node, type, out)) return tree_.append(parent, std::move(out));
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_BLOCK_QUOTE:
        out.kind = MarkdownKind::BlockQuote;
        break;
      case CMARK_NODE_LIST:
        out.kind = MarkdownKind::List;
        out.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        out.level = cmark_node_get_list_start(node);
        out.tight = cmark_node_get_list_tight(node) != 0;
        break;
      case CMARK_NODE_ITEM:
        out.kind = MarkdownKind::Item;
        set_item_style(node, out);
        break;
      case CMARK_NODE_CODE_BLOCK:
        return add_code_block(node, body, parent, depth, std::move(out));
      case CMARK_NODE_HTML_BLOCK:
        out.kind = MarkdownKind::HtmlBlock;
        out.text = text_or_empty(cmark_node_get_literal(node));
        break;
      case CMARK_NODE_PARAGRAPH:
        out.kind = MarkdownKind::Paragraph;
        break;
      case CMARK_NODE_HEADING:
        out.kind = MarkdownKind::Heading;
        out.level = cmark_node_get_heading_level(node);
        break;
      case CMARK_NODE_THEMATIC_BREAK:
        out.kind = MarkdownKind::ThematicBreak;
        break;
      case CMARK_NODE_FOOTNOTE_DEFINITION:
        out.kind = MarkdownKind::FootnoteDefinition;
        for (const Footnote& one : footnotes_) {
          if (one.node != node) continue;
          out.title = one.label;
          out.text = one.key;
        }
        break;
      case CMARK_NODE_FOOTNOTE_REFERENCE:
        out.kind = MarkdownKind::FootnoteReference;
        out.text = footnote_key(text_or_empty(cmark_node_get_literal(node)));
        used_footnotes_.insert(out.text);
        break;
      case CMARK_NODE_TEXT:
        return add_text(node, parent, std::move(out));
      case CMARK_NODE_SOFTBREAK:
        out.kind = MarkdownKind::SoftBreak;
        break;
      case CMARK_NODE_LINEBREAK:
        out.kind = MarkdownKind::LineBreak;
        break;
      case CMARK_NODE_CODE:
        out.kind = MarkdownKind::Code;
        out.text = text_or_empty(cmark_node_get_literal(node));
        make_role(parent, out);
        break;
      case CMARK_NODE_HTML_INLINE:
        out.kind = MarkdownKind::HtmlInline;
        out.text = text_or_empty(cmark_node_get_literal(node));
        break;
      case CMARK_NODE_EMPH:
        out.kind = MarkdownKind::Emphasis;
        break;
      case CMARK_NODE_STRONG:
        out.kind = MarkdownKind::Strong;
        break;
      case CMARK_NODE_LINK:
      case CMARK_NODE_IMAGE:
        out.kind = cmark_node_get_type(node) == CMARK_NODE_LINK ? MarkdownKind::Link : MarkdownKind::Image;
        out.url = text_or_empty(cmark_node_get_url(node));
        out.title = text_or_empty(cmark_node_get_title(node));
        break;
      default:
        break;
    }
    return tree_.append(parent, std::move(out));
  }

  bool add_extension_kind(cmark_node* node, std::string_view type, MarkdownNode& out) {
    if (type == "table") {
      out.kind = MarkdownKind::Table;
      alignments_.clear();
      const std::uint8_t* letters = cmark_gfm_extensions_get_table_alignments(node);
      const std::uint16_t columns = cmark_gfm_extensions_get_table_columns(node);
      for (std::uint16_t i = 0; letters != nullptr && i < columns; ++i) alignments_.push_back(letters[i]);
      return true;
    }
    if (type == "table_row" || type == "table_header") {
      out.kind = MarkdownKind::TableRow;
      out.ordered = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
      column_ = 0;
      return true;
    }
    if (type == "table_cell") {
      out.kind = MarkdownKind::TableCell;
      out.level = static_cast<std::int32_t>(column_);
      const std::uint8_t letter = column_ < alignments_.size() ? alignments_[column_] : 0;
      out.alignment = letter == 'l'   ? TableAlignment::Left
                      : letter == 'c' ? TableAlignment::Centre
                      : letter == 'r' ? TableAlignment::Right
                                      : TableAlignment::None;
      ++column_;
      return true;
    }
    if (type == "tasklist") {
      out.kind = MarkdownKind::Item;
      set_item_style(node, out);
      out.task = true;
      out.checked = cmark_gfm_extensions_get_tasklist_item_checked(node);
      return true;
    }
    return false;
  }

  /// Joins neighbouring texts, which cmark keeps apart at every quote, dash and entity, so that a
  /// term such as "H&amp;WBB" stands in one node.
  NodeId add_text(cmark_node* node, NodeId parent, MarkdownNode out) {
    out.kind = MarkdownKind::Text;
    out.text = text_or_empty(cmark_node_get_literal(node));
    const NodeId before = tree_.node(parent).last_child;
    if (before != kNoNode && tree_.node(before).kind == MarkdownKind::Text) {
      MarkdownNode& last = tree_.nodes[static_cast<std::size_t>(before)];
      last.text += out.text;
      last.span.end = std::max(last.span.end, out.span.end);
      return before;
    }
    out.span = text_span(out.span, out.text);
    return tree_.append(parent, std::move(out));
  }

  /// A code span right after `{name}` is a role: the braces move from the text into the node.
  void make_role(NodeId parent, MarkdownNode& code) {
    const NodeId before = tree_.node(parent).last_child;
    if (before == kNoNode || tree_.node(before).kind != MarkdownKind::Text) return;
    MarkdownNode& text = tree_.nodes[static_cast<std::size_t>(before)];
    if (text.text.empty() || text.text.back() != '}') return;
    const std::size_t brace = text.text.rfind('{');
    if (brace == std::string::npos) return;
    const std::string_view slice =
        source().slice({text.span.begin, std::max(text.span.begin, code.span.begin)});
    const std::size_t in_source = slice.rfind('{');
    const std::size_t at = text.span.begin + in_source;
    if (in_source != std::string_view::npos && at > 0 && source().text()[at - 1] == '\\') return;
    const std::string_view inside =
        std::string_view(text.text).substr(brace + 1, text.text.size() - brace - 2);
    const std::size_t blank = inside.find(' ');
    code.kind = MarkdownKind::Role;
    code.url = std::string(inside.substr(0, blank));
    if (blank != std::string_view::npos) code.title = std::string(trim(inside.substr(blank)));
    if (in_source != std::string_view::npos) code.span.begin = at;
    // The span of a role covers `{name}` and both back-ticks.
    while (code.span.end < source().text().size() && source().text()[code.span.end] == '`') ++code.span.end;
    text.text.resize(brace);
    text.span.end = std::max(text.span.begin, code.span.begin);
  }

  NodeId add_code_block(cmark_node* node, const Body& body, NodeId parent, int depth, MarkdownNode out) {
    out.kind = MarkdownKind::CodeBlock;
    out.text = text_or_empty(cmark_node_get_literal(node));
    int length = 0;
    int indent = 0;
    char mark = 0;
    const bool fenced = cmark_node_get_fenced(node, &length, &indent, &mark) != 0;
    const std::string info = text_or_empty(cmark_node_get_fence_info(node));
    if (fenced) report_unclosed(node, body, mark, out);
    if (!fenced || info.empty() || info.front() != '{') {
      out.title = info;
      return tree_.append(parent, std::move(out));
    }
    return add_directive(node, body, parent, depth, info, std::move(out));
  }

  void report_unclosed(cmark_node* node, const Body& body, char mark, const MarkdownNode& out) {
    const std::size_t at = offset(body, cmark_node_get_end_line(node), 1);
    const std::string_view last = trim(source().line(source().position(at).line));
    const bool one_line = cmark_node_get_end_line(node) == cmark_node_get_start_line(node);
    const std::size_t marks = std::min(last.find_first_not_of(mark), last.size());
    const std::string_view stripped = last.substr(std::min(last.find_last_of("> ") + 1, last.size()));
    const bool closed =
        !one_line && (marks == last.size() || stripped.find_first_not_of(mark) == std::string_view::npos) &&
        last.size() >= 3;
    if (closed) return;
    const std::size_t line = source().position(out.span.begin).line;
    const std::size_t begin = out.span.begin;
    const std::size_t end = source().line_start(line) + source().line(line).size();
    diagnostics_.error("markdown/unclosed-fence", place({begin, std::max(begin, end)}),
                       "this block is opened and never closed",
                       "close it with the same marks on a line of their own");
  }

  NodeId add_directive(cmark_node* node, const Body& body, NodeId parent, int depth, const std::string& info,
                       MarkdownNode out) {
    Directive directive;
    const int first_line = cmark_node_get_start_line(node);
    const std::size_t begin = offset(body, first_line, cmark_node_get_start_column(node));
    const std::size_t line = source().position(begin).line;
    const std::size_t line_end = source().line_start(line) + source().line(line).size();
    directive.span = {begin, std::max(begin, line_end)};
    const SourcePtr& written = tree_.sources[static_cast<std::size_t>(source_)];
    read_directive_opening(written, info, directive, diagnostics_);

    // Every line of the content is a tail of its source line: what stands before it is indentation or
    // the marks of an enclosing list or quotation.
    std::vector<std::string_view> lines = split_lines(out.text);
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t at = offset(body, first_line + 1 + static_cast<int>(i), 1);
      const std::size_t number = source().position(at).line;
      const std::size_t size = source().line(number).size();
      starts.push_back(source().line_start(number) + (size >= lines[i].size() ? size - lines[i].size() : 0));
    }
    const std::size_t first_body_line =
        read_directive_options(written, lines, starts, directive, diagnostics_);
    std::size_t body_offset = 0;
    for (std::size_t i = 0; i < first_body_line; ++i) body_offset = out.text.find('\n', body_offset) + 1;
    if (first_body_line >= lines.size()) body_offset = out.text.size();
    directive.body = out.text.substr(body_offset);
    Body inner;
    inner.line_starts.assign(
        starts.begin() + static_cast<std::ptrdiff_t>(std::min(first_body_line, starts.size())), starts.end());
    const std::size_t body_begin = inner.line_starts.empty() ? directive.span.end : inner.line_starts.front();
    const std::size_t body_end =
        inner.line_starts.empty() ? body_begin : inner.line_starts.back() + lines.back().size();
    directive.body_span = {body_begin, std::max(body_begin, body_end)};
    directive.body_is_contiguous =
        source().slice({body_begin, body_begin + directive.body.size()}) == directive.body;

    out.kind = MarkdownKind::Directive;
    out.text.clear();
    out.level = static_cast<std::int32_t>(tree_.directives.size());
    const std::string name = directive.name;
    const std::string text = directive.body;
    const Span opening = directive.span;
    tree_.directives.push_back(std::move(directive));
    const NodeId id = tree_.append(parent, std::move(out));
    if (!options_.has_markdown_body(name) || text.empty()) return id;
    if (depth >= kDeepestDirective) {
      diagnostics_.error("directive/syntax", place(opening), "directives are nested too deeply here",
                         "keep to a few levels");
      return id;
    }
    inner.text = text;
    const std::vector<std::uint8_t> alignments = alignments_;
    const KnownLabels around = known_;
    convert(inner, id, depth + 1, around);
    alignments_ = alignments;
    return id;
  }

  MarkdownTree& tree_;
  std::int32_t source_;
  const MarkdownOptions& options_;
  Diagnostics& diagnostics_;
  std::vector<std::uint8_t> alignments_;
  std::size_t column_ = 0;
  bool said_too_deep_ = false;
  const std::vector<TypedMark>* marks_ = nullptr;  // of the text that is being converted, by line
  KnownLabels known_;                              // in the text that is being converted
  std::vector<Footnote> footnotes_;                // of that text, by cmark's numbers
  std::set<std::string> used_footnotes_;
  int scopes_ = 0;
};

}  // namespace

void graft_markdown(MarkdownTree& tree, NodeId parent, const SourcePtr& source, Span span,
                    const MarkdownOptions& options, Diagnostics& diagnostics) {
  const auto index = static_cast<std::int32_t>(tree.sources.size());
  tree.sources.push_back(source);
  const std::size_t first_new = tree.nodes.size();
  Body body;
  body.text = source->slice(span);
  body.line_starts.push_back(span.begin);
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (source->text()[i] == '\n') body.line_starts.push_back(i + 1);
  }
  Converter converter(tree, index, options, diagnostics);
  converter.convert(body, parent, 0);
  converter.report_unused_footnotes();
  mark_tasks(tree, first_new);
  separate_lists(tree, first_new);
  link_bare_addresses(tree, first_new);
  put_in_document_order(tree, parent, first_new);
  report_markdown_faults(tree, first_new, diagnostics);
}

MarkdownTree parse_markdown(const SourcePtr& source, Span span, const MarkdownOptions& options,
                            Diagnostics& diagnostics) {
  MarkdownTree tree;
  tree.append(kNoNode, MarkdownNode{});
  graft_markdown(tree, 0, source, span, options, diagnostics);
  tree.nodes[0].span = span;
  return tree;
}

void prepare_markdown() {
  static std::once_flag once;
  std::call_once(once, [] { cmark_gfm_core_extensions_ensure_registered(); });
}

}  // namespace gazette
