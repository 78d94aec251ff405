// Builds, writes, and says what came of it.
#include "app/commands/build_command.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <optional>

#include "app/project/address_list.h"
#include "app/project/project.h"
#include "app/project/publish_target.h"
#include "app/reports/findings.h"
#include "app/reports/progress.h"
#include "base/counted.h"
#include "base/task_pool.h"
#include "checks/author_places.h"
#include "checks/check_policy.h"
#include "checks/page_weight.h"
#include "stages/write.h"

namespace gazette {
namespace {

struct Counts {
  std::size_t pages = 0;
  std::size_t tables = 0;
  std::size_t charts = 0;
};

Counts count_parts(const Site& site) {
  Counts counts;
  for (const Page& page : site.pages) {
    ++counts.pages;
    for (const MarkdownNode& node : page.document->tree.nodes) {
      if (node.kind == MarkdownKind::Table) ++counts.tables;
      if (node.kind != MarkdownKind::Directive) continue;
      const std::string& name = page.document->tree.directive(node).name;
      if (name == "table" || name == "indicators") ++counts.tables;
      if (name == "chart") ++counts.charts;
    }
  }
  return counts;
}

void print_summary(const BuildOutcome& outcome, const WriteResult& result, const PageWeight& heaviest,
                   const CommandLine& line, const std::string& output, double seconds) {
  const Counts counts = count_parts(*outcome.site);
  fmt::print("Built {}, {}, {}, {} in {:.2f} s: {} written, {} unchanged, {} removed.\n",
             counted(counts.pages, "page"), counted(counts.tables, "table"), counted(counts.charts, "chart"),
             counted(outcome.site->glossary.terms.size(), "term"), seconds, result.written, result.unchanged,
             result.removed);
  if (heaviest.page != kNoPage) {
    const auto tenths = [](std::size_t bytes) { return static_cast<double>(bytes) / 1000; };
    fmt::print("Largest page: {} loads {:.1f} KB packed (HTML {:.1f}, style {:.1f}, scripts {:.1f}).\n",
               outcome.site->page(heaviest.page).address, tenths(heaviest.total), tenths(heaviest.html),
               tenths(heaviest.css), tenths(heaviest.js));
  }
  const std::size_t errors = outcome.diagnostics.count(Severity::Error);
  const std::size_t warnings = outcome.diagnostics.count(Severity::Warning);
  fmt::print("Problems: {}, {}.\n", counted(errors, "error"), counted(warnings, "warning"));
  const std::string where = line.directory == "." ? std::string() : " " + line.directory;
  fmt::print("The site is in {}. Look at it with: gazette serve{}\n", output, where);
}

/// Whether what is built is the site that readers will have, and not a trial of it elsewhere.
bool is_for_readers(const CommandLine& line) {
  return !line.drafts && line.output.empty() && line.base_url.empty();
}

}  // namespace

ExitStatus run_build(const CommandLine& line) {
  const auto start = std::chrono::steady_clock::now();
  if (!line.output.empty() && holds_project_files(line.output, line.directory)) {
    fmt::print(stderr,
               "gazette: --output: a site cannot be built into the folders that it is made from, as {} is\n"
               "Choose a folder of its own, such as --output public\n",
               line.output);
    print_for_programs({}, line);
    return ExitStatus::Usage;
  }
  const Project project = open_project(line.directory);
  BuildOptions options;
  options.drafts = line.drafts ? Drafts::Include : Drafts::Exclude;
  options.base_url = line.base_url;
  options.now = moment_of_build(project, line.at);
  if (!options.now) return ExitStatus::Usage;
  options.jobs = line.jobs == 0 ? default_jobs() : line.jobs;
  BuildState state;
  std::optional<Progress> progress(std::in_place, "Building the site");
  BuildOutcome outcome = build_project(project, options, state);
  if (line.at.empty()) check_clock(project, *options.now, outcome.diagnostics);
  AddressReview addresses;
  if (!line.drafts) addresses = review_addresses(*project.disk, outcome, outcome.diagnostics);
  const PageWeight heaviest =
      check_page_weights(*outcome.site, outcome.tree, options.jobs, outcome.diagnostics);
  outcome.diagnostics.sort();
  name_pages(*outcome.site, outcome.diagnostics);
  apply_policy(*outcome.site, UnusedAllowances::Keep, outcome.diagnostics);
  if (const auto failed = settle_known_findings(outcome.diagnostics, line)) return *failed;
  const bool stop = has_problems(outcome.diagnostics, line.strict);
  WriteResult written;
  const std::string output = line.output.empty() ? line.directory + "/site" : line.output;
  if (!stop) {
    const auto disk = open_disk(output);
    written = write_site(outcome.tree, *disk, options.jobs, outcome.diagnostics);
    if (written.ok && is_for_readers(line)) keep_addresses(*project.disk, addresses, outcome.diagnostics);
  }
  progress.reset();
  const ExitStatus status = finish_findings(outcome.diagnostics, line);
  if (written.machine_failed) return ExitStatus::MachineFailed;
  if (stop || !written.ok) {
    if (line.format == ReportFormat::Text) {
      fmt::print(stderr,
                 "Nothing was published: mend the {} first. The site of the last build is unchanged.\n",
                 outcome.diagnostics.has_errors() ? "errors" : "warnings");
    }
    return status == ExitStatus::Fine ? ExitStatus::Problems : status;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (line.format == ReportFormat::Text)
    print_summary(outcome, written, heaviest, line, output, seconds.count());
  return status;
}

}  // namespace gazette
