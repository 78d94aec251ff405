// The preview's server among clients that mean harm, or do harm without meaning it. Everything goes through
// sockets, since the bounds are those of connections.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include "app/preview/rebuilder.h"
#include "app/preview/server.h"
#include "support/build_in_memory.h"
#include "support/temporary_folder.h"

using namespace gazette;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kSecret = "SECRET-OUTSIDE-THE-SITE";

/// A project in a folder of its own, with a secret beside it and links that lead there.
class Folder : public TemporaryFolder {
 public:
  Folder() {
    std::map<std::string, std::string> files = small_theme();
    files["content/site.yaml"] = "title: Test\nbase_url: https://example.org/\nfiles: [assets/**]\n";
    files["content/_index.md"] = page_text("Home", "Words.\n");
    files["content/guide/_index.md"] = page_text("Guide", "Words.\n");
    files["content/data/redirects.csv"] = "from,to\n/old.php,guide/_index.md\n";
    files["assets/sub/file.txt"] = "0123456789";
    files["assets/big.bin"] = std::string(6U << 20U, 'x');
    for (const auto& [name, text] : files) write("site/" + name, text);
    write("secret.txt", kSecret);
    write("site-private/secret.txt", kSecret);
    write("site/secret.txt", kSecret);
    fs::create_symlink(path("secret.txt"), path("site/assets/link.txt"));
    fs::create_directory_symlink(root(), path("site/assets/up"));
  }
  std::string site() const { return path("site").string(); }
};

class RunningServer {
 public:
  RunningServer() {
    Project project = open_project(folder_.site());
    project.shared_themes = nullptr;
    Rebuilder rebuilder(std::move(project), {});
    snapshot_ = rebuilder.first();
    server_ = std::make_unique<PreviewServer>(
        [this](const PreviewRequest& request) { return answer_request(*snapshot_, request, {}); }, events);
    port = server_->bind("127.0.0.1", 0, TakenPort::TakeAnother);
    thread_ = std::jthread([this] { server_->run(); });
  }
  ~RunningServer() { server_->stop(); }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  EventHub events;
  int port = 0;

 private:
  Folder folder_;
  SnapshotPtr snapshot_;
  std::unique_ptr<PreviewServer> server_;
  std::jthread thread_;
};

