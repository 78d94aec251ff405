#pragma once
// The `autocomplete` attribute: HTML standard, "autofill detail tokens".

#include <string_view>

namespace gazette {

enum class AutocompleteState {
  Empty,  // nothing written, or only `on` or `off`
  Valid,
  Unknown,  // a word that is no token, or a token in the wrong place
};

AutocompleteState autocomplete_state(std::string_view value);

}  // namespace gazette
