#include "stages/accessibility/tables.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "stages/accessibility/accessible_page.h"

namespace gazette {

namespace {

constexpr std::size_t kMaxSlots = 1'000'000;

int span_value(const HtmlDocument& document, NodeId cell, std::string_view name, int most) {
  int value = 1;
  const std::string_view text = trim(document.attribute_value(cell, name));
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{}) return 1;
  return std::clamp(value, 0, most);
}

}  // namespace

TableGrid::TableGrid(const HtmlDocument& document, NodeId table) : document_(document) {
  std::vector<std::vector<NodeId>> groups;  // rows of each row group; rows straight in the table stand alone
  for (NodeId child : document.children(table)) {
    if (document.is_html(child, "tr")) groups.push_back({child});
    const bool group = document.is_html(child, "thead") || document.is_html(child, "tbody") ||
                       document.is_html(child, "tfoot");
    if (!group) continue;
    std::vector<NodeId>& rows = groups.emplace_back();
    for (NodeId row : document.children(child)) {
      if (document.is_html(row, "tr")) rows.push_back(row);
    }
  }
  for (const std::vector<NodeId>& rows : groups) {
    for (std::size_t i = 0; i < rows.size() && !truncated_; ++i)
      add_row(rows[i], static_cast<int>(rows.size() - i));
  }
  find_scope_lines();
}

void TableGrid::add_row(NodeId row, int rows_left) {
  const int y = row_count_++;
  if (static_cast<std::size_t>(row_count_) > slots_.size()) slots_.emplace_back();
  int x = 0;
  for (NodeId child : document_.children(row)) {
    if (!document_.is_html(child, "td") && !document_.is_html(child, "th")) continue;
    while (slot(y, x) >= 0) ++x;
    TableCell cell;
    cell.element = child;
    cell.row = y;
    cell.column = x;
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
  column_has_data_.assign(static_cast<std::size_t>(column_count_) + 1, false);
  for (const TableCell& cell : cells_) {
    if (cell.header) continue;
    for (int i = 0; i < cell.rows && cell.row + i < row_count_; ++i)
      row_has_data_[static_cast<std::size_t>(cell.row + i)] = true;
    for (int i = 0; i < cell.columns; ++i) column_has_data_[static_cast<std::size_t>(cell.column + i)] = true;
  }
}

bool TableGrid::is_column_header(const TableCell& cell) const {
  if (!cell.header) return false;
  const std::string scope = to_lower_ascii(document_.attribute_value(cell.element, "scope"));
  if (scope == "col" || scope == "colgroup") return true;
  if (scope == "row" || scope == "rowgroup") return false;
  // Without a scope: no data cell shares its rows.
  for (int i = 0; i < cell.rows && cell.row + i < row_count_; ++i) {
    if (row_has_data_[static_cast<std::size_t>(cell.row + i)]) return false;
  }
  return true;
}

bool TableGrid::is_row_header(const TableCell& cell) const {
  if (!cell.header) return false;
  const std::string scope = to_lower_ascii(document_.attribute_value(cell.element, "scope"));
  if (scope == "row" || scope == "rowgroup") return true;
  if (scope == "col" || scope == "colgroup" || is_column_header(cell)) return false;
  for (int i = 0; i < cell.columns; ++i) {
    if (column_has_data_[static_cast<std::size_t>(cell.column + i)]) return false;
  }
  return true;
}

void TableGrid::scan(const TableCell& cell, int row, int column, int row_step, int column_step,
                     std::vector<const TableCell*>& found) const {
  for (int y = row + row_step, x = column + column_step; y >= 0 && x >= 0; y += row_step, x += column_step) {
    const int index = slot(y, x);
    if (index < 0) continue;
    const TableCell& other = cells_[static_cast<std::size_t>(index)];
    const bool heads = row_step != 0 ? is_column_header(other) : is_row_header(other);
    if (heads && &other != &cell && std::find(found.begin(), found.end(), &other) == found.end())
      found.push_back(&other);
  }
}

NodeId TableGrid::row_group_of(const TableCell& cell) const {
  const NodeId row = document_.parent_element(cell.element);
  return row == kNoNode ? kNoNode : document_.parent_element(row);
}

std::vector<const TableCell*> TableGrid::headers_of(const TableCell& cell) const {
  std::vector<const TableCell*> found;
  if (const HtmlAttribute* named = document_.attribute(cell.element, "headers")) {
    for (std::string_view word : words_of(named->value)) {
      const NodeId target = document_.element_by_id(word);
      const auto other = std::find_if(cells_.begin(), cells_.end(), [&](const TableCell& candidate) {
        return candidate.element == target;
      });
      if (target != kNoNode && other != cells_.end() && &*other != &cell) found.push_back(&*other);
    }
    return found;
  }
  for (int i = 0; i < cell.rows; ++i) scan(cell, cell.row + i, cell.column, 0, -1, found);
  for (int i = 0; i < cell.columns; ++i) scan(cell, cell.row, cell.column + i, -1, 0, found);
  // A header of a row group counts for all cells of the group that are below or beside it (HTML Standard,
  // 4.9.12.2, step 6).
  const NodeId group = row_group_of(cell);
  for (const TableCell& other : cells_) {
    if (!other.header || &other == &cell || other.row > cell.row || other.column > cell.column) continue;
    if (to_lower_ascii(document_.attribute_value(other.element, "scope")) != "rowgroup") continue;
    if (row_group_of(other) == group && std::find(found.begin(), found.end(), &other) == found.end()) {
      found.push_back(&other);
    }
  }
  return found;
}

}  // namespace gazette
