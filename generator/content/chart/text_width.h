#pragma once
// How wide a label will be, without a font at hand: measured so generously that labels laid out by
// it never meet in a browser.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// Bold letters are wider.
enum class FontWeight { Normal, Bold };

/// Width in px of one line of text in a common sans serif (Arial's advance widths and 6% more, since
/// readers' machines put other fonts in its place). Wide scripts count a full em a character.
double text_width(std::string_view text, double font_size, FontWeight weight = FontWeight::Normal);

/// Lines no wider than `max_width`, broken at blanks, after hyphens and slashes, and inside a word
/// only when the word alone is too wide. White space is collapsed; at least one line, perhaps empty.
std::vector<std::string> wrap_text(std::string_view text, double max_width, double font_size,
                                   FontWeight weight = FontWeight::Normal);

/// `text` cut so that it fits, with an ellipsis when something was cut.
std::string shorten_text(std::string_view text, double max_width, double font_size,
                         FontWeight weight = FontWeight::Normal);

/// The same with the ellipsis in the middle: names that differ in their last word stay apart.
std::string shorten_middle(std::string_view text, double max_width, double font_size,
                           FontWeight weight = FontWeight::Normal);

/// The widest of several lines.
double widest_line(const std::vector<std::string>& lines, double font_size,
                   FontWeight weight = FontWeight::Normal);

}  // namespace gazette
