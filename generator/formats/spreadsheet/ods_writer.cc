#include "formats/spreadsheet/ods_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text.h"
#include "formats/spreadsheet/zip_writer.h"

namespace gazette {
namespace {

constexpr std::string_view kMediaType = "application/vnd.oasis.opendocument.spreadsheet";
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kNames =
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
    " xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"";

constexpr int kMaxDecimals = 6;

std::string_view kind_name(OdsCellKind kind) {
  switch (kind) {
    case OdsCellKind::Number:
      return "n";
    case OdsCellKind::Percent:
      return "p";
    case OdsCellKind::Currency:
      return "c";
    case OdsCellKind::Date:
      return "d";
    case OdsCellKind::Text:
      break;
  }
  return "t";
}

/// "n2b": a number of two decimal places, bold.
std::string style_name(const OdsCell& cell, OdsRowStyle row) {
  const OdsCellKind kind = cell.value.empty() ? OdsCellKind::Text : cell.kind;
  std::string name(kind_name(kind));
  if (kind != OdsCellKind::Text && kind != OdsCellKind::Date)
    name += std::to_string(std::clamp(cell.decimal_places, 0, kMaxDecimals));
  if (row == OdsRowStyle::Heading) name += "h";
  if (row == OdsRowStyle::Header || row == OdsRowStyle::Total) name += "b";
  return name;
}

std::string data_style(const std::string& kind_and_decimals) {
  const char kind = kind_and_decimals[0];
  if (kind == 'd')
    return "<number:date-style style:name=\"N-d\"><number:year "
           "number:style=\"long\"/><number:text>-</number:text>"
           "<number:month number:style=\"long\"/><number:text>-</number:text><number:day "
           "number:style=\"long\"/>"
           "</number:date-style>";
  const std::string number = fmt::format(
      "<number:number number:decimal-places=\"{0}\" number:min-decimal-places=\"{0}\" "
      "number:min-integer-digits=\"1\""
      " number:grouping=\"{1}\"/>",
      kind_and_decimals.substr(1, 1), kind == 'p' ? "false" : "true");
  if (kind == 'p')
    return fmt::format(
        "<number:percentage-style style:name=\"N-{}\">{}<number:text>%</number:text>"
        "</number:percentage-style>",
        kind_and_decimals, number);
  if (kind == 'c')
    return fmt::format(
        "<number:currency-style style:name=\"N-{}\"><number:currency-symbol number:language=\"en\""
        " number:country=\"GB\">£</number:currency-symbol>{}</number:currency-style>",
        kind_and_decimals, number);
  return fmt::format("<number:number-style style:name=\"N-{}\">{}</number:number-style>", kind_and_decimals,
                     number);
}

std::string styles_of(const std::set<std::string>& names) {
  std::set<std::string> formats;
  std::string cells;
  for (const std::string& name : names) {
    const bool bold = name.ends_with("b"), heading = name.ends_with("h");
    const std::string format = name[0] == 't' ? "" : name.substr(0, name[0] == 'd' ? 1 : 2);
    if (!format.empty()) formats.insert(format);
    cells += fmt::format("<style:style style:name=\"{}\" style:family=\"table-cell\"{}>", name,
                         format.empty() ? "" : " style:data-style-name=\"N-" + format + "\"");
    cells += "<style:table-cell-properties fo:wrap-option=\"wrap\" style:vertical-align=\"top\"/>";
    if (bold || heading)
      cells += fmt::format("<style:text-properties fo:font-weight=\"bold\" fo:font-size=\"{}\"/>",
                           heading ? "15pt" : "12pt");
    else
      cells += "<style:text-properties fo:font-size=\"12pt\"/>";
    cells += "</style:style>";
  }
  std::string out = "<office:automatic-styles>";
  for (const std::string& format : formats) out += data_style(format);
  return out +
         "<style:style style:name=\"wide\" style:family=\"table-column\"><style:table-column-properties"
         " style:column-width=\"9cm\"/></style:style><style:style style:name=\"even\" "
         "style:family=\"table-column\">"
         "<style:table-column-properties style:column-width=\"3.5cm\"/></style:style>" +
         cells + "</office:automatic-styles>";
}

/// 38 for 38% becomes 0.38, by moving the point: no arithmetic, no rounding.
std::string hundredth(std::string_view number) {
  const bool negative = number.starts_with('-');
  std::string digits(number.substr(negative ? 1 : 0));
  std::size_t point = digits.find('.');
  if (point == std::string::npos)
    point = digits.size();
  else
    digits.erase(point, 1);
  while (point < 3) {
    digits.insert(digits.begin(), '0');
    ++point;
  }
  digits.insert(point - 2, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return (negative ? "-" : "") + digits;
}

std::string value_attributes(const OdsCell& cell) {
  if (cell.value.empty()) return " office:value-type=\"string\"";
  const std::string value = escape_html(cell.value);
  switch (cell.kind) {
    case OdsCellKind::Number:
      return " office:value-type=\"float\" office:value=\"" + value + "\"";
    case OdsCellKind::Percent:
      return " office:value-type=\"percentage\" office:value=\"" + hundredth(value) + "\"";
    case OdsCellKind::Currency:
      return " office:value-type=\"currency\" office:currency=\"GBP\" office:value=\"" + value + "\"";
    case OdsCellKind::Date:
      return " office:value-type=\"date\" office:date-value=\"" + value + "\"";
    case OdsCellKind::Text:
      break;
  }
  return " office:value-type=\"string\"";
}

/// Paragraphs of a text; XML folds runs of blanks, so each blank after the first is an element.
std::string paragraphs(std::string_view text) {
  std::string out;
  for (std::string_view line : split_lines(text)) {
    out += "<text:p>";
    std::size_t start = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] != ' ' || (i > 0 && line[i - 1] != ' ')) continue;
      append_escaped_html(out, line.substr(start, i - start));
      out += "<text:s/>";
      start = i + 1;
    }
    append_escaped_html(out, line.substr(start));
    out += "</text:p>";
  }
  return out;
}

