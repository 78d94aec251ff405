#pragma once
// Addresses, read and resolved the way browsers do (WHATWG URL Standard, https://url.spec.whatwg.org/):
// tabs and line breaks drop out, `\` is `/`, `%2e%2e` is `..`, and hosts like 0x7f.1 are the IPv4
// addresses they stand for, so that a private address cannot hide.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

/// What browsers quietly mend in an address, as bits of Url::repairs.
enum UrlRepair : std::uint16_t {
  kUrlLineBreak = 1,         // a tab or line break inside
  kUrlOuterSpace = 2,        // blanks at the ends
  kUrlBackslash = 4,         // `\` where `/` is meant
  kUrlBadCharacter = 8,      // a blank or another character that has to be percent-encoded
  kUrlSlashes = 16,          // too few or too many slashes after the scheme
  kUrlBadEscape = 32,        // `%` without two hex digits
  kUrlAboveRoot = 64,        // more `..` than there are folders
  kUrlEncodedDots = 128,     // `%2e` for a dot of `.` or `..`
  kUrlCredentials = 256,     // a user name or password
  kUrlSchemeRelative = 512,  // a scheme before a relative address, as in `http:page.html`
};

/// Why an address cannot be read at all.
enum class UrlFault : std::uint8_t { None, NotAbsolute, NoHost, BadHost, BadPort };

/// An address in parts, each as it stands in the serialised form. Valid as parsed; plain to read and copy.
struct Url {
  std::string scheme;  // lower case, without the colon
  std::string username;
  std::string password;
  std::string host;        // lower case, punycode; IPv6 in brackets
  std::string path;        // starts with `/` unless opaque
  std::string query;       // without `?`
  std::string fragment;    // without `#`
  std::int32_t port = -1;  // -1: the scheme's own
  std::uint16_t repairs = 0;
  bool has_host = false;
  bool has_query = false;
  bool has_fragment = false;
  bool opaque = false;  // `mailto:` and the like: the path is not a hierarchy

  /// http or https.
  bool is_web() const { return scheme == "http" || scheme == "https"; }
  /// The port that is connected to; 0 when the scheme has none.
  std::uint16_t effective_port() const;
  /// `scheme://host:port`, without a slash at the end.
  std::string origin() const;
  /// Path and query: what an HTTP request line holds.
  std::string target() const;
  /// The whole address.
  std::string text() const;
  /// The whole address but for its fragment.
  std::string text_without_fragment() const;
};

/// Reads `input`, against `base` when it is relative. `fault` says why there is no result.
std::optional<Url> parse_url(std::string_view input, const Url* base = nullptr, UrlFault* fault = nullptr);

/// The same into a value that is used again and again, which saves its allocations. False on a fault.
bool parse_url_into(Url& out, std::string_view input, const Url* base, UrlFault* fault = nullptr);

/// The scheme `input` starts with, as written and without the colon; "" when it is a relative address.
std::string_view url_scheme(std::string_view input);

/// Percent-decodes leniently, as browsers do for fragments: a bad escape stays as it is.
std::string percent_decode_lenient(std::string_view text);

}  // namespace gazette
