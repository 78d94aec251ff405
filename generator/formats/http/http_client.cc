// cpp-httplib speaks HTTP; the bytes come and go through a stream of ours, which has a deadline, drops
// interim answers and tidies heads before the library reads them.
#include "formats/http/http_client.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <unordered_map>

#include "base/text.h"

namespace gazette {
namespace {

constexpr std::size_t kLargestHead = 256U << 10U;
constexpr int kMostInterimAnswers = 20;
/// A body nobody wants is still read up to this size, since that keeps the connection.
constexpr std::size_t kWorthReading = 64U << 10U;
constexpr auto kKeepFor = std::chrono::seconds(4);

/// One request and its answer on a socket.
class ExchangeStream final : public httplib::Stream {
 public:
  ExchangeStream(NetSocket& socket, Deadline deadline) : socket_(socket), deadline_(deadline) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return -1; }

  ssize_t write(const char* data, size_t size) override {
    // Requests are short and written in many small pieces; one packet is kinder.
    request_.append(data, size);
    return static_cast<ssize_t>(size);
  }

  ssize_t read(char* data, size_t size) override {
    if (!head_done_ && !read_head()) return -1;
    if (offset_ < buffer_.size()) {
      const std::size_t count = std::min(size, buffer_.size() - offset_);
      std::copy_n(buffer_.data() + offset_, count, data);
      offset_ += count;
      return static_cast<ssize_t>(count);
    }
    const std::ptrdiff_t got = socket_.read(data, size, deadline_, error_);
    ended_ = ended_ || got <= 0;
    return got;
  }

  const NetError& error() const { return error_; }
  bool answered() const { return answered_; }
  /// Nothing is left over that would be taken for the next answer.
  bool clean() const { return head_done_ && !ended_ && offset_ == buffer_.size(); }

 private:
  bool fail(NetFault fault, std::string detail) {
    if (error_.fault == NetFault::None) error_ = {fault, std::move(detail)};
    ended_ = true;
    return false;
  }

  bool read_head() {
    if (!socket_.write(request_.data(), request_.size(), deadline_, error_))
      return fail(NetFault::Broken, "the request could not be sent");
    request_.clear();
    std::string bytes;
    for (int interim = 0; interim <= kMostInterimAnswers;) {
      const auto end = find_head_end(bytes);
      if (!end) {
        if (!read_more(bytes)) return false;
        continue;
      }
      const auto head = clean_response_head(std::string_view(bytes).substr(0, *end));
      if (!head) return fail(NetFault::NotHttp, "what the host answers is not HTTP");
      bytes.erase(0, *end);
      if (head->status < 200 && head->status != 101) {
        ++interim;
        continue;
      }
      buffer_ = head->text + bytes;
      head_done_ = true;
      return true;
    }
    return fail(NetFault::TooLarge, "the host sends interim answers without end");
  }

  bool read_more(std::string& bytes) {
    char chunk[4096];
    const std::ptrdiff_t got = socket_.read(chunk, sizeof chunk, deadline_, error_);
    if (got < 0) return fail(NetFault::Broken, "the host broke the connection off");
    if (got == 0) {
      return bytes.empty() ? fail(NetFault::Closed, "the host closed the connection without an answer")
                           : fail(looks_like_http(bytes) ? NetFault::Broken : NetFault::NotHttp,
                                  "the host's answer breaks off");
    }
    answered_ = true;
    bytes.append(chunk, static_cast<std::size_t>(got));
    if (bytes.size() > kLargestHead)
      return fail(NetFault::TooLarge, "the head of the host's answer does not end");
    if (!looks_like_http(bytes)) return fail(NetFault::NotHttp, "what the host answers is not HTTP");
    return true;
  }

  static bool looks_like_http(std::string_view bytes) {
    constexpr std::string_view kStart = "HTTP/1.";
    return bytes.substr(0, kStart.size()) == kStart.substr(0, bytes.size());
  }

  NetSocket& socket_;
  Deadline deadline_;
  NetError error_;
  std::string request_;
  std::string buffer_;
  std::size_t offset_ = 0;
  bool head_done_ = false;
  bool answered_ = false;
  bool ended_ = false;
};

/// Lends cpp-httplib our stream in place of a socket of its own.
class Exchange final : public httplib::ClientImpl {
 public:
  Exchange(const Url& url, ExchangeStream& stream)
      : ClientImpl(url.host, url.effective_port()), stream_(stream) {
    set_keep_alive(true);
    set_follow_location(false);
    set_url_encode(false);
    set_decompress(false);
  }

