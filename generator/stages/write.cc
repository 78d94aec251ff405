// Stage what differs, write a journal, rename into place, then drop what is stale.
#include "stages/write.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/path.h"
#include "base/task_pool.h"
#include "base/text.h"

namespace gazette {
namespace {

constexpr const char* kJournal = ".gazette/journal.json";
constexpr const char* kStage = ".gazette/stage/";
constexpr const char* kManifest = "build.json";

std::string staged_name(std::size_t index) {
  return kStage + std::to_string(index);
}

void report(const std::string& path, const FileError& error, Diagnostics& diagnostics) {
  diagnostics.error("write/failed", {}, "the site could not be written: " + path + ": " + error.message,
                    "the site of the last build is unchanged; check space and permissions, then build again");
}

void report_half_swapped(const std::string& path, const FileError& error, Diagnostics& diagnostics) {
  diagnostics.error("write/failed", {},
                    "the site is written in part: " + path + " could not be put in place: " + error.message,
                    "see to what is in the way, then build again: that finishes the new site");
}

/// Whether `outer` is a folder above `path`.
bool is_above(std::string_view outer, std::string_view path) {
  return path.size() > outer.size() && path.starts_with(outer) && path[outer.size()] == '/';
}

/// Folders left empty by a removed file.
void remove_empty_parents(FileSystem& output, std::string path) {
  for (std::size_t slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
    path.resize(slash);
    output.remove_empty_folder(path);
  }
}

/// Removes what the last build put where a folder of this one has to be, or a file of this one.
void clear_way(FileSystem& output, const std::string& path, const std::vector<std::string>& stale) {
  for (const std::string& old : stale) {
    if (!is_above(old, path) && !is_above(path, old)) continue;
    output.remove(old);
    remove_empty_parents(output, old);
  }
  output.remove_empty_folder(path);
}

/// Carries out a journal: every step may have been done already.
bool carry_out(FileSystem& output, const std::vector<std::string>& changed,
               const std::vector<std::string>& stale, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < changed.size(); ++i) {
    if (!output.exists(staged_name(i))) continue;
    FileError error;
    if (output.rename(staged_name(i), changed[i], &error)) continue;
    clear_way(output, changed[i], stale);
    if (!output.rename(staged_name(i), changed[i], &error)) {
      report_half_swapped(changed[i], error, diagnostics);
      return false;
    }
  }
  for (const std::string& path : stale) {
    output.remove(path);
    remove_empty_parents(output, path);
  }
  output.remove(kJournal);
  output.remove_empty_folder(".gazette/stage");
  output.remove_empty_folder(".gazette");
  return true;
}

void clear_stage(FileSystem& output) {
  for (const FileEntry& entry : output.list(".gazette/stage")) output.remove(entry.path);
  output.remove_empty_folder(".gazette/stage");
  output.remove_empty_folder(".gazette");
}

struct Journal {
  std::vector<std::string> changed;
  std::vector<std::string> stale;
};

/// The paths of a journal's list; nullopt for one that no build wrote.
std::optional<std::vector<std::string>> paths_of(const nlohmann::json& journal, const char* key) {
  if (!journal.contains(key) || !journal[key].is_array()) return std::nullopt;
  std::vector<std::string> paths;
  for (const auto& item : journal[key]) {
    if (!item.is_string()) return std::nullopt;
    paths.push_back(item.get<std::string>());
    const auto pieces = split(paths.back(), '/');
    if (std::any_of(pieces.begin(), pieces.end(),
                    [](std::string_view piece) { return piece.empty() || piece == "." || piece == ".."; }))
      return std::nullopt;
  }
  return paths;
}

std::optional<Journal> read_journal(const std::string& text) {
  const auto journal = nlohmann::json::parse(text, nullptr, false);
  if (!journal.is_object()) return std::nullopt;
  auto changed = paths_of(journal, "changed");
  auto stale = paths_of(journal, "stale");
  if (!changed || !stale) return std::nullopt;
  return Journal{std::move(*changed), std::move(*stale)};
}

/// A journal means that everything was staged: finish. Without one nothing was swapped: drop the stage.
bool recover(FileSystem& output, Diagnostics& diagnostics) {
  if (output.exists(kJournal)) {
    FileError error;
    const auto text = output.read(kJournal, &error);
    if (!text) {
      // What is staged is the only copy of the rest of a site.
      report(kJournal, error, diagnostics);
      return false;
    }
    const auto journal = read_journal(*text);
    if (journal && !carry_out(output, journal->changed, journal->stale, diagnostics)) return false;
    output.remove(kJournal);
  }
  clear_stage(output);
  return true;
}

/// Tells what else than the build's own files stands where its files are to be.
class Obstacles {
 public:
  Obstacles(const FileSystem& output, const std::set<std::string>& ours) : output_(output), ours_(ours) {}

  /// What stands in the way of a file at `path`, "" for nothing.
  std::string in_way_of(const std::string& path) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      const std::string folder = path.substr(0, slash);
      const auto [known, fresh] = folders_.try_emplace(folder);
      if (fresh) known->second = output_.kind(folder);
      const std::optional<FileKind> kind = known->second;
      if (kind == FileKind::Directory) continue;
      // A file of the last build goes before this one's folder comes; a link would lead who knows where.
      return !kind || (*kind == FileKind::Regular && ours_.count(folder) > 0) ? std::string() : folder;
    }
    if (output_.kind(path) != FileKind::Directory) return {};
    for (const FileEntry& entry : output_.list(path)) {
      if (ours_.count(entry.path) == 0) return entry.path;
    }
    return {};
  }

 private:
  const FileSystem& output_;
  const std::set<std::string>& ours_;
  std::map<std::string, std::optional<FileKind>> folders_;  // what stands where a folder is to be
};

