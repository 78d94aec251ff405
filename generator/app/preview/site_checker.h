#pragma once
// What `gazette check` finds, found beside the writer: pages are checked in the background after they are
// shown, and the next edit comes first. The search index follows in the same way.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "app/preview/snapshot.h"

namespace gazette {

/// Checks snapshots on a thread of its own, with a low priority. What was found on a page is kept while its
/// bytes and the site's style sheets are the same.
class SiteChecker {
 public:
  /// Called with a snapshot and its copy that holds all findings, when both stages are through.
  using Done = std::function<void(const SnapshotPtr& seen, SnapshotPtr checked)>;

  explicit SiteChecker(Done done);
  ~SiteChecker();
  SiteChecker(const SiteChecker&) = delete;
  SiteChecker& operator=(const SiteChecker&) = delete;

  /// Looks at this snapshot and drops what it was at.
  void look_at(SnapshotPtr snapshot);
  /// Drops what it is at.
  void cancel() { look_at(nullptr); }

 private:
  struct PageFindings {
    std::shared_ptr<const std::string> bytes;
    std::uint64_t sheets = 0;
    Diagnostics found;
  };
  struct ProseFindings {
    DocumentPtr document;
    std::uint64_t surroundings = 0;
    Diagnostics found;
  };

  void run();
  bool is_wanted(const SnapshotPtr& snapshot);
  /// False when something newer came meanwhile.
  bool check_pages(const SnapshotPtr& snapshot, Diagnostics& found);
  bool check_prose(const SnapshotPtr& snapshot, Diagnostics& found);
  bool check_links_of(const SnapshotPtr& snapshot, Diagnostics& found);
  SnapshotPtr finish(const SnapshotPtr& snapshot, Diagnostics found) const;

  Done done_;
  std::mutex mutex_;
  std::condition_variable changed_;
  SnapshotPtr wanted_;
  bool stopping_ = false;
  std::unordered_map<std::string, PageFindings> pages_;   // by output path; the thread's own
  std::unordered_map<std::string, ProseFindings> prose_;  // by content path; the thread's own
  std::jthread thread_;                                   // last, so that all else is there when it starts
};

}  // namespace gazette
