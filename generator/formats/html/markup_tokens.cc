// The tokenizer. Offsets count bytes of the text from its start.
#include "formats/html/markup_tokens.h"

#include <algorithm>

#include "base/text.h"

namespace gazette {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool ends_name(char c) {
  return is_blank(c) || c == '/' || c == '>';
}
bool starts_xml_name(char c) {
  return is_letter(c) || c == '_' || c == ':' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool matches_ignoring_case(std::string_view text, std::size_t at, std::string_view lower) {
  if (text.size() - at < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (ascii_lower(text[at + i]) != lower[i]) return false;
  }
  return true;
}

}  // namespace

const MarkupAttribute* MarkupToken::find(std::string_view attribute) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const MarkupAttribute& a) { return a.name == attribute; });
  return found == attributes.end() ? nullptr : &*found;
}

bool is_raw_text_element(std::string_view name) {
  switch (name.size()) {
    case 3:
      return name == "xmp";
    case 5:
      return name == "style" || name == "title";
    case 6:
      return name == "script" || name == "iframe";
    case 7:
      return name == "noembed";
    case 8:
      return name == "textarea" || name == "noframes";
    case 9:
      return name == "plaintext";
    default:
      return false;
  }
}

void MarkupTokenizer::finish(MarkupToken& token, MarkupTokenKind kind, std::size_t end) {
  token.kind = kind;
  token.span = {position_, end};
  position_ = end;
}

bool MarkupTokenizer::next(MarkupToken& token) {
  token.attributes.clear();
  token.self_closing = false;
  if (position_ >= text_.size()) return false;
  std::size_t open = position_;
  while (true) {
    const std::size_t at = text_.find('<', open);
    if (at == std::string_view::npos || at + 1 >= text_.size()) {
      open = text_.size();
      break;
    }
    const char c = text_[at + 1];
    const bool tag = mode_ == MarkupMode::Xml ? starts_xml_name(c) : is_letter(c);
    if (tag || c == '/' || c == '!' || c == '?') {
      open = at;
      break;
    }
    open = at + 1;  // a lone `<` is text
  }
  if (open > position_) {
    token.content = {position_, open};
    finish(token, MarkupTokenKind::Text, open);
    return true;
  }
  switch (text_[position_ + 1]) {
    case '!':
      read_declaration(token);
      return true;
    case '?':
      read_instruction(token);
      return true;
    case '/':
      if (position_ + 2 < text_.size() && (is_letter(text_[position_ + 2]) || mode_ == MarkupMode::Xml)) {
        return read_tag(token, true);
      }
      finish(token, MarkupTokenKind::Comment, std::min(text_.find('>', position_), text_.size() - 1) + 1);
      return true;
    default:
      return read_tag(token, false);
  }
}

bool MarkupTokenizer::read_tag(MarkupToken& token, bool end_tag) {
  std::size_t i = position_ + (end_tag ? 2 : 1);
  const std::size_t name_begin = i;
  while (i < text_.size() && !ends_name(text_[i])) ++i;
  token.name.assign(text_.substr(name_begin, i - name_begin));
  if (mode_ == MarkupMode::Html)
    std::transform(token.name.begin(), token.name.end(), token.name.begin(), ascii_lower);
  if (!read_attributes(token, i)) {
    position_ = text_.size();
    return false;
  }
  finish(token, end_tag ? MarkupTokenKind::EndTag : MarkupTokenKind::StartTag, i);
  return true;
}

/// Reads up to and with the `>`; false when the text ends before it.
bool MarkupTokenizer::read_attributes(MarkupToken& token, std::size_t& i) {
  while (true) {
    while (i < text_.size() && (is_blank(text_[i]) || text_[i] == '/')) {
      token.self_closing = text_[i] == '/';
      ++i;
    }
    if (i >= text_.size()) return false;
    if (text_[i] == '>') {
      ++i;
      return true;
    }
    MarkupAttribute attribute;
    const std::size_t begin = i++;  // a `=` in the first place is part of the name
    bool folded = text_[begin] >= 'A' && text_[begin] <= 'Z';
    while (i < text_.size() && !ends_name(text_[i]) && text_[i] != '=') {
      folded = folded || (text_[i] >= 'A' && text_[i] <= 'Z');
      ++i;
    }
    attribute.name_span = {begin, i};
    attribute.name = text_.substr(begin, i - begin);
    if (folded && mode_ == MarkupMode::Html)
      attribute.name = folded_names_.emplace_back(to_lower_ascii(attribute.name));
    attribute.value = {i, i};
    std::size_t after = i;
    while (after < text_.size() && is_blank(text_[after])) ++after;
    if (after < text_.size() && text_[after] == '=') {
      i = read_attribute_value(attribute, after + 1);
      if (i == std::string_view::npos) return false;
    }
    token.attributes.push_back(attribute);
    token.self_closing = false;
  }
}

