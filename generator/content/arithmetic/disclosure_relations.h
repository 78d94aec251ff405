#pragma once
// The sums that readers can see in data sets, as relations between cells. Half of
// content/arithmetic/disclosure.

#include <map>
#include <string>
#include <vector>

#include "base/rational.h"
#include "model/data_set.h"

namespace gazette {

/// A cell of a library: the set by its index.
struct CellKey {
  std::size_t set = 0;
  std::size_t row = 0;
  std::size_t column = 0;
  auto operator<=>(const CellKey&) const = default;
};

/// The sum of factor times cell, over `cells`, and of `constant` is 0.
struct CellSum {
  std::map<CellKey, Rational> cells;
  Rational constant;
};

/// A sum that holds, and what to call it: "the total", "the check `sum`".
struct CellRelation {
  CellSum sum;
  std::string name;
};

/// A published share: `part` of `whole` is `share` per cent, rounded to `decimal_places`.
struct ShareRelation {
  CellSum part;
  CellSum whole;
  CellKey share;
  int decimal_places = 0;
};

struct PublishedRelations {
  std::vector<CellRelation> sums;
  std::vector<ShareRelation> shares;
};

/// Rows that add up to a total row, columns that add up to a total column, and what `checks:` declare. A
/// total row counts when the author names it or its label says so, and no complete column speaks against it;
/// a total column by its label, or when three complete rows or more agree and none disagrees.
PublishedRelations published_relations(const DataLibrary& library);

}  // namespace gazette
