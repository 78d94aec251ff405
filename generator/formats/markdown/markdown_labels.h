#pragma once
// Labels that a Markdown text defines for use elsewhere in it: footnotes (`[^1]: …`) and addresses
// (`[name]: …`). The body of a directive is parsed by itself; with these it knows what the page defines.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct FootnoteLabel {
  std::string label;  // as written, without `^`
  std::size_t begin;  // of its `[`, in the text
};

struct MarkdownLabels {
  std::vector<FootnoteLabel> footnotes;
  std::vector<std::string> addresses;  // whole lines, `[name]: target "title"`
};

/// Follows the fences of code and directives through the lines of a text.
class FenceTracker {
 public:
  /// Whether the next line, without the marks and blanks before it, is a fence or stands in one.
  bool inside(std::string_view line);

 private:
  std::string_view open_;  // marks of the fence that is open
};

/// Reads the lines outside of fenced code. What looks like a definition and is none does no harm: nothing
/// refers to it.
MarkdownLabels find_labels(std::string_view text);

/// Labels are the same when they differ in case and blanks alone.
std::string normal_label(std::string_view label);

}  // namespace gazette
