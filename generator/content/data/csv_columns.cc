// Columns by name, with places inside a cell worked out where the cell is typed plainly.
#include "content/data/csv_columns.h"

#include <algorithm>
#include <string>

#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

/// Where `piece`, a part of the cell's text, stands in the file. A cell with doubled quotes inside
/// cannot be measured, so the whole cell is named.
Place place_of_piece(const CsvFile& file, const CsvCell& cell, std::string_view piece) {
  const std::string_view typed = file.source()->slice(cell.span);
  const std::size_t inside = typed.find(cell.text);
  if (piece.empty() || inside == std::string_view::npos) return file.place(cell);
  const std::size_t begin =
      cell.span.begin + inside + static_cast<std::size_t>(piece.data() - cell.text.data());
  return {file.source(), {begin, begin + piece.size()}};
}

std::string quoted_list(std::span<const std::string_view> names) {
  std::vector<std::string> quoted(names.begin(), names.end());
  return join(quoted, ", ");
}

}  // namespace

CsvColumns::CsvColumns(const CsvFile& file, const ColumnNames& names, Diagnostics& diagnostics)
    : file_(file) {
  const std::vector<std::string> known(names.known.begin(), names.known.end());
  for (std::size_t i = 0; i < file.header().size(); ++i) {
    const CsvCell& cell = file.header()[i];
    const std::string_view name = trim(cell.text);
    if (std::find(names.known.begin(), names.known.end(), name) != names.known.end()) {
      columns_.emplace_back(name, i);
      continue;
    }
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "the columns are " + quoted_list(names.known);
    diagnostics.warning(names.rule, file.place(cell),
                        "this file has no use for a column " + std::string(name), std::move(hint));
  }
  for (const std::string_view name : names.required) {
    const bool found =
        std::any_of(columns_.begin(), columns_.end(), [&](const auto& c) { return c.first == name; });
    if (found) continue;
    complete_ = false;
    const Span line{0, file.source()->line(1).size()};
    diagnostics.error(names.rule, {file.source(), line}, "the column " + std::string(name) + " is missing",
                      "add it to the first line; the columns are " + quoted_list(names.known));
  }
}

const CsvCell* CsvColumns::cell(std::size_t row, std::string_view column) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return c.first == column; });
  return found == columns_.end() ? nullptr : &file_.row(row).cells[found->second];
}

std::string_view CsvColumns::text(std::size_t row, std::string_view column) const {
  const CsvCell* found = cell(row, column);
  return found == nullptr ? std::string_view() : trim(found->text);
}

Place CsvColumns::place(std::size_t row, std::string_view column) const {
  const CsvCell* found = cell(row, column);
  if (found == nullptr) return file_.place(file_.row(row).cells.front());
  return place_of_piece(file_, *found, trim(found->text));
}

std::vector<PlacedText> CsvColumns::list(std::size_t row, std::string_view column) const {
  std::vector<PlacedText> pieces;
  const CsvCell* found = cell(row, column);
  if (found == nullptr) return pieces;
  for (const std::string_view part : split(found->text, ';')) {
    const std::string_view piece = trim(part);
    if (!piece.empty()) pieces.push_back({std::string(piece), place_of_piece(file_, *found, piece)});
  }
  return pieces;
}

}  // namespace gazette
