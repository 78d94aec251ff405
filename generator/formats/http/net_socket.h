#pragma once
// Connections to other hosts that cannot be held up: every call ends by its deadline, whatever the other
// side does, and addresses that are not public are refused after the name has been looked up.

#include <sys/socket.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace gazette {

using Deadline = std::chrono::steady_clock::time_point;

enum class NetFault : std::uint8_t {
  None,
  NoSuchHost,      // the name has no address
  LookupFailed,    // the name server did not answer: nothing is known
  PrivateAddress,  // only addresses that must not be contacted
  Refused,
  Unreachable,
  TimedOut,
  Broken,       // reset, or closed in the middle
  Closed,       // closed before a byte of an answer
  NotHttp,      // an answer that is not HTTP
  TooLarge,     // a head without end
  Certificate,  // a certificate that browsers refuse; `detail` names the reason
  Authority,    // a certificate from an authority that is not known here
  NoTls,        // the other side does not speak TLS, or none that is in use today
};

struct NetError {
  NetFault fault = NetFault::None;
  std::string detail;  // in words for people
};

struct NetAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;

  bool is_private() const;
  std::string text() const;
};

/// Addresses of a host (a name, or an address in the form Url::host has it), at most eight. Looks names up
/// in a thread of its own, since the system's resolver knows no deadline.
std::vector<NetAddress> resolve_host(const std::string& host, std::uint16_t port, Deadline deadline,
                                     NetError& error);

/// One connected TCP stream, with TLS on top when asked for. Owned by one thread at a time.
class NetSocket {
 public:
  static std::unique_ptr<NetSocket> connect(std::span<const NetAddress> addresses, Deadline deadline,
                                            NetError& error);
  NetSocket(const NetSocket&) = delete;
  NetSocket& operator=(const NetSocket&) = delete;
  ~NetSocket();

  /// Greets, and verifies the certificate against the system's authorities and `host`.
  bool start_tls(const std::string& host, Deadline deadline, NetError& error);
  /// Up to `size` bytes; 0 at the end of the stream, -1 with `error` filled.
  std::ptrdiff_t read(char* data, std::size_t size, Deadline deadline, NetError& error);
  /// All of it, or false.
  bool write(const char* data, std::size_t size, Deadline deadline, NetError& error);
  /// Nothing has been sent to us since the last answer, and the other side has not closed.
  bool is_quiet() const;

 private:
  explicit NetSocket(int descriptor);
  bool wait(bool for_writing, Deadline deadline, NetError& error) const;
  bool wait_for_tls(int result, Deadline deadline, NetError& error);

  struct Tls;
  int descriptor_;
  std::unique_ptr<Tls> tls_;
};

}  // namespace gazette
