#pragma once
// Style sheets as data, read as CSS Syntax Level 3 says: what cannot be read is skipped, so that no
// sheet fails. Selectors are in css_selector.h, media queries in css_media.h, colours in css_color.h.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_file.h"

namespace gazette {

/// `property: value !important`, as written but for comments.
struct CssDeclaration {
  std::string property;  // lower case, but custom properties (`--x`) as written
  std::string value;     // trimmed, without `!important`
  bool important = false;
  Span span;  // in the text that was parsed
};

/// A rule set with the at-rules around it.
struct CssRule {
  std::string selectors;           // the prelude as written: "h1, .title > a"
  std::vector<std::string> media;  // each must hold: "screen and (min-width: 40em)"
  std::vector<CssDeclaration> declarations;
  bool layered = false;  // in an `@layer`: what stands outside all layers wins over it
  Span span;             // of the prelude
};

struct CssImport {
  std::string address;
  std::string media;
  Span span;  // of the whole at-rule
};

struct CssSheet {
  std::vector<CssImport> imports;
  std::vector<CssRule> rules;  // in source order; `@supports` and nested rules are resolved
  bool truncated = false;      // more than kMaxCssRules rules: the rest was not read
};

/// Bounds for hostile sheets.
inline constexpr std::size_t kMaxCssRules = 50'000;
inline constexpr std::size_t kMaxCssNesting = 32;

CssSheet parse_css(std::string_view text);

/// The contents of a `style` attribute or of a rule's braces.
std::vector<CssDeclaration> parse_css_declarations(std::string_view text);

/// Splits at `separator` outside brackets and quotes; pieces are trimmed.
std::vector<std::string_view> split_css(std::string_view text, char separator);

/// Splits at white space outside brackets and quotes.
std::vector<std::string_view> split_css_words(std::string_view text);

/// Resolves escapes (`\31 x`, `\:`) in an identifier.
std::string unescape_css(std::string_view identifier);

/// The contents of a quoted string; what is not quoted is given back trimmed.
std::string css_string(std::string_view text);

}  // namespace gazette
