// Checks with a keyword of their own: directions, order, totals, counts and limits.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/spelling.h"
#include "base/text.h"
#include "content/arithmetic/check_run.h"

namespace gazette {
namespace {

/// up, down or no-change, for the words and arrows of a direction column.
std::string direction_of(std::string_view text) {
  static const std::map<std::string, std::string, std::less<>> kWords = {{"up", "up"},
                                                                         {"down", "down"},
                                                                         {"increase", "up"},
                                                                         {"increased", "up"},
                                                                         {"rise", "up"},
                                                                         {"rising", "up"},
                                                                         {"decrease", "down"},
                                                                         {"decreased", "down"},
                                                                         {"fall", "down"},
                                                                         {"falling", "down"},
                                                                         {"unchanged", "no change"},
                                                                         {"stable", "no change"},
                                                                         {"no-change", "no change"},
                                                                         {"no change", "no change"},
                                                                         {"↑", "up"},
                                                                         {"↓", "down"},
                                                                         {"→", "no change"},
                                                                         {"↔", "no change"},
                                                                         {"=", "no change"},
                                                                         {"same", "no change"},
                                                                         {"▲", "up"},
                                                                         {"▼", "down"}};
  const auto found = kWords.find(to_lower_ascii(text));
  return found == kWords.end() ? std::string() : found->second;
}

}  // namespace

std::vector<CheckFailure> CheckRun::run() {
  const std::size_t findings = diagnostics_.items().size();
  run_kind();
  faulty_ = diagnostics_.items().size() != findings;
  return std::move(failures_);
}

void CheckRun::run_kind() {
  switch (check_.kind) {
    case CheckKind::Rule:
      run_rule();
      break;
    case CheckKind::ChangeDirection:
      run_change_direction();
      break;
    case CheckKind::Monotonic:
      run_monotonic();
      break;
    case CheckKind::SumsTo:
      run_sums_to();
      break;
    case CheckKind::RowCount:
      run_row_count();
      break;
    case CheckKind::Unique:
      run_unique();
      break;
    case CheckKind::In:
      run_values();
      break;
    case CheckKind::Range:
      run_range();
      break;
    case CheckKind::Required:
      run_required();
      break;
  }
}

std::optional<std::size_t> CheckRun::column(const PlacedText& name) {
  if (const auto found = find_column(set_, name.text)) return found;
  diagnostics_.error("data/unknown-column", name.place, "`" + set_.id + "` has no column `" + name.text + "`",
                     suggest_column(set_, name.text));
  return std::nullopt;
}

std::optional<std::vector<std::size_t>> CheckRun::columns(const std::vector<PlacedText>& names) {
  std::vector<std::size_t> out;
  for (const PlacedText& name : names) {
    const auto found = column(name);
    if (!found) return std::nullopt;
    out.push_back(*found);
  }
  return out;
}

std::optional<std::vector<std::size_t>> CheckRun::rows(const std::vector<PlacedText>& names) {
  std::vector<std::size_t> out;
  for (const PlacedText& name : names) {
    const auto found = find_row(set_, name.text);
    if (!found) {
      diagnostics_.error("data/unknown-row", name.place, no_such_row(set_, name.text),
                         suggest_row(set_, name.text));
      return std::nullopt;
    }
    out.push_back(*found);
  }
  return out;
}

std::optional<std::vector<std::size_t>> CheckRun::chosen_rows(bool totals) {
  if (!check_.rows.empty()) return rows(check_.rows);
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < set_.rows.size(); ++i) {
    if (totals || !set_.is_total(i)) out.push_back(i);
  }
  return out;
}

std::string CheckRun::where(std::size_t row, std::size_t column) const {
  return row_label(set_, row) + ", " + column_label(set_, column);
}

Place CheckRun::place_of(std::size_t row, std::size_t column) const {
  return set_.columns[column].formula.empty() ? set_.place_of(cell(row, column)) : check_.place;
}

CheckFailure& CheckRun::fail_cell(std::string kind, std::size_t row, std::size_t column,
                                  std::string message) {
  CheckFailure failure;
  failure.kind = std::move(kind);
  failure.row = set_.rows[row].key;
  failure.column = set_.columns[column].name;
  failure.where = where(row, column);
  failure.published = cell_text(set_, row, column);
  failure.message = std::move(message);
  failure.place = place_of(row, column);
  failure.cell = CellUse{set_.id, row, column};
  failure.notes.push_back({"checked by `" + check_.id + "`", check_.place});
  failures_.push_back(std::move(failure));
  return failures_.back();
}

