// Directives that show data sets and the responsibility matrix.
#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "content/chart/chart_from_data_set.h"
#include "content/chart/render_chart.h"
#include "content/directives.h"
#include "content/matrix_html.h"
#include "content/value_role.h"

namespace gazette {

const DataSet* BodyRenderer::data_set(std::string_view name, const Place& place) {
  depend(DependencyKind::DataSet, std::string(name));
  const DataSet* set = site_.data.find(name);
  if (set == nullptr && !name.empty()) {
    diagnostics_.error("data/unknown-set", place, "there is no data set `" + std::string(name) + "`",
                       site_.data.suggest(name));
  }
  return set;
}

void BodyRenderer::value_role(NodeId id, const MarkdownNode& node) {
  const Place whole = tree_.place(id);
  // The expression stands between the back-ticks, at the end of the role.
  const std::string_view slice = whole.source->slice(whole.span);
  const std::size_t at = slice.rfind(node.text);
  Place inside = whole;
  if (at != std::string_view::npos) inside.span = {whole.span.begin + at, whole.span.begin + at + node.text.size()};
  const auto result = evaluate_value_role(node.text, inside, site_.data, site_.build_date, diagnostics_);
  if (!result) return;
  for (const std::string& set : result->sets) depend(DependencyKind::DataSet, set);
  if (!result->waiver.empty()) depend(DependencyKind::Corrections);
  body_.cells.insert(body_.cells.end(), result->cells.begin(), result->cells.end());
  body_.html += "<span class=\"value\">" + escape_html(result->text) + "</span>";
}

namespace directives {
namespace {

ChartStrings chart_words(const Wording& wording) {
  return chart_strings([&](std::string_view key) -> std::optional<std::string> {
    const auto found = wording.find(std::string(key));
    return found == wording.end() ? std::nullopt : std::optional(found->second);
  });
}

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
  static const std::vector<std::pair<std::string, MatrixView>> kViews = {
      {"gaps", MatrixView::Gaps}, {"topics", MatrixView::Topics}, {"boards", MatrixView::Boards}, {"grid", MatrixView::Grid}};
  if (const DirectiveOption* view = directive.option("view")) {
    const auto found = std::find_if(kViews.begin(), kViews.end(), [&](const auto& row) { return row.first == view->value; });
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
                            "there is no board `" + directive.argument + "`", did_you_mean(directive.argument, known));
  }
  out.html() += html + "\n";
}

void enter_chart(BodyRenderer& out, NodeId id, const Directive& directive) {
  const Place place = out.place(id, directive.argument_span);
  const int number = out.next_figure_number();
  const DataSet* set = out.data_set(directive.argument, place);
  if (set == nullptr) return;
  std::vector<ChartOption> options;
  for (const DirectiveOption& option : directive.options) {
    options.push_back({option.key, {option.value, out.place(id, option.value_span)}});
  }
  const auto chart = chart_from_data_set(*set, options, place, out.diagnostics());
  if (!chart) return;
  out.body().cells.insert(out.body().cells.end(), chart->uses.begin(), chart->uses.end());
  ChartFigure figure;
  figure.id = out.unique_id("chart-" + slugify(set->id));
  figure.number = std::to_string(number);
  figure.table = chart->table;
  figure.table_rows = chart->rows.size();
  figure.source = set->source;
  out.html() += render_chart_figure(chart->data, figure, chart_words(out.wording())) + "\n";
}

}  // namespace directives
}  // namespace gazette
