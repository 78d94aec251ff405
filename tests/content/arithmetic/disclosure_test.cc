#include "content/arithmetic/disclosure.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "content/arithmetic/linear_system.h"
#include "content/data_testing.h"

using namespace gazette;

namespace {

struct Tried {
  std::string csv;
  std::string yaml;
};

std::string disclosed(const std::vector<Tried>& sets) {
  DataLibrary library;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    auto read = gazette::testing::read_set("s" + std::to_string(i), sets[i].csv, "title: T\n" + sets[i].yaml);
    CAPTURE(read.findings);
    REQUIRE(read.findings.empty());
    library.sets.push_back(std::move(*read.set));
  }
  Diagnostics diagnostics;
  check_disclosure(library, diagnostics);
  std::string out;
  for (const Diagnostic& finding : diagnostics.items()) out += finding.message + " | " + finding.hint + "\n";
  return out;
}

std::string disclosed(const std::string& csv, const std::string& yaml = "") {
  return disclosed(std::vector<Tried>{{csv, yaml}});
}

/// The rank of a matrix over a prime field: another way than the fractions of the code under test.
std::size_t rank_of(std::vector<std::vector<long>> rows) {
  constexpr long kPrime = 1'000'003;
  const auto inverse = [](long value) {
    long result = 1;
    for (long power = kPrime - 2, base = value; power > 0; power /= 2, base = base * base % kPrime)
      if (power % 2 == 1) result = result * base % kPrime;
    return result;
  };
  std::size_t rank = 0;
  const std::size_t columns = rows.empty() ? 0 : rows[0].size();
  for (std::size_t column = 0; column < columns && rank < rows.size(); ++column) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][column] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    const long factor = inverse(rows[rank][column]);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (row == rank || rows[row][column] == 0) continue;
      const long times = rows[row][column] * factor % kPrime;
      for (std::size_t i = 0; i < columns; ++i)
        rows[row][i] = ((rows[row][i] - times * rows[rank][i]) % kPrime + kPrime) % kPrime;
    }
    ++rank;
  }
  return rank;
}

}  // namespace

TEST_CASE("a confidential figure that follows from its total", "[content][data][disclosure]") {
  CHECK(
      disclosed("ward,children\nNorth,14\nSouth,[c]\nEast,9\nTotal,26\n", "totals: [total]\n") ==
      "the confidential figure of South can be worked out from the total: 26 − 14 − 9 (column `children`) | "
      "write [c] for a second figure too: East (9, column `children`) is the smallest that hides it\n");
  CHECK(disclosed("ward,children\nNorth,14\nSouth,[c]\nEast,9\nTotal,26\n").find("26 − 14 − 9") !=
        std::string::npos);
  CHECK(disclosed("ward,children\nNorth,14\nSouth,[c]\nEast,[c]\nTotal,26\n", "totals: [total]\n").empty());
  CHECK(disclosed("ward,children\nNorth,14\nSouth,[c]\nEast,9\nTotal,[c]\n", "totals: [total]\n").empty());
  CHECK(disclosed("ward,children\nNorth,14\nSouth,[c]\nEast,9\n").empty());
  CHECK(disclosed("ward,children\nNorth,14\nSouth,[x]\nEast,9\nTotal,26\n", "totals: [total]\n").empty());
  CHECK(disclosed("ward,children\nNorth,14\nSouth,9\nEast,3\nTotal,[c]\n", "totals: [total]\n")
            .find("14 + 9 + 3") != std::string::npos);
  // Not applicable and none recorded add nothing; not available may be anything.
  CHECK(disclosed("ward,n\nA,14\nB,[c]\nC,[z]\nTotal,26\n", "totals: [total]\n").find("26 − 14") !=
        std::string::npos);
  CHECK(disclosed("ward,n\nA,14\nB,[c]\nC,[x]\nTotal,26\n", "totals: [total]\n").empty());
}

TEST_CASE("a total that stands for something else discloses nothing", "[content][data][disclosure]") {
  // Children counted once though they live in two wards: the complete column speaks against the sum.
  CHECK(disclosed("ward,n1,n2\nA,14,10\nB,[c],5\nC,9,4\nTotal,26,15\n", "totals: [total]\n").empty());
}

TEST_CASE("columns that add up disclose as well", "[content][data][disclosure]") {
  CHECK(disclosed("ward,boys,girls,all\nA,5,[c],8\nB,4,6,10\n")
            .find("from the total: 8 − 5 (column `girls`)") != std::string::npos);
  CHECK(disclosed("ward,p,q,r\nA,5,[c],8\nB,4,6,10\nC,1,2,3\nD,2,2,4\n").find("8 − 5") != std::string::npos);
  CHECK(disclosed("ward,p,q,r\nA,5,[c],8\nB,4,6,10\nC,1,2,9\n").empty());
}

