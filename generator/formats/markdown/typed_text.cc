// One step for each character of the text.
#include "formats/markdown/typed_text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace gazette {
namespace {

/// What typographic signs are made from.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSmart = {{
    {"\xE2\x80\x99", "'"},
    {"\xE2\x80\x98", "'"},
    {"\xE2\x80\x9C", "\""},
    {"\xE2\x80\x9D", "\""},
    {"\xE2\x80\x94", "---"},
    {"\xE2\x80\x93", "--"},
    {"\xE2\x80\xA6", "..."},
}};

/// Longest reference to a character.
constexpr std::size_t kLongestEntity = 40;

/// How far ahead the walk looks for its way after a mismatch.
constexpr std::size_t kSearched = 4096;

/// How often it may lose its way.
constexpr int kMostLost = 50;

/// Bytes of the character that starts `text`.
std::size_t character_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

bool is_word_like(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || is_ascii_space(c);
}

struct Step {
  std::size_t text = 0;    // bytes of the text
  std::size_t source = 0;  // bytes of the source that spell them; 0 when they do not match
  bool plain = false;
};

Step one_step(std::string_view text, std::string_view source) {
  if (source.empty()) return {};
  if (source.front() == '&') {
    const std::size_t end = source.substr(0, kLongestEntity).find(';');
    const bool is_entity = end != std::string_view::npos && end > 1 &&
                           source.substr(1, end - 1).find_first_of(" &\n") == std::string_view::npos;
    if (is_entity && !text.starts_with(source.substr(0, end + 1)))
      return {character_size(text), end + 1, false};
  }
  if (source.front() == '\\' && source.size() > 1 && source[1] == text.front() &&
      !is_ascii_letter(text.front()) && !is_ascii_digit(text.front()) && !is_ascii_space(text.front()))
    return {1, 2, false};
  if (source.front() == text.front()) return {1, 1, true};
  for (const auto& [sign, typed] : kSmart) {
    if (text.starts_with(sign) && source.starts_with(typed)) return {sign.size(), typed.size(), false};
  }
  return {};
}

}  // namespace

TypedText typed_text(const MarkdownTree& tree, NodeId id) {
  const MarkdownNode& node = tree.node(id);
  const std::string_view text = node.text;
  const std::string_view source = tree.sources[static_cast<std::size_t>(node.source)]->text();
  TypedText out;
  out.at.reserve(text.size() + 1);
  out.plain.reserve(text.size());
  std::size_t from = std::min(node.span.begin, source.size());
  int lost = 0;
  for (std::size_t i = 0; i < text.size();) {
    Step step = one_step(text.substr(i), source.substr(from));
    if (step.source == 0) {
      // Lost: go on where the next words stand, if they stand anywhere near.
      if (++lost > kMostLost) break;
      const std::string_view words = text.substr(i, 8);
      const std::size_t found = source.substr(from, kSearched).find(words);
      if (found == std::string_view::npos || words.size() < 3) break;
      from += found;
      step = one_step(text.substr(i), source.substr(from));
      if (step.source == 0) break;
    }
    out.at.insert(out.at.end(), step.text, from);
    out.plain.insert(out.plain.end(), step.text, step.plain);
    i += step.text;
    from += step.source;
  }
  // cmark lets a node begin behind the backslash of its first sign.
  const std::size_t begin = std::min(node.span.begin, source.size());
  if (!out.plain.empty() && begin > 0 && source[begin - 1] == '\\' && out.at.front() == begin)
    out.plain.front() = is_word_like(text.front());
  out.at.resize(text.size() + 1, from);
  out.plain.resize(text.size(), false);
  return out;
}

}  // namespace gazette
