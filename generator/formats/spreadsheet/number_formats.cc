// Number formats of Excel (ECMA-376 part 1, 18.8.31): what they say about a figure beyond its digits.
#include <algorithm>

#include "base/text.h"
#include "formats/spreadsheet/sheet_grid.h"

namespace gazette {
namespace {

/// The first section of a format, taken apart.
struct FormatParts {
  std::string digits;  // 0, #, ?, comma and point, in order
  std::string words;   // quoted and escaped text, and signs that stand for themselves
  bool percent = false;
  bool other = false;  // fractions, exponents, text
};

FormatParts parts_of(std::string_view code) {
  FormatParts parts;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      const std::size_t close = std::min(code.find('"', i + 1), code.size());
      parts.words += code.substr(i + 1, close - i - 1);
      i = close;
    } else if (c == '[') {
      const std::size_t close = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, close - i - 1);  // $£-809, Red, >100
      if (inside.starts_with('$')) parts.words += inside.substr(1, inside.find('-') - 1);
      i = close;
    } else if (c == '\\') {
      if (++i < code.size()) parts.words += code[i];
    } else if (c == '_' || c == '*') {
      ++i;
    } else if (c == '%') {
      parts.percent = true;
    } else if (c == '0' || c == '#' || c == '?' || c == ',' || c == '.') {
      parts.digits += c;
    } else if (c == '@' || c == '/' || c == 'E' || c == 'e') {
      parts.other = true;
    } else {
      parts.words += c;
    }
  }
  return parts;
}

/// The sign of money among the words of a format; "$" alone is that of the United States.
std::string currency_symbol(std::string_view words) {
  for (const std::string_view symbol :
       {"US$", "A$", "C$", "£", "€", "¥", "₹", "₺", "₽", "₴", "₪", "₩", "kr", "CHF", "zł", "Kč"}) {
    if (words.find(symbol) != std::string_view::npos) return std::string(symbol);
  }
  if (words.find('$') != std::string_view::npos) return "US$";
  const std::string bare(trim(words));
  for (const std::string_view code :
       {"GBP", "EUR", "USD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "JPY", "AUD", "CAD"}) {
    if (bare == code) return bare == "GBP" ? "£" : bare == "EUR" ? "€" : bare == "USD" ? "US$" : bare;
  }
  return {};
}

}  // namespace

ShownAs shown_by_format(std::string_view code) {
  using Kind = ShownAs::Kind;
  if (code.empty() || equals_ignoring_case(code, "General")) return {};
  if (code == "@") return {Kind::Code, "", std::nullopt};
  const FormatParts parts = parts_of(code);
  if (parts.other || parts.digits.empty()) return {};
  const std::size_t point = parts.digits.find('.');
  const auto places = point == std::string::npos ? 0 : static_cast<int>(parts.digits.size() - point - 1);
  if (parts.percent) return {Kind::Percent, "", places};
  if (std::string symbol = currency_symbol(parts.words); !symbol.empty())
    return {Kind::Currency, std::move(symbol), places};
  const bool noughts = parts.digits.size() > 1 && parts.digits.find_first_not_of('0') == std::string::npos;
  if (noughts) return {Kind::Code, "", std::nullopt};
  return {Kind::Number, "", places};
}

std::string padded_code(std::string figure, std::string_view code) {
  const std::size_t width = parts_of(code).digits.size();
  const bool whole = !figure.empty() && std::all_of(figure.begin(), figure.end(), is_ascii_digit);
  if (whole && figure.size() < width) figure.insert(0, width - figure.size(), '0');
  return figure;
}

}  // namespace gazette
