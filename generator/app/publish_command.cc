// rsync and rclone know ssh, S3, Azure and forty other places; we know when a site is complete.
#include "app/publish_command.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "app/build_command.h"
#include "app/project.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/site_config.h"

extern char** environ;

namespace gazette {
namespace {

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::string text_of(const YamlNode& node, const char* key) {
  const YamlNode* value = node.find(key);
  return value != nullptr && value->is_scalar() ? value->text : std::string();
}

/// The command that sends `site` to a target. Assets go first and pages last, and what is stale goes only at
/// the very end, so a reader never meets a page whose style sheet is not there yet.
std::vector<std::vector<std::string>> commands_for(const YamlNode& target, const std::string& site,
                                                   bool dry_run) {
  const std::string to = text_of(target, "to");
  const std::string from = site + "/";
  std::vector<std::vector<std::string>> out;
  if (text_of(target, "with") == "rclone") {
    out.push_back({"rclone", "copy", "--checksum", "--exclude", "*.html", from, to});
    out.push_back({"rclone", "sync", "--checksum", from, to});
  } else {
    out.push_back({"rsync", "-rlpt", "--checksum", "--delay-updates", "--exclude=*.html",
                   "--exclude=.gitignore", from, to});
    out.push_back({"rsync", "-rlpt", "--checksum", "--delay-updates", "--delete-after",
                   "--exclude=.gitignore", from, to});
  }
  if (dry_run) {
    for (auto& words : out) words.emplace_back("--dry-run");
  }
  return out;
}

}  // namespace

int run_program(const std::vector<std::string>& words) {
  std::vector<std::string> owned = words;
  std::vector<char*> pointers;
  for (std::string& word : owned) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawnp(&child, pointers[0], nullptr, nullptr, pointers.data(), environ) != 0) return -1;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

ExitStatus run_publish(const CommandLine& line) {
  CommandLine build = line;
  std::string target;
  for (const std::string& word : line.words) {
    if (is_folder(word + "/content")) {
      build.directory = word;
    } else {
      target = word;
    }
  }
  const Project project = open_project(build.directory);
  const auto bytes = project.disk->read("content/site.yaml");
  Diagnostics ignored;  // the build says it all
  const SiteConfig config =
      read_site_config(bytes ? std::make_shared<SourceFile>("content/site.yaml", *bytes) : nullptr, ignored);
  if (!config.publish.is_mapping() || config.publish.keys.empty()) {
    fmt::print(stderr,
               "gazette: site.yaml names no place to publish to\n"
               "Add for instance: publish: {{live: {{to: \"user@server:/var/www/site/\"}}}}\n");
    return ExitStatus::Problems;
  }
  if (target.empty()) target = config.publish.keys.front().text;
  const YamlNode* place = config.publish.find(target);
  if (place == nullptr || text_of(*place, "to").empty()) {
    std::vector<std::string> known;
    for (const auto& key : config.publish.keys) known.push_back(key.text);
    fmt::print(stderr, "gazette: site.yaml has no target `{}` with a place `to`\n{}\n", target,
               did_you_mean(target, known));
    return ExitStatus::Usage;
  }
  build.command = "build";
  build.base_url = text_of(*place, "base_url");
  const ExitStatus built = run_build(build);
  if (built != ExitStatus::Fine) return built;
  for (const auto& words : commands_for(*place, build.directory + "/site", line.dry_run)) {
    fmt::print("{}\n", join(words, " "));
    std::fflush(stdout);
    const int status = run_program(words);
    if (status != 0) {
      fmt::print(stderr,
                 "gazette: {} {}\nWhat readers see is the old site, or the new one without its last pages; "
                 "publish again to finish.\n",
                 words.front(),
                 status < 0 ? "is not installed" : "ended with status " + std::to_string(status));
      return ExitStatus::MachineFailed;
    }
  }
  fmt::print("{}\n", line.dry_run ? "Nothing was sent: this was a dry run."
                                  : "Published to " + text_of(*place, "to") + ".");
  return ExitStatus::Fine;
}

}  // namespace gazette
