#pragma once
// Words that look like an acronym, for the check that none goes unexplained.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace gazette {

/// Bytes [begin, end) of the text, without a plural s or a possessive ending.
struct AcronymHit {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// All words that look like an acronym: a capital first, then capitals, digits, small letters and `&`,
/// with capitals and digits making up at least half ("STP", "DoH", "H&WBB", "S11"). Left out: one capital
/// alone, quarters (Q4), Roman numerals, roads (A45), words in a run of capitals longer than 8, and post
/// codes. Boundaries are those of glossary terms.
std::vector<AcronymHit> find_acronyms(std::string_view text);

/// Acronyms taken as known to all readers of a British public site: UK, NHS, PDF and the like.
std::span<const std::string_view> default_known_acronyms();

}  // namespace gazette
