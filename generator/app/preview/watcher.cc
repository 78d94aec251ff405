// inotify(7), and polling where it does not reach.
#include "app/preview/watcher.h"

#include <dirent.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>

#include "base/file_system.h"

namespace gazette {
namespace {

constexpr const char* kFolders[] = {"content", "assets", "themes"};

/// A burst has ended when nothing came for this long.
constexpr int kQuietMs = 8;
constexpr int kLongestBurstMs = 200;

class InotifyWatcher : public Watcher {
 public:
  explicit InotifyWatcher(std::string root)
      : root_(std::move(root)), queue_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (queue_ < 0) return;
    // The root itself, so that a folder made later is seen.
    add(std::string());
    for (const char* folder : kFolders) add_tree(folder);
  }
  ~InotifyWatcher() override {
    if (queue_ >= 0) ::close(queue_);
  }
  InotifyWatcher(const InotifyWatcher&) = delete;
  InotifyWatcher& operator=(const InotifyWatcher&) = delete;

  bool works() const { return queue_ >= 0 && !refused_; }

  FileChanges wait(int milliseconds) override {
    FileChanges changes;
    std::set<std::string> paths;
    pollfd item{queue_, POLLIN, 0};
    if (::poll(&item, 1, milliseconds) <= 0) return changes;
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(kLongestBurstMs);
    do {
      read_events(paths, changes.anything);
    } while (::poll(&item, 1, kQuietMs) > 0 && std::chrono::steady_clock::now() < end);
    changes.paths.assign(paths.begin(), paths.end());
    return changes;
  }

 private:
  void add(const std::string& folder) {
    const std::string path = folder.empty() ? root_ : root_ + "/" + folder;
    const int watch = ::inotify_add_watch(queue_, path.c_str(),
                                          IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                              IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR | IN_DONT_FOLLOW);
    if (watch >= 0) {
      folders_[watch] = folder;
    } else if (errno == ENOSPC) {
      refused_ = true;
    }
  }

  void add_tree(const std::string& folder) {
    add(folder);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir((root_ + "/" + folder).c_str()), ::closedir);
    if (!stream) return;
    while (const dirent* entry = ::readdir(stream.get())) {
      const std::string name(entry->d_name);
      if (entry->d_type == DT_DIR && name != "." && name != "..") add_tree(folder + "/" + name);
    }
  }

  static bool is_watched(const std::string& path) {
    for (const std::string folder : kFolders) {
      if (path == folder || path.starts_with(folder + "/")) return true;
    }
    return false;
  }

  void read_events(std::set<std::string>& paths, bool& anything) {
    alignas(inotify_event) std::array<char, 16384> buffer{};
    for (ssize_t size = ::read(queue_, buffer.data(), buffer.size()); size > 0;
         size = ::read(queue_, buffer.data(), buffer.size())) {
      for (ssize_t at = 0; at < size;) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
        at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        take(*event, paths, anything);
      }
    }
  }

  void take(const inotify_event& event, std::set<std::string>& paths, bool& anything) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) {
      anything = true;
      return;
    }
    const auto folder = folders_.find(event.wd);
    if (folder == folders_.end() || event.len == 0) return;
    const std::string path =
        folder->second.empty() ? std::string(event.name) : folder->second + "/" + event.name;
    if (!is_watched(path)) return;
    if ((event.mask & IN_ISDIR) != 0) {
      if ((event.mask & IN_ATTRIB) != 0) return;
      anything = true;
      if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) add_tree(path);
      return;
    }
    // A file that was only created is still being written; IN_CLOSE_WRITE follows. Links have no such event.
    if ((event.mask & IN_CREATE) != 0) {
      if (!is_link(path)) return;
      anything = true;  // which files are links is learnt from a listing
    }
    paths.insert(path);
  }

  /// A symbolic link, or one more name for a file that is there.
  bool is_link(const std::string& path) const {
    struct stat info {};
    return ::lstat((root_ + "/" + path).c_str(), &info) == 0 && (S_ISLNK(info.st_mode) || info.st_nlink > 1);
  }

  std::string root_;
  int queue_;
  bool refused_ = false;
  std::unordered_map<int, std::string> folders_;
};

class PollingWatcher : public Watcher {
 public:
  explicit PollingWatcher(const std::string& root) : disk_(open_disk(root)), known_(look()) {}

  FileChanges wait(int milliseconds) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(milliseconds, 500)));
    Listing now = look();
    FileChanges changes;
    for (const auto& [path, state] : now) {
      const auto before = known_.find(path);
      if (before == known_.end() || before->second != state) changes.paths.push_back(path);
      if (before == known_.end() && state.is_link) changes.anything = true;
    }
    for (const auto& [path, state] : known_) {
      if (now.count(path) == 0) changes.paths.push_back(path);
    }
    known_ = std::move(now);
    return changes;
  }

 private:
  struct State {
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;
    bool is_link = false;
    bool operator==(const State&) const = default;
  };
  using Listing = std::map<std::string, State>;

  Listing look() const {
    Listing out;
    for (const char* folder : kFolders) {
      for (const FileEntry& entry : disk_->list(folder))
        out[entry.path] = {entry.size, entry.modified_ns, entry.kind == FileKind::Link};
    }
    return out;
  }

  std::unique_ptr<FileSystem> disk_;
  Listing known_;
};

}  // namespace

std::unique_ptr<Watcher> watch_folders(const std::string& root) {
  auto watcher = std::make_unique<InotifyWatcher>(root);
  if (!watcher->works()) return nullptr;
  return watcher;
}

std::unique_ptr<Watcher> poll_folders(const std::string& root) {
  return std::make_unique<PollingWatcher>(root);
}

}  // namespace gazette
