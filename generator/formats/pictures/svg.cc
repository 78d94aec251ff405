// SVG: read by libxml2 and written again with the names that draw. An <img> runs no script and fetches no
// file, so nothing that is left out here was ever seen on a page.
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <memory>
#include <mutex>

#include "base/text.h"
#include "formats/pictures/picture_bytes.h"
#include "formats/pictures/svg_names.h"
#include "formats/pictures/svg_references.h"

namespace gazette {
namespace {

constexpr std::string_view kSvgSpace = "http://www.w3.org/2000/svg";
constexpr std::string_view kXlinkSpace = "http://www.w3.org/1999/xlink";
constexpr std::string_view kXmlSpace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kHtmlSpace = "http://www.w3.org/1999/xhtml";
constexpr double kLargestSide = 100'000;

struct XmlDocDeleter {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct XmlContextDeleter {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};
using XmlDocument = std::unique_ptr<xmlDoc, XmlDocDeleter>;

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::string_view space_of(const xmlNs* space) {
  return space == nullptr ? std::string_view() : view_of(space->href);
}

std::string value_of_attribute(const xmlAttr* attribute) {
  const std::unique_ptr<xmlChar, void (*)(void*)> value(
      xmlNodeListGetString(attribute->doc, attribute->children, 1), xmlFree);
  return std::string(view_of(value.get()));
}

/// `expand` puts the texts of entities in their places; only for documents whose entities are texts of their
/// own.
XmlDocument parse_drawing(std::string_view bytes, bool expand, PictureFault& fault) {
  const std::unique_ptr<xmlParserCtxt, XmlContextDeleter> context(xmlNewParserCtxt());
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
  XmlDocument document(xmlCtxtReadMemory(context.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr,
                                         nullptr, kOptions | (expand ? XML_PARSE_NOENT : 0)));
  if (document && context->wellFormed != 0) return document;
  const xmlError& error = context->lastError;
  fault.message = "line " + std::to_string(error.line) + " cannot be read: " +
                  std::string(trim(error.message == nullptr ? "it is not well formed" : error.message));
  std::size_t line = 1;
  while (line < static_cast<std::size_t>(std::max(error.line, 1)) && fault.offset != std::string_view::npos) {
    fault.offset = bytes.find('\n', fault.offset);
    if (fault.offset != std::string_view::npos) ++fault.offset;
    ++line;
  }
  if (fault.offset == std::string_view::npos) fault.offset = 0;
  return nullptr;
}

/// Entities of a drawing that stand for texts in it, as Adobe's programs write them, and none that stand for
/// files.
bool has_outside_entities(const xmlDoc& document) {
  if (document.intSubset == nullptr) return false;
  for (const xmlNode* node = document.intSubset->children; node != nullptr; node = node->next) {
    if (node->type != XML_ENTITY_DECL) continue;
    if (reinterpret_cast<const xmlEntity*>(node)->etype != XML_INTERNAL_GENERAL_ENTITY) return true;
  }
  return false;
}

/// A length of CSS in pixels; nullopt for per cent and what depends on fonts.
std::optional<double> pixels_of(std::string_view text) {
  const std::string number(trim(text));
  char* end = nullptr;
  const double value = std::strtod(number.c_str(), &end);
  if (end == number.c_str() || !std::isfinite(value) || value <= 0) return std::nullopt;
  const std::string unit = to_lower_ascii(trim(std::string_view(end)));
  static constexpr std::pair<std::string_view, double> kUnits[] = {
      {"", 1},    {"px", 1},         {"pt", 96.0 / 72}, {"pc", 16},
      {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"q", 96 / 101.6}};
  for (const auto& [name, factor] : kUnits) {
    if (unit == name && value * factor <= kLargestSide) return value * factor;
  }
  return std::nullopt;
}

class SvgWriter {
 public:
  SvgWriter(int depth, CleanPicture& out) : depth_(depth), out_(out) {}

  void root(const xmlNode& node) {
    read_size(node);
    element(node, true);
  }

 private:
  static bool uses_xlink(const xmlNode& node) {
    for (const xmlAttr* each = node.properties; each != nullptr; each = each->next) {
      if (space_of(each->ns) == kXlinkSpace) return true;
    }
    for (const xmlNode* child = node.children; child != nullptr; child = child->next) {
      if (child->type == XML_ELEMENT_NODE && uses_xlink(*child)) return true;
    }
    return false;
  }

