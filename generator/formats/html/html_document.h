#pragma once
// A page of HTML as a read-only tree, read the way the HTML standard tells browsers to (libgumbo does
// the parsing, and stays inside html_document.cc). Every element, attribute and text knows the bytes it
// came from, so a checker can point at the author's own line. Nodes lie in one vector in document
// order: the descendants of node `n` are the nodes from `n + 1` up to `node(n).subtree_end`.

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "base/source_file.h"

namespace gazette {

/// Index of a node in its document. Survives moves of the document.
using HtmlNodeId = std::uint32_t;
inline constexpr HtmlNodeId kNoHtmlNode = UINT32_MAX;

/// Fragment: the contents of a `template`, which are no part of the page.
enum class NodeKind : std::uint8_t { Document, Element, Text, Comment, Fragment };
enum class MarkupNamespace : std::uint8_t { Html, Svg, MathMl };

/// One attribute of a start tag; the first of its name, as in browsers (later ones: see
/// HtmlDocument::duplicate_attributes).
struct HtmlAttribute {
  std::string_view name;   // lower case in HTML; SVG's own case there; "xlink:href", "xml:lang" with prefix
  std::string_view value;  // character references decoded; "" when the attribute has no value
  Span name_span;
  Span value_span;  // without the quotes; empty, right after the name, when there is no value
  bool has_value = false;
};

/// An attribute that its start tag gives a second time. Browsers drop it.
struct DuplicateAttribute {
  HtmlNodeId element = kNoHtmlNode;
  std::string name;  // lower case
  Span first_name_span;
  Span name_span;
};

/// What is wrong with the markup itself, so that programs disagree about what was meant.
enum class MarkupFaultKind : std::uint8_t {
  StrayEndTag,     // closes nothing
  MissingEndTag,   // the element is closed by something else
  OutOfOrder,      // closes an element around others that are still open
  SlashOnElement,  // `<div/>`: browsers pass over the slash
  BrokenAttribute  // a quote or `<` where none may stand, or a tag that never ends
};

struct MarkupFault {
  MarkupFaultKind kind = MarkupFaultKind::StrayEndTag;
  Span span;           // in the source
  std::string name;    // of the element, or of the attribute that is broken
  std::string detail;  // what stands there; "" when there is nothing to add
};

struct HtmlNode {
  NodeKind kind = NodeKind::Element;
  MarkupNamespace markup_namespace = MarkupNamespace::Html;
  bool implied = false;  // no start tag in the source: `<tbody>` or `<head>` that the parser put in
  bool in_template = false;
  bool copied = false;  // an unclosed `<b>` or `<a>` that the parser opened again: the author wrote it once
  HtmlNodeId parent = kNoHtmlNode;
  HtmlNodeId first_child = kNoHtmlNode;
  HtmlNodeId last_child = kNoHtmlNode;
  HtmlNodeId previous_sibling = kNoHtmlNode;
  HtmlNodeId next_sibling = kNoHtmlNode;
  HtmlNodeId subtree_end = 0;                 // one past the last descendant
  HtmlNodeId template_content = kNoHtmlNode;  // of a `template` element: its Fragment node
  std::uint32_t first_attribute = 0;          // use HtmlDocument::attributes
  std::uint32_t attribute_count = 0;
  std::string_view name;  // element: lower case in HTML, `foreignObject` and the like in SVG; else ""
  std::string_view text;  // text and comment: decoded text; else ""
  Span span;              // element: its start tag (empty when implied); text, comment: its source
  Span end_tag;           // element: its end tag; empty when there is none in the source
};

/// A page, read. Movable, not copyable; const from the start, so threads may share one.
class HtmlDocument {
 public:
  HtmlDocument() = default;
  HtmlDocument(HtmlDocument&&) = default;
  HtmlDocument& operator=(HtmlDocument&&) = default;
  HtmlDocument(const HtmlDocument&) = delete;
  HtmlDocument& operator=(const HtmlDocument&) = delete;

  const SourcePtr& source() const { return source_; }
  /// False when the page was refused (too large, too deep, not text); the tree is empty then.
  bool readable() const { return readable_; }
  bool has_doctype() const { return has_doctype_; }
  bool quirks_mode() const { return quirks_mode_; }
  /// First byte that is not UTF-8; browsers show U+FFFD there, and so does the tree.
  std::optional<std::size_t> first_invalid_utf8() const { return first_invalid_utf8_; }

  /// All nodes; node 0 is the document, the contents of templates come last.
  std::span<const HtmlNode> nodes() const { return nodes_; }
  const HtmlNode& node(HtmlNodeId id) const { return nodes_[id]; }
  HtmlNodeId size() const { return static_cast<HtmlNodeId>(nodes_.size()); }
  /// One past the last node of the page proper; what follows belongs to templates.
  HtmlNodeId page_end() const { return nodes_.empty() ? 0 : nodes_[0].subtree_end; }
  /// The `html`, `head` and `body` (or `frameset`) elements. The parser always makes them for a
  /// readable page, so look at `implied` to learn whether the author wrote them.
  HtmlNodeId html() const { return html_; }
  HtmlNodeId head() const { return head_; }
  HtmlNodeId body() const { return body_; }

