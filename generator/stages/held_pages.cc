#include "stages/held_pages.h"

#include <algorithm>
#include <limits>

#include "base/path.h"
#include "formats/time_zone.h"
#include "stages/page_address.h"
#include "stages/scan.h"

namespace gazette {
namespace {

std::string section_path(std::string_view folder) {
  return folder.empty() ? "_index.md" : std::string(folder) + "/_index.md";
}

/// "2026-10-25T01:30+01:00" for one of the two moments at which clocks show a time.
std::string with_offset(WrittenTime time, const TimeZone& zone, Moment moment) {
  time.offset = zone.clock_at(moment).offset;
  return iso_text(time);
}

}  // namespace

Moment settle_moment(const PlacedTime& written, OfTwo of_two, const TimeZone& zone,
                     Diagnostics& diagnostics) {
  const MomentsOf found = zone.moments_of(written.time);
  const std::string said = spoken_text(written.time);
  if (found.shows == ClockShows::Never) {
    const std::string after = iso_text([&] {
      WrittenTime time = zone.clock_at(found.first);
      time.offset.reset();
      return time;
    }());
    diagnostics.error("publish/clock-change", written.place,
                      "there is no " + said + " in " + zone.name() + ": the clocks go forward over it",
                      "write " + after + ", the first minute after the change");
  } else if (found.shows == ClockShows::Twice) {
    diagnostics.warning("publish/clock-change", written.place,
                        said + " comes twice in " + zone.name() + ", since the clocks go back",
                        "write " + with_offset(written.time, zone, found.first) + " for the first, or " +
                            with_offset(written.time, zone, found.second) +
                            " for the second; until then the " +
                            (of_two == OfTwo::Second ? "second" : "first") + " counts");
  }
  return of_two == OfTwo::Second ? found.second : found.first;
}

void check_page_dates(const Document& document, const std::optional<Hold>& hold, std::string_view today,
                      const TimeZone& zone, Diagnostics& diagnostics) {
  const FrontMatter& front = document.front_matter;
  if (today.empty() || (hold && hold->moment == 0)) return;
  std::string last(today);
  if (hold && hold->reason != HeldReason::Withdrawn) {
    WrittenTime day = zone.clock_at(hold->moment);
    day.has_time = false;
    day.offset.reset();
    last = std::max(last, iso_text(day));
  }
  const auto ahead = [&](const std::string& date, const Place& place, const std::string& what) {
    if (date <= last) return false;
    diagnostics.warning("page/future-date", place, what + " " + date + ", which is still to come",
                        "is the year right? Readers do not see it before that day");
    return true;
  };
  if (!hold) ahead(front.date.text, front.date.place, "this page bears the date");
  const bool updated_ahead =
      !front.updated.empty() && ahead(front.updated.text, front.updated.place, "the page was updated on");
  const ChangeNote* newest = nullptr;
  for (const ChangeNote& note : front.changes) {
    if (!ahead(note.date, note.place, "this change is of") && newest == nullptr) newest = &note;
  }
  if (newest == nullptr || updated_ahead || front.updated.empty() || newest->date <= front.updated.text)
    return;
  diagnostics.warning("page/updated-earlier", front.updated.place,
                      "`updated` says " + front.updated.text + ", and a change note is of " + newest->date,
                      "readers are told " + newest->date + "; write it here, or take `updated` out");
}

HeldPages::HeldPages(const std::vector<DocumentPtr>& documents, const AssembleOptions& options,
                     const TimeZone& zone, Diagnostics& diagnostics)
    : options_(options), zone_(zone) {
  for (const DocumentPtr& document : documents) {
    if (is_fragment(document->path)) continue;
    const PageTimes times = read(*document, diagnostics);
    if (times.draft || times.publish || times.withdraw) times_.emplace(document->path, times);
  }
  for (const DocumentPtr& document : documents) {
    const std::string_view folder = folder_of(document->path);
    if (!is_section_path(document->path) || folder.empty()) continue;
    const auto held = hold(*document);
    if (held && (held->reason == HeldReason::Withdrawn || is_left_out(*held)))
      folders_.push_back(std::string(folder) + "/");
  }
}

PageTimes HeldPages::read(const Document& document, Diagnostics& diagnostics) const {
  const FrontMatter& front = document.front_matter;
  PageTimes out;
  out.draft = front.draft;
  if (front.publish) {
    // Which of two moments is meant is not guessed where it matters: until the author says, the page is held
    // back for longer, and gone sooner.
    out.publish = settle_moment(*front.publish, OfTwo::Second, zone_, diagnostics);
  } else if (const auto date = parse_written_time(front.date.text); date && options_.now) {
    const Moment moment = zone_.moments_of(*date).first;
    if (is_ahead(moment)) {
      out.publish = moment;
      out.from_date = true;
      if (!front.draft) {
        diagnostics.info("page/dated-ahead", front.date.place,
                         "this page is held back until " + words(moment) + ", the date that it bears",
                         "write `publish: ` with a date or a minute, if it is to go out at another time");
      }
    }
  }
  const auto withdraw = [&](const PlacedTime& time) {
    const Moment moment = settle_moment(time, OfTwo::First, zone_, diagnostics);
    if (!out.withdraw || moment < *out.withdraw) out.withdraw = moment;
    if (out.publish && moment <= *out.publish) {
      diagnostics.error("publish/order", time.place, "this page would be withdrawn before it is published",
                        "change one of the two times");
    }
  };
  if (front.withdraw) withdraw(*front.withdraw);
  if (front.withdrawn) {
    if (front.withdrawn->date) {
      withdraw(*front.withdrawn->date);
    } else {
      out.withdraw = std::numeric_limits<Moment>::min();
    }
  }
  return out;
}

HeldPages::Settled HeldPages::settle(std::string_view path) const {
  Settled out;
  const auto take = [&](const std::string& from, bool own) {
    const auto found = times_.find(from);
    if (found == times_.end()) return;
    const PageTimes& times = found->second;
    const bool holds_below = own || from != "_index.md";
    if (times.draft && holds_below && !out.draft) {
      out.draft = own ? HeldReason::Draft : HeldReason::DraftSection;
      out.draft_by = own ? "" : from;
    }
    if (times.publish && (!out.publish || *times.publish > *out.publish)) {
      out.publish = times.publish;
      out.from_date = times.from_date;
      out.publish_by = own ? "" : from;
    }
    if (times.withdraw && (!out.withdraw || *times.withdraw < *out.withdraw)) {
      out.withdraw = times.withdraw;
      out.withdraw_by = own ? "" : from;
    }
  };
  take(std::string(path), true);
  std::string_view folder = folder_of(path);
  while (true) {
    if (const std::string section = section_path(folder); section != path) take(section, false);
    if (folder.empty()) break;
    folder = folder_of(folder);
  }
  return out;
}

std::optional<Hold> HeldPages::hold(const Document& document) const {
  const Settled settled = settle(document.path);
  if (settled.draft) return Hold{*settled.draft, settled.draft_by, 0, {}};
  if (settled.publish && is_ahead(*settled.publish)) {
    return Hold{settled.from_date ? HeldReason::DatedAhead : HeldReason::Embargo, settled.publish_by,
                *settled.publish, words(*settled.publish)};
  }
  if (settled.withdraw && !is_ahead(*settled.withdraw)) {
    return Hold{HeldReason::Withdrawn, settled.withdraw_by, *settled.withdraw, words(*settled.withdraw)};
  }
  return std::nullopt;
}

bool HeldPages::is_left_out(const Hold& hold) const {
  switch (hold.reason) {
    case HeldReason::Draft:
    case HeldReason::DraftSection:
      return options_.drafts == Drafts::Exclude;
    case HeldReason::Embargo:
    case HeldReason::DatedAhead:
      return options_.out_of_time == OutOfTime::Exclude;
    case HeldReason::Withdrawn:
      return false;  // its address stays, with a notice
  }
  return true;
}

bool HeldPages::in_held_folder(std::string_view path) const {
  return std::any_of(folders_.begin(), folders_.end(),
                     [&](const std::string& folder) { return path.starts_with(folder); });
}

std::string HeldPages::words(Moment moment) const {
  if (moment == std::numeric_limits<Moment>::min()) return {};
  return spoken_moment(moment, zone_);
}

std::vector<ScheduledChange> HeldPages::changes_of(const Document& document) const {
  std::vector<ScheduledChange> out;
  const Settled settled = settle(document.path);
  if (settled.draft || is_fragment(document.path)) return out;
  for (const auto& [moment, withdrawal] :
       {std::pair(settled.publish, false), std::pair(settled.withdraw, true)}) {
    if (!moment || !is_ahead(*moment)) continue;
    ScheduledChange change;
    change.moment = *moment;
    change.when = words(*moment);
    change.withdrawal = withdrawal;
    change.path = "content/" + document.path;
    change.title = document.front_matter.title.text;
    out.push_back(std::move(change));
  }
  return out;
}

}  // namespace gazette
