#pragma once
// A built site made into one for people who look at what is not finished.

#include "model/output_tree.h"

namespace gazette {

/// Adds to every page, whatever its theme, that search engines may not list it and a sentence that says what
/// it is, and takes out the address that it names as its own; server files say the same in a header, for
/// pictures and documents too, and robots.txt keeps everybody out. build.json is made anew.
void make_test_site(const Site& site, OutputTree& tree);

}  // namespace gazette
