// Runs every check and holds its failures against its waiver.
#include "content/arithmetic/data_checks.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "content/arithmetic/check_run.h"
#include "content/arithmetic/disclosure.h"

namespace gazette {
namespace {

constexpr std::size_t kMostFailures = 20;

/// Splits the failures of one check into waived ones and errors.
class WaiverDesk {
 public:
  WaiverDesk(const DataSet& set, const DataCheck& check, std::string_view today, CheckResults& results,
             Diagnostics& diagnostics)
      : set_(set), check_(check), today_(today), results_(results), diagnostics_(diagnostics) {}

  void settle(const std::vector<CheckFailure>& failures) {
    for (const CheckFailure& failure : failures) {
      if (check_.waiver && excused(failure)) {
        waive(failure);
      } else {
        report(failure);
      }
    }
    if (reported_ > kMostFailures) {
      diagnostics_.info(
          "data/" + failures.back().kind, check_.place,
          std::to_string(reported_ - kMostFailures) + " more failures of the check `" + check_.id + "`",
          "mend the first ones; the rest often have the same cause");
    }
    if (check_.waiver) check_waiver(!failures.empty());
  }

 private:
  bool excused(const CheckFailure& failure) {
    const Waiver& waiver = *check_.waiver;
    if (!waiver.published.empty() && !failure.published.empty() &&
        trim(waiver.published) != failure.published) {
      return false;
    }
    if (!waiver.finding.empty() && !finding_matches(waiver.finding, failure.finding)) return false;
    if (waiver.rows.empty()) {
      const bool first = used_.empty();
      used_.emplace_back("");
      return first;
    }
    for (const std::string& row : waiver.rows) {
      if (row != failure.row && slugify(row) != failure.row && row != failure.column) continue;
      used_.push_back(row);
      return true;
    }
    return false;
  }

  void waive(const CheckFailure& failure) {
    const Waiver& waiver = *check_.waiver;
    WaivedFailure out;
    out.set = set_.id;
    out.check = check_.id;
    out.where = failure.where;
    out.finding = failure.finding;
    out.finding_kind = failure.finding_kind;
    if (failure.printed) {
      out.published = failure.published;
    } else {
      // Nothing single is printed: the calculation is the finding, and the other side what was expected.
      out.finding = failure.published + ", expected " + failure.finding;
      out.finding_kind = FindingKind::Calculation;
    }
    out.reason = waiver.reason;
    out.note = waiver.note;
    out.until = waiver.until;
    out.kind = waiver.kind.empty() ? "arithmetic" : waiver.kind;
    out.cell = failure.cell;
    out.place = waiver.place;
    results_.waived.push_back(std::move(out));
  }

  void report(const CheckFailure& failure) {
    if (++reported_ > kMostFailures) return;
    Diagnostic& finding = diagnostics_.error("data/" + failure.kind, failure.place, failure.message,
                                             "mend the figure, or waive the check with a reason");
    finding.notes = failure.notes;
    if (!check_.waiver) return;
    const bool spent = check_.waiver->rows.empty() && !used_.empty();
    finding.notes.push_back({spent ? "the waiver covers one failure; name more under `rows:`"
                                   : "the waiver does not describe this failure",
                             check_.waiver->place});
  }

