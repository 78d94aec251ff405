// Checks that are a rule: two expressions and a comparison, along rows, down columns, or once.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "content/arithmetic/check_run.h"

namespace gazette {

enum class Relation { Equal, AtLeast, AtMost, More, Less };

/// The two sides of a rule and how it runs.
struct CheckRun::Comparison {
  ExpressionText source;
  Span left_part;
  Span right_part;
  Relation relation = Relation::Equal;
  Expression left;
  Expression right;
  bool by_row = false;
  bool by_column = false;
  std::string kind;
  ExpressionEvaluator* left_side = nullptr;
  ExpressionEvaluator* right_side = nullptr;
};

namespace {

struct Operator {
  std::string_view sign;
  Relation relation;
};
// Two characters before one, so that >= is not read as >.
constexpr std::array<Operator, 7> kOperators = {{{">=", Relation::AtLeast},
                                                 {"<=", Relation::AtMost},
                                                 {"≥", Relation::AtLeast},
                                                 {"≤", Relation::AtMost},
                                                 {"=", Relation::Equal},
                                                 {">", Relation::More},
                                                 {"<", Relation::Less}}};

std::string_view relation_words(Relation relation) {
  switch (relation) {
    case Relation::AtLeast:
      return "at least ";
    case Relation::AtMost:
      return "at most ";
    case Relation::More:
      return "more than ";
    case Relation::Less:
      return "less than ";
    case Relation::Equal:
      break;
  }
  return "";
}

bool calls(const Expression& expression, std::string_view start) {
  return std::any_of(expression.nodes.begin(), expression.nodes.end(), [&](const ExpressionNode& node) {
    return node.kind == ExpressionNode::Kind::Call && node.function.starts_with(start);
  });
}

bool names_other_set(const Expression& expression, const DataSet& here) {
  return std::any_of(expression.nodes.begin(), expression.nodes.end(), [&](const ExpressionNode& node) {
    return node.kind == ExpressionNode::Kind::Cells && node.set != &here;
  });
}

bool adds(const Expression& expression) {
  return calls(expression, "sum") ||
         std::any_of(expression.nodes.begin(), expression.nodes.end(), [](const ExpressionNode& node) {
           return node.kind == ExpressionNode::Kind::Add || node.kind == ExpressionNode::Kind::Subtract;
         });
}

bool any_current(const Expression& expression, bool rows) {
  return std::any_of(expression.nodes.begin(), expression.nodes.end(), [&](const ExpressionNode& node) {
    return node.kind == ExpressionNode::Kind::Cells &&
           (rows ? node.rows.kind : node.columns.kind) == Selector::Kind::Current;
  });
}

std::string with_working(const Figure& figure, int places) {
  std::string text = figure_text(figure, places);
  if (!figure.working.empty()) text += " (" + figure.working + ")";
  return text;
}

/// "at least" turns round with its sides: 90 <= n is n >= 90.
Relation turned(Relation relation) {
  static constexpr std::array<Relation, 5> kTurned = {Relation::Equal, Relation::AtMost, Relation::AtLeast,
                                                      Relation::Less, Relation::More};
  return kTurned[static_cast<std::size_t>(relation)];
}

/// What the printed figure should have been: "48% (44 of 91)", "at least 90%".
std::string expected_text(const Figure& stated, const Figure& found, Relation relation) {
  Figure shown = found;
  if (shown.literal) shown.type = stated.type;
  int places = stated.decimal_places;
  // An exact figure is shown in full, or a slip in the third decimal would look like none.
  if (found.exact && !found.is_text) places = std::max(places, decimal_places_needed(found.number, 6));
  return std::string(relation_words(relation)) + with_working(shown, places);
}

}  // namespace

bool CheckRun::split_rule(Comparison& comparison) {
  comparison.source = {check_.rule.text, check_.rule.place};
  const std::string& text = comparison.source.text;
  int depth = 0;
  char quote = '\0';
  bool found = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if (depth > 0) continue;
    for (const Operator& candidate : kOperators) {
      if (std::string_view(text).substr(i, candidate.sign.size()) != candidate.sign) continue;
      const std::size_t after = i + candidate.sign.size();
      if (found) {
        diagnostics_.error("data/expression", comparison.source.at({i, after}),
                           "a rule has one comparison, not two", "make two checks of it");
        return false;
      }
      found = true;
      comparison.relation = candidate.relation;
      comparison.left_part = {0, i};
      comparison.right_part = {after, text.size()};
      i = after - 1;
      break;
    }
  }
  if (found) return true;
  diagnostics_.error("data/expression", check_.rule.place, "this rule compares nothing",
                     "write a = b, or a >= 90");
  return false;
}

