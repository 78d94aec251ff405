// Looks over the cells of a data set for what spreadsheets leave behind.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "content/data/set_reader.h"
#include "content/words/data_forms.h"

namespace gazette {
namespace {

/// The row as a spreadsheet counts, near enough for messages: the header is row 1.
std::size_t row_number(const DataSet& set, std::size_t row) {
  return set.csv->position(set.rows[row].cells.front().span.begin).line;
}

/// "%" of "38%", "kg" of "5 kg", "" of "5"; nullopt when the text is not a figure.
std::optional<std::string> unit_of_figure(std::string_view text) {
  if (has_leading_nought(text)) return std::nullopt;
  if (text.starts_with("£") && parse_loose_number(text)) return "£";
  std::size_t end = 0;
  while (end < text.size() &&
         (is_ascii_digit(text[end]) || text[end] == ',' || text[end] == '.' || text[end] == '-'))
    ++end;
  if (end == 0 || !parse_loose_number(text.substr(0, end))) return std::nullopt;
  const std::string_view unit = trim(text.substr(end));
  // "2019/20" is no 2019 of a unit called "/20".
  const bool word = unit.empty() || unit[0] == '%' || is_ascii_letter(unit[0]) ||
                    static_cast<unsigned char>(unit[0]) >= 0x80U;
  if (!word) return std::nullopt;
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
      if (set_.columns[i].type == ColumnType::Percent) screen_shares(i);
      if (is_numeric(set_.columns[i].type) && rows_are_times()) screen_series(i);
    }
    screen_twins();
    report_.finish();
  }

 private:
  /// Two columns of figures that are the same all the way down: one was probably pasted over the other.
  void screen_twins() {
    constexpr std::size_t kFewRows = 5;
    if (set_.rows.size() < kFewRows) return;
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      if (!set_.columns[i].formula.empty() || !is_numeric(set_.columns[i].type)) continue;
      std::string all;
      std::set<std::string> values;
      for (const DataRow& row : set_.rows) {
        all += row.cells[i].text + '\n';
        if (row.cells[i].number) values.insert(row.cells[i].text);
      }
      const auto [twin, fresh] = seen.emplace(std::move(all), i);
      if (fresh || values.size() < 3) continue;
      report_.add(Severity::Warning, "data/duplicate-column", set_.rows.front().cells[i], i,
                  row_number(set_, 0),
                  "this column repeats the figures of `" + set_.columns[twin->second].name + "`",
                  "check that the right figures were pasted");
    }
  }

  void screen_text(std::size_t index) {
    std::map<std::string, std::size_t> units;
    std::size_t values = 0;
    std::size_t figures = 0;
    std::optional<std::size_t> first_figure;
    std::optional<std::size_t> first_word;
    Dates dates;
    for (std::size_t row = 0; row < set_.rows.size(); ++row) {
      const Cell& cell = set_.rows[row].cells[index];
      if (cell.text.empty() || cell.is_missing()) continue;
      ++values;
      screen_spaces(cell, index, row);
      if (typed_[index] || set_.columns[index].identifier) continue;
      note_date(cell, index, row, dates);
      if (const auto unit = unit_of_figure(cell.text)) {
        ++figures;
        ++units[*unit];
        if (!first_figure) first_figure = row;
      } else if (!first_word) {
        first_word = row;
      }
    }
    if (!typed_[index]) report_dates(dates, index, values);
    if (typed_[index] || !first_figure || is_row_header(index)) return;
    const Cell& example = set_.rows[*first_figure].cells[index];
    if (figures == values && units.size() > 1) {
      report_units(example, index, units, *first_figure);
    } else if (figures == values) {
      report_.add(Severity::Warning, "data/number-as-text", example, index, row_number(set_, *first_figure),
                  "this column holds figures written as text, such as `" + example.text + "`",
                  "write bare numbers and give the column a type, such as percent or currency");
    } else if (figures * 2 > values) {
      const Cell& word = set_.rows[*first_word].cells[index];
      report_.add(Severity::Warning, "data/mixed-column", word, index, row_number(set_, *first_word),
                  "`" + word.text + "` stands in a column of figures",
                  "write a code such as [x] for what is missing, or give the column the type text");
    }
  }

  /// 0.38 for 38%: the column is called percent, and no figure of it is more than 1.
  void screen_shares(std::size_t index) {
    std::optional<std::size_t> example;
    std::size_t figures = 0;
    for (std::size_t row = 0; row < set_.rows.size(); ++row) {
      const auto& number = set_.rows[row].cells[index].number;
      if (!number) continue;
      if (number->is_negative() || compare(*number, Rational(1)) > 0) return;
      ++figures;
      if (!example && !number->is_whole()) example = row;
    }
    if (!example || figures < 2) return;
    const Cell& cell = set_.rows[*example].cells[index];
    const auto hundredfold = multiply(*cell.number, Rational(100));
    if (!hundredfold) return;
    const std::string percent = format_plain_number(*hundredfold, decimal_places_needed(*hundredfold, 12));
    report_.add(Severity::Warning, "data/percent-fraction", cell, index, row_number(set_, *example),
                "every figure of this percent column lies between 0 and 1: 38% is typed 38",
                "if " + cell.text + " stands for " + percent + "%, write " + percent +
                    " and the others alike; if it is " + cell.text +
                    "%, set `unit: \"%\"` and the type decimal");
  }

  /// The rows where each form of a date first stands, and how many dates there are.
  struct Dates {
    std::map<DateForm, std::size_t> first;
    std::size_t count = 0;
  };

  void note_date(const Cell& cell, std::size_t index, std::size_t row, Dates& dates) {
    const DateForm form = date_form(cell.text);
    if (form == DateForm::None) return;
    ++dates.count;
    dates.first.emplace(form, row);
    if (form != DateForm::Figures) return;
    report_.add(Severity::Warning, "data/date-form", cell, index, row_number(set_, row),
                "`" + cell.text + "` looks like a date",
                "write dates as 2019-05-01 and give the column the type date");
  }

  void report_dates(const Dates& dates, std::size_t index, std::size_t values) {
    if (dates.first.size() < 2 || dates.count * 2 <= values) return;
    std::vector<std::string> examples;
    std::size_t last = 0;
    for (const auto& [form, row] : dates.first) {
      examples.push_back("`" + set_.rows[row].cells[index].text + "`");
      last = std::max(last, row);
    }
    report_.add(Severity::Warning, "data/date-form", set_.rows[last].cells[index], index,
                row_number(set_, last), "this column writes dates in several forms: " + join(examples, ", "),
                "write dates as 2019-05-01 and give the column the type date");
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
    // Where most are equal, a quarter of the figure itself is the measure.
    double spread = median(distances);
    if (spread <= 0) spread = (middle < 0 ? -middle : middle) / 4;
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
