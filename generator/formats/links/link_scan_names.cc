// Names of elements, relations and properties, and what an address under each is for.
#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "formats/links/link_scan_parts.h"

namespace gazette::link_scan {
namespace {

bool has_word(std::string_view list, std::string_view word) {
  std::size_t i = 0;
  while (i < list.size()) {
    while (i < list.size() && is_ascii_space(list[i])) ++i;
    const std::size_t begin = i;
    while (i < list.size() && !is_ascii_space(list[i])) ++i;
    if (equals_ignoring_case(list.substr(begin, i - begin), word)) return true;
  }
  return false;
}

}  // namespace

Element element_of_name(std::string_view name) {
  static const std::unordered_map<std::string_view, Element> kElements = {{"a", Element::A},
                                                                          {"area", Element::Area},
                                                                          {"link", Element::Link},
                                                                          {"script", Element::Script},
                                                                          {"img", Element::Img},
                                                                          {"image", Element::Img},
                                                                          {"source", Element::Source},
                                                                          {"video", Element::Video},
                                                                          {"audio", Element::Audio},
                                                                          {"track", Element::Track},
                                                                          {"iframe", Element::Frame},
                                                                          {"frame", Element::Frame},
                                                                          {"embed", Element::Embed},
                                                                          {"object", Element::Object},
                                                                          {"form", Element::Form},
                                                                          {"button", Element::Button},
                                                                          {"input", Element::Input},
                                                                          {"meta", Element::Meta},
                                                                          {"base", Element::Base},
                                                                          {"blockquote", Element::Cited},
                                                                          {"q", Element::Cited},
                                                                          {"del", Element::Cited},
                                                                          {"ins", Element::Cited},
                                                                          {"table", Element::Backdrop},
                                                                          {"td", Element::Backdrop},
                                                                          {"th", Element::Backdrop},
                                                                          {"tr", Element::Backdrop},
                                                                          {"map", Element::Map},
                                                                          {"template", Element::Template},
                                                                          {"style", Element::Style},
                                                                          {"noscript", Element::Noscript},
                                                                          {"svg", Element::Svg},
                                                                          {"math", Element::Math},
                                                                          {"body", Element::Body}};
  const auto found = kElements.find(name);
  return found == kElements.end() ? Element::Other : found->second;
}

/// SVG elements whose href is drawn or applied, not followed.
bool is_svg_reference(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "use",    "lineargradient", "radialgradient", "pattern",          "textpath", "mpath",
      "filter", "animate",        "animatemotion",  "animatetransform", "set",      "tref",
      "cursor", "discard",        "glyphref",       "altglyph"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// Start tags that end SVG or MathML (HTML 13.2.6.5).
bool breaks_out_of_foreign_content(const MarkupToken& token) {
  constexpr std::string_view kNames[] = {
      "b",     "big",   "blockquote", "body",   "br",   "center", "code",  "dd", "div",  "dl",   "dt",
      "em",    "embed", "h1",         "h2",     "h3",   "h4",     "h5",    "h6", "head", "hr",   "i",
      "img",   "li",    "listing",    "menu",   "meta", "nobr",   "ol",    "p",  "pre",  "ruby", "s",
      "small", "span",  "strike",     "strong", "sub",  "sup",    "table", "tt", "u",    "ul",   "var"};
  if (token.name == "font") {
    return token.find("color") != nullptr || token.find("face") != nullptr || token.find("size") != nullptr;
  }
  return std::binary_search(std::begin(kNames), std::end(kNames), std::string_view(token.name));
}

bool is_html_integration_point(std::string_view name) {
  return name == "foreignobject" || name == "desc" || name == "title" || name == "annotation-xml" ||
         name == "mi" || name == "mo" || name == "mn" || name == "ms" || name == "mtext";
}

LinkKind kind_of_rel(std::string_view rel) {
  if (has_word(rel, "stylesheet")) return LinkKind::Stylesheet;
  for (const std::string_view word :
       {"preconnect", "dns-prefetch", "profile", "pingback", "edituri", "wlwmanifest", "webmention",
        "micropub", "token_endpoint", "authorization_endpoint", "indieauth-metadata", "openid.server",
        "openid2.provider", "transformation"}) {
    if (has_word(rel, word)) return LinkKind::Hint;
  }
  if (rel.starts_with("schema.")) return LinkKind::Hint;
  if (has_word(rel, "canonical")) return LinkKind::Canonical;
  if (has_word(rel, "alternate")) return LinkKind::Alternate;
  for (const std::string_view word : {"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon",
                                      "image_src", "apple-touch-startup-image"}) {
    if (has_word(rel, word)) return LinkKind::Image;
  }
  for (const std::string_view word :
       {"preload", "modulepreload", "prefetch", "prerender", "manifest", "import", "subresource"}) {
    if (has_word(rel, word)) return LinkKind::Resource;
  }
  return LinkKind::Related;
}

std::optional<LinkKind> kind_of_property(std::string_view property) {
  const std::string name = to_lower_ascii(property);
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (name == "og:url") return LinkKind::Canonical;
  for (const std::string_view prefix : {"og:image", "og:video", "og:audio"}) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view rest = std::string_view(name).substr(prefix.size());
    if (rest.empty() || rest == ":url" || rest == ":secure_url") return LinkKind::Share;
  }
  if (is_one_of({"twitter:image", "twitter:image:src", "twitter:player", "twitter:player:stream"}))
    return LinkKind::Share;
  if (is_one_of({"msapplication-tileimage", "msapplication-square70x70logo",
                 "msapplication-square150x150logo", "msapplication-wide310x150logo",
                 "msapplication-square310x310logo", "thumbnail"})) {
    return LinkKind::Image;
  }
  return name == "msapplication-config" ? std::optional(LinkKind::Resource) : std::nullopt;
}

std::optional<LinkKind> kind_of_item_property(std::string_view name) {
  if (name == "image" || name == "thumbnailUrl" || name == "logo") return LinkKind::Image;
  return name == "url" ? std::optional(LinkKind::Canonical) : std::nullopt;
}

}  // namespace gazette::link_scan
