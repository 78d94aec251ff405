// Passes over a finished tree.
#include "formats/markdown/markdown_faults.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "formats/markdown/foreign_marks.h"

namespace gazette {
namespace {

void report_raw_html(const MarkdownTree& tree, std::size_t first, Diagnostics& diagnostics) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kInstead = {{
      {"table", "write a Markdown table, or use the `{table}` directive with a data set"},
      {"img", "write `![text](file.png)`, or use the `{figure}` directive"},
      {"figure", "use the `{figure}` directive"},
      {"details", "use the `{details}` directive"},
      {"blockquote", "use the `{quote}` directive"},
      {"a", "write `[text](address)`"},
      {"abbr", "use the `{abbr}` role, or add the term to the glossary"},
      {"span", "use the `{lang}` role if this is about language"},
      {"svg", "use the `{chart}` directive or the `{figure}` directive"},
      {"h2", "write `## Heading`"},
      {"b", "write `**text**`"},
      {"strong", "write `**text**`"},
      {"em", "write `*text*`"},
      {"br", "end the line with a backslash"},
  }};
  for (std::size_t i = first; i < tree.nodes.size(); ++i) {
    const MarkdownNode& node = tree.nodes[i];
    if (node.kind != MarkdownKind::HtmlBlock && node.kind != MarkdownKind::HtmlInline) continue;
    const std::string_view text = trim(node.text);
    if (text.starts_with("<!--") && text.ends_with("-->")) continue;
    std::size_t end = text.starts_with("</") ? 2 : 1;
    const std::size_t start = end;
    while (end < text.size() && (is_ascii_letter(text[end]) || is_ascii_digit(text[end]))) ++end;
    const std::string tag = to_lower_ascii(text.substr(start, end - start));
    const auto* instead =
        std::find_if(kInstead.begin(), kInstead.end(), [&](const auto& row) { return row.first == tag; });
    const std::string hint = instead != kInstead.end()
                                 ? std::string(instead->second)
                                 : "write Markdown or a directive such as `{note}` instead";
    const std::size_t begin = node.span.begin;
    const std::size_t line_end =
        tree.sources[static_cast<std::size_t>(node.source)]->text().find('\n', begin);
    diagnostics.error(
        "markdown/raw-html", tree.place(static_cast<NodeId>(i), {begin, std::min(node.span.end, line_end)}),
        tag.empty() ? "HTML cannot be used here" : "the HTML tag `" + tag + "` cannot be used here", hint);
  }
}

/// `[^label]` in words: the mark of a footnote that is not there. An escaped one is meant to be read.
void report_lost_footnotes(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const MarkdownNode& node = tree.node(id);
  const std::string& source = tree.sources[static_cast<std::size_t>(node.source)]->text();
  std::size_t from = node.span.begin;
  for (std::size_t at = node.text.find("[^"); at != std::string::npos; at = node.text.find("[^", at + 2)) {
    const std::size_t end = node.text.find(']', at);
    if (end == std::string::npos) return;
    const std::string mark = node.text.substr(at, end + 1 - at);
    if (mark.size() < 4 || mark.find_first_of(" \t\n[", 1) != std::string::npos) continue;
    const std::size_t written = source.find(mark, from);
    if (written == std::string::npos || (written > 0 && source[written - 1] == '\\')) continue;
    from = written + mark.size();
    diagnostics.error("markdown/footnote", tree.place(id, {written, from}),
                      "there is no footnote for the mark `" + mark + "`",
                      "write the note on a line of its own: `" + mark + ": …`");
  }
}

/// Marks in words that were meant to make a link, or to strike words out.
void report_literal_marks(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const MarkdownNode& node = tree.node(id);
  const std::string& source = tree.sources[static_cast<std::size_t>(node.source)]->text();
  const auto warn = [&](std::size_t begin, std::size_t end, const char* message, const char* hint) {
    diagnostics.warning("markdown/literal", tree.place(id, {begin, end}), message, hint);
  };
  std::size_t from = node.span.begin;
  for (std::size_t at = node.text.find("]("); at != std::string::npos; at = node.text.find("](", at + 2)) {
    const std::size_t written = source.find("](", from);
    if (written == std::string::npos) break;
    from = written + 2;
    if (written > 0 && source[written - 1] == '\\') continue;
    const std::size_t line_end = std::min(source.find('\n', written), source.size());
    const std::size_t end = source.find(')', written);
    const std::size_t open = source.rfind('[', written);
    const std::size_t begin = open == std::string::npos || open < node.span.begin ? written : open;
    if (end == std::string::npos || end > line_end) {
      warn(begin, line_end, "this is no link: its bracket is never closed", "add `)` behind the address");
    } else {
      warn(begin, end + 1, "this is no link: there is a blank in its address",
           "give the file a name without blanks, or write `<` and `>` round the address");
    }
  }
  for (const char* gap : {"] (http", "] (/"}) {
    if (node.text.find(gap) == std::string::npos) continue;
    const std::size_t written = source.find(gap, node.span.begin);
    if (written == std::string::npos || source[written] == '\\') continue;
    warn(written, written + 3, "this is no link: there is a blank between its words and its address",
         "take the blank out");
  }
  const std::size_t first = node.text.find("~~");
  if (first == std::string::npos || node.text.find("~~", first + 2) == std::string::npos) return;
  const std::size_t written = source.find("~~", node.span.begin);
  if (written == std::string::npos || (written > 0 && source[written - 1] == '\\')) return;
  warn(written, written + 2, "`~~` strikes nothing out here",
       "take the marks out, and say in words what no longer holds");
}

/// Calls `look(words, at, is_first)` for each line of a block: the words without the marks of quotations and
/// lists before them, and where they begin in the source.
template <typename Look>
void each_line(const MarkdownTree& tree, const MarkdownNode& block, Look look) {
  const SourceFile& source = *tree.sources[static_cast<std::size_t>(block.source)];
  const std::size_t first = source.position(block.span.begin).line;
  const std::size_t last = source.position(std::max(block.span.begin, block.span.end)).line;
  for (std::size_t line = first; line <= last; ++line) {
    const std::size_t start = source.line_start(line);
    const std::string_view whole = source.line(line);
    const std::size_t from = line == first ? block.span.begin - start : 0;  // behind the mark of a list
    const std::size_t begin = std::min(whole.find_first_not_of(" \t>", from), whole.size());
    look(trim(whole.substr(begin)), start + begin, line == first);
  }
}

/// The line of hyphens that makes a table of the lines around it.
bool is_table_rule(std::string_view line) {
  line = trim(line);
  return line.find('|') != std::string_view::npos && line.find("--") != std::string_view::npos &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

/// Lines of a paragraph that were meant to be a table or a heading.
void report_literal_lines(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  each_line(tree, tree.node(id), [&](std::string_view text, std::size_t at, bool is_first) {
    const Place place = tree.place(id, {at, at + text.size()});
    const std::size_t signs = std::min(text.find_first_not_of('#'), text.size());
    if (!is_first && is_table_rule(text)) {
      diagnostics.warning(
          "markdown/literal", place,
          "this is no table: the line of hyphens and the one above it differ in their columns",
          "give both the same number of `|`");
    } else if (signs >= 2 && signs <= 6 && signs < text.size() && text[signs] != ' ' && text[signs] != '\t') {
      diagnostics.warning("markdown/literal", place, "this is no heading: there is no blank behind the signs",
                          "write `" + std::string(text.substr(0, signs)) + " " + "` and then the words");
    }
  });
}

/// The cells that a line of a table is written with; a bar after a backslash is text.
std::size_t count_cells(std::string_view line) {
  line = trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  std::size_t cells = 1;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|' && i + 1 < line.size()) {
      ++cells;
    }
  }
  return cells;
}

