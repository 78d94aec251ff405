// Links, accessibility and words of a built project, led back to the author's lines.
#include "app/project/project_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "app/project/link_settings.h"
#include "base/text.h"
#include "checks/author_places.h"
#include "checks/check_content.h"
#include "checks/check_html.h"
#include "checks/check_policy.h"
#include "checks/page_weight.h"
#include "content/prose/redirect_lookup.h"

namespace gazette {
namespace {

/// One finding for a place and rule, though both the build and the check of its output saw it.
void drop_repeats(Diagnostics& diagnostics) {
  std::map<std::tuple<std::string, std::size_t, std::string>, bool> seen;
  std::set<std::pair<std::string, std::size_t>> skipped_levels;  // in Markdown, which told of them first
  const auto line_of = [](const Diagnostic& finding) {
    return std::pair(finding.place.source->path(),
                     finding.place.source->position(finding.place.span.begin).line);
  };
  for (const Diagnostic& finding : diagnostics.items()) {
    if (finding.place.source && finding.rule == "heading/skipped-level")
      skipped_levels.insert(line_of(finding));
  }
  std::vector<Diagnostic> kept;
  for (Diagnostic& finding : diagnostics.items()) {
    if (finding.place.source && finding.rule.starts_with("link/")) {
      const auto key = std::make_tuple(finding.place.source->path(), finding.place.span.begin, finding.rule);
      if (!seen.emplace(key, true).second) continue;
    }
    if (finding.place.source && finding.rule == "a11y/heading-order" &&
        skipped_levels.count(line_of(finding)) > 0)
      continue;
    kept.push_back(std::move(finding));
  }
  diagnostics.items() = std::move(kept);
}

void check_project_links(const CommandLine& line, const std::vector<LinkedFile>& files, unsigned jobs,
                         const std::function<void(std::size_t, std::size_t)>& progress, BuildOutcome& outcome,
                         Diagnostics& found) {
  LinkOptions links = link_settings(outcome.site->config, outcome.diagnostics);
  links.origin = line.origin.empty() ? outcome.site->config.base_url : line.origin;
  for (const Redirect& redirect : outcome.site->redirects) {
    if (is_gone(redirect)) continue;
    const auto from = percent_decode(redirect.from);
    links.redirects.push_back({from ? *from : redirect.from, redirect.to, 301, redirect.place});
  }
  apply_command_line(line, links);
  links.external_options.cache_file = line.directory + "/.gazette/links.tsv";
  links.jobs = jobs;
  links.progress = progress;
  check_links(files, links, found);
  // Every page and the feed lead to the home page. That there is none has been told once.
  if (outcome.site->home == kNoPage) {
    const std::string& home = outcome.site->config.base_url;
    std::erase_if(found.items(), [&](const Diagnostic& finding) {
      return finding.rule == "link/broken" &&
             (finding.url == home || finding.url == outcome.site->config.base_path());
    });
  }
  // The build publishes what is used or asked for by name, and tells of everything else.
  std::erase_if(found.items(), [](const Diagnostic& finding) { return finding.rule == "link/unused-asset"; });
}

}  // namespace

bool wants(const CommandLine& line, std::string_view area) {
  return line.only.empty() || std::find(line.only.begin(), line.only.end(), area) != line.only.end();
}

/// Findings of other areas than those asked for are dropped; files and settings that cannot be read stay.
void keep_wanted(Diagnostics& diagnostics, const CommandLine& line) {
  if (line.only.empty()) return;
  std::erase_if(diagnostics.items(), [&](const Diagnostic& finding) {
    const std::string_view area = std::string_view(finding.rule).substr(0, finding.rule.find('/'));
    const bool basic = area == "file" || finding.rule == "check/no-pages" ||
                       finding.rule == "html/unreadable" || area == "yaml" || area == "config" ||
                       area == "project" || area == "theme" || area == "layout";
    return !basic && !wants(line, area_of_rule(finding.rule));
  });
}

void apply_command_line(const CommandLine& line, LinkOptions& links) {
  const auto milliseconds = [](double seconds) {
    return std::chrono::milliseconds(static_cast<long>(seconds * 1000));
  };
  links.external = line.external;
  links.all = line.all;
  ExternalLinkOptions& external = links.external_options;
  external.allow_private = external.allow_private || line.allow_private;
  if (line.concurrency > 0) external.concurrency = line.concurrency;
  if (line.per_host > 0) external.per_host = line.per_host;
  if (line.delay >= 0) external.delay = milliseconds(line.delay);
  if (line.timeout > 0) external.timeout = milliseconds(line.timeout);
}

std::size_t check_built_project(const CommandLine& line, const BuildState& state, unsigned jobs,
                                const std::function<void(std::size_t done, std::size_t total)>& progress,
                                BuildOutcome& outcome) {
  Diagnostics found;
  std::vector<LinkedFile> linked;
  std::vector<HtmlFile> pages;
  for (const auto& [path, file] : outcome.tree.files) {
    const auto source = std::make_shared<SourceFile>(
        path, is_html_path(path) || link_checker_reads(path) ? *file.bytes : std::string());
    linked.push_back({path, source->text(), source, true});
    // A page without a byte has no layout, which the build has told of.
    if (is_html_path(path) && !file.bytes->empty()) pages.push_back({path, source});
  }
  if (wants(line, "links")) check_project_links(line, linked, jobs, progress, outcome, found);
  if (wants(line, "accessibility")) {
    const FileLookup lookup = [&](const std::string& path) -> std::optional<std::string_view> {
      const OutputFile* file = outcome.tree.find(path);
      return file == nullptr ? std::nullopt : std::optional<std::string_view>(*file->bytes);
    };
    check_html_files(pages, lookup, outcome.site->config.base_path(), jobs, {}, found);
  }
  if (wants(line, "content")) check_page_weights(*outcome.site, outcome.tree, jobs, found);
  move_to_authors(*outcome.site, outcome.tree, state.files.theme, found);
  if (wants(line, "content")) check_content(*outcome.site, state.files.data, jobs, found);
  outcome.diagnostics.append(std::move(found));
  name_pages(*outcome.site, outcome.diagnostics);
  // A run of some checks alone cannot tell which allowances are still needed.
  const auto unused = line.only.empty() ? UnusedAllowances::Report : UnusedAllowances::Keep;
  apply_policy(*outcome.site, unused, outcome.diagnostics);
  drop_repeats(outcome.diagnostics);
  keep_wanted(outcome.diagnostics, line);
  return pages.size();
}

}  // namespace gazette
