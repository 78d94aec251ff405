#include "formats/spreadsheet/spreadsheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "base/rational.h"
#include "base/spelling.h"
#include "base/text.h"
#include "formats/csv/csv.h"
#include "formats/spreadsheet/sheet_grid.h"

namespace gazette {

bool is_spreadsheet_path(std::string_view path) {
  const std::string lower = to_lower_ascii(path);
  return lower.ends_with(".xlsx") || lower.ends_with(".ods");
}

std::string cell_reference(std::size_t row, std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters + std::to_string(row + 1);
}

std::optional<CellAddress> parse_cell_reference(std::string_view text) {
  std::size_t at = 0;
  std::size_t column = 0;
  for (; at < text.size() && at < 4 && is_ascii_letter(text[at]); ++at)
    column = column * 26 + static_cast<std::size_t>(ascii_lower(text[at]) - 'a') + 1;
  std::size_t row = 0;
  const std::size_t digits = text.size() - at;
  if (column == 0 || digits == 0 || digits > 7) return std::nullopt;
  for (; at < text.size(); ++at) {
    if (!is_ascii_digit(text[at])) return std::nullopt;
    row = row * 10 + static_cast<std::size_t>(text[at] - '0');
  }
  if (row == 0 || row > kMaxSheetRows || column > kMaxSheetColumns) return std::nullopt;
  return CellAddress{row - 1, column - 1};
}

std::string plain_figure(std::string_view stored, FigureFormat format) {
  const std::string text(trim(stored));
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(value)) return text;
  const double shown = format == FigureFormat::Percentage ? value * 100 : value;
  // 15 digits are what spreadsheets keep: 0.1 + 0.2 is stored as 0.30000000000000004.
  std::string digits = fmt::format("{:.14e}", shown);
  const int exponent = std::atoi(digits.c_str() + digits.find('e') + 1);
  if (exponent > 17 || exponent < -17) return fmt::format("{:.15g}", shown);
  std::string plain = fmt::format("{:.{}f}", shown, std::max(0, 14 - exponent));
  if (plain.find('.') != std::string::npos) {
    while (plain.back() == '0') plain.pop_back();
    if (plain.back() == '.') plain.pop_back();
  }
  return plain == "-0" ? "0" : plain;
}

namespace {

std::string list_words(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

std::string column_letters(std::size_t column) {
  std::string reference = cell_reference(0, column);
  reference.pop_back();
  return reference;
}

/// Turns a sheet into CSV and knows where each cell's text went.
class TableText {
 public:
  TableText(const std::string& path, const SheetGrid& sheet) {
    std::string text;
    std::size_t line = 0, column = 0;
    for (const auto& [address, value] : sheet.cells) rows_ = std::max(rows_, address.row + 1);
    for (const auto& [address, value] : sheet.cells) columns_ = std::max(columns_, address.column + 1);
    // A stray value far away would ask for billions of commas; such a sheet is refused before it is shown.
    const bool dense = rows_ * columns_ <= std::max<std::size_t>(4096, sheet.cells.size() * 64);
    const auto to_column = [&](std::size_t target) {
      if (dense) text.append(target - column, ',');
      column = target;
    };
    for (const auto& [address, value] : sheet.cells) {
      while (dense && line < address.row) end_row(text, line, column);
      to_column(address.column);
      const std::size_t begin = text.size();
      append_csv_value(text, value.text);
      spans_[address] = {begin, text.size()};
    }
    if (dense && rows_ > 0) end_row(text, line, column);
    source_ = std::make_shared<const SourceFile>(path, std::move(text));
  }

  Place place(CellAddress address) const {
    const auto found = spans_.find(address);
    if (found != spans_.end()) return {source_, found->second};
    const std::size_t start = source_->line_start(address.row + 1);
    return {source_, {start, start}};
  }
  const SourcePtr& source() const { return source_; }
  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }

 private:
  void end_row(std::string& text, std::size_t& line, std::size_t& column) {
    text.append(columns_ - 1 - column, ',');
    text += '\n';
    ++line;
    column = 0;
  }

  SourcePtr source_;
  std::map<CellAddress, Span> spans_;
  std::size_t rows_ = 0, columns_ = 0;
};

/// Everything that keeps a sheet from being one plain table.
class TableChecks {
 public:
  TableChecks(const SheetGrid& sheet, const TableText& text, CellAddress origin, Diagnostics& diagnostics)
      : sheet_(sheet), text_(text), origin_(origin), diagnostics_(diagnostics) {}

