#pragma once
// Regular expressions that authors write. Matching takes time in proportion to the text, whatever the
// expression: it may come from anyone, and one cell must not stop a build.

#include <memory>
#include <string>
#include <string_view>

namespace gazette {

/// A compiled regular expression, in RE2's syntax: that of Perl without what needs backtracking
/// (look-ahead, look-behind and references back). Cheap to copy, and safe to share among threads.
class Pattern {
 public:
  explicit Pattern(const std::string& expression);

  /// What is wrong with the expression, in RE2's words; empty when nothing is.
  std::string fault() const;
  /// Whether the whole of `text`, in UTF-8, fits. Always false for a faulty expression.
  bool fits(std::string_view text) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace gazette