/// Tables drop the cells that no column is there for.
void report_lost_cells(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const MarkdownNode& row = tree.node(id);
  const SourceFile& source = *tree.sources[static_cast<std::size_t>(row.source)];
  const std::size_t line = source.position(row.span.begin).line;
  const std::size_t end = source.line_start(line) + source.line(line).size();
  std::size_t columns = 0;
  for (NodeId cell = row.first_child; cell != kNoNode; cell = tree.node(cell).next) ++columns;
  if (row.span.begin >= end) return;
  const std::size_t written = count_cells(source.slice({row.span.begin, end}));
  if (written <= columns) return;
  diagnostics.error("markdown/table-cells", tree.place(id, {row.span.begin, end}),
                    "this row has " + std::to_string(written) + " cells, and the table has " +
                        std::to_string(columns) + (columns == 1 ? " column" : " columns"),
                    "take out what is too much, or write `\\|` for a bar that is part of the text");
}

/// A line such as "```{note} The `x` key": the second backtick keeps Markdown from seeing a fence.
void report_fences_with_backticks(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  each_line(tree, tree.node(id), [&](std::string_view text, std::size_t at, bool /*is_first*/) {
    const std::size_t marks = std::min(text.find_first_not_of('`'), text.size());
    if (marks < 3 || !text.substr(marks).starts_with('{')) return;
    // A code span that ends on the same line is what its writer meant.
    if (text.find(text.substr(0, marks), marks) != std::string_view::npos) return;
    diagnostics.error("directive/syntax", tree.place(id, {at, at + text.size()}),
                      "this line opens no directive, as there is a backtick further on in it",
                      "leave out the backticks behind the name, or make the fences of `~~~`");
  });
}

