// The schedule: hosts that may be asked wait in one ordered set, their jobs in a queue each.
#include "checks/links/host_schedule.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gazette {
namespace {

using Time = ScheduleClock::time_point;

struct Host {
  std::size_t number = 0;
  std::multimap<Time, std::size_t> waiting;  // by the time a job may go on; equal times in order of arrival
  unsigned busy = 0;
  Time next_start{};  // because of the delay or of a pause the host asked for
  bool ready = false;
  Time ready_at{};
};

class Schedule {
 public:
  Schedule(std::span<const std::string> hosts, const ScheduleLimits& limits,
           const std::function<NextStep(std::size_t)>& step, const std::function<void(std::size_t)>& finished)
      : limits_(limits), step_(step), finished_(finished), left_(hosts.size()) {
    const Time begin = ScheduleClock::now();
    for (std::size_t job = 0; job < hosts.size(); ++job) host(hosts[job]).waiting.emplace(begin, job);
    for (auto& [name, entry] : hosts_) update(entry);
  }

  void run() {
    const std::size_t count = std::min<std::size_t>(std::max(1U, limits_.concurrency), left_);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this] { work(); });
    threads.clear();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  Host& host(const std::string& name) {
    const auto [entry, fresh] = hosts_.try_emplace(name);
    if (fresh) entry->second.number = hosts_.size();
    return entry->second;
  }

  /// Puts a host where it belongs among those that may be asked.
  void update(Host& entry) {
    if (entry.ready) ready_.erase({entry.ready_at, entry.number, &entry});
    entry.ready = !entry.waiting.empty() && entry.busy < std::max(1U, limits_.per_host);
    if (!entry.ready) return;
    entry.ready_at = std::max(entry.waiting.begin()->first, entry.next_start);
    ready_.insert({entry.ready_at, entry.number, &entry});
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (left_ > 0 && !failure_) {
      if (ready_.empty()) {
        changed_.wait(lock);
        continue;
      }
      const auto [when, number, entry] = *ready_.begin();
      const Time now = ScheduleClock::now();
      if (when > now) {
        changed_.wait_until(lock, when);
        continue;
      }
      const std::size_t job = entry->waiting.begin()->second;
      entry->waiting.erase(entry->waiting.begin());
      ++entry->busy;
      entry->next_start = std::max(entry->next_start, now + limits_.delay);
      update(*entry);
      lock.unlock();
      const NextStep next = guarded_step(job);
      lock.lock();
      settle(job, *entry, next);
    }
    changed_.notify_all();
  }

  NextStep guarded_step(std::size_t job) {
    try {
      return step_(job);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      return {};
    }
  }

  void settle(std::size_t job, Host& last, const NextStep& next) {
    --last.busy;
    last.next_start = std::max(last.next_start, next.pause_host);
    if (next.done) {
      --left_;
      ++done_;
      if (finished_) finished_(done_);
    } else {
      Host& following = host(next.host);
      following.waiting.emplace(next.not_before, job);
      if (&following != &last) update(following);
    }
    update(last);
    // One place has become free; more threads are woken only when there may be work for them.
    left_ == 0 ? changed_.notify_all() : changed_.notify_one();
  }

  ScheduleLimits limits_;
  const std::function<NextStep(std::size_t)>& step_;
  const std::function<void(std::size_t)>& finished_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::string, Host> hosts_;
  std::set<std::tuple<Time, std::size_t, Host*>> ready_;
  std::size_t left_ = 0;
  std::size_t done_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void run_by_host(std::span<const std::string> hosts, const ScheduleLimits& limits,
                 const std::function<NextStep(std::size_t job)>& step,
                 const std::function<void(std::size_t done)>& finished) {
  if (!hosts.empty()) Schedule(hosts, limits, step, finished).run();
}

}  // namespace gazette
