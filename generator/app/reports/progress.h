#pragma once
// One line that says work is going on, for people at a terminal.

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace gazette {

/// Shows "TEXT… 3 s" on standard error once the work has taken half a second, and wipes the line when it
/// ends. Says nothing unless standard error is a terminal.
class Progress {
 public:
  explicit Progress(std::string text);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  void show(const std::string& text);

  std::mutex mutex_;
  std::condition_variable ended_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace gazette
