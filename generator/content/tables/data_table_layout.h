#pragma once
// Which rows and columns a table shows and how wide it must be: the half of content/tables/data_table that
// knows no markup.

#include <optional>
#include <vector>

#include "content/tables/data_table.h"

namespace gazette {

struct DataTableLayout {
  /// A header over `count` columns from the `first`; no label means each column stands for itself.
  struct Span {
    std::string label;
    std::vector<std::string> notes;
    std::size_t first = 0;
    std::size_t count = 0;
  };
  /// Rows under one row group header; no label means none.
  struct Body {
    std::string label;
    std::vector<std::size_t> rows;
  };
  std::vector<std::size_t> headers;  // row header columns, shown first
  std::vector<std::size_t> columns;  // the others
  bool change = false;               // a change column at the end
  std::vector<Span> spans;           // over `columns`; empty when no group shows
  std::vector<Body> bodies;
  std::size_t row_count = 0;
  /// Cells name their headers by id where more than one row or column header applies.
  bool ids = false;
  double minimum_width_rem = 0;

  std::size_t width() const { return headers.size() + columns.size() + (change ? 1 : 0); }
};

/// Most rows put into a page.
inline constexpr std::size_t kMostTableRows = 2000;

std::optional<DataTableLayout> lay_out_table(const DataSet& set, const DataTableView& view,
                                             const Place& place, Diagnostics& diagnostics);

}  // namespace gazette
