#pragma once
// A word-sized line for a table cell: a picture of the shape only. The cell itself must state the
// first and last figure, so it is hidden from assistive technology.

#include <optional>
#include <span>
#include <string>

namespace gazette {

/// An SVG of 7rem by 1.75rem (class `sparkline`), in the text's own colour. Missing values leave gaps;
/// an empty string when there is no value at all.
std::string sparkline_svg(std::span<const std::optional<double>> values);

}  // namespace gazette
