#include "app/reports/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <utility>

namespace gazette {

Progress::Progress(std::string text) {
  if (::isatty(STDERR_FILENO) == 0) return;
  thread_ = std::thread([this, text = std::move(text)] { show(text); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void Progress::show(const std::string& text) {
  using std::chrono::milliseconds;
  const auto start = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  if (ended_.wait_for(lock, milliseconds(500), [this] { return done_; })) return;
  do {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    fmt::print(stderr, "\r{}… {} s", text, seconds.count());
    std::fflush(stderr);
  } while (!ended_.wait_for(lock, milliseconds(1000), [this] { return done_; }));
  fmt::print(stderr, "\r{:{}}\r", "", text.size() + 12);
  std::fflush(stderr);
}

}  // namespace gazette
