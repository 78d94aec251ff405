#pragma once
// The terms a site explains, as read from content/data/glossary.csv. Plain data; matching lives in
// content/glossary/index.h.

#include <cstddef>
#include <string>
#include <vector>

#include "base/source_file.h"

namespace gazette {

/// How a form is compared with the text: letter by letter, or without regard to case. Acronyms are
/// always compared exactly, so that "lac" is never taken for LAC.
enum class TermMatch { Exact, AnyCase };

/// Live: explained wherever it is used. Former: a name no longer in use, explained all the same.
/// WellKnown: listed, but never given a tip and never asked to stand beside its expansion.
enum class TermStatus { Live, Former, WellKnown };

/// What to do about a first use that does not stand beside its expansion: `glossary.first_use`.
enum class FirstUse { Off, Warn, Error, Expand };
/// Which uses get a toggletip: `glossary.tips`.
enum class TipPolicy { Page, Section, All, None };

/// One row of the glossary.
struct Term {
  std::string term;                // the head, as it is shown: "MASH"
  std::string expansion;           // "Multi-Agency Safeguarding Hub"; empty for a plain word
  std::string definition;          // plain text, up to kLongestDefinition characters; may be empty
  std::vector<std::string> forms;  // further spellings, as typed: "policies"
  TermMatch match = TermMatch::Exact;
  std::vector<std::string> see;  // heads of related terms
  TermStatus status = TermStatus::Live;
  std::vector<std::string> skip_pages;  // content paths or addresses where the term is left alone
  std::string slug;                     // unique in the glossary: the anchor on the glossary page
  Place place;                          // the head's cell
};

/// Characters a definition may have: what fits a small screen without scrolling.
inline constexpr std::size_t kLongestDefinition = 300;

/// All terms in the order of the file. Terms are named by their index from here on.
struct Glossary {
  std::vector<Term> terms;
  SourcePtr source;  // null when the site has no glossary
};

}  // namespace gazette