/// Words that become code since their lines are indented, as a tab at the start of a paragraph does.
void report_indented_prose(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const MarkdownNode& node = tree.node(id);
  const SourceFile& source = *tree.sources[static_cast<std::size_t>(node.source)];
  const std::string_view first = trim(source.line(source.position(node.span.begin).line));
  const std::string_view inner = first.substr(std::min(first.find_first_not_of("> -*+"), first.size()));
  if (inner.starts_with("```") || inner.starts_with("~~~")) return;
  std::size_t words = 0;
  const std::string flat = collapse_white_space(node.text);
  for (const std::string_view word : split(flat, ' ')) {
    if (!word.empty() && (is_ascii_letter(word.front()) || static_cast<unsigned char>(word.front()) >= 0x80))
      ++words;
  }
  if (words < 4 || node.text.find_first_of("{}<>=$\\|@") != std::string::npos) return;
  const std::size_t line_end = std::min(source.text().find('\n', node.span.begin), source.text().size());
  diagnostics.warning("markdown/literal", tree.place(id, {node.span.begin, line_end}),
                      "this line is indented by a tab or four blanks, so its words are shown as code",
                      "take out what stands before the words; code stands between lines of ```");
}

}  // namespace

void report_markdown_faults(const MarkdownTree& tree, std::size_t first, Diagnostics& diagnostics) {
  report_raw_html(tree, first, diagnostics);
  for (std::size_t i = first; i < tree.nodes.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    switch (tree.nodes[i].kind) {
      case MarkdownKind::Text:
        report_lost_footnotes(tree, id, diagnostics);
        report_literal_marks(tree, id, diagnostics);
        report_foreign_marks(tree, id, diagnostics);
        break;
      case MarkdownKind::TableRow:
        report_lost_cells(tree, id, diagnostics);
        break;
      case MarkdownKind::Paragraph:
        report_fences_with_backticks(tree, id, diagnostics);
        report_literal_lines(tree, id, diagnostics);
        report_foreign_lines(tree, id, diagnostics);
        break;
      case MarkdownKind::HtmlBlock:
      case MarkdownKind::HtmlInline:
        report_foreign_comment(tree, id, diagnostics);
        break;
      case MarkdownKind::Link:
      case MarkdownKind::Image:
        report_link_title(tree, id, diagnostics);
        break;
      case MarkdownKind::CodeBlock:
        report_indented_prose(tree, id, diagnostics);
        break;
      default:
        break;
    }
  }
}

void mark_tasks(MarkdownTree& tree, std::size_t first) {
  for (std::size_t i = first; i < tree.nodes.size(); ++i) {
    MarkdownNode& item = tree.nodes[i];
    if (item.kind != MarkdownKind::Item || item.task || item.first_child == kNoNode) continue;
    const MarkdownNode& block = tree.node(item.first_child);
    if (block.kind != MarkdownKind::Paragraph || block.first_child == kNoNode) continue;
    MarkdownNode& text = tree.nodes[static_cast<std::size_t>(block.first_child)];
    const bool open = text.text.starts_with("[ ] ");
    const bool done = text.text.starts_with("[x] ") || text.text.starts_with("[X] ");
    const std::string& source = tree.sources[static_cast<std::size_t>(text.source)]->text();
    const std::size_t begin = text.span.begin;
    const bool escaped =
        source.compare(begin, 1, "[") != 0 || (begin > 0 && source.compare(begin - 1, 1, "\\") == 0);
    if (text.kind != MarkdownKind::Text || (!open && !done) || escaped) continue;
    item.task = true;
    item.checked = done;
    text.text.erase(0, 4);
    text.span.begin += 4;
  }
}

}  // namespace gazette
