#pragma once
// Data sets, glossary and responsibilities: everything under content/data.

#include "stages/assemble.h"

namespace gazette {

/// Fills `site.data`, `site.glossary` and `site.matrix`.
void assemble_data(const ProjectFiles& files, const AssembleOptions& options, Site& site,
                   AssembleCache& cache, Diagnostics& diagnostics);

}  // namespace gazette
