#pragma once
// The files a data set is offered as: CSV, its CSVW metadata and, where asked for, a spreadsheet.

#include <string>
#include <vector>

#include "content/matrix/html.h"
#include "content/tables/data_table.h"
#include "model/site.h"

namespace gazette {

/// Links for readers, with format and size, in the order offered.
std::vector<DataDownload> data_downloads(const Site& site, const DataSet& set);

/// The set as an OpenDocument spreadsheet: a cover sheet, its notes, and the table from A1 (Analysis Function
/// guidance on accessible spreadsheets). The same set gives the same bytes.
std::string data_set_ods(const Site& site, const DataSet& set);

/// What a page with the responsibility matrix offers: the grid as CSV and spreadsheet, and the two lists it
/// is made from. Empty without topics.
std::vector<MatrixDownload> matrix_downloads(const Site& site);

/// The grid of topics and boards as an OpenDocument spreadsheet: one table from A1.
std::string matrix_grid_ods(const Site& site);

/// Whether the set's YAML asks for `format` among its downloads. CSV is always offered.
bool offers(const DataSet& set, std::string_view format);

}  // namespace gazette
