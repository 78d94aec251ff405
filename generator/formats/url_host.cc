// Hosts: section 3 of the URL Standard, punycode, and the special-purpose address registries.
#include "formats/url_host.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "base/text.h"
#include "formats/url.h"

namespace gazette {
namespace {

bool is_forbidden_in_host(unsigned char c) {
  if (c <= 0x20) return true;
  return std::string_view("#/:<>?@[\\]^|").find(static_cast<char>(c)) != std::string_view::npos;
}

bool is_forbidden_in_domain(unsigned char c) {
  return is_forbidden_in_host(c) || c == '%' || c == 0x7F;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// One part of an IPv4 address: decimal, octal with a leading 0, hexadecimal with 0x.
std::optional<std::uint64_t> parse_ipv4_part(std::string_view part) {
  if (part.empty()) return std::nullopt;
  unsigned radix = 10;
  if (part.size() >= 2 && part[0] == '0' && ascii_lower(part[1]) == 'x') {
    part.remove_prefix(2);
    radix = 16;
  } else if (part.size() >= 2 && part[0] == '0') {
    part.remove_prefix(1);
    radix = 8;
  }
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= static_cast<int>(radix)) return std::nullopt;
    value = value * radix + static_cast<std::uint64_t>(digit);
    if (value > 0xFFFFFFFFULL) return std::nullopt;
  }
  return value;
}

/// Whether the last label looks like a number: then the whole host has to be an IPv4 address.
bool ends_in_a_number(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const std::size_t dot = host.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
  if (last.empty()) return false;
  if (std::all_of(last.begin(), last.end(), is_ascii_digit)) return true;
  return last.size() >= 2 && last[0] == '0' && ascii_lower(last[1]) == 'x' &&
         std::all_of(last.begin() + 2, last.end(), [](char c) { return hex_value(c) >= 0; });
}

std::string ipv4_text(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24U, (address >> 16U) & 255U, (address >> 8U) & 255U,
                     address & 255U);
}

std::string ipv6_text(const Ipv6Bytes& bytes) {
  std::array<unsigned, 8> pieces{};
  for (std::size_t i = 0; i < 8; ++i) pieces[i] = (bytes[2 * i] * 256U) + bytes[2 * i + 1];
  std::size_t best = 8;
  std::size_t best_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && pieces[i + length] == 0) ++length;
    if (length > best_length) {
      best = i;
      best_length = length;
    }
  }
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      out += i == 0 ? "::" : ":";
      i += best_length - 1;
      continue;
    }
    out += fmt::format("{:x}", pieces[i]);
    if (i < 7) out += ':';
  }
  return out + "]";
}

/// Characters that UTS 46 maps to ASCII or drops, as far as they could disguise a host.
void append_mapped(std::u32string& out, char32_t c) {
  if (c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F)) return;
  if (c == 0x3002 || c == 0xFF61) {
    out += U'.';
  } else if (c >= 0xFF01 && c <= 0xFF5E) {
    append_mapped(out, c - 0xFEE0);
  } else if (c >= 0x2460 && c <= 0x2468) {
    out += static_cast<char32_t>(U'1' + (c - 0x2460));
  } else if (c == 0x24EA) {
    out += U'0';
  } else {
    out += lower_character(c);
  }
}

std::string domain_to_ascii(std::string_view domain) {
  std::u32string mapped;
  for (std::size_t i = 0; i < domain.size();) {
    const DecodedCharacter c = decode_utf8(domain, i);
    append_mapped(mapped, c.value);
    i += c.length;
  }
  std::string out;
  std::size_t start = 0;
  while (start <= mapped.size()) {
    const std::size_t end = std::min(mapped.find(U'.', start), mapped.size());
    const std::u32string_view label = std::u32string_view(mapped).substr(start, end - start);
    if (std::all_of(label.begin(), label.end(), [](char32_t c) { return c < 0x80; })) {
      for (const char32_t c : label) out += static_cast<char>(c);
    } else {
      out += "xn--" + punycode_encode(label);
    }
    if (end == mapped.size()) break;
    out += '.';
    start = end + 1;
  }
  return out;
}

