#include "formats/pictures/svg_references.h"

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

constexpr int kDeepestDrawing = 3;
constexpr std::size_t kLongestShown = 60;

std::string media_type_of(PictureKind kind) {
  if (kind == PictureKind::Svg) return "image/svg+xml";
  if (kind == PictureKind::Icon) return "image/x-icon";
  return "image/" + to_lower_ascii(picture_kind_name(kind));
}

/// The bytes of a `data:` address.
std::optional<std::string> data_of(std::string_view address) {
  const std::size_t comma = address.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const std::string head = to_lower_ascii(address.substr(0, comma));
  const auto decoded = percent_decode(address.substr(comma + 1));
  if (!decoded) return std::nullopt;
  if (!head.ends_with(";base64")) return decoded;
  // Editors break the line every 76 letters.
  std::string letters;
  for (const char c : *decoded) {
    if (!is_ascii_space(c)) letters += c;
  }
  while (letters.size() % 4 != 0) letters += '=';
  return base64_decode(letters);
}

bool is_font_address(std::string_view lower) {
  for (const std::string_view start : {"data:font/", "data:application/font", "data:application/x-font",
                                       "data:application/vnd.ms-fontobject"}) {
    if (lower.starts_with(start)) return true;
  }
  return false;
}

class StyleCleaner {
 public:
  StyleCleaner(std::string_view css, int depth, CleanPicture& facts)
      : css_(css), depth_(depth), facts_(facts) {}

  std::string run() {
    while (at_ < css_.size()) step();
    return std::move(out_);
  }

 private:
  bool at_word(std::string_view word) const {
    return equals_ignoring_case(css_.substr(at_, word.size()), word);
  }

  void step() {
    const char c = css_[at_];
    if (css_.substr(at_, 2) == "/*") {
      at_ = past("*/", at_ + 2);
      note_once(facts_.taken_out, "comments");
      out_ += ' ';
    } else if (c == '"' || c == '\'') {
      const std::size_t end = past_string(at_);
      out_ += css_.substr(at_, end - at_);
      at_ = end;
    } else if (c == '@' && at_word("@import")) {
      import();
    } else if ((c == 'u' || c == 'U') && at_word("url(")) {
      address();
    } else {
      out_ += c;
      ++at_;
    }
  }

  std::size_t past(std::string_view mark, std::size_t from) const {
    const std::size_t found = css_.find(mark, from);
    return found == std::string_view::npos ? css_.size() : found + mark.size();
  }

  std::size_t past_string(std::size_t begin) const {
    std::size_t at = begin + 1;
    while (at < css_.size() && css_[at] != css_[begin]) at += css_[at] == '\\' ? 2 : 1;
    return std::min(at + 1, css_.size());
  }

  void import() {
    const std::size_t end = css_.find(';', at_);
    const std::string_view rule = css_.substr(at_, end == std::string_view::npos ? end : end - at_);
    std::string_view shown = trim(rule.substr(7));
    if (shown.starts_with("url(")) shown.remove_prefix(4);
    while (!shown.empty() && std::string_view("\"'() ").find(shown.back()) != std::string_view::npos)
      shown.remove_suffix(1);
    while (!shown.empty() && std::string_view("\"'() ").find(shown.front()) != std::string_view::npos)
      shown.remove_prefix(1);
    note_other_file(shown, facts_);
    at_ = std::min(css_.size(), at_ + rule.size() + 1);
  }

  void address() {
    std::size_t begin = at_ + 4;
    while (begin < css_.size() && is_ascii_space(css_[begin])) ++begin;
    const bool quoted = begin < css_.size() && (css_[begin] == '"' || css_[begin] == '\'');
    const std::size_t end = quoted ? past_string(begin) : std::min(css_.find(')', begin), css_.size());
    std::string_view written = css_.substr(begin, end - begin);
    if (quoted) {
      written.remove_prefix(1);
      if (!written.empty() && written.back() == css_[begin]) written.remove_suffix(1);
    }
    written = trim(written);
    at_ = past(")", end);
    const std::string lower = to_lower_ascii(written.substr(0, 64));
    if (written.starts_with('#') || is_font_address(lower)) {
      out_ += "url(\"" + replace_all(written, "\"", "%22") + "\")";
    } else if (const auto clean =
                   lower.starts_with("data:") ? clean_data_address(written, depth_, facts_) : std::nullopt) {
      out_ += "url(\"" + *clean + "\")";
    } else {
      note_other_file(written, facts_);
      out_ += "none";
    }
  }

  std::string_view css_;
  int depth_;
  CleanPicture& facts_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::optional<std::string> clean_data_address(std::string_view address, int depth, CleanPicture& facts) {
  if (depth >= kDeepestDrawing) return std::nullopt;
  const auto bytes = data_of(address);
  if (!bytes) return std::nullopt;
  const auto kind = picture_kind(*bytes);
  if (!kind) return std::nullopt;
  CleanedPicture inner =
      *kind == PictureKind::Svg ? clean_svg(*bytes, depth + 1) : clean_picture(*bytes, *kind);
  if (!inner.picture) return std::nullopt;
  for (const std::string& what : inner.picture->taken_out) note_once(facts.taken_out, what);
  for (const std::string& what : inner.picture->other_files) note_once(facts.other_files, what);
  facts.had_position = facts.had_position || inner.picture->had_position;
  return "data:" + media_type_of(*kind) + ";base64," + base64_encode(inner.picture->bytes);
}

std::string clean_svg_style(std::string_view css, int depth, CleanPicture& facts) {
  return StyleCleaner(css, depth, facts).run();
}

void note_other_file(std::string_view address, CleanPicture& facts) {
  std::string shown = visible_text(address.substr(0, kLongestShown));
  if (address.size() > kLongestShown) shown += "…";
  note_once(facts.other_files, shown);
}

}  // namespace gazette
