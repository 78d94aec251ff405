// Links of feeds, sitemaps and other XML, of web manifests, JSON feeds and structured data, and of
// robots.txt.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "formats/html/character_references.h"
#include "formats/json_strings.h"
#include "formats/links/link_scan_parts.h"

namespace gazette::link_scan {
namespace {

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Formats told apart by their root element.
enum class XmlFormat { Unknown, Sitemap, Atom, Rss, Opml, Tiles, Html, Svg };

XmlFormat format_of_root(std::string_view root) {
  constexpr std::array<std::pair<std::string_view, XmlFormat>, 10> kRoots = {
      {{"urlset", XmlFormat::Sitemap},
       {"sitemapindex", XmlFormat::Sitemap},
       {"feed", XmlFormat::Atom},
       {"rss", XmlFormat::Rss},
       {"RDF", XmlFormat::Rss},
       {"opml", XmlFormat::Opml},
       {"browserconfig", XmlFormat::Tiles},
       {"html", XmlFormat::Html},
       {"svg", XmlFormat::Svg},
       {"", XmlFormat::Unknown}}};
  const auto* found =
      std::find_if(kRoots.begin(), kRoots.end(), [&](const auto& entry) { return entry.first == root; });
  return found == kRoots.end() ? XmlFormat::Unknown : found->second;
}

/// Elements whose text is an address. The static name for messages, or "" when it is none.
std::string_view address_element(XmlFormat format, std::string_view name) {
  constexpr std::string_view kSitemap[] = {"loc", "content_loc", "player_loc", "thumbnail_loc", "license"};
  constexpr std::string_view kAtom[] = {"icon", "logo"};
  constexpr std::string_view kRss[] = {"link", "comments", "docs", "url", "guid"};
  const auto pick = [&](const auto& names) {
    const auto* found = std::find(std::begin(names), std::end(names), name);
    return found == std::end(names) ? std::string_view() : *found;
  };
  switch (format) {
    case XmlFormat::Sitemap:
      return pick(kSitemap);
    case XmlFormat::Atom:
      return pick(kAtom);
    case XmlFormat::Rss:
      return pick(kRss);
    default:
      return {};
  }
}

class XmlScanner {
 public:
  XmlScanner(std::string_view bytes, LinkScan& out)
      : collector_(bytes, out), tokens_(bytes, MarkupMode::Xml) {}

  /// False when the file turns out to be XHTML or SVG.
  bool run() {
    while (tokens_.next(token_)) {
      if (token_.kind == MarkupTokenKind::StartTag) {
        if (!root_seen_) {
          root_seen_ = true;
          format_ = format_of_root(local_name(token_.name));
          // Addresses in a feed are relative to its xml:base (RFC 4287, 2).
          if (const MarkupAttribute* base = token_.find("xml:base");
              base != nullptr && (format_ == XmlFormat::Atom || format_ == XmlFormat::Rss)) {
            collector_.out().base = collector_.decode(*base).text;
          }
          if (format_ == XmlFormat::Html || format_ == XmlFormat::Svg || format_ == XmlFormat::Unknown) break;
        }
        start_tag();
      } else if (token_.kind == MarkupTokenKind::EndTag) {
        text_element_ = {};
      } else if (token_.kind == MarkupTokenKind::Text || token_.kind == MarkupTokenKind::CData) {
        text();
      }
    }
    return format_ != XmlFormat::Html && format_ != XmlFormat::Svg;
  }

  bool is_svg() const { return format_ == XmlFormat::Svg; }

 private:
  void start_tag() {
    const std::string_view name = local_name(token_.name);
    text_element_ = token_.self_closing ? std::string_view() : address_element(format_, name);
    if (name == "guid") {
      const MarkupAttribute* permalink = token_.find("isPermaLink");
      if (permalink != nullptr && collector_.decode(*permalink).text == "false") text_element_ = {};
    }
    if (format_ == XmlFormat::Tiles) {
      attribute(LinkKind::Listing, "tile", "src");
    } else if (name == "link") {
      const MarkupAttribute* rel = token_.find("rel");
      const std::string_view relation = rel == nullptr ? std::string_view() : collector_.decode(*rel).text;
      if (relation == "hub" || relation == "edit" || relation == "service") {
        attribute(LinkKind::Hint, "link", "href");
      } else {
        attribute(LinkKind::Listing, "link", "href");
      }
    } else if (name == "content" && format_ == XmlFormat::Atom) {
      attribute(LinkKind::Listing, "content", "src");
    } else if (name == "enclosure" || (name == "content" && format_ == XmlFormat::Rss) ||
               name == "thumbnail") {
      attribute(LinkKind::Listing, "enclosure", "url");
    } else if (name == "outline") {
      attribute(LinkKind::Listing, "outline", "htmlUrl");
      attribute(LinkKind::Listing, "outline", "xmlUrl");
    }
  }

  void attribute(LinkKind kind, std::string_view element, std::string_view name) {
    if (const MarkupAttribute* found = token_.find(name))
      collector_.add(kind, element, name, collector_.decode(*found));
  }

