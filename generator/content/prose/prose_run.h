#pragma once
// A page's text as the checks on words see it: one run for each text node, in document order, after
// Markdown and entities have been decoded.

#include <cstddef>
#include <string>

#include "base/source_file.h"

namespace gazette {

/// One text node. Text that continues over a soft line break belongs in one run, with the break as
/// a line feed or a blank: a term may stand on two lines of the source. Emphasis, links and other elements
/// start a new run, for a term never crosses their borders.
struct ProseRun {
  std::string text;
  bool markable = true;     // false in headings, links, buttons, th, caption, summary, abbr, dfn and the like
  std::size_t section = 0;  // counts up at every h2; readers arrive by anchor
  std::size_t block = 0;    // runs of one paragraph, cell or heading share a number
  Place place;              // the text node in its source
  bool code = false;        // code, pre, kbd, samp: not read at all
  bool by_hand = false;     // the text of a {term} role: marked whatever the policy says
};

/// Where bytes [begin, end) of a run stand in its source. Exact when the source text equals the run;
/// otherwise (typographic quotes, entities, escapes) the same words are looked for in the run's
/// source, and the whole run is named when they cannot be found.
Place place_in_run(const ProseRun& run, std::size_t begin, std::size_t end);

}  // namespace gazette
