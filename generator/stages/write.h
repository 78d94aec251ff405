#pragma once
// Stage 5: the OutputTree goes to the disk so that readers see the old site or the new one. Files that did
// not change are not touched, files the build did not make are left alone, and an interrupted write is
// finished or undone by the next.

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "model/output_tree.h"

namespace gazette {

struct WriteResult {
  bool ok = false;              // false: a diagnostic says why, and the old site stands
  bool machine_failed = false;  // disk, permission: exit status 3
  std::size_t written = 0;
  std::size_t removed = 0;
  std::size_t unchanged = 0;
};

/// Brings `output` to the state of `tree`. Reports `write/failed` and `write/not-ours`.
WriteResult write_site(const OutputTree& tree, FileSystem& output, unsigned jobs, Diagnostics& diagnostics);

}  // namespace gazette
