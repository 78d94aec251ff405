#pragma once
// Finds glossary terms in running text. Compiled once for a site, then shared by all
// threads.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/glossary.h"

namespace gazette {

/// What a form adds to its head; needed to write "Child Protection Plans (CPPs)".
enum class FormEnding { None, Plural, Possessive, PluralPossessive };

/// One occurrence: bytes [begin, end) of the text.
struct TermHit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t term = 0;  // index into Glossary::terms
  FormEnding ending = FormEnding::None;
};

/// Every form a term is recognised by. From a head T come T, Ts, T's, Ts' with straight and curly
/// apostrophes; a head in capitals with a final s (LSOAs) is taken as the plural of LSOA. Forms typed
/// in the glossary are taken as they are, with either apostrophe. Where one term's typed form is made from
/// another's head as well (a row for LSOA beside one for LSOAs), the typed one counts.
struct TermForm {
  std::string text;
  FormEnding ending = FormEnding::None;
  bool exact = true;  // false: compared without case
  bool typed = true;  // false: made from the head
};
std::vector<TermForm> term_forms(const Term& term);

/// True for "MASH", "H&WBB", "ShEP": no blank, a capital first and two or more capitals. Such words are
/// always compared letter by letter.
bool is_acronym(std::string_view word);

/// The compiled matcher. Immutable, so threads may share it.
class GlossaryIndex {
 public:
  GlossaryIndex() = default;
  explicit GlossaryIndex(const Glossary& glossary);

  /// All occurrences in `text`, leftmost first and the longest form at each place, never overlapping.
  /// The characters beside an occurrence are not letters, digits, `_` or `&`.
  std::vector<TermHit> find(std::string_view text) const;

  /// The term whose form `text` is, as a whole: how a {term} role names one. Falls back to a
  /// comparison without case. `none` when there is no such term.
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t find_whole(std::string_view text) const;

 private:
  struct Entry {
    std::string folded;  // lower case, white space as blanks: the key
    std::string exact;   // as it must stand; empty when any case will do
    std::size_t term = 0;
    FormEnding ending = FormEnding::None;
    bool typed = true;
  };
  /// Longest hit that starts at `begin`; false when there is none.
  bool match_at(std::string_view text, std::string_view folded, std::size_t begin, TermHit& hit) const;

  std::vector<Entry> entries_;            // sorted by `folded`, so a common prefix is one range
  std::vector<std::uint32_t> by_prefix_;  // first entry for each pair of leading bytes
};

}  // namespace gazette
