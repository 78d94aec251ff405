// Checks a project built in memory, or any folder or file of HTML.
#include "app/commands/check_command.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>

#include "app/project/address_list.h"
#include "app/project/project.h"
#include "app/project/project_check.h"
#include "app/reports/findings.h"
#include "app/reports/progress.h"
#include "base/counted.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "checks/check_html.h"
#include "checks/links/check_links.h"
#include "formats/html/html_document.h"

namespace gazette {
namespace {

void show_progress(LinkOptions& options) {
  if (::isatty(STDERR_FILENO) == 0) return;
  options.progress = [](std::size_t done, std::size_t total) {
    fmt::print(stderr, "\rAsking other servers: {} of {}", done, total);
    if (done == total) fmt::print(stderr, "\r{:50}\r", "");
    std::fflush(stderr);
  };
}

void print_total(const CommandLine& line, std::size_t pages, const Diagnostics& diagnostics) {
  if (line.format != ReportFormat::Text) return;
  fmt::print("Checked {}: {}, {}.\n", counted(pages, "page"),
             counted(diagnostics.count(Severity::Error), "error"),
             counted(diagnostics.count(Severity::Warning), "warning"));
}

ExitStatus check_project(const CommandLine& line) {
  const Project project = open_project(line.directory);
  BuildOptions options;
  options.now = moment_of_build(project, line.at);
  if (!options.now) return ExitStatus::Usage;
  options.jobs = line.jobs == 0 ? default_jobs() : line.jobs;
  std::optional<Progress> progress;
  if (!line.external) progress.emplace("Checking");  // questions to other servers have a line of their own
  BuildState state;
  BuildOutcome outcome = build_project(project, options, state);
  review_addresses(*project.disk, outcome, outcome.diagnostics);
  LinkOptions links;
  show_progress(links);
  const std::size_t pages = check_built_project(line, state, options.jobs, links.progress, outcome);
  if (const auto failed = settle_known_findings(outcome.diagnostics, line)) return *failed;
  progress.reset();
  const ExitStatus status = finish_findings(outcome.diagnostics, line);
  print_total(line, pages, outcome.diagnostics);
  return status;
}

/// A folder or file named on the command line, read into memory.
struct Checked {
  std::vector<LinkedFile> linked;
  std::vector<HtmlFile> pages;
  std::map<std::string, SourcePtr> by_path;  // below the folder
  std::string folder;
};

/// Style sheets beside or above what is checked, as a page deep in a site links them: without them nobody
/// could tell what is hidden. Only regular files that are called sheets, and nothing of their text is ever
/// printed.
class SheetsOutside {
 public:
  explicit SheetsOutside(std::string folder) : folder_(std::move(folder)) {}

  std::optional<std::string_view> read(const std::string& name) {
    if (!name.starts_with("../") || !name.ends_with(".css")) return std::nullopt;
    const std::scoped_lock lock(mutex_);
    const auto [entry, is_new] = texts_.try_emplace(name);
    if (is_new) {
      const std::string path = folder_ + "/" + name;
      struct stat info {};
      constexpr off_t kMost = 4 << 20;
      if (::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= kMost) {
        std::ifstream in(path, std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        entry->second = text.str();
      }
    }
    return entry->second ? std::optional<std::string_view>(*entry->second) : std::nullopt;
  }

 private:
  std::string folder_;
  std::mutex mutex_;
  std::map<std::string, std::optional<std::string>> texts_;
};

/// Holds content/ with something that Gazette reads: other people's HTML may have a folder of that name too.
bool is_project_folder(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code problem;
  const fs::path content = fs::path(path) / "content";
  if (fs::exists(content / "site.yaml", problem)) return true;
  auto entry =
      fs::recursive_directory_iterator(content, fs::directory_options::skip_permission_denied, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    if (entry->path().extension() == ".md") return true;
  }
  return false;
}

std::string without_end_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

/// A link to something that is not there, or to itself in a circle: no server can give that out.
bool leads_nowhere(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) != 0 && (errno == ENOENT || errno == ELOOP || errno == ENOTDIR);
}

/// Reads a folder, or the folder of one file with only that file checked. False when it cannot be read.
bool read_path(const std::string& path, unsigned jobs, Checked& out, Diagnostics& diagnostics) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return false;
  const bool is_folder = S_ISDIR(info.st_mode);
  const std::string whole = without_end_slash(path);
  const std::size_t slash = whole.rfind('/');
  const std::string folder = is_folder                    ? whole
                             : slash == std::string::npos ? "."
                                                          : whole.substr(0, std::max<std::size_t>(slash, 1));
  const std::string only =
      is_folder ? std::string() : whole.substr(slash == std::string::npos ? 0 : slash + 1);
  // Places inside a folder are told from its root, as its addresses are.
  const std::string prefix = is_folder                    ? std::string()
                             : slash == std::string::npos ? std::string()
                                                          : whole.substr(0, slash + 1);
  out.folder = folder;
  const auto disk = open_disk(folder);
  std::vector<FileError> errors;
  std::vector<FileEntry> entries = disk->list("", &errors);
  std::erase_if(entries, [&](const FileEntry& entry) {
    return entry.kind == FileKind::Link && leads_nowhere(folder + "/" + entry.path);
  });
  for (const FileError& error : errors) {
    if (!is_folder) break;  // a file's neighbours are not what was asked about
    const std::string name = error.path.empty() ? whole : error.path;
    diagnostics.error("file/unreadable", {std::make_shared<SourceFile>(name, std::string()), {}},
                      "this folder cannot be read: " + error.message);
  }
  std::vector<SourcePtr> sources(entries.size());
  std::vector<Diagnostics> found(entries.size());
  parallel_for(entries.size(), jobs, [&](std::size_t i) {
    const std::string& name = entries[i].path;
    const bool needed =
        is_html_path(name) || link_checker_reads(name) || name.ends_with(".css") || name == only;
    // Of a single file's neighbours only style sheets matter, and pages whose anchors it may name.
    if (!needed || entries[i].size > (256U << 20U)) return;
    FileError error;
    auto bytes = disk->read(name, &error);
    if (bytes) {
      sources[i] = std::make_shared<SourceFile>(prefix + name, std::move(*bytes));
    } else if (entries[i].kind == FileKind::Regular) {
      found[i].error("file/unreadable", {std::make_shared<SourceFile>(prefix + name, std::string()), {}},
                     "this file cannot be read: " + error.message);
    }
  });
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool checked = is_folder || entries[i].path == only;
    diagnostics.append(std::move(found[i]));
    LinkedFile file;
    file.path = entries[i].path;
    file.source = sources[i];
    if (sources[i]) file.bytes = sources[i]->text();
    file.checked = checked;
    out.linked.push_back(std::move(file));
    if (!sources[i]) continue;
    out.by_path.emplace(entries[i].path, sources[i]);
    if (checked && (is_html_path(entries[i].path) || !is_folder))
      out.pages.push_back({entries[i].path, sources[i]});
  }
  return true;
}

