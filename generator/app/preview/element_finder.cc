#include "app/preview/element_finder.h"

#include <utility>

#include "formats/html/html_document.h"

namespace gazette {

struct ElementFinder::Impl {
  HtmlDocument document;
};

ElementFinder::ElementFinder(std::string html) {
  Diagnostics ignored;  // told by the checks
  impl_ = std::make_unique<Impl>(
      Impl{parse_html(std::make_shared<SourceFile>("page.html", std::move(html)), ignored)});
}

ElementFinder::~ElementFinder() = default;

std::string ElementFinder::selector(std::size_t offset) const {
  const HtmlDocument& document = impl_->document;
  HtmlNodeId last = kNoHtmlNode;
  for (HtmlNodeId id = 0; id < document.page_end(); ++id) {
    if (!document.is_element(id)) continue;
    const Span at = document.place(id).span;
    // Implied elements have no tag of their own.
    if (at.begin <= offset && at.end > at.begin) last = id;
  }
  return last == kNoHtmlNode ? std::string() : css_selector(document, last);
}

}  // namespace gazette
