#pragma once
// A data set: one CSV file with the YAML beside it, as plain structs. Tables, charts, headline
// figures, values in prose, checks and downloads all read these.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/rational.h"
#include "base/source_file.h"

namespace gazette {

/// What a column's cells hold. Percent holds 38 for 38%; Currency holds pounds; Date `2019-05-01`;
/// Period `2019-04/2020-03` or `2019/20`; Enum one of a list of words.
enum class ColumnType { Text, Integer, Decimal, Percent, Currency, Rate, Date, Period, Enum, Boolean, Year };

/// True for types whose cells are figures to calculate with. A Year is a name, not a figure.
bool is_numeric(ColumnType type);

/// One cell. `text` is the value as typed, without blanks at the ends and without note marks;
/// `number` is set for numeric columns that hold a value.
struct Cell {
  std::string text;
  std::optional<Rational> number;
  std::int16_t missing = -1;        // index into DataSet::missing_codes, or -1
  std::int16_t decimal_places = 0;  // digits after the point, as typed
  std::vector<std::string> notes;   // ids of `[note 1]` marks, in order
  Span span;                        // in DataSet::csv

  bool is_missing() const { return missing >= 0; }
  bool is_blank() const { return missing < 0 && text.empty(); }
};

/// Limits an author sets on a column's cells.
struct Constraints {
  std::optional<bool>
      required;  // true: a blank cell is an error; false: it is meant; none: of figures, a warning
  bool unique = false;
  std::optional<Rational> minimum;
  std::optional<Rational> maximum;
  std::vector<std::string> values;  // Enum, or Frictionless `enum`; empty means anything
  std::string pattern;              // ECMAScript regular expression for the whole cell; empty means anything
};

struct Column {
  std::string name;   // the CSV header, for expressions and downloads
  std::string label;  // what readers see; the name when none is given. Note marks taken out
  std::string description;
  ColumnType type = ColumnType::Text;
  std::optional<int> decimal_places;  // `dp`: as shown; otherwise the most digits typed in the column
  std::string unit;                   // of this column; empty means the data set's
  std::string period;
  bool hidden = false;      // used for keys and notes, not shown
  bool identifier = false;  // digits that are a name: a code, a number in a list, an age. Never a quantity
  Constraints constraints;
  std::vector<std::string> notes;  // ids of note marks in the label
  std::string formula;             // computed column: an expression over the row; empty for typed ones
  Place formula_place;
  Place place;  // in the YAML when it is described there, else the CSV header
};

struct DataRow {
  std::string key;          // slug, unique in the set
  std::vector<Cell> cells;  // one for each column
};

/// A header above several columns, or above none: `label` over `columns` (indexes, side by side).
struct ColumnGroup {
  std::string label;
  std::vector<std::size_t> columns;
  std::vector<std::string> notes;
  Place place;
};

/// A missing-value code and what it says: `[x]`, "not available".
struct MissingCode {
  std::string code;
  std::string meaning;
};

struct DataNote {
  std::string id;  // "1" of `[note 1]`
  std::string text;
  Place place;
};

enum class Polarity { None, UpIsGood, DownIsGood };
enum class CompareAs { Number, Percent, Both };

/// A change column, worked out from two others.
struct Compare {
  std::size_t from = 0;
  std::size_t to = 0;
  CompareAs as = CompareAs::Number;
  Polarity polarity = Polarity::None;
  std::string label;  // default "Change"
  Place place;
};

/// How to draw the data set; `{chart}` options override. Names are as written: content/chart checks them.
struct ChartSpec {
  std::string type;                 // bar, grouped-bar, stacked-bar, line, sparkline
  std::string x;                    // column of the categories; empty: the row header
  std::vector<std::string> series;  // columns; empty: every visible numeric column
  std::vector<std::string> rows;    // row keys; empty: every row but the totals
  std::string message;
  std::string alt;
  std::string summary;
  std::string label;  // ends, all or none; empty: chosen by the type
  std::optional<Rational> ref_value;
  std::string ref_text;
  std::optional<Rational> y_min;
  Place place;
};

/// A publisher's decision to leave a figure as printed. It covers failures that it describes and no
/// others: see docs/data.md.
struct Waiver {
  std::string reason;
  std::string until;              // ISO date
  std::string note;               // shown to readers in place of the reason, if given
  std::vector<std::string> rows;  // row keys it covers; empty: one failure only
  std::string published;          // the printed figure it is about; empty: any
  std::string finding;            // what the data gives, as the message says it; empty: any
  std::string kind;               // arithmetic, text-and-table, wording, omission, link …
  Place place;
};

enum class CheckKind { Rule, ChangeDirection, Monotonic, SumsTo, RowCount, Unique, In, Range, Required };

/// Declared arithmetic, as written. content/arithmetic/data_checks gives it meaning.
struct DataCheck {
  std::string id;
  CheckKind kind = CheckKind::Rule;
  PlacedText rule;                  // kind Rule
  std::vector<PlacedText> columns;  // columns it applies to, as written
  std::vector<PlacedText> rows;     // row keys it applies to
  PlacedText from, to, column;      // change-direction, monotonic, unique, in, range, required
  PlacedText direction;             // monotonic
  std::vector<std::string> values;  // in
  std::optional<Rational> target;   // sums-to, row-count
  std::optional<Rational> minimum;  // range
  std::optional<Rational> maximum;
  std::optional<Rational> tolerance;
  std::optional<Waiver> waiver;
  Place place;
};

struct DataSet {
  std::string id;  // file name without ending
  std::string title;
  std::string source;
  std::string source_url;
  std::string description;
  std::string unit;
  std::string licence;
  PlacedText publish;  // a date or a minute, as typed: not in the site before; empty for most
  SourcePtr csv;       // never null in a set that was read
  SourcePtr schema;    // the YAML; null when there is none
  std::vector<Column> columns;
  std::vector<DataRow> rows;
  std::vector<ColumnGroup> groups;
  std::vector<std::size_t> row_header;    // column indexes, at least one when there are columns
  std::vector<std::size_t> key_columns;   // of `primaryKey`, when it is given
  std::optional<std::size_t> row_groups;  // column whose value starts a row group
  std::vector<std::size_t> totals;        // row indexes
  std::vector<MissingCode> missing_codes;
  std::vector<DataNote> notes;
  std::optional<Compare> compare;
  std::optional<ChartSpec> chart;
  std::vector<std::string> downloads;  // "csv", "ods"
  bool for_reuse = false;              // `page: none`: published though no page shows it
  bool published = true;               // settled by the site: something that is live uses it
  std::vector<DataCheck> checks;
  std::unordered_map<std::string, std::size_t> row_index;  // key to row
  // Keys that several rows share, with their number: they name no row. Empty when `primaryKey` tells rows
  // apart.
  std::unordered_map<std::string, std::size_t> repeated_keys;
  std::vector<std::string> telling_columns;  // names of columns that together would tell those rows apart

