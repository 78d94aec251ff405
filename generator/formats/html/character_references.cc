// Decodes character references. The names of HTML 4 come from libxml2's table.
#include "formats/html/character_references.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace gazette {
namespace {

struct NamedCharacter {
  std::string_view name;
  char value;
};

// Names for ASCII that HTML 5 added to those of HTML 4: any of them may stand in an address.
constexpr NamedCharacter kAsciiNames[] = {
    {"Tab", '\t'},   {"NewLine", '\n'}, {"excl", '!'},     {"num", '#'},          {"dollar", '$'},
    {"percnt", '%'}, {"apos", '\''},    {"lpar", '('},     {"rpar", ')'},         {"ast", '*'},
    {"midast", '*'}, {"plus", '+'},     {"comma", ','},    {"period", '.'},       {"sol", '/'},
    {"colon", ':'},  {"semi", ';'},     {"equals", '='},   {"quest", '?'},        {"commat", '@'},
    {"lsqb", '['},   {"lbrack", '['},   {"bsol", '\\'},    {"rsqb", ']'},         {"rbrack", ']'},
    {"Hat", '^'},    {"lowbar", '_'},   {"UnderBar", '_'}, {"grave", '`'},        {"lcub", '{'},
    {"lbrace", '{'}, {"verbar", '|'},   {"vert", '|'},     {"VerticalLine", '|'}, {"rcub", '}'},
    {"rbrace", '}'}, {"AMP", '&'},      {"LT", '<'},       {"GT", '>'},           {"QUOT", '"'},
};

// Windows-1252 for the numeric references 128 to 159.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

struct Reference {
  char32_t value;
  std::size_t length;  // bytes of the source, from the `&`
};

std::optional<char32_t> named_value(std::string_view name) {
  const auto* ascii = std::find_if(std::begin(kAsciiNames), std::end(kAsciiNames),
                                   [&](const NamedCharacter& c) { return c.name == name; });
  if (ascii != std::end(kAsciiNames)) return static_cast<char32_t>(static_cast<unsigned char>(ascii->value));
  const std::string terminated(name);
  const auto* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
  if (entity == nullptr) return std::nullopt;
  return static_cast<char32_t>(entity->value);
}

std::optional<Reference> read_numeric(std::string_view raw) {
  std::size_t i = 2;
  const bool hex = i < raw.size() && ascii_lower(raw[i]) == 'x';
  if (hex) ++i;
  const std::size_t first = i;
  char32_t value = 0;
  for (; i < raw.size(); ++i) {
    const char c = ascii_lower(raw[i]);
    char32_t digit = 0;
    if (is_ascii_digit(c)) {
      digit = static_cast<char32_t>(c - '0');
    } else if (hex && c >= 'a' && c <= 'f') {
      digit = static_cast<char32_t>(c - 'a' + 10);
    } else {
      break;
    }
    value = std::min<char32_t>(value * (hex ? 16 : 10) + digit, 0x110000);
  }
  if (i == first) return std::nullopt;
  if (i < raw.size() && raw[i] == ';') ++i;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  return Reference{value, i};
}

std::optional<Reference> read_named(std::string_view raw, ReferenceContext context) {
  std::size_t end = 1;
  while (end < raw.size() && end < 32 && (is_ascii_letter(raw[end]) || is_ascii_digit(raw[end]))) ++end;
  if (end < raw.size() && raw[end] == ';') {
    if (const auto value = named_value(raw.substr(1, end - 1))) return Reference{*value, end + 1};
  }
  // Names of Latin-1 characters and of & < > " were once allowed without a semicolon.
  for (std::size_t length = std::min<std::size_t>(end, 7); length > 2; --length) {
    const auto value = named_value(raw.substr(1, length - 1));
    if (!value || *value > 0xFF ||
        (*value < 0x80 &&
         std::string_view("&<>\"").find(static_cast<char>(*value)) == std::string_view::npos)) {
      continue;
    }
    const char next = length < raw.size() ? raw[length] : ' ';
    if (context == ReferenceContext::Attribute &&
        (next == '=' || is_ascii_letter(next) || is_ascii_digit(next))) {
      return std::nullopt;
    }
    return Reference{*value, length};
  }
  return std::nullopt;
}

}  // namespace

std::string decode_references(std::string_view raw, ReferenceContext context,
                              std::vector<std::uint32_t>* offsets) {
  std::string out;
  out.reserve(raw.size());
  if (offsets != nullptr) offsets->clear();
  for (std::size_t i = 0; i < raw.size();) {
    std::optional<Reference> reference;
    if (raw[i] == '&' && i + 1 < raw.size()) {
      reference = raw[i + 1] == '#' ? read_numeric(raw.substr(i)) : read_named(raw.substr(i), context);
    }
    const std::size_t before = out.size();
    if (reference) {
      append_utf8(out, reference->value);
    } else {
      out += raw[i];
    }
    if (offsets != nullptr)
      offsets->insert(offsets->end(), out.size() - before, static_cast<std::uint32_t>(i));
    i += reference ? reference->length : 1;
  }
  return out;
}

}  // namespace gazette
