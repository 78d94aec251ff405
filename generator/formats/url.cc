// The URL parser: section 4.4 of the standard, written as functions per part instead of one state machine.
#include "formats/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/url_host.h"

namespace gazette {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

// The percent-encode sets of section 1.3, as bits per ASCII character.
enum EncodeSet : std::uint8_t {
  kFragmentSet = 1,
  kQuerySet = 2,
  kSpecialQuerySet = 4,
  kPathSet = 8,
  kUserSet = 16,
  kControlSet = 32
};

constexpr std::array<std::uint8_t, 256> make_encode_table() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t c = 0; c < 256; ++c) {
    if (c < 0x20 || c > 0x7E) table[c] = 63;
  }
  const auto add = [&](std::string_view characters, unsigned sets) {
    for (const char c : characters) {
      auto& bits = table[static_cast<unsigned char>(c)];
      bits = static_cast<std::uint8_t>(bits | sets);
    }
  };
  add(" \"<>", kFragmentSet | kQuerySet | kSpecialQuerySet | kPathSet | kUserSet);
  add("`", kFragmentSet | kPathSet | kUserSet);
  add("#", kQuerySet | kSpecialQuerySet | kPathSet | kUserSet);
  add("'", kSpecialQuerySet);
  add("?^{}", kPathSet | kUserSet);
  add("/:;=@[\\]|", kUserSet);
  return table;
}

constexpr std::array<std::uint8_t, 256> kEncodeTable = make_encode_table();

bool is_hex(char c) {
  const char lower = ascii_lower(c);
  return is_ascii_digit(c) || (lower >= 'a' && lower <= 'f');
}

void append_encoded(std::string& out, std::string_view text, EncodeSet set, std::uint16_t& repairs) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((kEncodeTable[byte] & set) == 0) {
      out += text[i];
      if (byte == '%' && !(i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])))
        repairs |= kUrlBadEscape;
      continue;
    }
    if (byte < 0x80) repairs |= kUrlBadCharacter;
    out += '%';
    out += kHexDigits[byte >> 4U];
    out += kHexDigits[byte & 15U];
  }
}

bool is_special(std::string_view scheme) {
  return scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "ws" || scheme == "wss" ||
         scheme == "file";
}

std::int32_t default_port(std::string_view scheme) {
  if (scheme == "http" || scheme == "ws") return 80;
  if (scheme == "https" || scheme == "wss") return 443;
  return scheme == "ftp" ? 21 : -1;
}

bool is_c0_or_space(char c) {
  return static_cast<unsigned char>(c) <= 0x20;
}
bool is_tab_or_line_break(char c) {
  return c == '\t' || c == '\n' || c == '\r';
}

/// 1 for `.`, 2 for `..`, 0 otherwise; `%2e` is a dot.
int dot_segment(std::string_view segment, std::uint16_t& repairs) {
  if (segment.empty() || segment.size() > 6 || (segment[0] != '.' && segment[0] != '%')) return 0;
  int dots = 0;
  bool encoded = false;
  for (std::size_t i = 0; i < segment.size(); ++dots) {
    if (segment[i] == '.') {
      ++i;
    } else if (segment[i] == '%' && i + 2 < segment.size() && segment[i + 1] == '2' &&
               ascii_lower(segment[i + 2]) == 'e') {
      i += 3;
      encoded = true;
    } else {
      return 0;
    }
  }
  if (dots > 2) return 0;
  if (encoded) repairs |= kUrlEncodedDots;
  return dots;
}

/// Parses the parts of one address into `out`.
class Parser {
 public:
  Parser(Url& out, const Url* base, bool special) : out_(out), base_(base), special_(special) {}

  UrlFault after_scheme(std::string_view rest) {
    if (out_.scheme == "file") return file(rest);
    if (special_) {
      const bool same = base_ != nullptr && base_->scheme == out_.scheme;
      if (same && !rest.starts_with("//")) {
        out_.repairs |= kUrlSchemeRelative;
        return relative(rest);
      }
      return authority_after_slashes(rest);
    }
    if (rest.starts_with("//")) return authority(rest.substr(2));
    if (rest.starts_with("/")) {
      path_and_rest(rest, "");
      return UrlFault::None;
    }
    out_.opaque = true;
    opaque_path(rest);
    return UrlFault::None;
  }

