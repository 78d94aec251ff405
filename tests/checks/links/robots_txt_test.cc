#include "checks/links/robots_txt.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "checks/links/host_schedule.h"

using namespace gazette;
using std::chrono::milliseconds;

TEST_CASE("robots.txt: the longest rule decides", "[stages][links]") {
  const RobotsTxt rules = RobotsTxt::parse(
      "User-agent: *\nDisallow: /a\nAllow: /a/b # here\nDisallow: /*.pdf$\nDisallow:\n", "gazette");
  CHECK(rules.allows("/"));
  CHECK_FALSE(rules.allows("/a"));
  CHECK_FALSE(rules.allows("/a/x?q"));
  CHECK(rules.allows("/a/b/c"));
  CHECK_FALSE(rules.allows("/x.pdf"));
  CHECK(rules.allows("/x.pdf?download"));
  CHECK_FALSE(rules.allows("/x.pdf.pdf"));
}

TEST_CASE("robots.txt: a group of our own replaces that for everybody", "[stages][links]") {
  const RobotsTxt rules = RobotsTxt::parse(
      "user-agent: *\ndisallow: /\n\nUser-Agent: other\nUser-Agent: Gazette\nDisallow: /x\n", "gazette");
  CHECK(rules.allows("/"));
  CHECK_FALSE(rules.allows("/x"));
  CHECK(RobotsTxt::parse("<html>not found</html>", "gazette").allows("/"));
  CHECK(RobotsTxt::parse("Disallow: /\n", "gazette").allows("/"));
}

TEST_CASE("a schedule keeps to its limits while jobs move between hosts", "[stages][links]") {
  std::vector<std::string> hosts;
  for (int i = 0; i < 60; ++i) hosts.push_back("host" + std::to_string(i % 3));
  std::vector<int> steps(hosts.size(), 0);
  std::map<std::string, int> busy;
  std::map<std::string, int> peak;
  int total = 0;
  int total_peak = 0;
  std::mutex mutex;
  std::vector<std::string> where = hosts;
  std::size_t finished = 0;
  run_by_host(
      hosts, {5, 2, milliseconds(0)},
      [&](std::size_t job) {
        {
          const std::lock_guard lock(mutex);
          peak[where[job]] = std::max(peak[where[job]], ++busy[where[job]]);
          total_peak = std::max(total_peak, ++total);
        }
        std::this_thread::sleep_for(milliseconds(1));
        const std::lock_guard lock(mutex);
        --busy[where[job]];
        --total;
        NextStep next;
        next.done = ++steps[job] == 3;
        where[job] = next.host = "elsewhere" + std::to_string(job % 2);
        if (job % 7 == 0) next.not_before = ScheduleClock::now() + milliseconds(3);
        return next;
      },
      [&](std::size_t done) { finished = done; });
  CHECK(finished == hosts.size());
  CHECK(std::all_of(steps.begin(), steps.end(), [](int n) { return n == 3; }));
  CHECK(total_peak <= 5);
  for (const auto& [host, most] : peak) CHECK(most <= 2);
}

TEST_CASE("a schedule passes on what a job throws", "[stages][links]") {
  const std::vector<std::string> hosts(20, "host");
  CHECK_THROWS_AS(run_by_host(hosts, {4, 4, milliseconds(0)},
                              [](std::size_t) -> NextStep { throw std::runtime_error("x"); }, {}),
                  std::runtime_error);
  run_by_host({}, {4, 4, milliseconds(0)}, [](std::size_t) { return NextStep(); }, {});
}
