// Line and column arithmetic over one text.
#include "base/source_file.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kLongLine = 4096;  // bytes
constexpr std::size_t kBlock = 1024;     // bytes

/// Bytes that start a character.
std::size_t count_starts(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Where the line that `from` stands in ends: at LF, or at a CR that no LF follows (old Macintosh files).
std::size_t line_end(std::string_view text, std::size_t from, bool has_returns) {
  if (!has_returns) return text.find('\n', from);
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '\n') return i;
    if (text[i] == '\r') return i + 1 < text.size() && text[i + 1] == '\n' ? i + 1 : i;
  }
  return std::string_view::npos;
}

}  // namespace

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  line_starts_.push_back(0);
  std::size_t longest = 0;
  const bool has_returns = text_.find('\r') != std::string::npos;
  for (std::size_t i = line_end(text_, 0, has_returns); i != std::string::npos;
       i = line_end(text_, i + 1, has_returns)) {
    longest = std::max(longest, i + 1 - line_starts_.back());
    line_starts_.push_back(i + 1);
  }
  longest = std::max(longest, text_.size() - line_starts_.back());
  if (longest <= kLongLine) return;
  std::size_t characters = 0;
  for (std::size_t block = 0; block < text_.size(); block += kBlock) {
    block_characters_.push_back(characters);
    characters += count_starts(std::string_view(text_).substr(block, kBlock));
  }
  block_characters_.push_back(characters);
}

std::size_t SourceFile::characters_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  return block_characters_[block] +
         count_starts(std::string_view(text_).substr(block * kBlock, offset - block * kBlock));
}

Position SourceFile::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::size_t>(after - line_starts_.begin());
  const std::size_t start = line_starts_[line - 1];
  if (!block_characters_.empty() && offset - start > kLongLine)
    return {line, characters_before(offset) - characters_before(start) + 1};
  return {line, count_starts(std::string_view(text_).substr(start, offset - start)) + 1};
}

std::string_view SourceFile::line(std::size_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  const std::size_t start = line_starts_[line - 1];
  std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  if (end > start && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(start, end - start);
}

std::size_t SourceFile::line_start(std::size_t line) const {
  if (line == 0) return 0;
  return line > line_starts_.size() ? text_.size() : line_starts_[line - 1];
}

std::string_view SourceFile::slice(Span span) const {
  const std::size_t begin = std::min(span.begin, text_.size());
  const std::size_t end = std::clamp(span.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

}  // namespace gazette