TEST_CASE("what two sums give together", "[content][data][disclosure]") {
  // Hidden in its row by a second figure, and that one's column gives it away.
  const std::string got = disclosed("ward,boys,girls,all\nA,[c],[c],8\nB,4,6,10\nC,5,5,10\nTotal,12,16,28\n",
                                    "totals: [total]\n");
  CHECK(got.find("figure of A can be worked out from the total: 12 − 4 − 5 (column `boys`)") !=
        std::string::npos);
  CHECK(got.find("column `girls`) |") != std::string::npos);
  CHECK(disclosed("ward,boys,girls,all\nA,[c],[c],8\nB,[c],[c],10\nC,5,5,10\nTotal,12,16,28\n",
                  "totals: [total]\n")
            .empty());
}

TEST_CASE("groups, checks, other data sets and shares", "[content][data][disclosure]") {
  CHECK(disclosed("g,k,n\nx,a,5\nx,b,[c]\nx,total x,9\ny,c,1\ny,d,2\ny,total y,3\n",
                  "row_header: [k]\nrow_groups: g\ntotals: [total-x, total-y]\n")
            .find("9 − 5") != std::string::npos);
  CHECK(disclosed("k,a,b,d\nx,3,[c],7\ny,2,2,4\n", "checks: [{id: parts, rule: \"a + b = d\"}]\n")
            .find("from the check `parts`: 7 − 3") != std::string::npos);
  CHECK(disclosed("k,a,b,d\nx,3,[c],7\ny,2,2,4\n",
                  "columns: {change: {formula: d - a}}\nchecks: [{id: parts, rule: \"a + b >= d\"}]\n")
            .empty());
  CHECK(disclosed({{"k,n\nx,[c]\ny,4\n", ""},
                   {"k,n\nx,5\ny,4\n", "checks: [{id: same, rule: \"n[x] = s0[x, n]\"}]\n"}})
            .find("from the check `same`: 5") != std::string::npos);
  const std::string share =
      "columns: {p: {type: percent}}\nchecks: [{id: share, rule: \"pct(n, n[all]) = p\"}]\n";
  CHECK(disclosed("k,n,p\na,[c],12\nb,[c],35\nall,26,100\n", share)
            .find("figure of a can be worked out from its share: one whole number alone gives 12% of 26") !=
        std::string::npos);
  CHECK(disclosed("k,n,p\na,[c],12\nb,[c],35\nall,26000,100\n", share).empty());
}

TEST_CASE("random tables: all that follows is told and nothing else", "[content][data][disclosure]") {
  std::mt19937 random(20190401);
  const auto below = [&](unsigned most) { return static_cast<long>(random() % most); };
  for (int round = 0; round < 2000; ++round) {
    const std::size_t rows = 2 + static_cast<std::size_t>(below(4));
    const std::size_t columns = 2 + static_cast<std::size_t>(below(4));
    std::vector<bool> hidden(rows * columns);
    for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] = below(100) < 35;
    std::vector<LinearEquation> equations;
    std::vector<std::vector<long>> matrix;
    const auto add_line = [&](std::size_t start, std::size_t step, std::size_t count) {
      LinearEquation equation;
      std::vector<long> line(rows * columns, 0);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t cell = start + i * step;
        if (!hidden[cell]) continue;
        equation.terms[cell] = Rational(1);
        equation.constant = *add(equation.constant, Rational(static_cast<std::int64_t>(cell * cell + 3)));
        line[cell] = 1;
      }
      if (equation.terms.empty()) return;
      equations.push_back(std::move(equation));
      matrix.push_back(std::move(line));
    };
    for (std::size_t row = 0; row < rows; ++row) add_line(row * columns, 1, columns);
    for (std::size_t column = 0; column < columns; ++column) add_line(column, columns, rows);
    std::set<std::size_t> told;
    for (const DeterminedUnknown& found : determined_unknowns(equations)) {
      told.insert(found.unknown);
      CHECK(found.value == Rational(static_cast<std::int64_t>(found.unknown * found.unknown + 3)));
    }
    const std::size_t rank = rank_of(matrix);
    for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
      if (!hidden[cell]) continue;
      auto wider = matrix;
      wider.emplace_back(rows * columns, 0);
      wider.back()[cell] = 1;
      CHECK((rank_of(wider) == rank) == (told.count(cell) == 1));
    }
  }
}
