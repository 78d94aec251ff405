#pragma once
// Runs jobs that each belong to a host: so many at one time in all, so many at one host, a pause between
// two at one host. A job that has to wait, or that goes on at another host, gives its place up meanwhile.

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace gazette {

using ScheduleClock = std::chrono::steady_clock;

/// What a job wants after one step.
struct NextStep {
  bool done = true;
  std::string host;                        // where it goes on
  ScheduleClock::time_point not_before{};  // the default: at once, before jobs that have not begun
  ScheduleClock::time_point pause_host{};  // nobody may ask this job's last host before then
};

struct ScheduleLimits {
  unsigned concurrency = 1;
  unsigned per_host = 1;
  std::chrono::milliseconds delay{0};
};

/// Calls `step(job)` until every job is done. `hosts` has the first host of each job. `finished` is called
/// after each job, from one thread at a time. The first exception is rethrown after all threads ended.
void run_by_host(std::span<const std::string> hosts, const ScheduleLimits& limits,
                 const std::function<NextStep(std::size_t job)>& step,
                 const std::function<void(std::size_t done)>& finished);

}  // namespace gazette
