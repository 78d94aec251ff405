#pragma once
// The themes that come with Gazette, inside the program: a program copied to another machine builds
// sites all the same.

#include <map>
#include <string>

namespace gazette {

/// The files of themes/ as they were when the program was compiled, by path: "civic/layouts/page.mustache".
std::map<std::string, std::string> built_in_themes();

}  // namespace gazette
