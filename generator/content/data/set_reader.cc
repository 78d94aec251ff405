// Turns CSV records into typed cells, and resolves the names the YAML uses.
#include "content/data/set_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "base/pattern.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/data/column_types.h"
#include "content/data/schema.h"
#include "content/words/data_forms.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

constexpr std::size_t kMostFindings = 20;

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

/// Reads the records of one file into a data set.
class CellReader {
 public:
  CellReader(const CsvFile& file, DataSet& set, const SchemaRest& rest, Diagnostics& diagnostics)
      : file_(file), set_(set), rest_(rest), report_(set, diagnostics), diagnostics_(diagnostics) {}

  void read() {
    infer_column_types(file_, rest_, set_);
    for (std::size_t i = 0; i < set_.columns.size(); ++i) prepare_column(i);
    if (set_.row_header.empty()) choose_row_header();
    const std::vector<std::size_t> keys = key_columns();
    set_.rows.reserve(file_.row_count());
    for (std::size_t i = 0; i < file_.row_count(); ++i) read_row(file_.row(i), keys);
    set_decimal_places();
    choose_telling_columns();
    report_blanks();
    report_.finish();
  }

 private:
  std::size_t typed_columns() const { return file_.header().size(); }

  void prepare_column(std::size_t index) {
    Column& column = set_.columns[index];
    patterns_.emplace_back();
    if (column.type == ColumnType::Enum && column.constraints.values.empty()) {
      diagnostics_.error("data/schema", column.place, "`" + column.name + "` is an enum without `values`",
                         "add `values: [a, b]`");
    }
    if (column.constraints.pattern.empty()) return;
    const Pattern pattern(column.constraints.pattern);
    if (const std::string fault = pattern.fault(); !fault.empty()) {
      diagnostics_.error("data/schema", column.place,
                         "the pattern of `" + column.name + "` is not a regular expression: " + fault,
                         "check its brackets and backslashes; look-ahead and references back cannot be used");
      return;
    }
    patterns_.back() = pattern;
  }

