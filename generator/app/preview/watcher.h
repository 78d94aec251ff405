#pragma once
// Tells which files of a project changed.

#include <memory>
#include <string>
#include <vector>

namespace gazette {

/// What changed since the last question.
struct FileChanges {
  std::vector<std::string> paths;  // below the project folder, each once
  bool anything = false;           // folders came, went or moved, or events were lost: look at everything
  bool empty() const { return paths.empty() && !anything; }
};

/// Watches one project; for one thread.
class Watcher {
 public:
  virtual ~Watcher() = default;
  /// Waits up to `milliseconds` for a change, then a moment more for the burst to end, since editors write a
  /// file in several steps. Empty when nothing changed.
  virtual FileChanges wait(int milliseconds) = 0;
};

/// Watches content/, assets/ and themes/ below `root` through inotify; null when the system refuses.
std::unique_ptr<Watcher> watch_folders(const std::string& root);
/// Compares names, sizes and times twice a second: for network drives.
std::unique_ptr<Watcher> poll_folders(const std::string& root);

}  // namespace gazette
