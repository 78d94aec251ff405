#pragma once
// A web server on a free loopback port that does exactly what a test tells it to, byte by byte. It stops
// when it goes out of scope.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace gazette::test {

class LoopbackServer {
 public:
  /// What came in and the way to answer.
  struct Exchange {
    LoopbackServer& server;
    int descriptor;
    std::string method;
    std::string target;
    std::string head;  // of the request, in whole
    int attempt = 1;   // how often this target has been asked for
    bool keep = false;

    bool send(std::string_view bytes) const {
      return ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
             static_cast<ssize_t>(bytes.size());
    }
    /// A whole answer with a length; the connection stays open.
    void answer(int status, const std::string& body = "<p id=found>x</p>",
                const std::string& headers = "Content-Type: text/html\r\n") {
      std::string out = "HTTP/1.1 " + std::to_string(status) + " Status\r\n" + headers +
                        "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
      if (method != "HEAD") out += body;
      send(out);
      keep = true;
    }
    void redirect(int status, const std::string& location, const std::string& headers = "") {
      answer(status, "", "Location: " + location + "\r\n" + headers);
    }
    /// Drops the connection with a reset instead of a farewell.
    void reset() const {
      const linger hard{1, 0};
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }
    /// Waits, but not longer than the server lives.
    void wait(std::chrono::milliseconds time) const {
      const auto end = std::chrono::steady_clock::now() + time;
      while (!server.stopping_ && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    bool stopping() const { return server.stopping_; }
  };
  using Handler = std::function<void(Exchange&)>;

  explicit LoopbackServer(Handler handler, const char* address = "127.0.0.1") : handler_(std::move(handler)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in name{};
    name.sin_family = AF_INET;
    inet_pton(AF_INET, address, &name.sin_addr);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&name), sizeof name);
    ::listen(listener_, 128);
    socklen_t size = sizeof name;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&name), &size);
    port_ = ntohs(name.sin_port);
    base_ = std::string("http://") + address + ":" + std::to_string(port_);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~LoopbackServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
      const std::lock_guard lock(mutex_);
      for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
    }
    for (std::thread& thread : threads_) thread.join();
    ::close(listener_);
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  const std::string& base() const { return base_; }
  int port() const { return port_; }
  std::vector<std::string> requests() {  // "HEAD /path", in order
    const std::lock_guard lock(mutex_);
    return log_;
  }
  int peak() const { return peak_; }
  int connections() const { return connections_; }

 private:
  void accept_all() {
    while (!stopping_) {
      const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (descriptor < 0) break;
      ++connections_;
      const std::lock_guard lock(mutex_);
      open_.insert(descriptor);
      threads_.emplace_back([this, descriptor] { serve(descriptor); });
    }
  }

  void serve(int descriptor) {
    std::string bytes;
    while (!stopping_) {
      std::size_t end = 0;
      while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
        char chunk[4096];
        const ssize_t got = ::recv(descriptor, chunk, sizeof chunk, 0);
        if (got <= 0) break;
        bytes.append(chunk, static_cast<std::size_t>(got));
        if (bytes.front() == 0x16) break;  // a TLS greeting
      }
      if (end == std::string::npos) break;
      Exchange exchange{*this, descriptor, "", "", bytes.substr(0, end + 2)};
      bytes.erase(0, end + 4);
      exchange.method = exchange.head.substr(0, exchange.head.find(' '));
      exchange.target = exchange.head.substr(exchange.method.size() + 1);
      exchange.target.resize(exchange.target.find(' '));
      {
        const std::lock_guard lock(mutex_);
        log_.push_back(exchange.method + " " + exchange.target);
        exchange.attempt = ++attempts_[exchange.target];
        peak_ = std::max(peak_.load(), ++busy_);
      }
      handler_(exchange);
      --busy_;
      if (!exchange.keep) break;
    }
    const std::lock_guard lock(mutex_);
    open_.erase(descriptor);
    ::close(descriptor);
  }

  Handler handler_;
  int listener_ = -1;
  int port_ = 0;
  std::string base_;
  std::thread acceptor_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::vector<std::thread> threads_;
  std::set<int> open_;
  std::vector<std::string> log_;
  std::map<std::string, int> attempts_;
  std::atomic<int> busy_ = 0;
  std::atomic<int> peak_ = 0;
  std::atomic<int> connections_ = 0;
};

}  // namespace gazette::test
