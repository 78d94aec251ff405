#pragma once
// The parts of an HTTP answer that are read with care because anybody can send them: heads are tidied
// before a library sees them, bodies are unpacked up to a bound.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// The value of the first header of that name, in any case; "" when there is none.
std::string_view find_header(const HttpHeaders& headers, std::string_view name);

/// Offset after the blank line that ends a head; nullopt when `bytes` does not hold it yet. Bare line
/// feeds count as line ends.
std::optional<std::size_t> find_head_end(std::string_view bytes);

/// A head in the strict form that cpp-httplib reads: CRLF, a status line with a reason, only the headers
/// that a client of ours reads, no over-long lines, no length beside chunks. nullopt when this is not HTTP/1.
struct CleanHead {
  int status = 0;
  std::string text;
};
std::optional<CleanHead> clean_response_head(std::string_view head);

/// Unpacks gzip and deflate as it arrives. What claims to be packed and is not passes as it is.
class BodyDecoder {
 public:
  /// `encoding` is the Content-Encoding header; `limit` bounds the unpacked size.
  BodyDecoder(std::string_view encoding, std::size_t limit);
  ~BodyDecoder();
  BodyDecoder(const BodyDecoder&) = delete;
  BodyDecoder& operator=(const BodyDecoder&) = delete;

  /// False when the limit is reached; more is not wanted then.
  bool add(std::string_view bytes);
  const std::string& body() const { return body_; }
  /// False when the body is packed in a way that was never asked for, or its packing is broken or cut off:
  /// nobody can say then what it does not hold.
  bool is_whole() const;
  std::string& body() { return body_; }

 private:
  struct Inflater;
  bool inflate(std::string_view bytes);

  std::unique_ptr<Inflater> inflater_;
  bool unknown_packing_ = false;
  std::size_t limit_;
  std::string body_;
};

/// Text in UTF-8. The encoding comes from a byte order mark, else `content_type`, else a meta element near
/// the start; what cannot be converted stays as it is.
std::string body_as_utf8(std::string body, std::string_view content_type);

/// Seconds since 1970 of an HTTP date; nullopt when it is none.
std::optional<std::int64_t> parse_http_date(std::string_view text);

}  // namespace gazette
