#include "content/tables/indicator_dashboard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "content/chart/sparkline.h"
#include "content/tables/figures.h"
#include "content/words/data_forms.h"
#include "content/words/figure_literal.h"
#include "content/words/wording.h"

namespace gazette {
namespace {

/// The columns of one data set that the table reads.
struct Columns {
  const DataSet* set = nullptr;
  std::vector<std::size_t> years;
  std::optional<std::size_t> national, commentary, group;
};

class ColumnChooser {
 public:
  ColumnChooser(const DataSet& set, const IndicatorOptions& options, const Place& place,
                Diagnostics& diagnostics)
      : set_(set), options_(options), place_(place), diagnostics_(diagnostics) {}

  Columns choose() {
    Columns columns;
    columns.set = &set_;
    columns.national = named(options_.national, "national");
    columns.commentary = named(options_.commentary, "commentary");
    columns.group = set_.row_groups;
    if (!options_.group.text.empty() || !columns.group) columns.group = named(options_.group, "group");
    columns.years = years(columns.national);
    return columns;
  }

 private:
  std::optional<std::size_t> named(const PlacedText& option, std::string_view otherwise) {
    if (option.text.empty()) return find_column(set_, otherwise);
    const auto found = find_column(set_, option.text);
    if (!found) report(option.text, option.place);
    return found;
  }

  std::vector<std::size_t> years(std::optional<std::size_t> national) {
    std::vector<std::size_t> chosen;
    for (std::string_view piece : split(options_.columns.text, ',')) {
      const std::string_view name = trim(piece);
      if (name.empty()) continue;
      const auto found = find_column(set_, name);
      if (!found)
        report(name, options_.columns.place);
      else if (is_numeric(set_.columns[*found].type))
        chosen.push_back(*found);
      else
        diagnostics_.error("indicators/not-figures", options_.columns.place,
                           fmt::format("column `{}` of `{}` holds no figures", name, set_.id));
    }
    if (!options_.columns.text.empty()) return chosen;
    for (std::size_t i = 0; i < set_.columns.size(); ++i)
      if (!set_.columns[i].hidden && is_numeric(set_.columns[i].type) && i != national) chosen.push_back(i);
    if (chosen.empty())
      diagnostics_.error("indicators/not-figures", place_,
                         fmt::format("the data set `{}` has no column of figures", set_.id));
    return chosen;
  }

  void report(std::string_view name, const Place& place) {
    diagnostics_.error("indicators/column", place,
                       fmt::format("the data set `{}` has no column `{}`", set_.id, name),
                       suggest_column(set_, name));
  }

  const DataSet& set_;
  const IndicatorOptions& options_;
  const Place& place_;
  Diagnostics& diagnostics_;
};

std::string paragraph_free(std::string_view text) {
  return escape_html(collapse_white_space(text));
}

class DashboardWriter {
 public:
  DashboardWriter(std::vector<Columns> sets, const Wording& wording, std::string_view id)
      : sets_(std::move(sets)), wording_(wording), id_(id) {
    for (const Columns& columns : sets_) {
      has_national_ = has_national_ || columns.national;
      has_commentary_ = has_commentary_ || columns.commentary;
    }
    has_trend_ = sets_.front().years.size() > 1;
  }

  IndicatorDashboard write(std::string_view caption) {
    write_table(caption);
    result_.html = legend() + result_.html;
    return std::move(result_);
  }

 private:
  /// A code with its meaning for those who hear it: "[x]" and "not available".
  std::string coded(const std::string& code, const std::string& meaning) {
    const std::pair used{code, meaning};
    if (std::find(codes_.begin(), codes_.end(), used) == codes_.end()) codes_.push_back(used);
    return escape_html(code) + "<span class=\"vh\"> " + escape_html(meaning) + "</span>";
  }

  /// What the codes in the table mean, above it.
  std::string legend() const {
    std::string codes;
    for (const auto& [code, meaning] : codes_)
      codes += (codes.empty() ? "" : ", ") +
               say(wording_, "table_legend_code", {{"code", code}, {"meaning", meaning}});
    if (codes.empty()) return {};
    return "<p class=\"legend\">" + escape_html(say(wording_, "table_legend", {{"codes", codes}})) + "</p>\n";
  }

