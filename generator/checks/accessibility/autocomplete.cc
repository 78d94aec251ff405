#include "checks/accessibility/autocomplete.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "checks/accessibility/accessible_page.h"

namespace gazette {

namespace {

constexpr std::array<std::string_view, 45> kFields{"name",
                                                   "honorific-prefix",
                                                   "given-name",
                                                   "additional-name",
                                                   "family-name",
                                                   "honorific-suffix",
                                                   "nickname",
                                                   "username",
                                                   "new-password",
                                                   "current-password",
                                                   "one-time-code",
                                                   "organization-title",
                                                   "organization",
                                                   "street-address",
                                                   "address-line1",
                                                   "address-line2",
                                                   "address-line3",
                                                   "address-level4",
                                                   "address-level3",
                                                   "address-level2",
                                                   "address-level1",
                                                   "country",
                                                   "country-name",
                                                   "postal-code",
                                                   "cc-name",
                                                   "cc-given-name",
                                                   "cc-additional-name",
                                                   "cc-family-name",
                                                   "cc-number",
                                                   "cc-exp",
                                                   "cc-exp-month",
                                                   "cc-exp-year",
                                                   "cc-csc",
                                                   "cc-type",
                                                   "transaction-currency",
                                                   "transaction-amount",
                                                   "language",
                                                   "bday",
                                                   "bday-day",
                                                   "bday-month",
                                                   "bday-year",
                                                   "sex",
                                                   "url",
                                                   "photo",
                                                   "webauthn"};
constexpr std::array<std::string_view, 10> kContactFields{"tel",
                                                          "tel-country-code",
                                                          "tel-national",
                                                          "tel-area-code",
                                                          "tel-local",
                                                          "tel-local-prefix",
                                                          "tel-local-suffix",
                                                          "tel-extension",
                                                          "email",
                                                          "impp"};

template <std::size_t N>
bool is_token_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view other) { return equals_ignoring_case(other, word); });
}

}  // namespace

AutocompleteState autocomplete_state(std::string_view value) {
  std::vector<std::string_view> words = words_of(value);
  if (words.empty()) return AutocompleteState::Empty;
  if (words.size() == 1 && (equals_ignoring_case(words[0], "on") || equals_ignoring_case(words[0], "off")))
    return AutocompleteState::Empty;
  std::size_t at = 0;
  const auto word = [&]() { return at < words.size() ? words[at] : std::string_view{}; };
  if (to_lower_ascii(word().substr(0, 8)) == "section-") ++at;
  if (equals_ignoring_case(word(), "shipping") || equals_ignoring_case(word(), "billing")) ++at;
  constexpr std::array<std::string_view, 5> kPurposes{"home", "work", "mobile", "fax", "pager"};
  const bool purpose = is_token_of(word(), kPurposes);
  if (purpose) ++at;
  const bool contact = is_token_of(word(), kContactFields);
  const bool field = is_token_of(word(), kFields) && !equals_ignoring_case(word(), "webauthn");
  if (contact || (field && !purpose)) {
    ++at;
  } else {
    return AutocompleteState::Unknown;
  }
  if (equals_ignoring_case(word(), "webauthn")) ++at;
  return at == words.size() ? AutocompleteState::Valid : AutocompleteState::Unknown;
}

}  // namespace gazette
