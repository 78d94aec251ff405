// Sheets of an .xlsx file: ECMA-376 part 1, chapter 18, and the package's relationships of part 2.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/path.h"
#include "base/text.h"
#include "formats/spreadsheet/sheet_grid.h"
#include "formats/spreadsheet/zip_reader.h"
#include "formats/xml_reader.h"

namespace gazette {
namespace {

using Files = std::map<std::string, std::string>;

struct Relationship {
  std::string type;    // last part of its address: "worksheet"
  std::string target;  // path in the package
};

/// "xl/worksheets/sheet1.xml" of "xl" and "worksheets/sheet1.xml"; a leading slash means the package root.
std::string package_path(std::string_view folder, std::string_view target) {
  std::vector<std::string_view> parts;
  const std::string full =
      target.starts_with('/') ? std::string(target) : std::string(folder) + "/" + std::string(target);
  for (std::string_view part : split(full, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..")
      parts.push_back(part);
    else if (!parts.empty())
      parts.pop_back();
  }
  std::string out;
  for (std::string_view part : parts) out += (out.empty() ? "" : "/") + std::string(part);
  return out;
}

/// The relationships of `part`, by id; of the package itself for an empty part.
std::map<std::string, Relationship> relationships(const Files& files, std::string_view part) {
  const std::string folder(folder_of(part));
  const std::string name(file_name_of(part));
  const std::string path = (folder.empty() ? "" : folder + "/") + "_rels/" + name + ".rels";
  std::map<std::string, Relationship> all;
  const auto file = files.find(path);
  if (file == files.end()) return all;
  XmlReader xml(file->second);
  for (XmlEvent event = xml.next(); event != XmlEvent::Finished && event != XmlEvent::Failed;
       event = xml.next()) {
    if (event != XmlEvent::Start || xml.name() != "Relationship") continue;
    const std::string* id = xml.attribute("Id");
    const std::string* type = xml.attribute("Type");
    const std::string* target = xml.attribute("Target");
    const std::string* mode = xml.attribute("TargetMode");
    if (!id || !type || !target || (mode && *mode == "External")) continue;
    all[*id] = {type->substr(type->rfind('/') + 1), package_path(folder, *target)};
  }
  return all;
}

bool is_true(const std::string* value) {
  return value && (*value == "1" || *value == "true");
}

std::size_t to_number(const std::string* value, std::size_t otherwise) {
  std::size_t number = otherwise;
  if (value) std::from_chars(value->data(), value->data() + value->size(), number);
  return number;
}

/// "_x000D_" stands for a character XML cannot hold.
std::string decode_escapes(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const bool escape = text.compare(i, 2, "_x") == 0 && i + 6 < text.size() && text[i + 6] == '_';
    const auto parsed = escape ? std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16)
                               : std::from_chars_result{text.data(), std::errc::invalid_argument};
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + i + 6) {
      out += text[i];
      continue;
    }
    if (code != '\r' && code != 0) append_utf8(out, code);
    i += 6;
  }
  return out;
}

/// The text of a shared or inline string, after its Start: `t` of itself and of its runs, without
/// phonetic readings.
std::string read_rich_text(XmlReader& xml) {
  std::string text;
  bool in_text = false;
  for (std::size_t depth = 1; depth > 0;) {
    switch (xml.next()) {
      case XmlEvent::Start:
        if (xml.name() == "rPh") {
          xml.skip();
          break;
        }
        ++depth;
        in_text = xml.name() == "t";
        break;
      case XmlEvent::End:
        --depth;
        in_text = false;
        break;
      case XmlEvent::Text:
        if (in_text) text += xml.text();
        break;
      case XmlEvent::Finished:
      case XmlEvent::Failed:
        return decode_escapes(text);
    }
  }
  return decode_escapes(text);
}

enum class NumberKind { Plain, Percent, Date, Time, DateTime };

/// What a number format shows: its first section, without quoted text, escapes and colours.
NumberKind kind_of_format(std::string_view code) {
  bool date = false, time = false, month_or_minute = false, percent = false;
  if (equals_ignoring_case(code, "General")) return NumberKind::Plain;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = ascii_lower(code[i]);
    if (c == '"')
      i = std::min(code.find('"', i + 1), code.size());
    else if (c == '\\' || c == '_' || c == '*')
      ++i;
    else if (c == '[') {
      const char first = i + 1 < code.size() ? ascii_lower(code[i + 1]) : ' ';
      const char second = i + 2 < code.size() ? ascii_lower(code[i + 2]) : ' ';
      if ((first == 'h' || first == 'm' || first == 's') && (second == ']' || second == first)) time = true;
      i = std::min(code.find(']', i), code.size());
    } else if (c == '%')
      percent = true;
    else if (c == 'y' || c == 'd')
      date = true;
    else if (c == 'h' || c == 's')
      time = true;
    else if (c == 'm')
      month_or_minute = true;
  }
  if (percent) return NumberKind::Percent;
  if (month_or_minute && !time) date = true;
  if (date && time) return NumberKind::DateTime;
  return date ? NumberKind::Date : time ? NumberKind::Time : NumberKind::Plain;
}

