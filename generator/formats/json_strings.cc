// A scanner over JSON tokens; it checks no more than it has to.
#include "formats/json_strings.h"

#include <algorithm>

#include "base/text.h"

namespace gazette {
namespace {

constexpr std::size_t kMaxDepth = 64;

/// Four hex digits at `at`; U+FFFD when they are not.
char32_t read_hex4(std::string_view text, std::size_t at) {
  char32_t value = 0;
  if (at + 4 > text.size()) return 0xFFFD;
  for (const char raw : text.substr(at, 4)) {
    const char c = ascii_lower(raw);
    if (!is_ascii_digit(c) && (c < 'a' || c > 'f')) return 0xFFFD;
    value = value * 16 + static_cast<char32_t>(is_ascii_digit(c) ? c - '0' : c - 'a' + 10);
  }
  return value;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c != 'u') {
      constexpr std::string_view kFrom = "bfnrt";
      constexpr std::string_view kTo = "\b\f\n\r\t";
      const std::size_t known = kFrom.find(c);
      out += known == std::string_view::npos ? c : kTo[known];
      continue;
    }
    char32_t value = read_hex4(text, i + 1);
    i += std::min<std::size_t>(4, text.size() - i - 1);
    if (value >= 0xD800 && value < 0xDC00 && text.substr(i + 1, 2) == "\\u") {
      const char32_t low = read_hex4(text, i + 3);
      if (low >= 0xDC00 && low < 0xE000) {
        value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
        i += 6;
      }
    }
    append_utf8(out, value >= 0xD800 && value < 0xE000 ? 0xFFFD : value);
  }
  return out;
}

}  // namespace

std::vector<JsonString> find_json_strings(std::string_view json) {
  std::vector<JsonString> found;
  std::vector<std::string> path;  // one entry per open object or list
  std::vector<char> open;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '{' || c == '[') {
      if (open.size() == kMaxDepth) break;
      open.push_back(c);
      path.emplace_back();
    } else if (c == '}' || c == ']') {
      if (open.empty()) break;
      open.pop_back();
      path.pop_back();
    } else if (c == '"') {
      const std::size_t begin = ++i;
      while (i < json.size() && json[i] != '"') i += json[i] == '\\' ? 2 : 1;
      if (i >= json.size()) break;
      std::string text = unescape(json.substr(begin, i - begin));
      std::size_t next = i + 1;
      while (next < json.size() && is_ascii_space(json[next])) ++next;
      if (!open.empty() && open.back() == '{' && next < json.size() && json[next] == ':') {
        path.back() = std::move(text);
      } else {
        found.push_back({path, std::move(text), {begin, i}});
      }
    }
  }
  return found;
}

}  // namespace gazette