  void text() {
    if (text_element_.empty()) return;
    Span content = token_.content;
    const std::string_view raw = collector_.bytes().substr(content.begin, content.end - content.begin);
    if (trim(raw).empty()) return;
    Value value{raw, content.begin, {}, raw.size()};
    if (token_.kind == MarkupTokenKind::Text) value = collector_.decode(content);
    collector_.add(LinkKind::Listing, text_element_, "", value);
    collector_.out().links.back().url = trim(collector_.out().links.back().url);
    text_element_ = {};
  }

  Collector collector_;
  MarkupTokenizer tokens_;
  MarkupToken token_;
  XmlFormat format_ = XmlFormat::Unknown;
  bool root_seen_ = false;
  std::string_view text_element_;
};

void add_json_link(Collector& collector, JsonString& string, std::size_t begin, LinkKind kind,
                   std::string_view element) {
  Value value{collector.keep(std::move(string.value)),
              begin + string.span.begin,
              {},
              string.span.end - string.span.begin};
  // Escapes make the decoded text shorter than the source; the span is that of the whole string then.
  FoundLink& link = collector.add(kind, element, "", value);
  link.span = {begin + string.span.begin, begin + string.span.end};
}

bool is_under(const JsonString& string, std::string_view key) {
  return std::find(string.path.begin(), string.path.end(), key) != string.path.end();
}

bool is_manifest_link(const JsonString& string) {
  const std::string& key = string.path.back();
  if (key == "start_url") return string.path.size() == 1;
  if (key == "src")
    return is_under(string, "icons") || is_under(string, "screenshots") || is_under(string, "serviceworker");
  if (key == "url") return is_under(string, "shortcuts") || is_under(string, "related_applications");
  return false;
}

bool is_json_feed_link(const JsonString& string) {
  constexpr std::string_view kKeys[] = {"home_page_url", "url",     "external_url", "image",   "banner_image",
                                        "icon",          "favicon", "avatar",       "next_url"};
  return std::find(std::begin(kKeys), std::end(kKeys), std::string_view(string.path.back())) !=
             std::end(kKeys) &&
         !is_under(string, "hubs");
}

}  // namespace

void scan_xml(std::string_view bytes, LinkScan& out) {
  XmlScanner scanner(bytes, out);
  if (!scanner.run()) scan_html(bytes, MarkupMode::Xml, scanner.is_svg(), out);
}

void scan_json(std::string_view bytes, LinkedFileKind kind, LinkScan& out) {
  Collector collector(bytes, out);
  if (kind == LinkedFileKind::Json) {
    // Of other JSON only JSON Feed is known, and that says so at its start (jsonfeed.org).
    if (bytes.substr(0, 4096).find("jsonfeed.org/version") == std::string_view::npos) return;
    for (JsonString& string : find_json_strings(bytes)) {
      if (!string.path.empty() && is_json_feed_link(string))
        add_json_link(collector, string, 0, LinkKind::Listing, "feed");
    }
    return;
  }
  for (JsonString& string : find_json_strings(bytes)) {
    if (!string.path.empty() && is_manifest_link(string))
      add_json_link(collector, string, 0, LinkKind::Resource, "manifest");
  }
}

/// Structured data names things by address; what looks like a page or file of a site is worth a look, and
/// only the caller knows whose site it is.
void scan_structured_data(std::string_view json, std::size_t begin, Collector& collector) {
  constexpr std::string_view kKeys[] = {"url",      "logo", "image",       "contentUrl", "thumbnailUrl",
                                        "embedUrl", "item", "downloadUrl", "sameAs",     "license"};
  for (JsonString& string : find_json_strings(json)) {
    if (string.path.empty()) continue;
    std::string_view key = string.path.back();
    if (key.empty() && string.path.size() > 1) key = string.path[string.path.size() - 2];
    if (std::find(std::begin(kKeys), std::end(kKeys), key) == std::end(kKeys)) continue;
    if (!string.value.starts_with("http://") && !string.value.starts_with("https://")) continue;
    add_json_link(collector, string, begin, LinkKind::Data, "structured data");
  }
}

void scan_import_map(std::string_view json, std::size_t begin, Collector& collector) {
  for (JsonString& string : find_json_strings(json)) {
    if (string.path.empty() || (string.path.front() != "imports" && string.path.front() != "scopes"))
      continue;
    if (string.value.empty() || string.value.back() == '/') continue;  // a folder that names are added to
    add_json_link(collector, string, begin, LinkKind::Script, "importmap");
  }
}

void scan_robots(std::string_view bytes, LinkScan& out) {
  Collector collector(bytes, out);
  std::size_t at = 0;
  for (const std::string_view line : split_lines(bytes)) {
    at = static_cast<std::size_t>(line.data() - bytes.data());
    constexpr std::string_view kField = "sitemap:";
    const std::string_view trimmed = trim(line);
    if (trimmed.size() <= kField.size() || !equals_ignoring_case(trimmed.substr(0, kField.size()), kField))
      continue;
    const std::size_t begin = at + line.find(':') + 1;
    const Value value{bytes.substr(begin, at + line.size() - begin), begin, {}, at + line.size() - begin};
    collector.add(LinkKind::Listing, "Sitemap", "", value);
    out.links.back().url = trim(out.links.back().url);
  }
}

}  // namespace gazette::link_scan