  void run() {
    start();
    hidden(
        "row", sheet_.hidden_rows, text_.rows(),
        [this](std::size_t row) { return std::to_string(row_in_file(row)); },
        [](std::size_t row) {
          return CellAddress{row, 0};
        });
    hidden(
        "column", sheet_.hidden_columns, text_.columns(),
        [this](std::size_t column) { return letters(column); },
        [](std::size_t column) {
          return CellAddress{0, column};
        });
    merged();
    gaps();
    faults();
  }

 private:
  std::size_t row_in_file(std::size_t row) const { return origin_.row + row + 1; }
  std::string reference(std::size_t row, std::size_t column) const {
    return cell_reference(origin_.row + row, origin_.column + column);
  }
  std::string letters(std::size_t column) const { return column_letters(origin_.column + column); }

  void error(std::string_view rule, CellAddress address, std::string message, std::string hint) {
    diagnostics_.error(rule, text_.place(address), std::move(message), std::move(hint));
  }

  void start() {
    std::size_t row = kMaxSheetRows, column = kMaxSheetColumns;
    for (const auto& [address, value] : sheet_.cells) {
      row = std::min(row, address.row);
      column = std::min(column, address.column);
    }
    first_row_ = row;
    first_column_ = column;
    if (row == 0 && column == 0) return;
    error(
        "spreadsheet/not-at-top", {row, column},
        fmt::format("the table starts at {} and not at A1", reference(row, column)),
        fmt::format(
            "delete the empty rows and columns before it, or add `range: {}:{}` to the YAML beside the file",
            reference(row, column), reference(text_.rows() - 1, text_.columns() - 1)));
  }

  template <typename Name, typename Address>
  void hidden(std::string_view noun, const std::vector<std::pair<std::size_t, std::size_t>>& ranges,
              std::size_t used, Name name, Address address) {
    std::vector<std::string> names;
    for (const auto& [first, last] : ranges) {
      if (first >= used) continue;
      const std::size_t end = std::min(last, used - 1);
      names.push_back(first == end ? name(first) : name(first) + " to " + name(end));
      if (names.size() == 20) break;
    }
    if (names.empty()) return;
    const bool many = names.size() > 1 || names[0].find(' ') != std::string::npos;
    error("spreadsheet/hidden", address(ranges.front().first),
          fmt::format("{}{} {} {} hidden", noun, many ? "s" : "", list_words(names), many ? "are" : "is"),
          "show them, or delete them: readers of the download would find them anyway");
  }

  void merged() {
    for (std::size_t i = 0; i < sheet_.merged.size() && i < 20; ++i) {
      const CellRange& range = sheet_.merged[i];
      error("spreadsheet/merged", range.first,
            fmt::format("cells {}:{} are merged", reference(range.first.row, range.first.column),
                        reference(range.last.row, range.last.column)),
            "unmerge them and write the value into each cell it is meant for");
    }
  }

  /// A single cell above the first empty row is a title, where a row of several cells follows.
  bool title_above(std::size_t row, const CellAddress& table) {
    const auto cells_of = [&](std::size_t wanted) {
      return std::count_if(sheet_.cells.begin(), sheet_.cells.end(),
                           [&](const auto& cell) { return cell.first.row == wanted; });
    };
    if (row != first_row_ || cells_of(row) != 1 || cells_of(table.row) < 2) return false;
    error("spreadsheet/not-at-top", {row, first_column_},
          fmt::format("a title stands above the table, which starts in row {}", row_in_file(table.row)),
          fmt::format("add `header_row: {}` to the YAML beside the file, and write the title there as "
                      "`title:`; or delete the "
                      "rows above the column names",
                      row_in_file(table.row)));
    return true;
  }

  /// An empty row or column inside parts two tables.
  void gaps() {
    std::vector<bool> columns(text_.columns(), false);
    std::size_t previous = first_row_;
    bool told = false;
    for (const auto& [address, value] : sheet_.cells) {
      columns[address.column] = true;
      if (address.row > previous + 1 && !told) {
        told = true;
        if (title_above(previous, address)) continue;
        error("spreadsheet/several-tables", address,
              fmt::format("row {} is empty, and more follows in row {}", row_in_file(previous + 1),
                          row_in_file(address.row)),
              fmt::format(
                  "keep one table on the sheet: delete the empty row, or add `range: {}:{}` to the YAML "
                  "beside the file",
                  reference(first_row_, first_column_), reference(previous, text_.columns() - 1)));
      }
      previous = address.row;
    }
    for (std::size_t i = first_column_; i < columns.size(); ++i) {
      if (columns[i]) continue;
      error(
          "spreadsheet/several-tables", {0, i},
          fmt::format("column {} is empty, and more follows", letters(i)),
          "keep one table on the sheet: delete the empty column, or move what follows to a file of its own");
      break;
    }
  }

