#pragma once
// The story of a build, stage by stage: files, documents, site, outputs. Writes nothing.

#include <memory>
#include <string>

#include "model/output_tree.h"
#include "stages/assemble.h"
#include "stages/project/project_files.h"
#include "stages/render.h"
#include "stages/scan.h"

namespace gazette {

struct BuildOptions {
  Drafts drafts = Drafts::Exclude;
  OutOfTime out_of_time = OutOfTime::Exclude;
  std::string base_url;       // overrides site.yaml
  std::optional<Moment> now;  // as in AssembleOptions
  std::string build_date;     // likewise
  unsigned jobs = 1;
  bool whole_site_files = true;
  bool late_sheets = false;  // as in RenderOptions
};

/// What is kept between builds of one project, for the preview. A fresh one gives a clean build.
struct BuildState {
  ProjectFiles files;
  ScanCache scan;
  AssembleCache assemble;
  RenderCache render;
};

struct BuildOutcome {
  std::shared_ptr<const Site> site;  // null when there is nothing to build
  OutputTree tree;
  Diagnostics diagnostics;  // sorted
};

/// Builds from `state.files`, which load_project or reload_files filled. `file_findings` are theirs.
BuildOutcome build_site(BuildState& state, const BuildOptions& options, const Diagnostics& file_findings);

}  // namespace gazette
