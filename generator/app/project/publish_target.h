#pragma once
// One entry of `publish:` in site.yaml: where a site goes and what takes it there.

#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "model/config.h"

namespace gazette {

/// Folder: a folder of this computer or of a mounted disk, written by Gazette itself. The others are programs
/// of the system, which know ssh, S3, Azure and forty other places.
enum class Carrier { Folder, Rsync, Rclone };

/// Read from site.yaml and checked.
struct PublishTarget {
  std::string name;
  Carrier carrier = Carrier::Folder;
  std::string to;        // as written; folders below the project's are made absolute
  std::string base_url;  // empty: the site's own
  Place base_url_place;  // null when the site's own is meant
  bool test = false;     // for people who look at what is not finished: no search engine may list it
  bool strict = false;   // warnings stop a publish too
};

/// The target called `name`, or the first when `name` is empty. Reports what is wrong with `publish:` under
/// `config/bad-value` and `config/unknown-key`, a site without any under `publish/no-target`, and gives
/// nullopt for an error. `root` is the project folder.
std::optional<PublishTarget> read_target(const SiteConfig& config, const std::string& name,
                                         const std::string& root, Diagnostics& diagnostics);

/// Whether a site in `folder` would come to stand among the files that the project at `root` is made of.
bool holds_project_files(const std::string& folder, const std::string& root);

}  // namespace gazette
