#pragma once
// Small pure functions over text: trimming, splitting, escaping, slugs, UTF-8.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

bool is_ascii_space(char c);
bool is_ascii_digit(char c);
bool is_ascii_letter(char c);
bool is_ascii_upper(char c);
char ascii_lower(char c);

std::string_view trim(std::string_view text);
/// Pieces between separators; empty pieces are kept, so `split("", ',')` gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);
/// Lines without their endings (LF or CRLF).
std::vector<std::string_view> split_lines(std::string_view text);
std::string join(const std::vector<std::string>& pieces, std::string_view separator);
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);
/// White space (ASCII) runs become one blank, and the ends are trimmed.
std::string collapse_white_space(std::string_view text);

/// True for what no text of a page may hold: control characters but tab, LF and CR (HTML Standard 13.2.3.5),
/// and noncharacters (XML 1.0, 2.2).
bool is_unprintable(char32_t c);
/// Offset of the first unprintable character at or after `from`; the text must be UTF-8.
std::optional<std::size_t> find_unprintable(std::string_view text, std::size_t from = 0);
/// The text on one line with nothing in it that could move a terminal's cursor: control characters are shown
/// by their pictures (U+2400 and on), others that cannot be printed as U+FFFD.
std::string visible_text(std::string_view text);

/// Escapes & < > " for use in element content and double-quoted attributes. Unprintable characters become
/// U+FFFD.
std::string escape_html(std::string_view text);
void append_escaped_html(std::string& out, std::string_view text);

/// Offset of the first byte that is not valid UTF-8 (RFC 3629: no overlong forms, no surrogates).
std::optional<std::size_t> find_invalid_utf8(std::string_view text);
/// Decodes the character at `offset`, which must be in range; invalid bytes give U+FFFD and length 1.
struct DecodedCharacter {
  char32_t value;
  std::size_t length;
};
DecodedCharacter decode_utf8(std::string_view text, std::size_t offset);
void append_utf8(std::string& out, char32_t value);
/// Number of code points.
std::size_t count_characters(std::string_view text);

/// Letter, digit or mark, in any script; an approximation that treats every code point from U+00C0
/// on as a word character unless it is known punctuation, space or symbol.
bool is_word_character(char32_t c);
/// Simple lower case for ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic; others unchanged.
char32_t lower_character(char32_t c);
std::string to_lower(std::string_view text);

/// A slug for addresses and ids: lower case, `&` becomes `-and-`, apostrophes drop out,
/// runs of anything else but letters and digits become one `-`. Latin letters lose their accents;
/// other scripts are kept. "H&WBB" gives "h-and-wbb". Empty when nothing is left.
std::string slugify(std::string_view text);

/// Percent-encodes everything but unreserved characters, `/` and those in `keep`.
std::string percent_encode(std::string_view text, std::string_view keep = "");
/// Strict decoding: nullopt on a bad escape.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace gazette
