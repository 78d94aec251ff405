#pragma once
// Style sheets and scripts as they are sent: without the comments and indentation that are for their authors.
// Line breaks stay, so a browser's messages name the right line, and packed by the server they weigh next to
// nothing.

#include <string>
#include <string_view>

namespace gazette {

/// Leaves out comments and the blanks at both ends of lines; what stands in quotes stays as it is.
std::string compact_css(std::string_view css);

/// Leaves out lines that hold nothing but a comment, and indentation. Telling a comment from a regular
/// expression or a text needs a parser of JavaScript, so this does no more than is certain: a script with a
/// template of several lines stays as it is.
std::string compact_script(std::string_view script);

}  // namespace gazette
