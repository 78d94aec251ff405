#pragma once
// `gazette publish`: sends the site to where readers find it, through other programs of the system.

#include "app/command_line/command_line.h"

namespace gazette {

/// Builds, then writes the site to a folder or hands it to rsync or rclone, as `publish:` of site.yaml says.
ExitStatus run_publish(const CommandLine& line);

}  // namespace gazette
