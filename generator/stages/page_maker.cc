// Layouts get their values here.
#include "stages/page_maker.h"

#include <algorithm>
#include <utility>

#include "stages/page_context.h"

namespace gazette {

PageMaker::PageMaker(std::shared_ptr<const Site> site, std::vector<std::shared_ptr<const PageProse>> prose,
                     std::vector<std::shared_ptr<const RenderedBody>> bodies)
    : site_(std::move(site)),
      prose_(std::move(prose)),
      bodies_(std::move(bodies)),
      site_values_(site_context(*site_)) {}

std::string PageMaker::make(PageId page, Diagnostics& diagnostics) const {
  std::size_t words = 0;
  for (const ProseRun& run : prose_[static_cast<std::size_t>(page)]->prose.runs) {
    words += static_cast<std::size_t>(std::count(run.text.begin(), run.text.end(), ' ')) + 1;
  }
  const TemplateValue values = page_context(*site_, page, body(page).body, words);
  return site_->theme.templates->render(site_->page(page).layout, values, site_values_, diagnostics);
}

std::vector<const Body*> PageMaker::bodies() const {
  std::vector<const Body*> out;
  out.reserve(bodies_.size());
  for (const auto& body : bodies_) out.push_back(&body->body);
  return out;
}

}  // namespace gazette
