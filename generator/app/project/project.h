#pragma once
// Where things stand on this machine: the project, the themes that come with Gazette, today's date.

#include <memory>
#include <string>

#include "base/diagnostics.h"
#include "base/file_system.h"
#include "stages/build_site.h"

namespace gazette {

/// A project folder opened for reading, with the themes that come with Gazette.
struct Project {
  std::string root;  // as given
  std::unique_ptr<FileSystem> disk;
  std::unique_ptr<FileSystem> shared_themes;
};

/// The folder need not exist: reading it then finds nothing.
Project open_project(const std::string& root);

/// Today in UTC, or the day of SOURCE_DATE_EPOCH when that is set.
std::string today();

/// Reads and builds a whole project.
BuildOutcome build_project(const Project& project, const BuildOptions& options, BuildState& state);

}  // namespace gazette
