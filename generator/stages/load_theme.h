#pragma once
// Reads a theme: layouts, partials, words and fingerprinted assets.

#include "stages/assemble.h"

namespace gazette {

/// Fills `site.theme`. Reports `theme/missing`, `theme/brand`, `theme/bad-strings` and what the layouts hold.
void load_theme(const ProjectFiles& files, const SiteConfig& config, Site& site, AssembleCache& cache,
                Diagnostics& diagnostics);

}  // namespace gazette
