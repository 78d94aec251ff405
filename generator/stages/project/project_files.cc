// Listing and reading; text is checked for its encoding here, once.
#include "stages/project/project_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/path.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "base/unicode_form.h"
#include "formats/yaml.h"

namespace gazette {
namespace {

/// Name of the theme when the configuration gives none.
constexpr std::string_view kDefaultTheme = "civic";

bool is_text(std::string_view path) {
  for (const std::string_view ending : {".md", ".yaml", ".yml", ".mustache", ".css", ".js"}) {
    if (path.ends_with(ending)) return true;
  }
  return false;
}

/// Editors' and systems' own files, which are never content.
bool is_ignored(std::string_view path) {
  const std::string_view name = file_name_of(path);
  // Names that the web has agreed on (RFC 8615).
  constexpr std::string_view kWellKnown = "assets/.well-known/";
  if (path.starts_with(kWellKnown)) return is_ignored(path.substr(kWellKnown.size()));
  if (path.find("/.") != std::string_view::npos || path.starts_with('.')) return true;
  return name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name.starts_with('#') ||
         name.ends_with(".gazette-part") || name == "Thumbs.db" || name.starts_with("~$");
}

/// CommonMark and YAML end lines at a lone CR too, as old Macintosh files have it; offsets stay as they are.
void end_lines_with_feeds(std::string& text) {
  for (std::size_t i = text.find('\r'); i != std::string::npos; i = text.find('\r', i + 1)) {
    if (i + 1 == text.size() || text[i + 1] != '\n') text[i] = '\n';
  }
}

void report_unprintable(const SourcePtr& source, Diagnostics& diagnostics) {
  constexpr int kMost = 20;  // one cause, as a rule, and no use in a longer list
  const std::string_view text = source->text();
  int count = 0;
  for (auto at = find_unprintable(text); at && count < kMost; at = find_unprintable(text, *at + 1), ++count) {
    const DecodedCharacter character = decode_utf8(text, *at);
    diagnostics.error("file/control-character", {source, {*at, *at + character.length}},
                      fmt::format("the character U+{:04X} cannot be shown", std::uint32_t{character.value}),
                      "delete it: it often comes along with text that is pasted from a PDF or slides");
  }
}

SourcePtr make_source(std::string path, std::string bytes, Diagnostics& diagnostics) {
  if (!is_text(path)) return std::make_shared<SourceFile>(std::move(path), std::move(bytes));
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  const auto invalid = find_invalid_utf8(bytes);
  const std::size_t nul = bytes.find('\0');
  if (invalid || nul != std::string::npos) {
    // The place is shown in a copy that can be printed.
    const std::size_t at = std::min(invalid.value_or(nul), nul);
    const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    std::string clean;
    for (std::size_t i = 0; i < bytes.size();) {
      const DecodedCharacter c = decode_utf8(bytes, i);
      if (i == at) {
        // Everything before is unchanged, so the offset holds in the copy.
        clean += '?';
      } else {
        append_utf8(clean, c.value == 0 ? U' ' : c.value);
      }
      i += c.length;
    }
    const auto source = std::make_shared<SourceFile>(std::move(path), std::move(clean));
    if (nul == at && !utf16) {
      diagnostics.error("file/nul-byte", {source, {at, at + 1}}, "this file holds bytes that are not text",
                        "save it as plain text, or move it to assets/");
    } else {
      diagnostics.error("file/not-utf8", {source, {at, at + 1}}, "this file is not saved as UTF-8",
                        "in your editor choose “Save with encoding: UTF-8”");
    }
    return nullptr;
  }
  // Style sheets and scripts have escapes of their own; what people write has no use for such characters.
  if (path.ends_with(".css") || path.ends_with(".js"))
    return std::make_shared<SourceFile>(std::move(path), std::move(bytes));
  end_lines_with_feeds(bytes);
  const auto source = std::make_shared<SourceFile>(std::move(path), std::move(bytes));
  report_unprintable(source, diagnostics);
  return source;
}

struct Wanted {
  std::string path;                         // on the file system
  std::string shown;                        // in messages
  std::map<std::string, SourcePtr>* group;  // where it goes
  std::string key;
  const FileSystem* disk;
};

/// The group and key of a path below the project folder; null group for files nobody wants.
std::pair<std::map<std::string, SourcePtr>*, std::string> group_of(ProjectFiles& files,
                                                                   const std::string& raw_path) {
  if (is_ignored(raw_path)) return {nullptr, {}};
  // Names are compared in one Unicode form: macOS, zip files and Dropbox often take letters and accents
  // apart.
  const std::string path = composed(raw_path);
  const auto below = [&](std::string_view folder) { return path.substr(folder.size()); };
  if (path.starts_with("content/data/")) return {&files.data, below("content/data/")};
  if (path.starts_with("content/")) {
    if (path == "content/site.yaml" || path == "content/addresses.csv") return {nullptr, {}};
    return {path.ends_with(".md") ? &files.pages : &files.bundle, below("content/")};
  }
  if (path.starts_with("assets/")) return {&files.assets, below("assets/")};
  const std::string theme = "themes/" + files.theme_name + "/";
  if (path.starts_with(theme)) return {&files.theme, below(theme)};
  return {nullptr, {}};
}

/// Addresses are made of names, and messages show them: both need characters that can be read.
bool is_readable_name(std::string_view path) {
  return !find_invalid_utf8(path) && std::none_of(path.begin(), path.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
  });
}

void report_name(std::string_view path, Diagnostics& diagnostics) {
  std::string shown;
  for (std::size_t i = 0; i < path.size();) {
    const DecodedCharacter c = decode_utf8(path, i);
    append_utf8(shown, c.value < 0x20U || c.value == 0x7F ? U'?' : c.value);
    i += c.length;
  }
  diagnostics.error("file/name", {std::make_shared<SourceFile>(shown, std::string()), {}},
                    "the name of this file holds a character that cannot be shown",
                    "rename it: small letters, digits and hyphens are safe everywhere");
}

void report_unreadable(const std::string& path, const FileError& error, Diagnostics& diagnostics) {
  const Place place{std::make_shared<SourceFile>(path, std::string()), {}};
  if (error.code == ELOOP || error.code == EINVAL) {
    diagnostics.error("file/outside", place, error.message, "copy the file into the project");
  } else if (error.code == ENOENT) {
    diagnostics.error("file/not-a-file", place, "this file cannot be read: " + error.message,
                      "copy the file itself into the project, or delete the link");
  } else if (error.code == EISDIR) {
    diagnostics.error("file/not-a-file", place, "this file cannot be read: " + error.message,
                      "replace it by a copy of the file, or delete it");
  } else {
    const std::string what = error.path.empty() ? "this file" : "this folder";
    diagnostics.error("file/unreadable", place, what + " cannot be read: " + error.message,
                      error.code == EACCES
                          ? "ask whoever owns it for permission, or take it out of the project"
                          : "try once more; if that does not help, the disk may be at fault");
  }
}

void read_all(const std::vector<Wanted>& wanted, unsigned jobs, Diagnostics& diagnostics) {
  std::vector<SourcePtr> sources(wanted.size());
  std::vector<Diagnostics> found(wanted.size());
  parallel_for(wanted.size(), jobs, [&](std::size_t i) {
    FileError error;
    std::optional<std::string> bytes = wanted[i].disk->read(wanted[i].path, &error);
    if (bytes) {
      sources[i] = make_source(wanted[i].shown, std::move(*bytes), found[i]);
    } else {
      report_unreadable(wanted[i].shown, error, found[i]);
    }
  });
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (sources[i]) (*wanted[i].group)[wanted[i].key] = std::move(sources[i]);
    diagnostics.append(std::move(found[i]));
  }
}

