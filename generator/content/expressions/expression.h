#pragma once
// Expressions over data sets: parsed once, bound to the sets they name, then evaluated exactly. Used by
// the value role, headline figures, checks and computed columns. The language is in docs/data.md.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "model/data_set.h"

namespace gazette {

/// Text with the place it was written at. Spans inside an expression are offsets into `text`.
struct ExpressionText {
  std::string text;
  Place place;
  /// The place of `span` in the author's file; the whole text when an escape moved its characters.
  Place at(Span span) const;
};

/// Which rows or columns a reference means. Names are as written; indexes are filled in by binding.
struct Selector {
  enum class Kind { None, Current, All, One, Range, List, Except, Where };
  struct Name {
    std::string text;
    Span span;
  };
  Kind kind = Kind::None;
  std::vector<Name> names;
  std::vector<std::size_t> indexes;
};

struct ExpressionNode {
  enum class Kind { Number, Cells, Negate, Add, Subtract, Multiply, Divide, Call };
  Kind kind = Kind::Number;
  Span span;
  Rational number;
  int decimal_places = 0;
  std::string function;
  std::vector<std::uint32_t> arguments;  // indexes into Expression::nodes
  std::string set_name;                  // Cells: empty for the data set the expression belongs to
  Span set_span;
  Selector rows;
  Selector columns;
  const DataSet* set = nullptr;
};

/// One side of a comparison, or a value. Nodes refer to each other by index, so that a deep expression
/// needs no deep recursion to take apart.
struct Expression {
  ExpressionText source;
  std::vector<ExpressionNode> nodes;
  std::uint32_t root = 0;
};

/// Whether bare names may stand for this data set's columns and rows, as in checks and formulas.
enum class LocalNames { Refused, Allowed };

/// Parses the `part` of `source.text`. Reports `data/expression` at the first fault; at most 64 levels of
/// nesting and 2,000 terms. A column of `here` may have a name that starts with a digit, such as `2019-20`.
std::optional<Expression> parse_expression(const ExpressionText& source, Span part, LocalNames local,
                                           Diagnostics& diagnostics, const DataSet* here = nullptr);

/// Looks up every set, row, column and function of an expression; reports each that is unknown with the
/// nearest name. `here` is the data set that bare names belong to, or null.
bool bind_expression(Expression& expression, const DataLibrary& library, const DataSet* here,
                     Diagnostics& diagnostics);

/// What an expression comes to.
struct Figure {
  Rational number;
  ColumnType type = ColumnType::Decimal;
  int decimal_places = 0;   // as shown
  std::string unit;         // "cases"; empty for shares and counts
  bool points = false;      // a difference of percentages
  bool difference = false;  // a change: its sign is a direction
  bool exact = true;        // no division or rounding on the way
  bool literal = false;     // made of typed numbers alone: takes the other side's type
  bool is_text = false;     // a cell of words or a date: `text` says it
  std::string text;
  std::string working;           // "19 of 50"; empty for a plain cell
  std::size_t terms = 0;         // how many figures `working` adds up or takes away; 0 for other workings
  std::optional<Rational> part;  // of a share: what "19 of 50" is made of
  std::optional<Rational> whole;
  std::optional<CellUse> cell;  // set for a plain cell
};

/// A figure as readers see it: "38%", "£13,540", "5 percentage points".
std::string figure_text(const Figure& figure, int decimal_places);
std::string figure_text(const Figure& figure);

/// Evaluates one bound expression, many times over for a check along the rows.
class ExpressionEvaluator {
 public:
  enum class Outcome { Value, Missing, Failed };

  explicit ExpressionEvaluator(const Expression& expression) : expression_(expression) {}

  /// The row or column that bare names stand for; unset means none.
  void set_row(std::optional<std::size_t> row) { row_ = row; }
  void set_column(std::optional<std::size_t> column) { column_ = column; }

  Outcome evaluate(Figure& figure);
  /// After Missing or Failed: what was wrong, as a diagnostic that has not been reported.
  const Diagnostic& problem() const { return problem_; }
  /// Cells read by the last call to evaluate.
  const std::set<CellUse>& cells() const { return cells_; }

 private:
  friend class ExpressionRun;
  const Expression& expression_;
  std::optional<std::size_t> row_;
  std::optional<std::size_t> column_;
  Diagnostic problem_;
  std::set<CellUse> cells_;
  struct Running {
    std::vector<Rational> totals;  // by row, up to and with it
    Rational whole;
  };
  std::map<std::uint32_t, Running> running_;  // by node: cumulative sums, made once
};

/// Parses, binds and evaluates a value, as in `{value}` and `{figures}`. Everything wrong is reported at its
/// place; `cells`, when given, collects the cells read.
std::optional<Figure> evaluate_expression(const ExpressionText& source, Span part, const DataLibrary& library,
                                          Diagnostics& diagnostics, std::set<CellUse>* cells = nullptr);

/// The data sets that an expression names; none when it cannot be read. `here` is the data set that it
/// belongs to, or null.
std::set<std::string> sets_of_expression(std::string_view text, const DataSet* here = nullptr);

/// Fills the cells of computed columns (`formula:`), over all data sets and in the order they need each
/// other. A ring of formulas is reported as `data/circular`.
void compute_formulas(DataLibrary& library, Diagnostics& diagnostics);

}  // namespace gazette