/// From after the `=`; gives the offset after the value, npos when the text ends inside it.
std::size_t MarkupTokenizer::read_attribute_value(MarkupAttribute& attribute, std::size_t i) {
  while (i < text_.size() && is_blank(text_[i])) ++i;
  if (i >= text_.size()) return std::string_view::npos;
  attribute.has_value = true;
  std::size_t end = i;
  std::size_t after = i;
  if (text_[i] == '"' || text_[i] == '\'') {
    end = text_.find(text_[i], i + 1);
    if (end == std::string_view::npos) return end;
    ++i;
    after = end + 1;
  } else {
    while (end < text_.size() && !is_blank(text_[end]) && text_[end] != '>') ++end;
    after = end;
  }
  attribute.value = {i, end};
  attribute.has_references = text_.substr(i, end - i).find('&') != std::string_view::npos;
  return after;
}

void MarkupTokenizer::read_declaration(MarkupToken& token) {
  const std::string_view rest = text_.substr(position_);
  if (rest.starts_with("<!--")) {
    if (rest.starts_with("<!-->") || rest.starts_with("<!--->")) {
      finish(token, MarkupTokenKind::Comment, text_.find('>', position_) + 1);
      return;
    }
    std::size_t end = text_.find("--", position_ + 4);
    while (end != std::string_view::npos) {
      const std::string_view tail = text_.substr(end + 2, 2);
      if (tail.starts_with(">")) break;
      if (tail == "!>" && mode_ == MarkupMode::Html) break;
      end = text_.find("--", end + 1);
    }
    finish(token, MarkupTokenKind::Comment,
           end == std::string_view::npos ? text_.size() : text_.find('>', end) + 1);
    return;
  }
  if (rest.starts_with("<![CDATA[") && (cdata_ || mode_ == MarkupMode::Xml)) {
    const std::size_t end = std::min(text_.find("]]>", position_ + 9), text_.size());
    token.content = {position_ + 9, end};
    finish(token, MarkupTokenKind::CData, std::min(end + 3, text_.size()));
    return;
  }
  std::size_t end = std::min(text_.find('>', position_), text_.size());
  const std::size_t subset = text_.substr(position_, end - position_).find('[');
  if (mode_ == MarkupMode::Xml &&
      subset != std::string_view::npos) {  // a doctype with declarations of its own
    end =
        std::min(text_.find('>', std::min(text_.find(']', position_ + subset), text_.size())), text_.size());
  }
  finish(token, MarkupTokenKind::Comment, std::min(end + 1, text_.size()));
}

void MarkupTokenizer::read_instruction(MarkupToken& token) {
  if (mode_ == MarkupMode::Html) {
    finish(token, MarkupTokenKind::Comment, std::min(text_.find('>', position_), text_.size() - 1) + 1);
    return;
  }
  const std::size_t begin = std::min(position_ + 2, text_.size());
  const std::size_t end = std::min(text_.find("?>", begin), text_.size());
  std::size_t i = begin;
  while (i < end && !is_blank(text_[i])) ++i;
  token.name.assign(text_.substr(begin, i - begin));
  token.content = {i, end};
  finish(token, MarkupTokenKind::Instruction, std::min(end + 2, text_.size()));
}

bool MarkupTokenizer::is_end_tag(std::size_t at, std::string_view element) const {
  const std::size_t after = at + 2 + element.size();
  return at + 1 < text_.size() && text_[at + 1] == '/' && at + 2 <= text_.size() &&
         matches_ignoring_case(text_, at + 2, element) && after < text_.size() && ends_name(text_[after]);
}

/// Script text may hold `<!--`, and after that a whole `<script>…</script>`, without ending.
std::size_t MarkupTokenizer::end_of_script(std::size_t from) const {
  enum class State { Plain, Escaped, Nested } state = State::Plain;
  for (std::size_t i = from; i < text_.size(); ++i) {
    if (state == State::Plain) {
      i = text_.find('<', i);
      if (i == std::string_view::npos) break;
    }
    if (text_[i] == '-' && state != State::Plain && text_.substr(i, 3) == "-->") state = State::Plain;
    if (text_[i] != '<') continue;
    if (is_end_tag(i, "script")) {
      if (state != State::Nested) return i;
      state = State::Escaped;
    } else if (state == State::Plain && text_.substr(i, 4) == "<!--") {
      state = State::Escaped;
      i += 1;  // the dashes may be those of a `-->`
    } else if (state == State::Escaped && i + 7 < text_.size() &&
               matches_ignoring_case(text_, i + 1, "script") && ends_name(text_[i + 7])) {
      state = State::Nested;
    }
  }
  return text_.size();
}

Span MarkupTokenizer::skip_raw_text(std::string_view element) {
  const std::size_t begin = position_;
  std::size_t end = text_.size();
  if (element == "script") {
    end = end_of_script(begin);
  } else if (element != "plaintext") {
    std::size_t at = text_.find('<', begin);
    while (at != std::string_view::npos && !is_end_tag(at, element)) at = text_.find('<', at + 1);
    end = std::min(at, text_.size());
  }
  position_ = end;
  return {begin, end};
}

}  // namespace gazette
