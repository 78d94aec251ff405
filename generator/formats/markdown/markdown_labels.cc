// A scan by lines; cmark decides later what each definition is.
#include "formats/markdown/markdown_labels.h"

#include <algorithm>

#include "base/text.h"

namespace gazette {
namespace {

/// The marks that open or close a fence on a line, "" for another line.
std::string_view fence_marks(std::string_view line) {
  if (line.empty() || (line.front() != '`' && line.front() != '~')) return {};
  const std::size_t end = std::min(line.find_first_not_of(line.front()), line.size());
  return end < 3 ? std::string_view() : line.substr(0, end);
}

}  // namespace

bool FenceTracker::inside(std::string_view line) {
  const std::string_view marks = fence_marks(line);
  if (marks.empty()) return !open_.empty();
  const bool closes = !open_.empty() && marks.front() == open_.front() && marks.size() >= open_.size() &&
                      trim(line.substr(marks.size())).empty();
  // A backtick further on makes it a code span in a line.
  const bool opens =
      open_.empty() && (marks.front() == '~' || line.find('`', marks.size()) == std::string_view::npos);
  if (opens) {
    open_ = marks;
    return true;
  }
  const bool was_open = !open_.empty();
  if (closes) open_ = {};
  return was_open;
}

MarkdownLabels find_labels(std::string_view text) {
  MarkdownLabels labels;
  FenceTracker fences;
  for (const std::string_view line : split_lines(text)) {
    const std::size_t start = std::min(line.find_first_not_of(" \t>"), line.size());
    const std::string_view inner = line.substr(start);
    const std::size_t close = inner.find("]:");
    if (fences.inside(inner) || !inner.starts_with('[') || close == std::string_view::npos || close < 2)
      continue;
    if (inner[1] != '^') {
      labels.addresses.emplace_back(inner);
    } else if (close > 2) {
      labels.footnotes.push_back(
          {std::string(inner.substr(2, close - 2)), static_cast<std::size_t>(inner.data() - text.data())});
    }
  }
  return labels;
}

std::string normal_label(std::string_view label) {
  return to_lower(collapse_white_space(label));
}

}  // namespace gazette
