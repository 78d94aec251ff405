#include "formats/html/page_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gazette {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kLongestCharacter = 4;

/// An open conversion of iconv.
class Converter {
 public:
  Converter(const std::string& to, const std::string& from) : handle_(iconv_open(to.c_str(), from.c_str())) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (usable()) iconv_close(handle_);
  }
  bool usable() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// The one character that begins `text`: how many bytes it has, its conversion in `out`. 0 when there is
  /// none.
  std::size_t one(std::string_view text, std::string& out) {
    for (std::size_t size = 1; size <= std::min(kLongestCharacter, text.size()); ++size) {
      std::array<char, kLongestCharacter> input{};
      std::copy_n(text.begin(), size, input.begin());
      std::array<char, 16> buffer{};
      char* from = input.data();
      char* to = buffer.data();
      std::size_t left = size;
      std::size_t room = buffer.size();
      const std::size_t result = iconv(handle_, &from, &left, &to, &room);
      if (result != static_cast<std::size_t>(-1) && left == 0) {
        out.assign(buffer.data(), buffer.size() - room);
        return size;
      }
      iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    }
    return 0;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::string_view declared_charset(std::string_view text) {
  const std::string_view start = text.substr(0, 2048);
  const std::string lower = to_lower_ascii(start);
  const std::size_t at = lower.find("charset");
  if (at == std::string::npos) return {};
  std::size_t i = start.find('=', at);
  if (i == std::string_view::npos || i > at + 9) return {};
  ++i;
  while (i < start.size() && (start[i] == '"' || start[i] == '\'' || start[i] == ' ')) ++i;
  std::size_t end = i;
  while (end < start.size() && (is_ascii_letter(start[end]) || is_ascii_digit(start[end]) ||
                                start[end] == '-' || start[end] == '_'))
    ++end;
  return start.substr(i, end - i);
}

std::string page_encoding(std::string_view page) {
  if (page.starts_with("\xEF\xBB\xBF")) return {};
  const std::string label = to_lower_ascii(declared_charset(page));
  // A page that names UTF-16 in ASCII letters cannot be in it (HTML standard, 13.2.3.2).
  if (label == "utf-8" || label == "utf8" || label.starts_with("utf-16")) return {};
  if (label.empty()) return find_invalid_utf8(page) ? "WINDOWS-1252" : std::string();
  // What the Encoding Standard makes of old labels.
  for (const std::string_view latin : {"iso-8859-1", "iso8859-1", "latin1", "l1", "ascii", "us-ascii"}) {
    if (label == latin) return "WINDOWS-1252";
  }
  if (label == "iso-8859-9" || label == "latin5") return "WINDOWS-1254";
  if (label == "gb2312" || label == "gbk" || label == "x-gbk") return "GB18030";
  if (label == "shift_jis" || label == "shift-jis" || label == "sjis" || label == "x-sjis") return "CP932";
  if (label == "ks_c_5601-1987" || label == "euc-kr") return "CP949";
  if (label == "big5" || label == "big5-hkscs") return "BIG5-HKSCS";
  return label;
}

std::string to_utf8(std::string_view text, const std::string& encoding, std::vector<std::uint32_t>& offsets) {
  Converter converter("UTF-8", encoding);
  std::string out;
  std::string character;
  offsets.clear();
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = 1;
    const bool plain = static_cast<unsigned char>(text[at]) < 0x80;
    if (plain) {
      character = text.substr(at, 1);
    } else if (size = converter.usable() ? converter.one(text.substr(at), character) : 0; size == 0) {
      character = kReplacement;
      size = 1;
    }
    out += character;
    offsets.resize(out.size(), static_cast<std::uint32_t>(at));
    at += size;
  }
  return out;
}

std::string from_utf8(std::string_view text, const std::string& encoding) {
  Converter converter(encoding, "UTF-8");
  if (!converter.usable()) return std::string(text);
  std::string out;
  std::string character;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter decoded = decode_utf8(text, at);
    const std::string_view piece = text.substr(at, decoded.length);
    if (converter.one(piece, character) == piece.size()) {
      out += character;
    } else {
      out += "%26%23" + std::to_string(static_cast<std::uint32_t>(decoded.value)) + "%3B";
    }
    at += decoded.length;
  }
  return out;
}

}  // namespace gazette
