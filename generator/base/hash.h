#pragma once
// Published digests, from OpenSSL.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace gazette {

/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
/// "sha384-…" in base64, the form Subresource Integrity wants.
std::string integrity_sha384(std::string_view bytes);
/// A quick 64-bit fingerprint for caches; never for integrity.
std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace gazette
