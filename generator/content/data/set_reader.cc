// Turns CSV records into typed cells, and resolves the names the YAML uses.
#include "content/data/set_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"
#include "content/data/schema.h"
#include "content/words/data_forms.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

constexpr std::size_t kMostFindings = 20;
constexpr std::size_t kLongestForPattern = 500;

std::string label_from_name(std::string_view name) {
  std::string label = collapse_white_space(replace_all(name, "_", " "));
  if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
    label[0] = static_cast<char>(label[0] - 'a' + 'A');
  return label;
}

/// A character that a reader does not see and a search stumbles over; empty when there is none. Marks that
/// Arabic, Persian and emoji need are left alone.
std::string unseen_character(std::string_view text) {
  struct Unseen {
    std::string_view bytes;
    std::string_view name;
  };
  static constexpr std::array<Unseen, 5> kUnseen = {{{"\xE2\x80\x8B", "a blank of no width (U+200B)"},
                                                     {"\xE2\x81\xA0", "a word joiner (U+2060)"},
                                                     {"\xEF\xBB\xBF", "a byte order mark (U+FEFF)"},
                                                     {"\xC2\xAD", "a soft hyphen (U+00AD)"},
                                                     {"\t", "a tab"}}};
  for (const Unseen& each : kUnseen) {
    if (text.find(each.bytes) != std::string_view::npos) return std::string(each.name);
  }
  return {};
}

/// "[q]": written like a code for a missing value.
bool is_in_brackets(std::string_view text) {
  return text.size() > 2 && text.front() == '[' && text.back() == ']';
}

/// Reads the records of one file into a data set.
class CellReader {
 public:
  CellReader(const CsvFile& file, DataSet& set, const SchemaRest& rest, Diagnostics& diagnostics)
      : file_(file), set_(set), rest_(rest), report_(set, diagnostics), diagnostics_(diagnostics) {}