  void write_table(std::string_view caption) {
    const std::string caption_id = std::string(id_) + "-caption";
    std::string& out = result_.html;
    out = "<div class=\"scroll\" role=\"region\" aria-labelledby=\"" + escape_html(caption_id) +
          "\" tabindex=\"0\">\n<table class=\"data indicators filterable\" data-filter=\"" +
          escape_html(say(wording_, "indicators_filter")) + "\" data-filter-all=\"" +
          escape_html(say(wording_, "indicators_filter_all")) + "\" id=\"" + escape_html(id_) +
          "\">\n<caption id=\"" + escape_html(caption_id) + "\">" + escape_html(caption) + "</caption>\n";
    write_head();
    write_bodies();
    out += "</table>\n</div>\n";
  }

  const std::string& label(std::size_t year) const {
    const Columns& first = sets_.front();
    return first.set->columns[first.years[year]].label;
  }

  std::size_t width() const {
    return 2u + (has_trend_ ? 2u : 0u) + (has_national_ ? 1u : 0u) + (has_commentary_ ? 1u : 0u);
  }

  void head_cell(const std::string& text, bool number = false) {
    result_.html += std::string("<th scope=\"col\"") + (number ? " class=\"number\"" : "") + ">" +
                    escape_html(text) + "</th>";
  }

  void write_head() {
    const std::size_t last = sets_.front().years.size() - 1;
    result_.html += "<thead><tr>";
    head_cell(say(wording_, "indicators_indicator"));
    head_cell(label(last), true);
    if (has_trend_) {
      head_cell(say(wording_, "indicators_change", {{"period", label(last - 1)}}));
      head_cell(say(wording_, "indicators_trend", {{"from", label(0)}, {"to", label(last)}}));
    }
    if (has_national_) head_cell(say(wording_, "indicators_national"), true);
    if (has_commentary_) head_cell(say(wording_, "indicators_commentary"));
    result_.html += "</tr></thead>\n";
  }

  /// Groups in the order they first appear, over all sets; rows without one come in a body of their own.
  void write_bodies() {
    std::vector<std::string> groups;
    for (const Columns& columns : sets_)
      for (std::size_t row = 0; row < columns.set->rows.size(); ++row) {
        const std::string group = group_of(columns, row);
        if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
      }
    for (const std::string& group : groups) {
      result_.html += "<tbody>\n";
      if (!group.empty())
        result_.html += fmt::format("<tr><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n", width(),
                                    escape_html(group));
      for (const Columns& columns : sets_)
        for (std::size_t row = 0; row < columns.set->rows.size(); ++row)
          if (group_of(columns, row) == group) write_row(columns, row);
      result_.html += "</tbody>\n";
    }
  }

  static std::string group_of(const Columns& columns, std::size_t row) {
    return columns.group ? columns.set->rows[row].cells[*columns.group].text : std::string();
  }

  /// A figure, or its missing code with the meaning.
  std::string figure(const DataSet& set, std::size_t row, std::size_t column) {
    const Cell& cell = set.rows[row].cells[column];
    result_.uses.push_back({set.id, row, column});
    if (!cell.is_missing()) return escape_html(cell_text(set, row, column));
    const MissingCode& code = set.missing_codes[static_cast<std::size_t>(cell.missing)];
    return coded(code.code, spoken_meaning(code, wording_));
  }

  void write_row(const Columns& columns, std::size_t row) {
    const DataSet& set = *columns.set;
    std::string& out = result_.html;
    out += "<tr><th scope=\"row\">" + escape_html(row_label(set, row)) + "</th>";
    out += "<td class=\"number\"><strong>" + figure(set, row, columns.years.back()) + "</strong></td>";
    if (has_trend_) {
      out += "<td>" + change(columns, row) + "</td>";
      out += "<td class=\"trend\">" + trend(columns, row) + "</td>";
    }
    if (has_national_)
      out += "<td class=\"number\">" +
             (columns.national ? figure(set, row, *columns.national)
                               : coded("[z]", say(wording_, "indicators_not_applicable"))) +
             "</td>";
    if (has_commentary_)
      out += "<td class=\"commentary\">" +
             (columns.commentary ? paragraph_free(set.rows[row].cells[*columns.commentary].text) : "") +
             "</td>";
    out += "</tr>\n";
  }