bool CheckRun::find_mode(Comparison& comparison) {
  comparison.by_row = any_current(comparison.left, true) || any_current(comparison.right, true);
  comparison.by_column = any_current(comparison.left, false) || any_current(comparison.right, false);
  if (comparison.by_row && comparison.by_column) {
    diagnostics_.error("data/expression", check_.rule.place, "this rule names whole rows and whole columns",
                       "use `row KEY` alone, or column names alone; write column[key] for one cell");
    return false;
  }
  const auto either = [&](auto test) { return test(comparison.left) || test(comparison.right); };
  if (either([](const Expression& e) { return calls(e, "cumulative"); })) {
    comparison.kind = "cumulative";
  } else if (either([](const Expression& e) { return calls(e, "pct"); })) {
    comparison.kind = "pct";
  } else if (comparison.relation != Relation::Equal) {
    comparison.kind = "target";
  } else if (either([&](const Expression& e) { return names_other_set(e, set_); })) {
    comparison.kind = "cross-equal";
  } else {
    comparison.kind = either(adds) ? "sum" : "equal";
  }
  return true;
}

void CheckRun::each_equality(const SeeEquality& see) {
  if (check_.kind != CheckKind::Rule) return;
  see_ = &see;
  run_rule();
  see_ = nullptr;
}

void CheckRun::run_rule() {
  Comparison comparison;
  if (!split_rule(comparison)) return;
  auto left =
      parse_expression(comparison.source, comparison.left_part, LocalNames::Allowed, diagnostics_, &set_);
  if (!left) return;
  auto right =
      parse_expression(comparison.source, comparison.right_part, LocalNames::Allowed, diagnostics_, &set_);
  if (!right) return;
  comparison.left = std::move(*left);
  comparison.right = std::move(*right);
  const bool left_bound = bind_expression(comparison.left, library_, &set_, diagnostics_);
  const bool right_bound = bind_expression(comparison.right, library_, &set_, diagnostics_);
  if (!left_bound || !right_bound || !find_mode(comparison)) return;
  ExpressionEvaluator left_side(comparison.left);
  ExpressionEvaluator right_side(comparison.right);
  comparison.left_side = &left_side;
  comparison.right_side = &right_side;
  if (comparison.by_row) {
    compare_rows(comparison);
  } else if (comparison.by_column) {
    compare_columns(comparison);
  } else {
    compare_once(comparison, std::nullopt, std::nullopt);
  }
}

void CheckRun::compare_rows(Comparison& comparison) {
  const auto chosen = chosen_rows(true);
  if (!chosen) return;
  for (const std::size_t row : *chosen) {
    comparison.left_side->set_row(row);
    comparison.right_side->set_row(row);
    compare_once(comparison, row, std::nullopt);
  }
}

void CheckRun::compare_columns(Comparison& comparison) {
  auto chosen = columns(check_.columns);
  if (!chosen) return;
  if (chosen->empty()) {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      if (is_numeric(set_.columns[i].type) && set_.columns[i].formula.empty()) chosen->push_back(i);
    }
  }
  for (const std::size_t column : *chosen) {
    comparison.left_side->set_column(column);
    comparison.right_side->set_column(column);
    compare_once(comparison, std::nullopt, column);
  }
}

void CheckRun::compare_once(Comparison& comparison, std::optional<std::size_t> row,
                            std::optional<std::size_t> column) {
  if (see_ != nullptr) {
    if (comparison.relation == Relation::Equal) (*see_)(comparison.left, comparison.right, row, column);
    return;
  }
  Figure left;
  Figure right;
  for (const bool is_left : {true, false}) {
    ExpressionEvaluator& side = is_left ? *comparison.left_side : *comparison.right_side;
    const auto outcome = side.evaluate(is_left ? left : right);
    if (outcome == ExpressionEvaluator::Outcome::Value) continue;
    const bool along = row.has_value() || column.has_value();
    // Along rows and columns, a line with a missing value is passed over.
    const bool passed_over = outcome == ExpressionEvaluator::Outcome::Missing && along;
    if (!passed_over && !side.problem().rule.empty()) diagnostics_.add(side.problem());
    return;
  }
  const bool units_differ = !left.literal && !right.literal && !left.is_text && !right.is_text &&
                            (left.type == ColumnType::Percent) != (right.type == ColumnType::Percent);
  if (units_differ) {
    diagnostics_.error("data/unit", check_.rule.place, "a percentage and a number are compared here",
                       "use figures of one kind");
    return;
  }
  ++results_.comparisons;
  if (comparison.relation == Relation::Equal) {
    for (const ExpressionEvaluator* side : {comparison.left_side, comparison.right_side}) {
      results_.covered.insert(side->cells().begin(), side->cells().end());
    }
  }
  if (!holds(comparison, left, right)) add_rule_failure(comparison, left, right, row, column);
}

