#pragma once
// The grid that a table's cells make, and which headers belong to which cells (HTML standard, "Forming a
// table" and "Forming relationships between data cells and header cells").

#include <string>
#include <vector>

#include "formats/html/html_document.h"

namespace gazette {

/// A cell and the slots it covers, counted from 0.
struct TableCell {
  HtmlNodeId element = kNoHtmlNode;
  int row = 0;
  int column = 0;
  int rows = 1;
  int columns = 1;
  int group = 0;  // which row group it stands in
  bool header = false;
};

/// How the cells of one table lie.
class TableGrid {
 public:
  TableGrid(const HtmlDocument& document, HtmlNodeId table);
  TableGrid(const TableGrid&) = delete;
  TableGrid& operator=(const TableGrid&) = delete;

  const std::vector<TableCell>& cells() const { return cells_; }
  int row_count() const { return row_count_; }
  int column_count() const { return column_count_; }
  /// True for a table too large to be laid out (over a million slots); cells are then not complete.
  bool truncated() const { return truncated_; }
  /// Whether some cell without a `headers` attribute has this one for a header.
  bool heads_any(const TableCell& header) const;

 private:
  static constexpr int kMaxColumns = 1'000;

  void add_row(HtmlNodeId row, int rows_left, int group);
  void find_scope_lines();
  int slot(int row, int column) const;
  bool is_column_header(const TableCell& cell) const;
  std::string scope_of(const TableCell& cell) const;

  const HtmlDocument& document_;
  std::vector<TableCell> cells_;
  std::vector<std::vector<int>> slots_;  // index of the cell in each slot, -1 where there is none
  std::vector<bool> row_has_data_;
  int row_count_ = 0;
  int column_count_ = 0;
  bool truncated_ = false;
};

}  // namespace gazette