void CheckRun::run_change_direction() {
  const auto arrow = column(check_.column);
  const auto from = column(check_.from);
  const auto to = column(check_.to);
  const auto chosen = chosen_rows(true);
  if (!arrow || !from || !to || !chosen) return;
  for (const std::size_t row : *chosen) {
    const Cell& before = cell(row, *from);
    const Cell& after = cell(row, *to);
    if (!before.number || !after.number) continue;
    ++results_.comparisons;
    const int order = compare(*after.number, *before.number);
    const std::string expected = order > 0 ? "up" : order < 0 ? "down" : "no change";
    const std::string typed = cell(row, *arrow).text;
    results_.covered.insert({set_.id, row, *arrow});
    if (direction_of(typed) == expected) continue;
    const std::string finding =
        fmt::format("{} ({} to {})", expected, cell_text(set_, row, *from), cell_text(set_, row, *to));
    const std::string said = typed.empty() ? "empty" : cell_text(set_, row, *arrow);
    CheckFailure& failure =
        fail_cell("change-direction", row, *arrow,
                  fmt::format("{} is {}, expected {}", where(row, *arrow), said, finding));
    failure.published = said;
    failure.finding = finding;
  }
}

void CheckRun::run_monotonic() {
  if (!check_.columns.empty()) {  // along each row
    const auto chosen = columns(check_.columns);
    const auto lines = chosen_rows(true);
    if (!chosen || !lines) return;
    for (const std::size_t row : *lines) {
      std::optional<std::pair<std::size_t, std::size_t>> before;
      for (const std::size_t at : *chosen) {
        if (!cell(row, at).number) continue;
        if (before) compare_neighbours(row, at, *before);
        before = {row, at};
      }
    }
    return;
  }
  const auto at = column(check_.column);
  const auto lines = chosen_rows(false);
  if (!at || !lines) return;
  std::optional<std::pair<std::size_t, std::size_t>> before;
  for (const std::size_t row : *lines) {
    if (!cell(row, *at).number) continue;
    if (before) compare_neighbours(row, *at, *before);
    before = {row, *at};
  }
}

void CheckRun::compare_neighbours(std::size_t row, std::size_t column,
                                  std::pair<std::size_t, std::size_t> before) {
  ++results_.comparisons;
  const int order = compare(*cell(row, column).number, *cell(before.first, before.second).number);
  const std::string& wanted = check_.direction.text;
  const bool holds = (wanted == "rising" && order > 0) || (wanted == "falling" && order < 0) ||
                     (wanted == "not-rising" && order <= 0) || (wanted == "not-falling" && order >= 0);
  if (holds) return;
  const std::string_view words = wanted == "rising"       ? "more than "
                                 : wanted == "falling"    ? "less than "
                                 : wanted == "not-rising" ? "at most "
                                                          : "at least ";
  const std::string finding =
      fmt::format("{}{}, the figure before", words, cell_text(set_, before.first, before.second));
  CheckFailure& failure = fail_cell(
      "monotonic", row, column,
      fmt::format("{} is {}, expected {}", where(row, column), cell_text(set_, row, column), finding));
  failure.finding = finding;
  failure.finding_kind = FindingKind::Limit;
}

void CheckRun::run_sums_to() {
  const auto lines = chosen_rows(false);
  auto chosen = columns(check_.columns);
  if (!lines || !chosen) return;
  if (chosen->empty()) {
    for (std::size_t i = 0; i < set_.columns.size(); ++i) {
      if (is_numeric(set_.columns[i].type)) chosen->push_back(i);
    }
  }
  for (const std::size_t at : *chosen) {
    Figure total;
    total.type = set_.columns[at].type;
    total.decimal_places = set_.shown_decimal_places(at);
    std::string working;
    bool complete = !lines->empty();
    for (const std::size_t row : *lines) {
      const auto sum = cell(row, at).number ? add(total.number, *cell(row, at).number) : std::nullopt;
      complete = complete && sum.has_value();
      if (!complete) break;
      total.number = *sum;
      if (!working.empty()) working += " + ";
      working += cell_text(set_, row, at);
    }
    if (!complete) continue;
    ++results_.comparisons;
    for (const std::size_t row : *lines) results_.covered.insert({set_.id, row, at});
    // Each printed share may be half a unit off.
    const Rational half = *divide(power_of_ten(-total.decimal_places), Rational(2));
    const auto slack = multiply(half, Rational(static_cast<std::int64_t>(lines->size())));
    const Rational tolerance = check_.tolerance ? *check_.tolerance : slack.value_or(half);
    const auto distance = subtract(total.number, *check_.target);
    if (distance && compare(distance->absolute(), tolerance) <= 0) continue;
    CheckFailure failure;
    failure.kind = "sums-to";
    failure.column = set_.columns[at].name;
    failure.where = column_label(set_, at);
    failure.finding = fmt::format("{} ({})", figure_text(total), working);
    failure.message = fmt::format("{} adds up to {}, expected {}", failure.where, failure.finding,
                                  format_figure(*check_.target, total.type, total.decimal_places));
    failure.place = place_of(lines->front(), at);
    failure.cell = CellUse{set_.id, lines->back(), at};
    failure.notes.push_back({"checked by `" + check_.id + "`", check_.place});
    failures_.push_back(std::move(failure));
  }
}

