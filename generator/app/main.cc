// The program: hands its words to the command line and its answer to the shell.
#include <cstdio>
#include <exception>

#include "app/build_command.h"
#include "app/command_line.h"

int main(int count, char** words) {
  using gazette::ExitStatus;
  try {
    ExitStatus status = ExitStatus::Fine;
    const auto line = gazette::read_command_line(count, words, status);
    if (!line) return static_cast<int>(status);
    if (line->command == "build") return static_cast<int>(gazette::run_build(*line));
    return static_cast<int>(ExitStatus::Usage);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "gazette: %s\n", failure.what());
    return static_cast<int>(ExitStatus::MachineFailed);
  }
}
