#pragma once
// Statistical disclosure control: a figure withheld as `[c]` must not follow from the figures around it.

#include <string_view>

#include "base/diagnostics.h"
#include "model/data_set.h"

namespace gazette {

/// Reports each confidential figure (`[c]`) that has only one possible value, by what is published of all
/// data sets: rows and columns that add up to a total, groups of rows, equalities among `checks:`, and shares
/// of a whole where one whole number alone fits. `data/disclosure`, an error at the cell, names the equation
/// and proposes a second figure to withhold. After the guidance of the UK Government Statistical Service and
/// Eurostat on secondary suppression.
void check_disclosure(const DataLibrary& library, Diagnostics& diagnostics);

}  // namespace gazette
