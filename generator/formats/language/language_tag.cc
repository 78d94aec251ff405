// The grammar, a production a step: each step takes the subtags that are its own from the front.
#include "formats/language/language_tag.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace gazette {
namespace {

bool is_letter_or_digit(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c);
}

bool all_letters(std::string_view subtag) {
  return std::all_of(subtag.begin(), subtag.end(), is_ascii_letter);
}

bool all_digits(std::string_view subtag) {
  return std::all_of(subtag.begin(), subtag.end(), is_ascii_digit);
}

bool is_extended_language(std::string_view subtag) {
  return subtag.size() == 3 && all_letters(subtag);
}

bool is_script(std::string_view subtag) {
  return subtag.size() == 4 && all_letters(subtag);
}

bool is_region(std::string_view subtag) {
  return (subtag.size() == 2 && all_letters(subtag)) || (subtag.size() == 3 && all_digits(subtag));
}

bool is_variant(std::string_view subtag) {
  return subtag.size() >= 5 || (subtag.size() == 4 && is_ascii_digit(subtag.front()));
}

bool is_private_use_mark(std::string_view subtag) {
  return subtag == "x" || subtag == "X";
}

}  // namespace

bool is_well_formed_language_tag(std::string_view tag) {
  const std::vector<std::string_view> subtags = split(tag, '-');
  for (const std::string_view subtag : subtags) {
    if (subtag.empty() || subtag.size() > 8) return false;
    if (!std::all_of(subtag.begin(), subtag.end(), is_letter_or_digit)) return false;
  }
  auto at = subtags.begin();
  const auto end = subtags.end();
  if (at->size() < 2 || !all_letters(*at)) return false;
  const bool may_be_extended = at->size() <= 3;
  ++at;
  for (int i = 0; i < 3 && may_be_extended && at != end && is_extended_language(*at); ++i) ++at;
  if (at != end && is_script(*at)) ++at;
  if (at != end && is_region(*at)) ++at;
  while (at != end && is_variant(*at)) ++at;
  while (at != end && at->size() == 1 && !is_private_use_mark(*at)) {
    const auto first = ++at;
    while (at != end && at->size() > 1) ++at;
    if (at == first) return false;
  }
  if (at != end && is_private_use_mark(*at)) return at + 1 != end;
  return at == end;
}

std::string_view primary_language_subtag(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

}  // namespace gazette
