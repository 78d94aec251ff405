// From bytes of decoded text back to bytes of the author's source.
#include "content/prose/prose_run.h"

#include <array>
#include <string_view>

#include "base/text.h"

namespace gazette {
namespace {

/// How one character of decoded text may have been typed.
struct Spelling {
  std::string_view decoded;
  std::string_view typed;
};

constexpr std::array<Spelling, 15> kSpellings = {{
    {"\xE2\x80\x99", "'"},    // ’
    {"\xE2\x80\x98", "'"},    // ‘
    {"\xE2\x80\x9C", "\""},   // “
    {"\xE2\x80\x9D", "\""},   // ”
    {"\xE2\x80\x94", "---"},  // —
    {"\xE2\x80\x93", "--"},   // –
    {"\xE2\x80\xA6", "..."},  // …
    {"&", "&amp;"},
    {"<", "&lt;"},
    {">", "&gt;"},
    {"\"", "&quot;"},
    {"\xC2\xA0", "&nbsp;"},
    {" ", "\n"},
    {" ", "\r\n"},
    {"\n", "\r\n"},
}};

/// Bytes of `typed` that spell the start of `decoded`; moves `decoded` on past what was spelled. 0 when
/// they differ.
std::size_t spell_one(std::string_view& decoded, std::string_view typed) {
  for (const Spelling& spelling : kSpellings) {
    if (decoded.starts_with(spelling.decoded) && typed.starts_with(spelling.typed)) {
      decoded.remove_prefix(spelling.decoded.size());
      return spelling.typed.size();
    }
  }
  if (decoded.front() != typed.front()) return 0;
  decoded.remove_prefix(1);
  return 1;
}

/// Length of the source text at the start of `typed` that spells all of `words`; 0 when it does not.
std::size_t spelled_length(std::string_view words, std::string_view typed) {
  std::size_t length = 0;
  while (!words.empty()) {
    if (length >= typed.size()) return 0;
    const std::size_t step = spell_one(words, typed.substr(length));
    if (step == 0) return 0;
    length += step;
  }
  return length;
}

/// How often `words` stands in `text` before `end`.
std::size_t count_before(std::string_view text, std::string_view words, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string_view::npos && at < end;
       at = text.find(words, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

Place place_in_run(const ProseRun& run, std::size_t begin, std::size_t end) {
  if (!run.place.source || begin >= end || end > run.text.size()) return run.place;
  const std::string_view typed = run.place.source->slice(run.place.span);
  const std::size_t start = run.place.span.begin;
  if (typed == run.text) return {run.place.source, {start + begin, start + end}};
  const std::string_view words = std::string_view(run.text).substr(begin, end - begin);
  std::size_t skip = count_before(run.text, words, begin);
  for (std::size_t at = 0; at < typed.size(); ++at) {
    const std::size_t length = spelled_length(words, typed.substr(at));
    if (length == 0) continue;
    if (skip == 0) return {run.place.source, {start + at, start + at + length}};
    --skip;
  }
  return run.place;
}

}  // namespace gazette
