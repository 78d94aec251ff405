#pragma once
// What a link, image or directive in a page points at. Links between content files are written by path
// and become addresses here.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "model/site.h"

namespace gazette {

struct LinkTarget {
  std::string href;       // as it stands in the output, percent-encoded, with the base path
  PageId page = kNoPage;  // a page of this site
  std::string fragment;   // without `#`, decoded
  bool external = false;  // another site, mail or telephone
  const AssetFile* asset = nullptr;
};

/// Resolves `url` as written in the document at content path `from`. Reports `link/broken`,
/// `link/outside`, `link/scheme` and `link/empty` and gives nullopt then.
std::optional<LinkTarget> resolve_link(const Site& site, std::string_view from, std::string_view url,
                                       const Place& place, Diagnostics& diagnostics);

/// The page a content path names (`neglect.md`, relative to `from` or `/…` from content/); reports
/// `link/broken`.
std::optional<PageId> resolve_page(const Site& site, std::string_view from, std::string_view path,
                                   const Place& place, Diagnostics& diagnostics);

/// An address of this site with the base path in front and everything percent-encoded that needs it.
std::string href_of(const Site& site, std::string_view address);

/// "is a draft", "is not published before 7 December 2026": what follows the name of a page that is held
/// back.
std::string held_in_words(const Hold& hold);

}  // namespace gazette
