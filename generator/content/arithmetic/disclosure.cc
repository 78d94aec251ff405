// Treats every figure that is not published as an unknown and asks which unknowns the published sums pin
// down.
#include "content/arithmetic/disclosure.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "content/arithmetic/disclosure_relations.h"
#include "content/arithmetic/linear_system.h"

namespace gazette {
namespace {

constexpr std::size_t kMostDisclosures = 20;  // of one data set
constexpr std::size_t kMostProposals = 12;    // tried for one figure
constexpr std::size_t kLongestEquation = 8;

class DisclosureCheck {
 public:
  DisclosureCheck(const DataLibrary& library, Diagnostics& diagnostics)
      : library_(library), diagnostics_(diagnostics) {}

  void run() {
    const bool any = std::any_of(library_.sets.begin(), library_.sets.end(),
                                 [](const DataSet& set) { return withholds(set); });
    if (!any) return;
    relations_ = published_relations(library_);
    for (const Derived& derived : derive(std::nullopt)) {
      if (is_confidential(derived.cell)) report(derived);
    }
  }

 private:
  /// An unknown cell that has one value only, and the relations it follows from.
  struct Derived {
    CellKey cell;
    std::vector<std::size_t> sums;  // empty: from a share
    std::size_t share = 0;
  };

  static bool is_confidential(const DataSet& set, const Cell& cell) {
    if (!cell.is_missing()) return false;
    const MissingCode& code = set.missing_codes[static_cast<std::size_t>(cell.missing)];
    const std::string meaning = to_lower(code.meaning);
    return code.code == "[c]" || meaning.find("confidential") != std::string::npos ||
           meaning.find("suppress") != std::string::npos || meaning.find("disclos") != std::string::npos;
  }

  static bool withholds(const DataSet& set) {
    return std::any_of(set.rows.begin(), set.rows.end(), [&](const DataRow& row) {
      return std::any_of(row.cells.begin(), row.cells.end(),
                         [&](const Cell& cell) { return is_confidential(set, cell); });
    });
  }

  const Cell& cell_at(const CellKey& key) const {
    return library_.sets[key.set].rows[key.row].cells[key.column];
  }
  bool is_confidential(const CellKey& key) const {
    return is_confidential(library_.sets[key.set], cell_at(key));
  }

  /// The figure that readers see or take for granted: none recorded and not applicable add nothing.
  std::optional<Rational> figure(const CellKey& key) const {
    const Cell& cell = cell_at(key);
    if (cell.number) return cell.number;
    if (!cell.is_missing()) return std::nullopt;
    const std::string& code =
        library_.sets[key.set].missing_codes[static_cast<std::size_t>(cell.missing)].code;
    return code == "[z]" || code == "[w]" ? std::optional(Rational(0)) : std::nullopt;
  }

  /// The sum with its known cells put in, or nullopt when it says nothing about an unknown one.
  std::optional<LinearEquation> equation_of(const CellSum& sum, const std::optional<CellKey>& withheld,
                                            std::map<CellKey, std::size_t>& numbers) const {
    LinearEquation equation;
    Rational known = sum.constant;
    for (const auto& [key, factor] : sum.cells) {
      const auto value = key == withheld ? std::nullopt : figure(key);
      if (!value) {
        equation.terms[numbers.emplace(key, numbers.size()).first->second] = factor;
        continue;
      }
      const auto product = multiply(*value, factor);
      const auto total = product ? add(known, *product) : std::nullopt;
      if (!total) return std::nullopt;
      known = *total;
    }
    if (equation.terms.empty()) return std::nullopt;
    equation.constant = known.negated();
    return equation;
  }