unsigned adapt_bias(unsigned delta, unsigned points, bool first) {
  delta = first ? delta / 700 : delta / 2;
  delta += delta / points;
  unsigned k = 0;
  for (; delta > 455; k += 36) delta /= 35;
  return k + 36 * delta / (delta + 38);
}

struct Ipv4Block {
  std::uint32_t address;
  unsigned bits;
};

constexpr Ipv4Block kPrivateIpv4[] = {
    {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
    {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
    {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4},  {0xF0000000, 4},
};

bool has_prefix(const Ipv6Bytes& address, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), address.begin());
}

std::uint32_t ipv4_inside(const Ipv6Bytes& address, std::size_t at) {
  return (std::uint32_t{address[at]} << 24U) | (std::uint32_t{address[at + 1]} << 16U) |
         (std::uint32_t{address[at + 2]} << 8U) | address[at + 3];
}

}  // namespace

std::string punycode_encode(std::u32string_view label) {
  constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::string out;
  if (label.size() > 256) label = label.substr(0, 256);  // no host is that long; keeps this linear
  for (const char32_t c : label) {
    if (c < 0x80) out += static_cast<char>(c);
  }
  const std::size_t basic = out.size();
  if (basic > 0) out += '-';
  unsigned delta = 0;
  unsigned bias = 72;
  char32_t n = 0x80;
  for (std::size_t handled = basic; handled < label.size(); ++delta, ++n) {
    char32_t next = 0x10FFFF;
    for (const char32_t c : label) {
      if (c >= n) next = std::min(next, c);
    }
    delta += (next - n) * static_cast<unsigned>(handled + 1);
    n = next;
    for (const char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      unsigned q = delta;
      for (unsigned k = 36;; k += 36) {
        const unsigned t = k <= bias ? 1 : (k >= bias + 26 ? 26 : k - bias);
        if (q < t) break;
        out += kDigits[t + (q - t) % (36 - t)];
        q = (q - t) / (36 - t);
      }
      out += kDigits[q];
      bias = adapt_bias(delta, static_cast<unsigned>(handled + 1), handled == basic);
      delta = 0;
      ++handled;
    }
  }
  return out;
}

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  const std::vector<std::string_view> parts = split(text, '.');
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto value = parse_ipv4_part(parts[i]);
    if (!value) return std::nullopt;
    if (i + 1 < parts.size()) {
      if (*value > 255) return std::nullopt;
      address |= *value << (24 - 8 * i);
    } else {
      if (*value >= (std::uint64_t{1} << (8 * (5 - parts.size())))) return std::nullopt;
      address |= *value;
    }
  }
  return static_cast<std::uint32_t>(address);
}

std::optional<Ipv6Bytes> parse_ipv6(std::string_view text) {
  std::vector<unsigned> pieces;
  std::optional<std::size_t> gap;
  std::size_t i = 0;
  if (text.starts_with("::")) {
    gap = 0;
    i = 2;
  } else if (text.starts_with(":")) {
    return std::nullopt;
  }
  while (i < text.size()) {
    if (pieces.size() == 8) return std::nullopt;
    if (text[i] == ':') {
      if (gap) return std::nullopt;
      gap = pieces.size();
      ++i;
      continue;
    }
    const std::size_t end = std::min(text.find(':', i), text.size());
    const std::string_view piece = text.substr(i, end - i);
    if (piece.find('.') != std::string_view::npos) {
      const std::vector<std::string_view> parts = split(piece, '.');
      const auto plain = [](std::string_view p) {
        return !p.empty() && p.size() <= 3 && std::all_of(p.begin(), p.end(), is_ascii_digit) &&
               (p.size() == 1 || p[0] != '0');
      };
      const auto address = parse_ipv4(piece);
      if (end != text.size() || parts.size() != 4 || !address || pieces.size() > 6 ||
          !std::all_of(parts.begin(), parts.end(), plain)) {
        return std::nullopt;
      }
      pieces.push_back(*address >> 16U);
      pieces.push_back(*address & 0xFFFFU);
      i = end;
      break;
    }
    if (piece.empty() || piece.size() > 4) return std::nullopt;
    unsigned value = 0;
    for (const char c : piece) {
      if (hex_value(c) < 0) return std::nullopt;
      value = value * 16 + static_cast<unsigned>(hex_value(c));
    }
    pieces.push_back(value);
    i = end;
    if (i < text.size() && ++i == text.size()) return std::nullopt;  // a colon at the end
  }
  if (gap) {
    if (pieces.size() > 7) return std::nullopt;
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(*gap), 8 - pieces.size(), 0U);
  }
  if (pieces.size() != 8) return std::nullopt;
  Ipv6Bytes bytes{};
  for (std::size_t p = 0; p < 8; ++p) {
    bytes[2 * p] = static_cast<std::uint8_t>(pieces[p] >> 8U);
    bytes[2 * p + 1] = static_cast<std::uint8_t>(pieces[p] & 255U);
  }
  return bytes;
}

