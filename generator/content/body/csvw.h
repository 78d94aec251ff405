#pragma once
// Data sets for reuse: the CSV offered for download and its metadata as CSV on the Web has it (W3C
// Recommendation, tabular metadata, 2015).

#include <string>
#include <string_view>

#include "model/data_set.h"

namespace gazette {

/// The data set as CSV: a header row of column names, then the values as typed, computed columns among
/// them. Text that a spreadsheet would run as a formula gets an apostrophe in front; figures stay bare.
/// Note marks are left out. Lines end in CR LF (RFC 4180).
std::string csv_download(const DataSet& set);

/// What a metadata file says about its publisher.
struct CsvwContext {
  std::string language;   // "en-GB"
  std::string publisher;  // empty: left out
};

/// `<name>.csv-metadata.json`, the name under which CSVW readers look for it beside `csv_name`.
std::string csvw_metadata(const DataSet& set, std::string_view csv_name, const CsvwContext& context);

/// A column name that CSVW takes: letters, digits and `_`, other bytes percent-encoded, no `_` in front.
std::string csvw_column_name(std::string_view name);

}  // namespace gazette
