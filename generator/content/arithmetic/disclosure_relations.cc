// Finds the sums of a data set: declared ones, and those that any reader with a pencil would try.
#include "content/arithmetic/disclosure_relations.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "content/arithmetic/check_run.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 22> kTotalWords = {
    "total",    "totals", "all",      "overall", "sum",      "both",    "gesamt", "insgesamt",
    "summe",    "totaal", "totale",   "totaux",  "ensemble", "totali",  "suma",   "razem",
    "cyfanswm", "iomlan", "yhteensa", "totalt",  "ialt",     "osszesen"};

/// "Total", "All areas", "Grand total": the label says that the figures stand for all others.
bool says_total(std::string_view label) {
  const std::string slug = slugify(label);
  const std::size_t hyphen = slug.find('-');
  const std::size_t last = slug.rfind('-');
  const std::string first_word = slug.substr(0, hyphen);
  const std::string last_word = last == std::string::npos ? slug : slug.substr(last + 1);
  const auto is_total = [](std::string_view word) {
    return std::find(kTotalWords.begin(), kTotalWords.end(), word) != kTotalWords.end();
  };
  return is_total(first_word) || last_word == "total" || last_word == "totals";
}

bool is_counted(const Column& column) {
  return column.type == ColumnType::Integer || column.type == ColumnType::Decimal ||
         column.type == ColumnType::Currency;
}

bool add_sum(CellSum& sum, const CellSum& other, const Rational& factor) {
  for (const auto& [cell, coefficient] : other.cells) {
    const auto product = multiply(coefficient, factor);
    const auto total = product ? add(sum.cells[cell], *product) : std::nullopt;
    if (!total) return false;
    sum.cells[cell] = *total;
    if (total->is_zero()) sum.cells.erase(cell);
  }
  const auto product = multiply(other.constant, factor);
  const auto total = product ? add(sum.constant, *product) : std::nullopt;
  if (!total) return false;
  sum.constant = *total;
  return true;
}

/// Reads an expression as a sum of cells, where it is one.
class SumReader {
 public:
  SumReader(const DataLibrary& library, const Expression& expression, std::optional<std::size_t> row,
            std::optional<std::size_t> column)
      : library_(library), expression_(expression), row_(row), column_(column) {}

  std::optional<CellSum> read(std::uint32_t index) const {
    using Kind = ExpressionNode::Kind;
    const ExpressionNode& node = expression_.nodes[index];
    switch (node.kind) {
      case Kind::Number:
        return CellSum{{}, node.number};
      case Kind::Cells:
        return cells(node, false);
      case Kind::Negate:
        return scaled(read(node.arguments[0]), Rational(-1));
      case Kind::Add:
      case Kind::Subtract:
        return joined(read(node.arguments[0]), read(node.arguments[1]),
                      node.kind == Kind::Add ? Rational(1) : Rational(-1));
      case Kind::Multiply:
      case Kind::Divide:
        return product(node);
      case Kind::Call:
        return node.function == "sum" ? sum_of(node) : std::nullopt;
    }
    return std::nullopt;
  }

 private:
  std::optional<CellSum> cells(const ExpressionNode& node, bool many) const {
    std::vector<std::size_t> rows = node.rows.indexes;
    std::vector<std::size_t> columns = node.columns.indexes;
    if (node.rows.kind == Selector::Kind::Current && row_) rows = {*row_};
    if (node.columns.kind == Selector::Kind::Current && column_) columns = {*column_};
    if (rows.empty() || columns.empty() || (!many && rows.size() * columns.size() > 1)) return std::nullopt;
    const auto set = static_cast<std::size_t>(node.set - library_.sets.data());
    CellSum out;
    for (const std::size_t row : rows) {
      for (const std::size_t column : columns) {
        if (!is_numeric(node.set->columns[column].type)) return std::nullopt;
        out.cells[{set, row, column}] = Rational(1);
      }
    }
    return out;
  }