  void faults() {
    std::size_t reported = 0;
    for (const auto& [address, value] : sheet_.cells) {
      if (value.fault == CellFault::None) continue;
      if (++reported > 20) break;
      const std::string cell = reference(address.row, address.column);
      if (value.fault == CellFault::FormulaWithoutValue)
        error("spreadsheet/formula", address, fmt::format("the formula in cell {} has no value", cell),
              "open the file in a spreadsheet program and save it, or write the figure itself");
      if (value.fault == CellFault::ErrorValue)
        error("spreadsheet/error-value", address, fmt::format("cell {} shows the error {}", cell, value.text),
              "mend the formula, or write the figure itself");
      if (value.fault == CellFault::BadDate)
        error("spreadsheet/date", address,
              fmt::format("cell {} holds {}, which is no date", cell, value.text), "type the date again");
    }
  }

  const SheetGrid& sheet_;
  const TableText& text_;
  CellAddress origin_;  // of the sheet's first cell that was read
  Diagnostics& diagnostics_;
  std::size_t first_row_ = 0, first_column_ = 0;
};

Place file_place(const std::string& path) {
  return {std::make_shared<const SourceFile>(path, ""), {}};
}

SheetsRead read_sheets(const std::string& path, std::string_view bytes) {
  // Old .xls files and password-protected .xlsx files are both of this older container.
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    return {{}, "it is protected with a password, or an old .xls file under a new name", false};
  return to_lower_ascii(path).ends_with(".ods") ? read_ods_sheets(bytes) : read_xlsx_sheets(bytes);
}

/// The row in which a table seems to begin: the first that fills as many columns as the fullest.
std::size_t likely_header_row(const SheetGrid& sheet) {
  std::map<std::size_t, std::size_t> cells;
  for (const auto& [address, value] : sheet.cells) ++cells[address.row];
  std::size_t most = 0;
  for (const auto& [row, count] : cells) most = std::max(most, count);
  for (const auto& [row, count] : cells)
    if (count == most) return row + 1;
  return 1;
}

/// The lines to add for the sheet that looks most like a table: the one with most cells.
std::string several_sheets_hint(const std::vector<const SheetGrid*>& used) {
  const SheetGrid* fullest = used.front();
  for (const SheetGrid* sheet : used)
    if (sheet->cells.size() > fullest->cells.size()) fullest = sheet;
  const std::size_t row = likely_header_row(*fullest);
  return fmt::format(
      "add `sheet: \"{}\"`{} to the YAML beside the file, or save each sheet as a file of its own",
      fullest->name, row > 1 ? fmt::format(" and `header_row: {}`", row) : "");
}

/// The sheet that the author chose, or the only one that holds anything; reports none or several.
const SheetGrid* chosen_sheet(const std::vector<SheetGrid>& sheets, const std::string& path,
                              const SheetChoice& choice, Diagnostics& diagnostics) {
  if (!choice.sheet.text.empty()) {
    std::vector<std::string> known;
    for (const SheetGrid& sheet : sheets) {
      if (sheet.name == choice.sheet.text) return &sheet;
      known.push_back(sheet.name);
    }
    std::string hint = did_you_mean(choice.sheet.text, known);
    if (hint.empty()) hint = "its sheets are " + join(known, ", ");
    diagnostics.error("spreadsheet/no-sheet", choice.sheet.place,
                      fmt::format("{} has no sheet \"{}\"", path, choice.sheet.text), hint);
    return nullptr;
  }
  std::vector<const SheetGrid*> used;
  std::vector<std::string> names;
  for (const SheetGrid& sheet : sheets) {
    if (sheet.cells.empty()) continue;
    used.push_back(&sheet);
    names.push_back("\"" + sheet.name + "\"" + (sheet.hidden ? " (hidden)" : ""));
  }
  if (used.size() == 1) return used[0];
  if (used.empty()) {
    diagnostics.error("spreadsheet/empty", file_place(path), "no sheet of this file holds anything");
    return nullptr;
  }
  if (names.size() > 8) names.resize(8);
  diagnostics.error("spreadsheet/several-sheets", file_place(path),
                    fmt::format("{} sheets hold something: {}", used.size(), list_words(names)),
                    several_sheets_hint(used));
  return nullptr;
}

}  // namespace

