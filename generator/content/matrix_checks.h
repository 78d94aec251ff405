#pragma once
// The thirteen checks on the responsibility matrix (DOMAIN 4.4). Each points at the cell to mend.

#include <span>
#include <string>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "model/responsibilities.h"

namespace gazette {

struct MatrixCheckOptions {
  std::string build_date;                 // "2026-11-23"; empty: matrix/review-due is left out
  int review_months = 12;                 // how long a review holds; 0: matrix/review-due is left out
  Severity gap_open = Severity::Warning;  // Error blocks a release while a gap is open
};

/// Reports every matrix/* finding but those of reading the files.
void check_matrix(const ResponsibilityMatrix& matrix, const MatrixCheckOptions& options,
                  Diagnostics& diagnostics);

/// Every matrix/* rule, for `gazette explain`.
std::span<const Rule> matrix_rules();

}  // namespace gazette
