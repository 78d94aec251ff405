// Splits a value role into text, expression and waiver, and holds the two sides against each other.
#include "content/arithmetic/value_role.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"
#include "content/arithmetic/data_checks.h"
#include "content/expressions/expression.h"
#include "content/words/date_literal.h"
#include "content/words/figure_literal.h"

namespace gazette {
namespace {

/// The parts of a role's text, as spans into it.
struct RoleParts {
  std::optional<Span> literal;
  Span expression;
  std::optional<Span> waiver;
};

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end && is_ascii_space(text[span.begin])) ++span.begin;
  while (span.end > span.begin && is_ascii_space(text[span.end - 1])) --span.end;
  return span;
}

RoleParts split_role(std::string_view text) {
  RoleParts parts;
  parts.expression = {0, text.size()};
  const std::size_t equals = text.find('=');
  // An = inside square brackets belongs to a name: the text before has none, but may be "(£15,559)".
  if (equals != std::string_view::npos && text.substr(0, equals).find('[') == std::string_view::npos) {
    parts.literal = trimmed(text, {0, equals});
    parts.expression.begin = equals + 1;
  }
  constexpr std::string_view kWaive = " waive ";
  const std::size_t waive = text.rfind(kWaive);
  if (waive != std::string_view::npos && waive >= parts.expression.begin &&
      text.substr(waive).find_first_of("[]()\"") == std::string_view::npos) {
    parts.waiver = trimmed(text, {waive + kWaive.size(), text.size()});
    parts.expression.end = waive;
  }
  parts.expression = trimmed(text, parts.expression);
  return parts;
}

/// Ten to the power of the last digit that is not nought: 1,000 for 85,000.
Rational unit_of_round_number(const FigureLiteral& literal) {
  const Rational unit = power_of_ten(-literal.decimal_places);
  if (literal.decimal_places > 0) return unit;
  Rational grown = unit;
  for (int power = -literal.decimal_places; power < 15; ++power) {
    const Rational next = power_of_ten(power + 1);
    const auto quotient = divide(*literal.number, next);
    if (literal.number->is_zero() || !quotient || !quotient->is_whole()) break;
    grown = next;
  }
  return grown;
}

bool within_half(const Rational& value, const Rational& target, const Rational& unit) {
  const auto distance = subtract(value, target);
  const auto half = divide(unit, Rational(2));
  return distance && half && compare(distance->absolute(), *half) <= 0;
}

/// How far a figure may lie beyond "over 400" or "at least 90%": a tenth, or to the next number as round.
/// Further off, "over 1" would be true of everything.
bool is_near(const FigureLiteral& literal, const Rational& value) {
  const Rational& target = *literal.number;
  const auto distance = subtract(value, target);
  const auto tenth = divide(target.absolute(), Rational(10));
  if (!distance || !tenth) return false;
  const Rational unit = literal.fraction ? Rational(10) : unit_of_round_number(literal);
  const Rational& most = compare(unit, *tenth) > 0 ? unit : *tenth;
  return compare(distance->absolute(), most) <= 0;
}

/// "37 in 100" is right to half a child in a hundred, "4 in 10" to half a child in ten; "two in three" is a
/// fraction put in words, right to a point.
Rational unit_of_share(const FigureLiteral& literal) {
  for (const std::int64_t whole : {10, 100, 1000, 10'000, 100'000, 1'000'000}) {
    if (literal.whole == Rational(whole) && !literal.counts_too)
      return *divide(Rational(100), Rational(whole));
  }
  return Rational(2);
}

bool fits(const FigureLiteral& literal, const Rational& value) {
  const Rational& target = *literal.number;
  const Rational unit = power_of_ten(-literal.decimal_places);
  if (literal.upper) return compare(value, target) >= 0 && compare(value, *literal.upper) <= 0;
  switch (literal.closeness) {
    case Closeness::Exact:
      return within_half(value, target, literal.fraction ? unit_of_share(literal) : unit);
    case Closeness::About:
      return within_half(value, target, literal.fraction ? Rational(6) : unit_of_round_number(literal));
    case Closeness::Nearly:
      return compare(value, target) < 0 &&
             within_half(value, target, literal.fraction ? Rational(10) : unit_of_round_number(literal));
    case Closeness::JustOver:
      return compare(value, target) > 0 &&
             within_half(value, target, literal.fraction ? Rational(10) : unit_of_round_number(literal));
    case Closeness::Over:
      return compare(value, target) > 0 && is_near(literal, value);
    case Closeness::Under:
      return compare(value, target) < 0 && is_near(literal, value);
    case Closeness::AtLeast:
      return compare(value, target) >= 0 && is_near(literal, value);
    case Closeness::AtMost:
      return compare(value, target) <= 0 && is_near(literal, value);
  }
  return false;
}

