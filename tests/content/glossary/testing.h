#pragma once
// Terms for the tests of the glossary, without a file to read them from.

#include <string>
#include <utility>

#include "base/text.h"
#include "model/glossary.h"

namespace gazette::testing {

/// A term as the reader would give it: its slug comes from its head.
inline Term term(std::string head, std::string expansion, std::string definition = {}) {
  Term out;
  out.term = std::move(head);
  out.expansion = std::move(expansion);
  out.definition = std::move(definition);
  out.slug = slugify(out.term);
  return out;
}

}  // namespace gazette::testing
