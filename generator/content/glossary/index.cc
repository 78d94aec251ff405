// Forms of a term, and a sorted list of them in which a common prefix is one range: the text is read
// once, and at each place where a word may start the range is narrowed byte by byte.
#include "content/glossary/index.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/words/word_boundary.h"

namespace gazette {
namespace {

constexpr std::string_view kCurly = "\xE2\x80\x99";  // ’
constexpr std::size_t kPrefixes = 65536;

std::size_t count_capitals(std::string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_ascii_upper));
}

/// "LSOAs" gives "LSOA": capitals, digits and & with two capitals or more, then one small s.
std::string_view singular_of(std::string_view head) {
  if (head.size() < 3 || head.back() != 's') return head;
  const std::string_view stem = head.substr(0, head.size() - 1);
  const bool capitals = std::all_of(
      stem.begin(), stem.end(), [](char c) { return is_ascii_upper(c) || is_ascii_digit(c) || c == '&'; });
  return capitals && count_capitals(stem) >= 2 ? stem : head;
}

/// ASCII in lower case, white space as blanks: a table, since every byte of every page goes through it.
constexpr std::array<char, 128> kFolded = [] {
  std::array<char, 128> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    const bool capital = c >= 'A' && c <= 'Z';
    const bool space = c >= '\t' && c <= '\r';
    table[i] = capital ? static_cast<char>(c - 'A' + 'a') : space ? ' ' : c;
  }
  return table;
}();

/// Lower case with white space as blanks. Never changes the length, so offsets carry over.
std::string fold(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < kFolded.size()) {
      out[i++] = kFolded[byte];
      continue;
    }
    const DecodedCharacter decoded = decode_utf8(text, i);
    std::string lower;
    append_utf8(lower, lower_character(decoded.value));
    if (lower.size() == decoded.length) out.replace(i, lower.size(), lower);
    i += decoded.length;
  }
  return out;
}

/// White space as blanks; case stays.
bool same_letters(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char a, char b) { return a == b || (b == ' ' && is_ascii_space(a)); });
}

std::size_t previous_character(std::string_view text, std::size_t offset) {
  do {
    --offset;
  } while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U);
  return offset;
}

/// True when a quotation opened shortly before `begin` is still open, so that the apostrophe at the
/// end of a form is its closing quote: ‘the LSCPs’.
bool in_single_quotes(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLookBack = 160;
  const std::size_t from = begin > kLookBack ? begin - kLookBack : 0;
  bool open = false;
  for (std::size_t i = from; i < begin; ++i) {
    const std::string_view rest = text.substr(i);
    const bool left = rest.starts_with("\xE2\x80\x98");
    const bool right = rest.starts_with(kCurly);
    if (!left && !right && text[i] != '\'') continue;
    const bool after_word = i > 0 && joins_word(text, previous_character(text, i));
    const std::size_t next = i + (text[i] == '\'' ? 1 : kCurly.size());
    const bool before_word = next < text.size() && joins_word(text, next);
    if (left || (text[i] == '\'' && !after_word)) {
      open = true;
    } else if (!before_word) {
      open = false;
    }
  }
  return open;
}

}  // namespace

bool is_acronym(std::string_view word) {
  return !word.empty() && is_ascii_upper(word.front()) && word.find(' ') == std::string_view::npos &&
         count_capitals(word) >= 2;
}

std::vector<TermForm> term_forms(const Term& term) {
  std::vector<TermForm> forms;
  const auto add = [&](std::string text, FormEnding ending) {
    if (text.empty()) return;
    const bool exact = term.match == TermMatch::Exact || is_acronym(text);
    const bool typed =
        text == term.term || std::find(term.forms.begin(), term.forms.end(), text) != term.forms.end();
    forms.push_back({std::move(text), ending, exact, typed});
  };
  const std::string head(singular_of(term.term));
  add(head, FormEnding::None);
  add(head + "s", FormEnding::Plural);
  for (const std::string_view apostrophe : {std::string_view("'"), kCurly}) {
    add(head + std::string(apostrophe) + "s", FormEnding::Possessive);
    add(head + "s" + std::string(apostrophe), FormEnding::PluralPossessive);
  }
  for (const std::string& typed : term.forms) {
    const std::string straight = replace_all(typed, kCurly, "'");
    add(straight, FormEnding::None);
    if (straight.find('\'') != std::string::npos) add(replace_all(straight, "'", kCurly), FormEnding::None);
  }
  return forms;
}

