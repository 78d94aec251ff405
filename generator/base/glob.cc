// Two loops of the same shape: bytes within a part, parts within a path. Of stars only the last one is ever
// tried again, so nothing grows faster than the lengths multiplied.
#include "base/glob.h"

#include <vector>

#include "base/text.h"

namespace gazette {
namespace {

/// `*` for any number of items: `pattern(i)` against `item(j)`.
template <typename IsStar, typename Fits>
bool fits_with_stars(std::size_t patterns, std::size_t items, const IsStar& is_star, const Fits& fits) {
  std::size_t p = 0;
  std::size_t i = 0;
  std::size_t star = patterns;  // none yet
  std::size_t taken = 0;
  while (i < items) {
    if (p < patterns && is_star(p)) {
      star = p++;
      taken = i;
    } else if (p < patterns && fits(p, i)) {
      ++p;
      ++i;
    } else if (star < patterns) {
      p = star + 1;
      i = ++taken;
    } else {
      return false;
    }
  }
  while (p < patterns && is_star(p)) ++p;
  return p == patterns;
}

bool fits_part(std::string_view pattern, std::string_view part) {
  return fits_with_stars(
      pattern.size(), part.size(), [&](std::size_t p) { return pattern[p] == '*'; },
      [&](std::size_t p, std::size_t i) { return pattern[p] == '?' || pattern[p] == part[i]; });
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
  const std::vector<std::string_view> patterns = split(pattern, '/');
  const std::vector<std::string_view> parts = split(path, '/');
  return fits_with_stars(
      patterns.size(), parts.size(), [&](std::size_t p) { return patterns[p] == "**"; },
      [&](std::size_t p, std::size_t i) { return fits_part(patterns[p], parts[i]); });
}

bool is_glob(std::string_view pattern) {
  return pattern.find_first_of("*?") != std::string_view::npos;
}

}  // namespace gazette
