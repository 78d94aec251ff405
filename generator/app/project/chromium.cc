// DevTools protocol (https://chromedevtools.github.io/devtools-protocol/): JSON messages that end in a zero
// byte.
#include "app/project/chromium.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/base64.h"
#include "base/text.h"

extern char** environ;

namespace gazette {

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{120};
/// A report of a thousand pages stays below; a runaway does not fill the memory.
constexpr std::size_t kLongestMessage = std::size_t{512} << 20U;

struct Pipe {
  int read = -1;
  int write = -1;
  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  void close_all() {
    if (read >= 0) ::close(read);
    if (write >= 0) ::close(write);
    read = write = -1;
  }
};

}  // namespace

struct Chromium::State {
  pid_t process = -1;
  int to = -1;    // our end of its input
  int from = -1;  // and of its output
  std::string profile;
  std::string received;
  int last_id = 0;
  Clock::time_point deadline;

  bool wait(int file, short events) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd wanted{file, events, 0};
    const int ready = ::poll(&wanted, 1, static_cast<int>(left));
    return ready > 0 || (ready < 0 && errno == EINTR);
  }

  bool send(const Json& message) {
    const std::string text = message.dump() + '\0';
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t count = ::write(to, text.data() + sent, text.size() - sent);
      if (count > 0) {
        sent += static_cast<std::size_t>(count);
      } else if (errno != EAGAIN && errno != EINTR) {
        return false;
      } else if (!wait(to, POLLOUT)) {
        return false;
      }
    }
    return true;
  }

  /// The next message; null when the browser is gone or time is up.
  Json receive() {
    std::size_t searched = 0;
    for (;;) {
      const std::size_t end = received.find('\0', searched);
      if (end != std::string::npos) {
        Json message = Json::parse(received.begin(), received.begin() + static_cast<std::ptrdiff_t>(end),
                                   nullptr, false);
        received.erase(0, end + 1);
        return message.is_object() ? message : Json();
      }
      searched = received.size();
      if (received.size() > kLongestMessage || !wait(from, POLLIN)) return {};
      char buffer[1 << 16];
      const ssize_t count = ::read(from, buffer, sizeof buffer);
      if (count > 0) {
        received.append(buffer, static_cast<std::size_t>(count));
      } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        return {};
      }
    }
  }
};

namespace {

/// One conversation: calls are answered in order, events in between are looked at.
class Session {
 public:
  Session(std::function<bool(const Json&)> send, std::function<Json()> receive, const ChromiumSource& source,
          int& last_id)
      : send_(std::move(send)), receive_(std::move(receive)), source_(source), last_id_(last_id) {}

  std::string id;  // set once a page is attached
  bool loaded = false;
  std::string error;

  /// The result of a call; null with `error` set when it failed.
  Json call(const std::string& method, Json parameters = Json::object()) {
    const int number = post(method, std::move(parameters));
    for (;;) {
      const Json message = next();
      if (message.is_null()) return {};
      if (message.value("id", 0) != number) continue;
      if (message.contains("error")) {
        error = method + ": " + message["error"].value("message", "failed");
        return {};
      }
      return message.value("result", Json::object());
    }
  }

  bool wait_until_loaded() {
    while (!loaded) {
      if (next().is_null()) return false;
    }
    return true;
  }

 private:
  int post(const std::string& method, Json parameters) {
    Json message = {{"id", ++last_id_}, {"method", method}, {"params", std::move(parameters)}};
    if (!id.empty()) message["sessionId"] = id;
    send_(message);
    return last_id_;
  }

  Json next() {
    Json message = receive_();
    if (message.is_null()) {
      if (error.empty()) error = "the browser stopped or took too long";
      return message;
    }
    const std::string method = message.value("method", "");
    if (method == "Page.loadEventFired") loaded = true;
    if (method == "Fetch.requestPaused") answer(message["params"]);
    return message;
  }

  void answer(const Json& request) {
    const std::string number = request.value("requestId", "");
    std::string url;
    if (request.contains("request")) url = request["request"].value("url", "");
    const auto found = source_(url.substr(0, url.find('#')));
    if (!found) {
      post("Fetch.failRequest", {{"requestId", number}, {"errorReason", "AddressUnreachable"}});
      return;
    }
    // Pages of one origin may read each other; style sheets with an integrity attribute need as much.
    const Json headers = Json::array({{{"name", "Content-Type"}, {"value", found->content_type}},
                                      {{"name", "Access-Control-Allow-Origin"}, {"value", "*"}}});
    post("Fetch.fulfillRequest", {{"requestId", number},
                                  {"responseCode", 200},
                                  {"responseHeaders", headers},
                                  {"body", base64_encode(*found->bytes)}});
  }

  std::function<bool(const Json&)> send_;
  std::function<Json()> receive_;
  const ChromiumSource& source_;
  int& last_id_;
};

}  // namespace

