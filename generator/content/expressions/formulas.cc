// Computed columns: works them out over all data sets, each after those it needs.
#include <algorithm>
#include <map>
#include <utility>

#include "content/expressions/expression.h"

namespace gazette {
namespace {

using ColumnId = std::pair<std::size_t, std::size_t>;  // data set, column

class FormulaOrder {
 public:
  FormulaOrder(DataLibrary& library, Diagnostics& diagnostics)
      : library_(library), diagnostics_(diagnostics) {}

  void run() {
    for (std::size_t set = 0; set < library_.sets.size(); ++set) {
      for (std::size_t column = 0; column < library_.sets[set].columns.size(); ++column) {
        if (!library_.sets[set].columns[column].formula.empty()) read({set, column});
      }
    }
    for (const auto& [id, expression] : expressions_) compute(id);
  }

 private:
  enum class State { Waiting, Open, Done };

  const Column& column(ColumnId id) const { return library_.sets[id.first].columns[id.second]; }
  std::string name(ColumnId id) const { return library_.sets[id.first].id + "." + column(id).name; }

  void read(ColumnId id) {
    const Column& described = column(id);
    const ExpressionText source{described.formula, described.formula_place};
    auto expression = parse_expression(source, {0, source.text.size()}, LocalNames::Allowed, diagnostics_,
                                       &library_.sets[id.first]);
    if (!expression || !bind_expression(*expression, library_, &library_.sets[id.first], diagnostics_))
      return;
    expressions_.emplace(id, std::move(*expression));
  }

  /// The computed columns that a formula reads.
  std::vector<ColumnId> needs(const Expression& expression) const {
    std::vector<ColumnId> out;
    for (const ExpressionNode& node : expression.nodes) {
      if (node.kind != ExpressionNode::Kind::Cells) continue;
      const auto set = static_cast<std::size_t>(node.set - library_.sets.data());
      for (const std::size_t index : node.columns.indexes) {
        if (expressions_.count({set, index}) > 0) out.emplace_back(set, index);
      }
    }
    return out;
  }

  /// Depth first, with a stack of its own: a chain of formulas may be as long as there are columns.
  void compute(ColumnId first) {
    std::vector<ColumnId> path = {first};
    while (!path.empty()) {
      const ColumnId id = path.back();
      State& state = states_[id];
      if (state == State::Done) {
        path.pop_back();
        continue;
      }
      state = State::Open;
      std::optional<ColumnId> next;
      bool ring = false;
      for (const ColumnId& needed : needs(expressions_.at(id))) {
        const State other = states_[needed];
        if (other == State::Open) ring = report_ring(path, needed);
        if (other == State::Waiting && !next) next = needed;
        if (ring) break;
      }
      if (!ring && next) {
        path.push_back(*next);
        continue;
      }
      if (!ring) fill(id);
      states_[id] = State::Done;
      path.pop_back();
    }
  }

  bool report_ring(const std::vector<ColumnId>& path, ColumnId start) {
    std::string ring;
    for (auto at = std::find(path.begin(), path.end(), start); at != path.end(); ++at)
      ring += name(*at) + " needs ";
    diagnostics_.error("data/circular", column(path.back()).formula_place,
                       "this formula needs its own result: " + ring + name(start),
                       "take one of the names out of its formula");
    return true;
  }

  void fill(ColumnId id) {
    DataSet& set = library_.sets[id.first];
    Column& described = set.columns[id.second];
    ExpressionEvaluator evaluator(expressions_.at(id));
    int places = 0;
    bool percent = false;
    for (std::size_t row = 0; row < set.rows.size(); ++row) {
      evaluator.set_row(row);
      Figure figure;
      const auto outcome = evaluator.evaluate(figure);
      Cell& cell = set.rows[row].cells[id.second];
      if (outcome == ExpressionEvaluator::Outcome::Missing) {
        cell.missing = not_applicable(set);
        continue;
      }
      if (outcome == ExpressionEvaluator::Outcome::Failed || figure.is_text) {
        if (!evaluator.problem().rule.empty()) diagnostics_.add(evaluator.problem());
        return;
      }
      cell.number = figure.number;
      places = std::max(places, figure.decimal_places);
      percent = percent || (figure.type == ColumnType::Percent && !figure.points);
    }
    if (percent && described.type == ColumnType::Decimal) described.type = ColumnType::Percent;
    if (!described.decimal_places) described.decimal_places = places;
    for (DataRow& row : set.rows) {
      Cell& cell = row.cells[id.second];
      if (cell.number) cell.text = format_plain_number(*cell.number, *described.decimal_places);
    }
  }

  static std::int16_t not_applicable(const DataSet& set) {
    for (std::size_t i = 0; i < set.missing_codes.size(); ++i) {
      if (set.missing_codes[i].code == "[z]") return static_cast<std::int16_t>(i);
    }
    return 0;
  }

  DataLibrary& library_;
  Diagnostics& diagnostics_;
  std::map<ColumnId, Expression> expressions_;
  std::map<ColumnId, State> states_;
};

}  // namespace

void compute_formulas(DataLibrary& library, Diagnostics& diagnostics) {
  FormulaOrder(library, diagnostics).run();
}

}  // namespace gazette
