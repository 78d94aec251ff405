// Reads a page with libgumbo and copies its tree into an HtmlDocument. Gumbo's nodes live in an arena
// that is dropped as a whole: its own destructor recurses once for each level of nesting.

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <csetjmp>
#include <cstring>
#include <memory>

#include "base/text.h"
#include "formats/html/html_document.h"
#include "formats/html/html_tag_scan.h"
#include "formats/html/markup_faults.h"

namespace gazette {

namespace {

// Memory for gumbo's tree: 64 MB and a hundred bytes for each of the page. Only pages that make the
// parser copy elements without end (unclosed formatting before many paragraphs) come near.
constexpr std::size_t kArenaBase = 64U << 20U;
constexpr std::size_t kArenaPerByte = 100;
constexpr std::chrono::seconds kMaxParseTime{20};

/// Bump allocation with a free list for each power of two. Memory is kept for the thread's next page.
class Arena {
 public:
  void start(std::size_t limit) {
    limit_ = limit;
    used_ = 0;
    chunk_ = 0;
    offset_ = 0;
    allocations_ = 0;
    free_.fill(nullptr);
    deadline_ = std::chrono::steady_clock::now() + kMaxParseTime;
  }

  /// Gives back what a large page needed, so that one such page does not stay paid for.
  void finish() {
    while (chunks_.size() > kKeptChunks) chunks_.pop_back();
  }

  void* allocate(std::size_t size) {
    const std::size_t bits = std::max<std::size_t>(5, std::bit_width(size + sizeof(Header) - 1));
    if ((++allocations_ & 0xFFFFU) == 0 && std::chrono::steady_clock::now() > deadline_) std::longjmp(out, 1);
    if (Header* header = free_[bits]) {
      free_[bits] = header->next;
      header->bits = bits;
      return header + 1;
    }
    auto* header = reinterpret_cast<Header*>(bump(std::size_t{1} << bits));
    header->bits = bits;
    return header + 1;
  }

  void release(void* memory) {
    if (memory == nullptr) return;
    Header* header = static_cast<Header*>(memory) - 1;
    const std::size_t bits = header->bits;
    header->next = free_[bits];
    free_[bits] = header;
  }

  std::jmp_buf out;  // where to go when the page is too much

 private:
  union alignas(16) Header {
    std::size_t bits;  // while in use
    Header* next;      // while free
  };
  struct Chunk {
    std::unique_ptr<char[]> memory;
    std::size_t size = 0;
  };
  static constexpr std::size_t kChunk = 256U << 10U;
  static constexpr std::size_t kKeptChunks = 8;

  char* bump(std::size_t size) {
    used_ += size;
    if (used_ > limit_) std::longjmp(out, 1);
    while (chunk_ < chunks_.size() && offset_ + size > chunks_[chunk_].size) {
      ++chunk_;
      offset_ = 0;
    }
    if (chunk_ == chunks_.size()) {
      const std::size_t bytes = std::max(kChunk, size);
      chunks_.push_back({std::unique_ptr<char[]>(new char[bytes]), bytes});
      offset_ = 0;
    }
    char* memory = chunks_[chunk_].memory.get() + offset_;
    offset_ += size;
    return memory;
  }

  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0;
  std::size_t offset_ = 0;
  std::size_t used_ = 0;
  std::size_t limit_ = 0;
  std::size_t allocations_ = 0;
  std::array<Header*, 65> free_{};
  std::chrono::steady_clock::time_point deadline_;
};

void* arena_allocate(void* arena, std::size_t size) {
  return static_cast<Arena*>(arena)->allocate(size);
}
void arena_release(void* arena, void* memory) {
  static_cast<Arena*>(arena)->release(memory);
}

/// Null when the page asked for too much memory or time. Nothing here needs unwinding.
const GumboOutput* run_gumbo(Arena& arena, const char* text, std::size_t size) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = arena_allocate;
  options.deallocator = arena_release;
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.out) != 0) return nullptr;
  return gumbo_parse_with_options(&options, text, size);
}

