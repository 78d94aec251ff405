#pragma once
// The `{corrections}` list: where published figures or words do not agree, and why they stand. Waived
// checks and the entries of corrections.yaml together.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "content/arithmetic/data_checks.h"
#include "content/words/wording.h"
#include "model/data_set.h"

namespace gazette {

/// One correction as readers see it.
struct CorrectionItem {
  std::string id;      // unique: of the anchor `correction-<id>`
  std::string where;   // page path below content/, or data set id, as written
  std::string detail;  // "Within 3 months, Share of total, 2018/19"; may be empty
  std::string published;
  std::string finding;
  FindingKind finding_kind = FindingKind::Calculation;
  std::string reason;
  std::string until;
  std::string kind;
};

/// All corrections: those of data sets first, in their order, then corrections.yaml. A waived failure that
/// corrections.yaml describes under the id of its check is listed once, in the author's words.
std::vector<CorrectionItem> list_corrections(const DataLibrary& library,
                                             std::span<const WaivedFailure> waived);

/// Where a `where` leads: title for readers and address for a link.
struct CorrectionTarget {
  std::string title;
  std::string address;  // may be empty
  std::string page;     // title of the page at the address; groups are headed by it
};

/// The list as markup, an item each with the id `correction-<id>`. `target` answers for pages and data sets;
/// nothing for those that are left out, as when only one section's corrections are wanted. With a
/// `group_level` (2 to 6) the items stand in a list for each page, under a heading of that level, pages in
/// the order of their first item; with 0 they stand in one list.
std::string corrections_html(
    const std::vector<CorrectionItem>& items,
    const std::function<std::optional<CorrectionTarget>(const CorrectionItem&)>& target,
    const Wording& wording, int group_level = 0);

}  // namespace gazette
