#include "content/chart/text_width.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gazette {
namespace {

// Advance widths of ASCII 32 to 126 in thousandths of an em, from Adobe's published metrics of
// Helvetica, which Arial, Liberation Sans and Nimbus Sans share.
constexpr std::array<short, 95> kAdvances = {
    278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,  // space to /
    556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,  // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,  // @ to O
    667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,  // P to _
    333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,  // ` to o
    556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};      // p to ~
constexpr double kMargin = 1.06;
constexpr double kBold = 1.09;

bool is_joiner_or_mark(char32_t c) {
  return (c >= 0x300 && c < 0x370) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) ||
         c == 0xAD || c == 0xFEFF;
}

double advance(char32_t c) {
  if (c >= 32 && c < 127) return kAdvances[c - 32];
  if (c < 32) return 278;
  if (is_joiner_or_mark(c)) return 0;
  if (c == 0x2026 || c == 0x2014) return 1000;  // … and em dash
  if (c == 0x2018 || c == 0x2019 || c == 0xA0 || c == 0xB7) return 333;
  if (c == 0x201C || c == 0x201D) return 380;
  if (c == 0x2013 || c == 0xA3 || c == 0x20AC) return 584;    // en dash, £, €
  if (c == 0x2212) return 730;                                // minus: of all figures' signs the most uneven
  if (c < 0x250) return lower_character(c) == c ? 611 : 800;  // Latin with accents
  if (c < 0x1100) return 800;                                 // Greek, Cyrillic, Arabic and so on
  return c >= 0x1F000 ? 1400 : 1050;                          // ideographs, pictographs
}

/// Ends of the pieces a word may be broken into: after a hyphen, dash or slash.
std::vector<std::string_view> breakable_pieces(std::string_view word) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0;
  for (std::size_t i = 0; i < word.size();) {
    const DecodedCharacter c = decode_utf8(word, i);
    i += c.length;
    const bool mark = c.value == '-' || c.value == '/' || c.value == 0x2013 || c.value == 0x2014;
    // "2018/19" and "16-17" stay whole.
    if (mark && i < word.size() && i - start > 2 && !is_ascii_digit(word[i])) {
      pieces.push_back(word.substr(start, i - start));
      start = i;
    }
  }
  pieces.push_back(word.substr(start));
  return pieces;
}

class Wrapper {
 public:
  Wrapper(double max_width, double font_size, FontWeight weight)
      : max_width_(max_width), font_size_(font_size), weight_(weight) {}

  void add(std::string_view piece, bool after_blank) {
    const std::string candidate =
        line_.empty() ? std::string(piece) : line_ + (after_blank ? " " : "") + std::string(piece);
    if (fits(candidate)) {
      line_ = candidate;
      return;
    }
    end_line();
    if (fits(piece)) {
      line_ = piece;
      return;
    }
    add_broken(piece);
  }

  std::vector<std::string> finish() {
    end_line();
    if (lines_.empty()) lines_.emplace_back();
    return std::move(lines_);
  }

 private:
  bool fits(std::string_view text) const { return text_width(text, font_size_, weight_) <= max_width_; }

  void add_broken(std::string_view piece) {
    for (std::size_t i = 0; i < piece.size();) {
      const std::size_t length = decode_utf8(piece, i).length;
      const std::string candidate = line_ + std::string(piece.substr(i, length));
      if (!line_.empty() && !fits(candidate)) {
        end_line();
        continue;
      }
      line_ = candidate;
      i += length;
    }
  }

  void end_line() {
    if (!line_.empty()) lines_.push_back(std::move(line_));
    line_.clear();
  }

  double max_width_;
  double font_size_;
  FontWeight weight_;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

double text_width(std::string_view text, double font_size, FontWeight weight) {
  double thousandths = 0;
  for (std::size_t i = 0; i < text.size();) {
    const DecodedCharacter c = decode_utf8(text, i);
    thousandths += advance(c.value);
    i += c.length;
  }
  return thousandths / 1000 * font_size * kMargin * (weight == FontWeight::Bold ? kBold : 1);
}

std::vector<std::string> wrap_text(std::string_view text, double max_width, double font_size,
                                   FontWeight weight) {
  Wrapper wrapper(max_width, font_size, weight);
  const std::string collapsed = collapse_white_space(text);
  for (std::string_view word : split(collapsed, ' ')) {
    bool first = true;
    for (std::string_view piece : breakable_pieces(word)) {
      wrapper.add(piece, first);
      first = false;
    }
  }
  return wrapper.finish();
}

std::string shorten_text(std::string_view text, double max_width, double font_size, FontWeight weight) {
  const std::string collapsed = collapse_white_space(text);
  if (text_width(collapsed, font_size, weight) <= max_width) return collapsed;
  const double room = max_width - text_width("…", font_size, weight);
  std::string kept;
  for (std::size_t i = 0; i < collapsed.size();) {
    const std::size_t length = decode_utf8(collapsed, i).length;
    const std::string candidate = kept + collapsed.substr(i, length);
    if (text_width(candidate, font_size, weight) > room) break;
    kept = candidate;
    i += length;
  }
  return std::string(trim(kept)) + "…";
}

std::string shorten_middle(std::string_view text, double max_width, double font_size, FontWeight weight) {
  const std::string collapsed = collapse_white_space(text);
  if (text_width(collapsed, font_size, weight) <= max_width) return collapsed;
  // The end, up to a third of the room, in whole characters.
  std::size_t tail = collapsed.size();
  while (tail > 0) {
    std::size_t before = tail - 1;
    while (before > 0 && (static_cast<unsigned char>(collapsed[before]) & 0xC0) == 0x80) --before;
    if (text_width(std::string_view(collapsed).substr(before), font_size, weight) > max_width / 3) break;
    tail = before;
  }
  const std::string end = collapsed.substr(tail);
  const double room = max_width - text_width(end, font_size, weight);
  return shorten_text(std::string_view(collapsed).substr(0, tail), room, font_size, weight) +
         std::string(trim(end));
}

double widest_line(const std::vector<std::string>& lines, double font_size, FontWeight weight) {
  double widest = 0;
  for (const std::string& line : lines) widest = std::max(widest, text_width(line, font_size, weight));
  return widest;
}

}  // namespace gazette
