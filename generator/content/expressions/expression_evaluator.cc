// Works expressions out exactly, keeping type, unit and working beside each figure.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/expressions/expression.h"
#include "content/words/data_forms.h"

namespace gazette {

using Node = ExpressionNode;
using Outcome = ExpressionEvaluator::Outcome;

namespace {

constexpr std::size_t kLongestWorking = 6;

bool is_percent(const Figure& figure) {
  return figure.type == ColumnType::Percent;
}

/// The second of two figures: "3 − (−5)".
std::string operand_text(const Figure& figure) {
  const std::string text = figure_text(figure);
  return figure.number.is_negative() ? "(" + text + ")" : text;
}

/// Sums and differences keep the more telling of two types.
ColumnType joint_type(const Figure& a, const Figure& b) {
  if (a.literal) return b.type;
  if (b.literal || a.type == b.type) return a.type;
  return ColumnType::Decimal;
}

}  // namespace

/// One evaluation. Recursion is bounded by the parser's limits on nesting and length.
class ExpressionRun {
 public:
  explicit ExpressionRun(ExpressionEvaluator& evaluator)
      : evaluator_(evaluator), expression_(evaluator.expression_) {}

  Outcome evaluate(std::uint32_t index, Figure& out) {
    const Node& node = expression_.nodes[index];
    switch (node.kind) {
      case Node::Kind::Number:
        out.number = node.number;
        out.decimal_places = node.decimal_places;
        out.literal = true;
        return Outcome::Value;
      case Node::Kind::Cells:
        return one_cell(node, out);
      case Node::Kind::Negate: {
        const Outcome outcome = evaluate(node.arguments[0], out);
        out.number = out.number.negated();
        forget_origin(out);
        return outcome == Outcome::Value && out.is_text ? text_in_sum(node, out) : outcome;
      }
      case Node::Kind::Call:
        return call(index, node, out);
      default:
        return binary(node, out);
    }
  }

 private:
  Outcome fail(Outcome outcome, std::string_view rule, Span span, std::string message,
               std::string hint = {}) {
    Diagnostic problem;
    problem.rule = rule;
    problem.place = expression_.source.at(span);
    problem.message = std::move(message);
    problem.hint = std::move(hint);
    evaluator_.problem_ = std::move(problem);
    return outcome;
  }

  Outcome overflow(const Node& node) {
    return fail(Outcome::Failed, "data/overflow", node.span, "the result is too large to hold",
                "check the figures it is made of");
  }

  Outcome text_in_sum(const Node& node, const Figure& figure) {
    return fail(Outcome::Failed, "data/not-a-figure", node.span,
                fmt::format("`{}` is not a figure to calculate with", figure.text),
                "name a column of numbers, or give this one a type such as integer");
  }

  static std::string name_of(const DataSet& set, std::size_t row, std::size_t column) {
    return fmt::format("{}[{}, {}]", set.id, set.rows[row].key, set.columns[column].name);
  }

  Outcome read_cell(const Node& node, std::size_t row, std::size_t column, Figure& out) {
    const DataSet& set = *node.set;
    const Cell& cell = set.rows[row].cells[column];
    evaluator_.cells_.insert({set.id, row, column});
    if (cell.is_missing()) {
      const MissingCode& code = set.missing_codes[static_cast<std::size_t>(cell.missing)];
      fail(Outcome::Missing, "data/missing", node.span,
           fmt::format("`{}` has no value: {} {}", name_of(set, row, column), code.code, code.meaning),
           "say so in words, or leave the row out");
      note_cell(set, row, column);
      return Outcome::Missing;
    }
    if (cell.is_blank()) {
      fail(Outcome::Missing, "data/missing", node.span,
           fmt::format("`{}` is empty", name_of(set, row, column)), "say so in words, or leave the row out");
      note_cell(set, row, column);
      return Outcome::Missing;
    }
    const Column& described = set.columns[column];
    out.type = described.type;
    out.unit = described.type == ColumnType::Percent ? std::string() : set.unit_of(column);
    out.cell = CellUse{set.id, row, column};
    if (cell.number) {
      out.number = *cell.number;
      out.decimal_places = set.shown_decimal_places(column);
      return Outcome::Value;
    }
    // A figure column without a number: the cell itself has been reported.
    if (is_numeric(described.type)) return fail(Outcome::Failed, "", node.span, "");
    out.is_text = true;
    out.text = cell_text(set, row, column);
    out.unit.clear();
    return Outcome::Value;
  }

