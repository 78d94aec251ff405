// A walk over CSS tokens that keeps only what may hold an address.
#include "formats/css/css_links.h"

#include <algorithm>

#include "base/text.h"

namespace gazette {
namespace {

bool is_hex(char c) {
  return is_ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}
bool is_address_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

class Walker {
 public:
  explicit Walker(std::string_view css) : css_(css) {}

  std::vector<CssLink> run() {
    // Nearly all of a sheet holds no address, so jump from one telling character to the next.
    while ((i_ = css_.find_first_of("/\"'@(){};\\", i_)) != std::string_view::npos) step();
    return std::move(links_);
  }

 private:
  enum class Rule { Other, Import, Namespace };

  void step() {
    const char c = css_[i_];
    if (c == '/' && css_.substr(i_, 2) == "/*") {
      const std::size_t end = css_.find("*/", i_ + 2);
      i_ = end == std::string_view::npos ? css_.size() : end + 2;
    } else if (c == '"' || c == '\'') {
      string_token();
    } else if (c == '@') {
      at_rule();
    } else if (c == '(') {
      function();
    } else if (c == ')') {
      if (!image_set_depths_.empty() && image_set_depths_.back() == depth_) image_set_depths_.pop_back();
      if (depth_ > 0) --depth_;
      ++i_;
    } else if (c == '\\') {
      i_ += 2;
    } else {
      if (c == ';' || c == '{' || c == '}') rule_ = Rule::Other;
      ++i_;
    }
  }

  void at_rule() {
    const std::size_t begin = ++i_;
    while (i_ < css_.size() && is_address_character(css_[i_])) ++i_;
    const std::string_view name = css_.substr(begin, i_ - begin);
    if (equals_ignoring_case(name, "import")) {
      rule_ = Rule::Import;
    } else {
      rule_ = equals_ignoring_case(name, "namespace") ? Rule::Namespace : Rule::Other;
    }
  }

  void string_token() {
    const char quote = css_[i_];
    const std::size_t begin = ++i_;
    while (i_ < css_.size() && css_[i_] != quote) {
      if (css_[i_] == '\n') return;  // a bad string ends with its line
      i_ += css_[i_] == '\\' ? 2 : 1;
    }
    const std::size_t end = std::min(i_, css_.size());
    i_ = std::min(end + 1, css_.size());
    const bool address = in_url_function_ || rule_ == Rule::Import ||
                         (!image_set_depths_.empty() && image_set_depths_.back() == depth_);
    if (address) add(begin, end);
    if (rule_ == Rule::Import && !in_url_function_) rule_ = Rule::Other;
  }

  void function() {
    std::size_t begin = i_;
    while (begin > 0 && is_address_character(css_[begin - 1])) --begin;
    const std::string name = to_lower_ascii(css_.substr(begin, i_ - begin));
    ++i_;
    if (name != "url" && name != "src") {
      ++depth_;
      if (name == "image-set" || name == "-webkit-image-set") image_set_depths_.push_back(depth_);
      return;
    }
    while (i_ < css_.size() && is_ascii_space(css_[i_])) ++i_;
    if (i_ < css_.size() && (css_[i_] == '"' || css_[i_] == '\'')) {
      in_url_function_ = true;
      string_token();
      in_url_function_ = false;
      while (i_ < css_.size() && is_ascii_space(css_[i_])) ++i_;
      if (i_ < css_.size() && css_[i_] == ')') ++i_;
      if (rule_ == Rule::Import) rule_ = Rule::Other;
    } else if (name == "url") {
      unquoted_url();
    } else {
      ++depth_;
    }
  }

  void unquoted_url() {
    const std::size_t begin = i_;
    while (i_ < css_.size() && css_[i_] != ')' && !is_ascii_space(css_[i_])) {
      if (css_[i_] == '"' || css_[i_] == '\'' || css_[i_] == '(') return bad_url();
      css_[i_] == '\\' ? skip_escape() : static_cast<void>(++i_);
    }
    const std::size_t end = std::min(i_, css_.size());
    i_ = end;
    while (i_ < css_.size() && is_ascii_space(css_[i_])) ++i_;
    if (i_ < css_.size() && css_[i_] != ')') return bad_url();
    i_ = std::min(i_ + 1, css_.size());
    if (end > begin) add(begin, end);
    if (rule_ == Rule::Import) rule_ = Rule::Other;
  }

  /// Past a backslash and what it escapes: one character, or up to six hex digits and one blank.
  void skip_escape() {
    const std::size_t first = ++i_;
    while (i_ < css_.size() && i_ < first + 6 && is_hex(css_[i_])) ++i_;
    if (i_ == first || (i_ < css_.size() && is_ascii_space(css_[i_]))) ++i_;
  }

  /// Browsers drop it whole, up to the bracket.
  void bad_url() {
    while (i_ < css_.size() && css_[i_] != ')') i_ += css_[i_] == '\\' ? 2 : 1;
    i_ = std::min(i_ + 1, css_.size());
  }

  void add(std::size_t begin, std::size_t end) {
    if (rule_ == Rule::Namespace) return;
    const CssLinkKind kind = rule_ == Rule::Import ? CssLinkKind::Import : CssLinkKind::Url;
    links_.push_back({kind, unescape(css_.substr(begin, end - begin)), {begin, end}});
  }

  static std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\') {
        out += text[i];
        continue;
      }
      if (++i == text.size()) break;
      if (text[i] == '\n') continue;
      if (!is_hex(text[i])) {
        out += text[i];
        continue;
      }
      char32_t value = 0;
      std::size_t digits = 0;
      for (; i < text.size() && digits < 6 && is_hex(text[i]); ++i, ++digits) {
        const char c = ascii_lower(text[i]);
        value = value * 16 + static_cast<char32_t>(is_ascii_digit(c) ? c - '0' : c - 'a' + 10);
      }
      if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
      append_utf8(out, value);
      if (i >= text.size() || !is_ascii_space(text[i])) --i;  // one blank after an escape belongs to it
    }
    return out;
  }

  std::string_view css_;
  std::size_t i_ = 0;
  std::size_t depth_ = 0;
  Rule rule_ = Rule::Other;
  bool in_url_function_ = false;
  std::vector<std::size_t> image_set_depths_;
  std::vector<CssLink> links_;
};

}  // namespace

std::vector<CssLink> find_css_links(std::string_view css) {
  return Walker(css).run();
}

}  // namespace gazette
