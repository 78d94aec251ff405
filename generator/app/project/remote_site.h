#pragma once
// A site on a server, reached by rsync or rclone. Both are told exactly which files to send, read and remove:
// what they would compare by themselves depends on the server, and is never relied upon.

#include <optional>
#include <string>
#include <vector>

#include "app/project/program.h"
#include "app/project/publish_target.h"

namespace gazette {

using Paths = std::vector<std::string>;

/// Sends `folder`'s files that `list` names whatever stands there. `together`: rsync holds all of them back
/// until the last has arrived.
ProgramWords sending_program(const PublishTarget& target, const std::string& folder, const std::string& list,
                             bool together);
/// Removes what `list` names and nothing else.
ProgramWords removing_program(const PublishTarget& target, const std::string& folder,
                              const std::string& list);
/// What fetches the target's build.json: rsync into the folder `into`, rclone to its standard output.
ProgramWords fetching_program(const PublishTarget& target, const std::string& into);

/// A list of files to send, as the target's program reads it.
std::string sending_list(const PublishTarget& target, const Paths& paths);
/// A list of files to remove. `interrupted` are files that a publish which was cut short was sending: what
/// rsync itself left beside them goes too.
std::string removing_list(const PublishTarget& target, const Paths& paths, const Paths& interrupted);

/// What a step of a publish came to. A failed one has been told on standard error.
class RemoteSite {
 public:
  /// `site` is a folder that holds the new site; `scratch` one of this run's own.
  RemoteSite(PublishTarget target, std::string site, std::string scratch);

  /// False when the target cannot be reached. `text` stays empty when it has no build.json.
  bool fetch_manifest(std::string& text) const;
  /// Files of `folder`, which is the site or a folder of the same form.
  bool send(const std::string& folder, const Paths& paths, bool together) const;
  bool remove(const Paths& paths, const Paths& interrupted) const;

  /// Those of `all` that are not at the target as they are in the site. Bytes of `sent` are compared, and
  /// where that is as cheap (rsync) those of all others; else sizes. nullopt when that cannot be learnt.
  std::optional<Paths> differing(const Paths& all, const Paths& sent) const;
  /// Those of `paths` that are still there; nullopt when that cannot be learnt.
  std::optional<Paths> remaining(const Paths& paths, const Paths& interrupted) const;

 private:
  std::string list_file(const std::string& lines) const;
  void remove_empty_folders(const Paths& removed) const;
  bool run(const ProgramWords& words, const ProgramOutput& output = {}) const;
  std::optional<Paths> differing_by_rsync(const Paths& all) const;
  std::optional<Paths> differing_by_rclone(const Paths& all, const Paths& sent) const;

  PublishTarget target_;
  std::string site_;
  std::string scratch_;
};

}  // namespace gazette
