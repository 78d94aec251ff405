// Finds the shared themes: in the source tree that the program was built in, else in the program itself.
#include "app/project/project.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include "app/project/built_in_themes.h"
#include "app/project/settings.h"

namespace gazette {
namespace {

std::string program_folder() {
  std::array<char, 4096> buffer{};
  const ssize_t size = ::readlink("/proc/self/exe", buffer.data(), buffer.size() - 1);
  const std::string path(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return path.substr(0, path.rfind('/'));
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

Project open_project(const std::string& root) {
  Project project;
  project.root = root;
  project.disk = open_disk(root);
  // In a source tree a theme can be worked on without compiling.
  const std::string tree = program_folder() + "/../..";
  if (is_folder(tree + "/themes") && is_folder(tree + "/generator")) {
    project.shared_themes = open_disk(tree + "/themes");
  } else {
    project.shared_themes = std::make_unique<MemoryFileSystem>(built_in_themes());
  }
  return project;
}

std::string today() {
  std::time_t now = std::time(nullptr);
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) now = static_cast<std::time_t>(std::atoll(epoch));
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

BuildOutcome build_project(const Project& project, const BuildOptions& options, BuildState& state) {
  Diagnostics found;
  state.files = load_project(*project.disk, project.shared_themes.get(), options.jobs, found);
  BuildOutcome outcome = build_site(state, options, found);
  check_settings(outcome.site->config, project.root, outcome.diagnostics);
  return outcome;
}

}  // namespace gazette