class Assertion {
 public:
  Assertion(const ExpressionText& source, const RoleParts& parts, const DataLibrary& library,
            std::string_view today, const std::set<CellUse>& cells, Diagnostics& diagnostics)
      : source_(source),
        parts_(parts),
        library_(library),
        today_(today),
        cells_(cells),
        diagnostics_(diagnostics) {
    said_ = source.text.substr(parts.literal->begin, parts.literal->end - parts.literal->begin);
  }

  /// The id of the waiver that excused a mismatch; "" when text and data agree or nothing excuses it.
  std::string hold_against(const Figure& figure) {
    std::string data;
    const std::optional<bool> agrees =
        figure.is_text ? compare_text(figure, data) : compare_figure(figure, data);
    if (!agrees) return {};
    if (!parts_.waiver) {
      if (!*agrees) mismatch(figure, data);
      return {};
    }
    return apply_waiver(figure, data, *agrees);
  }

 private:
  Place literal_place() const { return source_.at(*parts_.literal); }

  void mismatch(const Figure& figure, std::string data) {
    // Two sides that look alike would leave an author helpless: the data is then shown with more digits.
    for (int places = figure.decimal_places; says_same(data) && places < 12 && !figure.is_text; ++places)
      data = figure_text(figure, places);
    if (says_same(data)) data += ", which is not the same";
    Diagnostic& finding =
        diagnostics_.error("data/value", literal_place(),
                           fmt::format("text says {}, data gives {}", said_, data), hint_for(figure));
    add_cell_note(figure, finding);
  }

  bool says_same(std::string_view data) const {
    return equals_ignoring_case(collapse_white_space(said_), data);
  }

  std::string hint_for(const Figure& figure) const {
    if (figure.is_text) return "";
    const auto literal = parse_figure_literal(said_);
    const bool limit = literal && literal->number && literal->closeness != Closeness::Exact &&
                       literal->closeness != Closeness::About && !literal->upper;
    return limit ? "name a round number close to the figure, mend the data, or name a waiver"
                 : "mend the text or the data, or name a waiver";
  }

  void add_cell_note(const Figure& figure, Diagnostic& finding) const {
    if (!figure.cell) return;
    const DataSet* set = library_.find(figure.cell->set);
    if (set == nullptr || !set->columns[figure.cell->column].formula.empty()) return;
    finding.notes.push_back(
        {"the cell is here", set->place_of(set->rows[figure.cell->row].cells[figure.cell->column])});
  }

  std::optional<bool> compare_text(const Figure& figure, std::string& data) {
    data = figure.text;
    const std::string said = collapse_white_space(replace_all(said_, "’", "'"));
    const std::string given = collapse_white_space(replace_all(figure.text, "’", "'"));
    return said == given ||
           (said.size() == given.size() && equals_ignoring_case(said.substr(0, 1), given.substr(0, 1)) &&
            said.substr(1) == given.substr(1)) ||
           says_time(figure);
  }

  /// "1st May 2019" for a cell of dates, "2019-20" for one of periods.
  bool says_time(const Figure& figure) const {
    const DataSet* set = figure.cell ? library_.find(figure.cell->set) : nullptr;
    if (set == nullptr) return false;
    const std::string& typed = set->rows[figure.cell->row].cells[figure.cell->column].text;
    if (figure.type == ColumnType::Date) return says_date(said_, typed);
    return figure.type == ColumnType::Period && says_period(said_, typed);
  }

  std::optional<bool> compare_figure(const Figure& figure, std::string& data) {
    std::string why;
    const auto literal = parse_figure_literal(said_, &why);
    if (!literal) {
      diagnostics_.error(
          "data/literal", literal_place(), fmt::format("`{}` is not a figure Gazette can read", said_),
          why.empty() ? "write it as 38%, 13,540, £5, nine, a third, 2 in 5 or nearly 12,000" : why);
      return std::nullopt;
    }
    data = data_text(figure, *literal);
    if (!check_unit(figure, *literal, data)) return std::nullopt;
    return agree(figure, *literal);
  }

  /// A cell of a column that holds changes: some of its figures are negative.
  bool is_change_cell(const Figure& figure) const {
    const DataSet* set = figure.cell ? library_.find(figure.cell->set) : nullptr;
    return set != nullptr && std::any_of(set->rows.begin(), set->rows.end(), [&](const DataRow& row) {
             const auto& number = row.cells[figure.cell->column].number;
             return number && number->is_negative();
           });
  }

