#pragma once
// The ways from a page to others, as layouts print them: menus, the list of a section, the trail to the home
// page, previous and next. docs/themes.md lists the variables for theme authors.

#include <string>
#include <utility>
#include <vector>

#include "formats/template.h"
#include "model/site.h"

namespace gazette {

/// Pages, each with the label written in site.yaml; empty for the page's own.
using Menu = std::vector<std::pair<PageId, std::string>>;

/// The pages of a menu of site.yaml. Unknown ones are left out.
Menu menu_pages(const Site& site, const std::vector<MenuEntry>& entries);

/// The `navigation` of site.yaml; where it has none, the listed pages right below the home page.
Menu main_menu(const Site& site);

/// A menu as the values of a layout, in which the entries of the `current` page and of those above it are
/// marked.
TemplateValue menu_list(const Site& site, const Menu& menu, PageId current);

struct SectionMenuEntry {
  PageId page = kNoPage;
  std::vector<PageId> below;  // only where the reader is on `page` or below it
};

/// The pages beside one page, in the section that it belongs to: its report where it has one, itself where it
/// is a section. kNoPage outside of any; no entries right below the home page, which the main menu covers,
/// and where they would be too many.
struct SectionMenu {
  PageId section = kNoPage;
  std::vector<SectionMenuEntry> entries;
};

SectionMenu section_menu(const Site& site, PageId page);

/// Sets `section_navigation` to that menu, and `section_title`, `section_address` and `section_is_current`.
void set_section_menu(TemplateValue& out, const Site& site, PageId page);

/// Sets `breadcrumbs`, from the home page down to this one.
void set_breadcrumbs(TemplateValue& out, const Site& site, PageId page);

/// Sets `previous` and `next`, each false where there is none.
void set_neighbours(TemplateValue& out, const Site& site, PageId page);

}  // namespace gazette
