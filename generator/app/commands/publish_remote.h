#pragma once
// A site sent to a server by rsync or rclone.

#include <string>

#include "app/command_line/command_line.h"
#include "app/project/publish_target.h"
#include "model/output_tree.h"

namespace gazette {

/// Sends what differs from the last publish by its build.json, has the target say that all of it has arrived,
/// and only then removes what is no longer part of the site. Says how many files were sent, confirmed and
/// removed; success only when the target holds the new site. `root` is the project, which keeps a copy of the
/// site under .gazette/publish; a dry run leaves no trace.
ExitStatus publish_to_server(const OutputTree& tree, const PublishTarget& target, const std::string& root,
                             bool dry_run);

}  // namespace gazette
