// Asking the registry.
#include "formats/language/language_registry.h"

#include <algorithm>
#include <span>
#include <string>

#include "base/text.h"
#include "formats/language/language_subtags.h"
#include "formats/language/language_tag.h"

namespace gazette {

bool is_known_language(std::string_view subtag) {
  const std::string lower = to_lower_ascii(subtag);
  if (!std::all_of(lower.begin(), lower.end(), is_ascii_letter)) return false;
  if (lower.size() == 2) return two_letter_languages().find(lower + " ") != std::string_view::npos;
  if (lower.size() != 3) return false;
  if (lower >= "qaa" && lower <= "qtz") return true;  // set aside for private use
  const std::span<const std::string_view> rows = three_letter_languages();
  const auto row = std::lower_bound(
      rows.begin(), rows.end(), std::string_view(lower).substr(0, 2),
      [](std::string_view entry, std::string_view prefix) { return entry.substr(0, 2) < prefix; });
  if (row == rows.end() || row->substr(0, 2) != std::string_view(lower).substr(0, 2)) return false;
  return row->substr(3).find(lower[2]) != std::string_view::npos;
}

bool is_known_language_tag(std::string_view tag) {
  return is_known_language(primary_language_subtag(tag));
}

}  // namespace gazette
