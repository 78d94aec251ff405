#pragma once
// Addresses in style sheets: url(), @import and image-set(), found with the token rules of CSS Syntax 3.

#include <string>
#include <string_view>
#include <vector>

#include "base/source_file.h"

namespace gazette {

enum class CssLinkKind { Url, Import };

struct CssLink {
  CssLinkKind kind = CssLinkKind::Url;
  std::string url;  // escapes decoded
  Span span;        // of the address as written, without quotes
};

/// Every address in `css`, in order. Comments, strings that are no addresses and @namespace are left out.
std::vector<CssLink> find_css_links(std::string_view css);

}  // namespace gazette