bool CheckRun::holds(const Comparison& comparison, const Figure& left, const Figure& right) const {
  if (left.is_text || right.is_text) {
    if (!left.is_text || !right.is_text) return false;
    if (comparison.relation == Relation::Equal) return left.text == right.text;
    // Dates as they are typed, `2019-05-01`, stand in order as text; other words have none.
    if (left.type != ColumnType::Date || right.type != ColumnType::Date || !left.cell || !right.cell)
      return false;
  }
  const auto typed = [&](const CellUse& use) -> const std::string& {
    const DataSet& owner = use.set == set_.id ? set_ : *library_.find(use.set);
    return owner.rows[use.row].cells[use.column].text;
  };
  const int order =
      left.is_text ? typed(*left.cell).compare(typed(*right.cell)) : compare(left.number, right.number);
  switch (comparison.relation) {
    case Relation::AtLeast:
      return order >= 0;
    case Relation::AtMost:
      return order <= 0;
    case Relation::More:
      return order > 0;
    case Relation::Less:
      return order < 0;
    case Relation::Equal:
      break;
  }
  Rational tolerance;
  if (check_.tolerance) {
    tolerance = *check_.tolerance;
  } else if (!left.exact || !right.exact) {
    int places = 0;
    if (right.cell) places = right.decimal_places;
    if (left.cell) places = left.decimal_places;
    tolerance = *divide(power_of_ten(-places), Rational(2));
  }
  const auto distance = subtract(left.number, right.number);
  return distance && compare(distance->absolute(), tolerance) <= 0;
}

void CheckRun::add_rule_failure(const Comparison& comparison, const Figure& left, const Figure& right,
                                std::optional<std::size_t> row, std::optional<std::size_t> column) {
  // The printed figure is the side that is one cell; of two cells, the one with the shorter rule beside it.
  const bool swapped =
      right.cell && (!left.cell || comparison.right.nodes.size() < comparison.left.nodes.size());
  const Figure& stated = swapped ? right : left;
  const Figure& found = swapped ? left : right;
  const Relation relation = swapped ? turned(comparison.relation) : comparison.relation;
  CheckFailure failure;
  failure.kind = comparison.kind;
  failure.finding = expected_text(stated, found, relation);
  failure.published = figure_text(stated);
  failure.printed = stated.cell.has_value();
  if (relation != Relation::Equal) failure.finding_kind = FindingKind::Limit;
  if (stated.cell) {
    name_cell(*stated.cell, failure);
  } else {
    const Span part = comparison.left_part;
    failure.where = "`" + std::string(trim(check_.rule.text.substr(part.begin, part.end - part.begin))) + "`";
    if (row) failure.row = set_.rows[*row].key;
    if (column) failure.column = set_.columns[*column].name;
    if (row) failure.where += " of " + row_label(set_, *row);
    if (column) failure.where += " of " + column_label(set_, *column);
    failure.published = with_working(stated, stated.decimal_places);
    failure.place = check_.rule.place;
  }
  if (found.cell && found.cell->set != set_.id) {
    if (relation == Relation::Equal) failure.finding_kind = FindingKind::OtherTable;
    const DataSet& other = *library_.find(found.cell->set);
    const Cell& at = other.rows[found.cell->row].cells[found.cell->column];
    failure.notes.push_back({"the other figure is here", other.place_of(at)});
  }
  failure.message = fmt::format("{} is {}, expected {}", failure.where, failure.published, failure.finding);
  std::set<CellUse> others = comparison.left_side->cells();
  others.insert(comparison.right_side->cells().begin(), comparison.right_side->cells().end());
  for (const Figure* named : {&stated, &found}) {
    if (named->cell) others.erase(*named->cell);
  }
  add_origin(others, failure);
  failures_.push_back(std::move(failure));
}

/// Where the figures stand that a result is made of: the slip may be in any of them.
void CheckRun::add_origin(const std::set<CellUse>& cells, CheckFailure& failure) const {
  for (auto first = cells.begin(); first != cells.end();) {
    const DataSet& owner = first->set == set_.id ? set_ : *library_.find(first->set);
    auto last = first;
    auto end = first;
    while (end != cells.end() && end->set == first->set) last = end++;
    const auto place = [&](const CellUse& use) {
      return owner.place_of(owner.rows[use.row].cells[use.column]);
    };
    const auto line = [&](const CellUse& use) { return owner.csv->position(place(use).span.begin).line; };
    const bool one = line(*first) == line(*last);
    failure.notes.push_back({one ? fmt::format("line {} has a part in it", line(*first))
                                 : fmt::format("lines {} to {} have a part in it", line(*first), line(*last)),
                             place(*first)});
    first = end;
  }
}

void CheckRun::name_cell(const CellUse& use, CheckFailure& failure) const {
  const DataSet& owner = use.set == set_.id ? set_ : *library_.find(use.set);
  failure.cell = use;
  failure.row = owner.rows[use.row].key;
  failure.column = owner.columns[use.column].name;
  const bool computed = !owner.columns[use.column].formula.empty();
  failure.place = computed ? check_.rule.place : owner.place_of(owner.rows[use.row].cells[use.column]);
  failure.where = row_label(owner, use.row) + ", " + column_label(owner, use.column);
  failure.notes.push_back({"checked by `" + check_.id + "`", check_.place});
}

}  // namespace gazette
