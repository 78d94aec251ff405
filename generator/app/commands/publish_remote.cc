// Fetch the old list, say what will be touched, send, confirm, remove, confirm, put the new list in place.
#include "app/commands/publish_remote.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

#include "app/project/published_files.h"
#include "app/project/remote_site.h"
#include "base/counted.h"
#include "base/file_system.h"
#include "base/hash.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "stages/write.h"

namespace gazette {
namespace {

namespace fs = std::filesystem;

/// A folder of this run's own, gone at its end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code none;
    std::string pattern = (fs::temp_directory_path(none) / "gazette-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }  // empty when it could not be made

 private:
  std::string path_;
};

/// A target's name as that of a file.
std::string file_name_for(const std::string& name) {
  const std::string slug = slugify(name);
  constexpr std::size_t kDigits = 8;
  return slug == name ? slug : slug + "-" + sha256_hex(name).substr(0, kDigits);
}

/// One publish to a server.
class ServerPublish {
 public:
  ServerPublish(const OutputTree& tree, const PublishTarget& target, const std::string& root,
                std::string scratch)
      : tree_(tree),
        target_(target),
        scratch_(std::move(scratch)),
        own_folder_(root + "/.gazette/publish"),
        own_name_(file_name_for(target.name)) {}

  ExitStatus show() {
    const RemoteSite remote(target_, scratch_ + "/site", scratch_);
    if (!read_old(remote)) return ExitStatus::MachineFailed;
    const PublishPlan plan = plan_publish(old_, tree_);
    for (const auto* paths : {&plan.new_assets, &plan.new_pages, &plan.changed}) {
      for (const std::string& path : *paths) fmt::print("would send    {}\n", path);
    }
    for (const std::string& path : plan.stale) fmt::print("would remove  {}\n", path);
    fmt::print(
        "{} would be sent to {}, {} removed, {} are there already. Nothing was sent: this was a dry run.\n",
        counted(plan.sent(), "file"), target_.to, counted(plan.stale.size(), "file"), plan.unchanged);
    return ExitStatus::Fine;
  }

  ExitStatus run() {
    const std::string site = own_folder_ + "/" + own_name_;
    if (!write_site_folder(site)) return ExitStatus::MachineFailed;
    const RemoteSite remote(target_, site, scratch_);
    if (!read_old(remote)) return failed("Nothing was sent. What readers see is the site as it was.");
    const PublishPlan plan = plan_publish(old_, tree_);
    if (!announce(remote, plan)) return failed("What readers see is the site as it was.");
    if (!send(remote, site, plan))
      return failed("Readers may see a part of the new site. Publish again to finish.");
    std::size_t confirmed = 0;
    if (!confirm(remote, site, plan, confirmed))
      return failed("Nothing was removed, so that every page keeps what it shows. Publish again to finish.");
    if (!remove(remote, plan))
      return failed("The new site is there, with old files beside it. Publish again to finish.");
    if (!conclude(remote, site))
      return failed("The new site is there, but not its list of files. Publish again to finish.");
    fmt::print("Published to {}: {} sent, {} confirmed, {} removed, {} {} there already.\n", target_.to,
               counted(plan.sent() + repaired_, "file"), confirmed, plan.stale.size(), plan.unchanged,
               plan.unchanged == 1 ? "was" : "were");
    return ExitStatus::Fine;
  }

 private:
  static ExitStatus failed(const char* what_readers_see) {
    fmt::print(stderr, "{}\n", what_readers_see);
    return ExitStatus::MachineFailed;
  }

  /// Kept from one publish to the next, so that only what changed is written.
  bool write_site_folder(const std::string& folder) const {
    Diagnostics found;
    const auto disk = open_disk(folder);
    const bool written = write_site(tree_, *disk, default_jobs(), found).ok;
    found.sort();
    for (const Diagnostic& finding : found.items()) fmt::print(stderr, "{}", format_diagnostic(finding));
    return written;
  }

  std::string own_record() const { return own_name_ + ".json"; }

  /// What stands at the target: as its build.json says; where that is gone or damaged, as this computer's
  /// copy has it, and then nothing there is certain.
  bool read_old(const RemoteSite& remote) {
    std::string text;
    if (!remote.fetch_manifest(text)) return false;
    const bool was_there = !trim(text).empty();
    if (auto record = read_record(std::move(text))) {
      old_ = std::move(*record);
      return true;
    }
    const auto kept = open_disk(own_folder_)->read(own_record());
    if (const auto record = kept ? read_record(*kept) : std::nullopt) {
      old_.sending = record->sending;
      for (const auto& [path, hash] : record->files) old_.sending.insert(path);
    } else if (was_there) {
      fmt::print(
          stderr,
          "gazette: the list of files at {} cannot be read, so all files are sent. Files of an earlier "
          "publish that are no longer part of the site may stay there.\n",
          target_.to);
    }
    return true;
  }

