// Markdown tables: captions, row headers, scroll regions; tables of data are in data_table.cc.
#include <algorithm>

#include "base/text.h"
#include "content/body/body_renderer.h"
#include "content/prose/numbering.h"

namespace gazette {
namespace {

/// Narrowest screen less its margins, in the widths below: wider tables get a scroll region.
constexpr std::size_t kNarrowScreen = 36;

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view word : split(text, ' ')) longest = std::max(longest, count_characters(word));
  return longest;
}

std::string_view alignment_class(TableAlignment alignment) {
  if (alignment == TableAlignment::Right) return " class=\"number\"";
  return alignment == TableAlignment::Centre ? " class=\"centre\"" : "";
}

}  // namespace

void BodyRenderer::inline_children(NodeId id) {
  for (NodeId child = tree_.node(id).first_child; child != kNoNode; child = tree_.node(child).next) {
    walk(tree_, child, [this](NodeId at, bool entering) {
      const MarkdownNode& node = tree_.node(at);
      if (node.kind == MarkdownKind::Image) {
        if (entering) image(at, node);
        return false;
      }
      visit(at, entering);
      return true;
    });
  }
}

void BodyRenderer::table_row(NodeId row, bool header, std::size_t columns) {
  std::string& out = body_.html;
  out += "<tr>";
  std::size_t column = 0;
  for (NodeId cell = tree_.node(row).first_child; cell != kNoNode && column < columns;
       cell = tree_.node(cell).next, ++column) {
    const MarkdownNode& node = tree_.node(cell);
    const bool is_empty = collapse_white_space(plain_text(tree_, cell)).empty();
    const NodeId first = node.first_child;
    const bool row_header = !header && column == 0 && first != kNoNode &&
                            tree_.node(first).kind == MarkdownKind::Text &&
                            tree_.node(first).text.starts_with('#');
    const std::string_view tag = (header && !is_empty) || row_header ? "th" : "td";
    mark(tree_.place(cell));
    out += "<" + std::string(tag);
    if (header && !is_empty) out += " scope=\"col\"";
    if (row_header) out += " scope=\"row\"";
    out += alignment_class(node.alignment);
    out += ">";
    const std::size_t start = out.size();
    inline_children(cell);
    if (row_header) {
      // The `#` only says what the cell is.
      const std::size_t end = out.find_first_not_of("# ", start);
      out.erase(start, (end == std::string::npos ? out.size() : end) - start);
    }
    out += "</" + std::string(tag) + ">";
  }
  out += "</tr>\n";
}

void BodyRenderer::table(NodeId id) {
  // A line `: Caption` right after the rows is read by cmark as one more row; after a blank line it is
  // a paragraph.
  const NodeId caption = caption_of_table(tree_, id);
  const bool in_row = caption != kNoNode && tree_.node(caption).kind == MarkdownKind::TableCell;
  const NodeId caption_row = in_row ? tree_.node(caption).parent : kNoNode;
  if (caption != kNoNode && !in_row) captions_.insert(caption);
  std::vector<std::size_t> widths;
  for (NodeId row = tree_.node(id).first_child; row != kNoNode; row = tree_.node(row).next) {
    const NodeId cell = tree_.node(row).first_child;
    if (row == caption_row) continue;
    std::size_t column = 0;
    for (NodeId at = cell; at != kNoNode; at = tree_.node(at).next, ++column) {
      if (widths.size() <= column) widths.push_back(0);
      widths[column] = std::max(widths[column], longest_word(plain_text(tree_, at)));
    }
  }
  std::size_t width = 0;
  for (const std::size_t column : widths) width += column + 3;

  mark(tree_.place(id));
  std::string& out = body_.html;
  const std::string caption_id =
      caption == kNoNode ? std::string() : unique_id("table-" + std::to_string(table_number_));
  const bool scrolls = width > kNarrowScreen && caption != kNoNode;
  if (scrolls)
    out += "<div class=\"scroll\" role=\"region\" aria-labelledby=\"" + caption_id + "\" tabindex=\"0\">";
  out += "<table class=\"data\">";
  if (caption != kNoNode) {
    const std::string number = std::to_string(next_table_number());
    out += "<caption id=\"" + caption_id + "\"><span class=\"caption-number\">" +
           escape_html(say(wording(), "table_number", {{"number", number}})) + "</span> ";
    const std::size_t start = out.size();
    inline_children(caption);
    if (out.compare(start, 2, ": ") == 0) out.erase(start, 2);
    out += "</caption>\n";
  }
  bool in_body = false;
  for (NodeId row = tree_.node(id).first_child; row != kNoNode; row = tree_.node(row).next) {
    if (row == caption_row) continue;
    const bool header = tree_.node(row).ordered;
    if (header) out += "<thead>";
    if (!header && !in_body) out += "<tbody>";
    in_body = in_body || !header;
    table_row(row, header, widths.size());
    if (header) out += "</thead>\n";
  }
  if (in_body) out += "</tbody>";
  out += "</table>";
  if (scrolls) out += "</div>";
  out += '\n';
}

}  // namespace gazette
