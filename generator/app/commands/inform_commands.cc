// Says what rules mean and what a site holds.
#include "app/commands/inform_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

#include "app/project/project.h"
#include "app/reports/rules.h"
#include "app/reports/rules_page.h"
#include "app/reports/settings_page.h"
#include "base/spelling.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "stages/project/site_settings.h"

namespace gazette {
namespace {

std::string indented(std::string_view text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) out += "    " + std::string(line) + "\n";
  return out;
}

void list_rules() {
  for (const Rule* rule : all_rules()) {
    fmt::print("{:<8} {:<34} {}\n", severity_name(rule->severity), rule->id, rule->title);
  }
}

std::string state_of(const Hold& hold) {
  switch (hold.reason) {
    case HeldReason::Draft:
    case HeldReason::DraftSection:
      return "draft";
    case HeldReason::Embargo:
    case HeldReason::DatedAhead:
      return "from " + hold.when;
    case HeldReason::Withdrawn:
      return "withdrawn";
  }
  return "held back";
}

void list_scheduled(const Site& site, ReportFormat format) {
  if (format == ReportFormat::Json) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const ScheduledChange& change : site.schedule) {
      out.push_back({{"at", iso_text(site.config.time_zone.clock_at(change.moment))},
                     {"moment", change.moment},
                     {"what", change.withdrawal ? "withdraw" : "publish"},
                     {"title", change.title},
                     {"address", change.address},
                     {"file", change.path}});
    }
    fmt::print("{}\n", out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    return;
  }
  if (site.schedule.empty()) fmt::print("Nothing is scheduled.\n");
  for (const ScheduledChange& change : site.schedule) {
    fmt::print("{}\t{}\t{}\t{}\n", change.when, change.withdrawal ? "withdraw" : "publish", change.title,
               change.path);
  }
}

void list_pages(const Site& site) {
  for (const Page& page : site.pages) {
    // Pages for boards, for print and those that every site has are made: there is no file to open.
    const bool made = page.origin != PageOrigin::Content;
    fmt::print("{}\t{}\t{}{}\n", page.address, page.title,
               made ? "(made by Gazette)" : "content/" + page.document->path,
               page.hold ? "\t" + state_of(*page.hold) : "");
  }
}

void list_links(const Site& site) {
  for (const Page& page : site.pages) {
    const MarkdownTree& tree = page.document->tree;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      if (tree.nodes[i].kind != MarkdownKind::Link) continue;
      const Place place = tree.place(static_cast<NodeId>(i));
      fmt::print("{}:{}\t{}\n", place.source->path(), place.source->position(place.span.begin).line,
                 tree.nodes[i].url);
    }
  }
}

}  // namespace

ExitStatus run_explain(const CommandLine& line) {
  const std::string& id = line.words.front();
  if (id == "site.yaml" || id == "content/site.yaml") {
    fmt::print("{}", settings_list());
    return ExitStatus::Fine;
  }
  const Rule* rule = find_rule(id);
  if (const std::string text = explain_setting(id); rule == nullptr && !text.empty()) {
    fmt::print("{}", text);
    return ExitStatus::Fine;
  }
  if (rule == nullptr) {
    std::vector<std::string> known;
    for (const Rule* candidate : all_rules()) known.emplace_back(candidate->id);
    for (const Setting& setting : site_settings()) known.emplace_back(setting.name);
    const std::string hint = did_you_mean(id, known);
    fmt::print(
        stderr,
        "gazette: there is no rule or setting `{}`{}{}\nRun `gazette list rules` or `gazette list settings` "
        "for all.\n",
        id, hint.empty() ? "" : "; ", hint);
    return ExitStatus::Usage;
  }
  fmt::print("{} ({})\n{}\n\n", rule->id, severity_name(rule->severity), rule->title);
  if (!rule->why.empty()) fmt::print("{}\n", rule->why);
  if (!rule->follows.empty()) fmt::print("Follows: {}\n", rule->follows);
  if (!rule->act.empty()) fmt::print("ACT rules: {}\n", rule->act);
  if (!rule->bad.empty()) fmt::print("\nReported:\n{}", indented(rule->bad));
  if (!rule->good.empty()) fmt::print("\nBetter:\n{}", indented(rule->good));
  return ExitStatus::Fine;
}

ExitStatus run_list(const CommandLine& line) {
  static const std::vector<std::string> kLists = {"pages",    "tables", "terms",    "rules",
                                                  "settings", "links",  "scheduled"};
  const std::string& what = line.words.front();
  if (std::find(kLists.begin(), kLists.end(), what) == kLists.end()) {
    const std::string hint = did_you_mean(what, kLists);
    fmt::print(stderr, "gazette: there is no list of `{}`{}{}\nLists: {}\n", what, hint.empty() ? "" : "; ",
               hint, join(kLists, ", "));
    return ExitStatus::Usage;
  }
  if (what == "rules") {
    line.markdown ? static_cast<void>(fmt::print("{}", rules_page())) : list_rules();
    return ExitStatus::Fine;
  }
  if (what == "settings") {
    fmt::print("{}", line.markdown ? settings_page() : settings_list());
    return ExitStatus::Fine;
  }
  const std::string folder = line.words.size() > 1 ? line.words[1] : ".";
  std::error_code problem;
  if (!std::filesystem::is_directory(folder, problem)) {
    fmt::print(stderr, "gazette: there is no folder `{}`\n", folder);
    return ExitStatus::Usage;
  }
  const Project project = open_project(folder);
  BuildOptions options;
  options.drafts = Drafts::Include;
  options.now = moment_now();
  // Everything is listed, but only what a build leaves out is to come.
  options.out_of_time = what == "scheduled" ? OutOfTime::Exclude : OutOfTime::Include;
  options.jobs = default_jobs();
  BuildState state;
  const BuildOutcome outcome = build_project(project, options, state);
  if (outcome.site->pages.empty() && outcome.diagnostics.has_errors()) {
    for (const Diagnostic& finding : outcome.diagnostics.items())
      fmt::print(stderr, "{}", format_diagnostic(finding));
    return ExitStatus::Problems;
  }
  if (what == "pages") list_pages(*outcome.site);
  if (what == "links") list_links(*outcome.site);
  if (what == "scheduled") list_scheduled(*outcome.site, line.format);
  if (what == "terms") {
    for (const Term& term : outcome.site->glossary.terms) fmt::print("{}\t{}\n", term.term, term.expansion);
  }
  if (what == "tables") {
    for (const DataSet& set : outcome.site->data.sets) {
      fmt::print("{}\t{}\t{} rows, {} columns\n", set.id, set.title, set.rows.size(), set.columns.size());
    }
  }
  return ExitStatus::Fine;
}

}  // namespace gazette
