// Directives that show the responsibility matrix.
#include <algorithm>

#include "base/spelling.h"
#include "content/directives.h"
#include "content/matrix_html.h"

namespace gazette::directives {
namespace {

MatrixHtmlOptions matrix_options(BodyRenderer& out) {
  MatrixHtmlOptions options;
  options.heading_level = 2 + out.options().heading_shift;
  options.board_address = [&out](std::string_view board) -> std::string {
    const auto found = out.site().by_board.find(std::string(board));
    return found == out.site().by_board.end() ? std::string() : out.page_href(found->second);
  };
  return options;
}

/// The page that holds the whole matrix: where links to topics lead.
std::string topics_address(BodyRenderer& out) {
  for (std::size_t i = 0; i < out.site().pages.size(); ++i) {
    for (const Directive& directive : out.site().pages[i].document->tree.directives) {
      if (directive.name == "matrix") return out.page_href(static_cast<PageId>(i));
    }
  }
  return {};
}

}  // namespace

void enter_matrix(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::Matrix);
  MatrixHtmlOptions options = matrix_options(out);
  static const std::vector<std::pair<std::string, MatrixView>> kViews = {{"gaps", MatrixView::Gaps},
                                                                         {"topics", MatrixView::Topics},
                                                                         {"boards", MatrixView::Boards},
                                                                         {"grid", MatrixView::Grid}};
  if (const DirectiveOption* view = directive.option("view")) {
    const auto found =
        std::find_if(kViews.begin(), kViews.end(), [&](const auto& row) { return row.first == view->value; });
    if (found == kViews.end()) {
      out.diagnostics().error("directive/bad-option", out.place(id, view->value_span),
                              "there is no view `" + view->value + "`", "use gaps, topics, boards or grid");
    } else {
      options.view = found->second;
    }
  }
  out.html() += ::gazette::matrix_html(out.site().matrix, options, out.wording());
  out.html() += '\n';
}

void enter_board(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::Matrix);
  if (directive.argument.empty()) return;
  MatrixHtmlOptions options = matrix_options(out);
  options.topics_address = topics_address(out);
  const std::string html = board_html(out.site().matrix, directive.argument, options, out.wording());
  if (html.empty()) {
    std::vector<std::string> known;
    for (const Board& board : out.site().matrix.boards) known.push_back(board.id);
    out.diagnostics().error("matrix/unknown-board", out.place(id, directive.argument_span),
                            "there is no board `" + directive.argument + "`",
                            did_you_mean(directive.argument, known));
  }
  out.html() += html + "\n";
}

}  // namespace gazette::directives
