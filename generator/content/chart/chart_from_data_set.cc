#include "content/chart/chart_from_data_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "content/chart/chart_settings.h"
#include "content/chart/time_scale.h"

namespace gazette {
namespace {

/// Letters of any script; figures and punctuation alone are no name.
bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// Reads one chart; each step reports what it meets and carries on, so that an author sees all at once.
class ChartReader {
 public:
  ChartReader(const DataSet& set, const std::vector<ChartOption>& options, const Place& place,
              Diagnostics& diagnostics)
      : set_(set),
        place_(place),
        diagnostics_(diagnostics),
        settings_(chart_settings(set, options, place, diagnostics)) {}

  std::optional<ChartFromData> read() {
    const std::size_t errors = diagnostics_.count(Severity::Error);
    choose_rows();
    choose_columns();
    if (diagnostics_.count(Severity::Error) > errors) return std::nullopt;
    fill_categories_and_series();
    choose_type();
    place_in_time();
    choose_table();
    fill_words();
    fill_scale();
    fill_labels();
    check_size();
    fill_table_columns();
    if (diagnostics_.count(Severity::Error) > errors) return std::nullopt;
    return std::move(chart_);
  }

 private:
  bool turned() const { return settings_.x.text == "columns" && !find_column(set_, "columns"); }

  void choose_rows() {
    if (settings_.rows.empty()) {
      for (std::size_t row = 0; row < set_.rows.size(); ++row)
        if (!set_.is_total(row)) chart_.rows.push_back(row);
    }
    for (const PlacedText& key : settings_.rows) {
      if (const auto row = find_row(set_, key.text))
        chart_.rows.push_back(*row);
      else
        diagnostics_.error("chart/row", key.place, "the data set " + no_such_row(set_, key.text),
                           suggest_row(set_, key.text));
    }
    if (chart_.rows.empty() && settings_.rows.empty())
      diagnostics_.error("chart/no-figures", place_,
                         fmt::format("the data set `{}` has no rows to draw", set_.id),
                         set_.rows.empty() ? "its file holds the names of the columns and nothing more" : "");
  }

  std::optional<std::size_t> column(const PlacedText& name) {
    const auto found = find_column(set_, name.text);
    if (!found)
      diagnostics_.error("chart/column", name.place,
                         fmt::format("the data set `{}` has no column `{}`", set_.id, name.text),
                         suggest_column(set_, name.text));
    return found;
  }

  void choose_columns() {
    for (const PlacedText& name : settings_.series) {
      const auto found = column(name);
      if (!found) continue;
      if (is_numeric(set_.columns[*found].type))
        chart_.columns.push_back(*found);
      else
        diagnostics_.error(
            "chart/not-figures", name.place, fmt::format("column `{}` holds no figures to draw", name.text),
            "give the column a type such as integer, decimal or percent, or leave it out of `series`");
    }
    if (settings_.series.empty())
      for (std::size_t i = 0; i < set_.columns.size(); ++i)
        if (!set_.columns[i].hidden && is_numeric(set_.columns[i].type)) chart_.columns.push_back(i);
    if (!settings_.x.text.empty() && !turned()) x_column_ = column(settings_.x);
    if (chart_.columns.empty() && settings_.series.empty())
      diagnostics_.error("chart/no-figures", place_,
                         fmt::format("the data set `{}` has no column of figures", set_.id));
    check_one_unit();
  }

  /// Two scales in one chart mislead (Government Analysis Function, Charts: a checklist).
  void check_one_unit() {
    if (chart_.columns.empty()) return;
    const std::size_t first = chart_.columns.front();
    for (std::size_t column : chart_.columns) {
      const bool same_kind = share(column) == share(first) && money(column) == money(first);
      if (same_kind && set_.unit_of(column) == set_.unit_of(first)) continue;
      diagnostics_.error("chart/mixed-units",
                         settings_.series.empty() ? place_ : settings_.series.front().place,
                         fmt::format("columns `{}` and `{}` have different units", set_.columns[first].name,
                                     set_.columns[column].name),
                         "name columns of one unit in `series`, or make two charts");
      return;
    }
  }
  bool share(std::size_t column) const { return set_.columns[column].type == ColumnType::Percent; }
  bool money(std::size_t column) const { return set_.columns[column].type == ColumnType::Currency; }

  std::string row_name(std::size_t row) const {
    return x_column_ ? cell_text(set_, row, *x_column_) : row_label(set_, row);
  }

