// Directives that show the responsibility matrix.
#include <algorithm>
#include <optional>

#include "base/spelling.h"
#include "base/text.h"
#include "content/body/data_downloads.h"
#include "content/body/directives.h"
#include "content/matrix/html.h"
#include "content/prose/link_target.h"

namespace gazette::directives {
namespace {

constexpr std::string_view kMatrixFiles =
    "they stand in content/data/boards.csv and content/data/responsibilities.csv";

/// The `view` of a `{matrix}` directive; nullopt for a word that is none.
std::optional<MatrixView> view_of(const Directive& directive) {
  static const std::vector<std::pair<std::string, MatrixView>> kViews = {{"gaps", MatrixView::Gaps},
                                                                         {"topics", MatrixView::Topics},
                                                                         {"boards", MatrixView::Boards},
                                                                         {"grid", MatrixView::Grid}};
  const DirectiveOption* view = directive.option("view");
  if (view == nullptr) return MatrixView::All;
  const auto found =
      std::find_if(kViews.begin(), kViews.end(), [&](const auto& row) { return row.first == view->value; });
  return found == kViews.end() ? std::nullopt : std::optional(found->second);
}

/// The first directive of a page that holds the rows of topics with their anchors: the topics table, or the
/// grid where there is no such table.
const Directive* anchor_holder(const Page& page) {
  const Directive* grid = nullptr;
  for (const Directive& directive : page.document->tree.directives) {
    if (directive.name != "matrix") continue;
    const std::optional<MatrixView> view = view_of(directive);
    if (view == MatrixView::All || view == MatrixView::Topics) return &directive;
    if (view == MatrixView::Grid && grid == nullptr) grid = &directive;
  }
  return grid;
}

/// The page whose matrix has the rows that links to topics lead to: this one if it can be.
std::string topics_address(BodyRenderer& out) {
  if (anchor_holder(out.page()) != nullptr) return {};
  for (std::size_t i = 0; i < out.site().pages.size(); ++i) {
    if (anchor_holder(out.site().pages[i]) != nullptr) return out.page_href(static_cast<PageId>(i));
  }
  return {};
}

MatrixHtmlOptions matrix_options(BodyRenderer& out) {
  MatrixHtmlOptions options;
  options.heading_level = 2 + out.options().heading_shift;
  options.board_address = [&out](std::string_view board) -> std::string {
    const auto found = out.site().by_board.find(std::string(board));
    return found == out.site().by_board.end() ? std::string() : out.page_href(found->second);
  };
  options.topics_address = topics_address(out);
  options.downloads = matrix_downloads(out.site());
  return options;
}

}  // namespace

void enter_matrix(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::Matrix);
  MatrixHtmlOptions options = matrix_options(out);
  options.id_prefix = out.unique_id("matrix");
  options.anchors = anchor_holder(out.page()) == &directive;
  const std::optional<MatrixView> view = view_of(directive);
  if (!view) {
    const DirectiveOption& written = *directive.option("view");
    out.diagnostics().error("directive/bad-option", out.place(id, written.value_span),
                            "there is no view `" + written.value + "`", "use gaps, topics, boards or grid");
  }
  options.view = view.value_or(MatrixView::All);
  if (out.site().matrix.rows.empty()) {
    out.diagnostics().error("matrix/no-data", out.place(id, directive.name_span),
                            "this site has no topics for a matrix", std::string(kMatrixFiles));
    return;
  }
  out.html() += ::gazette::matrix_html(out.site().matrix, options, out.wording());
  out.html() += '\n';
}

void enter_board(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::Matrix);
  if (directive.argument.empty()) return;
  MatrixHtmlOptions options = matrix_options(out);
  const std::string html = board_html(out.site().matrix, directive.argument, options, out.wording());
  if (html.empty()) {
    std::vector<std::string> known;
    for (const Board& board : out.site().matrix.boards) known.push_back(board.id);
    std::string hint = known.empty() ? std::string(kMatrixFiles) : did_you_mean(directive.argument, known);
    if (hint.empty()) hint = "the boards are " + join(known, ", ");
    out.diagnostics().error("matrix/unknown-board", out.place(id, directive.argument_span),
                            "there is no board `" + directive.argument + "`", std::move(hint));
  }
  out.html() += html + "\n";
}

}  // namespace gazette::directives
