#pragma once
// Old addresses: content/data/redirects.csv and the `aliases` of pages.

#include "model/site.h"
#include "stages/project/project_files.h"

namespace gazette {

/// Adds the stable address of each series of reports, `/annual-report/latest/`, unless it is taken. Fills
/// `site.redirects`, sorted by `from`. A row may end in `/*` (with `:splat` in its target)
/// and may lead to the word `gone`, which gives a redirect without a target. Reports `redirect/bad-row`,
/// `redirect/missing-target`, `redirect/chain`, `redirect/loop`, `redirect/hides-page` and
/// `page/alias-clash`.
void read_redirects(const ProjectFiles& files, Site& site, Diagnostics& diagnostics);

}  // namespace gazette
