// Walks down from the report's first page.
#include "stages/printed_report.h"

#include <algorithm>

#include "base/text.h"
#include "content/words/wording.h"

namespace gazette {

std::vector<PageId> report_pages(const Site& site, PageId report) {
  std::vector<PageId> out;
  std::vector<PageId> open{report};
  while (!open.empty()) {
    const PageId id = open.back();
    open.pop_back();
    if (id == kNoPage) continue;
    out.push_back(id);
    const auto& children = site.page(id).children;
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      if (site.page(*child).listed && site.page(*child).origin == PageOrigin::Content) open.push_back(*child);
    }
  }
  if (report != kNoPage) {
    for (const PageId page : pages_printed_with(site, report)) out.push_back(page);
  }
  return out;
}

std::vector<PageId> pages_printed_with(const Site& site, PageId report) {
  std::vector<PageId> out;
  const YamlNode* also = site.page(report).document->front_matter.params.find("print_also");
  if (also == nullptr) return out;
  for (const YamlNode& path : also->children) {
    const auto found = site.by_path.find(path.text);
    // A chapter is there already.
    if (found == site.by_path.end() || site.page(found->second).report == report) continue;
    if (std::find(out.begin(), out.end(), found->second) == out.end()) out.push_back(found->second);
  }
  return out;
}

std::string print_title(const Site& site, const Page& page) {
  return say(site.theme.strings, "print_title", {{"title", page.title}});
}

std::string print_prefix(const Site& site, PageId id) {
  const Page& page = site.page(id);
  // No slug has `_` or `--`, so a folder's name, a chapter's and a heading's never run into each other.
  const auto joined = [](std::string_view address) {
    std::string out;
    for (const std::string_view part : split(address, '/')) {
      if (!part.empty()) out += (out.empty() ? "" : "_") + slugify(part);
    }
    return out;
  };
  if (page.report == kNoPage) return "other__" + joined(page.address);
  const std::string& root = site.page(page.report).address;
  const std::string slug =
      joined(std::string_view(page.address).substr(std::min(root.size(), page.address.size())));
  if (slug.empty()) return "report";
  return slug == "report" || site.theme.ids.count(slug) > 0 ? slug + "_" : slug;
}

}  // namespace gazette
