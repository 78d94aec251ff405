#pragma once
// The role that an element has by itself: HTML-AAM, with ARIA in HTML where that says more.

#include <string_view>

#include "formats/html/html_document.h"

namespace gazette {

/// The role's name, or "" when the element has none. Tables and lists are answered as if they had not
/// been made presentational; the caller knows better.
std::string_view implicit_role_name(const HtmlDocument& document, HtmlNodeId element);

/// The `type` of an `input` as browsers read it: lower case, "text" for what they do not know.
std::string_view input_type(const HtmlDocument& document, HtmlNodeId input);

}  // namespace gazette