std::optional<std::string> parse_special_host(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    if (text.back() != ']') return std::nullopt;
    const auto address = parse_ipv6(text.substr(1, text.size() - 2));
    return address ? std::optional(ipv6_text(*address)) : std::nullopt;
  }
  const std::string host = domain_to_ascii(percent_decode_lenient(text));
  if (host.empty()) return std::nullopt;
  if (std::any_of(host.begin(), host.end(),
                  [](char c) { return is_forbidden_in_domain(static_cast<unsigned char>(c)); })) {
    return std::nullopt;
  }
  if (!ends_in_a_number(host)) return host;
  const auto address = parse_ipv4(host);
  return address ? std::optional(ipv4_text(*address)) : std::nullopt;
}

std::optional<std::string> parse_opaque_host(std::string_view text) {
  if (!text.empty() && text.front() == '[') return parse_special_host(text);
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_forbidden_in_host(byte)) return std::nullopt;
    if (byte < 0x20 || byte > 0x7E) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

bool is_private_ipv4(std::uint32_t address) {
  return std::any_of(std::begin(kPrivateIpv4), std::end(kPrivateIpv4), [&](const Ipv4Block& block) {
    return (address >> (32 - block.bits)) == (block.address >> (32 - block.bits));
  });
}

bool is_private_ipv6(const Ipv6Bytes& address) {
  const bool low_half_only =
      std::all_of(address.begin(), address.begin() + 10, [](auto b) { return b == 0; });
  if (low_half_only && address[10] == 0xFF && address[11] == 0xFF)
    return is_private_ipv4(ipv4_inside(address, 12));
  if (low_half_only) return true;  // unspecified, loopback, the old IPv4-compatible block
  if (has_prefix(address, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {
    return is_private_ipv4(ipv4_inside(address, 12));
  }
  if (has_prefix(address, {0x20, 0x02})) return is_private_ipv4(ipv4_inside(address, 2));
  if (has_prefix(address, {0x20, 0x01, 0x0D, 0xB8}) || has_prefix(address, {0x20, 0x01, 0, 0})) return true;
  return (address[0] & 0xE0U) != 0x20U;  // all that is public lies in 2000::/3
}

HostKind classify_host(std::string_view host) {
  if (host.starts_with("[")) {
    const auto address = parse_ipv6(host.substr(1, host.size() - 2));
    return address && !is_private_ipv6(*address) ? HostKind::PublicAddress : HostKind::PrivateAddress;
  }
  if (ends_in_a_number(host)) {
    const auto address = parse_ipv4(host);
    return address && !is_private_ipv4(*address) ? HostKind::PublicAddress : HostKind::PrivateAddress;
  }
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.find('.') == std::string_view::npos) return HostKind::LocalName;
  for (const std::string_view suffix :
       {".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet"}) {
    if (host.ends_with(suffix)) return HostKind::LocalName;
  }
  return HostKind::Name;
}

}  // namespace gazette
