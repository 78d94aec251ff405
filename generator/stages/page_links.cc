#include "stages/page_links.h"

#include <unordered_set>

#include "base/text.h"
#include "formats/html/character_references.h"
#include "formats/html/markup_tokens.h"

namespace gazette {
namespace {

std::string attribute_text(std::string_view html, const MarkupToken& token, std::string_view name) {
  const MarkupAttribute* attribute = token.find(name);
  if (attribute == nullptr) return {};
  return decode_references(html.substr(attribute->value.begin, attribute->value.end - attribute->value.begin),
                           ReferenceContext::Attribute);
}

/// Reads a body from its first token to its last. Definitions are spans of class `tip` and hold other spans.
class LinkReader {
 public:
  LinkReader(std::string_view html, std::string_view origin) : html_(html), origin_(origin) {}

  std::vector<PrintedLink> read() {
    MarkupTokenizer tokens(html_, MarkupMode::Html);
    MarkupToken token;
    while (tokens.next(token)) {
      if (token.kind == MarkupTokenKind::StartTag) start(token);
      if (token.kind == MarkupTokenKind::EndTag) end(token);
      if (token.kind == MarkupTokenKind::Text && !link_.address.empty()) {
        link_.label +=
            decode_references(html_.substr(token.content.begin, token.content.end - token.content.begin),
                              ReferenceContext::Text);
      }
    }
    return std::move(links_);
  }

 private:
  void start(const MarkupToken& token) {
    if (token.name == "span" && !token.self_closing) {
      if (tip_depth_ > 0 ||
          (" " + attribute_text(html_, token, "class") + " ").find(" tip ") != std::string::npos) {
        ++tip_depth_;
      }
    }
    if (token.name != "a" || tip_depth_ > 0) return;
    const std::string address = attribute_text(html_, token, "href");
    link_ = {};
    if (address.empty() || address.front() == '#') return;
    const bool on_site = address.front() == '/' && !address.starts_with("//");
    link_.address = on_site ? std::string(origin_) + address : address;
  }

  void end(const MarkupToken& token) {
    if (token.name == "span" && tip_depth_ > 0) --tip_depth_;
    if (token.name != "a" || link_.address.empty()) return;
    link_.label = collapse_white_space(link_.label);
    const bool says_itself = link_.address.find(link_.label) != std::string::npos;
    if (!says_itself && seen_.insert(link_.address).second) links_.push_back(std::move(link_));
    link_ = {};
  }

  std::string_view html_;
  std::string_view origin_;
  int tip_depth_ = 0;
  PrintedLink link_;  // the one that is open; without an address none is
  std::unordered_set<std::string> seen_;
  std::vector<PrintedLink> links_;
};

}  // namespace

std::vector<PrintedLink> printed_links(std::string_view html, std::string_view origin) {
  return LinkReader(html, origin).read();
}

}  // namespace gazette
