// Stage what differs, write a journal, rename into place, then drop what is stale.
#include "stages/write.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

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

/// Folders left empty by a removed file.
void remove_empty_parents(FileSystem& output, std::string path) {
  for (std::size_t slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
    path.resize(slash);
    output.remove_empty_folder(path);
  }
}

/// Carries out a journal: every step may have been done already.
bool carry_out(FileSystem& output, const std::vector<std::string>& changed,
               const std::vector<std::string>& stale, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < changed.size(); ++i) {
    if (!output.exists(staged_name(i))) continue;
    FileError error;
    if (!output.rename(staged_name(i), changed[i], &error)) {
      report(changed[i], error, diagnostics);
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

/// A journal means that everything was staged: finish. Without one nothing was swapped: drop the stage.
bool recover(FileSystem& output, Diagnostics& diagnostics) {
  const auto text = output.read(kJournal);
  if (text) {
    const auto journal = nlohmann::json::parse(*text, nullptr, false);
    if (journal.is_object() && journal.contains("changed") && journal.contains("stale")) {
      if (!carry_out(output, journal["changed"].get<std::vector<std::string>>(),
                     journal["stale"].get<std::vector<std::string>>(), diagnostics)) {
        return false;
      }
    }
    output.remove(kJournal);
  }
  clear_stage(output);
  return true;
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
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (states[i] == State::Same) {
      ++plan.unchanged;
      continue;
    }
    if (states[i] == State::Differs && ours.count(files[i]->path) == 0) {
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
    if (tree.files.count(path) == 0 && output.exists(path)) plan.stale.push_back(path);
  }
  return plan;
}

WriteResult write_site(const OutputTree& tree, FileSystem& output, unsigned jobs, Diagnostics& diagnostics) {
  WriteResult result;
  if (!recover(output, diagnostics)) {
    result.machine_failed = true;
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
  FileError error;
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
  return result;
}

}  // namespace gazette
