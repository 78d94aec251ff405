#pragma once
// The words after `gazette`, understood.

#include <optional>
#include <string>
#include <vector>

namespace gazette {

/// Exit statuses 0 to 3: warnings alone are fine, problems are the author's to mend, a machine fails at disk,
/// permission or network.
enum class ExitStatus { Fine = 0, Problems = 1, Usage = 2, MachineFailed = 3 };

enum class ReportFormat { Text, Json, Sarif, Junit, Github };

struct CommandLine {
  std::string command;  // build, serve, check, publish, new, explain, list
  std::string directory = ".";
  unsigned jobs = 0;  // 0: as many as the machine has
  bool info = false;  // print advice too, not only its number
  bool strict = false;
  ReportFormat format = ReportFormat::Text;
  std::string baseline;
  std::string write_baseline;
  // build
  std::string output;
  std::string base_url;
  bool drafts = false;
  std::string at;  // build, check, serve: a date or minute to build as at; empty: now
  // serve
  int port = 8000;
  bool port_given = false;
  std::string host = "127.0.0.1";
  bool open = false;
  bool no_drafts = false;
  bool poll = false;
  // check
  std::vector<std::string> paths;
  std::vector<std::string> only;  // links, accessibility, content, data
  bool external = false;
  bool allow_private = false;
  std::string origin;
  bool all = false;
  unsigned concurrency = 0;  // 0 and negative: as the site or the default has it
  unsigned per_host = 0;
  double delay = -1;    // seconds
  double timeout = -1;  // seconds
  // publish
  std::string target;
  bool dry_run = false;
  bool wait = false;
  // new, explain, list
  bool markdown = false;
  std::vector<std::string> words;
};

/// The format that words which could not be understood ask for all the same; text when they name none.
ReportFormat format_asked_for(int count, const char* const* words);

/// Reads the command line. When nothing is left to do (--help, --version, a mistake), gives nullopt with
/// `status` set and everything said.
std::optional<CommandLine> read_command_line(int count, const char* const* words, ExitStatus& status);

}  // namespace gazette