void CheckRun::run_row_count() {
  ++results_.comparisons;
  const Rational count(static_cast<std::int64_t>(set_.rows.size()));
  if (count == *check_.target) return;
  CheckFailure failure;
  failure.kind = "row-count";
  failure.where = set_.title;
  failure.finding = format_number(count, 0);
  failure.message =
      fmt::format("there are {} rows, expected {}", failure.finding, format_number(*check_.target, 0));
  failure.place = check_.place;
  failures_.push_back(std::move(failure));
}

void CheckRun::run_unique() {
  const auto at = column(check_.column);
  if (!at) return;
  std::map<std::string, std::size_t> first;
  for (std::size_t row = 0; row < set_.rows.size(); ++row) {
    if (cell(row, *at).text.empty() || cell(row, *at).is_missing()) continue;
    ++results_.comparisons;
    const auto [known, fresh] = first.emplace(cell(row, *at).text, row);
    if (fresh) continue;
    fail_cell("unique", row, *at,
              fmt::format("{} is {}, as in an earlier row", where(row, *at), cell_text(set_, row, *at)))
        .notes.push_back({"the first one is here", place_of(known->second, *at)});
  }
}

void CheckRun::run_values() {
  const auto at = column(check_.column);
  const auto lines = chosen_rows(true);
  if (!at || !lines) return;
  for (const std::size_t row : *lines) {
    const std::string& text = cell(row, *at).text;
    if (cell(row, *at).is_missing()) continue;
    ++results_.comparisons;
    if (std::find(check_.values.begin(), check_.values.end(), text) != check_.values.end()) continue;
    const std::string finding = "one of " + join(check_.values, ", ");
    CheckFailure& failure =
        fail_cell("in", row, *at, fmt::format("{} is `{}`, expected {}", where(row, *at), text, finding));
    failure.finding = finding;
    failure.finding_kind = FindingKind::Limit;
  }
}

void CheckRun::run_range() {
  const auto at = column(check_.column);
  const auto lines = chosen_rows(true);
  if (!at || !lines) return;
  for (const std::size_t row : *lines) {
    const auto& number = cell(row, *at).number;
    if (!number) continue;
    ++results_.comparisons;
    const bool low = check_.minimum && compare(*number, *check_.minimum) < 0;
    const bool high = check_.maximum && compare(*number, *check_.maximum) > 0;
    if (!low && !high) continue;
    const Rational& limit = low ? *check_.minimum : *check_.maximum;
    const std::string finding = (low ? "at least " : "at most ") +
                                format_figure(limit, set_.columns[*at].type, decimal_places_needed(limit, 6));
    CheckFailure& failure =
        fail_cell("range", row, *at,
                  fmt::format("{} is {}, expected {}", where(row, *at), cell_text(set_, row, *at), finding));
    failure.finding = finding;
    failure.finding_kind = FindingKind::Limit;
  }
}

void CheckRun::run_required() {
  const auto chosen = columns(check_.columns);
  const auto lines = chosen_rows(true);
  if (!chosen || !lines) return;
  for (const std::size_t at : *chosen) {
    for (const std::size_t row : *lines) {
      ++results_.comparisons;
      if (!cell(row, at).is_blank() && !cell(row, at).is_missing()) continue;
      const std::string said = cell(row, at).is_blank() ? "empty" : cell_text(set_, row, at);
      CheckFailure& failure =
          fail_cell("required", row, at, fmt::format("{} is {}, expected a value", where(row, at), said));
      failure.published = said;
      failure.finding = "a value";
      failure.finding_kind = FindingKind::Limit;
    }
  }
}

}  // namespace gazette
