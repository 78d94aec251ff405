// Digests through OpenSSL's EVP interface.
#include "base/hash.h"

#include <openssl/evp.h>

#include <cstring>
#include <stdexcept>

#include "base/base64.h"

namespace gazette {
namespace {

std::string digest(std::string_view bytes, const EVP_MD* method) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, method, nullptr) != 1) {
    throw std::runtime_error("the digest could not be computed");
  }
  return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : digest(bytes, EVP_sha256())) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHex[byte >> 4U];
    out += kHex[byte & 0x0FU];
  }
  return out;
}

std::string integrity_sha384(std::string_view bytes) {
  return "sha384-" + base64_encode(digest(bytes, EVP_sha384()));
}

std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed) {
  // Multiply and fold, eight bytes a step: fast, well mixed, and stable across machines.
  constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15ULL;
  constexpr std::uint64_t kSecond = 0xD6E8FEB86659FD93ULL;
  const auto mix = [](std::uint64_t value) {
    value ^= value >> 32U;
    value *= kSecond;
    value ^= value >> 29U;
    value *= kFirst;
    return value ^ (value >> 32U);
  };
  std::uint64_t state = seed ^ (bytes.size() * kFirst);
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    state = mix(state ^ word) + kFirst;
    bytes.remove_prefix(8);
  }
  std::uint64_t word = 0;
  // An empty view may have no address at all, which memcpy may not be given.
  if (!bytes.empty()) std::memcpy(&word, bytes.data(), bytes.size());
  return mix(state ^ word);
}

}  // namespace gazette
