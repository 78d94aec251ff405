// Sheets of an .ods file: OpenDocument 1.3 part 3, chapter 9 (tables).
#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "formats/spreadsheet/sheet_grid.h"
#include "formats/spreadsheet/zip_reader.h"
#include "formats/xml_reader.h"

namespace gazette {
namespace {

constexpr std::string_view kOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
constexpr std::string_view kTable = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
constexpr std::string_view kText = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
constexpr std::string_view kStyle = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";

std::size_t count_of(const XmlReader& xml, std::string_view name) {
  const std::string* value = xml.attribute(name, kTable);
  std::size_t number = 1;
  if (value) std::from_chars(value->data(), value->data() + value->size(), number);
  return std::clamp<std::size_t>(number, 1, kMaxSheetRows);
}

bool is_hidden(const XmlReader& xml) {
  const std::string* visibility = xml.attribute("visibility", kTable);
  return visibility && *visibility != "visible";
}

bool is(const XmlReader& xml, std::string_view name, std::string_view name_space) {
  return xml.name() == name && xml.name_space() == name_space;
}

class OdsReader {
 public:
  explicit OdsReader(const std::string& text) : xml_(text) {}

  SheetsRead read() {
    std::string style;
    for (;;) {
      const XmlEvent event = xml_.next();
      if (event == XmlEvent::Failed) return {{}, "its contents are damaged: " + xml_.error(), false};
      if (event == XmlEvent::Finished) break;
      if (event != XmlEvent::Start) continue;
      if (is(xml_, "style", kStyle)) style = value("name", kStyle);
      if (is(xml_, "table-properties", kStyle) && value("display", kTable) == "false")
        hidden_styles_.insert(style);
      if (is(xml_, "tracked-changes", kTable)) xml_.skip();
      if (is(xml_, "table", kTable) && !read_table()) return {{}, error_, too_large_};
    }
    return std::move(read_);
  }

 private:
  std::string value(std::string_view name, std::string_view name_space) const {
    const std::string* found = xml_.attribute(name, name_space);
    return found ? *found : std::string();
  }

  bool fail(std::string why, bool too_large = false) {
    error_ = why.empty() ? "it ends too early" : std::move(why);
    too_large_ = too_large;
    return false;
  }

  bool read_table() {
    SheetGrid grid;
    grid.name = value("name", kTable);
    grid.hidden = hidden_styles_.contains(value("style-name", kTable));
    std::size_t row = 0, column = 0;
    for (;;) {
      const XmlEvent event = xml_.next();
      if (event == XmlEvent::Failed || event == XmlEvent::Finished) return fail(xml_.error());
      if (event == XmlEvent::End && is(xml_, "table", kTable)) break;
      if (event != XmlEvent::Start) continue;
      if (is(xml_, "table-column", kTable)) {
        const std::size_t count = count_of(xml_, "number-columns-repeated");
        if (is_hidden(xml_)) grid.hidden_columns.emplace_back(column, column + count - 1);
        column += count;
      } else if (is(xml_, "table-row", kTable)) {
        if (!read_row(grid, row)) return false;
      } else if (!is_container()) {
        xml_.skip();  // shapes, charts, other programs' additions
      }
    }
    read_.sheets.push_back(std::move(grid));
    return true;
  }

  bool is_container() const {
    return xml_.name_space() == kTable &&
           (xml_.name() == "table-header-rows" || xml_.name() == "table-header-columns" ||
            xml_.name() == "table-rows" || xml_.name() == "table-columns" ||
            xml_.name() == "table-row-group" || xml_.name() == "table-column-group");
  }

