#pragma once
// One sheet of a spreadsheet as it was read, before anybody asks whether it is a table. Filled by the
// readers of .xlsx and .ods; internal to formats/spreadsheet/.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/spreadsheet/spreadsheet.h"

namespace gazette {

/// Row and column, both from 0.
struct CellAddress {
  std::size_t row = 0;
  std::size_t column = 0;
  auto operator<=>(const CellAddress&) const = default;
};

struct CellRange {
  CellAddress first, last;  // both belong to it
};

enum class CellFault { None, FormulaWithoutValue, ErrorValue, BadDate };

struct SheetValue {
  std::string text;  // by the conventions of our CSV; for ErrorValue what the spreadsheet shows
  CellFault fault = CellFault::None;
  ShownAs shown = {};
};

struct SheetGrid {
  std::string name;
  bool hidden = false;
  std::map<CellAddress, SheetValue> cells;  // those that hold something
  std::vector<CellRange> merged;
  std::vector<std::pair<std::size_t, std::size_t>> hidden_rows;     // first, last
  std::vector<std::pair<std::size_t, std::size_t>> hidden_columns;  // first, last
};

inline constexpr std::size_t kMaxSheetRows = 1'048'576;
inline constexpr std::size_t kMaxSheetColumns = 16'384;
inline constexpr std::size_t kMaxSheetCells = 6'000'000;  // in all sheets

/// What a reader gives: sheets, or a reason in words. `too_large` when a limit was met.
struct SheetsRead {
  std::vector<SheetGrid> sheets;
  std::string error;
  bool too_large = false;
};

SheetsRead read_xlsx_sheets(std::string_view bytes);
SheetsRead read_ods_sheets(std::string_view bytes);

/// How a sheet shows a figure.
enum class FigureFormat { Number, Percentage };

/// A figure as our CSV has it: no exponent, no needless digits, 15 significant ones. "0.52" of a cell shown
/// as a percentage gives "52". Text that is no number comes back as it is.
std::string plain_figure(std::string_view stored, FigureFormat format);

/// What a number format of Excel shows: `"£"#,##0.00` is Currency of £ with 2 places, `00000` a Code.
ShownAs shown_by_format(std::string_view code);
/// "38" of a code shown as 00038: noughts up to the width of the format.
std::string padded_code(std::string figure, std::string_view code);

/// "B7" to an address; nullopt for anything else, or past the last row and column.
std::optional<CellAddress> parse_cell_reference(std::string_view text);

}  // namespace gazette
