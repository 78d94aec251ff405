#pragma once
// Runs one function over many items on several threads.

#include <cstddef>
#include <functional>

namespace gazette {

/// How many threads to use when the user names none: the machine's, at least one.
unsigned default_jobs();

/// Calls `work(i)` for every i below `count`, on up to `jobs` threads, and returns when all are done.
/// Items are handed out one by one, in order; `work` must only touch what belongs to its item. The
/// first exception thrown is rethrown here, after all threads have stopped.
void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

}  // namespace gazette
