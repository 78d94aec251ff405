#pragma once
// The thirteen checks on the responsibility matrix. Each points at the cell to mend.

#include <cstddef>
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

/// Rows with a gap: topics, or scopes of one, that no board oversees.
std::size_t count_open_gaps(const ResponsibilityMatrix& matrix);

/// Every matrix/* rule, for `gazette explain`.
std::span<const Rule> matrix_rules();

}  // namespace gazette
