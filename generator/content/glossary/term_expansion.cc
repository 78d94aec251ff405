// Compares the words around a term with its expansion, word by word.
#include "content/glossary/term_expansion.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

/// A word in comparable spelling, or one mark of punctuation, with its bytes in the text.
struct Token {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool word = false;
};

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019;
}

/// Words in lower case without apostrophes, `&` as "and"; hyphens only part words. White space drops out.
std::vector<Token> tokenise(std::string_view text) {
  std::vector<Token> tokens;
  bool open = false;  // whether the last token is a word that may go on
  for (std::size_t i = 0; i < text.size();) {
    const DecodedCharacter c = decode_utf8(text, i);
    const std::size_t end = i + c.length;
    const bool inner_apostrophe = open && is_apostrophe(c.value) && end < text.size() &&
                                  is_word_character(decode_utf8(text, end).value);
    if (is_word_character(c.value) || inner_apostrophe) {
      if (!open) tokens.push_back({{}, i, end, true});
      if (!inner_apostrophe) append_utf8(tokens.back().text, lower_character(c.value));
      tokens.back().end = end;
      open = true;
    } else {
      open = false;
      const bool blank = c.value < 0x80 && is_ascii_space(static_cast<char>(c.value));
      if (c.value == '&') {
        tokens.push_back({"and", i, end, true});
      } else if (!blank && c.value != '-' && c.value != 0xA0 && c.value != 0x2011) {
        tokens.push_back({std::string(text.substr(i, c.length)), i, end, false});
      }
    }
    i = end;
  }
  return tokens;
}

bool is_bracket_open(const Token& token) {
  return token.text == "(" || token.text == "[";
}

bool is_closing_quote(const Token& token) {
  return token.text == "'" || token.text == "\"" || token.text == "\xE2\x80\x99" ||
         token.text == "\xE2\x80\x9D";
}

/// Small words and marks that may stand between a term and its expansion.
bool is_connector(const Token& token) {
  static constexpr std::array<std::string_view, 15> kWords = {
      "the", "a",  "an",     "or",  "also",  "known", "called",     "is",
      "are", "as", "stands", "for", "means", "our",   "abbreviated"};
  static constexpr std::array<std::string_view, 13> kMarks = {"(",
                                                              "[",
                                                              ",",
                                                              ":",
                                                              "\"",
                                                              "'",
                                                              "/",
                                                              "\xE2\x80\x93",
                                                              "\xE2\x80\x94",
                                                              "\xE2\x80\x98",
                                                              "\xE2\x80\x99",
                                                              "\xE2\x80\x9C",
                                                              "\xE2\x80\x9D"};
  return token.word ? std::find(kWords.begin(), kWords.end(), token.text) != kWords.end()
                    : std::find(kMarks.begin(), kMarks.end(), token.text) != kMarks.end();
}

/// Singular and plural of an English word taken as one.
bool same_but_for_plural(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a == b) return true;
  if (b.substr(0, a.size()) == a) return b.substr(a.size()) == "s" || b.substr(a.size()) == "es";
  return a.size() + 2 == b.size() && a.back() == 'y' && b.ends_with("ies") &&
         b.substr(0, a.size() - 1) == a.substr(0, a.size() - 1);
}

/// Whether the words from `first` on are those of the expansion.
bool equals_expansion(const std::vector<Token>& words, std::size_t first,
                      const std::vector<Token>& expansion) {
  if (first + expansion.size() > words.size()) return false;
  for (std::size_t i = 0; i < expansion.size(); ++i) {
    const Token& a = words[first + i];
    const Token& b = expansion[i];
    const bool last = i + 1 == expansion.size();
    if (!(last ? same_but_for_plural(a.text, b.text) : a.text == b.text)) return false;
  }
  return true;
}

constexpr std::size_t kMostConnectors = 6;

