// Finds the shared themes: in the source tree that the program was built in, else in the program itself.
#include "app/project/project.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "app/project/built_in_themes.h"
#include "app/project/settings.h"
#include "stages/project/site_config.h"

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

Moment moment_now() {
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) return static_cast<Moment>(std::atoll(epoch));
  return static_cast<Moment>(std::time(nullptr));
}

std::string today() {
  WrittenTime day = TimeZone().clock_at(moment_now());
  day.has_time = false;
  day.offset.reset();
  return iso_text(day);
}

std::optional<Moment> moment_of_build(const Project& project, const std::string& at) {
  if (at.empty()) return moment_now();
  const auto time = parse_written_time(at);
  if (!time) return std::nullopt;  // the command line has said so
  const auto bytes = project.disk->read("content/site.yaml");
  Diagnostics ignored;  // the build says it all
  const SiteConfig config =
      read_site_config(bytes ? std::make_shared<SourceFile>("content/site.yaml", *bytes) : nullptr, ignored);
  const MomentsOf found = config.time_zone.moments_of(*time);
  if (found.shows == ClockShows::Never) {
    fmt::print(stderr, "gazette: --at: there is no {} in {}: the clocks go forward over it\n",
               spoken_text(*time), config.time_zone.name());
    return std::nullopt;
  }
  return found.first;
}

void check_clock(const Project& project, Moment now, Diagnostics& diagnostics) {
  namespace fs = std::filesystem;
  if (std::getenv("SOURCE_DATE_EPOCH") != nullptr) return;
  std::string newest;
  Moment saved = 0;
  std::error_code problem;
  const fs::path content = fs::path(project.root) / "content";
  auto entry =
      fs::recursive_directory_iterator(content, fs::directory_options::skip_permission_denied, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    struct stat info {};
    if (::stat(entry->path().c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
    const auto time = static_cast<Moment>(info.st_mtime);
    if (time < saved || (time == saved && entry->path().string() > newest)) continue;
    saved = time;
    newest = entry->path().string();
  }
  constexpr Moment kDay = 86'400;
  if (saved <= now + kDay) return;
  const std::string path = "content/" + fs::path(newest).lexically_relative(content).generic_string();
  diagnostics.warning("publish/clock", {std::make_shared<SourceFile>(path, std::string()), {}},
                      "this computer's clock says " + spoken_moment(now, TimeZone()) +
                          ", and this file was saved on " + spoken_moment(saved, TimeZone()),
                      "set the clock: what is to be published or withdrawn goes by it");
}

BuildOutcome build_project(const Project& project, const BuildOptions& options, BuildState& state) {
  Diagnostics found;
  state.files = load_project(*project.disk, project.shared_themes.get(), options.jobs, found);
  BuildOutcome outcome = build_site(state, options, found);
  check_settings(*outcome.site, project.root, outcome.diagnostics);
  return outcome;
}

}  // namespace gazette
