// The states and properties of WAI-ARIA 1.2, section 6, and those that 1.3 adds and browsers know.

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "checks/accessibility/aria.h"

namespace gazette {

namespace {

using Type = AriaValueType;

// Sorted by name.
constexpr std::array<AriaAttribute, 53> kAttributes{{
    {"aria-activedescendant", Type::Id, "", false},
    {"aria-atomic", Type::Boolean, "", true},
    {"aria-autocomplete", Type::Token, "inline list both none", false},
    {"aria-braillelabel", Type::Text, "", true},
    {"aria-brailleroledescription", Type::Text, "", true},
    {"aria-busy", Type::Boolean, "", true},
    {"aria-checked", Type::Tristate, "undefined", false},
    {"aria-colcount", Type::Integer, "", false},
    {"aria-colindex", Type::Integer, "", false},
    {"aria-colindextext", Type::Text, "", false},
    {"aria-colspan", Type::Integer, "", false},
    {"aria-controls", Type::IdList, "", true},
    {"aria-current", Type::Token, "page step location date time true false", true},
    {"aria-describedby", Type::IdList, "", true},
    {"aria-description", Type::Text, "", true},
    {"aria-details", Type::IdList, "", true},
    {"aria-disabled", Type::Boolean, "", true},
    {"aria-dropeffect", Type::TokenList, "copy execute link move none popup", true},
    {"aria-errormessage", Type::Id, "", true},
    {"aria-expanded", Type::Boolean, "undefined", false},
    {"aria-flowto", Type::IdList, "", true},
    {"aria-grabbed", Type::Boolean, "undefined", true},
    {"aria-haspopup", Type::Token, "false true menu listbox tree grid dialog", true},
    {"aria-hidden", Type::Boolean, "undefined", true},
    {"aria-invalid", Type::Token, "grammar false spelling true", true},
    {"aria-keyshortcuts", Type::Text, "", true},
    {"aria-label", Type::Text, "", true},
    {"aria-labelledby", Type::IdList, "", true},
    {"aria-level", Type::Integer, "", false},
    {"aria-live", Type::Token, "assertive off polite", true},
    {"aria-modal", Type::Boolean, "", false},
    {"aria-multiline", Type::Boolean, "", false},
    {"aria-multiselectable", Type::Boolean, "", false},
    {"aria-orientation", Type::Token, "horizontal undefined vertical", false},
    {"aria-owns", Type::IdList, "", true},
    {"aria-placeholder", Type::Text, "", false},
    {"aria-posinset", Type::Integer, "", false},
    {"aria-pressed", Type::Tristate, "undefined", false},
    {"aria-readonly", Type::Boolean, "", false},
    {"aria-relevant", Type::TokenList, "additions all removals text", true},
    {"aria-required", Type::Boolean, "", false},
    {"aria-roledescription", Type::Text, "", true},
    {"aria-rowcount", Type::Integer, "", false},
    {"aria-rowindex", Type::Integer, "", false},
    {"aria-rowindextext", Type::Text, "", false},
    {"aria-rowspan", Type::Integer, "", false},
    {"aria-selected", Type::Boolean, "undefined", false},
    {"aria-setsize", Type::Integer, "", false},
    {"aria-sort", Type::Token, "ascending descending none other", false},
    {"aria-valuemax", Type::Number, "", false},
    {"aria-valuemin", Type::Number, "", false},
    {"aria-valuenow", Type::Number, "", false},
    {"aria-valuetext", Type::Text, "", false},
}};

bool has_token(std::string_view tokens, std::string_view value) {
  for (std::string_view token : split(tokens, ' ')) {
    if (!token.empty() && equals_ignoring_case(token, value)) return true;
  }
  return false;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_ascii_space(text[end])) ++end;
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

bool is_number(std::string_view text, bool whole) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, fault] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (fault != std::errc{} || end != text.data() + text.size()) return false;
  return !whole || text.find('.') == std::string_view::npos;
}

}  // namespace

std::span<const AriaAttribute> aria_attributes() {
  return kAttributes;
}

const AriaAttribute* find_aria_attribute(std::string_view name) {
  const auto found = std::lower_bound(
      kAttributes.begin(), kAttributes.end(), name,
      [](const AriaAttribute& attribute, std::string_view wanted) { return attribute.name < wanted; });
  return found != kAttributes.end() && found->name == name ? &*found : nullptr;
}

AriaAttributeSet aria_attribute_bit(std::string_view name) {
  const AriaAttribute* attribute = find_aria_attribute(name);
  return attribute == nullptr ? 0
                              : AriaAttributeSet{1} << static_cast<unsigned>(attribute - kAttributes.data());
}

bool is_valid_aria_value(const AriaAttribute& attribute, std::string_view value) {
  value = trim(value);
  switch (attribute.type) {
    case Type::Boolean:
      return has_token("true false", value) || has_token(attribute.tokens, value);
    case Type::Tristate:
      return has_token("true false mixed", value) || has_token(attribute.tokens, value);
    case Type::Token:
      return has_token(attribute.tokens, value);
    case Type::TokenList: {
      const auto list = words(value);
      return std::all_of(list.begin(), list.end(),
                         [&](std::string_view word) { return has_token(attribute.tokens, word); });
    }
    case Type::Integer:
      return is_number(value, true);
    case Type::Number:
      return is_number(value, false);
    case Type::Id:
      return words(value).size() == 1;
    case Type::Text:
    case Type::IdList:
      return true;
  }
  return true;
}

}  // namespace gazette