/// A word or one mark at the near end of `text`, which has no blanks there and is not empty.
std::string_view nearest_piece(std::string_view text, bool backward) {
  const auto in_word = [&](std::size_t i) {
    const char c = backward ? text[text.size() - 1 - i] : text[i];
    return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  std::size_t length = 1;
  while (length < text.size() && in_word(0) && in_word(length)) ++length;
  return backward ? text.substr(text.size() - length) : text.substr(0, length);
}

bool next_to_bracket(std::string_view text, bool backward) {
  text = trim(text);
  if (text.empty()) return false;
  const char c = backward ? text.back() : text.front();
  return c == '(' || c == '[';
}

/// A quick look outward from the term: a bracket next to it, or nothing but connectors up to a word like
/// `edge`, the expansion's nearest. Most uses have neither and need no closer look.
bool worth_a_look(std::string_view text, bool backward, std::string_view edge) {
  if (next_to_bracket(text, backward)) return true;
  for (std::size_t skipped = 0; skipped <= kMostConnectors; ++skipped) {
    text = trim(text);
    if (text.empty()) return false;
    const std::string_view piece = nearest_piece(text, backward);
    // Two letters are enough: a plural differs at the end. Other scripts always get the closer look.
    if (equals_ignoring_case(piece.substr(0, 2), edge.substr(0, 2))) return true;
    const bool other_script = static_cast<unsigned char>(piece.front()) >= 0x80;
    if (other_script && piece.size() > 3) return true;
    const bool word = is_ascii_letter(piece.front()) || is_ascii_digit(piece.front());
    if (!other_script && piece != "-" && !is_connector({to_lower_ascii(piece), 0, 0, word})) return false;
    backward ? text.remove_suffix(piece.size()) : text.remove_prefix(piece.size());
  }
  return false;
}

/// The expansion's first or last word; `&` counts as "and", which is never at an end.
std::string_view edge_word(std::string_view expansion, bool last) {
  const std::size_t gap = last ? expansion.find_last_of(" -") : expansion.find_first_of(" -");
  if (gap == std::string_view::npos) return expansion;
  return last ? expansion.substr(gap + 1) : expansion.substr(0, gap);
}

bool expansion_before(const std::vector<Token>& before, const std::vector<Token>& expansion) {
  std::size_t end = before.size();
  for (std::size_t skipped = 0;; ++skipped) {
    if (end >= expansion.size() && equals_expansion(before, end - expansion.size(), expansion)) return true;
    if (end == 0 || skipped == kMostConnectors || !is_connector(before[end - 1])) return false;
    --end;
  }
}

bool expansion_after(const std::vector<Token>& after, const std::vector<Token>& expansion) {
  for (std::size_t first = 0; first <= kMostConnectors; ++first) {
    if (equals_expansion(after, first, expansion)) return true;
    if (first >= after.size() || !is_connector(after[first])) return false;
  }
  return false;
}

/// How many words of `expansion` stand in `words` in the same order, taking one slip in a word as no
/// difference.
std::size_t common_words(const std::vector<Token>& words, const std::vector<Token>& expansion) {
  std::vector<std::size_t> row(expansion.size() + 1, 0);
  for (const Token& word : words) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= expansion.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t slips = word.text.size() > 3 ? 1 : 0;
      const bool alike = edit_distance(word.text, expansion[j - 1].text, slips) <= slips;
      row[j] = alike ? diagonal + 1 : std::max(row[j], row[j - 1]);
      diagonal = above;
    }
  }
  return row.back();
}

std::size_t window_start(std::string_view block, std::size_t begin, std::size_t width) {
  std::size_t from = begin > width ? begin - width : 0;
  while (from < begin && (static_cast<unsigned char>(block[from]) & 0xC0U) == 0x80U) ++from;
  return from;
}

/// The words right before a bracket that holds the term alone: "… Safeguarding Adult Review (SAR)".
/// At most `most` words, none across punctuation. Empty when the term is not alone in brackets.
std::vector<Token> words_before_brackets(const std::vector<Token>& before, const std::vector<Token>& after,
                                         std::size_t most) {
  const bool alone = !before.empty() && is_bracket_open(before.back()) && !after.empty() &&
                     (after.front().text == ")" || after.front().text == "]");
  if (!alone) return {};
  std::size_t last = before.size() - 1;
  if (last > 0 && is_closing_quote(before[last - 1])) --last;
  std::size_t first = last;
  while (first > 0 && before[first - 1].word && last - first < most) --first;
  return {before.begin() + static_cast<std::ptrdiff_t>(first),
          before.begin() + static_cast<std::ptrdiff_t>(last)};
}

/// All words in the brackets right after the term: "SAR (Safeguarding Adult Review)".
std::vector<Token> words_in_brackets(const std::vector<Token>& after) {
  if (after.empty() || !is_bracket_open(after.front())) return {};
  std::vector<Token> words;
  for (std::size_t i = 1; i < after.size() && after[i].word; ++i) words.push_back(after[i]);
  return words;
}

