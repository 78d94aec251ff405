#pragma once
// The names that make a drawing (SVG 1.1 and 2) and nothing else: no scripts, no data of editors.

#include <string_view>

namespace gazette {

bool is_svg_element(std::string_view name);
bool is_svg_attribute(std::string_view name);
/// Text in a drawing that is laid out as in a web page (`foreignObject`): elements and attributes that only
/// set it.
bool is_text_element(std::string_view name);
bool is_text_attribute(std::string_view name);

}  // namespace gazette