  /// The rows and columns a reference means here; false when there is no row or column at hand.
  bool cells_of(const Node& node, std::vector<std::size_t>& rows, std::vector<std::size_t>& columns) {
    rows = node.rows.indexes;
    columns = node.columns.indexes;
    if (node.rows.kind == Selector::Kind::Current && evaluator_.row_) rows = {*evaluator_.row_};
    if (node.columns.kind == Selector::Kind::Current && evaluator_.column_) columns = {*evaluator_.column_};
    return !rows.empty() && !columns.empty();
  }

  Outcome one_cell(const Node& node, Figure& out) {
    std::vector<std::size_t> rows;
    std::vector<std::size_t> columns;
    if (!cells_of(node, rows, columns)) return nothing_here(node);
    if (rows.size() > 1 || columns.size() > 1) {
      return fail(Outcome::Failed, "data/expression", node.span,
                  "several cells stand where one value is wanted", "write sum, min, max or count round them");
    }
    return read_cell(node, rows[0], columns[0], out);
  }

  Outcome nothing_here(const Node& node) {
    const bool no_cells =
        node.rows.kind != Selector::Kind::Current && node.columns.kind != Selector::Kind::Current;
    if (no_cells) return fail(Outcome::Failed, "data/expression", node.span, "this range holds no cells", "");
    return fail(Outcome::Failed, "data/expression", node.span, "a column and a row rule are mixed here",
                "use column names alone, or `row KEY` alone");
  }

  Outcome binary(const Node& node, Figure& out) {
    Figure left;
    Figure right;
    Outcome outcome = evaluate(node.arguments[0], left);
    if (outcome == Outcome::Value) outcome = evaluate(node.arguments[1], right);
    if (outcome != Outcome::Value) return outcome;
    return combine(node, node.kind, left, right, out);
  }

  Outcome combine(const Node& node, Node::Kind kind, const Figure& left, const Figure& right, Figure& out) {
    if (left.is_text) return text_in_sum(node, left);
    if (right.is_text) return text_in_sum(node, right);
    const bool adds = kind == Node::Kind::Add || kind == Node::Kind::Subtract;
    out.exact = left.exact && right.exact;
    out.literal = left.literal && right.literal;
    if (adds) return add_figures(node, kind, left, right, out);
    return scale_figures(node, kind, left, right, out);
  }

  Outcome add_figures(const Node& node, Node::Kind kind, const Figure& left, const Figure& right,
                      Figure& out) {
    const bool both_typed = !left.literal && !right.literal;
    if (both_typed && (is_percent(left) != is_percent(right))) {
      return fail(Outcome::Failed, "data/unit", node.span,
                  "a percentage and a number are added or taken away here", "use figures of one kind");
    }
    const bool add_them = kind == Node::Kind::Add;
    const auto result = add_them ? add(left.number, right.number) : subtract(left.number, right.number);
    if (!result) return overflow(node);
    out.number = *result;
    out.type = joint_type(left, right);
    out.unit = left.unit.empty() || left.unit == right.unit ? right.unit
               : right.literal                              ? left.unit
                                                            : std::string();
    out.decimal_places = std::max(left.decimal_places, right.decimal_places);
    out.points = (is_percent(left) && is_percent(right) && !add_them) || (left.points && right.literal);
    out.difference = !add_them && both_typed;
    if (both_typed) {
      // "49% + 28% + 11%" rather than "77% + 11%".
      const bool goes_on = left.terms > 1 && left.terms < kLongestWorking;
      out.working = fmt::format("{} {} {}", goes_on ? left.working : figure_text(left), add_them ? "+" : "−",
                                operand_text(right));
      out.terms = goes_on ? left.terms + 1 : 2;
    }
    return Outcome::Value;
  }

