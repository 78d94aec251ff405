// cpp-httplib stays in this file. Connections are read through a stream with a deadline and a size limit;
// see docs/architecture.md for what was measured of the library.
#include "app/preview/server.h"

#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <exception>

namespace gazette {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kWorkers = 128;
constexpr int kMostListeners = 64;
constexpr int kCrowd = 64;  // connections from which on nobody is waited for at leisure

/// How long clients are waited for.
struct Patience {
  std::chrono::milliseconds idle{5'000};       // keep-alive without a request
  std::chrono::milliseconds request{5'000};    // from the first byte of a request to its last
  std::chrono::milliseconds response{30'000};  // for a client that does not read
};
constexpr Patience kAtLeisure;
constexpr Patience kCrowded{std::chrono::milliseconds(200), std::chrono::milliseconds(1'000),
                            std::chrono::milliseconds(2'000)};

constexpr std::size_t kRequestBytes = 16 * 1024;  // request line and headers
constexpr int kRequestsPerConnection = 1000;

/// A connection whose requests must arrive in time and within bounds.
class BoundedStream : public httplib::Stream {
 public:
  /// `connections` counts all that are open: who comes when there are many gets less time.
  BoundedStream(socket_t socket, const std::atomic<int>& connections)
      : socket_(socket), connections_(connections) {}

  void start_request() {
    read_bytes_ = 0;
    read_deadline_ = Clock::now() + patience().request;
  }

  /// Waits in short steps, so that a stop is not held up by browsers that keep connections open.
  bool wait_for_request(const std::atomic<bool>& stopping) const {
    const auto start = Clock::now();
    while (!stopping && Clock::now() < start + patience().idle) {
      if (wait(POLLIN, Clock::now() + std::chrono::milliseconds(100))) return true;
    }
    return false;
  }

  bool is_readable() const override { return wait(POLLIN, read_deadline_); }
  bool is_writable() const override { return wait(POLLOUT, Clock::now() + patience().response); }

  ssize_t read(char* data, size_t size) override {
    if (position_ < buffered_) return take(data, size);
    if (read_bytes_ >= kRequestBytes || !is_readable()) return -1;
    const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return got;
    position_ = 0;
    buffered_ = static_cast<std::size_t>(got);
    return take(data, size);
  }

  ssize_t write(const char* data, size_t size) override {
    if (!is_writable()) return -1;
    return ::send(socket_, data, size, MSG_NOSIGNAL);
  }

  bool has_buffered() const { return position_ < buffered_; }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  socket_t socket() const override { return socket_; }

 private:
  const Patience& patience() const { return connections_ > kCrowd ? kCrowded : kAtLeisure; }

  ssize_t take(char* data, size_t size) {
    const std::size_t count = std::min(size, buffered_ - position_);
    std::memcpy(data, buffer_.data() + position_, count);
    position_ += count;
    read_bytes_ += count;
    return static_cast<ssize_t>(count);
  }

  bool wait(short events, Clock::time_point deadline) const {
    while (true) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
      if (left <= 0) return false;
      pollfd item{socket_, events, 0};
      const int ready = ::poll(&item, 1, static_cast<int>(left));
      if (ready > 0) return true;
      if (ready == 0 || errno != EINTR) return false;
    }
  }

  socket_t socket_;
  const std::atomic<int>& connections_;
  std::array<char, 4096> buffer_{};
  std::size_t position_ = 0;
  std::size_t buffered_ = 0;
  std::size_t read_bytes_ = 0;
  Clock::time_point read_deadline_ = Clock::now() + kAtLeisure.request;
};

/// Whether this thread's connection may be used for another request. Set by the handler: what the library
/// refuses by itself never gets there, and after a body that nobody reads no request begins.
thread_local bool keeps_connection = false;

class BoundedServer : public httplib::Server {
 public:
  std::atomic<bool> stopping{false};

 private:
  bool process_and_close_socket(socket_t socket) override {
    ++connections_;
    bool good = true;
    try {
      BoundedStream stream(socket, connections_);
      for (int left = kRequestsPerConnection; left > 0 && !stopping; --left) {
        if (!stream.has_buffered() && !stream.wait_for_request(stopping)) break;
        stream.start_request();
        keeps_connection = false;
        bool closed = false;
        good = process_request(stream, left == 1, closed, nullptr);
        if (!good || closed || !keeps_connection) break;
      }
    } catch (const std::exception&) {
      // Out of memory, or a request that the library chokes on: this connection ends, the server does not.
      good = false;
    }
    --connections_;
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return good;
  }

  std::atomic<int> connections_{0};
};

PreviewRequest read_request(const httplib::Request& request) {
  PreviewRequest out;
  out.method = request.method;
  out.target = request.target;
  // Two hosts are no host (RFC 9112 3.2).
  out.has_host = request.get_header_value_count("Host") == 1;
  out.host = request.get_header_value("Host");
  out.origin = request.get_header_value("Origin");
  out.if_none_match = request.get_header_value("If-None-Match");
  out.range = request.get_header_value("Range");
  out.fetch_site = request.get_header_value("Sec-Fetch-Site");
  return out;
}

}  // namespace

struct PreviewServer::Impl {
  std::function<PreviewResponse(const PreviewRequest&)> answer;
  EventHub& events;
  BoundedServer server;

  Impl(std::function<PreviewResponse(const PreviewRequest&)> handler, EventHub& hub)
      : answer(std::move(handler)), events(hub) {
    server.new_task_queue = [] { return new httplib::ThreadPool(kWorkers); };
    server.set_payload_max_length(0);
    server.set_tcp_nodelay(true);
    // Every request is answered here, before the library looks for files, ranges or bodies.
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      handle(request, response);
      return httplib::Server::HandlerResponse::Handled;
    });
  }

  void handle(const httplib::Request& request, httplib::Response& response) {
    const PreviewRequest asked = read_request(request);
    keeps_connection = !request.has_header("Content-Length") && !request.has_header("Transfer-Encoding");
    if (!keeps_connection) response.set_header("Connection", "close");
    // The library would apply a range to our body a second time.
    const_cast<httplib::Request&>(request).ranges.clear();
    std::string path;
    if (request.method == "GET" && decode_target(asked.target, path) && path == "/_gazette/events") {
      listen(asked, response);
      return;
    }
    const PreviewResponse answered = answer(asked);
    response.status = answered.status;
    std::string type;
    for (const auto& [name, value] : answered.headers) {
      if (name == "Content-Type") {
        type = value;
      } else {
        response.set_header(name, value);
      }
    }
    response.set_content(answered.body, type.empty() ? "text/plain" : type.c_str());
  }

  void listen(const PreviewRequest& asked, httplib::Response& response) {
    // The same checks as for a page, and the page that listens must be one of ours.
    const PreviewResponse checked = answer(asked);
    const bool foreign = (!asked.origin.empty() && !is_own_origin(asked.origin, asked.host)) ||
                         asked.fetch_site == "cross-site";
    if (checked.status == 400 || checked.status == 403 || foreign) {
      response.status = foreign ? 403 : checked.status;
      response.set_content("This preview is for this computer alone.\n", "text/plain");
      return;
    }
    if (!events.join(kMostListeners)) {
      response.status = 503;
      response.set_header("Retry-After", "5");
      return;
    }
    response.set_header("Cache-Control", "no-store");
    auto next = std::make_shared<std::uint64_t>(events.next_id());
    auto first = std::make_shared<bool>(true);
    // Exactly this type: with a charset the library would compress the stream and so hold events back.
    response.set_chunked_content_provider(
        "text/event-stream",
        [this, next, first](std::size_t /*offset*/, httplib::DataSink& sink) {
          if (*first) {
            *first = false;
            static constexpr std::string_view kHello = "retry: 500\n\n";
            return sink.write(kHello.data(), kHello.size());
          }
          const auto text = events.wait(*next, 10'000);
          if (!text) {
            sink.done();
            return true;
          }
          // A comment now and then shows that a listener has gone.
          const std::string bytes = text->empty() ? ": still here\n\n" : *text;
          return sink.write(bytes.data(), bytes.size());
        },
        [this](bool /*success*/) { events.leave(); });
  }
};

PreviewServer::PreviewServer(std::function<PreviewResponse(const PreviewRequest&)> answer, EventHub& events)
    : impl_(std::make_unique<Impl>(std::move(answer), events)) {}

PreviewServer::~PreviewServer() {
  stop();
}

int PreviewServer::bind(const std::string& host, int port, TakenPort taken) {
  // Two previews must not share a port, which the library's defaults allow.
  impl_->server.set_socket_options([](socket_t socket) {
    int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  if (port != 0 && impl_->server.bind_to_port(host.c_str(), port)) return port;
  if (port != 0 && taken == TakenPort::Refuse) return 0;
  const int any = impl_->server.bind_to_any_port(host.c_str());
  return std::max(0, any);
}

void PreviewServer::run() {
  impl_->server.listen_after_bind();
}

void PreviewServer::stop() {
  impl_->server.stopping = true;
  impl_->events.close();
  impl_->server.stop();
}

}  // namespace gazette
