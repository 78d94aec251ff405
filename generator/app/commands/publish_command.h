#pragma once
// `gazette publish`: sends the site to where readers find it, through other programs of the system.

#include <string>
#include <vector>

#include "app/command_line/command_line.h"

namespace gazette {

/// Builds, then writes the site to a folder or hands it to rsync or rclone, as `publish:` of site.yaml says.
ExitStatus run_publish(const CommandLine& line);

enum class ProgramOutput { Shown, Quiet };

/// Runs a program and waits. Gives its exit status, or -1 when it could not be started.
int run_program(const std::vector<std::string>& words, ProgramOutput output = ProgramOutput::Shown);

}  // namespace gazette