/// Names that differ only in case are one file on many people's machines.
void report_same_names(const std::map<std::string, SourcePtr>& group, Diagnostics& diagnostics) {
  std::unordered_map<std::string, std::pair<std::string, SourcePtr>> seen;
  for (const auto& [key, source] : group) {
    const auto [earlier, fresh] = seen.emplace(to_lower(composed(key)), std::pair(key, source));
    if (fresh) continue;
    const bool by_form = composed(key) == composed(earlier->second.first);
    diagnostics
        .error("file/same-name", {source, {}},
               by_form ? "two files have names that look the same and are written with different characters"
                       : "two files have names that differ only in capital letters",
               by_form ? "rename one: its accents are typed apart from their letters, as macOS does it"
                       : "rename one: on Windows and macOS they are the same file")
        .notes.push_back({"the other file", {earlier->second.second, {}}});
  }
}

std::string theme_of(const SourcePtr& config) {
  Diagnostics ignored;  // reported when the configuration is read in full
  if (!config) return std::string(kDefaultTheme);
  const auto root = parse_yaml(config, ignored);
  const YamlNode* theme = root ? root->find("theme") : nullptr;
  if (theme != nullptr && theme->is_mapping()) theme = theme->find("name");
  const bool usable = theme != nullptr && theme->is_scalar() && !theme->text.empty() &&
                      theme->text.front() != '.' && theme->text.find_first_of("/\\") == std::string::npos;
  return usable ? theme->text : std::string(kDefaultTheme);
}

void load_config(ProjectFiles& files, const FileSystem& project, Diagnostics& diagnostics) {
  files.config = nullptr;
  if (project.exists("content/site.yaml")) {
    FileError error;
    auto bytes = project.read("content/site.yaml", &error);
    if (bytes) {
      files.config = make_source("content/site.yaml", std::move(*bytes), diagnostics);
    } else {
      report_unreadable("content/site.yaml", error, diagnostics);
    }
  }
  files.theme_name = theme_of(files.config);
}