  std::optional<CellSum> sum_of(const ExpressionNode& node) const {
    CellSum out;
    for (const std::uint32_t argument : node.arguments) {
      const ExpressionNode& inner = expression_.nodes[argument];
      const auto part = inner.kind == ExpressionNode::Kind::Cells ? cells(inner, true) : read(argument);
      if (!part || !add_sum(out, *part, Rational(1))) return std::nullopt;
    }
    return out;
  }

  static std::optional<CellSum> scaled(const std::optional<CellSum>& sum, const Rational& factor) {
    CellSum out;
    return sum && add_sum(out, *sum, factor) ? std::optional(out) : std::nullopt;
  }

  static std::optional<CellSum> joined(std::optional<CellSum> left, const std::optional<CellSum>& right,
                                       const Rational& factor) {
    return left && right && add_sum(*left, *right, factor) ? left : std::nullopt;
  }

  /// A sum times or divided by a plain number.
  std::optional<CellSum> product(const ExpressionNode& node) const {
    const auto left = read(node.arguments[0]);
    const auto right = read(node.arguments[1]);
    if (!left || !right) return std::nullopt;
    if (node.kind == ExpressionNode::Kind::Divide) {
      const auto factor = right->cells.empty() ? divide(Rational(1), right->constant) : std::nullopt;
      return factor ? scaled(left, *factor) : std::nullopt;
    }
    if (right->cells.empty()) return scaled(left, right->constant);
    return left->cells.empty() ? scaled(right, left->constant) : std::nullopt;
  }

  const DataLibrary& library_;
  const Expression& expression_;
  std::optional<std::size_t> row_;
  std::optional<std::size_t> column_;
};

class RelationFinder {
 public:
  explicit RelationFinder(const DataLibrary& library) : library_(library) {}

  PublishedRelations find() {
    for (std::size_t i = 0; i < library_.sets.size(); ++i) {
      set_ = &library_.sets[i];
      set_index_ = i;
      find_row_totals();
      find_column_totals();
      for (const DataCheck& check : set_->checks) find_declared(check);
    }
    return std::move(found_);
  }

 private:
  const Cell& cell(std::size_t row, std::size_t column) const { return set_->rows[row].cells[column]; }

