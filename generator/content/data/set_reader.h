#pragma once
// CSV and YAML to a DataSet. Part of the scan stage: looks at no other file.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "formats/spreadsheet/spreadsheet.h"
#include "model/data_set.h"

namespace gazette {

/// Reads one data set. `schema` may be null: every column is then text, or a number when all its cells
/// are. Reports every fault of both files (`csv/*`, `yaml/*`, `data/*`) at its cell or key; gives nullopt
/// only when the CSV cannot be read at all. Checks and formulas are not evaluated here.
/// `shown` are the formats of a spreadsheet's columns: they give types, units and places where the YAML does
/// not.
std::optional<DataSet> read_data_set(std::string id, const SourcePtr& csv, const SourcePtr& schema,
                                     Diagnostics& diagnostics, std::span<const ShownAs> shown = {});

/// Screening (Analysis Function and DfE's data screener): stray spaces, mixed units, numbers kept as
/// text, dates in other forms, outliers in a series. Called by read_data_set.
void screen_data_set(const DataSet& set, const std::vector<bool>& typed, Diagnostics& diagnostics);

/// Adds findings about cells, at most 20 of one rule and column, then a count of the rest.
class CellReport {
 public:
  CellReport(const DataSet& set, Diagnostics& diagnostics) : set_(set), diagnostics_(diagnostics) {}
  /// `message` gets "(column `n`, row 3)" added; `row_number` as a spreadsheet counts. Null when the finding
  /// was left out.
  Diagnostic* add(Severity severity, std::string_view rule, const Cell& cell, std::size_t column,
                  std::size_t row_number, std::string message, std::string hint);
  /// Tells how many were left out. Call once at the end.
  void finish();

 private:
  const DataSet& set_;
  Diagnostics& diagnostics_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> counts_;
};

}  // namespace gazette
