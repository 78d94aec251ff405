// Builds in memory, then hands over a complete site: nothing of the project but .gazette/ is written.
#include "app/commands/publish_command.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdio>

#include "app/commands/publish_remote.h"
#include "app/project/project.h"
#include "app/project/publish_target.h"
#include "app/reports/findings.h"
#include "base/counted.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "checks/check_policy.h"
#include "checks/page_weight.h"
#include "checks/publishing/gate.h"
#include "stages/project/site_config.h"
#include "stages/test_site.h"
#include "stages/write.h"

namespace gazette {
namespace {

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

void print_findings(Diagnostics& diagnostics) {
  diagnostics.sort();
  for (const Diagnostic& finding : diagnostics.items()) {
    if (finding.severity != Severity::Info) fmt::print(stderr, "{}", format_diagnostic(finding));
  }
}

/// Writes a site where it is to be, or says what would be written.
ExitStatus publish_to_folder(const OutputTree& tree, const PublishTarget& target, bool dry_run) {
  const auto disk = open_disk(target.to);
  Diagnostics found;
  if (dry_run) {
    const WritePlan plan = plan_write(tree, *disk, default_jobs(), found);
    print_findings(found);
    if (!plan.possible) return ExitStatus::Problems;
    for (const std::string& path : plan.changed) fmt::print("would send    {}\n", path);
    for (const std::string& path : plan.stale) fmt::print("would remove  {}\n", path);
    fmt::print(
        "{} would be sent to {}, {} removed, {} are there already. Nothing was sent: this was a dry run.\n",
        counted(plan.changed.size(), "file"), target.to, counted(plan.stale.size(), "file"), plan.unchanged);
    return ExitStatus::Fine;
  }
  const WriteResult written = write_site(tree, *disk, default_jobs(), found);
  print_findings(found);
  if (written.machine_failed) {
    fmt::print(stderr, "gazette: {}\n",
               written.half_swapped ? "the site was published in part. Publish again to finish."
                                    : "nothing was published. What readers see is the site as it was.");
    return ExitStatus::MachineFailed;
  }
  if (!written.ok) return ExitStatus::Problems;
  fmt::print("Published to {}: {} sent, {} removed, {} were there already.\n", target.to,
             counted(written.written, "file"), counted(written.removed, "file"), written.unchanged);
  return ExitStatus::Fine;
}

/// Tells the words of the command line apart: a project folder, a target. False for a word too many.
bool read_words(const CommandLine& line, std::string& directory, std::string& target) {
  bool has_directory = false;
  for (const std::string& word : line.words) {
    if (!has_directory && target.empty() && is_folder(word + "/content")) {
      directory = word;
      has_directory = true;
    } else if (target.empty()) {
      target = word;
    } else {
      fmt::print(stderr, "gazette: there is no project folder {}\n", target);
      return false;
    }
  }
  return true;
}

/// Builds the site as it is to stand at the target, and asks the gate. What is found is added to `found`.
BuildOutcome build_for(const Project& project, const std::optional<PublishTarget>& target,
                       const SiteConfig& config, Diagnostics& found) {
  BuildOptions options;
  if (target) options.base_url = target->base_url;
  options.build_date = today();
  options.jobs = default_jobs();
  BuildState state;
  BuildOutcome outcome = build_project(project, options, state);
  check_page_weights(*outcome.site, outcome.tree, options.jobs, outcome.diagnostics);
  GateQuestion question{config.base_url_is_default ? std::string() : config.base_url, config.base_url_place};
  if (target && !target->base_url.empty()) question = {target->base_url, target->base_url_place};
  found.append(std::move(outcome.diagnostics));
  found.append(ask_gate(*outcome.site, outcome.tree, question));
  apply_policy(*outcome.site, UnusedAllowances::Keep, found);
  return outcome;
}

/// Says what was found and whether that stops the publish: gives the status then.
std::optional<ExitStatus> stop_at_gate(Diagnostics& found, bool is_test, bool strict) {
  found.sort();
  Diagnostics gate;
  Diagnostics others;
  for (Diagnostic& finding : found.items()) {
    const bool of_gate = finding.rule.starts_with("publish/");
    // A test site is there to look at what is not finished.
    if (of_gate && is_test && finding.rule != "publish/no-target") finding.severity = Severity::Warning;
    (of_gate ? gate : others).add(std::move(finding));
  }
  print_findings(others);
  constexpr std::size_t kMostLines = 8;
  for (const std::string& one : plain_lines(gate, kMostLines)) fmt::print(stderr, "{}\n", one);
  if (others.has_errors()) {
    fmt::print(stderr,
               "Nothing was published: mend the errors first. What readers see is the site as it was.\n");
    return status_of_problems(others);
  }
  if (gate.has_errors()) {
    fmt::print(stderr,
               "Nothing was published: put this right first. What readers see is the site as it was.\n");
    return ExitStatus::Problems;
  }
  const bool has_warnings =
      others.count(Severity::Warning) > 0 || (!is_test && gate.count(Severity::Warning) > 0);
  if (!strict || !has_warnings) return std::nullopt;
  fmt::print(stderr,
             "Nothing was published: this place is strict, and warnings stop it too. What readers see is the "
             "site as it was.\n");
  return ExitStatus::Problems;
}

}  // namespace

ExitStatus run_publish(const CommandLine& line) {
  std::string directory = line.directory;
  std::string name;
  if (!read_words(line, directory, name)) return ExitStatus::Usage;
  const Project project = open_project(directory);
  if (!project.disk->exists("content")) {
    fmt::print(stderr, "gazette: there is no folder content/ in {}\n", directory);
    return ExitStatus::Problems;
  }
  const auto bytes = project.disk->read("content/site.yaml");
  Diagnostics ignored;  // the build says it all
  const SiteConfig config =
      read_site_config(bytes ? std::make_shared<SourceFile>("content/site.yaml", *bytes) : nullptr, ignored);
  Diagnostics found;
  const auto target = read_target(config, name, directory, found);
  const bool names_none = !found.empty() && found.items().front().rule == "publish/no-target";
  if (!target && !names_none) {
    print_findings(found);
    const bool is_unknown =
        !name.empty() && config.publish.is_mapping() && config.publish.find(name) == nullptr;
    return is_unknown ? ExitStatus::Usage : ExitStatus::Problems;
  }
  BuildOutcome outcome = build_for(project, target, config, found);
  const bool strict = line.strict || (target && target->strict);
  if (const auto stopped = stop_at_gate(found, target && target->test, strict)) return *stopped;
  if (target->test) make_test_site(*outcome.site, outcome.tree);
  return target->carrier == Carrier::Folder
             ? publish_to_folder(outcome.tree, *target, line.dry_run)
             : publish_to_server(outcome.tree, *target, directory, line.dry_run);
}

}  // namespace gazette
