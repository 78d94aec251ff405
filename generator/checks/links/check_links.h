#pragma once
// The link checker: every address in a set of files, inside the set and (only when asked) outside of it.
// Works on Gazette's own output and on any folder of HTML. Never part of a build: builds pass
// `external = false`, and then nothing here touches the network.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "base/source_file.h"

namespace gazette {

/// One file of the site. `bytes` may be left empty where link_checker_reads() says no: that the file is
/// there is all that matters then.
struct LinkedFile {
  std::string path;        // from the site's root, forward slashes: "guide/index.html"
  std::string_view bytes;  // must outlive the check
  SourcePtr source;        // for places; made from `path` and `bytes` when there is none
  bool checked = true;     // false: only a target for others (`gazette check one-page.html`)
};

/// Whether the checker looks into a file of that name, so that callers need not read images and films.
bool link_checker_reads(std::string_view path);

/// An address that the site's host answers with a redirect.
struct SiteRedirect {
  std::string from;  // path: "/old/page.php"; may end in `*` or hold `:name`, as in a _redirects file
  std::string to;    // path or whole address
  int status = 301;
  Place place;  // where it is written; may be empty
};

/// How other servers are asked. The defaults are polite to them.
struct ExternalLinkOptions {
  bool allow_private = false;                     // loopback, private and link-local addresses as well
  bool respect_robots = false;                    // leave alone what robots.txt asks to
  unsigned concurrency = 32;                      // requests at one time, all hosts together
  unsigned per_host = 2;                          // requests and connections at one host
  std::chrono::milliseconds delay{0};             // between two requests at one host
  std::chrono::milliseconds timeout{10'000};      // from connecting to the last byte, per request
  std::chrono::milliseconds retry_limit{10'000};  // a server that asks for a longer pause is not waited for
  std::chrono::milliseconds retry_pause{
      1'000};                          // before the first retry when the host names none; then doubled
  unsigned retries = 2;                // after 429, 5xx and broken connections
  unsigned redirects = 20;             // hops, as in browsers
  std::size_t page_bytes = 4U << 20U;  // read of a page when a fragment is looked for
  std::string user_agent;              // empty: Gazette's own
  std::string cache_file;              // empty: no cache. Gazette's sites use .gazette/links.tsv
};

struct LinkOptions {
  /// The address the files are served at: "https://www.example.org/" or with a folder. Empty: what most of
  /// the pages themselves name as their canonical address, if they do.
  std::string origin;
  std::vector<SiteRedirect> redirects;  // empty: those of the site's own _redirects file
  /// Addresses to leave alone: `*` stands for anything; without one, all that begins with it.
  std::vector<std::string> exclude;
  std::vector<int> accept;                                   // HTTP statuses that are right as well
  std::vector<std::pair<std::string, std::string>> replace;  // beginning of an address, what to ask instead
  bool all = false;                                          // report what is fine and what was skipped, too
  bool whole_site = true;  // look for pages that nothing links to and files that nothing uses
  bool external = false;   // ask other servers
  ExternalLinkOptions external_options;
  unsigned jobs = 0;  // threads; 0: one per processor
  /// Called now and then from one thread at a time while other servers are asked.
  std::function<void(std::size_t done, std::size_t total)> progress;
  /// Finds the author's own text for a place in a page, when there is one; called by several threads.
  std::function<std::optional<Place>(const LinkedFile& file, Span span, std::string_view url)> author_place;
};

struct LinkSummary {
  std::size_t files = 0;     // looked into
  std::size_t links = 0;     // addresses found
  std::size_t internal = 0;  // of these, on the site itself
  std::size_t external = 0;  // of these, on other hosts
  std::size_t asked = 0;     // different addresses asked for
  std::size_t requests = 0;  // sent for them
  std::size_t cached = 0;    // known from an earlier run
};

/// Checks all links of `files`. Findings come in no particular order: sort before showing.
LinkSummary check_links(std::span<const LinkedFile> files, const LinkOptions& options,
                        Diagnostics& diagnostics);

/// The rules this module reports.
std::span<const Rule> link_rules();

}  // namespace gazette
