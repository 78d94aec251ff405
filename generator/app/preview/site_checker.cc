// Pages first, since they are what is looked at; then words, then links.
#include "app/preview/site_checker.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "app/project/link_settings.h"
#include "base/text.h"
#include "checks/author_places.h"
#include "checks/check_content.h"
#include "checks/check_html.h"
#include "checks/check_policy.h"
#include "checks/links/check_links.h"
#include "checks/page_weight.h"
#include "content/prose/redirect_lookup.h"
#include "stages/search/search_files.h"

namespace gazette {
namespace {

/// Writers pause between two edits; only then is there time to check.
constexpr auto kPause = std::chrono::milliseconds(250);
/// Pages between two looks at whether something newer came.
constexpr std::size_t kBatch = 8;
/// The link checker and the search index read a whole site at once; larger ones are for `gazette check` and
/// `gazette build`.
constexpr std::size_t kMostSiteBytes = 48U << 20U;
constexpr int kLowPriority = 10;

void lower_priority() {
  // Linux has a priority for each thread.
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kLowPriority);
}

/// What the build said already is not said again by the checks.
void drop_said(const Diagnostics& built, Diagnostics& found) {
  std::vector<std::pair<std::string, std::size_t>> said;
  for (const Diagnostic& finding : built.items()) {
    if (finding.place.source && finding.rule.starts_with("link/"))
      said.emplace_back(finding.rule + finding.place.source->path(), finding.place.span.begin);
  }
  std::erase_if(found.items(), [&](const Diagnostic& finding) {
    if (finding.rule == "config/bad-value" || finding.rule == "check/allow-reason") return true;
    return finding.place.source && std::find(said.begin(), said.end(),
                                             std::make_pair(finding.rule + finding.place.source->path(),
                                                            finding.place.span.begin)) != said.end();
  });
}

std::size_t page_bytes(const OutputTree& tree) {
  std::size_t bytes = 0;
  for (const auto& [path, file] : tree.files) {
    if (is_html_path(path)) bytes += file.bytes->size();
  }
  return bytes;
}

/// Rebuilds keep the search index of the first build, since making one costs more than all else together.
/// Here there is time to make it anew.
void renew_search(PreviewSnapshot& snapshot) {
  if (!snapshot.maker) return;
  OutputTree made;
  add_search_files(*snapshot.site, snapshot.maker->bodies(), made);
  const bool same = std::all_of(made.files.begin(), made.files.end(), [&](const auto& item) {
    const OutputFile* old = snapshot.tree->find(item.first);
    return old != nullptr && *old->bytes == *item.second.bytes;
  });
  if (same) return;
  auto tree = std::make_shared<OutputTree>(*snapshot.tree);
  for (auto& [path, file] : made.files) tree->files[path] = std::move(file);
  snapshot.tree = std::move(tree);
}

}  // namespace

SiteChecker::SiteChecker(Done done) : done_(std::move(done)), thread_([this] { run(); }) {}

SiteChecker::~SiteChecker() {
  const std::scoped_lock lock(mutex_);
  stopping_ = true;
  wanted_ = nullptr;
  changed_.notify_all();
}

void SiteChecker::look_at(SnapshotPtr snapshot) {
  const std::scoped_lock lock(mutex_);
  wanted_ = std::move(snapshot);
  changed_.notify_all();
}

bool SiteChecker::is_wanted(const SnapshotPtr& snapshot) {
  const std::scoped_lock lock(mutex_);
  return wanted_ == snapshot && !stopping_;
}

void SiteChecker::run() {
  lower_priority();
  while (true) {
    SnapshotPtr snapshot;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || wanted_; });
      snapshot = wanted_;
      if (!stopping_) changed_.wait_for(lock, kPause, [&] { return stopping_ || wanted_ != snapshot; });
      if (stopping_) return;
      if (wanted_ != snapshot) continue;
    }
    Diagnostics found;
    // A site with errors shows an older build: what was found on its pages still stands.
    const bool through =
        !snapshot->shows_newest ||
        (check_pages(snapshot, found) && check_links_of(snapshot, found) && check_prose(snapshot, found));
    if (through && snapshot->shows_newest && is_wanted(snapshot)) {
      const SnapshotPtr checked = finish(snapshot, std::move(found));
      if (is_wanted(snapshot)) done_(snapshot, checked);
    }
    const std::scoped_lock lock(mutex_);
    if (through && wanted_ == snapshot) wanted_ = nullptr;
  }
}