  std::string change(const Columns& columns, std::size_t row) {
    const DataSet& set = *columns.set;
    const std::size_t to = columns.years.back(), from = columns.years[columns.years.size() - 2];
    const auto& before = set.rows[row].cells[from].number;
    const auto& now = set.rows[row].cells[to].number;
    if (!before || !now) return coded("[z]", say(wording_, "indicators_not_applicable"));
    const ChangeDirection direction = change_direction(*before, *now);
    const int digits = std::max(set.shown_decimal_places(from), set.shown_decimal_places(to));
    std::string out =
        change_arrow(direction) + escape_html(change_in_words(*before, *now, set.columns[to].type, digits,
                                                              CompareAs::Number, wording_));
    const int merit = change_merit(direction, set.compare ? set.compare->polarity : Polarity::None);
    if (merit != 0)
      out += " (" + escape_html(say(wording_, merit > 0 ? "indicators_better" : "indicators_worse")) + ")";
    return out;
  }

  /// The first and latest figure with the line between them, which says no more than they and is hidden
  /// from assistive technology.
  std::string trend(const Columns& columns, std::size_t row) {
    const DataSet& set = *columns.set;
    std::vector<std::optional<double>> values;
    std::vector<std::size_t> known;
    for (std::size_t column : columns.years) {
      const auto& number = set.rows[row].cells[column].number;
      values.push_back(number ? std::optional(to_double(*number)) : std::nullopt);
      if (number) known.push_back(column);
      result_.uses.push_back({set.id, row, column});
    }
    if (known.size() < 2) return coded("[z]", say(wording_, "indicators_not_applicable"));
    return "<span class=\"trend-line\">" + escape_html(cell_text(set, row, known.front())) + " " +
           sparkline_svg(values) + " " + escape_html(cell_text(set, row, known.back())) + "</span>";
  }

  std::vector<Columns> sets_;
  const Wording& wording_;
  std::string_view id_;
  bool has_national_ = false, has_commentary_ = false, has_trend_ = false;
  std::vector<std::pair<std::string, std::string>> codes_;  // used, with their meaning
  IndicatorDashboard result_;
};

/// All sets need the same years, or one heading would stand over different ones.
bool same_years(const std::vector<Columns>& sets, const Place& place, Diagnostics& diagnostics) {
  const auto labels = [](const Columns& columns) {
    std::vector<std::string> all;
    for (std::size_t column : columns.years) all.push_back(columns.set->columns[column].label);
    return all;
  };
  for (const Columns& columns : sets) {
    if (labels(columns) == labels(sets.front())) continue;
    diagnostics.error(
        "indicators/years", place,
        fmt::format("the data sets `{}` and `{}` have different columns: {} and {}", sets.front().set->id,
                    columns.set->id, join(labels(sets.front()), ", "), join(labels(columns), ", ")),
        "name the same years in `columns`, or make two tables");
    return false;
  }
  return true;
}

}  // namespace

IndicatorDashboard render_indicators(std::span<const DataSet* const> sets, const IndicatorOptions& options,
                                     std::string_view id, std::string_view caption, const Wording& wording,
                                     const Place& place, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.count(Severity::Error);
  std::vector<Columns> chosen;
  for (const DataSet* set : sets) chosen.push_back(ColumnChooser(*set, options, place, diagnostics).choose());
  if (chosen.empty() || diagnostics.count(Severity::Error) > errors) return {};
  if (!same_years(chosen, place, diagnostics)) return {};
  return DashboardWriter(std::move(chosen), wording, id).write(caption);
}

std::span<const Rule> indicator_rules() {
  static constexpr std::array kRules = {
      Rule{"indicators/column", Severity::Error, "Table of indicators with a column that does not exist", "",
           "", "", "Names are column names of the data set, or their labels where one column alone has it.",
           ":national: england", ":national: national"},
      Rule{"indicators/not-figures", Severity::Error, "Table of indicators without figures", "", "", "",
           "The yearly columns need a type of figures, such as integer or percent.", ":columns: commentary",
           ":columns: y1718, y1819, y1920"},
      Rule{"indicators/years", Severity::Error, "Table of indicators over different years", "", "", "",
           "Data sets that share a table share its headings, so their yearly columns need the same labels.",
           "2017/18, 2018/19 and 2018/19, 2019/20", "2018/19, 2019/20 in both"},
  };
  return kRules;
}

}  // namespace gazette