GlossaryIndex::GlossaryIndex(const Glossary& glossary) {
  for (std::size_t i = 0; i < glossary.terms.size(); ++i) {
    for (TermForm& form : term_forms(glossary.terms[i])) {
      entries_.push_back(
          {fold(form.text), form.exact ? form.text : std::string(), i, form.ending, form.typed});
    }
  }
  // Where forms are alike but for case, the exact ones come first: they are the better match. Where two
  // terms have the same form, the one who typed it comes before the one whose head it was made from.
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.folded != b.folded) return a.folded < b.folded;
    if (a.exact.empty() != b.exact.empty()) return b.exact.empty();
    return a.typed && !b.typed;
  });
  by_prefix_.assign(kPrefixes + 1, 0);
  for (const Entry& entry : entries_) {
    const auto first = static_cast<unsigned char>(entry.folded[0]);
    const auto second = entry.folded.size() > 1 ? static_cast<unsigned char>(entry.folded[1]) : 0U;
    ++by_prefix_[first * 256U + second + 1];
  }
  for (std::size_t i = 1; i < by_prefix_.size(); ++i) by_prefix_[i] += by_prefix_[i - 1];
}

bool GlossaryIndex::match_at(std::string_view text, std::string_view folded, std::size_t begin,
                             TermHit& hit) const {
  bool found = false;
  const auto narrow = [&](std::size_t low, std::size_t high, std::size_t depth) {
    while (low < high) {
      // Entries of just this length come first in the range.
      for (; low < high && entries_[low].folded.size() == depth; ++low) {
        const Entry& entry = entries_[low];
        const std::size_t end = begin + depth;
        if (end < text.size() && joins_word(text, end)) continue;
        if (!entry.exact.empty() && !same_letters(text.substr(begin, depth), entry.exact)) continue;
        const bool quote = entry.ending == FormEnding::PluralPossessive && in_single_quotes(text, begin);
        if (quote || (found && hit.end == end)) continue;
        hit = {begin, end, entry.term, entry.ending};
        found = true;
      }
      if (begin + depth >= folded.size()) return;
      const char next = folded[begin + depth];
      const auto less = [&](const Entry& entry, char c) {
        return static_cast<unsigned char>(entry.folded[depth]) < static_cast<unsigned char>(c);
      };
      const auto greater = [&](char c, const Entry& entry) {
        return static_cast<unsigned char>(c) < static_cast<unsigned char>(entry.folded[depth]);
      };
      const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(low);
      const auto last = entries_.begin() + static_cast<std::ptrdiff_t>(high);
      const auto from = std::lower_bound(first, last, next, less);
      const auto to = std::upper_bound(from, last, next, greater);
      low = static_cast<std::size_t>(from - entries_.begin());
      high = static_cast<std::size_t>(to - entries_.begin());
      ++depth;
    }
  };
  const auto first = static_cast<unsigned char>(folded[begin]);
  const std::size_t single = first * std::size_t{256};
  narrow(by_prefix_[single], by_prefix_[single + 1], 1);
  if (begin + 1 < folded.size() && folded[begin + 1] != '\0') {
    const std::size_t pair = single + static_cast<unsigned char>(folded[begin + 1]);
    narrow(by_prefix_[pair], by_prefix_[pair + 1], 2);
  }
  return found;
}

std::vector<TermHit> GlossaryIndex::find(std::string_view text) const {
  std::vector<TermHit> hits;
  if (entries_.empty()) return hits;
  const std::string folded = fold(text);
  bool joined = false;  // whether the character before `i` belongs to a word
  for (std::size_t i = 0; i < text.size();) {
    TermHit hit;
    if (!joined && match_at(text, folded, i, hit)) {
      hits.push_back(hit);
      i = hit.end;
      joined = joins_word(text, previous_character(text, i));
      continue;
    }
    joined = joins_word(text, i);
    i += character_length(text, i);
  }
  return hits;
}

std::size_t GlossaryIndex::find_whole(std::string_view text) const {
  const std::string folded = fold(text);
  const auto range =
      std::equal_range(entries_.begin(), entries_.end(), Entry{folded, {}, 0, FormEnding::None, true},
                       [](const Entry& a, const Entry& b) { return a.folded < b.folded; });
  if (range.first == range.second) return none;
  for (auto entry = range.first; entry != range.second; ++entry) {
    if (same_letters(text, entry->exact)) return entry->term;
  }
  return range.first->term;
}

}  // namespace gazette
