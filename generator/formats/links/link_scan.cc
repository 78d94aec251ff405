// Chooses the reader for a file, and turns attribute values into links.
#include "formats/links/link_scan.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "formats/css/css_links.h"
#include "formats/html/character_references.h"
#include "formats/html/page_encoding.h"
#include "formats/links/link_scan_parts.h"

namespace gazette {
namespace link_scan {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

Value Collector::decode(Span raw) {
  Value value;
  value.text = bytes_.substr(raw.begin, raw.end - raw.begin);
  value.begin = raw.begin;
  value.raw_size = value.text.size();
  const bool foreign = !encoding_.empty() && !is_ascii(value.text);
  std::vector<std::uint32_t> raw_offsets;
  if (foreign) value.text = keep(to_utf8(value.text, encoding_, raw_offsets));
  if (value.text.find('&') != std::string_view::npos) {
    value.text = keep(decode_references(value.text, ReferenceContext::Attribute, &value.offsets));
    for (std::uint32_t& offset : value.offsets) {
      if (foreign && offset < raw_offsets.size()) offset = raw_offsets[offset];
    }
  } else if (foreign) {
    value.offsets = std::move(raw_offsets);
  }
  return value;
}

std::string_view Collector::with_encoded_query(std::string_view url) {
  const std::size_t query = url.find('?');
  if (encoding_.empty() || query == std::string_view::npos || is_ascii(url.substr(query))) return url;
  const std::size_t hash = std::min(url.find('#', query), url.size());
  std::string out(url.substr(0, query));
  for (const char c : from_utf8(url.substr(query, hash - query), encoding_)) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view kHex = "0123456789ABCDEF";
    if (byte < 0x80) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return keep(out + std::string(url.substr(hash)));
}

Value Collector::decode(const MarkupAttribute& attribute) {
  return decode(attribute.value);
}

FoundLink& Collector::add_part(LinkKind kind, std::string_view element, std::string_view attribute,
                               const Value& value, std::size_t from, std::size_t to) {
  FoundLink link;
  link.kind = kind;
  link.element = element;
  link.attribute = attribute;
  link.url = with_encoded_query(value.text.substr(from, to - from));
  std::size_t first = from;
  std::size_t last = to;
  while (first < last && is_ascii_space(value.text[first])) ++first;
  while (last > first && is_ascii_space(value.text[last - 1])) --last;
  link.span = {value.offset(first), value.offset(last)};
  return out_.links.emplace_back(link);
}

FoundLink& Collector::add(LinkKind kind, std::string_view element, std::string_view attribute,
                          const Value& value) {
  return add_part(kind, element, attribute, value, 0, value.text.size());
}

/// Parses a srcset attribute (HTML 4.8.4.2.2): addresses may hold commas, so only a comma at the end of an
/// address or after a descriptor separates candidates.
void Collector::add_srcset(std::string_view element, std::string_view attribute, const Value& value) {
  const std::string_view text = value.text;
  std::size_t i = 0;
  while (true) {
    while (i < text.size() && (is_ascii_space(text[i]) || text[i] == ',')) ++i;
    if (i >= text.size()) return;
    const std::size_t begin = i;
    while (i < text.size() && !is_ascii_space(text[i])) ++i;
    std::size_t end = i;
    bool descriptors = true;
    while (end > begin && text[end - 1] == ',') {
      --end;
      descriptors = false;
    }
    if (end > begin) add_part(LinkKind::Image, element, attribute, value, begin, end);
    std::size_t depth = 0;
    for (; descriptors && i < text.size(); ++i) {
      if (text[i] == '(') ++depth;
      if (text[i] == ')' && depth > 0) --depth;
      if (text[i] == ',' && depth == 0) break;
    }
  }
}

void Collector::add_list(LinkKind kind, std::string_view element, std::string_view attribute,
                         const Value& value) {
  std::size_t i = 0;
  while (i < value.text.size()) {
    while (i < value.text.size() && is_ascii_space(value.text[i])) ++i;
    const std::size_t begin = i;
    while (i < value.text.size() && !is_ascii_space(value.text[i])) ++i;
    if (i > begin) add_part(kind, element, attribute, value, begin, i);
  }
}

/// The shared declarative refresh steps (HTML 4.2.5.3): `5; url='page.html'`.
void Collector::add_refresh(const Value& value) {
  const std::string_view text = value.text;
  std::size_t i = 0;
  const auto skip_blanks = [&] {
    while (i < text.size() && is_ascii_space(text[i])) ++i;
  };
  skip_blanks();
  const std::size_t digits = i;
  while (i < text.size() && (is_ascii_digit(text[i]) || text[i] == '.')) ++i;
  if (i == digits) return;
  skip_blanks();
  if (i < text.size() && (text[i] == ';' || text[i] == ',')) ++i;
  skip_blanks();
  if (i >= text.size()) return;
  if (i + 3 <= text.size() && equals_ignoring_case(text.substr(i, 3), "url")) {
    const std::size_t name = i;
    i += 3;
    skip_blanks();
    if (i < text.size() && text[i] == '=') {
      ++i;
      skip_blanks();
    } else {
      i = name;
    }
  }
  std::size_t end = text.size();
  if (i < text.size() && (text[i] == '"' || text[i] == '\'')) {
    end = std::min(text.find(text[i], i + 1), text.size());
    ++i;
  }
  out_.redirect_stub = true;
  add_part(LinkKind::Refresh, "meta", "content", value, std::min(i, end), end);
}

void Collector::add_css(const Value& value, std::string_view element, LinkKind kind) {
  if (value.text.find('(') == std::string_view::npos && value.text.find('@') == std::string_view::npos)
    return;
  for (CssLink& css : find_css_links(value.text)) {
    FoundLink link;
    link.kind = css.kind == CssLinkKind::Import ? LinkKind::Stylesheet : kind;
    if (kind == LinkKind::Resource && css.url.starts_with("#")) link.kind = LinkKind::Paint;
    link.element = element;
    link.attribute = css.kind == CssLinkKind::Import ? "@import" : "url()";
    link.url = keep(std::move(css.url));
    link.span = {value.offset(css.span.begin), value.offset(css.span.end)};
    out_.links.push_back(link);
  }
}

}  // namespace link_scan

LinkedFileKind linked_file_kind(std::string_view path) {
  const std::string_view name = file_name_of(path);
  if (path == "robots.txt") return LinkedFileKind::Robots;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return LinkedFileKind::Other;
  const std::string extension = to_lower_ascii(name.substr(dot + 1));
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), extension) != names.end();
  };
  if (is_one_of({"html", "htm", "shtml"})) return LinkedFileKind::Html;
  if (is_one_of({"xhtml", "xht"})) return LinkedFileKind::Xhtml;
  if (is_one_of({"xml", "rss", "atom", "opml"})) return LinkedFileKind::Xml;
  if (extension == "svg") return LinkedFileKind::Svg;
  if (extension == "css") return LinkedFileKind::Css;
  if (extension == "webmanifest" || name == "manifest.json" || name == "site.manifest")
    return LinkedFileKind::Manifest;
  return extension == "json" ? LinkedFileKind::Json : LinkedFileKind::Other;
}

LinkScan scan_links(std::string_view bytes, LinkedFileKind kind) {
  LinkScan out;
  switch (kind) {
    case LinkedFileKind::Html:
      link_scan::scan_html(bytes, MarkupMode::Html, false, out);
      break;
    case LinkedFileKind::Xhtml:
      link_scan::scan_html(bytes, MarkupMode::Xml, false, out);
      break;
    case LinkedFileKind::Svg:
      link_scan::scan_html(bytes, MarkupMode::Xml, true, out);
      break;
    case LinkedFileKind::Css: {
      link_scan::Collector collector(bytes, out);
      collector.add_css({bytes, 0, {}, bytes.size()}, "style sheet", LinkKind::Resource);
      break;
    }
    case LinkedFileKind::Xml:
      link_scan::scan_xml(bytes, out);
      break;
    case LinkedFileKind::Manifest:
    case LinkedFileKind::Json:
      link_scan::scan_json(bytes, kind, out);
      break;
    case LinkedFileKind::Robots:
      link_scan::scan_robots(bytes, out);
      break;
    case LinkedFileKind::Other:
      break;
  }
  return out;
}

}  // namespace gazette
