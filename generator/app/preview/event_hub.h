#pragma once
// Hands events to every open page.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace gazette {

/// A log of the newest events that listeners read at their own pace. Thread-safe.
class EventHub {
 public:
  /// `data` is JSON on one line.
  void send(const std::string& name, const std::string& data);
  /// Wakes all listeners for good.
  void close();

  /// Where a new listener starts.
  std::uint64_t next_id() const;
  /// The text of all events from `id` on, which moves past them; "" after `milliseconds` without one;
  /// nullopt once closed.
  std::optional<std::string> wait(std::uint64_t& id, int milliseconds);

  /// Counts listeners against a limit, so that they never take every worker.
  bool join(int most);
  void leave();

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<std::uint64_t, std::string>> events_;
  std::uint64_t next_ = 1;
  int listeners_ = 0;
  bool closed_ = false;
};

}  // namespace gazette
