#include "formats/css/css.h"

#include <algorithm>

#include "base/text.h"

namespace gazette {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
// Selectors grow with each nesting; beyond this they are no author's.
constexpr std::size_t kMaxNestedSelector = 2'000;

/// The offset after the string, comment or escape at `at`; `at` itself when there is none of these.
std::size_t skip_opaque(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\\') return std::min(at + 2, text.size());
  if (c == '/' && at + 1 < text.size() && text[at + 1] == '*') {
    const std::size_t end = text.find("*/", at + 2);
    return end == kNone ? text.size() : end + 2;
  }
  if (c != '"' && c != '\'') return at;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == c) {
      return i + 1;
    } else if (text[i] == '\n') {
      return i;  // a string that the author forgot to close ends with its line
    }
  }
  return text.size();
}

/// The first of `stops` outside brackets, strings and comments, or the end.
std::size_t find_outside(std::string_view text, std::size_t from, std::string_view stops) {
  std::size_t depth = 0;
  for (std::size_t at = from; at < text.size();) {
    const std::size_t after = skip_opaque(text, at);
    if (after != at) {
      at = after;
      continue;
    }
    const char c = text[at];
    if (depth == 0 && stops.find(c) != kNone) return at;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
    ++at;
  }
  return text.size();
}

std::string without_comments(std::string_view text) {
  if (text.find("/*") == kNone) return std::string(trim(text));
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t after = skip_opaque(text, at);
    if (after == at) {
      out += text[at++];
    } else {
      if (text[at] != '/') out += text.substr(at, after - at);
      at = after;
    }
  }
  return std::string(trim(out));
}

std::size_t skip_space_and_comments(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_ascii_space(text[at])) {
      ++at;
    } else if (text.substr(at, 2) == "/*") {
      at = skip_opaque(text, at);
    } else if (text.substr(at, 4) == "<!--") {
      at += 4;
    } else if (text.substr(at, 3) == "-->") {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

CssImport read_import(std::string_view prelude, Span span) {
  CssImport import;
  import.span = span;
  std::string text = without_comments(prelude);
  const std::vector<std::string_view> words = split_css_words(text);
  if (words.empty()) return import;
  std::string_view address = words.front();
  import.media = trim(
      std::string_view(text).substr(static_cast<std::size_t>(address.data() - text.data()) + address.size()));
  if (to_lower_ascii(address.substr(0, 4)) == "url(") {
    address.remove_prefix(4);
    if (address.ends_with(')')) address.remove_suffix(1);
  }
  import.address = css_string(address);
  return import;
}

class SheetParser {
 public:
  explicit SheetParser(std::string_view text) : text_(text) {}

  CssSheet run() {
    block(0, text_.size(), 0);
    return std::move(sheet_);
  }

 private:
  void block(std::size_t at, std::size_t end, std::size_t depth) {
    const std::string_view text = text_.substr(0, end);
    while ((at = skip_space_and_comments(text, at)) < end) {
      if (sheet_.rules.size() >= kMaxCssRules) {
        sheet_.truncated = true;
        return;
      }
      const bool at_rule = text[at] == '@';
      const std::size_t stop = find_outside(text, at, at_rule ? "{;" : "{");
      if (stop == end) return;
      if (text[stop] == ';') {
        statement(text.substr(at, stop - at), {at, stop + 1});
        at = stop + 1;
        continue;
      }
      const std::size_t close = find_outside(text, stop + 1, "}");
      if (at_rule) {
        nested(text.substr(at, stop - at), stop + 1, close, depth);
      } else {
        rule_set(at, stop, close, depth);
      }
      at = std::min(close + 1, end);
    }
  }

  void statement(std::string_view text, Span span) {
    if (to_lower_ascii(text.substr(0, 7)) == "@import")
      sheet_.imports.push_back(read_import(text.substr(7), span));
  }

  void nested(std::string_view prelude, std::size_t begin, std::size_t end, std::size_t depth) {
    if (depth >= kMaxCssNesting) return;
    const std::size_t name_end = std::min(prelude.find_first_of(" \t\r\n\f(/", 1), prelude.size());
    const std::string name = to_lower_ascii(prelude.substr(1, name_end - 1));
    if (name == "media") {
      media_.push_back(without_comments(prelude.substr(name_end)));
      block(begin, end, depth + 1);
      media_.pop_back();
    } else if (name == "supports") {
      // Browsers of today support what sheets ask for; `not` is for those that do not.
      const std::string condition = to_lower_ascii(without_comments(prelude.substr(name_end)));
      if (!(condition.starts_with("not ") || condition.starts_with("not("))) block(begin, end, depth + 1);
    } else if (name == "layer") {
      ++layers_;
      block(begin, end, depth + 1);
      --layers_;
    } else if (name == "scope") {
      block(begin, end, depth + 1);
    }
  }

  void rule_set(std::size_t begin, std::size_t brace, std::size_t close, std::size_t depth) {
    const std::string selectors = without_comments(text_.substr(begin, brace - begin));
    add_rule(selectors, {begin, brace}, brace + 1, close);
    nested_rules(selectors, brace + 1, close, depth);
  }

  void add_rule(const std::string& selectors, Span prelude, std::size_t begin, std::size_t end) {
    if (selectors.empty()) return;
    CssRule rule;
    rule.selectors = selectors;
    rule.media = media_;
    rule.layered = layers_ > 0;
    rule.span = prelude;
    rule.declarations = parse_css_declarations(text_.substr(begin, end - begin));
    for (CssDeclaration& declaration : rule.declarations) {
      declaration.span.begin += begin;
      declaration.span.end += begin;
    }
    sheet_.rules.push_back(std::move(rule));
  }

  /// CSS Nesting: rules in the braces of another, `&` being what that one selects.
  void nested_rules(const std::string& outer, std::size_t begin, std::size_t end, std::size_t depth) {
    if (depth >= kMaxCssNesting || outer.empty() || outer.size() > kMaxNestedSelector) return;
    const std::string_view text = text_.substr(0, end);
    for (std::size_t at = begin; (at = skip_space_and_comments(text, at)) < end;) {
      const std::size_t stop = find_outside(text, at, ";{");
      if (stop >= end || sheet_.rules.size() >= kMaxCssRules) return;
      if (text[stop] == ';' || text.substr(at, 2) == "--") {
        at = text[stop] == ';' ? stop + 1 : find_outside(text, stop, ";") + 1;
        continue;
      }
      const std::size_t close = find_outside(text, stop + 1, "}");
      const std::string prelude = without_comments(text.substr(at, stop - at));
      if (prelude.starts_with('@')) {
        if (to_lower_ascii(prelude.substr(0, 6)) == "@media") {
          media_.push_back(prelude.substr(6));
          add_rule(outer, {at, stop}, stop + 1, close);
          nested_rules(outer, stop + 1, close, depth + 1);
          media_.pop_back();
        }
      } else {
        const std::string selectors = resolve_nesting(prelude, outer);
        add_rule(selectors, {at, stop}, stop + 1, close);
        nested_rules(selectors, stop + 1, close, depth + 1);
      }
      at = std::min(close + 1, end);
    }
  }

  static std::string resolve_nesting(std::string_view prelude, std::string_view outer) {
    const std::string parent = ":is(" + std::string(outer) + ")";
    std::string out;
    for (std::string_view piece : split_css(prelude, ',')) {
      if (!out.empty()) out += ", ";
      if (piece.find('&') == kNone) {
        out += parent + " " + std::string(piece);
        continue;
      }
      for (char c : piece) {
        if (c == '&') {
          out += parent;
        } else {
          out += c;
        }
      }
    }
    return out;
  }

  std::string_view text_;
  CssSheet sheet_;
  std::vector<std::string> media_;
  int layers_ = 0;  // `@layer` blocks around
};

/// Takes `!important` off the end of a value.
bool take_important(std::string& value) {
  const std::size_t mark = value.rfind('!');
  if (mark == kNone || to_lower_ascii(trim(std::string_view(value).substr(mark + 1))) != "important")
    return false;
  value.resize(mark);
  value.resize(trim(value).size());
  return true;
}

}  // namespace