struct Refusal {
  std::string reason;
  Span span;
};

/// UTF-16 without its mark: every other byte of western text is zero.
bool looks_like_utf16(std::string_view head) {
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  return (even == 0 || odd == 0) && (even + odd) * 5 > head.size() * 2;
}

std::optional<Refusal> unreadable_bytes(const std::string& text) {
  if (text.size() > kMaxHtmlBytes) {
    return Refusal{"it is larger than " + std::to_string(kMaxHtmlBytes >> 20U) + " MB", {}};
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return Refusal{"it is in UTF-16; save it in UTF-8", {0, 2}};
  }
  // A stray NUL is a slip that browsers drop; several before the first tag mean a picture or an archive.
  const std::string_view head = std::string_view(text).substr(0, 1024);
  const auto zeros = std::count(head.begin(), head.end(), '\0');
  const std::size_t zero = head.find('\0');
  if (zeros > 4 && looks_like_utf16(head))
    return Refusal{"it is in UTF-16; save it in UTF-8", {zero, zero + 1}};
  if (zeros > 4) return Refusal{"it is not text", {zero, zero + 1}};
  return std::nullopt;
}

}  // namespace

/// Copies gumbo's tree, without recursion, into a document's vectors.
class HtmlTreeBuilder {
 public:
  explicit HtmlTreeBuilder(SourcePtr source) { document_.source_ = std::move(source); }

  HtmlDocument unreadable() { return std::move(document_); }

  /// `text` is what gumbo read: the source but for a byte order mark.
  HtmlDocument build(const GumboOutput& output, std::string_view text,
                     std::vector<RepeatedAttribute> repeated) {
    text_ = text;
    base_ = static_cast<std::size_t>(text.data() - document_.source_->text().data());
    const GumboDocument& gumbo = output.document->v.document;
    document_.readable_ = true;
    document_.has_doctype_ = gumbo.has_doctype;
    document_.quirks_mode_ = gumbo.doc_type_quirks_mode == GUMBO_DOCTYPE_QUIRKS;
    document_.nodes_.reserve(text.size() / 24 + 16);
    document_.attributes_.reserve(text.size() / 40 + 16);
    HtmlNode root;
    root.kind = NodeKind::Document;
    document_.nodes_.push_back(root);
    copy_below(gumbo.children, 0);
    // Templates may hold templates, so the list grows while it is worked through.
    for (std::size_t i = 0; i < templates_.size(); ++i)
      copy_template(templates_[i].first, templates_[i].second);
    find_landmarks();
    add_repeats(std::move(repeated));
    return std::move(document_);
  }

 private:
  struct Frame {
    const GumboVector* children;
    unsigned next;
    HtmlNodeId parent;
  };

