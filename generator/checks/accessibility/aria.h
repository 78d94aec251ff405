#pragma once
// WAI-ARIA 1.2 (with the roles of DPUB-ARIA and Graphics-ARIA) as data: roles with what they inherit,
// require, forbid and hold, and the states and properties with their values.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gazette {

/// A set of states and properties, by their index in aria_attributes().
using AriaAttributeSet = std::uint64_t;

/// Value types of WAI-ARIA 1.2, section 6.3.
enum class AriaValueType : std::uint8_t {
  Boolean,
  Tristate,
  Token,
  TokenList,
  Text,
  Integer,
  Number,
  Id,
  IdList
};

/// A state or property.
struct AriaAttribute {
  std::string_view name;  // "aria-checked"
  AriaValueType type;
  std::string_view tokens;  // allowed values of a token or token list, space separated
  bool global;
};

/// All states and properties; at most 64, so that an AriaAttributeSet holds them.
std::span<const AriaAttribute> aria_attributes();
/// Null when WAI-ARIA defines no such attribute.
const AriaAttribute* find_aria_attribute(std::string_view name);
/// The set of this one; empty for a name that WAI-ARIA does not define.
AriaAttributeSet aria_attribute_bit(std::string_view name);
/// Whether `value` is one that the attribute may hold; "" counts as not set.
bool is_valid_aria_value(const AriaAttribute& attribute, std::string_view value);

/// A role with all that it inherits worked in.
struct AriaRole {
  std::string_view name;
  bool abstract = false;
  bool name_from_contents = false;
  bool naming_prohibited = false;
  bool children_presentational = false;
  bool widget = false;  // inherits from the abstract role `widget`
  bool landmark = false;
  AriaAttributeSet required = 0;
  AriaAttributeSet supported = 0;  // with inherited, required and global ones
  AriaAttributeSet prohibited = 0;
  std::vector<std::string_view> context;  // roles it must stand in
  std::vector<std::string_view> owned;    // roles that it must hold; "group" stands for a group of the others

  bool is(std::string_view other) const { return name == other; }
};

/// Null when there is no such role; lower case.
const AriaRole* find_aria_role(std::string_view name);
/// `role` itself or one of its ancestors is `ancestor`.
bool inherits_aria_role(const AriaRole& role, std::string_view ancestor);
/// The roles that a page may use, so without the abstract ones.
std::vector<std::string_view> aria_role_names();

}  // namespace gazette
