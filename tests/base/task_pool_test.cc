#include "base/task_pool.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

using namespace gazette;

TEST_CASE("every item is worked on once, whatever the number of threads", "[base][threads]") {
  for (const unsigned jobs : {0U, 1U, 3U, 64U}) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{500}}) {
      INFO(jobs << " jobs, " << count << " items");
      std::vector<int> times(count);
      parallel_for(count, jobs, [&](std::size_t i) { ++times[i]; });
      CHECK(times == std::vector<int>(count, 1));
    }
  }
}

TEST_CASE("a failure comes back to the caller", "[base][threads]") {
  const auto work = [](std::size_t i) {
    if (i == 3) throw std::runtime_error("item 3");
  };
  for (const unsigned jobs : {1U, 4U}) {
    INFO(jobs);
    CHECK_THROWS_WITH(parallel_for(1'000, jobs, work), "item 3");
  }
}

TEST_CASE("one thread stops at a failure", "[base][threads]") {
  std::size_t done = 0;
  const auto work = [&](std::size_t i) {
    if (i == 3) throw std::runtime_error("item 3");
    ++done;
  };
  CHECK_THROWS(parallel_for(1'000, 1, work));
  CHECK(done == 3);
}