ExitStatus check_paths(const CommandLine& line) {
  const unsigned jobs = line.jobs == 0 ? default_jobs() : line.jobs;
  std::optional<Progress> progress;
  if (!line.external) progress.emplace("Checking");  // questions to other servers have a line of their own
  Diagnostics diagnostics;
  std::size_t pages = 0;
  for (const std::string& path : line.paths) {
    Checked checked;
    if (!read_path(path, jobs, checked, diagnostics)) {
      progress.reset();
      fmt::print(stderr, "gazette: there is no folder or file {}\n", path);
      print_for_programs({}, line);
      return ExitStatus::Usage;
    }
    pages += checked.pages.size();
    if (checked.pages.empty()) {
      diagnostics.warning("check/no-pages", {std::make_shared<SourceFile>(path, std::string()), {}},
                          "there is no HTML file here, so nothing was checked",
                          "give the folder of a built site, or the folder that holds content/");
    }
    if (wants(line, "links")) {
      LinkOptions links;
      links.origin = line.origin;
      apply_command_line(line, links);
      links.jobs = jobs;
      // Without a home page there is nothing that pages could be reached from.
      links.whole_site = checked.by_path.count("index.html") > 0;
      show_progress(links);
      check_links(checked.linked, links, diagnostics);
    }
    if (wants(line, "accessibility") || wants(line, "content")) {
      ForeignContentCheck content(checked.pages.size());
      const HtmlChecks checks{wants(line, "accessibility"), wants(line, "content") ? &content : nullptr};
      SheetsOutside outside(checked.folder);
      const FileLookup lookup = [&](const std::string& name) -> std::optional<std::string_view> {
        const auto found = checked.by_path.find(name);
        if (found != checked.by_path.end()) return found->second->text();
        return outside.read(name);
      };
      check_html_files(checked.pages, lookup, "/", jobs, checks, diagnostics);
    } else {
      // A page that cannot be read has no links that could be judged, and that is no good news.
      for (const HtmlFile& page : checked.pages) refuse_unreadable(page.source, diagnostics);
    }
  }
  keep_wanted(diagnostics, line);
  if (const auto failed = settle_known_findings(diagnostics, line)) return *failed;
  progress.reset();
  const ExitStatus status = finish_findings(diagnostics, line);
  print_total(line, pages, diagnostics);
  return status;
}

}  // namespace

ExitStatus run_check(const CommandLine& line) {
  // A project named as a path is checked as a project.
  if (line.paths.size() == 1 && is_project_folder(line.paths[0])) {
    CommandLine project = line;
    project.directory = line.paths[0];
    project.paths.clear();
    return check_project(project);
  }
  return line.paths.empty() ? check_project(line) : check_paths(line);
}

}  // namespace gazette
