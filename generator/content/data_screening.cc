// Looks over the cells of a data set for what spreadsheets leave behind.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.h"
#include "content/data_forms.h"
#include "content/data_set_reader.h"

namespace gazette {
namespace {

/// The row as a spreadsheet counts, near enough for messages: the header is row 1.
std::size_t row_number(const DataSet& set, std::size_t row) {
  return set.csv->position(set.rows[row].cells.front().span.begin).line;
}

bool looks_like_other_date(std::string_view text) {
  // 01/02/2019, 1.2.19, 1-Feb-2019
  std::size_t separators = 0;
  std::size_t figures = 0;
  for (const char c : text) {
    if (c == '/' || c == '.' || c == '-') {
      ++separators;
    } else if (is_ascii_digit(c)) {
      ++figures;
    } else if (!is_ascii_letter(c)) {
      return false;
    }
  }
  return separators == 2 && figures >= 3 && text.size() >= 6 && text.size() <= 11 &&
         is_ascii_digit(text.front()) && is_ascii_digit(text.back()) &&
         !(text.size() == 10 && text[4] == '-');
}

/// "%" of "38%", "kg" of "5 kg", "" of "5"; nullopt when the text is not a figure.
std::optional<std::string> unit_of_figure(std::string_view text) {
  if (text.starts_with("£") && parse_loose_number(text)) return "£";
  std::size_t end = 0;
  while (end < text.size() &&
         (is_ascii_digit(text[end]) || text[end] == ',' || text[end] == '.' || text[end] == '-'))
    ++end;
  if (end == 0 || !parse_loose_number(text.substr(0, end))) return std::nullopt;
  const std::string_view unit = trim(text.substr(end));
  return unit.size() <= 8 && unit.find(' ') == std::string_view::npos ? std::optional<std::string>(unit)
                                                                      : std::nullopt;
}

class Screening {
 public:
  Screening(const DataSet& set, const std::vector<bool>& typed, Diagnostics& diagnostics)
      : set_(set), typed_(typed), report_(set, diagnostics) {}

  void run() {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      if (!set_.columns[i].formula.empty()) continue;
      if (set_.columns[i].type == ColumnType::Text) screen_text(i);
      if (is_numeric(set_.columns[i].type) && rows_are_times()) screen_series(i);
    }
    report_.finish();
  }

 private:
  void screen_text(std::size_t index) {
    std::map<std::string, std::size_t> units;
    std::size_t values = 0;
    std::size_t figures = 0;
    std::optional<std::size_t> first_figure;
    for (std::size_t row = 0; row < set_.rows.size(); ++row) {
      const Cell& cell = set_.rows[row].cells[index];
      if (cell.text.empty() || cell.is_missing()) continue;
      ++values;
      screen_spaces(cell, index, row);
      if (typed_[index]) continue;
      if (looks_like_other_date(cell.text)) {
        report_.add(Severity::Warning, "data/date-form", cell, index, row_number(set_, row),
                    "`" + cell.text + "` looks like a date",
                    "write dates as 2019-05-01 and give the column the type date");
      }
      if (const auto unit = unit_of_figure(cell.text)) {
        ++figures;
        ++units[*unit];
        if (!first_figure) first_figure = row;
      }
    }
    if (typed_[index] || !first_figure || is_row_header(index)) return;
    const Cell& example = set_.rows[*first_figure].cells[index];
    if (figures == values && units.size() > 1) {
      report_units(example, index, units, *first_figure);
    } else if (figures == values) {
      report_.add(Severity::Warning, "data/number-as-text", example, index, row_number(set_, *first_figure),
                  "this column holds figures written as text, such as `" + example.text + "`",
                  "write bare numbers and give the column a type, such as percent or currency");
    } else if (figures * 2 > values) {
      report_.add(Severity::Warning, "data/mixed-column", example, index, row_number(set_, *first_figure),
                  "this column holds both figures and words",
                  "write a code such as [x] for what is missing, or give the column the type text");
    }
  }

  void report_units(const Cell& example, std::size_t index, const std::map<std::string, std::size_t>& units,
                    std::size_t row) {
    std::vector<std::string> names;
    for (const auto& [unit, count] : units) names.push_back(unit.empty() ? "none" : "`" + unit + "`");
    report_.add(Severity::Warning, "data/mixed-units", example, index, row_number(set_, row),
                "this column mixes units: " + join(names, ", "),
                "keep one unit a column and name it as `unit`");
  }

  void screen_spaces(const Cell& cell, std::size_t index, std::size_t row) {
    const bool twice = cell.text.find("  ") != std::string::npos;
    const bool hard = cell.text.find("\xC2\xA0") != std::string::npos;
    if (!twice && !hard) return;
    report_.add(
        Severity::Warning, "data/spaces", cell, index, row_number(set_, row),
        twice ? "there are two blanks in a row in this value" : "there is a non-breaking blank in this value",
        "keep one plain blank");
  }

  bool is_row_header(std::size_t index) const {
    return std::find(set_.row_header.begin(), set_.row_header.end(), index) != set_.row_header.end();
  }

  bool rows_are_times() const {
    if (set_.row_header.size() != 1) return false;
    const std::size_t header = set_.row_header.front();
    const ColumnType type = set_.columns[header].type;
    if (type == ColumnType::Date || type == ColumnType::Period || type == ColumnType::Year) return true;
    return std::all_of(set_.rows.begin(), set_.rows.end(), [&](const DataRow& row) {
      const std::string& text = row.cells[header].text;
      return std::count_if(text.begin(), text.end(), is_ascii_digit) >= 4 && text.size() <= 12;
    });
  }

  /// Far from the median, in units of the median distance from it: robust for a handful of points.
  void screen_series(std::size_t index) {
    std::vector<double> values;
    for (std::size_t row = 0; row < set_.rows.size(); ++row) {
      const Cell& cell = set_.rows[row].cells[index];
      if (cell.number && !set_.is_total(row)) values.push_back(to_double(*cell.number));
    }
    if (values.size() < 6) return;
    const double middle = median(values);
    std::vector<double> distances;
    for (const double value : values) distances.push_back(value < middle ? middle - value : value - middle);
    const double spread = median(distances);
    if (spread <= 0) return;
    for (std::size_t row = 0; row < set_.rows.size(); ++row) {
      const Cell& cell = set_.rows[row].cells[index];
      if (!cell.number || set_.is_total(row)) continue;
      const double value = to_double(*cell.number);
      const double distance = value < middle ? middle - value : value - middle;
      if (distance <= 8 * spread) continue;
      report_.add(Severity::Info, "data/outlier", cell, index, row_number(set_, row),
                  cell.text + " is far from the rest of its series", "check that it was typed correctly");
    }
  }

  static double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  }

  const DataSet& set_;
  const std::vector<bool>& typed_;
  CellReport report_;
};

}  // namespace

void screen_data_set(const DataSet& set, const std::vector<bool>& typed, Diagnostics& diagnostics) {
  Screening(set, typed, diagnostics).run();
}

}  // namespace gazette
