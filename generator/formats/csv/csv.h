#pragma once
// CSV as RFC 4180 has it: commas, double quotes, one header row, UTF-8. Ours rather than a library's,
// since every finding about a cell must name its bytes in the file.

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"

namespace gazette {

/// One value. `text` has quotes taken off and is not trimmed; `span` covers the value as typed,
/// quotes included. The view lives as long as its CsvFile.
struct CsvCell {
  std::string_view text;
  Span span;
};

/// One record; `cells` has as many values as the header. A record that had fewer or more is reported,
/// and is filled up with empty values or cut.
struct CsvRow {
  std::span<const CsvCell> cells;
  std::size_t number = 0;  // as a spreadsheet counts: the header is row 1
  bool ragged = false;
};

/// A CSV file's records with the place of each value. Movable only, since values look into it.
class CsvFile {
 public:
  explicit CsvFile(SourcePtr source) : source_(std::move(source)) {}
  CsvFile(CsvFile&&) = default;
  CsvFile& operator=(CsvFile&&) = default;
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  const SourcePtr& source() const { return source_; }
  /// Column names, trimmed; an empty one is reported and named `column_3`.
  const std::vector<CsvCell>& header() const { return header_; }
  std::size_t row_count() const { return row_numbers_.size(); }
  CsvRow row(std::size_t index) const;
  /// Index of the column called `name`.
  std::optional<std::size_t> find_column(std::string_view name) const;
  Place place(const CsvCell& cell) const { return {source_, cell.span}; }

 private:
  friend class CsvReader;
  SourcePtr source_;
  std::vector<CsvCell> header_;
  std::vector<CsvCell> cells_;  // all rows, one after the other
  std::vector<std::size_t> row_numbers_;
  std::vector<bool> row_ragged_;
  std::deque<std::string> unquoted_;  // values that had doubled quotes
};

/// Reads a CSV file. Encoding faults that leave nothing to read give nullopt: UTF-16, NUL bytes,
/// bytes that are not UTF-8, an empty file. Everything else is reported (`csv/*`) and read as well as
/// it can be. At most 20 findings of one rule are listed, then a count of the rest.
std::optional<CsvFile> parse_csv(const SourcePtr& source, Diagnostics& diagnostics);

/// A value as CSV wants it: in double quotes when it holds a comma, quote or line break, or has blanks
/// at its ends.
void append_csv_value(std::string& out, std::string_view value);

std::span<const Rule> csv_rules();

}  // namespace gazette