  Place place_of(const Cell& cell) const { return {csv, cell.span}; }
  bool is_total(std::size_t row) const;
  /// Digits after the point that a column's figures are shown with.
  int shown_decimal_places(std::size_t column) const;
  /// The unit of a column: its own, else the set's.
  const std::string& unit_of(std::size_t column) const;
};

/// A row by its key, or by the slug of its label when only one row has it.
std::optional<std::size_t> find_row(const DataSet& set, std::string_view key);
/// A column by its name, or by the slug of its label when only one column has it.
std::optional<std::size_t> find_column(const DataSet& set, std::string_view name);
/// "did you mean `x`?" for a row or column that is not there; where nothing is near, a list of up to a dozen
/// names, else "". For a label that several rows or columns share it lists their names.
std::string suggest_row(const DataSet& set, std::string_view key);
/// "`lado` has no row `totl`", or "`lado` has 3 rows `2019`": why find_row found none.
std::string no_such_row(const DataSet& set, std::string_view key);
std::string suggest_column(const DataSet& set, std::string_view name);

/// What readers call a row: its header cells, joined by a comma.
std::string row_label(const DataSet& set, std::size_t row);
/// What readers call a column: its group's label when there is one, and its own.
std::string column_label(const DataSet& set, std::size_t column);
/// A figure as readers see it: "38%", "£13,540", "−0.5", "1,234".
std::string format_figure(const Rational& value, ColumnType type, int decimal_places);
/// "2019-05-01" as "1 May 2019", "2019-05" as "May 2019"; anything else as it stands.
std::string date_text(std::string_view date);
/// "2019-04/2020-03" as "April 2019 to March 2020"; "2019/20" as it stands.
std::string period_text(std::string_view period);
/// A cell as readers see it, without notes: a figure with its column's digits, a date in words, a
/// missing-value code, text as it stands.
std::string cell_text(const DataSet& set, std::size_t row, std::size_t column);

/// An entry of content/data/corrections.yaml: a slip in the published text that stays as printed.
struct Correction {
  std::string id;
  std::string where;  // path of a page (relative to content/) or id of a data set
  std::string published;
  std::string finding;
  std::string reason;
  std::string until;
  std::string kind;
  Place place;
};

/// Everything under content/data that expressions can name. Sorted by id.
struct DataLibrary {
  std::vector<DataSet> sets;
  std::vector<Correction> corrections;
  /// Sets that are there and not published yet, with the time in words at which they are.
  std::map<std::string, std::string, std::less<>> held;

  const DataSet* find(std::string_view id) const;
  const Correction* find_correction(std::string_view id) const;
  std::string suggest(std::string_view id) const;
};

/// A cell that a check, a value or a figure reads: how coverage and page dependencies are told.
struct CellUse {
  std::string set;
  std::size_t row = 0;
  std::size_t column = 0;
  auto operator<=>(const CellUse&) const = default;
};

}  // namespace gazette