bool SiteChecker::check_pages(const SnapshotPtr& snapshot, Diagnostics& found) {
  const Site& site = *snapshot->site;
  const std::uint64_t sheets = site.theme.sheets_fingerprint;
  const FileLookup lookup = [&](const std::string& path) -> std::optional<std::string_view> {
    const OutputFile* file = snapshot->tree->find(path);
    return file == nullptr ? std::nullopt : std::optional<std::string_view>(*file->bytes);
  };
  std::vector<const OutputFile*> stale;
  for (const auto& [path, file] : snapshot->tree->files) {
    if (!is_html_path(path)) continue;
    const auto known = pages_.find(path);
    if (known != pages_.end() && known->second.bytes == file.bytes && known->second.sheets == sheets)
      continue;
    stale.push_back(&file);
  }
  for (std::size_t begin = 0; begin < stale.size(); begin += kBatch) {
    if (!is_wanted(snapshot)) return false;
    std::vector<HtmlFile> batch;
    for (std::size_t i = begin; i < std::min(stale.size(), begin + kBatch); ++i) {
      const std::string& path = stale[i]->path;
      batch.push_back({path, std::make_shared<SourceFile>(path, *stale[i]->current_bytes())});
      pages_[path] = {stale[i]->bytes, sheets, {}};
    }
    Diagnostics list;
    check_html_files(batch, lookup, site.config.base_path(), 1, {}, list);
    for (Diagnostic& finding : list.items()) {
      const std::string path = finding.place.source ? finding.place.source->path() : batch.front().path;
      pages_[path].found.add(std::move(finding));
    }
  }
  for (auto entry = pages_.begin(); entry != pages_.end();) {
    if (snapshot->tree->find(entry->first) == nullptr) {
      entry = pages_.erase(entry);
    } else {
      ++entry;
    }
  }
  for (const auto& [path, file] : snapshot->tree->files) {
    const auto known = pages_.find(path);
    if (known != pages_.end()) found.append(known->second.found);
  }
  return true;
}

bool SiteChecker::check_links_of(const SnapshotPtr& snapshot, Diagnostics& found) {
  const Site& site = *snapshot->site;
  if (page_bytes(*snapshot->tree) <= kMostSiteBytes) {
    std::vector<LinkedFile> linked;
    for (const auto& [path, file] : snapshot->tree->files) {
      const bool read = is_html_path(path) || link_checker_reads(path);
      const auto source = std::make_shared<SourceFile>(path, read ? *file.current_bytes() : std::string());
      linked.push_back({path, source->text(), source, true});
    }
    if (!is_wanted(snapshot)) return false;
    Diagnostics ignored;  // settings are judged by the build
    LinkOptions options = link_settings(site.config, ignored);
    options.origin = site.config.base_url;
    for (const Redirect& redirect : site.redirects) {
      if (is_gone(redirect)) continue;
      const auto from = percent_decode(redirect.from);
      options.redirects.push_back({from ? *from : redirect.from, redirect.to, 301, redirect.place});
    }
    options.external = false;
    options.jobs = 1;
    check_links(linked, options, found);
  }
  move_to_authors(site, *snapshot->tree, *snapshot->theme, found);
  return is_wanted(snapshot);
}

bool SiteChecker::check_prose(const SnapshotPtr& snapshot, Diagnostics& found) {
  const Site& site = *snapshot->site;
  const ContentChecker checker(site, *snapshot->data, found);
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    if (i % kBatch == 0 && !is_wanted(snapshot)) return false;
    const auto id = static_cast<PageId>(i);
    const Page& page = site.page(id);
    if (page.origin != PageOrigin::Content) continue;
    ProseFindings& kept = prose_[page.document->path];
    const std::uint64_t surroundings = checker.surroundings(id);
    if (kept.document != page.document || kept.surroundings != surroundings) {
      kept = {page.document, surroundings, {}};
      checker.check_page(id, kept.found);
    }
    found.append(kept.found);
  }
  checker.check_site(found);
  check_page_weights(site, *snapshot->tree, 1, found);
  return true;
}

SnapshotPtr SiteChecker::finish(const SnapshotPtr& snapshot, Diagnostics found) const {
  apply_policy(*snapshot->site, UnusedAllowances::Keep, found);
  drop_said(snapshot->built, found);
  found.sort();
  auto next = std::make_shared<PreviewSnapshot>(*snapshot);
  next->checked = std::move(found);
  next->problems = snapshot->built;
  next->problems.append(next->checked);
  next->problems.sort();
  if (page_bytes(*snapshot->tree) <= kMostSiteBytes) renew_search(*next);
  return next;
}

}  // namespace gazette
