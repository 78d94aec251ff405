#pragma once
// Which pages of content/ readers do not see at the moment of a build, and why: asked here and nowhere else.
// What only such pages use is held back with them.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/site.h"
#include "stages/assemble.h"

namespace gazette {

/// What the front matter of one page asks for, as moments.
struct PageTimes {
  bool draft = false;
  std::optional<Moment> publish;
  bool from_date = false;  // `publish` is a `date` in the future
  std::optional<Moment> withdraw;
};

enum class OfTwo { First, Second };

/// The moment of a written time. Clocks that change skip some times, which is an error
/// `publish/clock-change`, and show others twice, which is a warning of that name: `of_two` then counts.
Moment settle_moment(const PlacedTime& written, OfTwo of_two, const TimeZone& zone, Diagnostics& diagnostics);

/// What is told of dates that do not agree: `page/future-date` for an `updated`, a change note or, on a page
/// that readers see, a `date` after both `today` and the day on which the page goes out;
/// `page/updated-earlier` for an `updated` before a change note. Pages that are drafts are left alone.
void check_page_dates(const Document& document, const std::optional<Hold>& hold, std::string_view today,
                      const TimeZone& zone, Diagnostics& diagnostics);

/// Settled from the front matter of all documents before the first page is made. What a section's page asks
/// for holds for all that is in its folder, so that next year's report can be written beside this year's; the
/// latest `publish` and the earliest `withdraw` count. A home page that is a draft holds back itself alone.
class HeldPages {
 public:
  /// Reports `publish/clock-change`, `publish/order` and `page/dated-ahead`.
  HeldPages(const std::vector<DocumentPtr>& documents, const AssembleOptions& options, const TimeZone& zone,
            Diagnostics& diagnostics);

  /// Why readers do not see a page; nothing when they do.
  std::optional<Hold> hold(const Document& document) const;
  /// Whether the build leaves out what is held so: a preview shows it, with a mark.
  bool is_left_out(const Hold& hold) const;
  /// Folders of sections that are left out or withdrawn, each with a slash at its end: nothing in them is
  /// published but the notices of withdrawn pages.
  const std::vector<std::string>& folders() const { return folders_; }
  /// Whether a path below content/ stands in such a folder.
  bool in_held_folder(std::string_view path) const;
  /// What will happen to a page; none for one that is a draft.
  std::vector<ScheduledChange> changes_of(const Document& document) const;

 private:
  /// A page's own times and those of the sections above it, each with the path of the page that says so.
  struct Settled {
    std::optional<HeldReason> draft;
    std::string draft_by;
    std::optional<Moment> publish;
    bool from_date = false;
    std::string publish_by;
    std::optional<Moment> withdraw;
    std::string withdraw_by;
  };

  PageTimes read(const Document& document, Diagnostics& diagnostics) const;
  Settled settle(std::string_view path) const;
  bool is_ahead(Moment moment) const { return !options_.now || moment > *options_.now; }
  std::string words(Moment moment) const;

  AssembleOptions options_;
  TimeZone zone_;
  std::map<std::string, PageTimes, std::less<>> times_;  // by content path, where there are any
  std::vector<std::string> folders_;
};

}  // namespace gazette
