#pragma once
// One page from its body and the site: the last step of rendering, apart so that a preview can take it later.

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "content/body/body_renderer.h"
#include "formats/template.h"
#include "model/site.h"

namespace gazette {

/// Terms of one page, found before any body is rendered since the glossary page prints them.
struct PageProse {
  Prose prose;
  PageTermMarks terms;
  Diagnostics diagnostics;
};

/// A body with the messages of making it.
struct RenderedBody {
  Body body;
  Diagnostics diagnostics;
  bool has_findings = false;            // of its own, or of the chapters it is made of
  std::unordered_set<std::string> ids;  // of all its elements
  std::uint64_t fingerprint = 0;        // of its html
};

/// Everything pages of one build are made from. Constant, and shared between threads.
class PageMaker {
 public:
  PageMaker(std::shared_ptr<const Site> site, std::vector<std::shared_ptr<const PageProse>> prose,
            std::vector<std::shared_ptr<const RenderedBody>> bodies);

  std::string make(PageId page, Diagnostics& diagnostics) const;

  const Site& site() const { return *site_; }
  const RenderedBody& body(PageId page) const { return *bodies_[static_cast<std::size_t>(page)]; }
  /// By page, for the search index.
  std::vector<const Body*> bodies() const;

 private:
  std::shared_ptr<const Site> site_;
  std::vector<std::shared_ptr<const PageProse>> prose_;
  std::vector<std::shared_ptr<const RenderedBody>> bodies_;
  TemplateValue site_values_;
};

}  // namespace gazette
