#pragma once
// The script and style that previewed pages load; in no built file.

#include <optional>
#include <string_view>

namespace gazette {

/// "/_gazette/preview.js" and "/_gazette/preview.css".
std::optional<std::string_view> client_file(std::string_view path);

}  // namespace gazette
