// Gauss-Jordan elimination over sparse rows. Each row remembers what it was made of, to name it afterwards.
#include "content/arithmetic/linear_system.h"

#include <algorithm>
#include <numeric>

namespace gazette {
namespace {

using Terms = std::map<std::size_t, Rational>;

struct EliminationRow {
  Terms terms;
  Rational constant;
  Terms origin;  // by equation: how much of it is in this row
};

/// a + factor * b; false when a figure does not fit.
bool add_multiple(Terms& sum, const Terms& other, const Rational& factor) {
  for (const auto& [key, value] : other) {
    const auto product = multiply(value, factor);
    const auto total = product ? add(sum[key], *product) : std::nullopt;
    if (!total) return false;
    if (total->is_zero())
      sum.erase(key);
    else
      sum[key] = *total;
  }
  return true;
}

bool add_multiple(EliminationRow& row, const EliminationRow& other, const Rational& factor) {
  const auto product = multiply(other.constant, factor);
  const auto total = product ? add(row.constant, *product) : std::nullopt;
  if (!total) return false;
  row.constant = *total;
  return add_multiple(row.terms, other.terms, factor) && add_multiple(row.origin, other.origin, factor);
}

/// The equations of one group of unknowns that hang together.
class Elimination {
 public:
  void take(std::size_t index, const LinearEquation& equation) {
    EliminationRow row{equation.terms, equation.constant, {{index, Rational(1)}}};
    for (const auto& [pivot, solved] : rows_) {
      const auto found = row.terms.find(pivot);
      if (found == row.terms.end()) continue;
      if (!add_multiple(row, solved, found->second.negated())) return;
    }
    if (row.terms.empty()) {
      contradicts_ = contradicts_ || !row.constant.is_zero();
      return;
    }
    const std::size_t pivot = row.terms.begin()->first;
    const auto factor = divide(Rational(1), row.terms.begin()->second);
    EliminationRow unit;
    if (!factor || !add_multiple(unit, row, *factor)) return;
    std::map<std::size_t, EliminationRow> changed;  // taken over only when all of them fit
    for (const auto& [other, solved] : rows_) {
      const auto found = solved.terms.find(pivot);
      if (found == solved.terms.end()) continue;
      EliminationRow without = solved;
      if (!add_multiple(without, unit, found->second.negated())) return;
      changed[other] = std::move(without);
    }
    for (auto& [other, without] : changed) rows_[other] = std::move(without);
    rows_[pivot] = std::move(unit);
  }

  void give(std::vector<DeterminedUnknown>& out) const {
    if (contradicts_) return;
    for (const auto& [pivot, row] : rows_) {
      if (row.terms.size() != 1) continue;
      DeterminedUnknown found{pivot, row.constant, {}};
      for (const auto& [equation, part] : row.origin) found.equations.push_back(equation);
      out.push_back(std::move(found));
    }
  }

 private:
  std::map<std::size_t, EliminationRow> rows_;  // by pivot
  bool contradicts_ = false;
};

/// Groups equations that share unknowns, each by the number of its first equation.
std::vector<std::size_t> groups_of(std::span<const LinearEquation> equations) {
  std::vector<std::size_t> parent(equations.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t at) {
    while (parent[at] != at) at = parent[at] = parent[parent[at]];
    return at;
  };
  std::map<std::size_t, std::size_t> first;
  for (std::size_t i = 0; i < equations.size(); ++i) {
    for (const auto& [unknown, coefficient] : equations[i].terms) {
      const auto [known, fresh] = first.emplace(unknown, i);
      if (fresh) continue;
      const std::size_t a = root(i);
      const std::size_t b = root(known->second);
      parent[std::max(a, b)] = std::min(a, b);
    }
  }
  for (std::size_t i = 0; i < parent.size(); ++i) parent[i] = root(i);
  return parent;
}

}  // namespace

std::vector<DeterminedUnknown> determined_unknowns(std::span<const LinearEquation> equations) {
  const std::vector<std::size_t> groups = groups_of(equations);
  std::map<std::size_t, Elimination> eliminations;
  for (std::size_t i = 0; i < equations.size(); ++i) eliminations[groups[i]].take(i, equations[i]);
  std::vector<DeterminedUnknown> out;
  for (const auto& [group, elimination] : eliminations) elimination.give(out);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.unknown < b.unknown; });
  return out;
}

}  // namespace gazette
