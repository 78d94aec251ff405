#pragma once
// Character references (`&amp;`, `&#45;`) in attribute values and text, decoded by the rules of the HTML
// standard (13.2.5.72 and following).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// Attribute: a name without `;` before `=`, a letter or a digit stays text, so `?a=1&copy=2` is left alone.
enum class ReferenceContext { Attribute, Text };

/// `raw` with its references decoded: numeric ones, the named ones of HTML 4 and those for ASCII
/// punctuation. `offsets`, when given, gets for each byte of the result the offset in `raw` it came from.
std::string decode_references(std::string_view raw, ReferenceContext context,
                              std::vector<std::uint32_t>* offsets = nullptr);

}  // namespace gazette
