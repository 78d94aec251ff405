#pragma once
// Stage 1: every Markdown file becomes a Document. Nothing here knows of another page, but for the
// files a page includes.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "stages/project/project_files.h"

namespace gazette {

/// Documents kept from one build to the next. An entry holds as long as the files it was made from
/// are the very same values, and its messages are said again.
struct ScanCache {
  struct Entry {
    DocumentPtr document;
    std::vector<SourcePtr> sources;  // the page's own file first, then what it includes
    Diagnostics diagnostics;
  };
  std::vector<Entry> entries;       // sorted by content path
  std::set<std::string> taken_ids;  // of the theme, when these were made
};

/// Whether a file or a folder on its path begins with `_`: text for `{include}`, no page of its own, so it
/// needs no front matter. `_index.md` is a page.
bool is_fragment(std::string_view path);

/// All documents in order of their paths.
std::vector<DocumentPtr> scan_documents(const ProjectFiles& files, ScanCache& cache, unsigned jobs,
                                        Diagnostics& diagnostics);

}  // namespace gazette
