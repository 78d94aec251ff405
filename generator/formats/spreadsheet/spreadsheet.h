#pragma once
// Reads a table out of .xlsx (ECMA-376) and .ods (OpenDocument) files. Communications teams live in
// spreadsheets; what comes out is CSV, so that everything after this reads one format.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/rule.h"

namespace gazette {

/// True for names that end in .xlsx or .ods.
bool is_spreadsheet_path(std::string_view path);

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
