#pragma once
// Patterns for paths, as `files:` of site.yaml has them.

#include <string_view>

namespace gazette {

/// Whether a path fits a pattern: `?` stands for one byte and `*` for any number within one part of the path,
/// `**` as a whole part for any number of parts, none among them. Everything else stands for itself. Takes
/// time in proportion to both lengths multiplied, whatever the pattern.
bool matches_glob(std::string_view pattern, std::string_view path);

/// Whether a pattern holds a `*` or `?`.
bool is_glob(std::string_view pattern);

}  // namespace gazette
