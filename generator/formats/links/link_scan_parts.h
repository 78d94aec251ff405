#pragma once
// Shared by the readers behind scan_links(): how one attribute becomes links. Not for others.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/html/markup_tokens.h"
#include "formats/links/link_scan.h"

namespace gazette::link_scan {

/// A decoded value that remembers where each of its bytes stands in the file.
struct Value {
  std::string_view text;
  std::size_t begin = 0;               // offset of the raw value
  std::vector<std::uint32_t> offsets;  // per byte of `text`; empty when nothing was decoded
  std::size_t raw_size = 0;

  std::size_t offset(std::size_t i) const {
    if (offsets.empty()) return begin + i;
    return begin + (i < offsets.size() ? offsets[i] : raw_size);
  }
};

/// Collects into one LinkScan.
class Collector {
 public:
  Collector(std::string_view bytes, LinkScan& out) : bytes_(bytes), out_(out) {}

  Value decode(const MarkupAttribute& attribute);
  Value decode(Span raw);
  std::string_view keep(std::string text) { return out_.storage.emplace_back(std::move(text)); }

  /// The whole value is one address.
  FoundLink& add(LinkKind kind, std::string_view element, std::string_view attribute, const Value& value);
  /// `[from, to)` of the value is one address.
  FoundLink& add_part(LinkKind kind, std::string_view element, std::string_view attribute, const Value& value,
                      std::size_t from, std::size_t to);
  void add_srcset(std::string_view element, std::string_view attribute, const Value& value);
  void add_list(LinkKind kind, std::string_view element, std::string_view attribute, const Value& value);
  void add_refresh(const Value& value);
  /// Addresses in CSS. A fragment alone names a paint in this very document: `fill: url(#stripes)`.
  void add_css(const Value& value, std::string_view element, LinkKind kind);

  /// The page is not in UTF-8: paths and anchors are read in its encoding and become UTF-8, queries stay in
  /// it (URL Standard, 4.1). "" for UTF-8.
  void set_encoding(std::string encoding) { encoding_ = std::move(encoding); }

  std::string_view bytes() const { return bytes_; }
  LinkScan& out() { return out_; }

 private:
  /// The query's characters as the bytes that they are in the page's encoding.
  std::string_view with_encoded_query(std::string_view url);

  std::string_view bytes_;
  LinkScan& out_;
  std::string encoding_;
};

/// HTML elements that matter here.
enum class Element : std::uint8_t {
  Other,
  A,
  Area,
  Link,
  Script,
  Img,
  Source,
  Video,
  Audio,
  Track,
  Frame,
  Embed,
  Object,
  Form,
  Button,
  Input,
  Meta,
  Base,
  Cited,
  Backdrop,
  Map,
  Template,
  Style,
  Noscript,
  Svg,
  Math,
  Body
};

Element element_of_name(std::string_view name);
/// SVG elements whose href is drawn or applied, not followed. Lower case.
bool is_svg_reference(std::string_view name);
/// Start tags that end SVG or MathML (HTML 13.2.6.5).
bool breaks_out_of_foreign_content(const MarkupToken& token);
bool is_html_integration_point(std::string_view name);
/// What a `link` element of that rel is for.
LinkKind kind_of_rel(std::string_view rel);
/// What the content of a `meta` element of that name or property is for; nullopt when it is no address.
std::optional<LinkKind> kind_of_property(std::string_view property);
/// The same for itemprop.
std::optional<LinkKind> kind_of_item_property(std::string_view name);

void scan_html(std::string_view bytes, MarkupMode mode, bool svg, LinkScan& out);
void scan_xml(std::string_view bytes, LinkScan& out);
void scan_json(std::string_view bytes, LinkedFileKind kind, LinkScan& out);
void scan_structured_data(std::string_view json, std::size_t begin, Collector& collector);
void scan_import_map(std::string_view json, std::size_t begin, Collector& collector);
void scan_robots(std::string_view bytes, LinkScan& out);

}  // namespace gazette::link_scan
