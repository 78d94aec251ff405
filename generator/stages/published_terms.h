#pragma once
// A term that nothing but held-back pages uses is held back with them.

#include "model/site.h"

namespace gazette {

/// Takes out of the glossary each term that a held-back page uses and no live page, published data set or
/// shown matrix does. Terms that nobody uses stay: the list of all terms is where they are read.
void settle_published_terms(Site& site);

}  // namespace gazette