  /// The first column of names. A code beside it is no better name for readers than the words are.
  void choose_row_header() {
    std::optional<std::size_t> identifier;
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      const Column& column = set_.columns[i];
      if (column.hidden || is_numeric(column.type) || set_.row_groups == i) continue;
      if (column.identifier) {
        if (!identifier) identifier = i;
        continue;
      }
      set_.row_header = {i};
      return;
    }
    if (!set_.columns.empty()) set_.row_header = {identifier.value_or(0)};
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
      tell_repeated(row, set_.rows[known->second], keys);
      row.key += fmt::format("-row-{}", record.number);
      set_.row_index.emplace(row.key, set_.rows.size());
    }
    set_.rows.push_back(std::move(row));
  }

  /// Rows of one name are fine while nothing names a row by it, unless the author declared a key.
  void tell_repeated(const DataRow& row, const DataRow& first, const std::vector<std::size_t>& keys) {
    const std::size_t column = keys.empty() ? 0 : keys.front();
    bool same = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      same = same && row.cells[i].text == first.cells[i].text;
    Diagnostic* finding = nullptr;
    if (same) {
      finding = report_.add(Severity::Warning, "data/repeated-row", row.cells[column], column, row_number_,
                            "this row repeats an earlier one", "delete one");
    } else if (!set_.key_columns.empty()) {
      finding = report_.add(Severity::Error, "data/duplicate-key", row.cells[column], column, row_number_,
                            "two rows have the key `" + row.key + "`",
                            "name more columns under `primaryKey`, or add a column of keys that differ");
    }
    if (set_.key_columns.empty()) {
      std::size_t& rows = set_.repeated_keys[row.key];
      rows = std::max<std::size_t>(rows, 1) + 1;
    }
    if (finding != nullptr)
      finding->notes.push_back({"the first one is here", set_.place_of(first.cells[column])});
  }

  /// The first columns of names, as many as it takes to tell every row apart; none when they never do.
  void choose_telling_columns() {
    if (set_.repeated_keys.empty()) return;
    std::vector<std::string> keys(set_.rows.size());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < typed_columns(); ++i) {
      if (is_numeric(set_.columns[i].type)) continue;
      names.push_back(set_.columns[i].name);
      std::unordered_set<std::string> seen;
      bool differ = true;
      for (std::size_t row = 0; row < keys.size(); ++row) {
        keys[row] += "-" + slugify(set_.rows[row].cells[i].text);
        differ = seen.insert(keys[row]).second && differ;
      }
      if (!differ) continue;
      set_.telling_columns = std::move(names);
      return;
    }
  }

  /// One message for a cell: the nearest cause, since what is no number fits no pattern either.
  void tell(Severity severity, std::string_view rule, const Cell& cell, std::size_t index,
            std::string message, std::string hint) {
    if (std::exchange(told_, true)) return;
    if (!hidden_.empty()) {
      message = "there is " + hidden_ + " in this value";
      hint = "delete the cell's text and type it again";
      rule = "data/spaces";
    }
    report_.add(severity, rule, cell, index, row_number_, std::move(message), std::move(hint));
  }

  Cell read_cell(const CsvCell& typed, std::size_t index, bool ragged) {
    told_ = false;
    const std::string_view bare = trim(typed.text);
    hidden_ = unseen_character(std::string(bare));
    Cell cell = read_bare_cell(typed, bare, index, ragged);
    if (bare != typed.text) {
      tell(Severity::Warning, "data/spaces", cell, index, "there are blanks round this value",
           "take them out");
    }
    if (!hidden_.empty()) tell(Severity::Warning, "data/spaces", cell, index, {}, {});
    return cell;
  }

  Cell read_bare_cell(const CsvCell& typed, std::string_view bare, std::size_t index, bool ragged) {
    Cell cell;
    cell.span = typed.span;
    cell.text = std::string(bare);
    cell.notes = take_note_marks(cell.text);
    if (cell.text.empty()) {
      if (!ragged) note_blank(cell, index);
      return cell;
    }
    cell.missing = missing_code(cell.text);
    if (cell.missing >= 0 || refuse_placeholder(cell, index)) return cell;
    read_value(cell, index);
    check_limits(cell, index);
    return cell;
  }

  /// A blank among words or dates says that there is none; among figures it may as well be forgotten.
  void note_blank(const Cell& cell, std::size_t index) {
    const Column& column = set_.columns[index];
    if (rest_.blank_allowed || !column.constraints.required.value_or(is_numeric(column.type))) return;
    if (column.constraints.required) {
      report_.add(Severity::Error, "data/blank", cell, index, row_number_, "this cell is empty",
                  "write why, as in [x] not available, or set `required: false` for the column");
      return;
    }
    Blanks& blanks = blanks_[index];
    if (blanks.rows.empty()) blanks.first = cell.span;
    blanks.rows.push_back(row_number_);
  }

  void report_blanks() {
    for (const auto& [index, blanks] : blanks_) {
      constexpr std::size_t kMostNamed = 12;
      const std::size_t count = blanks.rows.size();
      std::vector<std::string> named;
      for (std::size_t i = 0; i < std::min(count, kMostNamed); ++i)
        named.push_back(std::to_string(blanks.rows[i]));
      const std::string last = count > kMostNamed ? fmt::format("{} more", count - kMostNamed) : named.back();
      if (count <= kMostNamed) named.pop_back();
      const std::string rows = named.empty() ? last : join(named, ", ") + " and " + last;
      diagnostics_.warning(
          "data/blank", {set_.csv, blanks.first},
          count == 1 ? fmt::format("a figure is missing in column `{}`: the cell in row {} is empty",
                                   set_.columns[index].name, rows)
                     : fmt::format("{} figures are missing in column `{}`: the cells in rows {} are empty",
                                   count, set_.columns[index].name, rows),
          "write why, as in [x] not available, or set `required: false` for the column");
    }
  }

  bool refuse_placeholder(const Cell& cell, std::size_t index) {
    const bool figures = is_numeric(set_.columns[index].type);
    const std::string_view hint = placeholder_hint(cell.text, figures);
    if (!hint.empty()) {
      tell(Severity::Error, "data/placeholder", cell, index,
           "`" + cell.text + "` does not say why the value is missing", std::string(hint));
      return true;
    }
    if (!figures || !is_in_brackets(cell.text)) return false;
    std::vector<std::string> codes;
    for (const MissingCode& known : set_.missing_codes) codes.push_back(known.code);
    tell(Severity::Error, "data/missing-code", cell, index, "there is no code `" + cell.text + "`",
         "the codes are " + join(codes, " "));
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
    tell(Severity::Error, "data/form", cell, index, fmt::format("`{}` is not {}", cell.text, what),
         std::move(hint));
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
      tell(Severity::Error, "data/number", cell, index, "`" + cell.text + "` is not a whole number",
           "give the column the type decimal if it may have decimals");
    }
  }

  void report_number(const Cell& cell, std::size_t index, const std::optional<Rational>& loose) {
    if (loose) {
      const std::string bare = format_plain_number(*loose, decimal_places_needed(*loose, 12));
      tell(Severity::Error, "data/number", cell, index, "`" + cell.text + "` is not a bare number",
           "write " + bare + "; the column's type adds signs and commas for readers");
      return;
    }
    const std::size_t bracket = cell.text.find('[');
    if (bracket != std::string::npos &&
        parse_loose_number(trim(std::string_view(cell.text).substr(0, bracket)))) {
      tell(Severity::Error, "data/number", cell, index, "`" + cell.text + "` is a figure with a code",
           "put the code in a column of its own");
      return;
    }
    const bool symbol = cell.text.size() > 1 && (cell.text.back() == '*' || cell.text.ends_with("†"));
    tell(Severity::Error, "data/number", cell, index, "`" + cell.text + "` is not a number",
         symbol ? "write [note 1] for a footnote, never a symbol"
                : "a column of figures holds bare numbers, or a code such as [x]");
  }

  void check_limits(const Cell& cell, std::size_t index) {
    const Constraints& limits = set_.columns[index].constraints;
    const auto outside = [&](const Rational& limit, std::string_view words) {
      tell(Severity::Error, "data/range", cell, index,
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
      tell(Severity::Error, "data/in", cell, index, "`" + cell.text + "` is not one of the values", hint);
    }
    check_pattern(cell, index);
    if (!limits.unique) return;
    if (seen_.size() <= index) seen_.resize(set_.columns.size());
    if (seen_[index].insert(cell.text).second) return;
    tell(Severity::Error, "data/unique", cell, index, "`" + cell.text + "` stands here twice",
         "each value of this column should differ");
  }

  void check_pattern(const Cell& cell, std::size_t index) {
    if (!patterns_[index]) return;
    if (patterns_[index]->fits(cell.text)) return;
    tell(Severity::Error, "data/pattern", cell, index,
         "`" + cell.text.substr(0, 60) + "` does not fit the column's pattern",
         "it should match " + set_.columns[index].constraints.pattern);
  }

  void set_decimal_places() {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      if (set_.columns[i].decimal_places || !set_.columns[i].formula.empty()) continue;
      constexpr int kMostTyped = 12;  // more come out of a program: 0.30000000000000004
      const int typed = set_.shown_decimal_places(i);
      set_.columns[i].decimal_places = typed <= kMostTyped ? typed : significant_places(i);
    }
  }

  /// As few places as show three digits of the smallest figure, from 2 to 12.
  int significant_places(std::size_t index) const {
    std::optional<Rational> least;
    for (const DataRow& row : set_.rows) {
      const auto& number = row.cells[index].number;
      if (number && !number->is_zero() && (!least || compare(number->absolute(), *least) < 0))
        least = number->absolute();
    }
    int places = 2;
    while (least && places < 12 && compare(*least, power_of_ten(2 - places)) < 0) ++places;
    return places;
  }

  const CsvFile& file_;
  DataSet& set_;
  const SchemaRest& rest_;
  CellReport report_;
  Diagnostics& diagnostics_;
  std::vector<std::optional<Pattern>> patterns_;
  std::vector<std::set<std::string>> seen_;
  std::size_t row_number_ = 0;
  struct Blanks {
    Span first;
    std::vector<std::size_t> rows;  // as a spreadsheet counts
  };
  std::map<std::size_t, Blanks> blanks_;  // by column
  bool told_ = false;                     // something about the cell that is being read
  std::string hidden_;                    // what that cell has that nobody sees, in words
};

void resolve_totals(const SchemaRest& rest, DataSet& set, Diagnostics& diagnostics) {
  for (const PlacedText& key : rest.totals) {
    if (const auto row = find_row(set, key.text)) {
      set.totals.push_back(*row);
      continue;
    }
    diagnostics.error("data/unknown-row", key.place, no_such_row(set, key.text), suggest_row(set, key.text));
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
                                     Diagnostics& diagnostics, std::span<const ShownAs> shown) {
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
  take_formats(shown, rest, set);
  CellReader(*file, set, rest, diagnostics).read();
  if (set.downloads.empty()) set.downloads = usual_downloads(set);
  resolve_totals(rest, set, diagnostics);
  check_notes(set, diagnostics);
  screen_data_set(set, rest.typed, diagnostics);
  return set;
}

}  // namespace gazette
