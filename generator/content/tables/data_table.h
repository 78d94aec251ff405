#pragma once
// A data set as an accessible table (WAI tables tutorial): caption, header cells with their scope, totals,
// notes linked both ways, a legend for missing values, a change column in words.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "content/arithmetic/data_checks.h"
#include "content/words/wording.h"
#include "model/data_set.h"

namespace gazette {

/// What of a data set a `{table}` shows. Empty lists mean everything; hidden columns only show when they
/// are named.
struct DataTableView {
  std::vector<PlacedText> columns;  // `change` stands for the change column
  std::vector<PlacedText> rows;     // row keys, in the order shown
  std::string caption;              // in place of the data set's title
};

/// A file to download: `address` as it goes into the page, size in words ("2 KB").
struct DataDownload {
  std::string address;
  std::string format;  // "CSV"
  std::string size;
};

struct DataTableOptions {
  std::string id;              // of the table; starts every id inside it, so unique on its page
  std::string caption_number;  // "Table 5:", set before the title; empty for none
  std::vector<DataDownload> downloads;
  std::span<const WaivedFailure> waived;  // of the whole site; those of cells shown become notes
  bool show_source = true;
};

/// The table with its legend before and its notes, source and downloads after it: well-formed HTML.
/// `place` is the directive's. Unknown columns and rows are reported; nullopt when nothing is left to
/// show. Over 8 columns or 40 rows is advice; past 2,000 rows the rest is left to the download.
/// `cells`, when given, collects the figures shown.
std::optional<std::string> data_table_html(const DataSet& set, const DataTableView& view,
                                           const DataTableOptions& options, const Wording& wording,
                                           const Place& place, Diagnostics& diagnostics,
                                           std::vector<CellUse>* cells = nullptr);

}  // namespace gazette
