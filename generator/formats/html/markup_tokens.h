#pragma once
// Tags, texts and comments of HTML or XML in one pass, without a tree. For checks that only need what
// stands in tags this is some twenty times quicker than parsing a document (html_document.h), and a
// page of any size or depth costs no memory. Tokens follow the HTML standard's tokenizer (13.2.5).

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_file.h"

namespace gazette {

enum class MarkupMode : std::uint8_t { Html, Xml };

/// One attribute as written; `value` is raw, without quotes.
struct MarkupAttribute {
  std::string_view name;  // lower case in HTML
  Span name_span;
  Span value;
  bool has_value = false;
  bool has_references = false;  // holds `&`
};

enum class MarkupTokenKind : std::uint8_t { StartTag, EndTag, Text, CData, Comment, Instruction };

/// One token; reused from call to call, so its views hold until the next one.
struct MarkupToken {
  MarkupTokenKind kind = MarkupTokenKind::Text;
  bool self_closing = false;
  std::string name;  // of a tag or instruction; lower case in HTML
  Span span;         // all of it, with its brackets
  Span content;      // Text, CData, Instruction: what is inside
  std::vector<MarkupAttribute> attributes;

  /// The first attribute of that name; null when there is none.
  const MarkupAttribute* find(std::string_view attribute) const;
};

/// Reads tokens from a text that must outlive it.
class MarkupTokenizer {
 public:
  MarkupTokenizer(std::string_view text, MarkupMode mode) : text_(text), mode_(mode) {}

  /// False at the end. A tag that the text breaks off in is no tag.
  bool next(MarkupToken& token);
  /// To be called after the start tag of an element whose content is text (`script`, `textarea`): skips to
  /// its end tag and gives the span of that text.
  Span skip_raw_text(std::string_view element);
  /// CDATA sections exist in XML, and in HTML inside SVG and MathML only.
  void allow_cdata(bool allowed) { cdata_ = allowed; }
  std::size_t position() const { return position_; }

 private:
  bool read_tag(MarkupToken& token, bool end_tag);
  bool read_attributes(MarkupToken& token, std::size_t& i);
  std::size_t read_attribute_value(MarkupAttribute& attribute, std::size_t i);
  void read_declaration(MarkupToken& token);
  void read_instruction(MarkupToken& token);
  void finish(MarkupToken& token, MarkupTokenKind kind, std::size_t end);
  std::size_t end_of_script(std::size_t from) const;
  bool is_end_tag(std::size_t at, std::string_view element) const;

  std::string_view text_;
  MarkupMode mode_;
  bool cdata_ = false;
  std::size_t position_ = 0;
  std::deque<std::string> folded_names_;  // attribute names that were written with capitals
};

/// Elements whose content HTML reads as text: `script`, `style`, `textarea`, `title` and others.
bool is_raw_text_element(std::string_view name);

}  // namespace gazette