  void copy_below(const GumboVector& children, HtmlNodeId parent) {
    std::vector<Frame> stack{{&children, 0, parent}};
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next == frame.children->length) {
        document_.nodes_[frame.parent].subtree_end = document_.size();
        stack.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(frame.children->data[frame.next++]);
      const HtmlNodeId id = add(*child, frame.parent);
      if (child->type == GUMBO_NODE_TEMPLATE) {
        templates_.emplace_back(child, id);
      } else if (child->type == GUMBO_NODE_ELEMENT) {
        stack.push_back({&child->v.element.children, 0, id});
      }
    }
  }

  void copy_template(const GumboNode* node, HtmlNodeId element) {
    HtmlNode fragment;
    fragment.kind = NodeKind::Fragment;
    fragment.in_template = true;
    const HtmlNodeId id = document_.size();
    document_.nodes_.push_back(fragment);
    document_.nodes_[element].template_content = id;
    copy_below(node->v.element.children, id);
  }

  HtmlNodeId add(const GumboNode& gumbo, HtmlNodeId parent) {
    const HtmlNodeId id = document_.size();
    HtmlNode node;
    node.parent = parent;
    node.subtree_end = id + 1;
    HtmlNode& above = document_.nodes_[parent];
    node.in_template = above.in_template;
    node.previous_sibling = above.last_child;
    if (above.last_child != kNoHtmlNode) {
      document_.nodes_[above.last_child].next_sibling = id;
    } else {
      above.first_child = id;
    }
    above.last_child = id;
    if (gumbo.type == GUMBO_NODE_ELEMENT || gumbo.type == GUMBO_NODE_TEMPLATE) {
      fill_element(gumbo, node, id);
    } else {
      node.kind = gumbo.type == GUMBO_NODE_COMMENT ? NodeKind::Comment : NodeKind::Text;
      node.span = span_of(gumbo.v.text.original_text);
      node.text = keep(gumbo.v.text.text, node.span);
    }
    document_.nodes_.push_back(node);
    return id;
  }

  void fill_element(const GumboNode& gumbo, HtmlNode& node, HtmlNodeId id) {
    const GumboElement& element = gumbo.v.element;
    constexpr auto kCopied =
        GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED;
    node.kind = NodeKind::Element;
    node.markup_namespace = element.tag_namespace == GUMBO_NAMESPACE_SVG      ? MarkupNamespace::Svg
                            : element.tag_namespace == GUMBO_NAMESPACE_MATHML ? MarkupNamespace::MathMl
                                                                              : MarkupNamespace::Html;
    node.span = span_of(element.original_tag);
    node.end_tag = span_of(element.original_end_tag);
    node.implied = node.span.begin == node.span.end;
    node.copied = (static_cast<unsigned>(gumbo.parse_flags) & static_cast<unsigned>(kCopied)) != 0;
    node.name = element_name(element);
    node.first_attribute = static_cast<std::uint32_t>(document_.attributes_.size());
    node.attribute_count = element.attributes.length;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      add_attribute(*static_cast<const GumboAttribute*>(element.attributes.data[i]));
    }
    if (node.in_template) return;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const HtmlAttribute& attribute = document_.attributes_[node.first_attribute + i];
      if (attribute.name == "id" && !attribute.value.empty()) document_.ids_.emplace(attribute.value, id);
    }
    if (!node.implied && !node.copied) {
      by_tag_.emplace_back(node.span.begin, id);
    }
  }

  std::string_view element_name(const GumboElement& element) {
    GumboStringPiece tag = element.original_tag;
    if (tag.length > 0) gumbo_tag_from_original_text(&tag);
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG && tag.length > 0) {
      if (const char* name = gumbo_normalize_svg_tagname(&tag)) return name;
    }
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    return own(to_lower_ascii(std::string_view(tag.data, tag.length)));
  }

  void add_attribute(const GumboAttribute& gumbo) {
    HtmlAttribute attribute;
    attribute.name_span = span_of(gumbo.original_name);
    attribute.value_span = span_of(gumbo.original_value);
    attribute.has_value = attribute.value_span.begin > attribute.name_span.end;  // a `=` stands between
    const std::string_view raw = document_.source_->slice(attribute.value_span);
    if (raw.size() >= 2 && (raw.front() == '"' || raw.front() == '\'') && raw.back() == raw.front()) {
      ++attribute.value_span.begin;
      --attribute.value_span.end;
    }
    if (!attribute.has_value) attribute.value_span = {attribute.name_span.end, attribute.name_span.end};
    attribute.value = keep(gumbo.value, attribute.value_span);
    switch (gumbo.attr_namespace) {
      case GUMBO_ATTR_NAMESPACE_XLINK:
        attribute.name = own("xlink:" + std::string(gumbo.name));
        break;
      case GUMBO_ATTR_NAMESPACE_XML:
        attribute.name = own("xml:" + std::string(gumbo.name));
        break;
      default:
        attribute.name = keep(gumbo.name, attribute.name_span);
    }
    document_.attributes_.push_back(attribute);
  }

  void find_landmarks() {
    for (HtmlNodeId id : document_.children(0)) {
      if (document_.is_element(id)) document_.html_ = id;
    }
    if (document_.html_ == kNoHtmlNode) return;
    for (HtmlNodeId id : document_.children(document_.html_)) {
      if (document_.is_html(id, "head") && document_.head_ == kNoHtmlNode) document_.head_ = id;
      const bool body = document_.is_html(id, "body") || document_.is_html(id, "frameset");
      if (body && document_.body_ == kNoHtmlNode) document_.body_ = id;
    }
  }

  void add_repeats(std::vector<RepeatedAttribute> repeated) {
    if (repeated.empty()) return;
    std::sort(by_tag_.begin(), by_tag_.end());
    for (const RepeatedAttribute& repeat : repeated) {
      auto found = std::lower_bound(by_tag_.begin(), by_tag_.end(),
                                    std::pair{repeat.tag_begin + base_, HtmlNodeId{0}});
      if (found == by_tag_.end() || found->first != repeat.tag_begin + base_) continue;
      DuplicateAttribute duplicate;
      duplicate.element = found->second;
      duplicate.first_name_span = {repeat.first_name.begin + base_, repeat.first_name.end + base_};
      duplicate.name_span = {repeat.name.begin + base_, repeat.name.end + base_};
      duplicate.name = to_lower_ascii(document_.source_->slice(duplicate.name_span));
      document_.duplicates_.push_back(std::move(duplicate));
    }
  }

  Span span_of(const GumboStringPiece& piece) const {
    if (piece.data == nullptr || piece.length == 0) return {};
    if (piece.data < text_.data() || piece.data + piece.length > text_.data() + text_.size()) return {};
    const std::size_t begin = base_ + static_cast<std::size_t>(piece.data - text_.data());
    return {begin, begin + piece.length};
  }

  /// A view of the source when that holds the same bytes, else of a copy.
  std::string_view keep(const char* decoded, Span span) {
    const std::string_view value(decoded);
    const std::string_view original = document_.source_->slice(span);
    if (original.starts_with(value)) return original.substr(0, value.size());
    return own(std::string(value));
  }

  std::string_view own(std::string value) { return document_.pool_.emplace_back(std::move(value)); }

  HtmlDocument document_;
  std::string_view text_;
  std::size_t base_ = 0;
  std::vector<std::pair<const GumboNode*, HtmlNodeId>> templates_;
  std::vector<std::pair<std::size_t, HtmlNodeId>> by_tag_;
};

