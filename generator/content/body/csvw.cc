// Writes CSV and its JSON metadata; both small enough to need no library.
#include "content/body/csvw.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

/// What Excel, LibreOffice and Google Sheets take for the start of a formula.
bool starts_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// An object or list with a line for each entry.
class JsonBlock {
 public:
  JsonBlock(char open, char close, std::size_t indent) : open_(open), close_(close), indent_(indent) {}
  void add(std::string entry) { entries_.push_back(std::move(entry)); }
  void add(std::string_view key, std::string_view json) { add(json_string(key) + ": " + std::string(json)); }
  void add_text(std::string_view key, std::string_view text) {
    if (!text.empty()) add(key, json_string(text));
  }
  bool empty() const { return entries_.empty(); }

  std::string text() const {
    const std::string inner(indent_ + 2, ' ');
    std::string out(1, open_);
    for (std::size_t i = 0; i < entries_.size(); ++i) out += (i > 0 ? ",\n" : "\n") + inner + entries_[i];
    if (!entries_.empty()) out += "\n" + std::string(indent_, ' ');
    return out + close_;
  }

 private:
  char open_;
  char close_;
  std::size_t indent_;
  std::vector<std::string> entries_;
};

bool all_cells(const DataSet& set, std::size_t column, bool (*test)(const std::string&)) {
  return std::all_of(set.rows.begin(), set.rows.end(), [&](const DataRow& row) {
    const Cell& cell = row.cells[column];
    return cell.is_missing() || cell.text.empty() || test(cell.text);
  });
}

std::string datatype(const DataSet& set, std::size_t column) {
  switch (set.columns[column].type) {
    case ColumnType::Integer:
      return "integer";
    case ColumnType::Decimal:
    case ColumnType::Percent:
    case ColumnType::Currency:
    case ColumnType::Rate:
      return "decimal";
    case ColumnType::Date:
      // A column may hold months or years, which are other datatypes.
      if (all_cells(set, column, [](const std::string& text) { return text.size() == 10; })) return "date";
      return all_cells(set, column, [](const std::string& text) { return text.size() == 7; }) ? "gYearMonth"
                                                                                              : "string";
    case ColumnType::Year:
      return "gYear";
    case ColumnType::Boolean:
      return "boolean";
    case ColumnType::Text:
    case ColumnType::Period:
    case ColumnType::Enum:
      break;
  }
  return "string";
}

std::string unit_text(const DataSet& set, std::size_t column) {
  const ColumnType type = set.columns[column].type;
  if (!is_numeric(type)) return {};
  if (type == ColumnType::Percent) return "percent";
  if (type == ColumnType::Currency && set.unit_of(column).empty()) return "GBP";
  return set.unit_of(column);
}

/// The codes that stand in a column, and "" when it has blanks.
std::set<std::string> null_values(const DataSet& set, std::size_t column) {
  std::set<std::string> out;
  for (const DataRow& row : set.rows) {
    const Cell& cell = row.cells[column];
    if (cell.is_missing()) out.insert(set.missing_codes[static_cast<std::size_t>(cell.missing)].code);
    if (cell.is_blank()) out.insert("");
  }
  return out;
}

std::string column_json(const DataSet& set, std::size_t index, const CsvwContext& context) {
  const Column& column = set.columns[index];
  JsonBlock block('{', '}', 6);
  block.add("name", json_string(csvw_column_name(column.name)));
  std::string titles = json_string(column.name);
  if (column.label != column.name && !column.label.empty())
    titles = "[" + titles + ", " + json_string(column.label) + "]";
  block.add("titles",
            context.language.empty() ? titles : "{" + json_string(context.language) + ": " + titles + "}");
  block.add_text("dc:description", column.description);
  block.add("datatype", json_string(datatype(set, index)));
  block.add_text("schema:unitText", unit_text(set, index));
  block.add_text("dc:temporal", column.period);
  std::string nulls;
  const std::set<std::string> codes = null_values(set, index);
  for (const std::string& code : codes) nulls += (nulls.empty() ? "" : ", ") + json_string(code);
  if (!codes.empty()) block.add("null", "[" + nulls + "]");
  if (codes.empty()) block.add("required", "true");
  return block.text();
}

std::string notes_json(const DataSet& set) {
  JsonBlock list('[', ']', 2);
  for (const DataNote& note : set.notes) {
    list.add("{\"schema:name\": " + json_string("note " + note.id) +
             ", \"schema:text\": " + json_string(note.text) + "}");
  }
  std::set<std::string> used;
  for (std::size_t i = 0; i < set.columns.size(); ++i) used.merge(null_values(set, i));
  for (const MissingCode& code : set.missing_codes) {
    if (used.count(code.code) == 0) continue;
    list.add("{\"schema:name\": " + json_string(code.code) +
             ", \"schema:text\": " + json_string(code.meaning) + "}");
  }
  return list.empty() ? std::string() : list.text();
}

}  // namespace

std::string csv_download(const DataSet& set) {
  std::string out;
  for (std::size_t i = 0; i < set.columns.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_value(out, set.columns[i].name);
  }
  out += "\r\n";
  std::string guarded;
  for (const DataRow& row : set.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) out += ',';
      const Cell& cell = row.cells[i];
      if (cell.is_missing()) {
        append_csv_value(out, set.missing_codes[static_cast<std::size_t>(cell.missing)].code);
      } else if (!is_numeric(set.columns[i].type) && starts_formula(cell.text)) {
        guarded = "'" + cell.text;
        append_csv_value(out, guarded);
      } else {
        append_csv_value(out, cell.text);
      }
    }
    out += "\r\n";
  }
  return out;
}

std::string csvw_column_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool plain = is_ascii_letter(c) || is_ascii_digit(c) || (c == '_' && !out.empty());
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string csvw_metadata(const DataSet& set, std::string_view csv_name, const CsvwContext& context) {
  JsonBlock root('{', '}', 0);
  const std::string language =
      context.language.empty() ? "" : ", {\"@language\": " + json_string(context.language) + "}";
  root.add("@context", language.empty() ? "\"http://www.w3.org/ns/csvw\""
                                        : "[\"http://www.w3.org/ns/csvw\"" + language + "]");
  root.add_text("url", csv_name);
  root.add_text("dc:title", set.title);
  root.add_text("dc:description", set.description);
  root.add_text("dc:source", set.source);
  root.add_text("schema:isBasedOn", set.source_url);
  root.add_text("dc:publisher", context.publisher);
  root.add_text("dc:license", set.licence);
  JsonBlock schema('{', '}', 2);
  JsonBlock columns('[', ']', 4);
  for (std::size_t i = 0; i < set.columns.size(); ++i) columns.add(column_json(set, i, context));
  schema.add("columns", columns.text());
  if (!set.key_columns.empty()) {
    std::string keys;
    for (const std::size_t column : set.key_columns) {
      keys += (keys.empty() ? "" : ", ") + json_string(csvw_column_name(set.columns[column].name));
    }
    schema.add("primaryKey", "[" + keys + "]");
  }
  root.add("tableSchema", schema.text());
  if (const std::string notes = notes_json(set); !notes.empty()) root.add("notes", notes);
  return root.text() + "\n";
}

}  // namespace gazette
