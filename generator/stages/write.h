#pragma once
// Stage 5: the OutputTree goes to the disk so that readers see the old site or the new one. Files that did
// not change are not touched, files the build did not make are left alone, and an interrupted write is
// finished or undone by the next.

#include <set>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "model/output_tree.h"

namespace gazette {

/// What writing did, in numbers of files.
struct WriteResult {
  bool ok = false;              // false: a diagnostic says why, and the old site stands
  bool half_swapped = false;    // not even the old site stands whole: the next run finishes the new one
  bool machine_failed = false;  // disk, permission: exit status 3
  std::size_t written = 0;
  std::size_t removed = 0;
  std::size_t unchanged = 0;
};

/// What writing would do.
struct WritePlan {
  bool possible = true;              // false: something that no build made stands in the way
  std::vector<std::string> changed;  // new or different; pages last
  std::vector<std::string> stale;    // made by the last build and not by this one
  std::size_t unchanged = 0;
};

/// Compares `tree` with what is in `output` and changes nothing. Reports `write/not-ours`.
WritePlan plan_write(const OutputTree& tree, const FileSystem& output, unsigned jobs,
                     Diagnostics& diagnostics);

/// The paths that the build.json in a folder lists, and its own; none without one that can be read.
std::set<std::string> files_of_manifest(const FileSystem& output);

/// Brings `output` to the state of `tree`. Reports `write/failed` and `write/not-ours`.
WriteResult write_site(const OutputTree& tree, FileSystem& output, unsigned jobs, Diagnostics& diagnostics);

}  // namespace gazette
