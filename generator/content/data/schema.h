#pragma once
// The YAML beside a data set: its columns, groups, notes, checks. Half of content/data/set_reader;
// the other half reads the cells.

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "formats/spreadsheet/spreadsheet.h"
#include "formats/yaml.h"
#include "model/data_set.h"

namespace gazette {

/// What the YAML says that can only be resolved once the cells are read.
struct SchemaRest {
  std::vector<PlacedText> primary_key;
  std::vector<PlacedText> totals;
  std::vector<bool> typed;     // by column: the author named a type
  bool loose = false;          // figures may have separators and signs, as in an import
  bool blank_allowed = false;  // Frictionless: "" is among the missing values
};

/// Fills `set` from its YAML. `set.columns` holds a column for each CSV header already; computed columns
/// are added. Reports unknown keys, columns and types.
SchemaRest apply_schema(const YamlNode& root, DataSet& set, Diagnostics& diagnostics);

/// Where the table stands in a spreadsheet: `sheet`, `header_row` and `range` of its YAML, which may be null.
SheetChoice read_sheet_choice(const SourcePtr& schema);

/// Reads `checks:` into `set.checks`.
void read_checks(const YamlNode& list, DataSet& set, Diagnostics& diagnostics);

/// Reads content/data/corrections.yaml.
std::vector<Correction> read_corrections(const SourcePtr& source, Diagnostics& diagnostics);

}  // namespace gazette