  /// The column's own label where that tells the chosen columns apart, else with its group's.
  std::string column_name(std::size_t column) const {
    const std::string& label = set_.columns[column].label;
    const auto alike = std::count_if(chart_.columns.begin(), chart_.columns.end(),
                                     [&](std::size_t other) { return set_.columns[other].label == label; });
    return alike > 1 ? column_label(set_, column) : label;
  }

  void add_cell(ChartSeries& series, std::size_t row, std::size_t column) {
    const Cell& cell = set_.rows[row].cells[column];
    if (cell.number)
      series.values.emplace_back(to_double(*cell.number));
    else
      series.values.emplace_back(std::nullopt);
    series.texts.push_back(cell_text(set_, row, column));
    chart_.uses.push_back({set_.id, row, column});
  }

  void fill_categories_and_series() {
    ChartData& data = chart_.data;
    for (std::size_t row : chart_.rows) {
      if (!turned()) {
        data.categories.push_back(row_name(row));
        continue;
      }
      ChartSeries series{row_name(row), {}, {}};
      for (std::size_t column : chart_.columns) add_cell(series, row, column);
      data.series.push_back(std::move(series));
    }
    for (std::size_t column : chart_.columns) {
      if (turned()) {
        data.categories.push_back(column_name(column));
        continue;
      }
      ChartSeries series{column_name(column), {}, {}};
      for (std::size_t row : chart_.rows) add_cell(series, row, column);
      data.series.push_back(std::move(series));
    }
    const bool any = std::any_of(data.series.begin(), data.series.end(), [](const ChartSeries& series) {
      return std::any_of(series.values.begin(), series.values.end(),
                         [](auto& value) { return value.has_value(); });
    });
    if (!any) diagnostics_.error("chart/no-figures", place_, "every figure of this chart is missing");
  }

  void choose_type() {
    ChartData& data = chart_.data;
    data.type = data.series.size() > 1 ? ChartType::GroupedBar : ChartType::Bar;
    const std::string& name = settings_.type.text;
    if (name.empty()) return;
    const auto type = parse_chart_type(name);
    if (!type) {
      const std::vector<std::string> known = {"bar", "grouped-bar", "stacked-bar", "line", "sparkline"};
      std::string hint = did_you_mean(name, known);
      if (hint.empty()) hint = "the types are " + join(known, ", ");
      diagnostics_.error("chart/type", settings_.type.place, fmt::format("there is no chart type `{}`", name),
                         hint);
      return;
    }
    data.type = *type;
    if (data.type == ChartType::Bar && data.series.size() > 1) data.type = ChartType::GroupedBar;
    if (data.type == ChartType::StackedBar) check_stack();
  }

  /// Years, dates and periods stand as far apart as they are, or a line would be steeper than the truth.
  void place_in_time() {
    if (chart_.data.type != ChartType::Line) return;
    std::vector<std::string> times;
    if (turned()) {
      for (const std::size_t column : chart_.columns) {
        const Column& described = set_.columns[column];
        times.push_back(described.period.empty() ? described.label : described.period);
      }
    } else {
      const bool one = x_column_ || set_.row_header.size() == 1;
      const std::size_t column = x_column_.value_or(one ? set_.row_header.front() : 0);
      if (!one || set_.columns[column].identifier || is_numeric(set_.columns[column].type)) return;
      for (const std::size_t row : chart_.rows) times.push_back(set_.rows[row].cells[column].text);
    }
    chart_.data.positions = time_positions(times);
  }

  /// A stack with a part that is not known has a length that means nothing.
  void check_stack() {
    for (const ChartSeries& series : chart_.data.series)
      for (std::size_t i = 0; i < series.values.size(); ++i)
        if (!series.values[i])
          return static_cast<void>(
              diagnostics_.warning("chart/stack-gap", settings_.type.place,
                                   fmt::format("`{}` has no figure for {}, so that bar is too short",
                                               series.name, chart_.data.categories[i]),
                                   "use grouped bars, or leave the row out with `rows`"));
  }

  void choose_table() {
    const std::string& choice = settings_.table.text;
    if (choice == "show") chart_.table = ChartTable::Show;
    if (choice == "hide") chart_.table = ChartTable::Hide;
    if (choice.empty() || choice == "show" || choice == "hide" || choice == "auto") return;
    diagnostics_.error("chart/option", settings_.table.place,
                       fmt::format("`{}` is not a choice for `table`", choice), "write show, hide or auto");
  }