  UrlFault relative(std::string_view rest) {
    if (!rest.empty() && is_slash(rest[0])) {
      if (rest.size() > 1 && is_slash(rest[1])) {
        if (special_) return authority_after_slashes(rest);
        return authority(rest.substr(2));
      }
      take_host_from_base();
      path_and_rest(rest, "");
      return UrlFault::None;
    }
    take_host_from_base();
    if (rest.empty() || rest[0] == '?' || rest[0] == '#') {
      out_.path = base_->path;
      if (rest.empty() || rest[0] == '#') {
        out_.query = base_->query;
        out_.has_query = base_->has_query;
      }
      query_and_fragment(rest);
      return UrlFault::None;
    }
    const std::size_t slash = base_->path.rfind('/');
    path_and_rest(rest, slash == std::string::npos ? std::string_view()
                                                   : std::string_view(base_->path).substr(0, slash));
    return UrlFault::None;
  }

  UrlFault file(std::string_view rest) {
    out_.has_host = true;
    if (rest.size() > 1 && is_slash(rest[0]) && is_slash(rest[1])) {
      rest.remove_prefix(2);
      const std::size_t end = std::min(rest.find_first_of("/\\?#"), rest.size());
      const std::string_view host = rest.substr(0, end);
      if (!host.empty() && !(host.size() == 2 && is_ascii_letter(host[0]))) {
        const auto parsed = parse_special_host(host);
        if (!parsed) return UrlFault::BadHost;
        out_.host = *parsed == "localhost" ? "" : *parsed;
        rest.remove_prefix(end);
      }
    } else if (base_ != nullptr && base_->scheme == "file") {
      return relative(rest);
    }
    path_and_rest(rest, "");
    return UrlFault::None;
  }

 private:
  bool is_slash(char c) {
    if (c == '\\' && special_) {
      out_.repairs |= kUrlBackslash;
      return true;
    }
    return c == '/';
  }

  void take_host_from_base() {
    out_.username = base_->username;
    out_.password = base_->password;
    out_.host = base_->host;
    out_.has_host = base_->has_host;
    out_.port = base_->port;
  }

  UrlFault authority_after_slashes(std::string_view rest) {
    std::size_t slashes = 0;
    while (slashes < rest.size() && is_slash(rest[slashes])) ++slashes;
    if (slashes != 2) out_.repairs |= kUrlSlashes;
    return authority(rest.substr(slashes));
  }

  UrlFault authority(std::string_view rest) {
    const std::size_t end = std::min(rest.find_first_of(special_ ? "/\\?#" : "/?#"), rest.size());
    std::string_view host = rest.substr(0, end);
    const std::size_t at = host.rfind('@');
    if (at != std::string_view::npos) {
      credentials(host.substr(0, at));
      host.remove_prefix(at + 1);
    }
    if (const UrlFault fault = host_and_port(host); fault != UrlFault::None) return fault;
    path_and_rest(rest.substr(end), "");
    return UrlFault::None;
  }

  void credentials(std::string_view text) {
    out_.repairs |= kUrlCredentials;
    const std::size_t colon = std::min(text.find(':'), text.size());
    append_encoded(out_.username, text.substr(0, colon), kUserSet, out_.repairs);
    if (colon < text.size()) append_encoded(out_.password, text.substr(colon + 1), kUserSet, out_.repairs);
  }

  UrlFault host_and_port(std::string_view text) {
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view host = text.substr(0, colon);
    out_.has_host = true;
    if (host.empty() && (special_ || colon != std::string_view::npos)) return UrlFault::NoHost;
    auto parsed = special_ ? parse_special_host(host) : parse_opaque_host(host);
    if (!parsed) return UrlFault::BadHost;
    out_.host = std::move(*parsed);
    if (colon == std::string_view::npos) return UrlFault::None;
    std::int32_t port = -1;
    for (const char c : text.substr(colon + 1)) {
      if (!is_ascii_digit(c)) return UrlFault::BadPort;
      port = std::max(port, 0) * 10 + (c - '0');
      if (port > 65535) return UrlFault::BadPort;
    }
    out_.port = port == default_port(out_.scheme) ? -1 : port;
    return UrlFault::None;
  }

  void opaque_path(std::string_view rest) {
    const std::size_t end = std::min(rest.find_first_of("?#"), rest.size());
    append_encoded(out_.path, rest.substr(0, end), kControlSet, out_.repairs);
    query_and_fragment(rest.substr(end));
  }

  /// `prefix` is the folder that a relative path starts in, without a slash at its end.
  void path_and_rest(std::string_view rest, std::string_view prefix) {
    const std::size_t end = std::min(rest.find_first_of("?#"), rest.size());
    std::string_view path = rest.substr(0, end);
    out_.path = prefix;
    if (!path.empty() && is_slash(path[0])) path.remove_prefix(1);
    if (!path.empty() || end > 0 || special_) append_segments(path);
    query_and_fragment(rest.substr(end));
  }