  Outcome scale_figures(const Node& node, Node::Kind kind, const Figure& left, const Figure& right,
                        Figure& out) {
    const bool divides = kind == Node::Kind::Divide;
    if (divides && right.number.is_zero()) return divides_by_nought(node, right);
    const auto result = divides ? divide(left.number, right.number) : multiply(left.number, right.number);
    if (!result) return overflow(node);
    out.number = *result;
    const Figure& measure = left.literal && !divides ? right : left;
    const Figure& factor = left.literal && !divides ? left : right;
    const bool keeps = factor.literal && !measure.literal;
    const bool per_head =
        divides && measure.type == ColumnType::Currency && factor.type != ColumnType::Currency;
    out.type = keeps || per_head ? measure.type : ColumnType::Decimal;
    out.unit = keeps ? measure.unit : std::string();
    out.points = keeps && measure.points;
    out.exact = out.exact && (!divides || out.literal);
    out.decimal_places = decimal_places_needed(*result, 2);
    if (out.type == ColumnType::Integer && out.decimal_places > 0) out.type = ColumnType::Decimal;
    out.working = fmt::format("{} {} {}", figure_text(left), divides ? "÷" : "×", operand_text(right));
    return Outcome::Value;
  }

  Outcome divides_by_nought(const Node& node, const Figure& whole) {
    std::string hint = "the figure below the line is 0";
    if (whole.cell && node.kind == Node::Kind::Call) hint = "the whole is 0";
    const Outcome outcome = fail(Outcome::Failed, "data/division", node.span, "this divides by nought", hint);
    if (whole.cell) note_cell(*expression_.nodes[node.arguments[1]].set, whole.cell->row, whole.cell->column);
    return outcome;
  }

  /// Where to mend it: the cell in its file.
  void note_cell(const DataSet& set, std::size_t row, std::size_t column) {
    if (!set.columns[column].formula.empty()) return;
    evaluator_.problem_.notes.push_back({"the cell is here", set.place_of(set.rows[row].cells[column])});
  }

  Outcome call(std::uint32_t index, const Node& node, Figure& out) {
    const std::string& name = node.function;
    if (name == "cumulative" || name == "cumulative_pct") return cumulative(index, node, out);
    if (name == "sum" || name == "min" || name == "max" || name == "count") return aggregate(node, out);
    Figure first;
    Outcome outcome = evaluate(node.arguments[0], first);
    if (outcome != Outcome::Value) return outcome;
    if (first.is_text) return text_in_sum(expression_.nodes[node.arguments[0]], first);
    if (name == "abs") {
      out = first;
      out.number = first.number.absolute();
      out.difference = false;
      forget_origin(out);
      return Outcome::Value;
    }
    Figure second;
    outcome = evaluate(node.arguments[1], second);
    if (outcome != Outcome::Value) return outcome;
    if (second.is_text) return text_in_sum(expression_.nodes[node.arguments[1]], second);
    if (name == "pct") return share(node, first, second, out);
    if (name == "change") {
      outcome = combine(node, Node::Kind::Subtract, second, first, out);
      out.difference = true;
      out.points = is_percent(first) || is_percent(second);
      Figure* const typed[] = {&first, &second};
      for (Figure* figure : typed) {
        if (figure->literal) figure->type = out.type;
      }
      out.working = fmt::format("{} to {}", figure_text(first), figure_text(second));
      return outcome;
    }
    return round_to(node, first, second, out);
  }