NumberKind kind_of_builtin(std::size_t id) {
  if (id == 9 || id == 10) return NumberKind::Percent;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return NumberKind::Date;
  if (id == 22) return NumberKind::DateTime;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return NumberKind::Time;
  return NumberKind::Plain;
}

/// Excel's own formats are known by number; the currency ones follow the computer's country and say nothing.
std::string builtin_code(std::size_t id) {
  static const std::map<std::size_t, std::string> kCodes = {
      {1, "0"},      {2, "0.00"},   {3, "#,##0"},     {4, "#,##0.00"},  {9, "0%"}, {10, "0.00%"},
      {37, "#,##0"}, {38, "#,##0"}, {39, "#,##0.00"}, {40, "#,##0.00"}, {49, "@"}};
  const auto found = kCodes.find(id);
  return found == kCodes.end() ? std::string() : found->second;
}

struct CellStyle {
  NumberKind kind = NumberKind::Plain;
  std::string code;  // of the number format; empty: General
};

/// Each cell style, in their order.
std::vector<CellStyle> read_styles(const std::string& text) {
  std::map<std::size_t, CellStyle> formats;
  std::vector<CellStyle> styles;
  bool in_cell_styles = false;
  XmlReader xml(text);
  for (XmlEvent event = xml.next(); event != XmlEvent::Finished && event != XmlEvent::Failed;
       event = xml.next()) {
    if (event == XmlEvent::Text) continue;
    if (xml.name() == "cellXfs") in_cell_styles = event == XmlEvent::Start;
    if (event != XmlEvent::Start) continue;
    if (xml.name() == "numFmt")
      if (const std::string* code = xml.attribute("formatCode"))
        formats[to_number(xml.attribute("numFmtId"), 0)] = {kind_of_format(*code), *code};
    if (xml.name() == "xf" && in_cell_styles) {
      const std::size_t id = to_number(xml.attribute("numFmtId"), 0);
      const auto custom = formats.find(id);
      styles.push_back(custom == formats.end() ? CellStyle{kind_of_builtin(id), builtin_code(id)}
                                               : custom->second);
    }
  }
  return styles;
}

/// ISO form of a day number; nullopt for what is no day. Excel counts 29 February 1900, which never was,
/// because Lotus 1-2-3 did.
std::optional<std::string> iso_date(double serial, NumberKind kind, bool from_1904) {
  if (!(serial >= 0) || serial >= 2958466) return std::nullopt;
  long day = static_cast<long>(serial);
  long seconds = std::lround((serial - static_cast<double>(day)) * 86400);
  if (seconds == 86400) {
    ++day;
    seconds = 0;
  }
  const std::string clock = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (kind == NumberKind::Time) return day == 0 ? std::optional(clock) : std::nullopt;
  if (from_1904)
    day += 1462;
  else if (day < 61)
    day = day == 60 || day == 0 ? -1 : day + 1;
  if (day < 0) return std::nullopt;
  // Days to a date: H. Hinnant's algorithm, from 1 March of year 0. 25569 is 1 January 1970.
  const long z = day - 25569 + 719468;
  const long era = z / 146097, of_era = z - era * 146097;
  const long year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const long of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const long month_index = (5 * of_year + 2) / 153;
  const long month = month_index < 10 ? month_index + 3 : month_index - 9;
  const long year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  std::string out = fmt::format("{:04}-{:02}-{:02}", year, month, of_year - (153 * month_index + 2) / 5 + 1);
  if (kind == NumberKind::DateTime && seconds > 0) out += "T" + clock;
  return out;
}

struct Workbook {
  std::vector<std::string> shared;
  std::vector<CellStyle> styles;
  bool from_1904 = false;
};

/// Reads one worksheet part.
class SheetReader {
 public:
  SheetReader(const Workbook& workbook, SheetGrid& grid, std::size_t& budget)
      : workbook_(workbook), grid_(grid), budget_(budget) {}

