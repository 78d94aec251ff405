#pragma once
// The addresses that a page leads to, for paper, where a link cannot be followed.

#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// One address and the words of the first link to it, both plain text.
struct PrintedLink {
  std::string label;
  std::string address;  // whole, with scheme and host
};

/// The links of a body, each address once, in the order in which they come; `origin` ("https://example.org")
/// is put before addresses on the site. Left out: links within the page, links whose words are their own
/// address, and those in definitions, which paper does not show.
std::vector<PrintedLink> printed_links(std::string_view html, std::string_view origin);

}  // namespace gazette
