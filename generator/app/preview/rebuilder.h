#pragma once
// Turns changed files into the next snapshot and says what changed for open pages.

#include <string>
#include <vector>

#include "app/preview/snapshot.h"
#include "app/preview/watcher.h"
#include "app/project.h"

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

  SnapshotPtr first();
  /// Applies changes and builds. `change` tells how the new snapshot differs from the one before.
  SnapshotPtr next(const FileChanges& changes, SnapshotChange& change);

  std::size_t bodies_rendered() const { return state_.render.bodies_rendered; }

 private:
  SnapshotPtr make_snapshot(BuildOutcome outcome);

  Project project_;
  BuildOptions options_;
  BuildState state_;
  Diagnostics file_findings_;
  SnapshotPtr current_;
  std::uint64_t version_ = 0;
};

/// How `after` differs from `before` for a reader.
SnapshotChange compare_snapshots(const PreviewSnapshot& before, const PreviewSnapshot& after);

}  // namespace gazette