  bool is_element(HtmlNodeId id) const { return nodes_[id].kind == NodeKind::Element; }
  /// An HTML (not SVG or MathML) element of this name.
  bool is_html(HtmlNodeId id, std::string_view name) const {
    const HtmlNode& n = nodes_[id];
    return n.kind == NodeKind::Element && n.markup_namespace == MarkupNamespace::Html && n.name == name;
  }
  std::span<const HtmlAttribute> attributes(HtmlNodeId id) const {
    const HtmlNode& n = nodes_[id];
    return std::span<const HtmlAttribute>(attributes_).subspan(n.first_attribute, n.attribute_count);
  }
  /// Null when the element has no such attribute.
  const HtmlAttribute* attribute(HtmlNodeId id, std::string_view name) const;
  bool has_attribute(HtmlNodeId id, std::string_view name) const { return attribute(id, name) != nullptr; }
  /// Its value; "" when there is none or no such attribute.
  std::string_view attribute_value(HtmlNodeId id, std::string_view name) const;

  /// The first element of the page with this id; kNoHtmlNode when there is none. Templates do not count.
  HtmlNodeId element_by_id(std::string_view id) const;
  /// True when `ancestor` is `id` itself or stands above it.
  bool contains(HtmlNodeId ancestor, HtmlNodeId id) const {
    return id >= ancestor && id < nodes_[ancestor].subtree_end;
  }
  /// The nearest HTML element of this name above `id` (not `id` itself); kNoHtmlNode when there is none.
  HtmlNodeId ancestor(HtmlNodeId id, std::string_view name) const;
  /// The parent when that is an element, else kNoHtmlNode.
  HtmlNodeId parent_element(HtmlNodeId id) const;
  /// All text below a node, as it stands (no white space collapsed; scripts and styles included).
  std::string text_content(HtmlNodeId id) const;

  std::span<const DuplicateAttribute> duplicate_attributes() const { return duplicates_; }
  /// In the order of the source. None for XHTML, whose parser stops at the first fault.
  std::span<const MarkupFault> markup_faults() const { return faults_; }

  /// Where to point for an element: its start tag, or for an implied one the nearest ancestor that the
  /// source holds, or else the start of the file.
  Place place(HtmlNodeId id) const;
  Place place(Span span) const { return Place{source_, span}; }

  /// The children of a node, for range-based `for`.
  class Children {
   public:
    class Iterator {
     public:
      Iterator(const HtmlDocument* document, HtmlNodeId id) : document_(document), id_(id) {}
      HtmlNodeId operator*() const { return id_; }
      Iterator& operator++() {
        id_ = document_->nodes_[id_].next_sibling;
        return *this;
      }
      bool operator!=(const Iterator& other) const { return id_ != other.id_; }

     private:
      const HtmlDocument* document_;
      HtmlNodeId id_;
    };
    Children(const HtmlDocument* document, HtmlNodeId first) : document_(document), first_(first) {}
    Iterator begin() const { return {document_, first_}; }
    Iterator end() const { return {document_, kNoHtmlNode}; }

   private:
    const HtmlDocument* document_;
    HtmlNodeId first_;
  };
  Children children(HtmlNodeId id) const { return {this, nodes_[id].first_child}; }

 private:
  friend class HtmlTreeBuilder;
  friend HtmlDocument parse_html(SourcePtr source, Diagnostics& diagnostics);

  SourcePtr source_;
  std::deque<std::string> pool_;  // what views cannot show in the source as it stands
  std::vector<HtmlNode> nodes_;
  std::vector<HtmlAttribute> attributes_;
  std::vector<DuplicateAttribute> duplicates_;
  std::vector<MarkupFault> faults_;
  std::unordered_map<std::string_view, HtmlNodeId> ids_;
  std::optional<std::size_t> first_invalid_utf8_;
  HtmlNodeId html_ = kNoHtmlNode;
  HtmlNodeId head_ = kNoHtmlNode;
  HtmlNodeId body_ = kNoHtmlNode;
  bool readable_ = false;
  bool has_doctype_ = false;
  bool quirks_mode_ = false;
};

/// Bounds beyond which a page is refused rather than read slowly: browsers themselves stop nesting at 512.
inline constexpr std::size_t kMaxHtmlBytes = 24U << 20U;
inline constexpr std::size_t kMaxHtmlDepth = 1'000;
inline constexpr std::size_t kMaxAttributesPerTag = 500;

/// Reads a page. Any text is a page, so nothing fails but what cannot reasonably be read: files over
/// kMaxHtmlBytes, deeper than kMaxHtmlDepth, with monstrous tags, in UTF-16, or binary. Those give one
/// error `html/unreadable` and a document that is not readable().
HtmlDocument parse_html(SourcePtr source, Diagnostics& diagnostics);

/// For checks that need no tree: adds the same `html/unreadable` when the bytes alone show that this is no
/// page that can be read (UTF-16, binary, too large). True when it did.
bool refuse_unreadable(const SourcePtr& source, Diagnostics& diagnostics);

/// A selector that finds exactly this element in a browser, short for people: from the nearest ancestor
/// with an id or a landmark name, `main p:nth-of-type(2) a`.
std::string css_selector(const HtmlDocument& document, HtmlNodeId element);

/// The rules that parse_html reports.
std::span<const Rule> html_document_rules();

}  // namespace gazette
