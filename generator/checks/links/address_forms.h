#pragma once
// Addresses that can be judged by their form alone: mailto, tel, other schemes, and what is no address.

#include <string_view>

#include "checks/links/link_finding.h"
#include "formats/url.h"

namespace gazette {

/// Any scheme but http and https. `written` is the address as the author has it.
LinkFinding check_other_scheme(const Url& url, std::string_view written);
/// An address that no browser can read.
LinkFinding explain_unreadable(std::string_view written, UrlFault fault);
/// An address that works because browsers mend it; Ok when there was nothing to mend.
LinkFinding check_repairs(const Url& url, std::string_view written);

}  // namespace gazette