  void fill_words() {
    ChartData& data = chart_.data;
    data.title = set_.title;
    data.message = settings_.message.text;
    data.alt = settings_.alt.text;
    data.summary = settings_.summary.text;
    data.unit = set_.unit_of(chart_.columns.front());
    if (data.unit == "%" || data.unit == "£") data.unit.clear();
    if (data.type == ChartType::Sparkline) return;
    if (data.message.empty())
      diagnostics_.info(
          "chart/no-message", place_, "this chart does not say what it shows",
          "add a `message`, one sentence with the finding; until then the table's title stands there");
    // A set without a YAML file is called as its file is: `2019.csv` names nothing.
    if (data.alt.empty() && data.message.empty() && !has_letter(data.title))
      diagnostics_.warning("chart/no-name", place_, "nothing names the subject of this chart",
                           "give the data set a `title`, or the chart an `alt`");
    if (data.summary.empty())
      diagnostics_.info("chart/no-summary", place_, "the sentence below this chart was written by Gazette",
                        "add a `summary` to say it in your own words");
  }

  void fill_scale() {
    ChartData& data = chart_.data;
    const std::size_t first = chart_.columns.front();
    if (share(first)) data.suffix = "%";
    if (money(first)) data.prefix = "£";
    for (std::size_t column : chart_.columns)
      data.decimal_places = std::max(data.decimal_places, set_.shown_decimal_places(column));
    if (settings_.ref_value) {
      const std::string figure = format_figure(*settings_.ref_value, set_.columns[first].type,
                                               decimal_places_needed(*settings_.ref_value, 6));
      std::string text = settings_.ref_text;
      if (text.empty())
        text = figure;
      else if (text.find(figure) == std::string::npos)
        text += " " + figure;
      data.reference = ChartReference{to_double(*settings_.ref_value), text};
    }
    if (!settings_.y_min) return;
    if (data.type == ChartType::Line)
      data.y_min = to_double(*settings_.y_min);
    else
      diagnostics_.warning("chart/bars-start-at-zero", settings_.y_min_place,
                           "`y_min` does nothing here: bars start at 0",
                           "leave it out, or draw a line chart");
  }

  void fill_labels() {
    ChartData& data = chart_.data;
    const std::string& choice = settings_.label.text;
    const bool few = data.series.size() == 1 && data.categories.size() <= 12;
    data.labels = few ? ChartLabels::All : ChartLabels::Ends;
    if (choice.empty()) return;
    if (const auto labels = parse_chart_labels(choice)) {
      data.labels = *labels;
      return;
    }
    diagnostics_.error("chart/option", settings_.label.place,
                       fmt::format("`{}` is not a choice for `label`", choice), "write ends, all or none");
  }

  void check_size() {
    const ChartData& data = chart_.data;
    const std::size_t series = data.series.size();
    if (series > kMaxChartSeries)
      diagnostics_.error(
          "chart/too-many-series", place_,
          fmt::format("a chart of {} series cannot be read; {} is the most", series, kMaxChartSeries),
          "choose some with `series` or `rows`, or make several charts");
    else if (series > kAdvisedChartSeries && data.type != ChartType::Sparkline)
      diagnostics_.info("chart/many-series", place_,
                        fmt::format("a chart of {} series is hard to read", series),
                        fmt::format("{} is the most that is advised", kAdvisedChartSeries));
    const bool line = data.type == ChartType::Line || data.type == ChartType::Sparkline;
    const std::size_t most = max_chart_categories(data.type, series);
    if (data.categories.size() > most)
      diagnostics_.error("chart/too-many-points", place_,
                         fmt::format("a chart of {} {} cannot be read; {} is the most",
                                     data.categories.size(), line ? "points" : "bars", most),
                         "choose some with `rows`, or show a table alone");
    if (data.type == ChartType::Line && data.categories.size() == 1)
      diagnostics_.warning("chart/one-point", place_, "a line needs two points",
                           "draw bars, or give the figure in the text");
  }

  void fill_table_columns() {
    std::vector<std::size_t>& columns = chart_.table_columns;
    for (std::size_t column : set_.row_header)
      if (!set_.columns[column].hidden) columns.push_back(column);
    const auto add = [&](std::size_t column) {
      if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    };
    if (x_column_) add(*x_column_);
    for (std::size_t column : chart_.columns) add(column);
  }

  const DataSet& set_;
  const Place& place_;
  Diagnostics& diagnostics_;
  ChartSettings settings_;
  std::optional<std::size_t> x_column_;
  ChartFromData chart_;
};

}  // namespace

std::optional<ChartFromData> chart_from_data_set(const DataSet& set, const std::vector<ChartOption>& options,
                                                 const Place& place, Diagnostics& diagnostics) {
  return ChartReader(set, options, place, diagnostics).read();
}

}  // namespace gazette
