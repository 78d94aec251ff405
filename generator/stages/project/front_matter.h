#pragma once
// Reads the metadata block that opens a content file (docs/writing.md).

#include "model/document.h"

namespace gazette {

/// Reads the front matter of a source and gives the offset at which the body starts. Reports
/// `front-matter/unclosed`, `front-matter/missing-title`, `front-matter/unknown-key` and
/// `front-matter/bad-value`.
FrontMatter read_front_matter(const SourcePtr& source, std::size_t& body_begin, Diagnostics& diagnostics);

}  // namespace gazette
