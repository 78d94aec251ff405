// Sockets with deadlines, and TLS through OpenSSL.
#include "formats/http/net_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <thread>

#include "formats/url_host.h"

namespace gazette {
namespace {

constexpr std::size_t kMostAddresses = 8;

int milliseconds_left(Deadline deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now())
          .count();
  return static_cast<int>(std::clamp<long long>(left, 0, 1'000'000));
}

/// What a lookup leaves behind; shared with its thread, which may outlive the caller's patience.
struct Lookup {
  std::mutex mutex;
  std::condition_variable finished;
  bool done = false;
  int status = 0;
  std::vector<NetAddress> addresses;
};

std::vector<NetAddress> copy_addresses(const addrinfo* list, std::uint16_t port) {
  std::vector<NetAddress> addresses;
  for (; list != nullptr && addresses.size() < kMostAddresses; list = list->ai_next) {
    if (list->ai_family != AF_INET && list->ai_family != AF_INET6) continue;
    NetAddress address;
    std::memcpy(&address.storage, list->ai_addr, list->ai_addrlen);
    address.length = list->ai_addrlen;
    if (list->ai_family == AF_INET) reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port = htons(port);
    if (list->ai_family == AF_INET6)
      reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_port = htons(port);
    addresses.push_back(address);
  }
  return addresses;
}

int look_up(const std::string& name, std::uint16_t port, int flags, std::vector<NetAddress>& addresses) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* list = nullptr;
  const int status = getaddrinfo(name.c_str(), nullptr, &hints, &list);
  if (status == 0) {
    addresses = copy_addresses(list, port);
    freeaddrinfo(list);
  }
  return status;
}

bool is_address(const std::string& host) {
  const HostKind kind = classify_host(host);
  return kind == HostKind::PublicAddress || kind == HostKind::PrivateAddress;
}

void explain_errno(int code, NetError& error) {
  switch (code) {
    case ECONNREFUSED:
      error = {NetFault::Refused, "the host refuses connections"};
      return;
    case ETIMEDOUT:
      error = {NetFault::TimedOut, "no answer in time"};
      return;
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED:
      error = {NetFault::Broken, "the host broke the connection off"};
      return;
    default:
      error = {NetFault::Unreachable, fmt::format("the host cannot be reached ({})", std::strerror(code))};
  }
}

/// OpenSSL writes without MSG_NOSIGNAL, so a host that hangs up would end the program. The signal goes to
/// the thread that writes, and is blocked there alone.
void block_broken_pipe_signal() {
  static thread_local const bool blocked = [] {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    return pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0;
  }();
  static_cast<void>(blocked);
}

/// The settings that all TLS connections share; reading the authorities once saves much time.
SSL_CTX* shared_tls_settings() {
  static SSL_CTX* const settings = [] {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    if (context == nullptr) return context;
    SSL_CTX_set_default_verify_paths(context);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    constexpr unsigned char kProtocols[] = "\x08http/1.1";
    SSL_CTX_set_alpn_protos(context, kProtocols, sizeof kProtocols - 1);
    return context;
  }();
  return settings;
}

void explain_certificate(long result, NetError& error) {
  switch (result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      error = {NetFault::Certificate, "the host's certificate has expired"};
      return;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      error = {NetFault::Certificate, "the host's certificate is not valid yet"};
      return;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      error = {NetFault::Certificate, "the host vouches for its certificate itself"};
      return;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      error = {NetFault::Certificate, "the certificate is for another host"};
      return;
    case X509_V_ERR_CERT_REVOKED:
      error = {NetFault::Certificate, "the host's certificate has been revoked"};
      return;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      error = {NetFault::Authority,
               "the host's certificate is from an authority that is not known on this machine"};
      return;
    default:
      error = {NetFault::Certificate,
               fmt::format("the host's certificate is refused: {}", X509_verify_cert_error_string(result))};
  }
}

}  // namespace

struct NetSocket::Tls {
  SSL* ssl = nullptr;
  ~Tls() { SSL_free(ssl); }
};

bool NetAddress::is_private() const {
  if (storage.ss_family == AF_INET) {
    return is_private_ipv4(ntohl(reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr.s_addr));
  }
  Ipv6Bytes bytes{};
  std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr, bytes.size());
  return is_private_ipv6(bytes);
}

std::string NetAddress::text() const {
  char buffer[INET6_ADDRSTRLEN] = "";
  if (storage.ss_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr, buffer, sizeof buffer);
  } else {
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr, buffer, sizeof buffer);
  }
  return buffer;
}