  bool read_row(SheetGrid& grid, std::size_t& row) {
    const std::size_t repeats = count_of(xml_, "number-rows-repeated");
    if (is_hidden(xml_)) grid.hidden_rows.emplace_back(row, row + repeats - 1);
    std::vector<std::pair<std::size_t, SheetValue>> values;
    std::size_t column = 0;
    for (;;) {
      const XmlEvent event = xml_.next();
      if (event == XmlEvent::Failed || event == XmlEvent::Finished) return fail(xml_.error());
      if (event == XmlEvent::End) break;
      if (event != XmlEvent::Start) continue;
      if (!is(xml_, "table-cell", kTable) && !is(xml_, "covered-table-cell", kTable)) {
        xml_.skip();
        continue;
      }
      if (!read_cell(grid, values, row, column)) return false;
    }
    if (!values.empty()) {
      if (row + repeats > kMaxSheetRows) return fail("a cell lies beyond the last row");
      if (repeats * values.size() > budget_) return fail("it holds too many cells", true);
      budget_ -= repeats * values.size();
      for (std::size_t i = 0; i < repeats; ++i)
        for (const auto& [at, cell] : values) grid.cells[{row + i, at}] = cell;
    }
    row += repeats;
    return true;
  }

  bool read_cell(SheetGrid& grid, std::vector<std::pair<std::size_t, SheetValue>>& values, std::size_t row,
                 std::size_t& column) {
    const std::size_t repeats = count_of(xml_, "number-columns-repeated");
    const std::size_t wide = count_of(xml_, "number-columns-spanned"),
                      high = count_of(xml_, "number-rows-spanned");
    const bool covered = xml_.name() == "covered-table-cell";
    if (wide > 1 || high > 1) grid.merged.push_back({{row, column}, {row + high - 1, column + wide - 1}});
    SheetValue cell;
    const bool has_formula = xml_.attribute("formula", kTable) != nullptr;
    const std::string type = value("value-type", kOffice);
    const bool error =
        std::any_of(xml_.attributes().begin(), xml_.attributes().end(),
                    [](const XmlAttribute& a) { return a.name == "value-type" && a.value == "error"; });
    const std::string stored = stored_value(type);
    current_currency_ = value("currency", kOffice);
    const bool has_string = xml_.attribute("string-value", kOffice) != nullptr;
    std::string shown;
    if (!read_paragraphs(shown)) return false;
    cell.text = type == "string" && !has_string ? shown : stored;
    if (type == "boolean" || type == "date" || type == "time") cell.text = stored;
    if (type.empty() && !has_formula) cell.text = shown;
    if (has_formula && type.empty()) cell = {shown, CellFault::FormulaWithoutValue};
    if (error || (has_formula && (shown.starts_with("#") || shown.starts_with("Err:"))))
      cell = {shown, CellFault::ErrorValue};
    if (cell.fault == CellFault::None) note_format(type, shown, cell);
    if (!covered && (!cell.text.empty() || cell.fault != CellFault::None)) {
      if (column + repeats > kMaxSheetColumns) return fail("a cell lies beyond the last column");
      for (std::size_t i = 0; i < repeats; ++i) values.emplace_back(column + i, cell);
    }
    column += repeats;
    return true;
  }

  /// What readers of the sheet see tells the digits; the type of the value tells the rest.
  void note_format(const std::string& type, const std::string& shown, SheetValue& cell) const {
    using Kind = ShownAs::Kind;
    if (type == "date" && cell.text.size() == 10) cell.shown.kind = Kind::Date;
    if (type != "float" && type != "percentage" && type != "currency") return;
    const std::string digits(trim(shown));
    const bool all_digits = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_ascii_digit);
    if (type == "float" && all_digits && digits.size() > 1 && digits[0] == '0') {
      cell.text = digits;  // 00123
      cell.shown.kind = Kind::Code;
      return;
    }
    cell.shown.kind = type == "percentage" ? Kind::Percent
                      : type == "currency" ? Kind::Currency
                                           : Kind::Number;
    if (type == "currency") cell.shown.symbol = symbol_of(current_currency_);
    const std::size_t last = digits.find_last_of("0123456789");
    const std::size_t mark = digits.find_last_of(".,");
    if (last == std::string::npos) return;
    const bool point = mark != std::string::npos && mark < last;
    // "1,234" has its comma in threes: no decimals, unless the value itself has some.
    const bool thousands = point && last - mark == 3 && cell.text.find('.') == std::string::npos;
    cell.shown.places = point && !thousands ? static_cast<int>(last - mark) : 0;
    if (type == "float" && cell.text.find('.') == std::string::npos && *cell.shown.places == 0)
      cell.shown.kind = Kind::General;
  }

