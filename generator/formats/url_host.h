#pragma once
// The host of an address: names, IPv4 in all its spellings, IPv6, and which of them are not public.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

/// The host of a special address (http and the like) in canonical form: lower case, punycode, dotted
/// IPv4, bracketed and compressed IPv6. nullopt when no browser would accept it.
std::optional<std::string> parse_special_host(std::string_view text);
/// The host of any other scheme.
std::optional<std::string> parse_opaque_host(std::string_view text);

using Ipv6Bytes = std::array<std::uint8_t, 16>;

/// IPv4 as browsers read it: one to four parts, decimal, octal (0…) or hexadecimal (0x…). Host order.
std::optional<std::uint32_t> parse_ipv4(std::string_view text);
/// IPv6 without brackets.
std::optional<Ipv6Bytes> parse_ipv6(std::string_view text);

/// Not for the public internet: private, loopback, link-local, shared, reserved, multicast
/// (IANA special-purpose address registries).
bool is_private_ipv4(std::uint32_t address);
/// The same for IPv6, with the IPv4 address inside mapped, NAT64 and 6to4 addresses looked at as well.
bool is_private_ipv6(const Ipv6Bytes& address);

enum class HostKind : std::uint8_t { Name, LocalName, PublicAddress, PrivateAddress };
/// What a canonical host is. LocalName: `localhost`, `*.local` and others that never leave a network.
HostKind classify_host(std::string_view host);

/// Punycode of one label (RFC 3492), without the `xn--`.
std::string punycode_encode(std::u32string_view label);

}  // namespace gazette
