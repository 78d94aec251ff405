#pragma once
// Accessibility and words of files of HTML, whoever made them. Knows nothing of sites: places are in the
// HTML.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "checks/foreign_content.h"

namespace gazette {

/// A file to check: its path below the checked folder, and its text.
struct HtmlFile {
  std::string path;
  SourcePtr source;
};

/// The text of another file of the same folder, by its path; nothing when it is not there.
using FileLookup = std::function<std::optional<std::string_view>(const std::string& path)>;

/// What to check in each file.
struct HtmlChecks {
  bool accessibility = true;
  ForeignContentCheck* content = nullptr;  // null: words and structure are checked elsewhere, or not wanted
};

/// Checks every file on up to `jobs` threads; findings come in the order of the files. `base_path` is what
/// addresses of the site start with ("/"). Style sheets are read once for all pages that link the same.
void check_html_files(std::span<const HtmlFile> files, const FileLookup& lookup, std::string_view base_path,
                      unsigned jobs, const HtmlChecks& checks, Diagnostics& diagnostics);

/// Whether a file of that name is a page to check.
bool is_html_path(std::string_view path);

}  // namespace gazette