  static std::string symbol_of(const std::string& currency) {
    if (currency == "GBP" || currency.empty()) return "£";
    if (currency == "EUR") return "€";
    if (currency == "USD") return "US$";
    return currency;
  }

  /// The machine's form of a cell's value, for every type but text without an attribute.
  std::string stored_value(const std::string& type) const {
    if (type == "float" || type == "currency")
      return plain_figure(value("value", kOffice), FigureFormat::Number);
    if (type == "percentage") return plain_figure(value("value", kOffice), FigureFormat::Percentage);
    if (type == "boolean") return value("boolean-value", kOffice);
    if (type == "string") return value("string-value", kOffice);
    if (type == "date") {
      const std::string date = value("date-value", kOffice);
      return date.ends_with("T00:00:00") ? date.substr(0, 10) : date;
    }
    if (type == "time") return clock_of(value("time-value", kOffice));
    return {};
  }

  /// "PT09H30M00S" as "09:30:00"; other durations stay as they are.
  static std::string clock_of(const std::string& duration) {
    const bool plain = duration.size() == 11 && duration.starts_with("PT") && duration[4] == 'H' &&
                       duration[7] == 'M' && duration[10] == 'S';
    if (!plain) return duration;
    return duration.substr(2, 2) + ":" + duration.substr(5, 2) + ":" + duration.substr(8, 2);
  }

  /// The text of a cell up to its End: paragraphs on lines of their own, comments and drawings left out.
  bool read_paragraphs(std::string& out) {
    bool first = true;
    for (std::size_t depth = 1; depth > 0;) {
      switch (xml_.next()) {
        case XmlEvent::Start:
          if (xml_.name_space() != kText) {
            xml_.skip();
            break;
          }
          ++depth;
          if (xml_.name() == "p" && depth == 2) {
            if (!first) out += '\n';
            first = false;
          }
          if (xml_.name() == "s") append_blanks(out);
          if (xml_.name() == "tab") out += '\t';
          if (xml_.name() == "line-break") out += '\n';
          break;
        case XmlEvent::End:
          --depth;
          break;
        case XmlEvent::Text:
          if (depth > 1) out += xml_.text();
          break;
        case XmlEvent::Finished:
        case XmlEvent::Failed:
          return fail(xml_.error());
      }
    }
    return true;
  }

  void append_blanks(std::string& out) const {
    const std::string count = value("c", kText);
    std::size_t number = 1;
    std::from_chars(count.data(), count.data() + count.size(), number);
    out.append(std::min<std::size_t>(number, 1000), ' ');
  }

  XmlReader xml_;
  SheetsRead read_;
  std::set<std::string> hidden_styles_;
  std::size_t budget_ = kMaxSheetCells;
  std::string current_currency_;  // of the cell at hand: GBP
  std::string error_;
  bool too_large_ = false;
};

}  // namespace

SheetsRead read_ods_sheets(std::string_view bytes) {
  ZipError zip_error;
  const auto files = read_zip(
      bytes, [](std::string_view name) { return name == "content.xml" || name == "META-INF/manifest.xml"; },
      zip_error);
  if (!files) return {{}, zip_error.message, zip_error.too_large};
  const auto manifest = files->find("META-INF/manifest.xml");
  if (manifest != files->end() && manifest->second.find("encryption-data") != std::string::npos)
    return {{}, "it is protected with a password", false};
  const auto content = files->find("content.xml");
  if (content == files->end()) return {{}, "it holds no content.xml", false};
  return OdsReader(content->second).read();
}

}  // namespace gazette