namespace {

void say_unreadable(const SourcePtr& source, Span span, const std::string& reason, Diagnostics& diagnostics) {
  diagnostics.error("html/unreadable", Place{source, span}, "this page cannot be checked: " + reason);
}

}  // namespace

bool refuse_unreadable(const SourcePtr& source, Diagnostics& diagnostics) {
  const auto refusal = unreadable_bytes(source->text());
  if (refusal) say_unreadable(source, refusal->span, refusal->reason, diagnostics);
  return refusal.has_value();
}

HtmlDocument parse_html(SourcePtr source, Diagnostics& diagnostics) {
  HtmlTreeBuilder builder(source);
  const auto refuse = [&](const std::string& reason, Span span) {
    say_unreadable(source, span, reason, diagnostics);
    return builder.unreadable();
  };
  if (const auto refusal = unreadable_bytes(source->text())) return refuse(refusal->reason, refusal->span);

  std::string_view text = source->text();
  const std::size_t base = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  text.remove_prefix(base);
  TagScan scan = scan_tags(text, {kMaxHtmlDepth, kMaxAttributesPerTag});
  if (scan.refusal) {
    return refuse(scan.refusal->reason, {scan.refusal->span.begin + base, scan.refusal->span.end + base});
  }
  thread_local Arena arena;
  arena.start(kArenaBase + kArenaPerByte * text.size());
  const GumboOutput* output = run_gumbo(arena, text.data(), text.size());
  if (output == nullptr) {
    arena.finish();
    return refuse("its unclosed elements would have to be repeated without end", {});
  }
  HtmlDocument document = builder.build(*output, text, std::move(scan.repeated));
  document.first_invalid_utf8_ = find_invalid_utf8(source->text());
  document.faults_ = find_markup_faults(document, scan, base);
  arena.finish();
  return document;
}

}  // namespace gazette