  /// What follows when `withheld` is not published either.
  std::vector<Derived> derive(const std::optional<CellKey>& withheld) const {
    std::map<CellKey, std::size_t> numbers;
    std::vector<LinearEquation> equations;
    std::vector<std::size_t> sums;  // by equation
    for (std::size_t i = 0; i < relations_.sums.size(); ++i) {
      auto equation = equation_of(relations_.sums[i].sum, withheld, numbers);
      if (!equation) continue;
      equations.push_back(std::move(*equation));
      sums.push_back(i);
    }
    std::vector<CellKey> cells(numbers.size());
    for (const auto& [key, number] : numbers) cells[number] = key;
    std::vector<Derived> out;
    std::set<CellKey> known;
    for (const DeterminedUnknown& found : determined_unknowns(equations)) {
      Derived derived{cells[found.unknown], {}, 0};
      for (const std::size_t equation : found.equations) derived.sums.push_back(sums[equation]);
      known.insert(derived.cell);
      out.push_back(std::move(derived));
    }
    for (std::size_t i = 0; i < relations_.shares.size(); ++i) {
      const auto cell = told_by_share(relations_.shares[i], withheld);
      if (cell && known.insert(*cell).second) out.push_back({*cell, {}, i});
    }
    std::sort(out.begin(), out.end(), [](const Derived& a, const Derived& b) { return a.cell < b.cell; });
    return out;
  }

  std::optional<Rational> value_of(const CellSum& sum, const std::optional<CellKey>& withheld) const {
    std::map<CellKey, std::size_t> numbers;
    if (equation_of(sum, withheld, numbers) || !numbers.empty()) return std::nullopt;
    Rational total = sum.constant;
    for (const auto& [key, factor] : sum.cells) {
      const auto product = multiply(*figure(key), factor);
      const auto next = product ? add(total, *product) : std::nullopt;
      if (!next) return std::nullopt;
      total = *next;
    }
    return total;
  }

  /// The count behind a share, where a single whole number rounds to it: 12% of 26 is 3 and nothing else.
  std::optional<CellKey> told_by_share(const ShareRelation& relation,
                                       const std::optional<CellKey>& withheld) const {
    const auto share = relation.share == withheld ? std::nullopt : figure(relation.share);
    const auto part = value_of(relation.part, withheld);
    const auto whole = value_of(relation.whole, withheld);
    const CellSum& unknown = part ? relation.whole : relation.part;
    if (!share || part.has_value() == whole.has_value() || unknown.cells.size() != 1) return std::nullopt;
    const CellKey cell = unknown.cells.begin()->first;
    if (library_.sets[cell.set].columns[cell.column].type != ColumnType::Integer) return std::nullopt;
    const auto half = divide(power_of_ten(-relation.decimal_places), Rational(2));
    const auto low = subtract(*share, *half);
    const auto high = add(*share, *half);
    if (!low || !high || (part && low->is_negative())) return std::nullopt;
    std::optional<Rational> first;
    std::optional<Rational> last;
    if (part) {  // whole = part / share
      if (low->is_zero() || high->is_zero()) return std::nullopt;
      first = scaled(*part, Rational(100), *high);
      last = scaled(*part, Rational(100), *low);
    } else {
      first = scaled(*whole, *low, Rational(100));
      last = scaled(*whole, *high, Rational(100));
    }
    return first && last && holds_one_whole_number(*first, *last) ? std::optional(cell) : std::nullopt;
  }

  static std::optional<Rational> scaled(const Rational& value, const Rational& by, const Rational& over) {
    const auto product = multiply(value, by);
    return product ? divide(*product, over) : std::nullopt;
  }

  /// Counts are never negative, so a range may begin below nought.
  static bool holds_one_whole_number(const Rational& low, const Rational& high) {
    const Rational from = low.is_negative() ? Rational(0) : low;
    if (compare(high, from) < 0) return false;
    const Int128 first = (from.numerator() + from.denominator() - 1) / from.denominator();
    const Int128 last = high.numerator() / high.denominator();
    return first == last;
  }

  std::string name_of(const CellKey& key) const {
    const DataSet& set = library_.sets[key.set];
    return row_label(set, key.row);
  }

  std::string figure_text_of(const CellKey& key) const {
    return cell_at(key).number ? cell_text(library_.sets[key.set], key.row, key.column) : "0";
  }