  /// Empty, or why it cannot be read.
  std::string read(const std::string& text) {
    XmlReader xml(text);
    for (;;) {
      const XmlEvent event = xml.next();
      if (event == XmlEvent::Finished) return {};
      if (event == XmlEvent::Failed) return xml.error();
      if (event != XmlEvent::Start) continue;
      if (xml.name() == "col") read_column(xml);
      if (xml.name() == "row") start_row(xml);
      if (xml.name() == "mergeCell") read_merge(xml);
      if (xml.name() == "c" && !read_cell(xml)) return fault_;
    }
  }

 private:
  void read_column(const XmlReader& xml) {
    if (!is_true(xml.attribute("hidden"))) return;
    const std::size_t first = to_number(xml.attribute("min"), 1),
                      last = to_number(xml.attribute("max"), first);
    if (first > 0 && first <= last) grid_.hidden_columns.emplace_back(first - 1, last - 1);
  }

  void start_row(const XmlReader& xml) {
    const std::size_t number = to_number(xml.attribute("r"), next_row_ + 1);
    row_ = number > 0 ? number - 1 : 0;
    next_row_ = row_ + 1;
    next_column_ = 0;
    if (!is_true(xml.attribute("hidden"))) return;
    if (!grid_.hidden_rows.empty() && grid_.hidden_rows.back().second + 1 == row_)
      grid_.hidden_rows.back().second = row_;
    else
      grid_.hidden_rows.emplace_back(row_, row_);
  }

  void read_merge(const XmlReader& xml) {
    const std::string* reference = xml.attribute("ref");
    if (!reference) return;
    const std::size_t colon = reference->find(':');
    const auto first = parse_cell_reference(reference->substr(0, colon));
    if (!first || colon == std::string::npos) return;
    if (const auto last = parse_cell_reference(reference->substr(colon + 1)))
      grid_.merged.push_back({*first, *last});
  }

  bool read_cell(XmlReader& xml) {
    CellAddress address{row_, next_column_};
    if (const std::string* reference = xml.attribute("r")) {
      const auto parsed = parse_cell_reference(*reference);
      if (!parsed) return fail("a cell has the place \"" + *reference + "\", which no sheet has");
      address = *parsed;
    }
    if (address.row >= kMaxSheetRows || address.column >= kMaxSheetColumns)
      return fail("a cell lies beyond the last row or column");
    next_column_ = address.column + 1;
    const std::string* type = xml.attribute("t");
    const std::string kind = type ? *type : "n";
    const std::size_t style = to_number(xml.attribute("s"), 0);
    std::string value, inline_text;
    bool has_value = false, has_formula = false;
    for (std::size_t depth = 1; depth > 0;) {
      const XmlEvent event = xml.next();
      if (event == XmlEvent::Finished || event == XmlEvent::Failed) return fail(xml.error());
      if (event == XmlEvent::End) --depth;
      if (event == XmlEvent::Text && in_value_) value += xml.text();
      if (event == XmlEvent::Start && xml.name() == "is") {
        inline_text = read_rich_text(xml);
        has_value = true;
        continue;
      }
      if (event != XmlEvent::Text) in_value_ = event == XmlEvent::Start && xml.name() == "v";
      if (event != XmlEvent::Start) continue;
      ++depth;
      has_formula = has_formula || xml.name() == "f";
      has_value = has_value || xml.name() == "v";
    }
    if (!has_value && !has_formula) return true;
    SheetValue cell;
    if (kind == "inlineStr")
      cell = {inline_text};
    else if (!has_value || (value.empty() && kind != "str"))
      cell.fault = CellFault::FormulaWithoutValue;
    else if (!convert(kind, value, style, cell))
      return false;
    if (cell.fault == CellFault::FormulaWithoutValue && !has_formula) return true;
    if (cell.text.empty() && cell.fault == CellFault::None) return true;
    if (budget_ == 0) return fail("it holds too many cells");
    --budget_;
    grid_.cells[address] = std::move(cell);
    return true;
  }

  bool convert(const std::string& kind, const std::string& value, std::size_t style, SheetValue& cell) {
    if (kind == "s") {
      std::size_t index = workbook_.shared.size();
      std::from_chars(value.data(), value.data() + value.size(), index);
      if (index >= workbook_.shared.size()) return fail("a cell names a text that is not there");
      cell.text = workbook_.shared[index];
      mark_text(style, cell);
      return true;
    }
    if (kind == "str")
      cell.text = decode_escapes(value);
    else if (kind == "b")
      cell.text = value == "1" ? "true" : "false";
    else if (kind == "e")
      cell = {value, CellFault::ErrorValue};
    else if (kind == "d")
      cell.text = value;
    else
      convert_number(value, style, cell);
    return true;
  }

  /// A cell that its author made text holds a name, whatever its characters.
  void mark_text(std::size_t style, SheetValue& cell) const {
    if (style < workbook_.styles.size() && workbook_.styles[style].code == "@")
      cell.shown.kind = ShownAs::Kind::Code;
  }

