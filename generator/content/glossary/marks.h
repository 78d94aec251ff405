#pragma once
// Decides, for one page, which uses of glossary terms get a toggletip, which must be spelled out, and
// what the site-wide checks need to know. Works on text alone: whoever owns the page's
// tree puts the marks into it.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "content/glossary/index.h"
#include "content/prose/prose_run.h"
#include "model/glossary.h"

namespace gazette {

struct TermOptions {
  FirstUse first_use = FirstUse::Warn;
  TipPolicy tips = TipPolicy::Section;
  /// Acronyms readers know without help, in addition to default_known_acronyms().
  std::vector<std::string> known;
};

/// A page and its front matter key `terms: off | skip: [LSCP]`.
struct PageTerms {
  std::string address;  // "/annual-report/2019-20/neglect/"
  std::string path;     // "annual-report/2019-20/neglect.md", below content/
  bool off = false;
  struct Skip {
    std::string name;
    Place place;
  };
  std::vector<Skip> skip;
  std::vector<std::string> explained;  // acronyms explained by an {abbr} role on this page
};

/// One use of a term in a run that may be marked. Uses with neither `tip` nor `expand` stay plain.
struct TermMark {
  std::size_t run = 0;
  std::size_t begin = 0;  // bytes within the run
  std::size_t end = 0;
  std::size_t term = 0;
  std::size_t number = 0;  // n of the id t-<slug>-<n>, from 1; 0 without a tip
  bool tip = false;
  bool expand = false;  // write the expansion first: "Multi-Agency Safeguarding Hub (MASH)"
  FormEnding ending = FormEnding::None;
  bool explained = false;  // its expansion stands beside it, so print need not say it again
};

/// A backslash before a term (`\LSCP`) that is to be dropped from the run.
struct TermEscape {
  std::size_t run = 0;
  std::size_t at = 0;
};

/// A term's uses on one page.
struct TermUse {
  std::size_t term = 0;
  std::size_t count = 0;
  Place first;
};

/// An acronym no entry covers, for `term/undefined` and `term/near-miss`.
struct UnknownAcronym {
  std::string word;
  std::size_t count = 0;
  Place first;
  bool explained = false;  // its words stand beside it somewhere on the page
};

/// A term beside words that are not the glossary's, for `term/expansion-differs`.
struct DifferentExpansion {
  std::size_t term = 0;
  std::string written;
  Place place;
};

struct PageTermMarks {
  std::string address;
  std::string path;
  std::vector<TermMark> marks;      // in document order
  std::vector<TermEscape> escapes;  // in document order
  std::vector<TermUse> used;        // in order of first use; headings and links count as uses
  std::vector<UnknownAcronym> unknown;
  std::vector<DifferentExpansion> different;
};

/// Reads the runs of one page. Reports `term/first-use`, and `term/unknown` for a {term} role or a
/// skipped name the glossary lacks. With `terms: off` only escapes and {term} roles count.
PageTermMarks mark_terms(std::span<const ProseRun> runs, const Glossary& glossary, const GlossaryIndex& index,
                         const PageTerms& page, const TermOptions& options, Diagnostics& diagnostics);

}  // namespace gazette
