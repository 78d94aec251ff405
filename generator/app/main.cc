// The program: hands its words to the command line and its answer to the shell.
#include <cstdio>
#include <exception>

#include "app/command_line/command_line.h"
#include "app/commands/build_command.h"
#include "app/commands/check_command.h"
#include "app/commands/inform_commands.h"
#include "app/commands/move_command.h"
#include "app/commands/new_command.h"
#include "app/commands/pdf_command.h"
#include "app/commands/publish_command.h"
#include "app/preview/serve_command.h"
#include "app/reports/findings.h"

int main(int count, char** words) {
  using gazette::ExitStatus;
  try {
    ExitStatus status = ExitStatus::Fine;
    const auto line = gazette::read_command_line(count, words, status);
    if (!line) {
      if (status == ExitStatus::Usage) {
        gazette::CommandLine asked;
        asked.format = gazette::format_asked_for(count, words);
        gazette::print_for_programs({}, asked);
      }
      return static_cast<int>(status);
    }
    if (line->command == "build") status = gazette::run_build(*line);
    if (line->command == "check") status = gazette::run_check(*line);
    if (line->command == "explain") status = gazette::run_explain(*line);
    if (line->command == "list") status = gazette::run_list(*line);
    if (line->command == "move") status = gazette::run_move(*line);
    if (line->command == "new") status = gazette::run_new(*line);
    if (line->command == "publish") status = gazette::run_publish(*line);
    if (line->command == "pdf") status = gazette::run_pdf(*line);
    if (line->command == "serve") status = gazette::run_serve(*line);
    // A report that went to a full disk is no report.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      std::fprintf(stderr, "gazette: what was to be printed could not be written\n");
      status = ExitStatus::MachineFailed;
    }
    return static_cast<int>(status);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "gazette: %s\n", failure.what());
    return static_cast<int>(ExitStatus::MachineFailed);
  }
}
