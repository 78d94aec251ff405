#pragma once
// Stage 2: documents become a Site. Addresses, sections, order, menus, data, glossary, matrix and
// redirects; everything that needs to know of more than one file. Renders nothing and reads no file.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/site.h"
#include "stages/pictures.h"
#include "stages/project/project_files.h"
#include "stages/scan.h"

namespace gazette {

enum class Drafts { Exclude, Include };
/// Pages whose time has not come yet, or has passed.
enum class OutOfTime { Exclude, Include };

struct AssembleOptions {
  Drafts drafts = Drafts::Exclude;
  OutOfTime out_of_time = OutOfTime::Exclude;
  std::string base_url;       // overrides the configuration when not empty
  std::optional<Moment> now;  // without a clock, what has a time to be published at is held back
  std::string build_date;     // ISO; when there is no `now`: the start of that day. Checks that look at dates
                              // are left out without both
  unsigned jobs = 1;
};

/// Data sets, glossary and matrix kept from one build to the next; used again while the files they
/// were read from are the very same values.
struct AssembleCache {
  std::vector<SourcePtr> data_sources;
  std::set<std::string> data_ids;  // of the theme, which no term gets
  DataLibrary data;
  Glossary glossary;
  ResponsibilityMatrix matrix;
  Diagnostics data_diagnostics;
  std::vector<SourcePtr> theme_sources;
  Theme theme;
  Diagnostics theme_diagnostics;
  PictureCache pictures;
};

/// Reports `page/same-address`, `page/alias-clash`, `config/unknown-page`, `layout/missing`, `redirect/*`
/// and what the readers of data, glossary and matrix find.
std::shared_ptr<const Site> assemble_site(const ProjectFiles& files,
                                          const std::vector<DocumentPtr>& documents,
                                          const AssembleOptions& options, AssembleCache& cache,
                                          Diagnostics& diagnostics);

}  // namespace gazette