  /// "26 − 14 − 9": the sum solved for `cell`, as a reader would write it down.
  std::string working(const CellSum& sum, const CellKey& cell) const {
    std::vector<std::string> plus;
    std::vector<std::string> minus;
    const bool turned = !sum.cells.at(cell).is_negative();
    for (const auto& [key, factor] : sum.cells) {
      if (key == cell) continue;
      if (factor.absolute() != Rational(1)) return {};
      (factor.is_negative() == turned ? plus : minus).push_back(figure_text_of(key));
    }
    if (!sum.constant.is_zero()) {
      const std::string text = format_number(sum.constant.absolute(), decimal_places_needed(sum.constant, 6));
      (sum.constant.is_negative() == turned ? plus : minus).push_back(text);
    }
    if (plus.empty() || plus.size() + minus.size() > kLongestEquation) return {};
    std::string out = join(plus, " + ");
    for (const std::string& text : minus) out += " − " + text;
    return out;
  }

  std::string source_of(const Derived& derived) const {
    if (derived.sums.empty()) {
      const ShareRelation& relation = relations_.shares[derived.share];
      const auto whole = value_of(relation.whole, std::nullopt);
      return "its share: one whole number alone gives " + figure_text_of(relation.share) +
             (whole ? " of " + format_number(*whole, 0) : "");
    }
    if (derived.sums.size() > 1) {
      return fmt::format("{} sums taken together", derived.sums.size());
    }
    const CellRelation& relation = relations_.sums[derived.sums.front()];
    const std::string equation = working(relation.sum, derived.cell);
    return relation.name + (equation.empty() ? "" : ": " + equation);
  }

  void report(const Derived& derived) {
    const DataSet& set = library_.sets[derived.cell.set];
    std::size_t& count = counts_[derived.cell.set];
    if (++count > kMostDisclosures) {
      if (count == kMostDisclosures + 1)
        diagnostics_.info("data/disclosure", set.place_of(cell_at(derived.cell)),
                          "more confidential figures of this data set can be worked out",
                          "mend the first ones; the rest often follow from them");
      return;
    }
    diagnostics_.error(
        "data/disclosure", set.place_of(cell_at(derived.cell)),
        fmt::format("the confidential figure of {} can be worked out from {} (column `{}`)",
                    name_of(derived.cell), source_of(derived), set.columns[derived.cell.column].name),
        proposal(derived));
  }

  /// The smallest figure that, withheld as well, hides this one and itself.
  std::string proposal(const Derived& derived) const {
    static constexpr std::string_view kOtherwise =
        "write [c] for a second figure of its row and of its column, or for the totals";
    if (derived.sums.empty()) return "write [c] for the share as well";
    std::vector<std::pair<Rational, CellKey>> candidates;
    for (const std::size_t sum : derived.sums) {
      const auto& cells = relations_.sums[sum].sum.cells;
      const auto self = cells.find(derived.cell);
      for (const auto& [key, factor] : cells) {
        const auto& number = cell_at(key).number;
        const bool beside = self == cells.end() || factor.is_negative() == self->second.is_negative();
        if (number && beside && !number->is_zero()) candidates.emplace_back(number->absolute(), key);
      }
    }
    std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
      const int order = compare(a.first, b.first);
      return order != 0 ? order < 0 : a.second < b.second;
    });
    for (std::size_t i = 0; i < std::min(candidates.size(), kMostProposals); ++i) {
      const CellKey& second = candidates[i].second;
      const std::vector<Derived> left = derive(second);
      const bool hidden = std::none_of(left.begin(), left.end(), [&](const Derived& other) {
        return other.cell == derived.cell || other.cell == second;
      });
      if (!hidden) continue;
      const DataSet& set = library_.sets[second.set];
      return fmt::format(
          "write [c] for a second figure too: {} ({}, column `{}`) is the smallest that hides it",
          name_of(second), figure_text_of(second), set.columns[second.column].name);
    }
    return std::string(kOtherwise);
  }

  const DataLibrary& library_;
  Diagnostics& diagnostics_;
  PublishedRelations relations_;
  std::map<std::size_t, std::size_t> counts_;  // by set
};

}  // namespace

void check_disclosure(const DataLibrary& library, Diagnostics& diagnostics) {
  DisclosureCheck(library, diagnostics).run();
}

}  // namespace gazette
