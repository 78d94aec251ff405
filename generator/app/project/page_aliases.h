#pragma once
// The old addresses in a page's front matter, edited in its text.

#include <functional>
#include <string>

namespace gazette {

/// Adds an old address to the page's `aliases`. A text without front matter stays as it is.
void add_alias(std::string& text, const std::string& address);

/// Takes aliases out: a page that comes back to an old address is no alias of itself.
void drop_aliases(std::string& text, const std::function<bool(const std::string&)>& is_unwanted);

}  // namespace gazette
