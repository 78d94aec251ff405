// Look-ups over a data set and the words its cells have for readers.
#include "model/data_set.h"

#include <algorithm>
#include <array>

#include "base/spelling.h"
#include "base/text.h"
#include "base/unicode_form.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

std::string strip_leading_noughts(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return std::string(digits);
}

}  // namespace

bool is_numeric(ColumnType type) {
  return type == ColumnType::Integer || type == ColumnType::Decimal || type == ColumnType::Percent ||
         type == ColumnType::Currency || type == ColumnType::Rate;
}

bool DataSet::is_total(std::size_t row) const {
  return std::find(totals.begin(), totals.end(), row) != totals.end();
}

int DataSet::shown_decimal_places(std::size_t column) const {
  const Column& described = columns[column];
  if (described.decimal_places) return *described.decimal_places;
  int most = 0;
  for (const DataRow& row : rows) {
    if (row.cells[column].number) most = std::max<int>(most, row.cells[column].decimal_places);
  }
  return most;
}

const std::string& DataSet::unit_of(std::size_t column) const {
  return columns[column].unit.empty() ? unit : columns[column].unit;
}

namespace {

/// Rows whose label for readers reads like `slug`, at most three of them.
std::vector<std::size_t> rows_labelled(const DataSet& set, const std::string& slug) {
  std::vector<std::size_t> out;
  if (slug.empty()) return out;
  for (std::size_t i = 0; i < set.rows.size() && out.size() < 3; ++i) {
    if (slugify(row_label(set, i)) == slug) out.push_back(i);
  }
  return out;
}

}  // namespace

namespace {

/// How many rows share the key; 0 when at most one has it.
std::size_t rows_sharing(const DataSet& set, std::string_view key) {
  if (set.repeated_keys.empty()) return 0;
  auto shared = set.repeated_keys.find(std::string(key));
  if (shared == set.repeated_keys.end()) shared = set.repeated_keys.find(slugify(key));
  return shared == set.repeated_keys.end() ? 0 : shared->second;
}

}  // namespace

std::string no_such_row(const DataSet& set, std::string_view key) {
  const std::size_t rows = rows_sharing(set, key);
  const std::string count = rows > 1 ? std::to_string(rows) + " rows" : "no row";
  return "`" + set.id + "` has " + count + " `" + std::string(key) + "`";
}

std::optional<std::size_t> find_row(const DataSet& set, std::string_view key) {
  if (rows_sharing(set, key) > 0) return std::nullopt;
  const auto found = set.row_index.find(std::string(key));
  if (found != set.row_index.end()) return found->second;
  const std::string slug = slugify(key);
  const auto by_slug = set.row_index.find(slug);
  if (by_slug != set.row_index.end()) return by_slug->second;
  const std::vector<std::size_t> labelled = rows_labelled(set, slug);
  return labelled.size() == 1 ? std::optional(labelled.front()) : std::nullopt;
}