std::vector<NetAddress> resolve_host(const std::string& host, std::uint16_t port, Deadline deadline,
                                     NetError& error) {
  std::vector<NetAddress> addresses;
  if (is_address(host)) {
    const std::string plain = host.starts_with("[") ? host.substr(1, host.size() - 2) : host;
    if (look_up(plain, port, AI_NUMERICHOST, addresses) != 0)
      error = {NetFault::NoSuchHost, "no such address"};
    return addresses;
  }
  for (const std::string_view reserved : {".invalid", ".test", ".example"}) {
    if (!host.ends_with(reserved)) continue;
    error = {NetFault::NoSuchHost,
             "there is no host of this name"};  // by RFC 6761, whatever a name server says
    return addresses;
  }
  auto lookup = std::make_shared<Lookup>();
  std::thread([lookup, host, port] {
    std::vector<NetAddress> found;
    const int status = look_up(host, port, AI_ADDRCONFIG, found);
    const std::lock_guard lock(lookup->mutex);
    lookup->addresses = std::move(found);
    lookup->status = status;
    lookup->done = true;
    lookup->finished.notify_all();
  }).detach();
  std::unique_lock lock(lookup->mutex);
  if (!lookup->finished.wait_until(lock, deadline, [&] { return lookup->done; })) {
    error = {NetFault::LookupFailed, "the host's name could not be looked up in time"};
    return addresses;
  }
  if (lookup->status == EAI_NONAME || lookup->status == EAI_NODATA) {
    error = {NetFault::NoSuchHost, "there is no host of this name"};
  } else if (lookup->status != 0) {
    error = {NetFault::LookupFailed,
             fmt::format("the host's name could not be looked up ({})", gai_strerror(lookup->status))};
  }
  return lookup->addresses;
}

std::unique_ptr<NetSocket> NetSocket::connect(std::span<const NetAddress> addresses, Deadline deadline,
                                              NetError& error) {
  error = {NetFault::NoSuchHost, "the host has no address"};
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const NetAddress& address = addresses[i];
    std::unique_ptr<NetSocket> socket(
        new NetSocket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)));
    if (socket->descriptor_ < 0) {
      explain_errno(errno, error);
      continue;
    }
    const int on = 1;
    setsockopt(socket->descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const int result =
        ::connect(socket->descriptor_, reinterpret_cast<const sockaddr*>(&address.storage), address.length);
    int code = result == 0 ? 0 : errno;
    if (code == EINPROGRESS) {
      // An address that swallows packets must leave time for the next one.
      const auto now = std::chrono::steady_clock::now();
      const Deadline share = i + 1 < addresses.size() ? now + (deadline - now) / 2 : deadline;
      if (!socket->wait(true, share, error)) continue;
      socklen_t size = sizeof code;
      getsockopt(socket->descriptor_, SOL_SOCKET, SO_ERROR, &code, &size);
    }
    if (code == 0) {
      error = {};
      return socket;
    }
    explain_errno(code, error);
  }
  return nullptr;
}

NetSocket::NetSocket(int descriptor) : descriptor_(descriptor) {}

