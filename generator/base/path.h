#pragma once
// Paths as text, with `/` between their parts. Nothing here asks a disk.

#include <string>
#include <string_view>

namespace gazette {

/// What the last part stands in: "guide" of "guide/setup.md"; empty when there is but one part.
std::string_view folder_of(std::string_view path);

/// The last part: "setup.md" of "guide/setup.md"; empty for a path that ends in `/`.
std::string_view file_name_of(std::string_view path);

/// How the file `from` writes the way to `path`, both from the same root: "../fees.md" for "fees.md" from
/// "guide/setup.md".
std::string relative_path(std::string_view from, std::string_view path);

}  // namespace gazette