  void convert_number(const std::string& value, std::size_t style_index, SheetValue& cell) {
    static const CellStyle kGeneral;
    const CellStyle& style = style_index < workbook_.styles.size() ? workbook_.styles[style_index] : kGeneral;
    const NumberKind kind = style.kind;
    if (kind == NumberKind::Plain || kind == NumberKind::Percent) {
      cell.text =
          plain_figure(value, kind == NumberKind::Percent ? FigureFormat::Percentage : FigureFormat::Number);
      cell.shown = shown_by_format(style.code);
      if (cell.shown.kind == ShownAs::Kind::Code) cell.text = padded_code(cell.text, style.code);
      return;
    }
    const auto date = iso_date(std::strtod(value.c_str(), nullptr), kind, workbook_.from_1904);
    cell.text = date.value_or(value);
    if (date && date->size() == 10 && date->find('-') == 4) cell.shown.kind = ShownAs::Kind::Date;
    if (!date) cell.fault = CellFault::BadDate;
  }

  bool fail(std::string why) {
    fault_ = why.empty() ? "it ends too early" : std::move(why);
    return false;
  }

  const Workbook& workbook_;
  SheetGrid& grid_;
  std::size_t& budget_;
  std::size_t row_ = 0, next_row_ = 0, next_column_ = 0;
  bool in_value_ = false;
  std::string fault_;
};

struct SheetEntry {
  std::string name, relationship;
  bool hidden = false;
};

std::vector<SheetEntry> read_workbook(const std::string& text, Workbook& workbook) {
  std::vector<SheetEntry> sheets;
  XmlReader xml(text);
  for (XmlEvent event = xml.next(); event != XmlEvent::Finished && event != XmlEvent::Failed;
       event = xml.next()) {
    if (event != XmlEvent::Start) continue;
    if (xml.name() == "workbookPr") workbook.from_1904 = is_true(xml.attribute("date1904"));
    if (xml.name() != "sheet") continue;
    const std::string* name = xml.attribute("name");
    const std::string* state = xml.attribute("state");
    for (const XmlAttribute& attribute : xml.attributes())
      if (attribute.name == "id" && !attribute.name_space.empty())
        sheets.push_back({name ? *name : "", attribute.value, state && *state != "visible"});
  }
  return sheets;
}

}  // namespace

SheetsRead read_xlsx_sheets(std::string_view bytes) {
  ZipError zip_error;
  const auto files = read_zip(
      bytes, [](std::string_view name) { return name.ends_with(".xml") || name.ends_with(".rels"); },
      zip_error);
  if (!files) return {{}, zip_error.message, zip_error.too_large};
  std::string workbook_path;
  for (const auto& [id, relationship] : relationships(*files, ""))
    if (relationship.type == "officeDocument") workbook_path = relationship.target;
  const auto workbook_file = files->find(workbook_path);
  if (workbook_file == files->end()) return {{}, "it holds no workbook", false};
  Workbook workbook;
  const std::vector<SheetEntry> entries = read_workbook(workbook_file->second, workbook);
  const auto related = relationships(*files, workbook_path);
  for (const auto& [id, relationship] : related) {
    const auto file = files->find(relationship.target);
    if (file == files->end()) continue;
    if (relationship.type == "styles") workbook.styles = read_styles(file->second);
    if (relationship.type != "sharedStrings") continue;
    XmlReader xml(file->second);
    for (XmlEvent event = xml.next(); event != XmlEvent::Finished; event = xml.next()) {
      if (event == XmlEvent::Failed) return {{}, "its texts are damaged: " + xml.error(), false};
      if (event == XmlEvent::Start && xml.name() == "si") workbook.shared.push_back(read_rich_text(xml));
    }
  }
  SheetsRead read;
  std::size_t budget = kMaxSheetCells;
  for (const SheetEntry& entry : entries) {
    const auto relationship = related.find(entry.relationship);
    if (relationship == related.end() || relationship->second.type != "worksheet") continue;  // a chart sheet
    const auto file = files->find(relationship->second.target);
    if (file == files->end()) return {{}, "the sheet \"" + entry.name + "\" is missing from it", false};
    SheetGrid grid;
    grid.name = entry.name;
    grid.hidden = entry.hidden;
    const std::string error = SheetReader(workbook, grid, budget).read(file->second);
    if (!error.empty()) return {{}, "the sheet \"" + entry.name + "\" is damaged: " + error, budget == 0};
    read.sheets.push_back(std::move(grid));
  }
  return read;
}

}  // namespace gazette