  void read() {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) prepare_column(i);
    if (set_.row_header.empty()) choose_row_header();
    const std::vector<std::size_t> keys = key_columns();
    set_.rows.reserve(file_.row_count());
    for (std::size_t i = 0; i < file_.row_count(); ++i) read_row(file_.row(i), keys);
    set_decimal_places();
    report_.finish();
  }

 private:
  std::size_t typed_columns() const { return file_.header().size(); }

  void prepare_column(std::size_t index) {
    Column& column = set_.columns[index];
    patterns_.emplace_back();
    if (!rest_.typed[index] && index < typed_columns()) infer_type(index);
    if (column.type == ColumnType::Enum && column.constraints.values.empty()) {
      diagnostics_.error("data/schema", column.place, "`" + column.name + "` is an enum without `values`",
                         "add `values: [a, b]`");
    }
    if (column.constraints.pattern.empty()) return;
    try {
      patterns_.back() = std::regex(column.constraints.pattern);
    } catch (const std::regex_error&) {
      diagnostics_.error("data/schema", column.place,
                         "the pattern of `" + column.name + "` is not a regular expression",
                         "check its brackets and backslashes");
    }
  }

  /// A column is made of figures when every cell is a bare number or stands for a missing one. Cells that say
  /// so badly ("N/A", an unknown code) are told of one by one; they do not make the column one of words.
  void infer_type(std::size_t index) {
    bool any = false;
    bool whole = true;
    bool years = true;
    std::set<std::string_view> signs;  // "£", "%" or none: what loose figures carry
    for (std::size_t i = 0; i < file_.row_count(); ++i) {
      std::string text(trim(file_.row(i).cells[index].text));
      take_note_marks(text);
      if (text.empty() || missing_code(text) >= 0 || is_in_brackets(text)) continue;
      if (!placeholder_hint(text, true).empty()) continue;
      auto number = parse_plain_number(text);
      if (!number && rest_.loose) number = parse_loose_number(text);
      if (!number || has_leading_nought(text)) return;
      any = true;
      signs.insert(text.find("£") != std::string::npos ? "£" : text.ends_with('%') ? "%" : "");
      whole = whole && number->is_whole() && text.find('.') == std::string::npos;
      years = years && is_digits(text, 4) && text >= "1800" && text <= "2200";
    }
    if (!any || signs.size() > 1) return;
    Column& column = set_.columns[index];
    if (!signs.begin()->empty()) {
      column.type = *signs.begin() == "%" ? ColumnType::Percent : ColumnType::Currency;
      return;
    }
    const bool named_year = to_lower_ascii(column.name).find("year") != std::string::npos;
    column.type = years && named_year ? ColumnType::Year : whole ? ColumnType::Integer : ColumnType::Decimal;
  }

  void choose_row_header() {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      const Column& column = set_.columns[i];
      if (column.hidden || is_numeric(column.type) || set_.row_groups == i) continue;
      set_.row_header = {i};
      return;
    }
    if (!set_.columns.empty()) set_.row_header = {0};
  }

  std::vector<std::size_t> key_columns() {
    std::vector<std::size_t> out;
    for (const PlacedText& name : rest_.primary_key) {
      const auto column = find_column(set_, name.text);
      if (column && *column < typed_columns()) {
        out.push_back(*column);
      } else {
        diagnostics_.error("data/unknown-column", name.place,
                           "`" + set_.id + "` has no column `" + name.text + "`",
                           suggest_column(set_, name.text));
      }
    }
    set_.key_columns = out;
    if (!out.empty()) return out;
    for (const std::size_t column : set_.row_header) {
      if (column < typed_columns()) out.push_back(column);
    }
    return out;
  }

  std::int16_t missing_code(std::string_view text) const {
    for (std::size_t i = 0; i < set_.missing_codes.size(); ++i) {
      if (set_.missing_codes[i].code == text) return static_cast<std::int16_t>(i);
    }
    return -1;
  }

  void read_row(const CsvRow& record, const std::vector<std::size_t>& keys) {
    row_number_ = record.number;
    DataRow row;
    row.cells.resize(set_.columns.size());
    for (std::size_t i = 0; i < typed_columns(); ++i) {
      row.cells[i] = read_cell(record.cells[i], i, record.ragged);
    }
    std::vector<std::string> parts;
    for (const std::size_t column : keys) {
      std::string text(trim(record.cells[column].text));
      take_note_marks(text);
      if (!text.empty()) parts.push_back(text);
    }
    row.key = slugify(join(parts, " "));
    if (row.key.empty()) row.key = fmt::format("row-{}", record.number);
    const auto [known, fresh] = set_.row_index.emplace(row.key, set_.rows.size());
    if (!fresh) {
      report_duplicate(row, set_.rows[known->second], keys);
      row.key += fmt::format("-row-{}", record.number);
      set_.row_index.emplace(row.key, set_.rows.size());
    }
    set_.rows.push_back(std::move(row));
  }

  void report_duplicate(const DataRow& row, const DataRow& first, const std::vector<std::size_t>& keys) {
    const std::size_t column = keys.empty() ? 0 : keys.front();
    bool same = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      same = same && row.cells[i].text == first.cells[i].text;
    Diagnostic* finding =
        report_.add(Severity::Error, "data/duplicate-key", row.cells[column], column, row_number_,
                    same ? "this row repeats an earlier one" : "two rows have the key `" + row.key + "`",
                    same ? "delete one" : "add a column of keys that differ and name it as `primaryKey`");
    if (finding != nullptr)
      finding->notes.push_back({"the first one is here", set_.place_of(first.cells[column])});
  }

  Cell read_cell(const CsvCell& typed, std::size_t index, bool ragged) {
    const Column& column = set_.columns[index];
    Cell cell;
    cell.span = typed.span;
    cell.text = std::string(trim(typed.text));
    if (cell.text != typed.text) {
      report_.add(Severity::Warning, "data/spaces", cell, index, row_number_,
                  "there are blanks round this value", "take them out");
    }
    if (const std::string hidden = unseen_character(cell.text); !hidden.empty()) {
      report_.add(Severity::Warning, "data/spaces", cell, index, row_number_,
                  "there is " + hidden + " in this value", "delete the cell's text and type it again");
    }
    cell.notes = take_note_marks(cell.text);
    if (cell.text.empty()) {
      if (column.constraints.required && !rest_.blank_allowed && !ragged) {
        report_.add(Severity::Error, "data/blank", cell, index, row_number_, "this cell is empty",
                    "write why, as in [x] not available, or set `required: false` for the column");
      }
      return cell;
    }
    cell.missing = missing_code(cell.text);
    if (cell.missing >= 0 || refuse_placeholder(cell, index)) return cell;
    read_value(cell, index);
    check_limits(cell, index);
    return cell;
  }

  bool refuse_placeholder(const Cell& cell, std::size_t index) {
    const bool figures = is_numeric(set_.columns[index].type);
    const std::string_view hint = placeholder_hint(cell.text, figures);
    if (!hint.empty()) {
      report_.add(Severity::Error, "data/placeholder", cell, index, row_number_,
                  "`" + cell.text + "` does not say why the value is missing", std::string(hint));
      return true;
    }
    if (!figures || !is_in_brackets(cell.text)) return false;
    std::vector<std::string> codes;
    for (const MissingCode& known : set_.missing_codes) codes.push_back(known.code);
    report_.add(Severity::Error, "data/missing-code", cell, index, row_number_,
                "there is no code `" + cell.text + "`", "the codes are " + join(codes, " "));
    return true;
  }

  void read_value(Cell& cell, std::size_t index) {
    switch (set_.columns[index].type) {
      case ColumnType::Integer:
      case ColumnType::Decimal:
      case ColumnType::Percent:
      case ColumnType::Currency:
      case ColumnType::Rate:
        read_number(cell, index);
        return;
      case ColumnType::Date:
        if (!is_partial_date(cell.text)) wrong_form(cell, index, "a date", "write it as 2019-05-01");
        return;
      case ColumnType::Period:
        if (!is_period(cell.text))
          wrong_form(cell, index, "a period", "write it as 2019/20 or 2019-04/2020-03");
        return;
      case ColumnType::Year:
        if (!is_digits(cell.text, 4)) wrong_form(cell, index, "a year", "write it as 2019");
        return;
      case ColumnType::Boolean:
        if (cell.text != "true" && cell.text != "false") wrong_form(cell, index, "true or false", "");
        return;
      case ColumnType::Text:
      case ColumnType::Enum:
        return;
    }
  }

  void wrong_form(const Cell& cell, std::size_t index, std::string_view what, std::string hint) {
    report_.add(Severity::Error, "data/form", cell, index, row_number_,
                fmt::format("`{}` is not {}", cell.text, what), std::move(hint));
  }

  void read_number(Cell& cell, std::size_t index) {
    const bool whole = set_.columns[index].type == ColumnType::Integer;
    cell.number = parse_plain_number(cell.text);
    if (!cell.number) {
      const auto loose = parse_loose_number(cell.text);
      if (loose && rest_.loose) {
        cell.text = format_plain_number(*loose, decimal_places_needed(*loose, 12));
        cell.number = loose;
      } else {
        report_number(cell, index, loose);
        return;
      }
    }
    cell.decimal_places = static_cast<std::int16_t>(typed_decimal_places(cell.text));
    if (whole && !cell.number->is_whole()) {
      report_.add(Severity::Error, "data/number", cell, index, row_number_,
                  "`" + cell.text + "` is not a whole number",
                  "give the column the type decimal if it may have decimals");
    }
  }

  void report_number(const Cell& cell, std::size_t index, const std::optional<Rational>& loose) {
    if (loose) {
      const std::string bare = format_plain_number(*loose, decimal_places_needed(*loose, 12));
      report_.add(Severity::Error, "data/number", cell, index, row_number_,
                  "`" + cell.text + "` is not a bare number",
                  "write " + bare + "; the column's type adds signs and commas for readers");
      return;
    }
    const std::size_t bracket = cell.text.find('[');
    if (bracket != std::string::npos &&
        parse_loose_number(trim(std::string_view(cell.text).substr(0, bracket)))) {
      report_.add(Severity::Error, "data/number", cell, index, row_number_,
                  "`" + cell.text + "` is a figure with a code", "put the code in a column of its own");
      return;
    }
    const bool symbol = cell.text.size() > 1 && (cell.text.back() == '*' || cell.text.ends_with("†"));
    report_.add(Severity::Error, "data/number", cell, index, row_number_,
                "`" + cell.text + "` is not a number",
                symbol ? "write [note 1] for a footnote, never a symbol"
                       : "a column of figures holds bare numbers, or a code such as [x]");
  }

  void check_limits(const Cell& cell, std::size_t index) {
    const Constraints& limits = set_.columns[index].constraints;
    const auto outside = [&](const Rational& limit, std::string_view words) {
      report_.add(Severity::Error, "data/range", cell, index, row_number_,
                  fmt::format("{} is {} {}", cell.text, words,
                              format_plain_number(limit, decimal_places_needed(limit, 12))),
                  "mend the figure, or the limit in the YAML");
    };
    if (cell.number && limits.minimum && compare(*cell.number, *limits.minimum) < 0)
      outside(*limits.minimum, "less than");
    if (cell.number && limits.maximum && compare(*cell.number, *limits.maximum) > 0)
      outside(*limits.maximum, "more than");
    if (!limits.values.empty() &&
        std::find(limits.values.begin(), limits.values.end(), cell.text) == limits.values.end()) {
      std::string hint = did_you_mean(cell.text, limits.values);
      if (hint.empty()) hint = "write one of " + join(limits.values, ", ");
      report_.add(Severity::Error, "data/in", cell, index, row_number_,
                  "`" + cell.text + "` is not one of the values", hint);
    }
    check_pattern(cell, index);
    if (!limits.unique) return;
    if (seen_.size() <= index) seen_.resize(set_.columns.size());
    if (seen_[index].insert(cell.text).second) return;
    report_.add(Severity::Error, "data/unique", cell, index, row_number_,
                "`" + cell.text + "` stands here twice", "each value of this column should differ");
  }

  void check_pattern(const Cell& cell, std::size_t index) {
    if (!patterns_[index]) return;
    // The library's matcher recurses on the length of its input, so long cells are refused unread.
    if (cell.text.size() <= kLongestForPattern && std::regex_match(cell.text, *patterns_[index])) return;
    report_.add(Severity::Error, "data/pattern", cell, index, row_number_,
                "`" + cell.text.substr(0, 60) + "` does not fit the column's pattern",
                "it should match " + set_.columns[index].constraints.pattern);
  }

  void set_decimal_places() {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      if (!set_.columns[i].decimal_places && set_.columns[i].formula.empty()) {
        set_.columns[i].decimal_places = set_.shown_decimal_places(i);
      }
    }
  }

  const CsvFile& file_;
  DataSet& set_;
  const SchemaRest& rest_;
  CellReport report_;
  Diagnostics& diagnostics_;
  std::vector<std::optional<std::regex>> patterns_;
  std::vector<std::set<std::string>> seen_;
  std::size_t row_number_ = 0;
};