/// One connection; reads give up after a while.
class Connection {
 public:
  explicit Connection(int port, int seconds = 5) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval limit{seconds, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    connected = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() const { ::shutdown(socket_, SHUT_WR); }

  /// Everything up to the end of the connection.
  std::string read_all() {
    while (receive()) {
    }
    return std::exchange(buffer_, {});
  }
  /// Everything up to and with `text`.
  std::string read_until(std::string_view text) {
    std::size_t at = buffer_.find(text);
    while (at == std::string::npos) {
      if (!receive()) return std::exchange(buffer_, {});
      at = buffer_.find(text);
    }
    std::string out = buffer_.substr(0, at + text.size());
    buffer_.erase(0, at + text.size());
    return out;
  }
  /// Status of the next response; its body is read and dropped. 0 when there is none.
  int read_response(bool is_head = false) {
    const std::string head = read_until("\r\n\r\n");
    if (head.size() < 12 || !head.starts_with("HTTP/1.1 ")) return 0;
    const std::size_t at = head.find("Content-Length: ");
    std::size_t left = at == std::string::npos || is_head ? 0 : std::stoul(head.substr(at + 16));
    while (buffer_.size() < left) {
      if (!receive()) return 0;
    }
    body = buffer_.substr(0, left);
    buffer_.erase(0, left);
    return std::stoi(head.substr(9, 3));
  }

  bool connected = false;
  std::string body;

 private:
  bool receive() {
    std::array<char, 65536> bytes{};
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  std::string buffer_;
};

std::string get(const std::string& target, const std::string& more = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
}

/// Sends, ends, and gives all that comes back.
std::string talk(const RunningServer& server, const std::string& request) {
  Connection connection(server.port);
  connection.send(request);
  connection.end_sending();
  return connection.read_all();
}

int status_of(const std::string& response) {
  return response.starts_with("HTTP/1.1 ") ? std::stoi(response.substr(9, 3)) : 0;
}

/// A browser that comes now is answered, and soon.
void require_answers(const RunningServer& server) {
  constexpr auto kLimit = std::chrono::seconds(10);  // slow clients would hold it for longer, if they could
  const auto start = Clock::now();
  Connection connection(server.port, 20);
  REQUIRE(connection.send(get("/")));
  REQUIRE(connection.read_response() == 200);
  CHECK(connection.body.find("Words.") != std::string::npos);
  CHECK(Clock::now() - start < kLimit);
}

}  // namespace

TEST_CASE("10,000 requests from 64 connections are all answered", "[app][preview][server]") {
  const RunningServer server;
  constexpr int kConnections = 64;
  constexpr int kEach = 157;
  std::atomic<int> answered{0};
  std::atomic<int> wrong{0};
  std::atomic<int> connected_again{0};
  {
    std::vector<std::jthread> clients;
    for (int client = 0; client < kConnections; ++client) {
      clients.emplace_back([&, client] {
        auto connection = std::make_unique<Connection>(server.port, 30);
        for (int i = 0; i < kEach; ++i) {
          static const std::pair<std::string, int> kAsked[] = {
              {get("/"), 200},
              {get("/guide"), 301},
              {get("/old.php"), 301},
              {get("/sub/file.txt", "Range: bytes=2-4\r\n"), 206},
              {get("/sub/file.txt", "Range: bytes=90-\r\n"), 416},
              {get("/nothing/"), 404},
              {get("/_gazette/preview.js"), 200},
              {"HEAD /guide/ HTTP/1.1\r\nHost: localhost:8000\r\n\r\n", 200},
              {get("/_gazette/problems.json?page=/"), 200}};
          const auto& [request, status] = kAsked[static_cast<std::size_t>(client + i) % std::size(kAsked)];
          const auto ask = [&] {
            return connection->send(request) ? connection->read_response(request.starts_with("HEAD")) : 0;
          };
          int got = ask();
          if (got == 0) {  // idle for too long on a busy machine: a browser connects again
            ++connected_again;
            connection = std::make_unique<Connection>(server.port, 30);
            got = ask();
          }
          ++(got == status ? answered : wrong);
        }
      });
    }
  }
  CHECK(wrong == 0);
  CHECK(answered == kConnections * kEach);
  CHECK(connected_again <= kConnections);
  require_answers(server);
}

TEST_CASE("no request gets a byte from outside the site", "[app][preview][server]") {
  const RunningServer server;
  const std::string targets[] = {"/../secret.txt",
                                 "/../../secret.txt",
                                 "/%2e%2e/secret.txt",
                                 "/%2e%2e%2fsecret.txt",
                                 "/..%2fsecret.txt",
                                 "/..%5csecret.txt",
                                 "/..\\secret.txt",
                                 "/sub/../../secret.txt",
                                 "/sub/%2e%2e/%2e%2e/secret.txt",
                                 "/%252e%252e/secret.txt",
                                 "/%c0%ae%c0%ae/secret.txt",
                                 "/%u002e%u002e/secret.txt",
                                 "/secret.txt",
                                 "/secret.txt%00.html",
                                 "/sub/file.txt%00",
                                 "/link.txt",
                                 "/up/secret.txt",
                                 "/up/",
                                 "/up/site/secret.txt",
                                 "//secret.txt",
                                 "///../secret.txt",
                                 "/./../secret.txt",
                                 "/.//..//secret.txt",
                                 "/site/secret.txt",
                                 "/-private/secret.txt",
                                 "../secret.txt",
                                 "secret.txt",
                                 "http://localhost/../secret.txt",
                                 "file:///etc/passwd",
                                 "/etc/passwd",
                                 "//etc/passwd",
                                 "/proc/self/environ",
                                 "/content/site.yaml",
                                 "/.git/config",
                                 "/.htaccess",
                                 "/_headers",
                                 "/_gazette/../secret.txt",
                                 "/_gazette/%2e%2e/secret.txt",
                                 "/%",
                                 "/%2",
                                 "/%zz",
                                 "/\xff\xfe",
                                 "/%ff",
                                 "/sub/file.txt/",
                                 "/sub/file.txt/../../../secret.txt"};
  for (const std::string& target : targets) {
    INFO(target);
    const std::string response = talk(server, get(target, "Connection: close\r\n"));
    CHECK(response.find(kSecret) == std::string::npos);
    CHECK(response.find("root:") == std::string::npos);
    CHECK(status_of(response) >= 400);
    CHECK(status_of(response) < 500);
  }
  require_answers(server);
}

TEST_CASE("requests that are none are refused, and the server goes on", "[app][preview][server]") {
  const RunningServer server;
  const std::string long_text(20'000, 'a');
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  std::string ranges = "bytes=0-";
  for (int i = 0; i < 1'500; ++i) ranges += ",0-";
  const std::string requests[] = {
      "\r\n\r\n",
      "GARBAGE\r\n\r\n",
      "GET\r\n\r\n",
      "GET /\r\n\r\n",
      "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
      "GET / HTTP/1.1\r\nHost:\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost:evil\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n",
      "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "get / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
      "PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
      "DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
      "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
      "GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
      std::string("GET /\0x HTTP/1.1\r\nHost: localhost\r\n\r\n", 37),
      "GET /" + long_text + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + long_text + "\r\n\r\n",
      "GET / HTTP/1.1\r\n" + many + "Host: localhost\r\n\r\n",
      long_text,
      long_text + long_text};
  for (const std::string& request : requests) {
    INFO(request.substr(0, 100));
    const std::string response = talk(server, request);
    CHECK(response.find("Words.") == std::string::npos);
    CHECK((response.empty() || status_of(response) >= 400 || status_of(response) == 100));
  }
  // Right requests in unusual clothes.
  for (const std::string& request :
       {get("/", "Connection: close\r\n"), std::string("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"),
        std::string("GET /?a=b#c HTTP/1.1\r\nHOST: LOCALHOST:80\r\nConnection: close\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nHost: [::1]:8000\r\nConnection: close\r\n\r\n"),
        get("/", "Range: " + ranges + "\r\nConnection: close\r\n"),
        get("/", "Connection: Upgrade\r\nUpgrade: websocket\r\n")}) {
    INFO(request.substr(0, 100));
    const std::string response = talk(server, request);
    CHECK(status_of(response) == 200);
    CHECK(response.size() < 20'000);
  }
  // Two requests at once are answered one after the other; after a body, the connection ends.
  Connection both(server.port);
  both.send(get("/") + get("/sub/file.txt"));
  CHECK(both.read_response() == 200);
  CHECK(both.read_response() == 200);
  CHECK(both.body == "0123456789");
  const std::string smuggled =
      talk(server, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n\r\n" + get("/sub/file.txt"));
  CHECK(smuggled.find("0123456789") == std::string::npos);
  require_answers(server);
}

TEST_CASE("slow and silent clients hold nobody up", "[app][preview][server]") {
  const RunningServer server;
  std::vector<std::unique_ptr<Connection>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<Connection>(server.port));
    if (i % 3 == 0) continue;                                     // says nothing
    slow.back()->send(i % 3 == 1 ? "GET / HTTP/1.1\r\nHost: l" :  // never ends its request
                          get("/big.bin"));                       // never reads the answer
  }
  require_answers(server);
  for (const auto& connection : slow) connection->send("x");
  require_answers(server);
}

TEST_CASE("event streams are counted, and strangers hear nothing", "[app][preview][server]") {
  RunningServer server;
  const std::string listen = get("/_gazette/events");
  for (const char* origin : {"http://evil.example", "null", "https://localhost.evil.example"})
    CHECK(status_of(talk(server, get("/_gazette/events", std::string("Origin: ") + origin + "\r\n"))) == 403);
  CHECK(status_of(talk(server, get("/_gazette/events", "Sec-Fetch-Site: cross-site\r\n"))) == 403);
  CHECK(status_of(talk(server, "GET /_gazette/events HTTP/1.1\r\nHost: evil.example\r\n\r\n")) == 403);
  std::vector<std::unique_ptr<Connection>> listeners;
  int heard = 0;
  int refused = 0;
  for (int i = 0; i < 70; ++i) {
    listeners.push_back(std::make_unique<Connection>(server.port));
    listeners.back()->send(listen);
    const std::string head = listeners.back()->read_until("\r\n\r\n");
    if (status_of(head) == 503) ++refused;
    if (status_of(head) == 200 && listeners.back()->read_until("retry: 500").ends_with("retry: 500")) ++heard;
  }
  CHECK(heard == 64);
  CHECK(refused == 6);
  server.events.send("reload", R"({"addresses":["/"]})");
  CHECK(listeners.front()->read_until("\"/\"]}").find("event: reload") != std::string::npos);
  require_answers(server);
  listeners.clear();
  // A listener that has gone is noticed with the next event or two.
  bool free = false;
  for (int i = 0; i < 50 && !free; ++i) {
    server.events.send("problems", "{}");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    Connection next(server.port);
    next.send(listen);
    free = status_of(next.read_until("\r\n\r\n")) == 200;
  }
  CHECK(free);
}
