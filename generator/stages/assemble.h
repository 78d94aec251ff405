#pragma once
// Stage 2: documents become a Site. Addresses, sections, order, menus, data, glossary, matrix and
// redirects; everything that needs to know of more than one file. Renders nothing and reads no file.

#include <memory>
#include <string>
#include <vector>

#include "model/site.h"
#include "stages/project/project_files.h"
#include "stages/scan.h"

namespace gazette {

enum class Drafts { Exclude, Include };

struct AssembleOptions {
  Drafts drafts = Drafts::Exclude;
  std::string base_url;    // overrides the configuration when not empty
  std::string build_date;  // ISO; checks that look at dates are left out when empty
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
};

/// Reports `page/same-address`, `page/alias-clash`, `config/unknown-page`, `layout/missing`, `redirect/*`
/// and what the readers of data, glossary and matrix find.
std::shared_ptr<const Site> assemble_site(const ProjectFiles& files,
                                          const std::vector<DocumentPtr>& documents,
                                          const AssembleOptions& options, AssembleCache& cache,
                                          Diagnostics& diagnostics);

}  // namespace gazette
