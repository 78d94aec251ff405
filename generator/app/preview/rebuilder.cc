// The loop's memory.
#include "app/preview/rebuilder.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "app/project/settings.h"
#include "base/text.h"
#include "checks/author_places.h"
#include "checks/check_policy.h"
#include "content/prose/link_target.h"

namespace gazette {
namespace {

/// Files that are the same as before keep their very values, which is what the caches go by.
void keep_same(std::map<std::string, SourcePtr>& fresh, const std::map<std::string, SourcePtr>& old) {
  for (auto& [path, source] : fresh) {
    const auto found = old.find(path);
    if (found != old.end() && found->second->text() == source->text()) source = found->second;
  }
}

struct SheetChange {
  std::string old_path, new_path, old_integrity, new_integrity;
};

std::vector<SheetChange> changed_sheets(const Theme& before, const Theme& after) {
  std::vector<SheetChange> out;
  for (const AssetFile& asset : after.assets) {
    if (!asset.source_path.ends_with(".css")) continue;
    for (const AssetFile& old : before.assets) {
      if (old.source_path == asset.source_path && old.output_path != asset.output_path) {
        out.push_back({old.output_path, asset.output_path, old.integrity, asset.integrity});
      }
    }
  }
  return out;
}

/// Whether a page differs in nothing but the names of style sheets.
bool only_sheets_differ(const std::string& before, const std::string& after,
                        const std::vector<SheetChange>& sheets) {
  if (sheets.empty()) return false;
  std::string expected = before;
  for (const SheetChange& sheet : sheets) {
    expected = replace_all(expected, sheet.old_path, sheet.new_path);
    expected = replace_all(expected, sheet.old_integrity, sheet.new_integrity);
  }
  return expected == after;
}

/// Whether a page shows one of these files: its bytes are the same, and yet it looks different.
bool names_any(const std::string& html, const std::vector<std::string>& addresses) {
  return std::any_of(addresses.begin(), addresses.end(),
                     [&](const std::string& address) { return html.find(address) != std::string::npos; });
}

}  // namespace

SnapshotChange compare_snapshots(const PreviewSnapshot& before, const PreviewSnapshot& after) {
  SnapshotChange change;
  change.problems =
      !same_problems(before.problems, after.problems) || before.shows_newest != after.shows_newest;
  const auto sheets = changed_sheets(before.site->theme, after.site->theme);
  for (const SheetChange& sheet : sheets) change.sheets.push_back(href_of(*after.site, "/" + sheet.new_path));
  const auto address_of = [](const PreviewSnapshot& snapshot, const OutputFile& file) {
    return href_of(*snapshot.site, snapshot.site->page(file.page).address);
  };
  std::vector<std::string> changed_files;  // pictures and the like, under the address they had before
  // Both trees are sorted by path: walk them side by side.
  auto old = before.tree->files.begin();
  const auto old_end = before.tree->files.end();
  const auto take_gone = [&] {
    if (old->second.page != kNoPage) change.addresses.push_back(address_of(before, old->second));
    ++old;
  };
  for (const auto& [path, file] : after.tree->files) {
    while (old != old_end && old->first < path) take_gone();
    const OutputFile* earlier = old != old_end && old->first == path ? &(old++)->second : nullptr;
    if (earlier != nullptr && (earlier->bytes == file.bytes || *earlier->bytes == *file.bytes)) continue;
    if (file.page == kNoPage) {
      if (earlier != nullptr && after.site->asset_by_output.count(path) > 0)
        changed_files.push_back(href_of(*after.site, "/" + path));
      continue;
    }
    if (earlier == nullptr || !only_sheets_differ(*earlier->bytes, *file.bytes, sheets))
      change.addresses.push_back(address_of(after, file));
  }
  while (old != old_end) take_gone();
  if (!changed_files.empty()) {
    for (const auto& [path, file] : after.tree->files) {
      if (file.page == kNoPage || !names_any(*file.bytes, changed_files)) continue;
      const std::string address = address_of(after, file);
      if (std::find(change.addresses.begin(), change.addresses.end(), address) == change.addresses.end())
        change.addresses.push_back(address);
    }
  }
  return change;
}

Rebuilder::Rebuilder(Project project, BuildOptions options)
    : project_(std::move(project)), options_(std::move(options)) {
  options_.whole_site_files = true;
  options_.late_sheets = true;
}

SnapshotPtr Rebuilder::make_snapshot(BuildOutcome outcome, const PreviewSnapshot* before,
                                     SnapshotChange& change) {
  check_settings(*outcome.site, project_.root, outcome.diagnostics);
  name_pages(*outcome.site, outcome.diagnostics);
  apply_policy(*outcome.site, UnusedAllowances::Keep, outcome.diagnostics);
  outcome.diagnostics.sort();
  auto snapshot = std::make_shared<PreviewSnapshot>();
  snapshot->built = std::move(outcome.diagnostics);
  snapshot->version = ++version_;
  snapshot->theme = std::make_shared<const std::map<std::string, SourcePtr>>(state_.files.theme);
  snapshot->data = std::make_shared<const std::map<std::string, SourcePtr>>(state_.files.data);
  // The last build without errors stays; where there never was one, the newest tells most.
  snapshot->is_whole = !snapshot->built.has_errors();
  if (!snapshot->is_whole && before != nullptr && before->is_whole) {
    snapshot->is_whole = true;
    snapshot->site = before->site;
    snapshot->tree = before->tree;
    snapshot->maker = before->maker;
    snapshot->shows_newest = false;
  } else {
    snapshot->site = std::move(outcome.site);
    snapshot->tree = std::make_shared<const OutputTree>(std::move(outcome.tree));
    snapshot->maker = state_.render.maker;
  }
  if (before != nullptr) {
    change = compare_snapshots(*before, *snapshot);
    const std::unordered_set<std::string> changed(change.addresses.begin(), change.addresses.end());
    for (const Diagnostic& finding : before->checked.items()) {
      if (changed.count(href_of(*snapshot->site, finding.page)) == 0) snapshot->checked.add(finding);
    }
  }
  snapshot->problems = snapshot->built;
  snapshot->problems.append(snapshot->checked);
  snapshot->problems.sort();
  change.problems = before == nullptr || before->shows_newest != snapshot->shows_newest ||
                    !same_problems(before->problems, snapshot->problems);
  return snapshot;
}

SnapshotPtr Rebuilder::first() {
  file_findings_ = {};
  state_.files = load_project(*project_.disk, project_.shared_themes.get(), options_.jobs, file_findings_);
  BuildOutcome outcome = build_site(state_, options_, file_findings_);
  options_.whole_site_files = false;  // the search index of a large site costs more than all else together
  SnapshotChange all;
  return make_snapshot(std::move(outcome), nullptr, all);
}

void Rebuilder::read_changes(const FileChanges& changes) {
  const bool had_file_findings = !file_findings_.empty();
  file_findings_ = {};
  if (!changes.anything && !had_file_findings) {
    reload_files(state_.files, *project_.disk, project_.shared_themes.get(), changes.paths, file_findings_);
    return;
  }
  ProjectFiles fresh =
      load_project(*project_.disk, project_.shared_themes.get(), options_.jobs, file_findings_);
  keep_same(fresh.pages, state_.files.pages);
  keep_same(fresh.data, state_.files.data);
  keep_same(fresh.bundle, state_.files.bundle);
  keep_same(fresh.assets, state_.files.assets);
  keep_same(fresh.theme, state_.files.theme);
  if (fresh.config && state_.files.config && fresh.config->text() == state_.files.config->text())
    fresh.config = state_.files.config;
  state_.files = std::move(fresh);
}

SnapshotPtr Rebuilder::next(const FileChanges& changes, const PreviewSnapshot& before,
                            SnapshotChange& change) {
  read_changes(changes);
  return make_snapshot(build_site(state_, options_, file_findings_), &before, change);
}

}  // namespace gazette
