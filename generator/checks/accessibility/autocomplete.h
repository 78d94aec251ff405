#pragma once
// The `autocomplete` attribute: HTML standard, "autofill detail tokens".

#include <string_view>

namespace gazette {

/// What the words of an attribute come to.
enum class AutocompleteState {
  Empty,  // nothing written, or only `on` or `off`
  Valid,
  Unknown,  // a word that is no token, or a token in the wrong place
};

/// `value` as written; case does not matter.
AutocompleteState autocomplete_state(std::string_view value);

}  // namespace gazette
