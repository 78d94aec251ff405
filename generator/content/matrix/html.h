#pragma once
// Markup of the responsibility matrix: four views and the page of one board. All is
// static; data attributes on rows let a script filter them (themes/civic/assets/matrix-filter.js).

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "content/words/wording.h"
#include "model/responsibilities.h"

namespace gazette {

/// `{matrix}` option `view`.
enum class MatrixView { All, Gaps, Topics, Boards, Grid };

/// A file for reuse. `text` is the wording's key, which takes `{format}` and `{size}`.
struct MatrixDownload {
  std::string text;
  std::string address;
  std::string format;
  std::string size;
};

struct MatrixHtmlOptions {
  MatrixView view = MatrixView::All;
  /// Address of a board's page; an empty answer gives plain text.
  std::function<std::string(std::string_view board_id)> board_address;
  /// Address of the page that holds the topics table, for links to topics; empty when it is this page.
  std::string topics_address;
  /// Whether rows carry the anchors of topics. Off where another matrix on the page has them.
  bool anchors = true;
  /// Start of the ids of headings and captions; must differ for each matrix on a page.
  std::string id_prefix = "matrix";
  /// Files that are offered below the grid.
  std::vector<MatrixDownload> downloads;
  /// Heading level of the views and of the parts of a board's page. A single view has no heading.
  int heading_level = 2;
};

/// The `{matrix}` directive. Row anchors are those of TopicRow::anchor and stand on the topics table,
/// or on the grid when it is the only view.
std::string matrix_html(const ResponsibilityMatrix& matrix, const MatrixHtmlOptions& options,
                        const Wording& wording);

/// The `{board} ID` directive: what reports here, what passes through it, what it has an interest
/// in, and where it reports to itself. Empty when there is no such board.
std::string board_html(const ResponsibilityMatrix& matrix, std::string_view board_id,
                       const MatrixHtmlOptions& options, const Wording& wording);

/// The grid as CSV (RFC 4180): a row for each topic and scope, a column for each board in the grid,
/// then other boards, the way it goes through, status and note. Words, no merged cells; text that a
/// spreadsheet would take for a formula gets an apostrophe in front.
std::string matrix_grid_csv(const ResponsibilityMatrix& matrix, const Wording& wording);

}  // namespace gazette