  /// Tells the target, and this computer, which files will be touched: a publish that is cut short is known
  /// then.
  bool announce(const RemoteSite& remote, const PublishPlan& plan) const {
    if (plan.does_nothing()) return true;
    const std::string record = record_while_sending(old_, plan);
    const auto own = open_disk(own_folder_);
    const auto folder = open_disk(scratch_ + "/record");
    FileError error;
    if (!own->write(own_record(), record, &error) || !folder->write(kManifestName, record, &error)) {
      fmt::print(stderr, "gazette: the list of files cannot be written: {}\n", error.message);
      return false;
    }
    return remote.send(scratch_ + "/record", {kManifestName}, false);
  }

  bool send(const RemoteSite& remote, const std::string& site, const PublishPlan& plan) const {
    if (plan.sent() > 0) fmt::print("Sending {} to {}\n", counted(plan.sent(), "file"), target_.to);
    if (target_.carrier == Carrier::Rsync) {
      Paths pages = plan.new_pages;
      pages.insert(pages.end(), plan.changed.begin(), plan.changed.end());
      return remote.send(site, plan.new_assets, false) && remote.send(site, pages, true);
    }
    const auto lists = std::find_if(plan.changed.begin(), plan.changed.end(),
                                    [](const std::string& path) { return !path.ends_with(".html"); });
    return remote.send(site, plan.new_assets, false) && remote.send(site, plan.new_pages, false) &&
           remote.send(site, Paths(plan.changed.begin(), lists), false) &&
           remote.send(site, Paths(lists, plan.changed.end()), false);
  }

  /// Whether all of the new site is at the target. What is not is sent once more: a file may have been taken
  /// away there since the last publish.
  bool confirm(const RemoteSite& remote, const std::string& site, const PublishPlan& plan,
               std::size_t& confirmed) {
    Paths all;
    for (const auto& [path, file] : tree_.files) {
      if (path != kManifestName) all.push_back(path);
    }
    Paths sent = plan.new_assets;
    sent.insert(sent.end(), plan.new_pages.begin(), plan.new_pages.end());
    sent.insert(sent.end(), plan.changed.begin(), plan.changed.end());
    auto differing = remote.differing(all, sent);
    if (differing && !differing->empty()) {
      for (const std::string& path : *differing) {
        if (std::find(sent.begin(), sent.end(), path) != sent.end()) continue;
        sent.push_back(path);
        ++repaired_;
      }
      if (!remote.send(site, *differing, false)) return false;
      differing = remote.differing(all, sent);
    }
    if (!differing) return false;
    confirmed = sent.size() - std::min(sent.size(), differing->size());
    tell(*differing, "could not be confirmed: the server does not hold what was sent");
    return differing->empty();
  }

  bool remove(const RemoteSite& remote, const PublishPlan& plan) const {
    if (plan.stale.empty() && plan.interrupted.empty()) return true;
    if (!remote.remove(plan.stale, plan.interrupted)) return false;
    const auto left = remote.remaining(plan.stale, plan.interrupted);
    if (left) tell(*left, "could not be removed");
    return left && left->empty();
  }

  /// The new list takes the place of the old one: from now on it is what is known of the target.
  bool conclude(const RemoteSite& remote, const std::string& site) const {
    const std::string manifest = *tree_.find(kManifestName)->bytes;
    if (old_.text != manifest || !old_.sending.empty() || !plan_publish(old_, tree_).does_nothing()) {
      if (!remote.send(site, {kManifestName}, false)) return false;
      const auto differing = remote.differing({kManifestName}, {kManifestName});
      if (!differing || !differing->empty()) return false;
    }
    // Without it a publish goes on as well: it is the second copy.
    open_disk(own_folder_)->write(own_record(), manifest);
    return true;
  }

  static void tell(const Paths& paths, const char* what) {
    constexpr std::size_t kNamed = 5;
    if (paths.empty()) return;
    const Paths named(paths.begin(),
                      paths.begin() + static_cast<std::ptrdiff_t>(std::min(kNamed, paths.size())));
    fmt::print(stderr, "gazette: {} {}: {}{}\n", counted(paths.size(), "file"), what,
               visible_text(join(named, ", ")), paths.size() > kNamed ? " …" : "");
  }

  const OutputTree& tree_;
  const PublishTarget& target_;
  std::string scratch_;
  std::string own_folder_;
  std::string own_name_;
  PublishRecord old_;
  std::size_t repaired_ = 0;
};

}  // namespace

ExitStatus publish_to_server(const OutputTree& tree, const PublishTarget& target, const std::string& root,
                             bool dry_run) {
  const TemporaryFolder scratch;
  if (scratch.path().empty()) {
    fmt::print(stderr, "gazette: no temporary folder can be made\n");
    return ExitStatus::MachineFailed;
  }
  ServerPublish publish(tree, target, root, scratch.path());
  return dry_run ? publish.show() : publish.run();
}

}  // namespace gazette
