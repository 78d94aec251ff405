// The look of an acronym, and what only looks like one.
#include "content/words/acronym.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/words/word_boundary.h"

namespace gazette {
namespace {

constexpr std::size_t kLongest = 8;  // longer words in capitals are shouting

bool all_of(std::string_view word, bool (*test)(char)) {
  return std::all_of(word.begin(), word.end(), test);
}

bool is_roman(std::string_view word) {
  return all_of(word, [](char c) { return c == 'I' || c == 'V' || c == 'X'; });
}

/// Quarters, roads, paper sizes and one-letter post code districts: a letter and a number. "S11" stays.
bool is_letter_and_number(std::string_view word) {
  static constexpr std::string_view kLetters = "ABMQ";
  return kLetters.find(word.front()) != std::string_view::npos && all_of(word.substr(1), is_ascii_digit);
}

/// "B91 3QS": the word is the first half when a blank, a digit and two capitals follow, the second half
/// when they are the word itself and a digit stands before.
bool is_post_code(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view rest = text.substr(end, 4);
  const bool first_half = rest.size() == 4 && rest[0] == ' ' && is_ascii_digit(rest[1]) &&
                          is_ascii_upper(rest[2]) && is_ascii_upper(rest[3]);
  return first_half && is_ascii_digit(text[end - 1]) && end - begin <= 4;
}

bool looks_like_acronym(std::string_view word) {
  if (word.size() < 2 || word.size() > kLongest || !is_ascii_upper(word.front()) || word.back() == '&')
    return false;
  const bool plain = std::all_of(word.begin(), word.end(),
                                 [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '&'; });
  if (!plain) return false;
  const auto capitals = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_ascii_upper));
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_ascii_digit));
  if (capitals < 2 && digits < 1) return false;
  if ((capitals + digits) * 2 < word.size()) return false;
  return !is_roman(word) && !is_letter_and_number(word);
}

}  // namespace

std::vector<AcronymHit> find_acronyms(std::string_view text) {
  std::vector<AcronymHit> hits;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && joins_word(text, i)) i += character_length(text, i);
    if (i == begin) {
      i += character_length(text, i);
      continue;
    }
    if (!is_ascii_upper(text[begin])) continue;
    std::size_t end = i;
    if (end - begin > 2 && text[end - 1] == 's' &&
        (is_ascii_upper(text[end - 2]) || is_ascii_digit(text[end - 2]))) {
      --end;
    }
    if (looks_like_acronym(text.substr(begin, end - begin)) && !is_post_code(text, begin, end)) {
      hits.push_back({begin, end});
    }
  }
  return hits;
}

std::span<const std::string_view> default_known_acronyms() {
  static constexpr std::array<std::string_view, 34> kKnown = {
      "AM",  "BBC", "BSL", "CD",  "COVID", "CSV", "DVD", "EU",  "FAQ",  "GCSE", "GP", "HTML",
      "ID",  "IT",  "MP",  "NHS", "ODS",   "OK",  "PA",  "PC",  "PDF",  "PM",   "PO", "RSS",
      "SMS", "TV",  "UK",  "UN",  "URL",   "US",  "USA", "XML", "XLSX", "ZIP"};
  return kKnown;
}

}  // namespace gazette