std::optional<std::size_t> find_column(const DataSet& set, std::string_view name) {
  const auto named = std::find_if(set.columns.begin(), set.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  if (named != set.columns.end()) return static_cast<std::size_t>(named - set.columns.begin());
  const std::string slug = slugify(name);
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < set.columns.size(); ++i) {
    if (slug.empty() || slugify(set.columns[i].label) != slug) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

std::string suggest_row(const DataSet& set, std::string_view key) {
  if (rows_sharing(set, key) > 0) {
    if (set.telling_columns.empty())
      return "add a column of keys that differ to the file, and name it in the YAML as `primaryKey`";
    return "add `primaryKey: [" + join(set.telling_columns, ", ") +
           "]` to the YAML, and write the row's values in that order, joined by hyphens";
  }
  const std::vector<std::size_t> labelled = rows_labelled(set, slugify(key));
  if (labelled.size() > 1) {
    std::vector<std::string> sharing;
    for (const std::size_t row : labelled) sharing.push_back(set.rows[row].key);
    return "several rows have this label: write one of " + join(sharing, ", ");
  }
  std::vector<std::string> keys;
  // Past a few thousand rows a suggestion costs more than it helps.
  for (std::size_t i = 0; i < std::min<std::size_t>(set.rows.size(), 5000); ++i)
    keys.push_back(set.rows[i].key);
  const std::string near = did_you_mean(key, keys);
  if (!near.empty() || keys.empty() || keys.size() > 12) return near;
  return "its rows are " + join(keys, ", ");
}

std::string suggest_column(const DataSet& set, std::string_view name) {
  std::vector<std::string> sharing;
  std::vector<std::string> names;
  for (const Column& column : set.columns) {
    names.push_back(column.name);
    if (slugify(column.label) == slugify(name)) sharing.push_back(column.name);
  }
  if (sharing.size() > 1) return "several columns have this label: write one of " + join(sharing, ", ");
  std::vector<std::string> candidates = names;
  for (const Column& column : set.columns) candidates.push_back(slugify(column.label));
  const std::string near = did_you_mean(name, candidates);
  if (!near.empty() || names.empty() || names.size() > 12) return near;
  return "its columns are " + join(names, ", ");
}

std::string row_label(const DataSet& set, std::size_t row) {
  std::vector<std::string> parts;
  for (const std::size_t column : set.row_header) {
    const std::string text = cell_text(set, row, column);
    if (!text.empty()) parts.push_back(text);
  }
  return parts.empty() ? set.rows[row].key : join(parts, ", ");
}

std::string column_label(const DataSet& set, std::size_t column) {
  for (const ColumnGroup& group : set.groups) {
    const bool holds = std::find(group.columns.begin(), group.columns.end(), column) != group.columns.end();
    if (holds && !group.label.empty()) return group.label + ", " + set.columns[column].label;
  }
  return set.columns[column].label;
}

std::string format_figure(const Rational& value, ColumnType type, int decimal_places) {
  std::string number = format_number(value, decimal_places);
  if (type == ColumnType::Percent) return number + "%";
  if (type != ColumnType::Currency) return number;
  constexpr std::string_view kMinus = "−";
  if (number.starts_with(kMinus)) return std::string(kMinus) + "£" + number.substr(kMinus.size());
  return "£" + number;
}

std::string date_text(std::string_view date) {
  const std::vector<std::string_view> parts = split(date, '-');
  if (parts.size() < 2 || parts.size() > 3 || parts[0].size() != 4) return std::string(date);
  for (const std::string_view part : parts) {
    if (!all_digits(part) || part.size() > 4) return std::string(date);
  }
  const auto month = static_cast<std::size_t>(std::stoi(std::string(parts[1])));
  if (month < 1 || month > 12) return std::string(date);
  std::string out = std::string(kMonths[month - 1]) + " " + std::string(parts[0]);
  if (parts.size() == 3) out = strip_leading_noughts(parts[2]) + " " + out;
  return out;
}

std::string period_text(std::string_view period) {
  const std::size_t slash = period.find('/');
  if (slash == std::string_view::npos || period.find('-') == std::string_view::npos)
    return std::string(period);
  return date_text(period.substr(0, slash)) + " to " + date_text(period.substr(slash + 1));
}

std::string cell_text(const DataSet& set, std::size_t row, std::size_t column) {
  const Cell& cell = set.rows[row].cells[column];
  if (cell.is_missing()) return set.missing_codes[static_cast<std::size_t>(cell.missing)].code;
  const ColumnType type = set.columns[column].type;
  if (cell.number) return format_figure(*cell.number, type, set.shown_decimal_places(column));
  if (type == ColumnType::Date) return date_text(cell.text);
  if (type == ColumnType::Period) return period_text(cell.text);
  return cell.text;
}

const DataSet* DataLibrary::find(std::string_view id) const {
  const std::string name = composed(id);
  const auto found =
      std::find_if(sets.begin(), sets.end(), [&](const DataSet& set) { return set.id == name; });
  return found == sets.end() ? nullptr : &*found;
}

const Correction* DataLibrary::find_correction(std::string_view id) const {
  const auto found = std::find_if(corrections.begin(), corrections.end(),
                                  [&](const Correction& correction) { return correction.id == id; });
  return found == corrections.end() ? nullptr : &*found;
}

std::string DataLibrary::suggest(std::string_view id) const {
  if (const auto when = held.find(id); when != held.end())
    return "it is not published before " + when->second +
           "; take this out until then, or let this page wait as well";
  std::vector<std::string> ids;
  for (const DataSet& set : sets) ids.push_back(set.id);
  const std::string near = did_you_mean(id, ids);
  if (!near.empty() || ids.empty() || ids.size() > 12) return near;
  return "the data sets are " + join(ids, ", ");
}

}  // namespace gazette
