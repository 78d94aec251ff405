#include "formats/html/html_document.h"

#include "base/text.h"

namespace gazette {

namespace {

constexpr Rule kRules[] = {
    {"html/unreadable", Severity::Error, "Page that cannot be read", "", "", "",
     "A file that is not text, is in UTF-16, is huge, or nests elements without end is no page that browsers "
     "show as meant, so nothing in it can be checked. Save it as HTML in UTF-8, or leave it out.",
     "a photograph saved as `index.html`", "`<!DOCTYPE html><html lang=\"en\">…`"},
};

// Siblings looked at when counting for `:nth-of-type`; beyond, the selector names the type alone.
constexpr int kMaxSiblings = 5'000;

std::string escape_identifier(std::string_view id) {
  std::string out;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const char c = id[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = is_ascii_letter(c) || c == '_' || byte >= 0x80 || (c == '-' && id.size() > 1) ||
                       (is_ascii_digit(c) && i > 0 && !(i == 1 && id[0] == '-'));
    if (plain) {
      out += c;
    } else if (is_ascii_digit(c) || byte < 0x20 || byte == 0x7F) {
      constexpr std::string_view kHex = "0123456789abcdef";
      out += '\\';
      if (byte >= 0x10) out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
      out += ' ';
    } else {
      out += '\\';
      out += c;
    }
  }
  return out;
}

bool same_type(const HtmlNode& a, const HtmlNode& b) {
  return b.kind == NodeKind::Element && a.name == b.name && a.markup_namespace == b.markup_namespace;
}

/// `p` or `p:nth-of-type(2)`.
std::string typed_step(const HtmlDocument& document, HtmlNodeId element) {
  const HtmlNode& node = document.node(element);
  std::string step = escape_identifier(node.name);
  int before = 0;
  int looked = 0;
  for (HtmlNodeId id = node.previous_sibling; id != kNoHtmlNode; id = document.node(id).previous_sibling) {
    if (++looked > kMaxSiblings) return step;
    if (same_type(node, document.node(id))) ++before;
  }
  bool after = false;
  for (HtmlNodeId id = node.next_sibling; id != kNoHtmlNode && !after && before == 0;
       id = document.node(id).next_sibling) {
    if (++looked > kMaxSiblings) return step;
    after = same_type(node, document.node(id));
  }
  if (before > 0 || after) step += ":nth-of-type(" + std::to_string(before + 1) + ")";
  return step;
}

}  // namespace

const HtmlAttribute* HtmlDocument::attribute(HtmlNodeId id, std::string_view name) const {
  for (const HtmlAttribute& attribute : attributes(id)) {
    if (attribute.name == name) return &attribute;
  }
  return nullptr;
}

std::string_view HtmlDocument::attribute_value(HtmlNodeId id, std::string_view name) const {
  const HtmlAttribute* found = attribute(id, name);
  return found == nullptr ? std::string_view{} : found->value;
}

HtmlNodeId HtmlDocument::element_by_id(std::string_view id) const {
  auto found = ids_.find(id);
  return found == ids_.end() ? kNoHtmlNode : found->second;
}

HtmlNodeId HtmlDocument::ancestor(HtmlNodeId id, std::string_view name) const {
  for (HtmlNodeId up = nodes_[id].parent; up != kNoHtmlNode; up = nodes_[up].parent) {
    if (is_html(up, name)) return up;
  }
  return kNoHtmlNode;
}

HtmlNodeId HtmlDocument::parent_element(HtmlNodeId id) const {
  const HtmlNodeId parent = nodes_[id].parent;
  return parent != kNoHtmlNode && is_element(parent) ? parent : kNoHtmlNode;
}

std::string HtmlDocument::text_content(HtmlNodeId id) const {
  if (nodes_[id].kind == NodeKind::Text) return std::string(nodes_[id].text);
  std::string text;
  for (HtmlNodeId below = id + 1; below < nodes_[id].subtree_end; ++below) {
    if (nodes_[below].kind == NodeKind::Text) text += nodes_[below].text;
  }
  return text;
}

Place HtmlDocument::place(HtmlNodeId id) const {
  for (HtmlNodeId up = id; up != kNoHtmlNode; up = nodes_[up].parent) {
    if (nodes_[up].span.end > nodes_[up].span.begin) return Place{source_, nodes_[up].span};
  }
  return Place{source_, Span{}};
}

std::string css_selector(const HtmlDocument& document, HtmlNodeId element) {
  std::string selector;
  for (HtmlNodeId id = element; id != kNoHtmlNode && document.is_element(id); id = document.node(id).parent) {
    const std::string_view own_id = document.attribute_value(id, "id");
    const bool by_id = !own_id.empty() && document.element_by_id(own_id) == id;
    const std::string step = by_id ? "#" + escape_identifier(own_id) : typed_step(document, id);
    selector = selector.empty() ? step : step + " > " + selector;
    if (by_id || document.is_html(id, "main") || document.is_html(id, "body")) break;
  }
  return selector;
}

std::span<const Rule> html_document_rules() {
  return kRules;
}

}  // namespace gazette
