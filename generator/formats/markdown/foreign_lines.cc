// Whole lines in the syntax of other programs.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "formats/markdown/foreign_marks.h"

namespace gazette {
namespace {

struct LineHint {
  std::string_view message;
  std::string_view hint;
};

bool starts_with_word(std::string_view text, std::size_t at) {
  return at < text.size() && (is_ascii_letter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80);
}

/// Boxes, by the mark that opens or closes them.
const LineHint* box(std::string_view text) {
  static constexpr LineHint kBox = {"this line makes no box here",
                                    "write ```{note} on a line, then the words, then ``` on a line; there "
                                    "are note, warning, important and details"};
  if (text.starts_with("!!! ") || text.starts_with("???") || (text.starts_with(":::") && text != ":::"))
    return &kBox;
  // GOV.UK's: ^information^, %warning%, $CTA.
  const bool wrapped = text.size() > 3 && (text.front() == '^' || text.front() == '%') &&
                       starts_with_word(text, 1) && (text.back() == text.front() || text.front() == '^');
  const bool letters = text.size() >= 2 && text.size() <= 5 && text.front() == '$' &&
                       std::all_of(text.begin() + 1, text.end(), [](char c) { return is_ascii_upper(c); });
  return wrapped || letters ? &kBox : nullptr;
}

/// Headings and commands of wikis, reStructuredText, AsciiDoc, Textile and MDX.
const LineHint* command(std::string_view text) {
  static constexpr LineHint kHeading = {"this is no heading here", "write `## ` and then the words"};
  static constexpr LineHint kRest = {"`.. ` begins no directive here",
                                     "write ```{note} on a line, then the words, then ``` on a line"};
  static constexpr LineHint kCode = {"this line of a program is shown to readers", "take it out"};
  static constexpr LineHint kMerge = {"this line is left over from joining two versions of the file",
                                      "keep one of the two texts, and take the three lines of marks out"};
  static constexpr LineHint kToml = {
      "`+++` opens no front matter here",
      "write `---` on the first line and behind the last key, and `title: …` between them"};
  static constexpr LineHint kAbbreviation = {
      "this explains no abbreviation here",
      "add it to the glossary, or write {abbr}`HTML (Hypertext Markup Language)`"};
  static constexpr LineHint kTable = {"this begins no table here",
                                      "write a Markdown table, or use ```{table} with a data set"};
  const std::size_t equals = std::min(text.find_first_not_of('='), text.size());
  if (equals >= 2 && equals <= 6 && equals < text.size() && text[equals] == ' ') return &kHeading;
  if (text.size() > 4 && text[0] == 'h' && text[1] >= '1' && text[1] <= '6' && text.substr(2, 2) == ". ")
    return &kHeading;
  if (text.starts_with(".. ") && text.find("::") != std::string_view::npos) return &kRest;
  const bool import = (text.starts_with("import ") && text.find(" from ") != std::string_view::npos) ||
                      text.starts_with("export const ") || text.starts_with("export default ");
  if (import) return &kCode;
  if (text.starts_with("<<<<<<< ") || text.starts_with("||||||| ")) return &kMerge;
  if (text == "+++") return &kToml;
  if (text.starts_with("*[") && text.find("]:") != std::string_view::npos) return &kAbbreviation;
  if (text.starts_with("{|")) return &kTable;
  return nullptr;
}

/// Lists whose marks are typed without the blank behind them: `-one`, `1.one`.
std::string_view crowded_mark(std::string_view text) {
  if (text.size() < 3) return {};
  if ((text[0] == '-' || text[0] == '*') && starts_with_word(text, 1) &&
      text.find(text[0], 1) == std::string_view::npos)
    return text.substr(0, 1);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits >= 1 && digits <= 2 && digits + 1 < text.size() &&
      (text[digits] == '.' || text[digits] == ')') && starts_with_word(text, digits + 1))
    return text.substr(digits, 1);
  return {};
}

/// The line of a paragraph that a definition list of other dialects begins its second part with.
bool is_definition(const MarkdownTree& tree, NodeId paragraph, std::string_view text, bool is_first) {
  if (!text.starts_with(": ") && !text.starts_with(":\t") && !text.starts_with(":   ")) return false;
  if (!is_first) return true;
  // Behind a table such a line is its caption.
  // Nodes are in the order of the document, so the block before ends with the node before.
  const NodeId parent = tree.node(paragraph).parent;
  if (tree.node(parent).first_child == paragraph) return false;
  NodeId before = paragraph - 1;
  while (before != kNoNode && tree.node(before).parent != parent) before = tree.node(before).parent;
  return before != kNoNode && tree.node(before).kind == MarkdownKind::Paragraph;
}

}  // namespace

void report_foreign_lines(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const MarkdownNode& block = tree.node(id);
  const SourceFile& source = *tree.sources[static_cast<std::size_t>(block.source)];
  const std::size_t first = source.position(block.span.begin).line;
  const std::size_t last = source.position(std::max(block.span.begin, block.span.end)).line;
  std::string_view crowded;
  std::string_view told;  // what opens a box often closes it as well
  for (std::size_t line = first; line <= last; ++line) {
    const std::string_view whole = source.line(line);
    const std::size_t start = source.line_start(line);
    const std::size_t from = line == first ? block.span.begin - start : 0;  // behind the mark of a list
    const std::size_t begin = std::min(whole.find_first_not_of(" \t>", from), whole.size());
    const std::string_view text = trim(whole.substr(begin));
    const auto warn = [&](std::string_view message, std::string_view hint) {
      diagnostics.warning("markdown/literal", tree.place(id, {start + begin, start + begin + text.size()}),
                          std::string(message), std::string(hint));
    };
    if (!told.empty() && text == told) continue;
    if (box(text) != nullptr || command(text) != nullptr) told = text;
    if (const LineHint* found = box(text)) {
      warn(found->message, found->hint);
    } else if (const LineHint* other = command(text)) {
      warn(other->message, other->hint);
    } else if (is_definition(tree, id, text, line == first)) {
      warn("this makes no list of definitions here",
           "write `**Term**: what it means`, a table, or a row of the glossary");
    }
    const std::string_view mark = crowded_mark(text);
    if (line > first && !mark.empty() && mark == crowded)
      warn("this makes no list: there is no blank behind its mark",
           "write a blank behind the mark of each line");
    crowded = mark;
  }
}

void report_foreign_comment(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  static constexpr std::array<std::string_view, 12> kWords = {
      "more",    "readmore", "read more", "excerpt",    "truncate", "toc",
      "tocstop", "nextpage", "pagebreak", "page break", "newpage",  "end excerpt"};
  std::string_view text = trim(tree.node(id).text);
  if (!text.starts_with("<!--") || !text.ends_with("-->") || text.size() < 7) return;
  const std::string inside = to_lower_ascii(trim(text.substr(4, text.size() - 7)));
  const bool known = std::find(kWords.begin(), kWords.end(), inside) != kWords.end() ||
                     inside.starts_with("wp:") || inside.starts_with("/wp:");
  if (!known) return;
  const std::size_t begin = tree.node(id).span.begin;
  diagnostics.warning("markdown/literal", tree.place(id, {begin, begin + text.size()}),
                      "this comment does something in another system, and nothing here",
                      "take it out; `description` at the top of the page is what lists of pages show");
}

}  // namespace gazette
