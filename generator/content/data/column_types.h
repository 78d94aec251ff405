#pragma once
// What the columns of a CSV file hold, where its author did not say: figures, years, codes or words.

#include <span>
#include <string_view>

#include "content/data/schema.h"
#include "formats/csv/csv.h"

namespace gazette {

/// Gives each column that `rest.typed` leaves open a type by its cells: Integer or Decimal for bare numbers,
/// Percent and Currency for loose ones with a sign, Year for years in a column that reads like one in any
/// language, else Text. Digits that are a name (codes, numbers of rows, ages, months) are Text with
/// `identifier` set, and so is the first column of a table in which nothing else could name a row.
void infer_column_types(const CsvFile& file, const SchemaRest& rest, DataSet& set);

/// Types, units and places from the formats of a spreadsheet's columns, where the YAML says nothing.
void take_formats(std::span<const ShownAs> shown, SchemaRest& rest, DataSet& set);

/// "[q]": written like a code for a missing value.
bool is_in_brackets(std::string_view text);

}  // namespace gazette
