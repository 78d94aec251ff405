// Joins the two kinds of corrections and writes the list.
#include "content/body/corrections.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "content/words/markup.h"

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

/// `under_page`: the page stands in a heading above, so only what is narrower than the page is named.
std::string item_html(const CorrectionItem& item, const CorrectionTarget& where, const Wording& wording,
                      bool under_page) {
  std::string heading;
  if (!under_page) heading = link_html(where.address, where.title);
  if (under_page && where.title != where.page) heading = escape_html(where.title);
  if (!item.detail.empty()) heading += (heading.empty() ? "" : ": ") + escape_html(item.detail);
  if (!heading.empty()) heading = tag("p", "class=\"correction-where\"", heading);
  const std::string rows = row_html(wording, "corrections_published", item.published) +
                           row_html(wording, finding_key(item.finding_kind), item.finding) +
                           row_html(wording, "corrections_reason", item.reason) +
                           until_html(wording, item.until);
  return tag("li", attribute("id", "correction-" + item.id), heading + tag("dl", "", rows)) + "\n";
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
    const Wording& wording, int group_level) {
  struct Group {
    CorrectionTarget page;
    std::string list;
  };
  std::vector<Group> groups;
  for (const CorrectionItem& item : items) {
    const auto where = target(item);
    if (!where) continue;
    const auto same_page = [&](const Group& group) { return group.page.address == where->address; };
    auto group = group_level == 0 ? groups.begin() : std::find_if(groups.begin(), groups.end(), same_page);
    if (group == groups.end()) group = groups.insert(groups.end(), Group{*where, {}});
    group->list += item_html(item, *where, wording, group_level != 0);
  }
  if (groups.empty()) return tag("p", "", escape_html(say(wording, "corrections_none"))) + "\n";
  std::string out;
  for (const Group& group : groups) {
    if (group_level != 0) {
      const std::string& title = group.page.page.empty() ? group.page.title : group.page.page;
      out += tag("h" + std::to_string(group_level), attribute("id", "corrections-" + slugify(title)),
                 link_html(group.page.address, title)) +
             "\n";
    }
    out += tag("ul", "class=\"corrections\"", "\n" + group.list) + "\n";
  }
  return out;
}

}  // namespace gazette
