#pragma once
// Exact linear algebra for disclosure control: which unknowns have one value only.

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "base/rational.h"

namespace gazette {

/// The sum of coefficient times unknown, over `terms`, is `constant`. Unknowns are numbered by the caller.
struct LinearEquation {
  std::map<std::size_t, Rational> terms;  // no coefficient is 0
  Rational constant;
};

struct DeterminedUnknown {
  std::size_t unknown = 0;
  Rational value;
  std::vector<std::size_t> equations;  // indexes of those it follows from
};

/// Every unknown that has the same value in all solutions, in order of its number. By elimination with exact
/// fractions; an equation whose figures grow beyond what Rational holds is left out, so that nothing is ever
/// claimed that does not follow. Equations that contradict each other determine nothing between them.
std::vector<DeterminedUnknown> determined_unknowns(std::span<const LinearEquation> equations);

}  // namespace gazette
