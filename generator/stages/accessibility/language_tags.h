#pragma once
// Language tags (BCP 47) and which languages there are (IANA Language Subtag Registry).

#include <string_view>

namespace gazette {

/// "en" of "en-GB".
std::string_view primary_language_subtag(std::string_view tag);

/// Whether the registry lists this primary subtag; case does not matter. Codes that have a shorter form
/// ("eng", "ger") are not in the registry.
bool is_known_language(std::string_view subtag);

/// Its primary subtag is a known language.
bool is_known_language_tag(std::string_view tag);

}  // namespace gazette