  static bool is_in(const xmlNode& node, std::string_view space) { return space_of(node.ns) == space; }

  void children(const xmlNode& node) {
    for (const xmlNode* child = node.children; child != nullptr; child = child->next) {
      switch (child->type) {
        case XML_TEXT_NODE:
        case XML_CDATA_SECTION_NODE:
          text(node, view_of(child->content));
          break;
        case XML_ELEMENT_NODE:
          any_element(*child);
          break;
        case XML_COMMENT_NODE:
          note_once(out_.taken_out, "comments");
          break;
        default:
          note_once(out_.taken_out, "data of other programs");
      }
    }
  }

  void text(const xmlNode& parent, std::string_view words) {
    if (is_in(parent, kSvgSpace) && view_of(parent.name) == "style") {
      append_text(clean_svg_style(words, depth_, out_));
    } else {
      append_text(words);
    }
  }

  void append_text(std::string_view words) {
    for (const char c : words) {
      if (c == '&') {
        out_.bytes += "&amp;";
      } else if (c == '<') {
        out_.bytes += "&lt;";
      } else if (c == '>') {
        out_.bytes += "&gt;";
      } else if (c == '\r') {
        out_.bytes += "&#13;";
      } else {
        out_.bytes += c;
      }
    }
  }

  void any_element(const xmlNode& node) {
    const std::string_view name = view_of(node.name);
    if (is_in(node, kSvgSpace) && is_svg_element(name) && !is_never_drawn(node)) {
      element(node, false);
    } else if (is_in(node, kHtmlSpace) && is_text_element(name)) {
      element(node, false);
    } else if (name == "script" || name == "handler") {
      note_once(out_.taken_out, "scripts");
    } else {
      note_once(out_.taken_out, "data of other programs");
    }
  }

  /// What asks for an extension that only its own program has, and animations of addresses.
  static bool is_never_drawn(const xmlNode& node) {
    for (const xmlAttr* each = node.properties; each != nullptr; each = each->next) {
      const std::string_view name = view_of(each->name);
      if (name == "requiredExtensions" && value_of_attribute(each) != kHtmlSpace) return true;
      if (name != "attributeName") continue;
      const std::string target = to_lower_ascii(value_of_attribute(each));
      if (target.ends_with("href") || target.starts_with("on")) return true;
    }
    return false;
  }

  void element(const xmlNode& node, bool is_root) {
    const bool html = is_in(node, kHtmlSpace);
    const std::string name(view_of(node.name));
    out_.bytes += "<" + name;
    if (is_root) {
      out_.bytes += " xmlns=\"" + std::string(kSvgSpace) + "\"";
      if (uses_xlink(node)) out_.bytes += " xmlns:xlink=\"" + std::string(kXlinkSpace) + "\"";
    } else if (space_of(node.ns) != space_of(node.parent->ns)) {
      out_.bytes += " xmlns=\"" + std::string(space_of(node.ns)) + "\"";
    }
    for (const xmlAttr* each = node.properties; each != nullptr; each = each->next)
      attribute(node, *each, html);
    if (node.children == nullptr) {
      out_.bytes += "/>";
      return;
    }
    out_.bytes += ">";
    children(node);
    out_.bytes += "</" + name + ">";
  }

  void attribute(const xmlNode& node, const xmlAttr& each, bool html) {
    const std::string_view space = space_of(each.ns);
    std::string name(view_of(each.name));
    if (space == kXmlSpace) name = "xml:" + name;
    const bool link = name == "href" && (space.empty() || space == kXlinkSpace);
    const bool known = html ? is_text_attribute(name) : is_svg_attribute(name);
    if ((!space.empty() && space != kXmlSpace && !link) || (!known && !link) || (html && link)) {
      note_once(out_.taken_out, name.starts_with("on") ? "scripts" : "data of other programs");
      return;
    }
    std::string value = value_of_attribute(&each);
    if (link) {
      const auto kept = clean_link(node, value);
      if (!kept) return;
      value = *kept;
      if (!space.empty()) name = "xlink:href";
    } else if (name == "style" || value.find("url(") != std::string::npos ||
               value.find("URL(") != std::string::npos) {
      value = clean_svg_style(value, depth_, out_);
    }
    out_.bytes += " " + name + "=\"";
    append_attribute(value);
    out_.bytes += "\"";
  }

