#pragma once
// A source file's text and the places in it. Everything that reports something points here.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// A range of bytes in one source, half open: `begin` is the first byte, `end` one past the last.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

/// Line and column as people count them: both from 1; columns count characters (Unicode code
/// points), not bytes.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
  bool operator==(const Position&) const = default;
};

/// The text of one file together with the path it is reported under. Immutable; the line table is
/// built on construction, so a SourceFile may be shared between threads.
class SourceFile {
 public:
  /// `path` is relative to the project folder, with forward slashes.
  SourceFile(std::string path, std::string text);

  const std::string& path() const { return path_; }
  const std::string& text() const { return text_; }
  std::size_t line_count() const { return line_starts_.size(); }

  /// Where byte `offset` stands; offsets past the end give the end of the text.
  Position position(std::size_t offset) const;
  /// The text of line `line` (from 1) without its line ending; empty when there is no such line.
  std::string_view line(std::size_t line) const;
  /// Byte offset at which line `line` (from 1) starts; the text's size when there is no such line.
  std::size_t line_start(std::size_t line) const;
  /// The text of a span, clipped to the file.
  std::string_view slice(Span span) const;

 private:
  /// Characters before byte `offset`; only with `block_characters_`.
  std::size_t characters_before(std::size_t offset) const;

  std::string path_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  // Characters before each block of bytes; made when a line is so long that counting from its start, for
  // each of many findings, would take minutes (minified pages).
  std::vector<std::size_t> block_characters_;
};

using SourcePtr = std::shared_ptr<const SourceFile>;

/// A span in a source; `source` is null when a finding has no place of its own.
struct Place {
  SourcePtr source;
  Span span;
};

/// A word or value an author wrote, with where.
struct PlacedText {
  std::string text;
  Place place;
  bool empty() const { return text.empty(); }
};

}  // namespace gazette
