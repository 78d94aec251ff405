// Resolves the names of a view and estimates the width of the table.
#include "content/tables/data_table_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gazette {
namespace {

constexpr std::size_t kManyColumns = 8;
constexpr std::size_t kManyRows = 40;

bool holds(const std::vector<std::size_t>& list, std::size_t item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

class Layouter {
 public:
  Layouter(const DataSet& set, const DataTableView& view, const Place& place, Diagnostics& diagnostics)
      : set_(set), view_(view), place_(place), diagnostics_(diagnostics) {}

  std::optional<DataTableLayout> run() {
    if (!choose_columns()) return std::nullopt;
    choose_spans();
    const auto rows = choose_rows();
    if (!rows) return std::nullopt;
    if (out_.columns.empty() || rows->empty()) {
      diagnostics_.error("data/view", place_,
                         rows->empty() ? "`" + set_.id + "` has no rows to show"
                                       : "`" + set_.id + "` has no columns to show beside its row headers",
                         set_.rows.empty() ? "its file holds the names of the columns and nothing more"
                         : rows->empty()   ? "name rows that are there"
                                           : "name columns that are not row headers");
      return std::nullopt;
    }
    fill_bodies(*rows);
    const bool grouped_rows = std::any_of(out_.bodies.begin(), out_.bodies.end(),
                                          [](const auto& body) { return !body.label.empty(); });
    out_.ids = !out_.spans.empty() || grouped_rows || out_.headers.size() > 1;
    out_.minimum_width_rem = estimate_width(*rows);
    advise();
    return std::move(out_);
  }

 private:
  bool choose_columns() {
    out_.headers = set_.row_header;
    std::erase_if(out_.headers, [&](std::size_t column) { return set_.columns[column].hidden; });
    if (view_.columns.empty()) {
      for (std::size_t i = 0; i < set_.columns.size(); ++i) {
        if (!set_.columns[i].hidden && !holds(out_.headers, i) && set_.row_groups != i)
          out_.columns.push_back(i);
      }
      out_.change = set_.compare.has_value();
      return true;
    }
    bool known = true;
    for (const PlacedText& name : view_.columns) {
      if (name.text == "change" && set_.compare && !find_column(set_, name.text)) {
        out_.change = true;
        continue;
      }
      const auto column = find_column(set_, name.text);
      if (!column) {
        diagnostics_.error("data/unknown-column", name.place,
                           "`" + set_.id + "` has no column `" + name.text + "`",
                           suggest_column(set_, name.text));
        known = false;
      } else if (!holds(out_.headers, *column) && !holds(out_.columns, *column)) {
        out_.columns.push_back(*column);
      }
    }
    return known;
  }

  const ColumnGroup* group_of(std::size_t column) const {
    const auto found = std::find_if(set_.groups.begin(), set_.groups.end(),
                                    [&](const ColumnGroup& group) { return holds(group.columns, column); });
    return found == set_.groups.end() ? nullptr : &*found;
  }

  void choose_spans() {
    bool any = false;
    const ColumnGroup* before = nullptr;
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      const ColumnGroup* group = group_of(out_.columns[i]);
      any = any || group != nullptr;
      if (group != nullptr && group == before) {
        ++out_.spans.back().count;
      } else if (group != nullptr) {
        out_.spans.push_back({group->label, group->notes, i, 1});
      } else {
        out_.spans.push_back({"", {}, i, 1});
      }
      before = group;
    }
    if (!any) out_.spans.clear();
  }

  std::optional<std::vector<std::size_t>> choose_rows() {
    std::vector<std::size_t> rows;
    bool known = true;
    for (const PlacedText& key : view_.rows) {
      if (const auto row = find_row(set_, key.text)) {
        rows.push_back(*row);
        continue;
      }
      diagnostics_.error("data/unknown-row", key.place, no_such_row(set_, key.text),
                         suggest_row(set_, key.text));
      known = false;
    }
    if (!known) return std::nullopt;
    if (!view_.rows.empty()) return rows;
    for (std::size_t i = 0; i < set_.rows.size(); ++i) rows.push_back(i);
    return rows;
  }

  void fill_bodies(const std::vector<std::size_t>& rows) {
    out_.row_count = rows.size();
    for (const std::size_t row : rows) {
      if (out_.bodies.empty() || (set_.row_groups && label_of(row) != out_.bodies.back().label)) {
        out_.bodies.push_back({set_.row_groups ? label_of(row) : std::string(), {}});
      }
      out_.bodies.back().rows.push_back(row);
      if (out_.bodies.back().rows.size() >= kMostTableRows) break;
    }
  }

  std::string label_of(std::size_t row) const { return set_.rows[row].cells[*set_.row_groups].text; }

  /// Width in characters below which a column's text would have to break inside a word. Figures never break.
  std::size_t least_characters(std::size_t column, const std::vector<std::size_t>& rows) const {
    std::size_t most = longest_word(set_.columns[column].label);
    const bool figures = is_numeric(set_.columns[column].type);
    std::size_t letters = 0;
    const std::size_t looked_at = std::min<std::size_t>(rows.size(), 200);
    for (std::size_t i = 0; i < looked_at; ++i) {
      const std::string text = cell_text(set_, rows[i], column);
      most = std::max(most, figures ? count_characters(text) : longest_word(text));
      letters += count_characters(text);
    }
    // Long texts need some width to be read at all.
    const std::size_t average = looked_at == 0 ? 0 : letters / looked_at;
    if (!figures && average > 30) most = std::max<std::size_t>(most, average > 80 ? 24 : 14);
    return most;
  }

  static std::size_t longest_word(std::string_view text) {
    std::size_t most = 0;
    for (const std::string_view word : split(text, ' ')) most = std::max(most, count_characters(word));
    return most;
  }

  double estimate_width(const std::vector<std::size_t>& rows) const {
    constexpr double kCharacter = 0.6;
    constexpr double kPadding = 1.0;
    constexpr double kPageMargins = 2.0;  // the 20 rem of a narrow screen hold these too
    std::size_t characters = 0;
    for (const std::size_t column : out_.headers) characters += least_characters(column, rows);
    for (const std::size_t column : out_.columns) characters += least_characters(column, rows);
    if (out_.change) characters += 10;
    return kCharacter * static_cast<double>(characters) + kPadding * static_cast<double>(out_.width()) +
           kPageMargins;
  }

  void advise() {
    if (out_.width() > kManyColumns) {
      diagnostics_.info("data/many-columns", place_, fmt::format("this table has {} columns", out_.width()),
                        "consider several simpler tables, with `:columns:`");
    }
    if (out_.row_count > kManyRows) {
      diagnostics_.info("data/many-rows", place_, fmt::format("this table has {} rows", out_.row_count),
                        out_.row_count > kMostTableRows
                            ? "only the first 2,000 are shown; the download has them all"
                            : "consider several simpler tables, with `:rows:`");
    }
  }

  const DataSet& set_;
  const DataTableView& view_;
  const Place& place_;
  Diagnostics& diagnostics_;
  DataTableLayout out_;
};

}  // namespace

std::optional<DataTableLayout> lay_out_table(const DataSet& set, const DataTableView& view,
                                             const Place& place, Diagnostics& diagnostics) {
  return Layouter(set, view, place, diagnostics).run();
}

}  // namespace gazette
