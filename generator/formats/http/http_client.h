#pragma once
// Asks HTTP servers, one request at a time per connection, through cpp-httplib, which stays inside
// http_client.cc. Connections are kept and used again. No call lasts beyond its deadline, no answer is
// read beyond its bounds, no redirect is followed: that is for the caller to decide, hop by hop.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "formats/http/http_message.h"
#include "formats/http/net_socket.h"
#include "formats/url.h"

namespace gazette {

enum class HttpMethod : std::uint8_t { Head, Get };

struct HttpRequest {
  HttpMethod method = HttpMethod::Head;
  Url url;              // http or https
  HttpHeaders headers;  // besides Host
  Deadline deadline;
  bool allow_private = false;
  bool new_connection = false;  // do not use a kept one
  std::size_t body_limit = 0;   // unpacked bytes to keep; 0: the body is not wanted
  /// Called as the body grows; true when it is enough. May be empty.
  std::function<bool(std::string_view body)> enough;
};

struct HttpReply {
  NetFault fault = NetFault::None;
  std::string detail;  // what went wrong, in words for people
  int status = 0;      // 0 when there was no answer
  HttpHeaders headers;
  std::string body;            // unpacked, in the encoding it came in
  bool body_complete = false;  // all of it is in `body`

  std::string_view header(std::string_view name) const { return find_header(headers, name); }
};

/// Keeps connections for a run. Safe to use from several threads at once.
class HttpClient {
 public:
  /// At most `connections` are open at one time, in use or kept for later. More than there are requests at
  /// one time saves greetings where requests go back and forth between hosts.
  explicit HttpClient(std::size_t connections);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  HttpReply send(const HttpRequest& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gazette
