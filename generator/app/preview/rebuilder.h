#pragma once
// Turns changed files into the next snapshot and says what changed for open pages.

#include <string>
#include <vector>

#include "app/preview/snapshot.h"
#include "app/preview/watcher.h"
#include "app/project/project.h"

namespace gazette {

/// What open pages should do.
struct SnapshotChange {
  std::vector<std::string> addresses;  // pages to load again, with the base path
  std::vector<std::string> sheets;     // style sheets to swap
  bool problems = false;               // findings differ
};

/// Keeps everything a build leaves behind, so that the next one does only what changed. One thread.
class Rebuilder {
 public:
  Rebuilder(Project project, BuildOptions options);

  /// The first build, to be called once and before next().
  SnapshotPtr first();
  /// Applies changes and builds. `before` is what is shown: the new snapshot keeps what was found on its
  /// pages that are the same. `change` tells how the new one differs.
  SnapshotPtr next(const FileChanges& changes, const PreviewSnapshot& before, SnapshotChange& change);

  /// By the last build: the others came from the cache.
  std::size_t bodies_rendered() const { return state_.render.bodies_rendered; }

 private:
  /// `before` is null for the first.
  SnapshotPtr make_snapshot(BuildOutcome outcome, const PreviewSnapshot* before, SnapshotChange& change);
  void read_changes(const FileChanges& changes);

  Project project_;
  BuildOptions options_;
  BuildState state_;
  Diagnostics file_findings_;
  std::uint64_t version_ = 0;
};

/// How `after` differs from `before` for a reader.
SnapshotChange compare_snapshots(const PreviewSnapshot& before, const PreviewSnapshot& after);

}  // namespace gazette
