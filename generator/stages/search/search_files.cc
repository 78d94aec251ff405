#include "stages/search/search_files.h"

#include <utility>

#include "content/prose/link_target.h"
#include "stages/search/search_index.h"

namespace gazette {

namespace {

const Page* search_page(const Site& site) {
  for (const Page& page : site.pages) {
    if (page.layout == "search") return &page;
  }
  return nullptr;
}

bool can_be_found(const Page& page) {
  return page.origin != PageOrigin::Print && page.layout != "search" && page.address != "/404.html" &&
         !page.withdrawn;
}

/// What a result says under its title: the report a chapter belongs to, or the section.
std::string section_of(const Site& site, PageId id) {
  const Page& page = site.page(id);
  if (page.report != kNoPage && page.report != id) return site.page(page.report).title;
  return page.section == kNoPage || page.section == site.home ? std::string() : site.page(page.section).title;
}

}  // namespace

void add_search_files(const Site& site, const std::vector<const Body*>& bodies, OutputTree& tree) {
  const Page* search = search_page(site);
  if (search == nullptr) return;
  std::vector<SearchDocument> documents;
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    const Page& page = site.pages[i];
    if (!can_be_found(page)) continue;
    std::vector<SearchDocument> found = search_documents(
        href_of(site, page.address), page.title, section_of(site, static_cast<PageId>(i)), bodies[i]->html);
    const FrontMatter& front = page.document->front_matter;
    found.front().description = front.description.text;
    found.front().keywords = front.tags;
    for (SearchDocument& each : found) documents.push_back(std::move(each));
  }
  std::vector<SearchSynonym> synonyms;
  for (const Term& term : site.glossary.terms) synonyms.push_back({term.term, term.forms, term.expansion});
  const std::string folder = search->output_path.substr(0, search->output_path.rfind('/') + 1);
  for (SearchFile& file : search_index(documents, synonyms, site.config.language)) {
    tree.add(folder + file.name, std::move(file.bytes));
  }
}

}  // namespace gazette