  void append_attribute(std::string_view value) {
    for (const char c : value) {
      if (c == '"') {
        out_.bytes += "&quot;";
      } else if (c == '\n' || c == '\t') {
        out_.bytes += c == '\n' ? "&#10;" : "&#9;";
      } else {
        append_text({&c, 1});
      }
    }
  }

  /// Nullopt for a link that is left out.
  std::optional<std::string> clean_link(const xmlNode& node, const std::string& value) {
    const std::string_view name = view_of(node.name);
    const std::string lower = to_lower_ascii(trim(value).substr(0, 16));
    if (lower.starts_with("#")) return value;
    if (name == "a") {
      const bool harmless = lower.starts_with("https:") || lower.starts_with("http:") ||
                            lower.starts_with("mailto:") || lower.find(':') == std::string::npos;
      if (harmless) return value;
      note_once(out_.taken_out, lower.starts_with("javascript:") ? "scripts" : "addresses of files");
      return std::nullopt;
    }
    if (lower.starts_with("data:")) {
      if (auto clean = clean_data_address(trim(value), depth_, out_)) return clean;
      note_other_file("a picture of a kind that browsers do not show", out_);
      return std::nullopt;
    }
    note_other_file(value, out_);
    return std::nullopt;
  }

  void read_size(const xmlNode& node) {
    std::optional<double> width;
    std::optional<double> height;
    double box_width = 0;
    double box_height = 0;
    for (const xmlAttr* each = node.properties; each != nullptr; each = each->next) {
      if (each->ns != nullptr) continue;
      const std::string_view name = view_of(each->name);
      const std::string value = value_of_attribute(each);
      if (name == "width") width = pixels_of(value);
      if (name == "height") height = pixels_of(value);
      if (name == "viewBox") read_box(value, box_width, box_height);
    }
    if (box_width > 0 && box_height > 0) {
      if (!width && !height) width = box_width;
      if (!width) width = *height * box_width / box_height;
      if (!height) height = *width * box_height / box_width;
    }
    if (!width || !height || *width > kLargestSide || *height > kLargestSide) return;
    const auto whole = [](double side) {
      return static_cast<std::uint32_t>(std::max(1.0, std::round(side)));
    };
    set_size(out_, whole(*width), whole(*height));
  }

  static void read_box(std::string text, double& width, double& height) {
    std::replace(text.begin(), text.end(), ',', ' ');
    const char* at = text.c_str();
    double numbers[4] = {};
    for (double& number : numbers) {
      char* end = nullptr;
      number = std::strtod(at, &end);
      if (end == at || !std::isfinite(number)) return;
      at = end;
    }
    width = numbers[2];
    height = numbers[3];
  }

  int depth_;
  CleanPicture& out_;
};

}  // namespace

CleanedPicture clean_svg(std::string_view bytes, int depth) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return picture_fault("it is too large", 0);
  PictureFault fault;
  XmlDocument document = parse_drawing(bytes, false, fault);
  if (document && has_outside_entities(*document))
    return picture_fault("it pulls in other files by entities, which no browser does", 0);
  if (document && document->intSubset != nullptr && document->intSubset->children != nullptr)
    document = parse_drawing(bytes, true, fault);
  if (!document) return {std::nullopt, fault};
  const xmlNode* root = xmlDocGetRootElement(document.get());
  if (root == nullptr || view_of(root->name) != "svg") return picture_fault("there is no drawing in it", 0);
  if (space_of(root->ns) != kSvgSpace)
    return picture_fault(
        "its first element lacks xmlns=\"http://www.w3.org/2000/svg\", so browsers do not show it", 0);
  CleanPicture out;
  for (const xmlNode* node = document->children; node != nullptr; node = node->next) {
    if (node->type == XML_COMMENT_NODE) note_once(out.taken_out, "comments");
  }
  SvgWriter(depth, out).root(*root);
  out.bytes += "\n";
  return {std::move(out), {}};
}

}  // namespace gazette
