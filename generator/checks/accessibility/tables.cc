#include "checks/accessibility/tables.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "checks/accessibility/accessible_page.h"

namespace gazette {

namespace {

constexpr std::size_t kMaxSlots = 1'000'000;

int span_value(const HtmlDocument& document, HtmlNodeId cell, std::string_view name, int most) {
  int value = 1;
  const std::string_view text = trim(document.attribute_value(cell, name));
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{}) return 1;
  return std::clamp(value, 0, most);
}

}  // namespace

TableGrid::TableGrid(const HtmlDocument& document, HtmlNodeId table) : document_(document) {
  std::vector<std::vector<HtmlNodeId>>
      groups;  // rows of each row group; rows straight in the table stand alone
  for (HtmlNodeId child : document.children(table)) {
    if (document.is_html(child, "tr")) groups.push_back({child});
    const bool group = document.is_html(child, "thead") || document.is_html(child, "tbody") ||
                       document.is_html(child, "tfoot");
    if (!group) continue;
    std::vector<HtmlNodeId>& rows = groups.emplace_back();
    for (HtmlNodeId row : document.children(child)) {
      if (document.is_html(row, "tr")) rows.push_back(row);
    }
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::vector<HtmlNodeId>& rows = groups[g];
    for (std::size_t i = 0; i < rows.size() && !truncated_; ++i)
      add_row(rows[i], static_cast<int>(rows.size() - i), static_cast<int>(g));
  }
  find_scope_lines();
}

void TableGrid::add_row(HtmlNodeId row, int rows_left, int group) {
  const int y = row_count_++;
  if (static_cast<std::size_t>(row_count_) > slots_.size()) slots_.emplace_back();
  int x = 0;
  for (HtmlNodeId child : document_.children(row)) {
    if (!document_.is_html(child, "td") && !document_.is_html(child, "th")) continue;
    while (slot(y, x) >= 0) ++x;
    TableCell cell;
    cell.element = child;
    cell.row = y;
    cell.column = x;
    cell.group = group;
    cell.columns = std::max(1, span_value(document_, child, "colspan", kMaxColumns));
    const int rows = span_value(document_, child, "rowspan", 65'534);
    cell.rows = rows == 0 ? rows_left : std::min(rows, rows_left);
    cell.header = document_.is_html(child, "th");
    column_count_ = std::max(column_count_, x + cell.columns);
    const auto index = static_cast<int>(cells_.size());
    if (static_cast<std::size_t>(row_count_ + cell.rows) * static_cast<std::size_t>(column_count_) >
        kMaxSlots) {
      truncated_ = true;
      return;
    }
    for (int dy = 0; dy < cell.rows; ++dy) {
      if (static_cast<std::size_t>(y + dy) >= slots_.size()) slots_.emplace_back();
      std::vector<int>& line = slots_[static_cast<std::size_t>(y + dy)];
      line.resize(std::max(line.size(), static_cast<std::size_t>(x + cell.columns)), -1);
      std::fill_n(line.begin() + x, cell.columns, index);
    }
    cells_.push_back(cell);
    x += cell.columns;
  }
}

int TableGrid::slot(int row, int column) const {
  if (row < 0 || column < 0 || static_cast<std::size_t>(row) >= slots_.size()) return -1;
  const std::vector<int>& line = slots_[static_cast<std::size_t>(row)];
  return static_cast<std::size_t>(column) < line.size() ? line[static_cast<std::size_t>(column)] : -1;
}

void TableGrid::find_scope_lines() {
  row_has_data_.assign(static_cast<std::size_t>(row_count_) + 1, false);
  for (const TableCell& cell : cells_) {
    // What is in a cell does not matter, nor that it is empty: "forming a table" of the HTML standard.
    if (cell.header) continue;
    for (int i = 0; i < cell.rows && cell.row + i < row_count_; ++i)
      row_has_data_[static_cast<std::size_t>(cell.row + i)] = true;
  }
}

std::string TableGrid::scope_of(const TableCell& cell) const {
  const std::string written = to_lower_ascii(trim(document_.attribute_value(cell.element, "scope")));
  if (written == "row" || written == "col" || written == "rowgroup" || written == "colgroup") return written;
  // Without a scope a header heads its row when that holds data, else its column.
  for (int i = 0; i < cell.rows && cell.row + i < row_count_; ++i) {
    if (row_has_data_[static_cast<std::size_t>(cell.row + i)]) return "row";
  }
  return "col";
}

bool TableGrid::is_column_header(const TableCell& cell) const {
  return cell.header && scope_of(cell).starts_with("col");
}

bool TableGrid::heads_any(const TableCell& header) const {
  const auto counts = [&](int row, int column) {
    const int index = slot(row, column);
    if (index < 0) return false;
    const TableCell& cell = cells_[static_cast<std::size_t>(index)];
    return &cell != &header && !document_.has_attribute(cell.element, "headers");
  };
  const auto below = [&] {
    for (int x = header.column; x < header.column + header.columns; ++x) {
      for (int y = header.row + header.rows; y < row_count_; ++y) {
        if (counts(y, x)) return true;
      }
    }
    return false;
  };
  if (is_column_header(header)) return below();
  // Beside a data cell, as in "Room | Monday | Tuesday" with a plain first cell, browsers and readers alike
  // take a header without a scope for its column's.
  const std::string written = to_lower_ascii(trim(document_.attribute_value(header.element, "scope")));
  if (!written.starts_with("row") && below()) return true;
  const bool group = scope_of(header) == "rowgroup";
  for (auto cell = cells_.begin() + (&header - cells_.data()); group && cell != cells_.end(); ++cell) {
    if (cell->group == header.group && cell->column >= header.column && counts(cell->row, cell->column))
      return true;
  }
  for (int y = header.row; y < header.row + header.rows; ++y) {
    for (int x = header.column + header.columns; x < column_count_; ++x) {
      if (counts(y, x)) return true;
    }
  }
  return false;
}

}  // namespace gazette