namespace {

/// The rows and columns that the author chose, as both ends; nullopt when `range` is none.
std::optional<CellRange> chosen_range(const SheetChoice& choice, Diagnostics& diagnostics) {
  CellRange range{{choice.header_row.value_or(1) - 1, 0}, {kMaxSheetRows, kMaxSheetColumns}};
  if (choice.range.text.empty()) return range;
  const std::string text = replace_all(choice.range.text, "$", "");
  const std::size_t colon = text.find(':');
  const auto first = parse_cell_reference(std::string_view(text).substr(0, colon));
  const auto last = colon == std::string::npos
                        ? std::nullopt
                        : parse_cell_reference(std::string_view(text).substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) {
    diagnostics.error("spreadsheet/range", choice.range.place,
                      fmt::format("`{}` is no range of cells", choice.range.text), "write it as A4:F20");
    return std::nullopt;
  }
  return CellRange{*first, *last};
}

/// What lies in `range`, moved to A1.
SheetGrid part_of_sheet(const SheetGrid& sheet, const CellRange& range) {
  SheetGrid part;
  part.name = sheet.name;
  const auto inside = [&](const CellAddress& at) {
    return at.row >= range.first.row && at.row <= range.last.row && at.column >= range.first.column &&
           at.column <= range.last.column;
  };
  const auto moved = [&](const CellAddress& at) {
    return CellAddress{at.row - range.first.row, at.column - range.first.column};
  };
  for (const auto& [address, value] : sheet.cells)
    if (inside(address)) part.cells[moved(address)] = value;
  for (const CellRange& merged : sheet.merged)
    if (inside(merged.first)) part.merged.push_back({moved(merged.first), moved(merged.last)});
  const auto clip = [](const auto& spans, std::size_t first, std::size_t last) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (const auto& [from, to] : spans)
      if (to >= first && from <= last)
        out.emplace_back(std::max(from, first) - first, std::min(to, last) - first);
    return out;
  };
  part.hidden_rows = clip(sheet.hidden_rows, range.first.row, range.last.row);
  part.hidden_columns = clip(sheet.hidden_columns, range.first.column, range.last.column);
  return part;
}

/// What the cells under each name have in common. Two currencies in one column, or money beside plain shares,
/// are told: readers could not say which figure is which.
std::vector<ShownAs> column_formats(const SheetGrid& sheet, const TableText& text, Diagnostics& diagnostics) {
  std::vector<ShownAs> formats(text.columns());
  std::vector<bool> seen(text.columns(), false), mixed(text.columns(), false);
  for (const auto& [address, value] : sheet.cells) {
    if (address.row == 0) continue;
    const std::size_t column = address.column;
    const bool words =
        value.shown.kind == ShownAs::Kind::General && parse_plain_number(value.text) == std::nullopt;
    if (words || mixed[column]) continue;  // a code such as [x] has no format of its own
    ShownAs& format = formats[column];
    if (!seen[column]) {
      seen[column] = true;
      format = value.shown;
      continue;
    }
    const bool alike = format.kind == value.shown.kind && format.symbol == value.shown.symbol;
    if (alike) {
      if (!value.shown.places || !format.places)
        format.places.reset();
      else
        format.places = std::max(*format.places, *value.shown.places);
      continue;
    }
    const auto unit = [](const ShownAs& shown) {
      return shown.kind == ShownAs::Kind::Currency  ? shown.symbol
             : shown.kind == ShownAs::Kind::Percent ? std::string("%")
                                                    : std::string("none");
    };
    mixed[column] = true;
    if (unit(format) != unit(value.shown))
      diagnostics.warning("spreadsheet/mixed-formats", text.place(address),
                          fmt::format("the cells of one column are shown in different units: {} and {}",
                                      unit(format), unit(value.shown)),
                          "give each unit a column of its own, or the cells of the column one format");
    format = ShownAs();
  }
  return formats;
}

}  // namespace

std::optional<SpreadsheetTable> read_spreadsheet_table(const std::string& path, std::string_view bytes,
                                                       const SheetChoice& choice, Diagnostics& diagnostics) {
  const SheetsRead read = read_sheets(path, bytes);
  if (!read.error.empty()) {
    diagnostics.error(read.too_large ? "spreadsheet/too-large" : "spreadsheet/unreadable", file_place(path),
                      "this spreadsheet cannot be read: " + read.error,
                      "save it again as .xlsx or .ods without a password, or as CSV UTF-8");
    return std::nullopt;
  }
  const SheetGrid* whole = chosen_sheet(read.sheets, path, choice, diagnostics);
  const auto range = chosen_range(choice, diagnostics);
  if (!whole || !range) return std::nullopt;
  const SheetGrid sheet = part_of_sheet(*whole, *range);
  if (sheet.cells.empty()) {
    diagnostics.error("spreadsheet/empty", file_place(path), "this part of the sheet holds nothing",
                      "mend `header_row` or `range` in the YAML beside the file");
    return std::nullopt;
  }
  const std::size_t before = diagnostics.count(Severity::Error);
  const TableText text(path, sheet);
  TableChecks(sheet, text, range->first, diagnostics).run();
  if (diagnostics.count(Severity::Error) != before) return std::nullopt;
  return SpreadsheetTable{text.source(), column_formats(sheet, text, diagnostics)};
}