void resolve_totals(const SchemaRest& rest, DataSet& set, Diagnostics& diagnostics) {
  for (const PlacedText& key : rest.totals) {
    if (const auto row = find_row(set, key.text)) {
      set.totals.push_back(*row);
      continue;
    }
    diagnostics.error("data/unknown-row", key.place, "`" + set.id + "` has no row `" + key.text + "`",
                      suggest_row(set, key.text));
  }
}

/// Every note is used, and every mark has its note.
void check_notes(const DataSet& set, Diagnostics& diagnostics) {
  std::set<std::string> used;
  const auto use = [&](const std::vector<std::string>& ids, const Place& place) {
    for (const std::string& id : ids) {
      const bool known =
          std::any_of(set.notes.begin(), set.notes.end(), [&](const DataNote& n) { return n.id == id; });
      if (used.insert(id).second && !known) {
        diagnostics.error("data/note", place, "there is no note " + id, "add it under `notes:` in the YAML");
      }
    }
  };
  for (const ColumnGroup& group : set.groups) use(group.notes, group.place);
  for (const Column& column : set.columns) use(column.notes, column.place);
  for (const DataRow& row : set.rows) {
    for (const Cell& cell : row.cells) use(cell.notes, set.place_of(cell));
  }
  for (const DataNote& note : set.notes) {
    if (used.count(note.id) == 0) {
      diagnostics.warning("data/note", note.place, "nothing refers to note " + note.id,
                          "write [note " + note.id + "] in a label or cell, or delete the note");
    }
  }
}

