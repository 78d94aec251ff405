#pragma once
// The few pieces our own markup is built from: escaped, well-formed, on one line.

#include <string>
#include <string_view>

namespace gazette {

/// `<name attributes>content</name>`; attributes and content are markup already.
std::string tag(std::string_view name, std::string_view attributes, std::string_view content);
/// `name="value"`, the value escaped.
std::string attribute(std::string_view name, std::string_view value);
/// A link with escaped text; the text alone when there is no address.
std::string link_html(std::string_view address, std::string_view text);

}  // namespace gazette
