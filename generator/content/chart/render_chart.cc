#include "content/chart/render_chart.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/chart/describe_chart.h"
#include "content/chart/layout.h"
#include "content/chart/sparkline.h"

namespace gazette {

std::string_view chart_type_name(ChartType type) {
  switch (type) {
    case ChartType::Bar:
      return "bar";
    case ChartType::GroupedBar:
      return "grouped-bar";
    case ChartType::StackedBar:
      return "stacked-bar";
    case ChartType::Line:
      return "line";
    case ChartType::Sparkline:
      break;
  }
  return "sparkline";
}

std::optional<ChartType> parse_chart_type(std::string_view name) {
  for (ChartType type :
       {ChartType::Bar, ChartType::GroupedBar, ChartType::StackedBar, ChartType::Line, ChartType::Sparkline})
    if (chart_type_name(type) == name) return type;
  return std::nullopt;
}

std::optional<ChartLabels> parse_chart_labels(std::string_view name) {
  if (name == "ends") return ChartLabels::Ends;
  if (name == "all") return ChartLabels::All;
  if (name == "none") return ChartLabels::None;
  return std::nullopt;
}

std::size_t max_chart_categories(ChartType type, std::size_t series) {
  const std::size_t count = std::clamp<std::size_t>(series, 1, kMaxChartSeries);
  if (type == ChartType::Line || type == ChartType::Sparkline)
    return std::min(kMaxLineCategories, kMaxLinePoints / count);
  return std::min(kMaxBarCategories, 40 + 5 * (kMaxChartSeries - count));
}

namespace {

/// From everything to the least that is still a chart. What a step leaves out stays in the table.
std::vector<Detail> detail_steps() {
  std::vector<Detail> steps;
  Detail detail;
  steps.push_back(detail);
  detail.values = false;
  steps.push_back(detail);
  detail.series_names = false;
  detail.title_length = 400;
  steps.push_back(detail);
  detail.name_width = 240;
  for (double width : {240.0, 180.0, 140.0, 110.0, 90.0, 75.0}) {
    detail.label_width = width;
    detail.title_length = 200;
    steps.push_back(detail);
  }
  for (double width : {140.0, 90.0, 60.0}) {
    detail.markers = width > 100;
    detail.name_width = width;
    detail.label_width = std::min(detail.label_width, width);
    detail.title_length = static_cast<std::size_t>(width);
    steps.push_back(detail);
  }
  return steps;
}

std::string first_characters(std::string_view text, std::size_t count) {
  if (count_characters(text) <= count) return std::string(text);
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < count && at < text.size(); ++i) at += decode_utf8(text, at).length;
  return std::string(text.substr(0, at)) + "…";
}

Drawing draw_nothing(const Frame& frame) {
  Drawing drawing(frame.pixels(), frame.prefix);
  drawing.height = 40;
  drawing.text(frame.pixels() / 2, 25, Anchor::Middle, frame.strings->no_values);
  return drawing;
}

Drawing draw(const ChartData& data, const Frame& frame) {
  if (!value_extent(data).any) return draw_nothing(frame);
  switch (data.type) {
    case ChartType::Line:
    case ChartType::Sparkline:
      return draw_lines(data, frame);
    case ChartType::StackedBar:
      return draw_stacked_bars(data, frame);
    case ChartType::Bar:
    case ChartType::GroupedBar:
      break;
  }
  return draw_bars(data, frame);
}

std::string render_one(const ChartData& data, std::string_view id, ChartWidth width,
                       const ChartStrings& strings) {
  const bool wide = width == ChartWidth::Wide;
  const std::string title = chart_alt(data, strings);
  std::string svg;
  for (const Detail& detail : detail_steps()) {
    const Frame frame{width, std::string(id) + (wide ? "-w" : "-n"), detail, &strings};
    svg = draw(data, frame)
              .svg(wide ? "chart-wide" : "chart-narrow", first_characters(title, detail.title_length));
    if (svg.size() <= kMaxChartBytes) break;
  }
  return svg;
}

/// The first series and categories, as many as a chart of this type can show.
ChartData within_limits(const ChartData& data) {
  ChartData kept = data;
  if (kept.series.size() > kMaxChartSeries) kept.series.resize(kMaxChartSeries);
  if (data.type == ChartType::Bar && kept.series.size() > 1) kept.type = ChartType::GroupedBar;
  const std::size_t categories = max_chart_categories(kept.type, kept.series.size());
  if (kept.categories.size() > categories) kept.categories.resize(categories);
  return kept;
}

void append_caption(std::string& out, const ChartData& data, const ChartFigure& figure,
                    const ChartStrings& strings) {
  const std::string& message = data.message.empty() ? data.title : data.message;
  out += "<figcaption>";
  if (!figure.number.empty()) {
    out += "<span class=\"figure-number\">";
    append_escaped_html(out, fill_chart_string(strings.figure, {{"number", figure.number}}));
    out += ":</span> ";
  }
  append_escaped_html(out, message);
  std::string details = data.unit;
  if (!data.period.empty()) details += (details.empty() ? "" : ", ") + data.period;
  if (!data.message.empty() && !data.title.empty() && data.title != data.message)
    details = data.title + (details.empty() ? "" : ", ") + details;
  if (!details.empty()) out += " <span class=\"figure-details\">" + escape_html(details) + "</span>";
  out += "</figcaption>";
}

void append_table(std::string& out, const ChartFigure& figure, const ChartStrings& strings) {
  if (figure.table_html.empty()) return;
  const bool open = figure.table == ChartTable::Show ||
                    (figure.table == ChartTable::Automatic && figure.table_rows <= kOpenTableRows);
  if (open) {
    out += figure.table_html;
    return;
  }
  out += "<details class=\"chart-table\"><summary>" + escape_html(strings.table_summary) + "</summary>" +
         figure.table_html + "</details>";
}

}  // namespace

ChartSvgs render_chart_svgs(const ChartData& data, std::string_view id, const ChartStrings& strings) {
  const ChartData kept = within_limits(data);
  if (data.type == ChartType::Sparkline) {
    if (kept.series.empty()) return {};
    const std::string svg = sparkline_svg(kept.series[0].values);
    return {svg, svg};
  }
  return {render_one(kept, id, ChartWidth::Narrow, strings), render_one(kept, id, ChartWidth::Wide, strings)};
}

std::string render_chart_figure(const ChartData& data, const ChartFigure& figure,
                                const ChartStrings& strings) {
  std::string out = "<figure class=\"chart\" id=\"" + escape_html(figure.id) + "\">";
  append_caption(out, data, figure, strings);
  const ChartSvgs svgs = render_chart_svgs(data, figure.id, strings);
  out += "<div class=\"chart-plot\">" + svgs.narrow;
  if (data.type != ChartType::Sparkline) out += svgs.wide;
  out += "</div><p class=\"chart-summary\">" + escape_html(chart_summary(data, strings)) + "</p>";
  append_table(out, figure, strings);
  if (!figure.downloads_html.empty())
    out += "<div class=\"chart-downloads\">" + figure.downloads_html + "</div>";
  if (!figure.source.empty())
    out += "<p class=\"chart-source\">" +
           escape_html(fill_chart_string(strings.source, {{"source", figure.source}})) + "</p>";
  out += "</figure>";
  return out;
}

}  // namespace gazette
