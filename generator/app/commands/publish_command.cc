// Builds in memory, then hands over a complete site: nothing of the project but .gazette/ and the list of
// published addresses is written.
#include "app/commands/publish_command.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "app/commands/publish_remote.h"
#include "app/project/address_list.h"
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

/// A site that may be sent, and the addresses that readers have been given then.
struct Prepared {
  BuildOutcome outcome;
  AddressReview addresses;
};

/// Builds the site as it is to stand at the target, and asks the gate. What is found is added to `found`.
Prepared build_for(const Project& project, const BuildOptions& options,
                   const std::optional<PublishTarget>& target, const SiteConfig& config, Diagnostics& found) {
  BuildState state;
  Prepared prepared;
  BuildOutcome& outcome = prepared.outcome;
  outcome = build_project(project, options, state);
  prepared.addresses = review_addresses(*project.disk, outcome, outcome.diagnostics);
  check_clock(project, *options.now, outcome.diagnostics);
  check_page_weights(*outcome.site, outcome.tree, options.jobs, outcome.diagnostics);
  GateQuestion question{config.base_url_is_default ? std::string() : config.base_url, config.base_url_place};
  if (target && !target->base_url.empty()) question = {target->base_url, target->base_url_place};
  found.append(std::move(outcome.diagnostics));
  found.append(ask_gate(*outcome.site, outcome.tree, question));
  apply_policy(*outcome.site, UnusedAllowances::Keep, found);
  if (!target || !target->test) insist_on_addresses(found);
  return prepared;
}

/// Says what was found and whether that stops the publish: gives the status then.
std::optional<ExitStatus> stop_at_gate(Diagnostics& found, bool is_test, bool strict) {
  found.sort();
  Diagnostics gate;
  Diagnostics others;
  for (Diagnostic& finding : found.items()) {
    const auto rules = publish_rules();
    const bool of_gate =
        std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == finding.rule; });
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

/// Sleeps until the clock on the wall shows `moment`, in short steps: a computer that was asleep, or whose
/// clock was set, notices.
void wait_until(Moment moment) {
  constexpr Moment kStep = 20;  // seconds
  for (Moment left = moment - moment_now(); left > 0; left = moment - moment_now())
    std::this_thread::sleep_for(std::chrono::seconds(std::min(left, kStep)));
}

void print_next(const ScheduledChange& next) {
  fmt::print("Next: on {} {} {}.\n", next.when, next.title,
             next.withdrawal ? "is withdrawn" : "is published");
  std::fflush(stdout);
}

/// Whether the site as it will be at `moment` has no errors: told while somebody can still mend them.
bool rehearse(const Project& project, BuildOptions options, Moment moment) {
  options.now = moment;
  BuildState state;
  BuildOutcome outcome = build_project(project, options, state);
  apply_policy(*outcome.site, UnusedAllowances::Keep, outcome.diagnostics);
  if (!outcome.diagnostics.has_errors()) return true;
  print_findings(outcome.diagnostics);
  fmt::print(stderr, "What is due next could not be published then: mend the errors first.\n");
  return false;
}

ExitStatus publish_once(const CommandLine& line, std::vector<ScheduledChange>& schedule) {
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
  BuildOptions options;
  if (target) options.base_url = target->base_url;
  options.now = moment_now();
  options.jobs = default_jobs();
  auto [outcome, addresses] = build_for(project, options, target, config, found);
  const bool strict = line.strict || (target && target->strict);
  if (const auto stopped = stop_at_gate(found, target && target->test, strict)) return *stopped;
  if (target->test) make_test_site(*outcome.site, outcome.tree);
  const ExitStatus status = target->carrier == Carrier::Folder
                                ? publish_to_folder(outcome.tree, *target, line.dry_run)
                                : publish_to_server(outcome.tree, *target, directory, line.dry_run);
  if (status == ExitStatus::Fine && !line.dry_run && !target->test) {
    Diagnostics unkept;
    keep_addresses(*project.disk, addresses, unkept);
    print_findings(unkept);
  }
  if (status != ExitStatus::Fine || outcome.site->schedule.empty()) return status;
  schedule = outcome.site->schedule;
  print_next(schedule.front());
  return line.wait && !rehearse(project, options, schedule.front().moment) ? ExitStatus::Problems : status;
}

}  // namespace

ExitStatus run_publish(const CommandLine& line) {
  if (line.wait && std::getenv("SOURCE_DATE_EPOCH") != nullptr) {
    fmt::print(stderr, "gazette: --wait goes by the clock, which SOURCE_DATE_EPOCH stops\n");
    return ExitStatus::Usage;
  }
  while (true) {
    std::vector<ScheduledChange> schedule;
    const ExitStatus status = publish_once(line, schedule);
    if (!line.wait || line.dry_run || status != ExitStatus::Fine) return status;
    if (schedule.empty()) {
      fmt::print("Nothing more is scheduled.\n");
      return status;
    }
    wait_until(schedule.front().moment);
  }
}

}  // namespace gazette