std::string find_chromium() {
  const char* named = std::getenv("CHROMIUM");
  if (named != nullptr && *named != '\0') return ::access(named, X_OK) == 0 ? named : "";
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : split(path == nullptr ? "/usr/bin" : path, ':')) {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}) {
      const std::string candidate = std::string(folder) + "/" + name;
      if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    }
  }
  return {};
}

Chromium::Chromium(std::unique_ptr<State> state) : state_(std::move(state)) {}

std::unique_ptr<Chromium> Chromium::start(const std::string& program, std::string& error) {
  auto state = std::make_unique<State>();
  std::string folder = (std::filesystem::temp_directory_path() / "gazette-pdf-XXXXXX").string();
  Pipe input;
  Pipe output;
  if (::mkdtemp(folder.data()) == nullptr || !input.open() || !output.open()) {
    error = std::strerror(errno);
    input.close_all();
    return nullptr;
  }
  state->profile = folder;
  std::vector<std::string> words = {program,
                                    "--headless",
                                    "--remote-debugging-pipe",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--disable-dev-shm-usage",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync",
                                    "--disable-extensions",
                                    "--user-data-dir=" + folder};
  // Chromium refuses to run as root with its sandbox; what it reads is our own.
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  // It reads from 3 and writes to 4. Our own ends move out of the way first: a descriptor copied onto itself
  // would stay closed on exec.
  const int child_in = ::fcntl(input.read, F_DUPFD_CLOEXEC, 10);
  const int child_out = ::fcntl(output.write, F_DUPFD_CLOEXEC, 10);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, child_in, 3);
  ::posix_spawn_file_actions_adddup2(&actions, child_out, 4);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  const int failed =
      ::posix_spawn(&state->process, program.c_str(), &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(child_in);
  ::close(child_out);
  ::close(input.read);
  ::close(output.write);
  state->to = input.write;
  state->from = output.read;
  ::fcntl(state->to, F_SETFL, O_NONBLOCK);
  ::fcntl(state->from, F_SETFL, O_NONBLOCK);
  ::signal(SIGPIPE, SIG_IGN);
  if (failed != 0) {
    state->process = -1;
    error = std::strerror(failed);
  }
  std::unique_ptr<Chromium> browser(new Chromium(std::move(state)));
  return failed == 0 ? std::move(browser) : nullptr;
}

Chromium::~Chromium() {
  if (state_->process > 0) {
    state_->deadline = Clock::now() + std::chrono::seconds(5);
    state_->send({{"id", ++state_->last_id}, {"method", "Browser.close"}});
    while (!state_->receive().is_null()) {
    }
  }
  ::close(state_->to);
  ::close(state_->from);
  if (state_->process > 0) {
    // It ends by itself when asked to, or when its pipes close.
    for (int tries = 0; tries < 50; ++tries) {
      if (::waitpid(state_->process, nullptr, WNOHANG) != 0) {
        state_->process = -1;
        break;
      }
      ::usleep(100'000);
    }
    if (state_->process > 0) {
      ::kill(state_->process, SIGKILL);
      ::waitpid(state_->process, nullptr, 0);
    }
  }
  std::error_code ignored;
  std::filesystem::remove_all(state_->profile, ignored);
}

std::optional<std::string> Chromium::print(const std::string& url, const ChromiumSource& source,
                                           std::string& error) {
  state_->deadline = Clock::now() + kPatience;
  Session session([this](const Json& message) { return state_->send(message); },
                  [this] { return state_->receive(); }, source, state_->last_id);
  const auto fail = [&] {
    error = session.error;
    return std::nullopt;
  };
  const Json target = session.call("Target.createTarget", {{"url", "about:blank"}});
  if (target.is_null()) return fail();
  const std::string page = target.value("targetId", "");
  const Json attached = session.call("Target.attachToTarget", {{"targetId", page}, {"flatten", true}});
  if (attached.is_null()) return fail();
  session.id = attached.value("sessionId", "");
  const std::pair<const char*, Json> steps[] = {
      {"Fetch.enable", {{"patterns", Json::array({{{"urlPattern", "*"}}})}}},
      {"Emulation.setScriptExecutionDisabled", {{"value", true}}},
      {"Page.enable", Json::object()},
      {"Page.navigate", {{"url", url}}},
  };
  for (const auto& [method, parameters] : steps) {
    const Json result = session.call(method, parameters);
    if (result.is_null()) return fail();
    if (result.contains("errorText")) {
      error = result.value("errorText", "");
      return std::nullopt;
    }
  }
  if (!session.wait_until_loaded()) return fail();
  const Json printed = session.call("Page.printToPDF", {{"printBackground", true},
                                                        {"preferCSSPageSize", true},
                                                        {"displayHeaderFooter", false},
                                                        {"generateTaggedPDF", true},
                                                        {"generateDocumentOutline", true}});
  if (printed.is_null()) return fail();
  std::optional<std::string> bytes = base64_decode(printed.value("data", ""));
  if (bytes && bytes->empty()) bytes.reset();
  session.id.clear();
  session.call("Target.closeTarget", {{"targetId", page}});
  if (!bytes) error = "the browser sent no PDF";
  return bytes;
}

}  // namespace gazette
