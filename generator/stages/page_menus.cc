// Each entry tells a layout what it needs of the page it leads to, and whether the reader is there already.
#include "stages/page_menus.h"

#include <algorithm>
#include <iterator>

#include "content/prose/link_target.h"

namespace gazette {
namespace {

/// A section menu longer than this helps nobody: the section's own page lists them all.
constexpr std::size_t kLongestMenu = 40;

bool is_section_above(const Site& site, PageId page, PageId section) {
  for (PageId above = site.page(page).section; above != kNoPage; above = site.page(above).section) {
    if (above == section) return true;
  }
  return false;
}

TemplateValue menu_item(const Site& site, PageId target, const std::string& label, PageId current) {
  TemplateValue item;
  item.set("label", label.empty() ? site.page(target).label : label);
  item.set("address", href_of(site, site.page(target).address));
  item.set("current", target == current);
  item.set("ancestor", target != site.home && current != kNoPage && is_section_above(site, current, target));
  item.set("description", site.page(target).document->front_matter.description.text);
  item.set("children", false).set("has_children", false);
  return item;
}

PageId menu_root(const Site& site, PageId id) {
  const Page& page = site.page(id);
  if (page.report != kNoPage) return page.report;
  return page.is_section && id != site.home ? id : page.section;
}

/// The listed pages right below a section; none when the section has too many pages for a menu.
std::vector<PageId> menu_children(const Site& site, PageId section) {
  std::vector<PageId> out;
  const std::vector<PageId>& children = site.page(section).children;
  if (children.size() > kLongestMenu) return out;
  std::copy_if(children.begin(), children.end(), std::back_inserter(out),
               [&](PageId child) { return site.page(child).listed; });
  return out;
}

void set_neighbour(TemplateValue& out, const Site& site, const std::string& key, PageId id) {
  if (id == kNoPage) {
    out.set(key, false);
    return;
  }
  TemplateValue value;
  value.set("label", site.page(id).label).set("address", href_of(site, site.page(id).address));
  out.set(key, std::move(value));
}

}  // namespace

Menu menu_pages(const Site& site, const std::vector<MenuEntry>& entries) {
  Menu menu;
  for (const MenuEntry& entry : entries) {
    const auto found = site.by_path.find(entry.page.text);
    if (found != site.by_path.end() && !site.page(found->second).withdrawn)
      menu.emplace_back(found->second, entry.label);
  }
  return menu;
}

Menu main_menu(const Site& site) {
  if (site.config.has_navigation || site.home == kNoPage) return menu_pages(site, site.config.navigation);
  Menu menu;
  for (const PageId child : site.page(site.home).children) {
    if (site.page(child).listed) menu.emplace_back(child, std::string());
  }
  return menu;
}

TemplateValue menu_list(const Site& site, const Menu& menu, PageId current) {
  TemplateValue list = TemplateValue::list();
  for (const auto& [page, label] : menu) list.push(menu_item(site, page, label, current));
  return list;
}

SectionMenu section_menu(const Site& site, PageId id) {
  SectionMenu menu{menu_root(site, id), {}};
  if (menu.section == kNoPage || menu.section == site.home) return menu;
  for (const PageId child : menu_children(site, menu.section)) {
    SectionMenuEntry& entry = menu.entries.emplace_back(SectionMenuEntry{child, {}});
    if (child == id || is_section_above(site, id, child)) entry.below = menu_children(site, child);
  }
  return menu;
}

void set_section_menu(TemplateValue& out, const Site& site, PageId id) {
  const SectionMenu menu = section_menu(site, id);
  TemplateValue list = TemplateValue::list();
  for (const SectionMenuEntry& entry : menu.entries) {
    TemplateValue item = menu_item(site, entry.page, {}, id);
    if (!entry.below.empty()) {
      TemplateValue below = TemplateValue::list();
      for (const PageId page : entry.below) below.push(menu_item(site, page, {}, id));
      item.set("children", std::move(below)).set("has_children", true);
    }
    list.push(std::move(item));
  }
  const bool any = menu.section != kNoPage;
  out.set("section_navigation", std::move(list)).set("has_section_navigation", !menu.entries.empty());
  out.set("section_title", any ? std::string_view(site.page(menu.section).label) : std::string_view());
  out.set("section_address", any ? href_of(site, site.page(menu.section).address) : std::string());
  out.set("section_is_current", menu.section == id);
}

void set_breadcrumbs(TemplateValue& out, const Site& site, PageId id) {
  std::vector<PageId> trail{id};
  for (PageId above = site.page(id).section; above != kNoPage; above = site.page(above).section)
    trail.push_back(above);
  std::reverse(trail.begin(), trail.end());
  TemplateValue list = TemplateValue::list();
  for (const PageId step : trail) list.push(menu_item(site, step, {}, id));
  out.set("breadcrumbs", std::move(list)).set("has_breadcrumbs", trail.size() > 1);
}

void set_neighbours(TemplateValue& out, const Site& site, PageId id) {
  set_neighbour(out, site, "previous", site.page(id).previous);
  set_neighbour(out, site, "next", site.page(id).next);
}

}  // namespace gazette
