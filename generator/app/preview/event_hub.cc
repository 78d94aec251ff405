// Server-sent events (HTML Standard 9.2) kept until listeners have read them.
#include "app/preview/event_hub.h"

#include <chrono>

namespace gazette {
namespace {

/// Events kept for listeners that are behind.
constexpr std::size_t kKept = 64;

}  // namespace

void EventHub::send(const std::string& name, const std::string& data) {
  const std::scoped_lock lock(mutex_);
  events_.emplace_back(next_,
                       "id: " + std::to_string(next_) + "\nevent: " + name + "\ndata: " + data + "\n\n");
  ++next_;
  if (events_.size() > kKept) events_.pop_front();
  changed_.notify_all();
}

void EventHub::close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

std::uint64_t EventHub::next_id() const {
  const std::scoped_lock lock(mutex_);
  return next_;
}

std::optional<std::string> EventHub::wait(std::uint64_t& id, int milliseconds) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return closed_ || next_ > id; });
  if (closed_) return std::nullopt;
  std::string text;
  for (const auto& [number, event] : events_) {
    if (number >= id) text += event;
  }
  id = next_;
  return text;
}

bool EventHub::join(int most) {
  const std::scoped_lock lock(mutex_);
  if (closed_ || listeners_ >= most) return false;
  ++listeners_;
  return true;
}

void EventHub::leave() {
  const std::scoped_lock lock(mutex_);
  --listeners_;
}

}  // namespace gazette
