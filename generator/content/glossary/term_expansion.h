#pragma once
// Whether a term stands beside its words: "Multi-Agency Safeguarding Hub (MASH)" or "MASH (Multi-Agency
// Safeguarding Hub)". WCAG technique G97.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

/// What stands beside a use of a term.
enum class Beside { Nothing, Expansion, OtherWords };

struct BesideResult {
  Beside kind = Beside::Nothing;
  std::string written;  // OtherWords: what stands there, as typed
};

/// Looks on both sides of bytes [begin, end) of a block's text. Case, hyphens, `&` for "and" and the
/// plural of the last word make no difference; brackets, commas, dashes and a few small words ("the",
/// "known as") may stand between. OtherWords: an expansion in brackets that resembles the glossary's, or
/// whose initials spell the term, without being it.
BesideResult beside_expansion(std::string_view block, std::size_t begin, std::size_t end,
                              std::string_view term, std::string_view expansion);

/// The words that bytes [begin, end) abbreviate, if they stand right before the brackets the short
/// form is in, or in brackets right after it. Follows Schwartz and Hearst, "A simple algorithm for
/// identifying abbreviation definitions" (2003).
std::optional<std::string> explained_beside(std::string_view block, std::size_t begin, std::size_t end);

}  // namespace gazette
