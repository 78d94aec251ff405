// What of a page can be searched: words folded for comparison, and a page's text cut at its headings.

#include "base/text.h"
#include "stages/search_index.h"

namespace gazette {

namespace {

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019;
}

/// Lower case, Latin letters without accents, no apostrophes, no possessive ending.
std::string fold(std::string_view word) {
  for (const std::string_view ending : {"'s", "’s", "'S", "’S"}) {
    if (word.ends_with(ending)) word.remove_suffix(ending.size());
  }
  std::string folded;
  for (const char c : word) {
    // Most words of most sites are plain; slugify knows the others.
    if (!is_ascii_letter(c) && !is_ascii_digit(c)) return slugify(word);
    folded += ascii_lower(c);
  }
  return folded;
}

bool has_class(const HtmlDocument& page, NodeId id, std::string_view name) {
  for (const std::string_view each : split(page.attribute_value(id, "class"), ' ')) {
    if (each == name) return true;
  }
  return false;
}

/// Elements whose text is no part of what the page says.
bool is_skipped(const HtmlDocument& page, NodeId id) {
  const std::string_view name = page.node(id).name;
  if (name == "script" || name == "style" || name == "nav" || name == "template" || name == "svg")
    return true;
  if (name == "button") return !has_class(page, id, "term");
  return has_class(page, id, "tip") || has_class(page, id, "vh") || page.has_attribute(id, "hidden");
}

/// Elements that stand in a line of text; any other begins a new word.
bool is_inline(std::string_view name) {
  static constexpr std::string_view kInline[] = {
      "a", "abbr", "b",    "bdi",   "button", "cite", "code", "dfn",    "em",   "i", "kbd", "mark",
      "q", "s",    "samp", "small", "span",   "sub",  "sup",  "strong", "time", "u", "var"};
  for (const std::string_view each : kInline) {
    if (each == name) return true;
  }
  return false;
}

std::string visible_text(const HtmlDocument& page, NodeId root) {
  std::string text;
  const NodeId end = page.node(root).subtree_end;
  for (NodeId id = root + 1; id < end; ++id) {
    const HtmlNode& node = page.node(id);
    if (node.kind == NodeKind::Text) text += node.text;
    if (node.kind == NodeKind::Element && is_skipped(page, id)) id = node.subtree_end - 1;
  }
  return collapse_white_space(text);
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  bool inside = false;
  const auto finish = [&](std::size_t end) {
    if (!inside) return;
    std::string word = fold(text.substr(begin, end - begin));
    if (!word.empty()) words.push_back(std::move(word));
    inside = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    const DecodedCharacter c = decode_utf8(text, i);
    const bool part_of_word =
        is_word_character(c.value) || (inside && is_apostrophe(c.value) && i + c.length < text.size() &&
                                       is_word_character(decode_utf8(text, i + c.length).value));
    if (part_of_word && !inside) begin = i;
    if (part_of_word) inside = true;
    if (!part_of_word) finish(i);
    i += c.length;
  }
  finish(text.size());
  return words;
}

std::vector<SearchPart> search_parts(const HtmlDocument& page, NodeId root) {
  std::vector<SearchPart> parts(1);
  const NodeId end = page.node(root).subtree_end;
  for (NodeId id = root + 1; id < end; ++id) {
    const HtmlNode& node = page.node(id);
    if (node.kind == NodeKind::Text) parts.back().text += node.text;
    if (node.kind != NodeKind::Element) continue;
    if (!is_inline(node.name)) parts.back().text += ' ';
    if (is_skipped(page, id)) {
      id = node.subtree_end - 1;
    } else if ((node.name == "h2" || node.name == "h3") && page.has_attribute(id, "id")) {
      parts.push_back(SearchPart{std::string(page.attribute_value(id, "id")), visible_text(page, id), {}});
      id = node.subtree_end - 1;
    }
  }
  for (SearchPart& part : parts) part.text = collapse_white_space(part.text);
  return parts;
}

}  // namespace gazette