CssSheet parse_css(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return SheetParser(text).run();
}

std::vector<CssDeclaration> parse_css_declarations(std::string_view text) {
  std::vector<CssDeclaration> declarations;
  for (std::size_t at = 0; (at = skip_space_and_comments(text, at)) < text.size();) {
    // The first of the two tells a declaration from a nested rule, `&:hover { … }`, whose end is near: a
    // search for the semicolon would go through all rules that follow, each time.
    std::size_t end = find_outside(text, at, ";{");
    if (end < text.size() && text[end] == '{' && text.substr(at, 2) != "--") {
      at = find_outside(text, end + 1, "}") + 1;
      continue;
    }
    if (end < text.size() && text[end] == '{') end = find_outside(text, end, ";");
    const std::string_view piece = text.substr(at, end - at);
    const std::size_t colon = find_outside(piece, 0, ":");
    if (colon < piece.size()) {
      CssDeclaration declaration;
      declaration.property = without_comments(piece.substr(0, colon));
      if (!declaration.property.starts_with("--"))
        declaration.property = to_lower_ascii(declaration.property);
      declaration.value = without_comments(piece.substr(colon + 1));
      declaration.important = take_important(declaration.value);
      declaration.span = {at, end};
      const bool named =
          !declaration.property.empty() && declaration.property.find_first_of(" \t\n&:.#") == kNone;
      if (named && !declaration.value.empty()) declarations.push_back(std::move(declaration));
    }
    at = end + 1;
  }
  return declarations;
}

std::vector<std::string_view> split_css(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = find_outside(text, at, std::string_view(&separator, 1));
    pieces.push_back(trim(text.substr(at, end - at)));
    at = end + 1;
  }
  return pieces;
}

std::vector<std::string_view> split_css_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii_space(text[at])) {
      ++at;
      continue;
    }
    const std::size_t end = find_outside(text, at, " \t\r\n\f");
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::string unescape_css(std::string_view identifier) {
  if (identifier.find('\\') == kNone) return std::string(identifier);
  std::string out;
  for (std::size_t at = 0; at < identifier.size(); ++at) {
    if (identifier[at] != '\\') {
      out += identifier[at];
      continue;
    }
    constexpr std::string_view kHex = "0123456789abcdef";
    char32_t value = 0;
    std::size_t digits = 0;
    while (digits < 6 && at + 1 < identifier.size()) {
      const std::size_t digit = kHex.find(ascii_lower(identifier[at + 1]));
      if (digit == kNone) break;
      value = value * 16 + static_cast<char32_t>(digit);
      ++digits;
      ++at;
    }
    if (digits > 0) {
      const bool bad = value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000);
      append_utf8(out, bad ? U'\uFFFD' : value);
      if (at + 1 < identifier.size() && is_ascii_space(identifier[at + 1])) ++at;
    } else if (at + 1 < identifier.size()) {
      out += identifier[++at];
    }
  }
  return out;
}

std::string css_string(std::string_view text) {
  text = trim(text);
  const bool quoted =
      text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return unescape_css(quoted ? text.substr(1, text.size() - 2) : text);
}

}  // namespace gazette