 private:
  bool create_and_connect_socket(Socket& socket, httplib::Error& error) override {
    // The library wants a descriptor to open and close; it never talks through this one.
    socket.sock = eventfd(0, EFD_CLOEXEC);
    error = socket.sock < 0 ? httplib::Error::Connection : httplib::Error::Success;
    return socket.sock >= 0;
  }
  bool process_socket(const Socket&, std::function<bool(httplib::Stream&)> callback) override {
    return callback(stream_);
  }

  ExchangeStream& stream_;
};

std::string host_header(const Url& url) {
  return url.port < 0 ? url.host : fmt::format("{}:{}", url.host, url.port);
}

bool has_no_body(HttpMethod method, int status) {
  return method == HttpMethod::Head || status == 204 || status == 304 || status < 200;
}

bool ends_with_connection(const httplib::Response& response) {
  const std::string connection = to_lower_ascii(response.get_header_value("Connection"));
  if (connection.find("close") != std::string::npos) return true;
  return response.version == "HTTP/1.0" && connection.find("keep-alive") == std::string::npos;
}

/// Whether the length of the body is known from its head, so that its end is not the connection's.
bool is_delimited(const httplib::Response& response) {
  return response.has_header("Content-Length") ||
         to_lower_ascii(response.get_header_value("Transfer-Encoding")).find("chunked") != std::string::npos;
}

struct Outcome {
  HttpReply reply;
  bool reusable = false;
  bool stale = false;  // the connection had been closed before we asked
};

Outcome exchange(NetSocket& socket, const HttpRequest& request) {
  ExchangeStream stream(socket, request.deadline);
  Exchange client(request.url, stream);
  Outcome outcome;
  httplib::Request message;
  message.method = request.method == HttpMethod::Head ? "HEAD" : "GET";
  message.path = request.url.target();
  message.headers.emplace("Host", host_header(request.url));
  for (const auto& [name, value] : request.headers) message.headers.emplace(name, value);
  bool headers_seen = false;
  bool stopped = false;
  std::unique_ptr<BodyDecoder> decoder;
  std::size_t unwanted = 0;
  message.response_handler = [&](const httplib::Response& response) {
    headers_seen = true;
    decoder = std::make_unique<BodyDecoder>(response.get_header_value("Content-Encoding"),
                                            std::max<std::size_t>(request.body_limit, 1));
    const bool wanted = request.body_limit > 0 && response.status >= 200 && response.status < 300;
    const bool small = response.has_header("Content-Length") &&
                       response.get_header_value<std::uint64_t>("Content-Length") <= kWorthReading;
    stopped = has_no_body(request.method, response.status) || (!wanted && !small);
    if (!wanted) decoder.reset();
    return !stopped;
  };
  std::size_t next_look = 16U << 10U;
  message.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    if (!decoder) {
      unwanted += size;
      stopped = unwanted > 2 * kWorthReading;
      return !stopped;
    }
    stopped = !decoder->add({data, size});
    if (!stopped && request.enough && decoder->body().size() >= next_look) {
      stopped = request.enough(decoder->body());
      next_look *= 2;
    }
    return !stopped;
  };
  httplib::Response response;
  httplib::Error error = httplib::Error::Success;
  const bool complete = client.send(message, response, error);
  if (response.status > 0 && (complete || headers_seen)) {
    outcome.reply.status = response.status;
    for (const auto& [name, value] : response.headers) outcome.reply.headers.emplace_back(name, value);
    if (decoder) outcome.reply.body = std::move(decoder->body());
    outcome.reply.body_complete = complete && (!decoder || decoder->is_whole());
    outcome.reusable = complete && stream.clean() && !ends_with_connection(response) &&
                       (has_no_body(request.method, response.status) || is_delimited(response));
    if (!complete && !stopped) {
      outcome.reply.fault = stream.error().fault == NetFault::None ? NetFault::Broken : stream.error().fault;
      outcome.reply.detail = "the host's answer breaks off";
    }
    return outcome;
  }
  const NetError& failure = stream.error();
  outcome.reply.fault = failure.fault == NetFault::None ? NetFault::NotHttp : failure.fault;
  outcome.reply.detail = failure.detail.empty() ? "what the host answers is not HTTP" : failure.detail;
  outcome.stale =
      !stream.answered() && (failure.fault == NetFault::Closed || failure.fault == NetFault::Broken);
  return outcome;
}

}  // namespace

