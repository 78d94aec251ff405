#pragma once
// Lists as people type them, and Markdown does not know: `a.`, `(a)`, `i)`, `(1)`, `•`, and marks with the
// no-break spaces of a word processor. cmark gets marks of its own in their place; the tree says how they
// were typed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/markdown/markdown.h"

namespace gazette {

/// What a mark at the start of a line makes of it.
enum class MarkKind : std::uint8_t { Ordered, Bullet, Heading };

/// A mark of a line, and what cmark reads instead.
struct TypedMark {
  std::size_t line = 0;   // from 0
  std::size_t begin = 0;  // bytes in the text: the odd blanks before it, the mark, the blanks behind it
  std::size_t end = 0;
  std::size_t column = 0;  // bytes of the line before the mark once it is replaced
  std::size_t blanks = 0;  // bytes of `instead` before the mark
  std::string instead;
  MarkKind kind = MarkKind::Ordered;
  ListStyle style = ListStyle::Decimal;
  ListBrackets brackets = ListBrackets::FullStop;
  int value = 0;          // Ordered: which number it is
  bool is_typed = false;  // Ordered: a letter, a Roman number or a number in brackets
};

/// The marks outside of fenced code. Letters and numbers count from two of them in order at one indentation:
/// "A. Smith said" is no list. What turns out to stand in indented code or the like is for the caller to
/// drop.
std::vector<TypedMark> find_typed_marks(std::string_view text);

/// The text with the marks replaced, line for line.
std::string with_marks_replaced(std::string_view text, const std::vector<TypedMark>& marks);

/// Makes lists of their own of neighbouring items in a list whose marks are of different kinds, and gives
/// each ordered list the kind of its items. New nodes stand at the end of `tree.nodes`.
void separate_lists(MarkdownTree& tree, std::size_t first);

}  // namespace gazette
