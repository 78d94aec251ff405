// Feeds pages and style sheets to their parsers and to the checks that read both.
#include <memory>
#include <string>

#include "checks/accessibility/check_accessibility.h"
#include "formats/css/css.h"
#include "formats/css/css_color.h"
#include "formats/css/css_links.h"
#include "formats/css/css_media.h"
#include "formats/css/css_selector.h"
#include "formats/html/html_document.h"
#include "tests/fuzz/readers.h"

namespace gazette {

void read_css(const SourcePtr& source, Diagnostics&) {
  const std::string& text = source->text();
  static const HtmlDocument page = [] {
    Diagnostics ignored;
    return parse_html(std::make_shared<SourceFile>("p.html", "<p id=a class='b c'><a href=/>x</a><input>"),
                      ignored);
  }();
  for (const CssRule& rule : parse_css(text).rules) {
    require(rule.span.end <= text.size());
    for (const std::string& media : rule.media) media_matches(media, {});
    for (const CssDeclaration& declaration : rule.declarations) {
      require(declaration.span.end <= text.size());
      parse_css_color(declaration.value);
      css_length_px(declaration.value, 16);
    }
    const auto selectors = parse_css_selectors(rule.selectors);
    if (!selectors) continue;
    for (const CssSelector& selector : *selectors) {
      std::size_t budget = 10'000;
      for (HtmlNodeId id = 0; id < page.size(); ++id) {
        if (page.is_element(id)) css_matches(selector, page, id, budget);
      }
    }
  }
  parse_css_declarations(text);
  for (const CssLink& link : find_css_links(text)) require(link.span.end <= text.size());
}

void read_html(const SourcePtr& source, Diagnostics& diagnostics) {
  const HtmlDocument page = parse_html(source, diagnostics);
  if (page.readable()) check_accessibility(page, StyleSheets::of(page), {}, diagnostics);
}

}  // namespace gazette
