#pragma once
// Writes an OpenDocument spreadsheet (1.3) that follows the aftables checklist: one table a sheet, at its
// left edge, no merged or hidden cells, no filters. Same input, same bytes.

#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

enum class OdsCellKind : std::uint8_t { Text, Number, Percent, Currency, Date };

/// `text` is what readers see ("38%"), `value` what programs read: a plain number (38 for 38%), or an
/// ISO date. A cell whose value is empty is written as text.
struct OdsCell {
  OdsCellKind kind = OdsCellKind::Text;
  std::string text;
  std::string value;
  int decimal_places = 0;
};

enum class OdsRowStyle : std::uint8_t { Plain, Heading, Header, Total };

struct OdsRow {
  std::vector<OdsCell> cells;
  OdsRowStyle style = OdsRowStyle::Plain;
};

struct OdsSheet {
  std::string name;  // made safe: 31 characters, none of []*?:/\ and none twice
  std::vector<OdsRow> rows;
};

struct OdsDocument {
  std::string title;
  std::string language = "en-GB";
  std::vector<OdsSheet> sheets;
};

std::string write_ods(const OdsDocument& document);

/// A cell of text.
OdsCell ods_text(std::string text);

}  // namespace gazette