  void append_segments(std::string_view path) {
    while (true) {
      std::size_t end = 0;
      while (end < path.size() && !is_slash(path[end])) ++end;
      const std::string_view segment = path.substr(0, end);
      const bool last = end == path.size();
      const int dots = dot_segment(segment, out_.repairs);
      if (dots == 2) {
        if (out_.path.empty()) {
          out_.repairs |= kUrlAboveRoot;
        } else {
          out_.path.resize(std::min(out_.path.rfind('/'), out_.path.size()));
        }
      }
      if (dots == 0) {
        out_.path += '/';
        append_encoded(out_.path, segment, kPathSet, out_.repairs);
      } else if (last) {
        out_.path += '/';
      }
      if (last) break;
      path.remove_prefix(end + 1);
    }
  }

  void query_and_fragment(std::string_view rest) {
    const std::size_t hash = std::min(rest.find('#'), rest.size());
    if (hash > 0) {
      out_.has_query = true;
      append_encoded(out_.query, rest.substr(1, hash - 1), special_ ? kSpecialQuerySet : kQuerySet,
                     out_.repairs);
    }
    if (hash < rest.size()) {
      out_.has_fragment = true;
      append_encoded(out_.fragment, rest.substr(hash + 1), kFragmentSet, out_.repairs);
    }
  }

  Url& out_;
  const Url* base_;
  bool special_;
};

void clear(Url& url) {
  for (std::string* part :
       {&url.scheme, &url.username, &url.password, &url.host, &url.path, &url.query, &url.fragment}) {
    part->clear();
  }
  url.port = -1;
  url.repairs = 0;
  url.has_host = url.has_query = url.has_fragment = url.opaque = false;
}

}  // namespace

std::uint16_t Url::effective_port() const {
  return static_cast<std::uint16_t>(std::max(port >= 0 ? port : default_port(scheme), 0));
}

std::string Url::origin() const {
  std::string out = scheme + "://" + host;
  if (port >= 0) out += fmt::format(":{}", port);
  return out;
}

std::string Url::target() const {
  return has_query ? path + "?" + query : path;
}

std::string Url::text_without_fragment() const {
  std::string out = scheme + ":";
  if (has_host) {
    out += "//";
    if (!username.empty() || !password.empty()) {
      out += username;
      if (!password.empty()) out += ":" + password;
      out += '@';
    }
    out += host;
    if (port >= 0) out += fmt::format(":{}", port);
  } else if (!opaque && path.starts_with("//")) {
    out += "/.";
  }
  return out + target();
}

std::string Url::text() const {
  std::string out = text_without_fragment();
  if (has_fragment) out += "#" + fragment;
  return out;
}

std::string_view url_scheme(std::string_view input) {
  while (!input.empty() && is_c0_or_space(input.front())) input.remove_prefix(1);
  if (input.empty() || !is_ascii_letter(input[0])) return {};
  for (std::size_t i = 1; i < input.size(); ++i) {
    const char c = input[i];
    if (c == ':') return input.substr(0, i);
    if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return {};
}

bool parse_url_into(Url& out, std::string_view input, const Url* base, UrlFault* fault) {
  clear(out);
  const std::size_t whole = input.size();
  while (!input.empty() && is_c0_or_space(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_c0_or_space(input.back())) input.remove_suffix(1);
  if (input.size() != whole) out.repairs |= kUrlOuterSpace;
  std::string cleaned;
  if (input.find_first_of("\t\n\r") != std::string_view::npos) {
    cleaned.reserve(input.size());
    std::copy_if(input.begin(), input.end(), std::back_inserter(cleaned),
                 [](char c) { return !is_tab_or_line_break(c); });
    input = cleaned;
    out.repairs |= kUrlLineBreak;
  }
  UrlFault result = UrlFault::None;
  const std::string_view scheme = url_scheme(input);
  if (!scheme.empty()) {
    out.scheme = to_lower_ascii(scheme);
    result = Parser(out, base, is_special(out.scheme)).after_scheme(input.substr(scheme.size() + 1));
  } else if (base == nullptr || (base->opaque && !input.starts_with("#"))) {
    result = UrlFault::NotAbsolute;
  } else {
    out.scheme = base->scheme;
    out.opaque = base->opaque;
    Parser parser(out, base, is_special(out.scheme));
    result = out.scheme == "file" ? parser.file(input) : parser.relative(input);
  }
  if (fault != nullptr) *fault = result;
  return result == UrlFault::None;
}

std::optional<Url> parse_url(std::string_view input, const Url* base, UrlFault* fault) {
  Url url;
  if (!parse_url_into(url, input, base, fault)) return std::nullopt;
  return url;
}

std::string percent_decode_lenient(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      const auto value = [](char c) { return is_ascii_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10; };
      out += static_cast<char>(value(text[i + 1]) * 16 + value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace gazette
