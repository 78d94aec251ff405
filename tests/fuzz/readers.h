#pragma once
// What the two files of the fuzzer share. They are two because the trees of Markdown and of HTML have names
// in common.

#include <cstdlib>

#include "base/diagnostics.h"

namespace gazette {

/// A broken promise of a parser, not only a crash, ends the run.
inline void require(bool holds) {
  if (!holds) std::abort();
}

void read_css(const SourcePtr& source, Diagnostics& diagnostics);
void read_html(const SourcePtr& source, Diagnostics& diagnostics);

}  // namespace gazette
