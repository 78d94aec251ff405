// scan, assemble, render: each stage takes the values of the one before.
#include "stages/build_site.h"

namespace gazette {

BuildOutcome build_site(BuildState& state, const BuildOptions& options, const Diagnostics& file_findings) {
  BuildOutcome outcome;
  outcome.diagnostics.append(file_findings);
  const auto documents = scan_documents(state.files, state.scan, options.jobs, outcome.diagnostics);
  AssembleOptions assemble;
  assemble.drafts = options.drafts;
  assemble.out_of_time = options.out_of_time;
  assemble.base_url = options.base_url;
  assemble.now = options.now;
  assemble.build_date = options.build_date;
  assemble.jobs = options.jobs;
  outcome.site = assemble_site(state.files, documents, assemble, state.assemble, outcome.diagnostics);
  RenderOptions render;
  render.jobs = options.jobs;
  render.whole_site_files = options.whole_site_files;
  render.late_sheets = options.late_sheets;
  outcome.tree = render_site(outcome.site, render, state.render, outcome.diagnostics);
  outcome.diagnostics.sort();
  return outcome;
}

}  // namespace gazette
