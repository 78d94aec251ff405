#pragma once
// The encoding of a page that is not in UTF-8: its label as the page declares it, and conversion that
// remembers where each byte came from.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// The `charset` that a text declares in its first two kilobytes, as it is written; "" when it declares none.
std::string_view declared_charset(std::string_view text);

/// The encoding of a page without an HTTP header, by a name that iconv knows; "" for UTF-8. Bytes that are no
/// UTF-8 on a page that declares nothing are taken for Windows-1252, as browsers in the West do.
std::string page_encoding(std::string_view page);

/// Turns text into UTF-8. `offsets` gets, for each byte of the result, that of the text it came from. Bytes
/// that mean nothing in the encoding become U+FFFD; so does all when nobody knows the encoding.
std::string to_utf8(std::string_view text, const std::string& encoding, std::vector<std::uint32_t>& offsets);

/// Turns UTF-8 into an encoding, for the query of an address; characters that it lacks become numeric
/// references as in URL Standard, "percent-encode after encoding".
std::string from_utf8(std::string_view text, const std::string& encoding);

}  // namespace gazette
