#pragma once
// "Did you mean …?": the nearest known name to a mistyped one.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`; stops counting above `limit`
/// and gives `limit + 1` then.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to `name`, compared without case, `-`, `_` and blanks; nullopt when none is
/// near enough to be a likely slip (a third of the length, at least 1; of a single letter, its case alone).
/// Ties go to the first.
std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "did you mean `x`?" or "" when nothing is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace gazette