NetSocket::~NetSocket() {
  tls_.reset();
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool NetSocket::wait(bool for_writing, Deadline deadline, NetError& error) const {
  pollfd entry{descriptor_, static_cast<short>(for_writing ? POLLOUT : POLLIN), 0};
  while (true) {
    const int result = ::poll(&entry, 1, milliseconds_left(deadline));
    if (result > 0) return true;
    if (result < 0 && errno == EINTR) continue;
    error = {NetFault::TimedOut, "no answer in time"};
    return false;
  }
}

/// True when the TLS call should be made again.
bool NetSocket::wait_for_tls(int result, Deadline deadline, NetError& error) {
  const int saved = errno;
  switch (SSL_get_error(tls_->ssl, result)) {
    case SSL_ERROR_WANT_READ:
      return wait(false, deadline, error);
    case SSL_ERROR_WANT_WRITE:
      return wait(true, deadline, error);
    case SSL_ERROR_ZERO_RETURN:
      error = {NetFault::Closed, "the host closed the connection"};
      return false;
    case SSL_ERROR_SYSCALL:
      explain_errno(saved == 0 ? ECONNRESET : saved, error);
      return false;
    default: {
      const unsigned long code = ERR_peek_last_error();
      const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
      error = {NetFault::Broken, fmt::format("the encrypted connection broke off ({})",
                                             reason == nullptr ? "no reason given" : reason)};
      return false;
    }
  }
}

bool NetSocket::start_tls(const std::string& host, Deadline deadline, NetError& error) {
  block_broken_pipe_signal();
  SSL_CTX* settings = shared_tls_settings();
  tls_ = std::make_unique<Tls>();
  tls_->ssl = settings == nullptr ? nullptr : SSL_new(settings);
  if (tls_->ssl == nullptr) {
    error = {NetFault::NoTls, "TLS is not available on this machine"};
    return false;
  }
  SSL_set_fd(tls_->ssl, descriptor_);
  if (is_address(host)) {
    const std::string plain = host.starts_with("[") ? host.substr(1, host.size() - 2) : host;
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_->ssl), plain.c_str());
  } else {
    SSL_set_tlsext_host_name(tls_->ssl, host.c_str());
    SSL_set1_host(tls_->ssl, host.c_str());
  }
  while (true) {
    ERR_clear_error();
    errno = 0;
    const int result = SSL_connect(tls_->ssl);
    if (result == 1) return true;
    const int kind = SSL_get_error(tls_->ssl, result);
    const long verdict = SSL_get_verify_result(tls_->ssl);
    if (kind == SSL_ERROR_SSL && verdict != X509_V_OK) {
      explain_certificate(verdict, error);
      return false;
    }
    if (kind == SSL_ERROR_SSL) {
      const char* reason = ERR_reason_error_string(ERR_peek_last_error());
      error = {NetFault::NoTls, fmt::format("the host does not speak TLS as browsers do ({})",
                                            reason == nullptr ? "no reason given" : reason)};
      return false;
    }
    if (kind == SSL_ERROR_SYSCALL && errno == 0) {
      error = {NetFault::NoTls, "the host closed the connection instead of greeting"};
      return false;
    }
    if (!wait_for_tls(result, deadline, error)) return false;
  }
}

std::ptrdiff_t NetSocket::read(char* data, std::size_t size, Deadline deadline, NetError& error) {
  while (true) {
    if (std::chrono::steady_clock::now() >= deadline) {
      error = {NetFault::TimedOut, "no answer in time"};
      return -1;
    }
    if (tls_) {
      block_broken_pipe_signal();
      ERR_clear_error();
      errno = 0;
      const int got = SSL_read(tls_->ssl, data, static_cast<int>(std::min<std::size_t>(size, 1U << 20U)));
      if (got > 0) return got;
      const int kind = SSL_get_error(tls_->ssl, got);
      // Many servers end without a farewell; what matters is whether the HTTP message is complete.
      const bool unannounced = (kind == SSL_ERROR_SYSCALL && errno == 0) ||
                               (kind == SSL_ERROR_SSL &&
                                ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING);
      if (kind == SSL_ERROR_ZERO_RETURN || unannounced) return 0;
      if (!wait_for_tls(got, deadline, error)) return -1;
      continue;
    }
    const ssize_t got = ::recv(descriptor_, data, size, 0);
    if (got >= 0) return got;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!wait(false, deadline, error)) return -1;
    } else if (errno != EINTR) {
      explain_errno(errno, error);
      return -1;
    }
  }
}

bool NetSocket::write(const char* data, std::size_t size, Deadline deadline, NetError& error) {
  while (size > 0) {
    if (tls_) {
      block_broken_pipe_signal();
      ERR_clear_error();
      errno = 0;
      const int sent = SSL_write(tls_->ssl, data, static_cast<int>(std::min<std::size_t>(size, 1U << 20U)));
      if (sent > 0) {
        data += sent;
        size -= static_cast<std::size_t>(sent);
      } else if (!wait_for_tls(sent, deadline, error)) {
        return false;
      }
      continue;
    }
    const ssize_t sent = ::send(descriptor_, data, size, MSG_NOSIGNAL);
    if (sent >= 0) {
      data += sent;
      size -= static_cast<std::size_t>(sent);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!wait(true, deadline, error)) return false;
    } else if (errno != EINTR) {
      explain_errno(errno, error);
      return false;
    }
  }
  return true;
}

bool NetSocket::is_quiet() const {
  // TLS may hold session tickets that have not been read, which is fine; a close shows as readable as well.
  char byte = 0;
  const ssize_t got = ::recv(descriptor_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (got < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
  return got > 0 && tls_ != nullptr;
}

}  // namespace gazette