  /// The data's side with the digits that the text shows.
  std::string data_text(const Figure& figure, const FigureLiteral& literal) const {
    int places = std::max(0, literal.decimal_places);
    // Enough digits to see why "over 90%" is wrong for 89.9.
    if (literal.closeness != Closeness::Exact || literal.fraction)
      places = std::max(places, figure.decimal_places);
    std::string text;
    if (literal.direction == Direction::None || !(figure.difference || is_change_cell(figure))) {
      text = figure_text(figure, places);
    } else if (figure.number.is_zero()) {
      text = "no change";
    } else {
      Figure size = figure;
      size.number = figure.number.absolute();
      text = (figure.number.is_negative() ? "down " : "up ") + figure_text(size, places);
    }
    if (!figure.working.empty()) text += " (" + figure.working + ")";
    return text;
  }

  static bool agree(const Figure& figure, const FigureLiteral& literal) {
    if (literal.direction == Direction::Same) return figure.number.is_zero();
    if (literal.direction == Direction::Up && figure.number.is_negative()) return false;
    if (literal.direction == Direction::Down && !figure.number.is_negative()) return false;
    Rational value = literal.direction == Direction::None ? figure.number : figure.number.absolute();
    if (literal.fraction && figure.type != ColumnType::Percent) {
      const auto scaled = multiply(value, Rational(100));
      if (!scaled) return false;
      value = *scaled;
    }
    if (literal.counts_too) return fits(literal, value) && counts_agree(figure, literal);
    if (literal.whole && is_count(literal)) {
      if (figure.whole) return *literal.part == *figure.part && *literal.whole == *figure.whole;
      return within_half(value, *literal.number, Rational(1));
    }
    return fits(literal, value);
  }

  /// The counts beside a share: those of pct(part, whole), or for a cell of shares any that give it.
  static bool counts_agree(const Figure& figure, const FigureLiteral& literal) {
    if (figure.part && figure.whole)
      return literal.part == figure.part && (!literal.whole || literal.whole == figure.whole);
    if (!literal.whole || literal.whole->is_zero()) return false;
    const auto ratio = divide(*literal.part, *literal.whole);
    const auto share = ratio ? multiply(*ratio, Rational(100)) : std::nullopt;
    return share && within_half(*share, figure.number, power_of_ten(-figure.decimal_places));
  }

  /// "19 of 50" tells two counts, "one in five" and "9 out of 10" tell a share in round terms.
  static bool is_count(const FigureLiteral& literal) {
    const Rational& whole = *literal.whole;
    const bool round = compare(whole, Rational(12)) <= 0 || whole == Rational(20) || whole == Rational(100);
    return literal.closeness == Closeness::Exact && !round;
  }

  bool check_unit(const Figure& figure, const FigureLiteral& literal, const std::string& data) const {
    const bool percent = figure.type == ColumnType::Percent && !figure.points;
    std::string hint;
    if (literal.percent && figure.points) {
      hint = "a difference of percentages is in percentage points";
    } else if (literal.percent && !percent) {
      hint = "the data is not a percentage: leave out the sign, or write pct(part, whole)";
    } else if (literal.points && !figure.points) {
      hint = "percentage points are for the difference of two percentages";
    } else if (literal.currency && figure.type != ColumnType::Currency) {
      hint = "the data is not money: give its column the type currency, or leave out the sign";
    } else if (literal.ordinal &&
               (percent || figure.type == ColumnType::Currency || !figure.number.is_whole())) {
      hint = "only whole numbers have an order: write the figure itself";
    } else if (percent && !carries_share(literal)) {
      hint = "a share carries its sign: write " + said_ + "%, or the counts, as in 19 of 50";
    } else if (literal.direction != Direction::None && !figure.difference && !is_change_cell(figure)) {
      hint = "for a direction, write change(from, to)";
    } else if (literal.fraction && figure.type != ColumnType::Percent && figure.exact) {
      hint = "for a fraction, write pct(part, whole)";
    } else if (!literal.unit.empty() && !unit_fits(literal.unit, figure.unit) &&
               !(literal.part && counts_something(literal.unit))) {
      hint = figure.unit.empty() ? "put words that are no part of the figure outside the role"
                                 : "the data is in " + figure.unit;
    }
    if (hint.empty()) return true;
    const std::string message = says_same(data) ? fmt::format("`{}` cannot be held against the data", said_)
                                                : fmt::format("text says {}, data gives {}", said_, data);
    diagnostics_.error("data/unit", literal_place(), message, hint);
    return false;
  }

  /// "38%", "38 per cent", "a third", "19 of 50", "none".
  static bool carries_share(const FigureLiteral& literal) {
    return literal.percent || literal.fraction || literal.counts_too || literal.points ||
           literal.direction == Direction::Same || (literal.number && literal.number->is_zero());
  }

