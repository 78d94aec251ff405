#pragma once
// Which data sets go out: those that a live page, a layout or another live set uses, and those whose YAML or
// whose site says so.

#include "base/diagnostics.h"
#include "model/site.h"
#include "stages/project/project_files.h"

namespace gazette {

/// Sets `published` of each data set and of the matrix; the pages that authors wrote must be there. Lists of
/// data sets count as no use of any. Reports `file/unused` for sets that neither a live page nor one that is
/// held back uses, and that no live set is checked against.
void settle_published_data(const ProjectFiles& files, Site& site, Diagnostics& diagnostics);

}  // namespace gazette
