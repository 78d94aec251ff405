// Names are told by their last eight bytes: file names differ there (a number, a fingerprint, the letter
// before the ending), while many begin alike. At each byte of a text one look into a bit table says that no
// name ends here, which is nearly always so.
#include "base/name_finder.h"

#include <cstring>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kTail = sizeof(std::uint64_t);
constexpr unsigned kTableBits = 16;

std::uint64_t tail_at(const char* end) {
  std::uint64_t tail = 0;
  std::memcpy(&tail, end - kTail, kTail);
  return tail;
}

std::size_t hash_of(std::uint64_t tail) {
  return static_cast<std::size_t>((tail * 0x9E3779B97F4A7C15ULL) >> (64U - kTableBits));
}

}  // namespace

NameFinder::NameFinder(std::vector<std::string_view> names)
    : names_(std::move(names)), found_(names_.size(), false), seen_(std::size_t{1} << kTableBits, false) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string_view name = names_[i];
    if (name.size() < kTail) {
      short_.push_back(i);
      continue;
    }
    const std::uint64_t tail = tail_at(name.data() + name.size());
    tails_[tail].push_back(i);
    seen_[hash_of(tail)] = true;
  }
}

bool NameFinder::may_end_here(std::uint64_t tail) const {
  return seen_[hash_of(tail)];
}

void NameFinder::read(std::string_view text) {
  for (const std::size_t i : short_) found_[i] = found_[i] || text.find(names_[i]) != std::string_view::npos;
  if (tails_.empty()) return;
  for (std::size_t end = kTail; end <= text.size(); ++end) {
    const std::uint64_t tail = tail_at(text.data() + end);
    if (!may_end_here(tail)) continue;
    const auto bucket = tails_.find(tail);
    if (bucket == tails_.end()) continue;
    for (const std::size_t i : bucket->second)
      found_[i] = found_[i] || text.substr(0, end).ends_with(names_[i]);
  }
}

}  // namespace gazette
