#pragma once
// How a directive is spelt (MyST, https://mystmd.org/guide/syntax-overview): `{name} argument` on the opening
// fence, then `:key: value` lines, then the body.

#include <string>
#include <string_view>
#include <vector>

#include "formats/markdown/markdown.h"

namespace gazette {

/// Fills in the name and argument of a directive whose `span`, the opening fence, is known. `info` is the
/// fence's info string as cmark gives it. Reports `directive/syntax`.
void read_directive_opening(const SourcePtr& source, const std::string& info, Directive& directive,
                            Diagnostics& diagnostics);

/// Reads the option lines at the head of `lines`, each of which starts at the same index of `starts` in the
/// source. Gives the index of the first line of the body. Reports `directive/syntax`.
std::size_t read_directive_options(const SourcePtr& source, const std::vector<std::string_view>& lines,
                                   const std::vector<std::size_t>& starts, Directive& directive,
                                   Diagnostics& diagnostics);

}  // namespace gazette
