#pragma once
// Looking for many names in many texts at once, as "which of these files does some script name?" asks.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gazette {

/// Says which of its names stand in the texts it has read, as any run of bytes within them. A text is read
/// once, however many names there are.
class NameFinder {
 public:
  /// The names must outlive the finder. An empty name stands in every text.
  explicit NameFinder(std::vector<std::string_view> names);

  void read(std::string_view text);

  /// Whether name `index` stood in a text read so far.
  bool found(std::size_t index) const { return found_[index]; }

 private:
  bool may_end_here(std::uint64_t tail) const;

  std::vector<std::string_view> names_;
  std::vector<bool> found_;
  std::vector<std::size_t> short_;                                     // names without a whole tail
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> tails_;  // names by their last bytes
  std::vector<bool> seen_;                                             // by hash of a tail: some name has it
};

}  // namespace gazette
