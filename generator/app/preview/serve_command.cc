// Builds, serves, watches, builds again; until Ctrl-C.
#include "app/preview/serve_command.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <thread>

#include "app/preview/rebuilder.h"
#include "app/preview/server.h"
#include "app/preview/site_checker.h"
#include "base/counted.h"
#include "base/task_pool.h"

extern char** environ;

namespace gazette {
namespace {

/// Ends the program on Ctrl-C, whatever it is at: a build under way holds nothing that would be lost, since
/// a preview writes nothing. Made before any other thread, so that all of them leave these signals alone.
class Stopper {
 public:
  Stopper() {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGINT);
    ::sigaddset(&signals_, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::thread([signals = signals_] {
      int signal = 0;
      while (::sigwait(&signals, &signal) != 0) {
      }
      static constexpr std::string_view kGoodbye = "\nStopped.\n";
      if (::write(STDOUT_FILENO, kGoodbye.data(), kGoodbye.size()) < 0) {
        // Nobody listens any more.
      }
      std::_Exit(0);
    }).detach();
  }

 private:
  sigset_t signals_{};
};

using WatchClock = std::chrono::steady_clock;

void print_counts(const PreviewSnapshot& snapshot, WatchClock::duration spent) {
  const double milliseconds = std::chrono::duration<double, std::milli>(spent).count();
  const std::size_t errors = snapshot.problems.count(Severity::Error);
  const std::size_t warnings = snapshot.problems.count(Severity::Warning);
  fmt::print("Built in {:.0f} ms: {}, {}.{}\n", milliseconds, counted(errors, "error"),
             counted(warnings, "warning"),
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
  // The browser is to hear Ctrl-C again, which this program keeps to one thread.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  if (::posix_spawnp(&child, program.c_str(), nullptr, &attributes, words, environ) != 0) {
    fmt::print("The browser could not be opened; go to {} yourself.\n", address);
    std::fflush(stdout);
  }
  ::posix_spawnattr_destroy(&attributes);
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

bool is_loopback(const std::string& host) {
  return host.starts_with("127.") || host == "localhost" || host == "::1";
}

/// The address to open: a host that means every interface is reached by this computer's own name.
std::string browser_address(const PreviewAddress& address, const Site& site) {
  std::string host = address.host;
  if (host == "0.0.0.0" || host == "::") host = "localhost";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return fmt::format("http://{}:{}{}", host, address.port, site.config.base_path());
}

/// Where others reach a preview that listens on every interface.
void print_network_addresses(const PreviewAddress& address, const Site& site) {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return;
  for (const ifaddrs* item = list; item != nullptr; item = item->ifa_next) {
    const bool is_usable = item->ifa_addr != nullptr && item->ifa_addr->sa_family == AF_INET &&
                           (item->ifa_flags & IFF_LOOPBACK) == 0 && (item->ifa_flags & IFF_UP) != 0;
    std::array<char, INET_ADDRSTRLEN> text{};
    if (!is_usable) continue;
    const auto* internet = reinterpret_cast<const sockaddr_in*>(item->ifa_addr);
    if (::inet_ntop(AF_INET, &internet->sin_addr, text.data(), text.size()) != nullptr)
      fmt::print("Others find it at http://{}:{}{}\n", text.data(), address.port, site.config.base_path());
  }
  ::freeifaddrs(list);
}

void print_addresses(const PreviewAddress& address, const Site& site) {
  if (!is_loopback(address.host)) {
    fmt::print("Warning: everybody who reaches {} can read this preview, drafts included.\n", address.host);
    if (address.host == "0.0.0.0" || address.host == "::") print_network_addresses(address, site);
  }
  fmt::print("Preview at {}  (Ctrl-C to stop)\n", browser_address(address, site));
  std::fflush(stdout);
}

/// Builds after each change and shows the result, until the program is stopped.
[[noreturn]] void follow_changes(Watcher& watcher, Rebuilder& rebuilder, ShownSnapshot& shown,
                                 SiteChecker& checker, EventHub& events) {
  while (true) {
    const FileChanges changes = watcher.wait(1'000);
    if (changes.empty()) continue;
    checker.cancel();
    const WatchClock::time_point began = WatchClock::now();
    SnapshotChange change;
    try {
      const SnapshotPtr snapshot = rebuilder.next(changes, *shown.get(), change);
      shown.set(snapshot);
      send_events(events, change, *snapshot);
      if (!change.addresses.empty() || !change.sheets.empty() || change.problems)
        print_counts(*snapshot, WatchClock::now() - began);
      checker.look_at(snapshot);
    } catch (const std::exception& failure) {
      // What is shown stays; the next change builds again.
      fmt::print(stderr, "gazette: this change could not be built: {}\n", failure.what());
    }
  }
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
  const auto now = moment_of_build(project, line.at);
  if (!now) return ExitStatus::Usage;
  options.now = *now;
  // As at a time, the preview is what readers see then.
  options.out_of_time = line.at.empty() ? OutOfTime::Include : OutOfTime::Exclude;
  if (!line.at.empty()) options.drafts = Drafts::Exclude;
  options.jobs = line.jobs == 0 ? default_jobs() : line.jobs;

  Stopper stopper;
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGCHLD, SIG_IGN);  // the browser that --open starts is nobody's to wait for
  // Watching starts before the first build, so that nothing saved meanwhile is missed.
  std::unique_ptr<Watcher> watcher = line.poll ? nullptr : watch_folders(line.directory);
  if (!watcher) watcher = poll_folders(line.directory);
  Rebuilder rebuilder(std::move(project), options);
  const WatchClock::time_point began = WatchClock::now();
  ShownSnapshot shown(rebuilder.first());
  const WatchClock::duration spent = WatchClock::now() - began;

  PreviewAddress address;
  address.host = line.host;
  address.root = absolute_path(line.directory);
  EventHub events;
  PreviewServer server(
      [&](const PreviewRequest& request) { return answer_request(*shown.get(), request, address); }, events);
  address.port =
      server.bind(line.host, line.port, line.port_given ? TakenPort::Refuse : TakenPort::TakeAnother);
  if (address.port == 0) {
    fmt::print(stderr,
               "gazette: port {} of {} cannot be used\nChoose another with --port, or leave it out for a "
               "free one.\n",
               line.port, line.host);
    return ExitStatus::MachineFailed;
  }
  print_counts(*shown.get(), spent);
  print_addresses(address, *shown.get()->site);
  if (line.open) open_browser(browser_address(address, *shown.get()->site));

  std::jthread serving([&server] { server.run(); });
  SiteChecker checker([&](const SnapshotPtr& seen, const SnapshotPtr& checked) {
    if (!shown.replace(seen, checked)) return;
    SnapshotChange change;
    change.problems = !same_problems(seen->problems, checked->problems);
    send_events(events, change, *checked);
  });
  checker.look_at(shown.get());
  follow_changes(*watcher, rebuilder, shown, checker, events);
}

}  // namespace gazette
