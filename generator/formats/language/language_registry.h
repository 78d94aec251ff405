#pragma once
// Which languages there are: the IANA Language Subtag Registry, which BCP 47 sets up.

#include <string_view>

namespace gazette {

/// Whether the registry lists this primary subtag; case does not matter. Codes that have a shorter form
/// ("eng", "ger") are not in the registry.
bool is_known_language(std::string_view subtag);

/// Its primary subtag is a known language. What follows that subtag is not looked at
/// (is_well_formed_language_tag does).
bool is_known_language_tag(std::string_view tag);

}  // namespace gazette
