// Words as the search index holds them. The theme's search.js does the same to what readers type: change both
// together.
#include <locale.h>
#include <wctype.h>

#include <array>
#include <utility>

#include "base/text.h"
#include "stages/search/search_index.h"

namespace gazette {

namespace {

// Letters without their accents, by the first character of their canonical decomposition (Unicode 15); a
// blank where a letter stays as it is.
/// From U+00E0 on.
constexpr std::u16string_view kLatin =
    u"aaaaaa ceeeeiiii nooooo  uuuuy y a a a c c c c d   e e e e e g g g g h   i i i i     j k  "
    u"l l l     n n n    o o o   r r r s s s s t t   u u u u u u w y  z z z                     "
    u"             o              u                             a i o u u u u u  a a æ   g k o o"
    u" ʒj    g   n a æ ø a a e e i i o o r r u u s t   h       a e o o o o y";

/// From U+0390 on.
constexpr std::u16string_view kGreek = u"ι                           αεηιυ                         ιυουω";

/// From U+1E00 on.
constexpr std::u16string_view kAdditional =
    u" a b b b c d d d d d e e e e e f g h h h h h i i k k k l l l l m m m n n n n o o o o p p r"
    u" r r r s s s s s t t t t u u u u u v v w w w w w x x y z z zhtwy ſ     a a a a a a a a a a"
    u" a a e e e e e e e e i i o o o o o o o o o o o o u u u u u u u y y y y      αααααααα      "
    u"  εεεεεε          ηηηηηηηη        ιιιιιιιι        οοοοοο          υυυυυυυυ        ωωωωωωωω"
    u"        ααεεηηιιοουυωω  αααααααα        ηηηηηηηη        ωωωωωωωω        ααααα αα      ι   "
    u"ηηη ηη        ιιιι  ιι        υυυυρρυυ          ωωω ωω";

constexpr std::pair<char32_t, std::string_view> kSpelledOut[] = {
    {U'ß', "ss"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'þ', "th"}, {U'ø', "o"},
    {U'đ', "d"},  {U'ð', "d"},  {U'ł', "l"},  {U'ħ', "h"},  {U'ı', "i"}};

bool between(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019;
}

/// Accents that follow their letter, and the vowel signs of Hebrew and Arabic, which few readers type.
bool is_dropped(char32_t c) {
  if (c < 0x80) return is_apostrophe(c);
  return between(c, 0x300, 0x36F) || between(c, 0x591, 0x5BD) || c == 0x5BF || c == 0x5C1 || c == 0x5C2 ||
         c == 0x5C4 || c == 0x5C5 || c == 0x5C7 || c == 0x640 || between(c, 0x64B, 0x65F) || c == 0x670 ||
         is_apostrophe(c);
}

/// Scripts that put no blanks between words.
bool is_unspaced(char32_t c) {
  if (c < 0xE00) return false;
  return between(c, 0xE00, 0xEFF) || between(c, 0x1000, 0x109F) || between(c, 0x1780, 0x17FF) ||
         c == 0x3005 || c == 0x3007 || between(c, 0x3040, 0x30FF) || between(c, 0x31F0, 0x31FF) ||
         between(c, 0x3400, 0x4DBF) || between(c, 0x4E00, 0x9FFF) || between(c, 0xF900, 0xFAFF) ||
         between(c, 0xFF66, 0xFF9F) || between(c, 0x20000, 0x323AF);
}

/// The character at `offset`. Most are ASCII, which needs no decoding.
DecodedCharacter character_at(std::string_view text, std::size_t offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  return byte < 0x80 ? DecodedCharacter{byte, 1} : decode_utf8(text, offset);
}

/// Lower case by Unicode's simple mapping, whatever the locale of the program.
char32_t lower(char32_t c) {
  static const locale_t kUnicode = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kUnicode == nullptr ? lower_character(c)
                             : static_cast<char32_t>(::towlower_l(static_cast<wint_t>(c), kUnicode));
}

void append_folded(std::string& out, char32_t c) {
  if (is_dropped(c)) return;
  if (c < 0x80) {
    out += ascii_lower(static_cast<char>(c));
    return;
  }
  c = lower(c);
  if (c >= 0x80) {
    for (const auto& [letter, plain] : kSpelledOut) {
      if (letter != c) continue;
      out += plain;
      return;
    }
    const auto plain_in = [&](std::u16string_view table, char32_t first) {
      return c >= first && c - first < table.size() && table[c - first] != u' ' ? table[c - first] : u'\0';
    };
    for (const char16_t plain :
         {plain_in(kLatin, 0xE0), plain_in(kGreek, 0x390), plain_in(kAdditional, 0x1E00)}) {
      if (plain != 0) c = plain;
    }
    if (c == U'ς') c = U'σ';
    if (c == U'ё') c = U'е';
    // Forms of alef, and alef maqsura for yeh: Arabic is typed either way.
    if (c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671) c = 0x627;
    if (c == 0x649) c = 0x64A;
  }
  append_utf8(out, c);
}

/// Lower case, without accents, apostrophes and possessive ending.
std::string fold(std::string_view word) {
  for (const std::string_view ending : {"'s", "’s", "'S", "’S"}) {
    if (word.ends_with(ending)) word.remove_suffix(ending.size());
  }
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const DecodedCharacter c = character_at(word, i);
    append_folded(out, c.value);
    i += c.length;
  }
  return out;
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
  std::vector<std::string> words;
  const auto keep = [&](std::string_view word) {
    std::string folded = fold(word);
    if (!folded.empty()) words.push_back(std::move(folded));
  };
  for (std::size_t i = 0; i < text.size();) {
    DecodedCharacter c = character_at(text, i);
    if (!is_word_character(c.value) && !is_unspaced(c.value)) {
      i += c.length;
      continue;
    }
    const std::size_t begin = i;
    if (is_unspaced(c.value)) {
      // Two characters at a time: most words of these scripts are that long, and longer ones are made of
      // them.
      std::size_t before = i;
      std::size_t count = 0;
      for (; i < text.size(); ++count) {
        c = character_at(text, i);
        if (!is_unspaced(c.value)) break;
        if (count > 0) keep(text.substr(before, i + c.length - before));
        before = i;
        i += c.length;
      }
      if (count == 1) keep(text.substr(begin, i - begin));
      continue;
    }
    while (i < text.size()) {
      c = character_at(text, i);
      const bool joins = is_apostrophe(c.value) && i + c.length < text.size() &&
                         is_word_character(character_at(text, i + c.length).value);
      if ((!is_word_character(c.value) && !joins) || is_unspaced(c.value)) break;
      i += c.length;
    }
    keep(text.substr(begin, i - begin));
  }
  return words;
}

}  // namespace gazette