  Outcome round_to(const Node& node, const Figure& value, const Figure& places, Figure& out) {
    const bool fits = places.number.is_whole() && compare(places.number, Rational(-12)) >= 0 &&
                      compare(places.number, Rational(12)) <= 0;
    if (!fits) {
      return fail(Outcome::Failed, "data/expression", expression_.nodes[node.arguments[1]].span,
                  "`round` wants a number of decimal places from -12 to 12", "write round(x, 0)");
    }
    const int digits = static_cast<int>(places.number.numerator());
    const auto rounded = round_half_away(value.number, digits);
    if (!rounded) return overflow(node);
    out = value;
    out.number = *rounded;
    out.decimal_places = std::max(0, digits);
    out.cell.reset();
    out.exact = false;
    return Outcome::Value;
  }

  Outcome share(const Node& node, const Figure& part, const Figure& whole, Figure& out) {
    if (whole.number.is_zero()) return divides_by_nought(node, whole);
    const auto ratio = divide(part.number, whole.number);
    const auto percent = ratio ? multiply(*ratio, Rational(100)) : std::nullopt;
    if (!percent) return overflow(node);
    out.number = *percent;
    out.type = ColumnType::Percent;
    out.exact = false;
    out.literal = false;
    out.difference = part.difference;
    out.part = part.number;
    out.whole = whole.number;
    out.working = fmt::format("{} of {}", figure_text(part), figure_text(whole));
    return Outcome::Value;
  }

  /// Values for sum, min, max and count: single values and every cell of ranges.
  Outcome gather(const Node& node, std::vector<Figure>& values, bool skip_missing) {
    for (const std::uint32_t argument : node.arguments) {
      const Node& inner = expression_.nodes[argument];
      if (inner.kind != Node::Kind::Cells) {
        const Outcome outcome = evaluate(argument, values.emplace_back());
        if (outcome != Outcome::Value) return outcome;
        continue;
      }
      std::vector<std::size_t> rows;
      std::vector<std::size_t> columns;
      if (!cells_of(inner, rows, columns)) return nothing_here(inner);
      for (const std::size_t row : rows) {
        for (const std::size_t column : columns) {
          const Outcome outcome = read_cell(inner, row, column, values.emplace_back());
          if (outcome == Outcome::Missing && skip_missing) {
            values.pop_back();
          } else if (outcome != Outcome::Value) {
            return outcome;
          }
        }
      }
    }
    return Outcome::Value;
  }

  Outcome aggregate(const Node& node, Figure& out) {
    std::vector<Figure> values;
    const bool counts = node.function == "count";
    const Outcome outcome = gather(node, values, counts);
    if (outcome != Outcome::Value) return outcome;
    if (counts) {
      out.number = Rational(static_cast<std::int64_t>(values.size()));
      out.type = ColumnType::Integer;
      return Outcome::Value;
    }
    out = values.front();
    if (out.is_text) return text_in_sum(node, out);
    for (std::size_t i = 1; i < values.size(); ++i) {
      const Figure& value = values[i];
      if (value.is_text) return text_in_sum(node, value);
      if (node.function == "sum") {
        Figure total;
        total.exact = out.exact && value.exact;
        total.literal = out.literal && value.literal;
        const Outcome added = add_figures(node, Node::Kind::Add, out, value, total);
        if (added != Outcome::Value) return added;
        out = std::move(total);
        continue;
      }
      const int order = compare(value.number, out.number);
      if ((node.function == "min" && order < 0) || (node.function == "max" && order > 0)) out = value;
    }
    out.cell.reset();
    out.working = node.function == "sum" ? sum_working(values) : std::string();
    return Outcome::Value;
  }

  static std::string sum_working(const std::vector<Figure>& values) {
    if (values.size() < 2) return {};
    if (values.size() > kLongestWorking)
      return fmt::format("the sum of {} figures",
                         format_number(Rational(static_cast<std::int64_t>(values.size())), 0));
    std::string out;
    for (const Figure& value : values) {
      out += out.empty() ? figure_text(value) : " + " + operand_text(value);
    }
    return out;
  }

