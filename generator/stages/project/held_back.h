#pragma once
// Keys of front matter that were meant to keep a page back, and do not.

#include <cstddef>
#include <string>
#include <vector>

#include "formats/yaml.h"

namespace gazette {

/// Reports each key of `root` that is not among `known`: `front-matter/held-back`, an error, when it or its
/// value nearly says that the page is not to be published yet or any longer, in our words or in those of
/// another system; `front-matter/unknown-key`, a warning, for any other.
void report_front_matter_keys(const YamlNode& root, const std::vector<std::string>& known,
                              const SourcePtr& source, Diagnostics& diagnostics);

/// Reports `front-matter/held-back` for a line such as `draft: true` that opens the text of a page: it stands
/// below the dashes, where it is printed and keeps nothing back. `begin` is the first byte of the text.
void report_keys_below(const SourcePtr& source, std::size_t begin, Diagnostics& diagnostics);

}  // namespace gazette
