// Builds, serves, watches, builds again; until Ctrl-C.
#include "app/preview/serve_command.h"

#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/preview/rebuilder.h"
#include "app/preview/server.h"
#include "base/task_pool.h"

extern char** environ;

namespace gazette {
namespace {

std::atomic<bool> stop_asked{false};

void ask_to_stop(int /*signal*/) {
  stop_asked = true;
}

/// The newest snapshot, swapped whole.
class Shown {
 public:
  SnapshotPtr get() const {
    const std::scoped_lock lock(mutex_);
    return snapshot_;
  }
  void set(SnapshotPtr snapshot) {
    const std::scoped_lock lock(mutex_);
    snapshot_ = std::move(snapshot);
  }

 private:
  mutable std::mutex mutex_;
  SnapshotPtr snapshot_;
};

void print_counts(const PreviewSnapshot& snapshot, double milliseconds) {
  const std::size_t errors = snapshot.problems.count(Severity::Error);
  const std::size_t warnings = snapshot.problems.count(Severity::Warning);
  fmt::print("Built in {:.0f} ms: {} error{}, {} warning{}.{}\n", milliseconds, errors,
             errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s",
             snapshot.shows_newest ? "" : " The preview shows the last build without errors.");
  for (const Diagnostic& finding : snapshot.problems.items()) {
    if (finding.severity == Severity::Error) fmt::print("{}", format_diagnostic(finding));
  }
  std::fflush(stdout);
}

void open_browser(const std::string& address) {
  std::string program = "xdg-open";
  std::string argument = address;
  char* const words[] = {program.data(), argument.data(), nullptr};
  pid_t child = 0;
  if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, words, environ) != 0) {
    fmt::print("The browser could not be opened; go to {} yourself.\n", address);
  }
}

void send_events(EventHub& events, const SnapshotChange& change, const PreviewSnapshot& snapshot) {
  if (!change.addresses.empty())
    events.send("reload", nlohmann::json{{"addresses", change.addresses}}.dump());
  if (!change.sheets.empty()) events.send("style", nlohmann::json{{"sheets", change.sheets}}.dump());
  if (change.problems) {
    events.send("problems", nlohmann::json{{"errors", snapshot.problems.count(Severity::Error)},
                                           {"warnings", snapshot.problems.count(Severity::Warning)}}
                                .dump());
  }
}

std::string absolute_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), ::free);
  return real ? std::string(real.get()) : path;
}

std::string editor_pattern(const Site& site) {
  const YamlNode* editor = site.config.params.find("editor");
  return editor != nullptr && editor->is_scalar() ? editor->text
                                                  : std::string("vscode://file{path}:{line}:{column}");
}

}  // namespace

ExitStatus run_serve(const CommandLine& line) {
  Project project = open_project(line.directory);
  if (!project.disk->exists("content")) {
    fmt::print(stderr,
               "gazette: there is no folder content/ in {}\nMake a project with `gazette new site NAME`.\n",
               line.directory);
    return ExitStatus::Problems;
  }
  BuildOptions options;
  options.drafts = line.no_drafts ? Drafts::Exclude : Drafts::Include;
  options.build_date = today();
  options.jobs = line.jobs == 0 ? default_jobs() : line.jobs;

  // Watching starts before the first build, so that nothing saved meanwhile is missed.
  std::unique_ptr<Watcher> watcher = line.poll ? nullptr : watch_folders(line.directory);
  if (!watcher) watcher = poll_folders(line.directory);
  Rebuilder rebuilder(std::move(project), options);
  const auto start = std::chrono::steady_clock::now();
  Shown shown;
  shown.set(rebuilder.first());
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;

  PreviewAddress address;
  address.host = line.host;
  address.root = absolute_path(line.directory);
  address.editor = editor_pattern(*shown.get()->site);
  EventHub events;
  PreviewServer server(
      [&](const PreviewRequest& request) { return answer_request(*shown.get(), request, address); }, events);
  address.port = server.bind(line.host, line.port, !line.port_given || line.port == 0);
  if (address.port == 0) {
    fmt::print(stderr,
               "gazette: port {} of {} cannot be used\nChoose another with --port, or leave it out for a "
               "free one.\n",
               line.port, line.host);
    return ExitStatus::MachineFailed;
  }
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  stop_asked = false;

  print_counts(*shown.get(), spent.count());
  const std::string shown_host = line.host == "0.0.0.0" ? "localhost" : line.host;
  const std::string url =
      fmt::format("http://{}:{}{}", shown_host, address.port, shown.get()->site->config.base_path());
  if (line.host != "127.0.0.1" && line.host != "localhost" && line.host != "::1") {
    fmt::print("Warning: everybody who reaches {} can read this preview, drafts included.\n", line.host);
  }
  fmt::print("Preview at {}  (Ctrl-C to stop)\n", url);
  std::fflush(stdout);
  if (line.open) open_browser(url);

  std::jthread serving([&server] { server.run(); });
  while (!stop_asked) {
    const FileChanges changes = watcher->wait(200);
    if (changes.empty()) continue;
    const auto began = std::chrono::steady_clock::now();
    SnapshotChange change;
    const SnapshotPtr snapshot = rebuilder.next(changes, change);
    shown.set(snapshot);
    send_events(events, change, *snapshot);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    if (!change.addresses.empty() || !change.sheets.empty() || change.problems)
      print_counts(*snapshot, took.count());
  }
  server.stop();
  fmt::print("\nStopped.\n");
  return ExitStatus::Fine;
}

}  // namespace gazette