  void check_waiver(bool any_failure) {
    const Waiver& waiver = *check_.waiver;
    bool unknown_row = false;
    for (const std::string& row : waiver.rows) {
      if (find_row(set_, row) || find_row(set_, slugify(row)) || find_column(set_, row)) continue;
      unknown_row = true;
      diagnostics_.error("data/unknown-row", waiver.place,
                         "the waiver of `" + check_.id + "` names a row `" + row + "`, which is not there",
                         suggest_row(set_, row));
    }
    if (unknown_row) return;
    if (used_.empty()) {
      diagnostics_.warning(
          "data/waiver-unneeded", waiver.place,
          any_failure ? "this waiver describes no failure of the check `" + check_.id + "`"
                      : "the check `" + check_.id + "` passes, so its waiver excuses nothing",
          any_failure ? "compare `published`, `finding` and `rows` with the error" : "take it out");
      return;
    }
    for (const std::string& row : waiver.rows) {
      if (std::find(used_.begin(), used_.end(), row) != used_.end()) continue;
      diagnostics_.warning(
          "data/waiver-unneeded", waiver.place,
          "the check `" + check_.id + "` passes for `" + row + "`, so waiving it excuses nothing",
          "take it out of `rows:`");
    }
    if (today_.empty() || waiver.until.empty() || waiver.until >= today_) return;
    diagnostics_.error("data/waiver-expired", waiver.place,
                       "the waiver of `" + check_.id + "` ended on " + date_text(waiver.until),
                       "mend the figures, or decide anew and give it a later date");
  }

  const DataSet& set_;
  const DataCheck& check_;
  std::string_view today_;
  CheckResults& results_;
  Diagnostics& diagnostics_;
  std::vector<std::string> used_;  // what the waiver excused: a row of it, or ""
  std::size_t reported_ = 0;
};

}  // namespace

bool mentions_figure(std::string_view sentence, std::string_view figure) {
  const std::string text = replace_all(sentence, "-", "−");
  const std::string wanted = replace_all(trim(figure), "-", "−");
  if (wanted.empty()) return true;
  const auto part_of_number = [&](std::size_t at) {
    if (at >= text.size()) return false;
    if (is_ascii_digit(text[at])) return true;
    const bool mark = text[at] == '.' || text[at] == ',';
    return mark && at > 0 && at + 1 < text.size() && is_ascii_digit(text[at - 1]) &&
           is_ascii_digit(text[at + 1]);
  };
  for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
    // "8%" is no part of "38%", nor "1" of "1,000".
    const bool starts = is_ascii_digit(wanted.front()) && at > 0 && part_of_number(at - 1);
    const bool ends = is_ascii_digit(wanted.back()) && part_of_number(at + wanted.size());
    if (!starts && !ends) return true;
  }
  return false;
}

bool finding_matches(std::string_view waived, std::string_view found) {
  return mentions_figure(waived, found) || mentions_figure(waived, found.substr(0, found.find(" (")));
}

namespace {

/// A printed total that no check adds up is the first thing a reader's pencil finds.
void check_totals(const DataSet& set, const CheckResults& results, Diagnostics& diagnostics) {
  for (const std::size_t row : set.totals) {
    bool figures = false;
    bool checked = false;
    for (std::size_t column = 0; column < set.columns.size(); ++column) {
      figures = figures || set.rows[row].cells[column].number.has_value();
      checked = checked || results.covered.count({set.id, row, column}) > 0;
    }
    if (!figures || checked) continue;
    diagnostics.warning("data/total-unchecked", set.place_of(set.rows[row].cells[set.row_header.front()]),
                        "no check adds up the total `" + row_label(set, row) + "`",
                        "add a check such as {id: sum, rule: \"sum(rows) = row " + set.rows[row].key + "\"}");
  }
}

}  // namespace

CheckResults run_data_checks(const DataLibrary& library, std::string_view today, Diagnostics& diagnostics) {
  CheckResults results;
  for (const DataSet& set : library.sets) {
    for (const DataCheck& check : set.checks) {
      CheckRun run(library, set, check, results, diagnostics);
      const std::vector<CheckFailure> failures = run.run();
      WaiverDesk(set, check, today, results, diagnostics).settle(failures);
      if (run.compared_nothing()) {
        diagnostics.warning("data/check-empty", check.place, "the check `" + check.id + "` compares nothing",
                            "every row or column it looks at has a missing value");
      }
    }
  }
  for (const DataSet& set : library.sets) check_totals(set, results, diagnostics);
  check_disclosure(library, diagnostics);
  return results;
}

}  // namespace gazette
