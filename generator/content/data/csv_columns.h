#pragma once
// Reads CSV files whose columns have fixed names: the glossary, boards and responsibilities.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "formats/csv/csv.h"

namespace gazette {

/// The names a file's columns may have, in the order they are told to authors.
struct ColumnNames {
  std::string_view rule;  // of the findings about columns: "term/column"
  std::span<const std::string_view> known;
  std::span<const std::string_view> required;
};

/// Values by row and column name. Looks into the CsvFile, which must outlive it.
class CsvColumns {
 public:
  /// Reports columns with unknown names, with the nearest known one, and required ones that are missing.
  CsvColumns(const CsvFile& file, const ColumnNames& names, Diagnostics& diagnostics);

  /// False when a required column is missing, so that rows say nothing.
  bool complete() const { return complete_; }
  /// The value without blanks at its ends; empty when there is no such column.
  std::string_view text(std::size_t row, std::string_view column) const;
  /// Where it stands, without blanks and quotes; the row's first cell when there is no such column.
  Place place(std::size_t row, std::string_view column) const;
  /// The pieces of a list separated by `;`, each with its place. Empty pieces drop out.
  std::vector<PlacedText> list(std::size_t row, std::string_view column) const;

 private:
  const CsvCell* cell(std::size_t row, std::string_view column) const;

  const CsvFile& file_;
  std::vector<std::pair<std::string_view, std::size_t>> columns_;
  bool complete_ = true;
};

}  // namespace gazette
