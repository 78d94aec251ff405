#pragma once
// Bytes as letters and digits: base64 of RFC 4648, section 4, with its padding.

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

std::string base64_encode(std::string_view bytes);

/// nullopt for anything but whole groups of four of the alphabet, padded.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace gazette
