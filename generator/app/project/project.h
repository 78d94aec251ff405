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

/// The moment of this machine's clock, or that of SOURCE_DATE_EPOCH when it is set.
Moment moment_now();

/// The day of moment_now() in UTC, as ISO 8601 has it.
std::string today();

/// The moment that the words of `--at` name in the time zone of the project's site.yaml; without words,
/// moment_now(). nullopt, with everything said, when they name none.
std::optional<Moment> moment_of_build(const Project& project, const std::string& at);

/// Warns with `publish/clock` when a file of the project was saved more than a day after `now`: the clock of
/// this machine is behind, so what is due would wait. Says nothing where SOURCE_DATE_EPOCH stands for the
/// clock.
void check_clock(const Project& project, Moment now, Diagnostics& diagnostics);

/// Reads and builds a whole project.
BuildOutcome build_project(const Project& project, const BuildOptions& options, BuildState& state);

}  // namespace gazette
