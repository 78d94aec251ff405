// Words for rsync and rclone, and what their answers mean.
#include "app/project/remote_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <utility>

#include "app/project/published_files.h"
#include "base/text.h"

namespace gazette {
namespace {

namespace fs = std::filesystem;

bool is_rclone(const PublishTarget& target) {
  return target.carrier == Carrier::Rclone;
}

std::string folder_address(const PublishTarget& target) {
  return target.to.ends_with('/') || target.to.ends_with(':') ? target.to : target.to + "/";
}

/// A path as a rule of rsync: a backslash only counts where there is something to escape.
std::string as_pattern(const std::string& path) {
  if (path.find_first_of("*?[") == std::string::npos) return path;
  std::string out;
  for (const char c : path) {
    if (c == '*' || c == '?' || c == '[' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return file ? text.str() : std::string();
}

/// Folder of a path with its last slash: "a/b.html" gives "a/", "b.html" gives "".
std::string folder_with_slash(const std::string& path) {
  return path.substr(0, path.rfind('/') + 1);
}

std::string file_with_folder(const std::string& path, std::string& folder) {
  folder = folder_with_slash(path);
  return path.substr(folder.size());
}

}  // namespace

ProgramWords fetching_program(const PublishTarget& target, const std::string& into) {
  const std::string to = folder_address(target);
  if (is_rclone(target)) return {"rclone", "cat", "--", to + kManifestName};
  return {"rsync", "-rt", std::string("--include=/") + kManifestName, "--exclude=*", "--", to, into + "/"};
}

ProgramWords sending_program(const PublishTarget& target, const std::string& folder, const std::string& list,
                             bool together) {
  if (is_rclone(target)) {
    return {"rclone", "copy", "--ignore-times", "--no-traverse",       "--files-from-raw",
            list,     "--",   folder + "/",     folder_address(target)};
  }
  ProgramWords words = {"rsync", "-rltIO", "--chmod=D755,F644", "--from0", "--files-from=" + list};
  if (together) words.emplace_back("--delay-updates");
  words.insert(words.end(), {"--", folder + "/", folder_address(target)});
  return words;
}

ProgramWords removing_program(const PublishTarget& target, const std::string& folder,
                              const std::string& list) {
  if (is_rclone(target)) return {"rclone", "delete", "--files-from-raw", list, "--", folder_address(target)};
  // Nothing is sent: only what the list names may be deleted, and folders that are empty then.
  return {"rsync",       "-r", "--existing", "--ignore-existing",   "--delete", "--include-from=" + list,
          "--exclude=*", "--", folder + "/", folder_address(target)};
}

std::string sending_list(const PublishTarget& target, const Paths& paths) {
  std::string lines;
  for (const std::string& path : paths) {
    if (is_rclone(target) && path.find_first_of("\r\n") != std::string::npos) continue;
    lines += path;
    lines += is_rclone(target) ? '\n' : '\0';
  }
  return lines;
}

std::string removing_list(const PublishTarget& target, const Paths& paths, const Paths& interrupted) {
  if (is_rclone(target)) return sending_list(target, paths);
  std::string lines;
  std::set<std::string> folders;
  // rsync looks into a folder only when a rule takes it in.
  const auto open_folders_of = [&](const std::string& path) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      const std::string folder = path.substr(0, slash + 1);
      if (folders.insert(folder).second) lines += "/" + as_pattern(folder) + "\n";
    }
  };
  for (const std::string& path : paths) {
    open_folders_of(path);
    lines += "/" + as_pattern(path) + "\n";
  }
  for (const std::string& path : interrupted) {
    std::string folder;
    const std::string name = file_with_folder(path, folder);
    open_folders_of(folder + ".~tmp~/");
    // What --delay-updates leaves when it is cut short.
    lines += "/" + as_pattern(folder + ".~tmp~/" + name) + "\n";
    lines += "/" + as_pattern(folder + ".~tmp~/." + name) + ".??????\n";
  }
  return lines;
}

RemoteSite::RemoteSite(PublishTarget target, std::string site, std::string scratch)
    : target_(std::move(target)), site_(std::move(site)), scratch_(std::move(scratch)) {}

/// Writes a list for a program; gives the file's name.
std::string RemoteSite::list_file(const std::string& lines) const {
  const std::string path = scratch_ + "/list";
  std::ofstream(path, std::ios::binary | std::ios::trunc) << lines;
  return path;
}

bool RemoteSite::run(const ProgramWords& words, const ProgramOutput& output) const {
  std::fflush(stdout);
  const int status = run_program(words, output);
  if (status == 0) return true;
  fmt::print(stderr, "gazette: {} {}\n", words.front(),
             status < 0 ? "is not installed" : "ended with status " + std::to_string(status));
  return false;
}

bool RemoteSite::fetch_manifest(std::string& text) const {
  const std::string into = scratch_ + "/fetched";
  std::error_code ignored;
  fs::create_directories(into, ignored);
  const ProgramWords words = fetching_program(target_, into);
  const std::string file = into + "/" + kManifestName;
  ProgramOutput output{true, {}};
  if (is_rclone(target_)) output.into_file = file;
  const int status = run_program(words, output);
  text = read_text(file);
  // Nobody has published there yet: rclone finds no folder (3) or file (4), rsync no folder (23).
  const bool is_absent = is_rclone(target_) ? status == 3 || status == 4 : status == 23;
  if (status == 0 || is_absent) return true;
  fmt::print(stderr, "gazette: {} {}\n", words.front(),
             status < 0 ? "is not installed"
                        : "cannot reach " + target_.to + " (status " + std::to_string(status) + ")");
  return false;
}

bool RemoteSite::send(const std::string& folder, const Paths& paths, bool together) const {
  if (paths.empty()) return true;
  return run(sending_program(target_, folder, list_file(sending_list(target_, paths)), together));
}

bool RemoteSite::remove(const Paths& paths, const Paths& interrupted) const {
  const std::string lines = removing_list(target_, paths, interrupted);
  if (lines.empty()) return true;
  if (!run(removing_program(target_, site_, list_file(lines)))) return false;
  if (is_rclone(target_)) remove_empty_folders(paths);
  return true;
}

/// rclone removes files alone; rsync has taken empty folders along. A folder that still holds something
/// stays, and so do those that are too many to ask for one by one: an empty folder harms nobody.
void RemoteSite::remove_empty_folders(const Paths& removed) const {
  constexpr std::size_t kMost = 50;
  std::set<std::string, std::greater<>> folders;  // those inside come before those around them
  for (std::string path : removed) {
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
      path.resize(slash);
      if (!fs::exists(site_ + "/" + path)) folders.insert(path);
    }
  }
  if (folders.size() > kMost) return;
  for (const std::string& folder : folders)
    run_program({"rclone", "rmdir", "--", folder_address(target_) + folder}, {true, {}});
}