struct HttpClient::State {
  struct Idle {
    std::string origin;
    std::unique_ptr<NetSocket> socket;
    Deadline since;
  };
  struct Resolved {
    std::vector<NetAddress> addresses;
    NetError error;
  };

  std::mutex mutex;
  std::size_t limit = 1;
  std::size_t busy = 0;
  std::list<Idle> idle;  // oldest first
  std::unordered_map<std::string, Resolved> names;

  std::unique_ptr<NetSocket> take(const std::string& origin, bool new_connection) {
    const std::lock_guard lock(mutex);
    ++busy;
    const auto now = std::chrono::steady_clock::now();
    while (!idle.empty() && now - idle.front().since > kKeepFor) idle.pop_front();
    for (auto it = idle.rbegin(); !new_connection && it != idle.rend(); ++it) {
      if (it->origin != origin) continue;
      std::unique_ptr<NetSocket> socket = std::move(it->socket);
      idle.erase(std::next(it).base());
      if (socket->is_quiet()) return socket;
      break;
    }
    while (!idle.empty() && busy + idle.size() > limit) idle.pop_front();
    return nullptr;
  }

  void give_back(const std::string& origin, std::unique_ptr<NetSocket> socket) {
    const std::lock_guard lock(mutex);
    --busy;
    if (socket) idle.push_back({origin, std::move(socket), std::chrono::steady_clock::now()});
  }

  Resolved resolve(const Url& url, Deadline deadline) {
    const std::string key = fmt::format("{} {}", url.host, url.effective_port());
    {
      const std::lock_guard lock(mutex);
      if (const auto found = names.find(key); found != names.end()) return found->second;
    }
    Resolved resolved;
    resolved.addresses = resolve_host(url.host, url.effective_port(), deadline, resolved.error);
    const std::lock_guard lock(mutex);
    return names.emplace(key, std::move(resolved)).first->second;
  }

  std::unique_ptr<NetSocket> open(const HttpRequest& request, NetError& error) {
    Resolved resolved = resolve(request.url, request.deadline);
    error = resolved.error;
    if (resolved.addresses.empty()) return nullptr;
    if (!request.allow_private) {
      // Checked on the very addresses that are connected to: a name cannot change its mind in between.
      std::erase_if(resolved.addresses, [](const NetAddress& address) { return address.is_private(); });
      if (resolved.addresses.empty()) {
        error = {NetFault::PrivateAddress, "the host's name stands for an address of a private network"};
        return nullptr;
      }
    }
    std::unique_ptr<NetSocket> socket = NetSocket::connect(resolved.addresses, request.deadline, error);
    if (socket && request.url.scheme == "https" &&
        !socket->start_tls(request.url.host, request.deadline, error))
      return nullptr;
    return socket;
  }
};

HttpClient::HttpClient(std::size_t connections) : state_(std::make_unique<State>()) {
  state_->limit = std::max<std::size_t>(connections, 1);
}
HttpClient::~HttpClient() = default;

HttpReply HttpClient::send(const HttpRequest& request) {
  const std::string origin = request.url.origin();
  std::unique_ptr<NetSocket> socket = state_->take(origin, request.new_connection);
  bool used_before = socket != nullptr;
  Outcome outcome;
  while (true) {
    NetError error;
    if (!socket) socket = state_->open(request, error);
    if (!socket) {
      outcome = {};
      outcome.reply.fault = error.fault;
      outcome.reply.detail = error.detail;
      break;
    }
    outcome = exchange(*socket, request);
    if (!(outcome.stale && used_before)) break;
    socket.reset();  // the host had grown tired of this connection; that says nothing about the address
    used_before = false;
  }
  state_->give_back(origin, outcome.reusable ? std::move(socket) : nullptr);
  return std::move(outcome.reply);
}

}  // namespace gazette
