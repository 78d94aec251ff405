#pragma once
// Pages for writers under /_gazette/: problems, pages, data, terms, links, and the theme's parts.

#include <optional>
#include <string>
#include <string_view>

#include "app/preview/snapshot.h"

namespace gazette {

/// The page or JSON at a path below /_gazette/; nullopt when there is none. `target` holds the query.
std::optional<std::string> editor_page(const PreviewSnapshot& snapshot, const std::string& path,
                                       std::string_view target, const PreviewAddress& address);

/// A page of our own for an address nobody knows, on a site without 404.html.
std::string not_found_page(std::string_view path);

/// The link that opens a place in the writer's editor: `params.editor` of site.yaml, with `{path}`, `{line}`
/// and
/// `{column}` filled in; VS Code's without one.
std::string editor_link(const Place& place, const Site& site, const PreviewAddress& address);

}  // namespace gazette
