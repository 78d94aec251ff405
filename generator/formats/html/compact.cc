#include "formats/html/compact.h"

#include <algorithm>

#include "base/text.h"

namespace gazette {

namespace {

void trim_line_end(std::string& out) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!out.empty() && is_blank(out.back()) && (out.size() < 2 || out[out.size() - 2] != '\\'))
    out.pop_back();
}

/// The offset after a quoted string that starts at `begin`; a line break ends a broken one, as in browsers.
std::size_t end_of_string(std::string_view css, std::size_t begin) {
  for (std::size_t i = begin + 1; i < css.size(); ++i) {
    if (css[i] == '\\') {
      ++i;
    } else if (css[i] == css[begin]) {
      return i + 1;
    } else if (css[i] == '\n') {
      return i;
    }
  }
  return css.size();
}

}  // namespace

std::string compact_css(std::string_view css) {
  std::string out;
  out.reserve(css.size());
  for (std::size_t i = 0; i < css.size();) {
    const char c = css[i];
    if (c == '"' || c == '\'') {
      const std::size_t end = end_of_string(css, i);
      out += css.substr(i, end - i);
      i = end;
    } else if (c == '\\') {
      out += css.substr(i, 2);
      i += 2;
    } else if (css.substr(i).starts_with("/*")) {
      const std::size_t close = css.find("*/", i + 2);
      const std::size_t end = close == std::string_view::npos ? css.size() : close + 2;
      const auto breaks = std::count(css.begin() + static_cast<std::ptrdiff_t>(i),
                                     css.begin() + static_cast<std::ptrdiff_t>(end), '\n');
      // A comment parts words: `a/**/b` is not `ab`.
      out += breaks > 0 ? std::string(static_cast<std::size_t>(breaks), '\n') : " ";
      i = end;
    } else if (c == '\n') {
      trim_line_end(out);
      out += c;
      ++i;
    } else if ((c == ' ' || c == '\t') && (out.empty() || out.back() == '\n')) {
      ++i;
    } else if (css.substr(i).starts_with("url(")) {
      // An address without quotes may hold `/*` and quotes.
      const std::size_t end = std::min(css.find_first_of(")\n\"'", i + 4), css.size());
      out += css.substr(i, end - i);
      i = end;
    } else {
      out += c;
      ++i;
    }
  }
  return out;
}

std::string compact_script(std::string_view script) {
  const auto lines = split_lines(script);
  for (const std::string_view line : lines) {
    if (std::count(line.begin(), line.end(), '`') % 2 != 0) return std::string(script);
  }
  std::string out;
  out.reserve(script.size());
  bool continued = false;  // a backslash at the end of a line goes on in a text
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view inside = trim(lines[i]);
    // Inside a comment of several lines `// */` is its end.
    const bool comment = (inside.starts_with("//") && inside.find("*/") == std::string_view::npos) ||
                         (inside.starts_with("/*") && inside.ends_with("*/") && inside.size() >= 4 &&
                          inside.find("*/") == inside.size() - 2);
    if (continued) {
      out += lines[i];
    } else if (!comment) {
      out += inside;
    }
    continued = lines[i].ends_with('\\');
    if (i + 1 < lines.size() || script.ends_with('\n')) out += '\n';
  }
  return out;
}

}  // namespace gazette
