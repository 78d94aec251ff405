// Values in sentences, and charts.
#include "base/text.h"
#include "content/arithmetic/value_role.h"
#include "content/body/data_downloads.h"
#include "content/body/directives.h"
#include "content/chart/chart_from_data_set.h"
#include "content/chart/render_chart.h"
#include "content/tables/data_table.h"

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
  if (at != std::string_view::npos)
    inside.span = {whole.span.begin + at, whole.span.begin + at + node.text.size()};
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

}  // namespace

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
  // The same data as a table is half of the chart's text alternative (WAI, complex images).
  DataTableOptions table;
  table.id = out.unique_id("chart-table-" + slugify(set->id));
  table.show_source = false;
  table.waived = out.findings().waived;
  out.depend(DependencyKind::Corrections);
  DataTableView view;
  // A caption says what the table holds, and two charts of parts of one data set need two names.
  const bool part = directive.option("series") != nullptr || directive.option("rows") != nullptr ||
                    figure.id != "chart-" + slugify(set->id);
  view.caption = part && !chart->data.message.empty() ? set->title + ": " + chart->data.message : set->title;
  for (const std::size_t column : chart->table_columns)
    view.columns.push_back({set->columns[column].name, place});
  for (const std::size_t row : chart->rows) view.rows.push_back({set->rows[row].key, place});
  Diagnostics said_by_tables;  // advice on long tables is for `{table}`
  if (auto html =
          data_table_html(*set, view, table, out.wording(), place, said_by_tables, &out.body().cells)) {
    figure.table_html = std::move(*html);
  }
  for (const DataDownload& download : data_downloads(out.site(), *set)) {
    figure.downloads_html += (figure.downloads_html.empty() ? "" : " ") + std::string("<a href=\"") +
                             escape_html(download.address) + "\">" + escape_html(set->title) + " (" +
                             download.format + ", " + download.size + ")</a>";
  }
  out.html() += render_chart_figure(chart->data, figure, chart_words(out.wording())) + "\n";
}

}  // namespace directives
}  // namespace gazette
