#pragma once
// Hosts that readers would take for the site's own.

#include <string_view>

namespace gazette {

/// "example.org" of "www.example.org".
std::string_view without_www(std::string_view host);

/// Whether `host` differs from `own` by one letter (one too many, too few or different, or two swapped), or
/// only in letters that look alike. Both in lower case and without `www.`. Hosts under each other are no
/// slips.
bool is_look_alike(std::string_view host, std::string_view own);

}  // namespace gazette