std::optional<Paths> RemoteSite::differing(const Paths& all, const Paths& sent) const {
  return is_rclone(target_) ? differing_by_rclone(all, sent) : differing_by_rsync(all);
}

/// rsync has both ends read all files, and sends sums alone.
std::optional<Paths> RemoteSite::differing_by_rsync(const Paths& all) const {
  const std::string answer = scratch_ + "/answer";
  const ProgramWords words = {"rsync",
                              "-rn8",
                              "--checksum",
                              "--out-format=%n",
                              "--from0",
                              "--files-from=" + list_file(sending_list(target_, all)),
                              "--",
                              site_ + "/",
                              folder_address(target_)};
  if (!run(words, {false, answer})) return std::nullopt;
  Paths out;
  const std::string text = read_text(answer);
  for (const std::string_view line : split_lines(text)) {
    if (!line.empty() && !line.ends_with('/')) out.emplace_back(line);
  }
  return out;
}

std::optional<Paths> RemoteSite::differing_by_rclone(const Paths& all, const Paths& sent) const {
  const std::string answer = scratch_ + "/answer";
  const ProgramWords list = {"rclone",       "lsjson",        "-R", "--files-only",
                             "--no-modtime", "--no-mimetype", "--", folder_address(target_)};
  if (!run(list, {false, answer})) return std::nullopt;
  const auto listed = nlohmann::json::parse(read_text(answer), nullptr, false);
  if (!listed.is_array()) return std::nullopt;
  std::map<std::string, std::uint64_t> sizes;
  for (const auto& file : listed) {
    if (file.is_object() && file.contains("Path") && file["Path"].is_string())
      sizes[file["Path"].get<std::string>()] = file.value("Size", std::int64_t{-1});
  }
  std::set<std::string> out;
  for (const std::string& path : all) {
    std::error_code problem;
    const std::uint64_t size = fs::file_size(site_ + "/" + path, problem);
    const auto there = sizes.find(path);
    if (problem || there == sizes.end() || there->second != size) out.insert(path);
  }
  if (sent.empty()) return Paths(out.begin(), out.end());
  // Read back: whatever the server can tell of sums, these bytes are the ones that readers get.
  const std::string combined = scratch_ + "/combined";
  run_program({"rclone", "check", "--download", "--one-way", "--combined", combined, "--files-from-raw",
               list_file(sending_list(target_, sent)), "--", site_ + "/", folder_address(target_)},
              {true, {}});
  std::set<std::string> same;
  const std::string text = read_text(combined);
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with("= ")) same.emplace(line.substr(2));
  }
  for (const std::string& path : sent) {
    if (same.count(path) == 0) out.insert(path);
  }
  return Paths(out.begin(), out.end());
}

std::optional<Paths> RemoteSite::remaining(const Paths& paths, const Paths& interrupted) const {
  const std::string answer = scratch_ + "/answer";
  const std::string list = list_file(removing_list(target_, paths, interrupted));
  ProgramWords words = {"rclone",           "lsf", "-R", "--files-only",
                        "--files-from-raw", list,  "--", folder_address(target_)};
  if (!is_rclone(target_)) {
    words = removing_program(target_, site_, list);
    words.insert(words.begin() + 1, {"-n8", "--itemize-changes"});
  }
  if (!run(words, {false, answer})) return std::nullopt;
  Paths out;
  const std::string text = read_text(answer);
  constexpr std::string_view kDeleting = "*deleting";
  for (std::string_view line : split_lines(text)) {
    if (!is_rclone(target_))
      line = line.starts_with(kDeleting) ? trim(line.substr(kDeleting.size())) : std::string_view();
    if (!line.empty() && !line.ends_with('/')) out.emplace_back(line);
  }
  return out;
}

}  // namespace gazette