  /// "19 of 50 children": what the cells behind the share count.
  bool counts_something(std::string_view unit) const {
    return std::any_of(cells_.begin(), cells_.end(), [&](const CellUse& use) {
      const DataSet* set = library_.find(use.set);
      return set != nullptr && unit_fits(unit, set->unit_of(use.column));
    });
  }

  static bool unit_fits(std::string_view said, std::string_view unit) {
    const std::string one = to_lower_ascii(said);
    const std::string other = to_lower_ascii(unit);
    if (other.empty()) return false;
    if (one == other || one + "s" == other || other + "s" == one) return true;
    return (one == "child" && other == "children") || (one == "person" && other == "people");
  }

  std::string apply_waiver(const Figure& figure, const std::string& data, bool agrees) {
    const Place place = source_.at(*parts_.waiver);
    const std::string id =
        source_.text.substr(parts_.waiver->begin, parts_.waiver->end - parts_.waiver->begin);
    const Correction* correction = library_.find_correction(id);
    if (correction == nullptr) {
      std::vector<std::string> ids;
      for (const Correction& known : library_.corrections) ids.push_back(known.id);
      std::string hint = did_you_mean(id, ids);
      if (hint.empty()) hint = "add it to content/data/corrections.yaml";
      diagnostics_.error("data/unknown-waiver", place, "there is no correction `" + id + "`", hint);
      if (!agrees) mismatch(figure, data);
      return {};
    }
    if (agrees) {
      diagnostics_.warning("data/waiver-unneeded", place,
                           "text and data agree, so `" + id + "` excuses nothing", "take the waiver out");
      return {};
    }
    if (!describes(*correction, data)) {
      mismatch(figure, data);
      diagnostics_.items().back().notes.push_back({"the waiver is about another figure", correction->place});
      return {};
    }
    check_end(*correction, place);
    return id;
  }

  /// Both sides of a correction may be whole sentences that hold the figures.
  bool describes(const Correction& correction, const std::string& data) const {
    const bool same_text = correction.published.empty() || mentions_figure(correction.published, said_);
    const bool same_data = correction.finding.empty() || finding_matches(correction.finding, data);
    return same_text && same_data;
  }

  void check_end(const Correction& correction, const Place& place) {
    if (correction.until.empty()) {
      diagnostics_.error("data/waiver", correction.place, "`" + correction.id + "` has no end date",
                         "add `until: 2027-04-01`");
    } else if (!today_.empty() && correction.until < today_) {
      diagnostics_
          .error("data/waiver-expired", place,
                 "`" + correction.id + "` ended on " + date_text(correction.until),
                 "mend the text, or decide anew and give it a later date")
          .notes.push_back({"its end date is here", correction.place});
    }
  }

  const ExpressionText& source_;
  const RoleParts& parts_;
  const DataLibrary& library_;
  std::string_view today_;
  const std::set<CellUse>& cells_;  // that the expression reads
  Diagnostics& diagnostics_;
  std::string said_;
};

}  // namespace

std::optional<ValueResult> evaluate_value_role(std::string_view role_text, const Place& place,
                                               const DataLibrary& library, std::string_view today,
                                               Diagnostics& diagnostics) {
  const ExpressionText source{std::string(role_text), place};
  const RoleParts parts = split_role(role_text);
  ValueResult result;
  if (parts.literal) {
    result.text = source.text.substr(parts.literal->begin, parts.literal->end - parts.literal->begin);
    if (result.text.empty()) {
      diagnostics.error("data/literal", place,
                        "there is no text before the =", "write 38% = pct(part, whole)");
    }
  }
  if (parts.waiver && !parts.literal) {
    diagnostics.error("data/unknown-waiver", source.at(*parts.waiver), "an inserted figure needs no waiver",
                      "take the waiver out");
  }
  std::set<CellUse> cells;
  const auto figure = evaluate_expression(source, parts.expression, library, diagnostics, &cells);
  std::set<std::string> sets;
  for (const CellUse& cell : cells) sets.insert(cell.set);
  result.cells.assign(cells.begin(), cells.end());
  result.sets.assign(sets.begin(), sets.end());
  if (!parts.literal) {
    if (!figure) return std::nullopt;
    result.text = figure_text(*figure);
    return result;
  }
  if (figure && !result.text.empty()) {
    result.waiver = Assertion(source, parts, library, today, cells, diagnostics).hold_against(*figure);
  }
  if (result.text.empty()) return std::nullopt;
  return result;
}

std::set<std::string> sets_of_value_role(std::string_view role_text) {
  const RoleParts parts = split_role(role_text);
  return sets_of_expression(
      role_text.substr(parts.expression.begin, parts.expression.end - parts.expression.begin));
}

}  // namespace gazette