/// CSV always; a spreadsheet beside it while a spreadsheet program opens it at once.
std::vector<std::string> usual_downloads(const DataSet& set) {
  constexpr std::size_t kMostCells = 100'000;
  if (set.rows.size() * set.columns.size() > kMostCells) return {"csv"};
  return {"csv", "ods"};
}

}  // namespace

Diagnostic* CellReport::add(Severity severity, std::string_view rule, const Cell& cell, std::size_t column,
                            std::size_t row_number, std::string message, std::string hint) {
  if (++counts_[{std::string(rule), column}] > kMostFindings) return nullptr;
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.rule = rule;
  diagnostic.place = set_.place_of(cell);
  diagnostic.message =
      fmt::format("{} (column `{}`, row {})", message, set_.columns[column].name, row_number);
  diagnostic.hint = std::move(hint);
  return &diagnostics_.add(std::move(diagnostic));
}

void CellReport::finish() {
  for (const auto& [key, count] : counts_) {
    if (count <= kMostFindings) continue;
    diagnostics_.info(key.first, set_.columns[key.second].place,
                      fmt::format("{} more findings like those listed in column `{}`", count - kMostFindings,
                                  set_.columns[key.second].name),
                      "mend the first ones; the rest often have the same cause");
  }
}

std::optional<DataSet> read_data_set(std::string id, const SourcePtr& csv, const SourcePtr& schema,
                                     Diagnostics& diagnostics) {
  const auto file = parse_csv(csv, diagnostics);
  if (!file) return std::nullopt;
  DataSet set;
  set.id = std::move(id);
  set.csv = csv;
  set.schema = schema;
  set.missing_codes = standard_missing_codes();
  for (const CsvCell& header : file->header()) {
    Column column;
    column.name = std::string(header.text);
    column.label = label_from_name(header.text);
    const std::string_view typed = csv->slice(file->place(header).span);  // the name has no blanks round it
    if (trim(typed) != typed) {
      diagnostics.warning("data/spaces", file->place(header),
                          "there are blanks round the column name `" + column.name + "`", "take them out");
    }
    column.place = file->place(header);
    set.columns.push_back(std::move(column));
  }
  SchemaRest rest;
  rest.typed.assign(set.columns.size(), false);
  if (schema) {
    const auto root = parse_yaml(schema, diagnostics);
    if (root) rest = apply_schema(*root, set, diagnostics);
    if (root && set.title.empty()) {
      diagnostics.error("data/title", {schema, {0, 0}}, "this data set has no title",
                        "add `title:`; it becomes the table's caption");
    }
  }
  if (set.title.empty()) set.title = label_from_name(replace_all(set.id, "-", " "));
  CellReader(*file, set, rest, diagnostics).read();
  if (set.downloads.empty()) set.downloads = usual_downloads(set);
  resolve_totals(rest, set, diagnostics);
  check_notes(set, diagnostics);
  screen_data_set(set, rest.typed, diagnostics);
  return set;
}

}  // namespace gazette
