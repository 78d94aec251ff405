#pragma once
// What a layout sees of one page and of the site (docs/themes.md lists it for theme authors).

#include <cstdint>
#include <string>
#include <vector>

#include "content/body/body_renderer.h"
#include "formats/template.h"
#include "model/site.h"

namespace gazette {

/// Values that are the same on every page: site, strings, assets, style sheets, scripts.
TemplateValue site_context(const Site& site);
/// A number that changes whenever site_context, a menu's label or a menu's address does, but for the names of
/// style sheets: Theme::sheets_fingerprint tells of those.
std::uint64_t chrome_fingerprint(const Site& site);

/// Values of one page. `body` is the page's rendered body; `words` its length.
TemplateValue page_context(const Site& site, PageId page, const Body& body, std::size_t words);

/// Says whether anything page_context reads has changed, but for the body. What other pages show of a page is
/// read once for all of them.
class PageFingerprints {
 public:
  explicit PageFingerprints(const Site& site);
  std::uint64_t of(PageId page) const;

 private:
  std::uint64_t shown(PageId page) const;

  const Site& site_;
  std::vector<std::uint64_t> shown_;  // by page: what menus print of it
};

}  // namespace gazette