  /// The rows that a total row stands for: those of its group, or all but totals.
  std::vector<std::size_t> rows_under(std::size_t total) const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < set_->rows.size(); ++row) {
      if (row == total || is_total(row)) continue;
      const bool other_group = set_->row_groups && totals_.size() > 1 &&
                               cell(row, *set_->row_groups).text != cell(total, *set_->row_groups).text;
      if (!other_group) rows.push_back(row);
    }
    return rows;
  }

  bool is_total(std::size_t row) const {
    return std::find(totals_.begin(), totals_.end(), row) != totals_.end();
  }

  void find_row_totals() {
    totals_ = set_->totals;
    if (totals_.empty() && set_->rows.size() > 2 && says_total(row_label(*set_, set_->rows.size() - 1)))
      totals_ = {set_->rows.size() - 1};
    // Several totals without groups may stand for anything: only checks can say what.
    if (totals_.size() > 1 && !set_->row_groups) return;
    for (const std::size_t total : totals_) {
      const std::vector<std::size_t> rows = rows_under(total);
      std::vector<std::size_t> columns;
      std::size_t agree = 0;
      std::size_t disagree = 0;
      for (std::size_t column = 0; column < set_->columns.size(); ++column) {
        if (!is_counted(set_->columns[column]) || rows.empty()) continue;
        columns.push_back(column);
        const auto holds = adds_up(rows, total, [&](std::size_t row) { return cell(row, column).number; });
        if (holds) ++(*holds ? agree : disagree);
      }
      if (disagree > agree) continue;
      for (const std::size_t column : columns) {
        CellSum sum;
        for (const std::size_t row : rows) sum.cells[{set_index_, row, column}] = Rational(1);
        sum.cells[{set_index_, total, column}] = Rational(-1);
        found_.sums.push_back({std::move(sum), "the total"});
      }
    }
  }

  /// Whether the figures of `parts` come to that of `total`; nullopt when one of them is missing.
  template <typename Figure>
  static std::optional<bool> adds_up(const std::vector<std::size_t>& parts, std::size_t total,
                                     Figure figure) {
    const std::optional<Rational> whole = figure(total);
    if (!whole) return std::nullopt;
    Rational sum;
    for (const std::size_t part : parts) {
      const std::optional<Rational> number = figure(part);
      const auto next = number ? add(sum, *number) : std::nullopt;
      if (!next) return std::nullopt;
      sum = *next;
    }
    return sum == *whole;
  }

  void find_column_totals() {
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < set_->columns.size(); ++i) {
      if (is_counted(set_->columns[i]) && set_->columns[i].formula.empty()) counted.push_back(i);
    }
    constexpr std::size_t kMostColumns = 60;
    if (counted.size() < 3 || counted.size() > kMostColumns) return;
    for (const std::size_t total : counted) {
      std::vector<std::size_t> parts;
      for (const std::size_t column : counted) {
        const bool same_kind = set_->columns[column].type == set_->columns[total].type &&
                               set_->unit_of(column) == set_->unit_of(total);
        if (column != total && same_kind) parts.push_back(column);
      }
      if (parts.size() < 2 || !columns_add_up(parts, total)) continue;
      for (std::size_t row = 0; row < set_->rows.size(); ++row) {
        CellSum sum;
        for (const std::size_t column : parts) sum.cells[{set_index_, row, column}] = Rational(1);
        sum.cells[{set_index_, row, total}] = Rational(-1);
        found_.sums.push_back({std::move(sum), "the total"});
      }
      return;  // a second total of the same columns could only be a copy
    }
  }

  bool columns_add_up(const std::vector<std::size_t>& parts, std::size_t total) const {
    std::size_t agree = 0;
    for (std::size_t row = 0; row < set_->rows.size(); ++row) {
      const auto holds = adds_up(parts, total, [&](std::size_t column) { return cell(row, column).number; });
      if (holds && !*holds) return false;
      if (holds && !cell(row, total).number->is_zero()) ++agree;
    }
    const Column& column = set_->columns[total];
    return agree >= 3 || says_total(column.label) || says_total(column.name);
  }

  void find_declared(const DataCheck& check) {
    if (check.tolerance && !check.tolerance->is_zero()) return;
    Diagnostics unsaid;  // faults of the check are told when it runs
    CheckResults results;
    CheckRun run(library_, *set_, check, results, unsaid);
    run.each_equality([&](const Expression& left, const Expression& right, std::optional<std::size_t> row,
                          std::optional<std::size_t> column) {
      add_share(left, right, row, column);
      add_share(right, left, row, column);
      auto one = SumReader(library_, left, row, column).read(left.root);
      const auto other = SumReader(library_, right, row, column).read(right.root);
      if (!one || !other || !add_sum(*one, *other, Rational(-1)) || one->cells.empty()) return;
      found_.sums.push_back({std::move(*one), "the check `" + check.id + "`"});
    });
  }

  /// `pct(part, whole) = share`, one way round.
  void add_share(const Expression& side, const Expression& shown, std::optional<std::size_t> row,
                 std::optional<std::size_t> column) {
    const ExpressionNode& node = side.nodes[side.root];
    if (node.kind != ExpressionNode::Kind::Call || node.function != "pct") return;
    const SumReader reader(library_, side, row, column);
    const auto part = reader.read(node.arguments[0]);
    const auto whole = reader.read(node.arguments[1]);
    const auto share = SumReader(library_, shown, row, column).read(shown.root);
    if (!part || !whole || !share || share->cells.size() != 1 || !share->constant.is_zero()) return;
    const CellKey key = share->cells.begin()->first;
    found_.shares.push_back({*part, *whole, key, library_.sets[key.set].shown_decimal_places(key.column)});
  }

  const DataLibrary& library_;
  const DataSet* set_ = nullptr;
  std::size_t set_index_ = 0;
  std::vector<std::size_t> totals_;  // of the set at hand
  PublishedRelations found_;
};

}  // namespace

PublishedRelations published_relations(const DataLibrary& library) {
  return RelationFinder(library).find();
}

}  // namespace gazette
