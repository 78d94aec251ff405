#pragma once
// Where a word ends, for glossary terms and acronyms. In the header, since it is asked for every
// character of every page.

#include <array>
#include <cstddef>
#include <string_view>

#include "base/text.h"

namespace gazette {

/// True for the ASCII characters that belong to a word: letters, digits, `_` and `&`.
inline constexpr std::array<bool, 128> kWordAscii = [] {
  std::array<bool, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    table[c] =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '&';
  }
  return table;
}();

/// Whether the character at `offset` belongs to a word, so that a term may not end before it or start after
/// it: a letter, digit or mark of any script, `_` or `&`.
inline bool joins_word(std::string_view text, std::size_t offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  return byte < 128 ? kWordAscii[byte] : is_word_character(decode_utf8(text, offset).value);
}

/// Bytes of the character at `offset`.
inline std::size_t character_length(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]) < 128 ? 1 : decode_utf8(text, offset).length;
}

}  // namespace gazette