std::string sheet_name(std::string_view wanted, std::set<std::string>& taken) {
  std::string name;
  for (std::size_t i = 0, count = 0; i < wanted.size() && count < 31; ++count) {
    const DecodedCharacter c = decode_utf8(wanted, i);
    if (std::string_view("[]*?:/\\").find(wanted[i]) == std::string_view::npos)
      append_utf8(name, c.value);
    else
      name += ' ';
    i += c.length;
  }
  name = collapse_white_space(name);
  if (name.empty()) name = "Sheet";
  std::string unique = name;
  for (int number = 2; !taken.insert(to_lower(unique)).second; ++number)
    unique = name + " " + std::to_string(number);
  return unique;
}

void append_row(std::string& out, const OdsRow& row, std::set<std::string>& styles) {
  out += "<table:table-row>";
  for (const OdsCell& cell : row.cells) {
    if (cell.text.empty() && cell.value.empty()) {
      out += "<table:table-cell/>";
      continue;
    }
    const std::string style = style_name(cell, row.style);
    styles.insert(style);
    out += "<table:table-cell table:style-name=\"" + style + "\"" + value_attributes(cell) + ">" +
           paragraphs(cell.text) + "</table:table-cell>";
  }
  out += "</table:table-row>";
}

std::string content_xml(const OdsDocument& document) {
  std::set<std::string> styles, names;
  std::string tables;
  for (const OdsSheet& sheet : document.sheets) {
    std::size_t columns = 1;
    for (const OdsRow& row : sheet.rows) columns = std::max(columns, row.cells.size());
    tables += "<table:table table:name=\"" + escape_html(sheet_name(sheet.name, names)) +
              "\"><table:table-column table:style-name=\"wide\"/>";
    if (columns > 1)
      tables +=
          fmt::format("<table:table-column table:style-name=\"even\" table:number-columns-repeated=\"{}\"/>",
                      columns - 1);
    for (const OdsRow& row : sheet.rows) append_row(tables, row, styles);
    if (sheet.rows.empty()) tables += "<table:table-row><table:table-cell/></table:table-row>";
    tables += "</table:table>";
  }
  return fmt::format(
      "{}<office:document-content{}>{}<office:body><office:spreadsheet>{}</office:spreadsheet>"
      "</office:body></office:document-content>",
      kXml, kNames, styles_of(styles), tables);
}

std::string styles_xml(const OdsDocument& document) {
  const std::size_t dash = document.language.find('-');
  const std::string language = document.language.substr(0, dash);
  const std::string country = dash == std::string::npos ? "none" : document.language.substr(dash + 1);
  return fmt::format(
      "{}<office:document-styles{}><office:styles><style:default-style style:family=\"table-cell\">"
      "<style:text-properties fo:font-family=\"Arial\" fo:font-size=\"12pt\" fo:language=\"{}\" "
      "fo:country=\"{}\"/>"
      "</style:default-style></office:styles></office:document-styles>",
      kXml, kNames, escape_html(language), escape_html(country));
}

std::string meta_xml(const OdsDocument& document) {
  return fmt::format(
      "{}<office:document-meta{}><office:meta><dc:title>{}</dc:title><dc:language>{}</dc:language>"
      "</office:meta></office:document-meta>",
      kXml, kNames, escape_html(document.title), escape_html(document.language));
}

std::string manifest_xml() {
  std::string out =
      std::string(kXml) +
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
      " manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\""
      " manifest:media-type=\"" +
      std::string(kMediaType) + "\"/>";
  for (std::string_view name : {"content.xml", "styles.xml", "meta.xml"})
    out += fmt::format("<manifest:file-entry manifest:full-path=\"{}\" manifest:media-type=\"text/xml\"/>",
                       name);
  return out + "</manifest:manifest>";
}

}  // namespace

OdsCell ods_text(std::string text) {
  return {OdsCellKind::Text, std::move(text), {}, 0};
}

std::string write_ods(const OdsDocument& document) {
  return write_zip({{"mimetype", std::string(kMediaType), true},
                    {"content.xml", content_xml(document), false},
                    {"styles.xml", styles_xml(document), false},
                    {"meta.xml", meta_xml(document), false},
                    {"META-INF/manifest.xml", manifest_xml(), false}});
}

}  // namespace gazette