std::string read_commit(const FileSystem& project) {
  const auto head = project.read(".git/HEAD");
  if (!head) return {};
  std::string_view text = trim(*head);
  if (!text.starts_with("ref: ")) return std::string(text);
  const std::string name(text.substr(5));
  if (const auto loose = project.read(".git/" + name)) return std::string(trim(*loose));
  const auto packed = project.read(".git/packed-refs");
  if (!packed) return {};
  for (const std::string_view line : split_lines(*packed)) {
    if (line.size() > 41 && line.substr(41) == name) return std::string(line.substr(0, 40));
  }
  return {};
}

}  // namespace

ProjectFiles load_project(const FileSystem& project, const FileSystem* shared_themes, unsigned jobs,
                          Diagnostics& diagnostics) {
  ProjectFiles files;
  load_config(files, project, diagnostics);
  std::vector<Wanted> wanted;
  if (shared_themes != nullptr) {
    for (const FileEntry& entry : shared_themes->list(files.theme_name)) {
      const std::string key = entry.path.substr(files.theme_name.size() + 1);
      if (entry.kind == FileKind::Regular && !is_ignored(entry.path)) {
        wanted.push_back({entry.path, "themes/" + entry.path, &files.theme, key, shared_themes});
      }
    }
  }
  std::vector<FileError> errors;
  bool any_content = files.config != nullptr;
  const std::vector<std::string> folders = {"content", "assets", "themes/" + files.theme_name};
  for (const std::string& folder : folders) {
    const std::vector<FileEntry> entries = project.list(folder, &errors);
    std::set<std::string_view> names;
    for (const FileEntry& entry : entries) names.insert(entry.path);
    for (const FileEntry& entry : entries) {
      any_content = any_content || folder == "content";
      auto [group, key] = group_of(files, entry.path);
      if (group == nullptr) continue;
      std::string shown = composed(entry.path);
      if (shown != entry.path && names.count(shown) > 0) {
        // Two files of names that look the same: each is read, and the clash is reported.
        key = entry.path.substr(shown.size() - key.size());
        shown = entry.path;
      }
      if (entry.kind == FileKind::Other) {
        report_unreadable(entry.path, {"it is no file of text or bytes, but a device or a pipe", EISDIR, {}},
                          diagnostics);
        continue;
      }
      if (!is_readable_name(entry.path)) {
        report_name(entry.path, diagnostics);
        continue;
      }
      if (entry.kind == FileKind::Link) files.links.push_back(entry.path);
      wanted.push_back({entry.path, std::move(shown), group, key, &project});
    }
  }
  for (const FileError& error : errors) report_unreadable(error.path, error, diagnostics);
  if (!any_content && errors.empty()) {
    diagnostics.error("project/no-content", {std::make_shared<SourceFile>("content", std::string()), {}},
                      "there is no folder content/ here",
                      "run gazette in a project's folder, or make one with `gazette new site NAME`");
  }
  read_all(wanted, jobs, diagnostics);
  report_same_names(files.pages, diagnostics);
  report_same_names(files.data, diagnostics);
  files.commit = read_commit(project);
  return files;
}

void reload_files(ProjectFiles& files, const FileSystem& project, const FileSystem* shared_themes,
                  const std::vector<std::string>& paths, Diagnostics& diagnostics) {
  for (const std::string& path : paths) {
    if (path == "content/site.yaml") {
      const std::string before = files.theme_name;
      load_config(files, project, diagnostics);
      if (files.theme_name != before) {
        files = load_project(project, shared_themes, 1, diagnostics);
        return;
      }
    }
  }
  std::vector<Wanted> wanted;
  bool any_new = false;
  std::vector<std::string> all = paths;
  for (const std::string& link : files.links) {
    if (std::find(paths.begin(), paths.end(), link) == paths.end()) all.push_back(link);
  }
  for (const std::string& path : all) {
    const auto [group, key] = group_of(files, path);
    if (group == nullptr) continue;
    const bool known = group->erase(key) > 0;
    if (project.exists(path)) {
      any_new = any_new || !known;
      wanted.push_back({path, composed(path), group, key, &project});
    } else if (group == &files.theme && shared_themes != nullptr) {
      const std::string shared = files.theme_name + "/" + key;
      if (shared_themes->exists(shared))
        wanted.push_back({shared, "themes/" + shared, group, key, shared_themes});
    }
  }
  read_all(wanted, 1, diagnostics);
  if (!any_new) return;
  report_same_names(files.pages, diagnostics);
  report_same_names(files.data, diagnostics);
}

}  // namespace gazette