SourcePtr read_spreadsheet(const std::string& path, std::string_view bytes, Diagnostics& diagnostics) {
  const auto table = read_spreadsheet_table(path, bytes, {}, diagnostics);
  return table ? table->csv : nullptr;
}

std::span<const Rule> spreadsheet_rules() {
  static constexpr std::array kRules = {
      Rule{"spreadsheet/unreadable", Severity::Error, "Spreadsheet that cannot be opened",
           "ECMA-376; OpenDocument 1.3", "", "",
           "The file is damaged, protected, or not what its name says. Save it again, or save it as CSV "
           "UTF-8.",
           "budget.xlsx with a password", "budget.xlsx without one"},
      Rule{"spreadsheet/too-large", Severity::Error, "Spreadsheet that is too large", "", "", "",
           "A small file whose contents swell to hundreds of megabytes is refused: such files are made to "
           "bring "
           "programs down. Save large tables as CSV UTF-8.",
           "(a file of 100 KB that unpacks to 4 GB)", "data.csv"},
      Rule{"spreadsheet/empty", Severity::Error, "Spreadsheet without a value", "", "", "",
           "There is no table to read. Perhaps the wrong file was saved.", "(an empty workbook)",
           "(a sheet with column names in row 1)"},
      Rule{"spreadsheet/several-sheets", Severity::Error, "Spreadsheet with several filled sheets", "", "",
           "", "A data set is one table. Save each sheet as a file of its own.",
           "Sheets \"2018\" and \"2019\"", "2018.xlsx and 2019.xlsx"},
      Rule{"spreadsheet/no-sheet", Severity::Error, "Sheet that is not in the file", "", "", "",
           "`sheet:` in the YAML names none of the file's sheets. The nearest name is offered.",
           "sheet: \"Tabel 1\"", "sheet: \"Table 1\""},
      Rule{"spreadsheet/range", Severity::Error, "Range that is none", "", "", "",
           "`range:` in the YAML names the first and the last cell of the table, with the names of the "
           "columns.",
           "range: A4-F20", "range: A4:F20"},
      Rule{"spreadsheet/mixed-formats", Severity::Warning, "Column of cells in several units", "", "", "",
           "Formats of cells give a column its unit: per cent, a currency. With two of them readers could "
           "not say "
           "which figure is which.",
           "£5.00 above $6.50", "£5.00 above £4.90"},
      Rule{"spreadsheet/several-tables", Severity::Error, "Sheet with an empty row or column in its table",
           "", "", "",
           "A gap parts two tables, and nobody could say which is meant. Keep one table on the sheet.",
           "(a second table below an empty row)", "(one table)"},
      Rule{"spreadsheet/not-at-top", Severity::Error, "Table that does not start in cell A1",
           "aftables checklist", "", "",
           "Titles and empty rows above a table confuse programs that read it. The title belongs into the "
           "YAML file "
           "beside the data.",
           "(a title in A1, column names in row 3)", "(column names in row 1)"},
      Rule{"spreadsheet/merged", Severity::Error, "Merged cells", "aftables checklist", "", "",
           "A merged cell holds one value for several places, so most of them would be empty. Unmerge and "
           "fill each.",
           "(A1:C1 merged)", "(three cells)"},
      Rule{"spreadsheet/hidden", Severity::Error, "Hidden rows or columns", "aftables checklist", "", "",
           "What is hidden would be published. Show it or delete it; a filter hides rows too.",
           "(row 4 is hidden)", "(row 4 is shown)"},
      Rule{"spreadsheet/formula", Severity::Error, "Formula without a value", "", "", "",
           "Programs store a formula's result beside it; this file has none, so nobody knows the figure.",
           "=SUM(B2:B5) (never calculated)", "47"},
      Rule{"spreadsheet/error-value", Severity::Error, "Cell that shows an error", "", "", "",
           "The formula failed. Mend it or write the figure.", "#DIV/0!", "0"},
      Rule{"spreadsheet/date", Severity::Error, "Cell shown as a date that is none", "", "", "",
           "Spreadsheets keep dates as numbers of days, and this number is no day. Type the date again.",
           "(-5 shown as a date)", "2020-03-31"},
  };
  return kRules;
}

}  // namespace gazette
