#pragma once
// The primary language subtags of the IANA Language Subtag Registry (BCP 47) of 2025-08-25, as a table.

#include <span>
#include <string_view>

namespace gazette {

/// Those of two letters, each followed by a blank: "aa ab ae ". Deprecated ones are among them, for browsers
/// and screen readers know these too.
std::string_view two_letter_languages();

/// Those of three letters (ISO 639-2, 639-3 and 639-5 without those that have two; withdrawn ones stay
/// known), in order: the first two letters, a blank, and each third one, "aa abcdefghi".
std::span<const std::string_view> three_letter_languages();

}  // namespace gazette