/// Drops words in front until the first one that resembles a word of the expansion.
std::vector<Token> trim_to_resemblance(std::vector<Token> words, const std::vector<Token>& expansion) {
  const auto resembles = [&](const Token& word) { return common_words({word}, expansion) > 0; };
  words.erase(words.begin(), std::find_if(words.begin(), words.end(), resembles));
  return words;
}

/// Schwartz and Hearst: letters of the short form are found from its end backwards; the first must start a
/// word. Gives the offset in `text` at which the long form starts.
std::optional<std::size_t> long_form_start(std::string_view short_form, std::string_view text) {
  std::size_t at = text.size();
  for (std::size_t i = short_form.size(); i-- > 0;) {
    const char wanted = ascii_lower(short_form[i]);
    if (!is_ascii_letter(wanted) && !is_ascii_digit(wanted)) continue;
    while (true) {
      if (at == 0) return std::nullopt;
      --at;
      const bool starts_word = at == 0 || !is_word_character(static_cast<unsigned char>(text[at - 1]));
      if (ascii_lower(text[at]) == wanted && (i > 0 || starts_word)) break;
    }
  }
  return at;
}

}  // namespace

BesideResult beside_expansion(std::string_view block, std::size_t begin, std::size_t end,
                              std::string_view term, std::string_view expansion) {
  const std::size_t width = expansion.size() * 2 + 80;
  const std::size_t from = window_start(block, begin, width);
  const std::string_view text_before = block.substr(from, begin - from);
  const std::string_view text_after = block.substr(end, std::min(width, block.size() - end));
  if (!worth_a_look(text_before, true, edge_word(expansion, true)) &&
      !worth_a_look(text_after, false, edge_word(expansion, false))) {
    return {};
  }
  const std::vector<Token> wanted = tokenise(expansion);
  if (wanted.empty()) return {};
  const std::vector<Token> before = tokenise(text_before);
  const std::vector<Token> after = tokenise(text_after);
  if (expansion_before(before, wanted) || expansion_after(after, wanted)) return {Beside::Expansion, {}};

  const auto other = [&](std::vector<Token> words, std::string_view text) -> BesideResult {
    words = trim_to_resemblance(std::move(words), wanted);
    if (words.empty() || common_words(words, wanted) * 2 < wanted.size() || wanted.size() < 2) return {};
    return {Beside::OtherWords,
            std::string(text.substr(words.front().begin, words.back().end - words.front().begin))};
  };
  BesideResult result = other(words_before_brackets(before, after, wanted.size() + 1), text_before);
  if (result.kind == Beside::Nothing) {
    // A longer remark in brackets ("which replaced the … Board") is no attempt at an expansion.
    std::vector<Token> inside = words_in_brackets(after);
    if (inside.size() <= wanted.size() + 1) result = other(std::move(inside), text_after);
  }
  if (result.kind != Beside::Nothing) return result;
  if (auto words = explained_beside(block, begin, end); words && term.size() > 2) {
    return {Beside::OtherWords, std::move(*words)};
  }
  return {};
}

std::optional<std::string> explained_beside(std::string_view block, std::size_t begin, std::size_t end) {
  std::string_view short_form = block.substr(begin, end - begin);
  if (short_form.size() > 2 && short_form.back() == 's' &&
      is_ascii_upper(short_form[short_form.size() - 2])) {
    short_form.remove_suffix(1);
  }
  if (!next_to_bracket(block.substr(window_start(block, begin, 20), begin - window_start(block, begin, 20)),
                       true) &&
      !next_to_bracket(block.substr(end, 20), false)) {
    return std::nullopt;
  }
  const std::size_t most = std::min(short_form.size() + 5, short_form.size() * 2);
  const std::size_t from = window_start(block, begin, most * 20);
  const std::vector<Token> before = tokenise(block.substr(from, begin - from));
  const std::vector<Token> after = tokenise(block.substr(end, std::min(most * 20, block.size() - end)));
  for (const bool in_front : {true, false}) {
    const std::vector<Token> words =
        in_front ? words_before_brackets(before, after, most) : words_in_brackets(after);
    if (words.size() < 2 || words.size() > most) continue;
    const std::size_t base = in_front ? from : end;
    const std::string_view phrase =
        block.substr(base + words.front().begin, words.back().end - words.front().begin);
    const auto start = long_form_start(short_form, phrase);
    if (!start) continue;
    // In brackets the whole content is the long form, so it must start with the first letter.
    if (!in_front && *start != 0) continue;
    return std::string(phrase.substr(*start));
  }
  return std::nullopt;
}

}  // namespace gazette
