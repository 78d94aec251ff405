#pragma once
// boards.csv and responsibilities.csv → ResponsibilityMatrix.

#include "base/diagnostics.h"
#include "formats/csv/csv.h"
#include "model/responsibilities.h"

namespace gazette {

/// boards.csv: id, name, short, aliases, kind (board, group, partnership), reports_to, in_grid (yes, no;
/// empty is yes), url; `id` and `name` must be there. responsibilities.csv: id, topic, includes, scope, lead,
/// via, interested, gap (no-oversight, to-be-agreed), note, source, reviewed (2020-03-31), aliases; `id` and
/// `topic` must be there. Lists are separated by `;`. Either file may be null. Reports matrix/column,
/// matrix/value and, for boards and anchors that clash, matrix/duplicate. Rows without an id or a name are
/// left out.
ResponsibilityMatrix read_responsibilities(const CsvFile* boards, const CsvFile* rows,
                                           Diagnostics& diagnostics);

}  // namespace gazette