/// The first folder that a plan changes and may not; nullopt when there is none.
std::optional<std::string> locked_folder(const WritePlan& plan, const FileSystem& output, FileError& error) {
  std::set<std::string> seen;
  for (const auto* paths : {&plan.changed, &plan.stale}) {
    for (const std::string& path : *paths) {
      std::string_view folder = folder_of(path);
      if (!seen.emplace(folder).second) continue;
      // Of folders that are still to be made, the one that they are made in counts.
      while (!folder.empty() && output.kind(folder) != FileKind::Directory) folder = folder_of(folder);
      if (!output.can_change_folder(folder, &error)) return std::string(folder);
    }
  }
  return std::nullopt;
}

bool is_page(const std::string& path) {
  return path.ends_with(".html") || path == kManifest;
}

}  // namespace

std::set<std::string> files_of_manifest(const FileSystem& output) {
  std::set<std::string> paths;
  const auto text = output.read(kManifest);
  if (!text) return paths;
  const auto manifest = nlohmann::json::parse(*text, nullptr, false);
  if (!manifest.is_object() || !manifest.contains("files") || !manifest["files"].is_array()) return paths;
  for (const auto& file : manifest["files"]) {
    if (file.is_object() && file.contains("path") && file["path"].is_string())
      paths.insert(file["path"].get<std::string>());
  }
  // What `gazette publish` was sending when it was cut short.
  if (manifest.contains("sending") && manifest["sending"].is_array()) {
    for (const auto& path : manifest["sending"]) {
      if (path.is_string()) paths.insert(path.get<std::string>());
    }
  }
  paths.insert(kManifest);
  return paths;
}

WritePlan plan_write(const OutputTree& tree, const FileSystem& output, unsigned jobs,
                     Diagnostics& diagnostics) {
  WritePlan plan;
  const std::set<std::string> ours = files_of_manifest(output);
  std::vector<const OutputFile*> files;
  for (const auto& [path, file] : tree.files) files.push_back(&file);
  enum class State : char { Same, New, Differs };
  std::vector<State> states(files.size());
  parallel_for(files.size(), jobs, [&](std::size_t i) {
    if (!output.exists(files[i]->path)) {
      states[i] = State::New;
      return;
    }
    const auto bytes = output.read(files[i]->path);
    states[i] = bytes && *bytes == *files[i]->bytes ? State::Same : State::Differs;
  });
  Obstacles obstacles(output, ours);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (states[i] == State::Same) {
      ++plan.unchanged;
      continue;
    }
    const std::string obstacle = obstacles.in_way_of(files[i]->path);
    if (!obstacle.empty()) {
      diagnostics.error("write/not-ours", {},
                        "in the output folder " + obstacle + " stands in the way of " + files[i]->path +
                            ", and no build made it",
                        "move it away, or choose another folder");
      plan.possible = false;
    } else if (states[i] == State::Differs && ours.count(files[i]->path) == 0 &&
               output.kind(files[i]->path) != FileKind::Directory) {
      diagnostics.error("write/not-ours", {},
                        "the file " + files[i]->path + " in the output folder was not made by a build",
                        "move it away, or choose another folder");
      plan.possible = false;
    }
    plan.changed.push_back(files[i]->path);
  }
  // Assets go first and pages last, so a visitor who arrives meanwhile never gets a page that names a
  // style sheet which is not there yet.
  std::stable_partition(plan.changed.begin(), plan.changed.end(),
                        [](const std::string& path) { return !is_page(path); });
  for (const std::string& path : ours) {
    // What lies behind a link is somebody else's, whatever the list says.
    if (tree.files.count(path) == 0 && output.exists(path) && obstacles.in_way_of(path).empty())
      plan.stale.push_back(path);
  }
  return plan;
}

WriteResult write_site(const OutputTree& tree, FileSystem& output, unsigned jobs, Diagnostics& diagnostics) {
  WriteResult result;
  FileError error;
  const auto lock = output.lock(&error);
  if (!lock) {
    report("the folder", error, diagnostics);
    result.machine_failed = true;
    return result;
  }
  if (!recover(output, diagnostics)) {
    result.machine_failed = true;
    result.half_swapped = true;
    return result;
  }
  const WritePlan plan = plan_write(tree, output, jobs, diagnostics);
  result.unchanged = plan.unchanged;
  if (!plan.possible) return result;
  result.written = plan.changed.size();
  result.removed = plan.stale.size();
  if (plan.changed.empty() && plan.stale.empty()) {
    result.ok = true;
    return result;
  }
  if (const auto folder = locked_folder(plan, output, error)) {
    report(folder->empty() ? "the folder" : "the folder " + *folder, error, diagnostics);
    result.machine_failed = true;
    return result;
  }
  for (std::size_t i = 0; i < plan.changed.size(); ++i) {
    if (output.stage(staged_name(i), *tree.files.at(plan.changed[i]).bytes, &error)) continue;
    report(plan.changed[i], error, diagnostics);
    clear_stage(output);
    result.machine_failed = true;
    return result;
  }
  const nlohmann::json journal = {{"changed", plan.changed}, {"stale", plan.stale}};
  if (!output.write(kJournal, journal.dump(), &error)) {
    report(kJournal, error, diagnostics);
    clear_stage(output);
    result.machine_failed = true;
    return result;
  }
  result.ok = carry_out(output, plan.changed, plan.stale, diagnostics);
  result.machine_failed = !result.ok;
  result.half_swapped = !result.ok;
  return result;
}

}  // namespace gazette
