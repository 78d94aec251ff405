#pragma once
// Reads a table out of .xlsx (ECMA-376) and .ods (OpenDocument) files. Communications teams live in
// spreadsheets; what comes out is CSV, so that everything after this reads one format.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"

namespace gazette {

/// True for names that end in .xlsx or .ods.
bool is_spreadsheet_path(std::string_view path);

/// How a spreadsheet shows the figures of a cell or of a column.
struct ShownAs {
  enum class Kind { General, Number, Percent, Currency, Date, Code };
  Kind kind = Kind::General;
  std::string symbol;         // of Currency: "£", "€", "US$"
  std::optional<int> places;  // digits after the point; none: as many as there are

  bool operator==(const ShownAs&) const = default;
};

/// Which part of a file is the table, as the YAML beside it says. Empty: the only sheet that holds anything,
/// from A1 on.
struct SheetChoice {
  PlacedText sheet;
  std::optional<std::size_t> header_row;  // as the spreadsheet counts, from 1
  PlacedText range;                       // "A4:F20", with the names of the columns
};

struct SpreadsheetTable {
  SourcePtr csv;
  std::vector<ShownAs> columns;  // General where the cells of a column say nothing, or not the same
};

/// The one table of a spreadsheet, with the formats of its columns; see read_spreadsheet. With a `choice` of
/// rows the CSV begins at them.
std::optional<SpreadsheetTable> read_spreadsheet_table(const std::string& path, std::string_view bytes,
                                                       const SheetChoice& choice, Diagnostics& diagnostics);

/// The one table of a spreadsheet, as CSV text under the spreadsheet's own path: line 3 is row 3, so a
/// finding about the CSV names the right row. Values, not formulas; percentages as bare numbers, dates as
/// ISO 8601. The table must start in A1, on the only sheet that holds anything, without merged cells,
/// hidden rows or columns, gaps or errors: each of these is reported (`spreadsheet/*`) with its cell, and
/// nullptr given.
SourcePtr read_spreadsheet(const std::string& path, std::string_view bytes, Diagnostics& diagnostics);

/// "B7" of row 6 and column 1, both from 0.
std::string cell_reference(std::size_t row, std::size_t column);

std::span<const Rule> spreadsheet_rules();

}  // namespace gazette