  /// Running totals are made once for a column; a check asks for them row by row.
  Outcome cumulative(std::uint32_t index, const Node& node, Figure& out) {
    const Node& inner = expression_.nodes[node.arguments[0]];
    const bool is_column = inner.kind == Node::Kind::Cells && inner.rows.kind == Selector::Kind::Current;
    if (!is_column || !evaluator_.row_) {
      return fail(Outcome::Failed, "data/expression", node.span, "`" + node.function + "` takes one column",
                  "write " + node.function + "(column)");
    }
    const DataSet& set = *inner.set;
    const std::size_t column = inner.columns.indexes.front();
    const Outcome made = make_running(index, inner, column);
    if (made != Outcome::Value) return made;
    const ExpressionEvaluator::Running& running = evaluator_.running_[index];
    const std::size_t row = *evaluator_.row_;
    const Outcome outcome = read_cell(inner, row, column, out);
    if (outcome != Outcome::Value) return outcome;
    out.cell.reset();
    const Figure part = with_number(out, set.is_total(row) ? running.whole : running.totals[row]);
    if (node.function == "cumulative") {
      out.number = part.number;
      return Outcome::Value;
    }
    return share(node, part, with_number(out, running.whole), out);
  }

  /// A changed figure is no cell any more, nor a part of a whole.
  static void forget_origin(Figure& figure) {
    figure.cell.reset();
    figure.part.reset();
    figure.whole.reset();
    figure.terms = 0;
  }

  static Figure with_number(Figure figure, const Rational& number) {
    figure.number = number;
    return figure;
  }

  Outcome make_running(std::uint32_t index, const Node& inner, std::size_t column) {
    if (evaluator_.running_.count(index) > 0) return Outcome::Value;
    ExpressionEvaluator::Running running;
    const DataSet& set = *inner.set;
    for (std::size_t row = 0; row < set.rows.size(); ++row) {
      if (!set.is_total(row)) {
        Figure value;
        const Outcome outcome = read_cell(inner, row, column, value);
        if (outcome != Outcome::Value) return outcome;
        const auto total = add(running.whole, value.number);
        if (!total) return overflow(inner);
        running.whole = *total;
      }
      running.totals.push_back(running.whole);
    }
    evaluator_.running_[index] = std::move(running);
    return Outcome::Value;
  }

  ExpressionEvaluator& evaluator_;
  const Expression& expression_;
};

Outcome ExpressionEvaluator::evaluate(Figure& figure) {
  cells_.clear();
  problem_ = {};
  figure = {};
  return ExpressionRun(*this).evaluate(expression_.root, figure);
}

std::string figure_text(const Figure& figure, int decimal_places) {
  if (figure.is_text) return figure.text;
  if (!figure.points) return format_figure(figure.number, figure.type, decimal_places);
  const auto rounded = round_half_away(figure.number.absolute(), decimal_places);
  const bool one = rounded && *rounded == Rational(1);
  return format_number(figure.number, decimal_places) + (one ? " percentage point" : " percentage points");
}

std::string figure_text(const Figure& figure) {
  return figure_text(figure, figure.decimal_places);
}

std::optional<Figure> evaluate_expression(const ExpressionText& source, Span part, const DataLibrary& library,
                                          Diagnostics& diagnostics, std::set<CellUse>* cells) {
  auto expression = parse_expression(source, part, LocalNames::Refused, diagnostics);
  if (!expression || !bind_expression(*expression, library, nullptr, diagnostics)) return std::nullopt;
  ExpressionEvaluator evaluator(*expression);
  Figure figure;
  const Outcome outcome = evaluator.evaluate(figure);
  if (cells != nullptr) cells->insert(evaluator.cells().begin(), evaluator.cells().end());
  if (outcome == Outcome::Value) return figure;
  if (!evaluator.problem().rule.empty()) diagnostics.add(evaluator.problem());
  return std::nullopt;
}

}  // namespace gazette
