#pragma once
// What the preview shows at one moment: immutable, so a reader sees one build or the next and never a mix.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "model/output_tree.h"
#include "model/site.h"
#include "stages/page_maker.h"

namespace gazette {

/// The Content-Type of a file of a site, by its name.
std::string_view content_type(std::string_view path);

/// One build, and what was found in it.
struct PreviewSnapshot {
  std::shared_ptr<const Site> site;        // of the tree that is shown
  std::shared_ptr<const OutputTree> tree;  // the last build without errors, or the first one whatever it was
  Diagnostics built;                       // what the newest build found
  Diagnostics problems;                    // of the newest build and of the checks, sorted
  Diagnostics checked;                     // of these, what the checks of pages found; each with its page
  std::shared_ptr<const PageMaker> maker;  // of the tree that is shown
  std::shared_ptr<const std::map<std::string, SourcePtr>> theme;  // its files, for places in layouts
  std::shared_ptr<const std::map<std::string, SourcePtr>> data;   // content/data, for the word list
  bool is_whole = true;                                           // the tree is from a build without errors
  bool shows_newest = true;  // false: the newest build had errors, so the tree is an older one
  std::uint64_t version = 0;
};

using SnapshotPtr = std::shared_ptr<const PreviewSnapshot>;

/// The snapshot that is shown, swapped whole. Thread-safe.
class ShownSnapshot {
 public:
  explicit ShownSnapshot(SnapshotPtr snapshot) : snapshot_(std::move(snapshot)) {}

  SnapshotPtr get() const;
  void set(SnapshotPtr snapshot);
  /// Shows `next` if `seen` is still what is shown.
  bool replace(const SnapshotPtr& seen, SnapshotPtr next);

 private:
  mutable std::mutex mutex_;
  SnapshotPtr snapshot_;
};

/// Whether two lists tell a reader the same.
bool same_problems(const Diagnostics& a, const Diagnostics& b);

/// What a browser asked for, as far as the preview looks at it. `target` is the request line's, undecoded.
struct PreviewRequest {
  std::string method;
  std::string target;
  std::string host;
  bool has_host = false;
  std::string origin;
  std::string if_none_match;
  std::string range;
  std::string fetch_site;  // Sec-Fetch-Site
};

/// What the server sends, with its Content-Type among the headers.
struct PreviewResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// Where the preview listens, for the Host check.
struct PreviewAddress {
  std::string host = "127.0.0.1";
  int port = 0;
  std::string root;  // absolute path of the project
};

/// Answers a request from a snapshot. Never touches the disk: what is not in the tree is not there.
PreviewResponse answer_request(const PreviewSnapshot& snapshot, const PreviewRequest& request,
                               const PreviewAddress& address);

/// Whether a page at `origin` may listen to events of a preview asked for under `host`.
bool is_own_origin(std::string_view origin, std::string_view host);

/// The path a target names, decoded once and with dots resolved; false for anything a browser would not send:
/// bad escapes, NUL, backslash, a way out.
bool decode_target(std::string_view target, std::string& path);

}  // namespace gazette
