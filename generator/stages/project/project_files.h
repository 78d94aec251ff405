#pragma once
// Reads a project's files, and nothing else: every later stage works on these values.

#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/file_system.h"

namespace gazette {

/// The text of every file a build may use. Keys are paths below the folder named.
struct ProjectFiles {
  SourcePtr config;                         // content/site.yaml; null when missing
  std::map<std::string, SourcePtr> pages;   // content/**/*.md
  std::map<std::string, SourcePtr> data;    // content/data/*
  std::map<std::string, SourcePtr> bundle;  // every other file under content/
  std::map<std::string, SourcePtr> assets;  // assets/**
  std::map<std::string, SourcePtr> theme;   // themes/<name>/**, the project's files before the shared ones
  std::vector<std::string> links;           // paths that are symbolic links: another file's edit is theirs
  std::string theme_name;
  std::string commit;  // HEAD of the project's git checkout; empty without one
};

/// Reads everything below the project folder. `shared_themes` holds the themes that come with Gazette;
/// a project's own file of the same path wins. Reports `file/unreadable`, `file/not-utf8`, `file/nul-byte`,
/// `file/outside`, `file/same-name` and `project/no-content`.
ProjectFiles load_project(const FileSystem& project, const FileSystem* shared_themes, unsigned jobs,
                          Diagnostics& diagnostics);

/// Reads again what changed: `paths` are below the project folder. Files that are gone are dropped.
void reload_files(ProjectFiles& files, const FileSystem& project, const FileSystem* shared_themes,
                  const std::vector<std::string>& paths, Diagnostics& diagnostics);

}  // namespace gazette
