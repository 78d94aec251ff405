// Joins the two kinds of corrections and writes the list.
#include "content/corrections.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "content/markup.h"

namespace gazette {
namespace {

std::string row_html(const Wording& wording, std::string_view key, const std::string& text) {
  if (text.empty()) return {};
  return tag("div", "", tag("dt", "", escape_html(say(wording, key))) + tag("dd", "", escape_html(text)));
}

std::string_view finding_key(FindingKind kind) {
  if (kind == FindingKind::Limit) return "corrections_limit";
  return kind == FindingKind::OtherTable ? "corrections_other" : "corrections_finding";
}

std::string until_html(const Wording& wording, const std::string& until) {
  if (until.empty()) return {};
  const std::string time = tag("time", attribute("datetime", until), escape_html(date_text(until)));
  return tag("div", "", tag("dt", "", escape_html(say(wording, "corrections_until"))) + tag("dd", "", time));
}

}  // namespace

std::vector<CorrectionItem> list_corrections(const DataLibrary& library,
                                             std::span<const WaivedFailure> waived) {
  std::vector<CorrectionItem> out;
  std::map<std::string, std::size_t> seen;
  const auto unique = [&](const std::string& id) {
    const std::size_t times = ++seen[id];
    return times == 1 ? id : id + "-" + std::to_string(times);
  };
  for (const WaivedFailure& failure : waived) {
    if (library.find_correction(failure.check) != nullptr) continue;
    CorrectionItem item;
    item.id = unique(slugify(failure.set + " " + failure.check));
    item.where = failure.set;
    item.detail = failure.where.starts_with('`') ? std::string() : failure.where;
    item.published = failure.published;
    item.finding = failure.finding;
    item.finding_kind = failure.finding_kind;
    item.reason = failure.reason;
    item.until = failure.until;
    item.kind = failure.kind;
    out.push_back(std::move(item));
  }
  for (const Correction& correction : library.corrections) {
    CorrectionItem item;
    item.id = unique(slugify(correction.id));
    item.where = correction.where;
    item.published = correction.published;
    item.finding = correction.finding;
    item.reason = correction.reason;
    item.until = correction.until;
    item.kind = correction.kind;
    out.push_back(std::move(item));
  }
  return out;
}

std::string corrections_html(
    const std::vector<CorrectionItem>& items,
    const std::function<std::optional<CorrectionTarget>(const CorrectionItem&)>& target,
    const Wording& wording) {
  std::string list;
  for (const CorrectionItem& item : items) {
    const auto where = target(item);
    if (!where) continue;
    std::string heading = link_html(where->address, where->title);
    if (!item.detail.empty()) heading += ": " + escape_html(item.detail);
    const std::string rows = row_html(wording, "corrections_published", item.published) +
                             row_html(wording, finding_key(item.finding_kind), item.finding) +
                             row_html(wording, "corrections_reason", item.reason) +
                             until_html(wording, item.until);
    list += tag("li", attribute("id", "correction-" + item.id),
                tag("p", "class=\"correction-where\"", heading) + tag("dl", "", rows)) +
            "\n";
  }
  if (list.empty()) return tag("p", "", escape_html(say(wording, "corrections_none"))) + "\n";
  return tag("ul", "class=\"corrections\"", "\n" + list) + "\n";
}

}  // namespace gazette
