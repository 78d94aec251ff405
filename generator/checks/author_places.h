#pragma once
// From a place in a built page back to what its author wrote: the Markdown where it came from a body, the
// layout where it came from the theme.

#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "model/output_tree.h"

namespace gazette {

/// The author's place for byte `offset` of an output; nullopt where a layout wrote it.
std::optional<Place> author_place(const OutputFile& file, std::size_t offset);

/// Moves findings from built HTML to their authors' files. One that a layout repeats on many pages is kept
/// once, at the layout, with the number of pages. `path_of` findings' sources are output paths.
void move_to_authors(const Site& site, const OutputTree& tree,
                     const std::map<std::string, SourcePtr>& theme_files, Diagnostics& diagnostics);

/// Names the page of every finding in a page's own Markdown that no page was named for yet.
void name_pages(const Site& site, Diagnostics& diagnostics);

}  // namespace gazette
