#include "formats/pictures/exif.h"

#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kPositionTag = 0x8825;  // points at the block of GPS
constexpr std::uint32_t kShort = 3;

}  // namespace

ExifFacts read_exif(std::string_view block) {
  using namespace std::string_view_literals;
  if (block.starts_with("Exif\0"sv)) block.remove_prefix(std::min<std::size_t>(6, block.size()));
  ExifFacts facts;
  const bool little = block.starts_with("II");
  if (!little && !block.starts_with("MM")) return facts;
  const auto number_16 = [&](std::size_t at) { return little ? little_16(block, at) : big_16(block, at); };
  const auto number_32 = [&](std::size_t at) { return little ? little_32(block, at) : big_32(block, at); };
  const std::size_t list = number_32(4);
  if (list < 8 || list + 2 > block.size()) return facts;
  const std::size_t count = number_16(list);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = list + 2 + 12 * i;
    if (entry + 12 > block.size()) break;
    const std::uint32_t tag = number_16(entry);
    if (tag == kPositionTag) facts.has_position = true;
    if (tag != kOrientationTag || number_16(entry + 2) != kShort) continue;
    const std::uint32_t value = number_16(entry + 8);
    if (value >= 1 && value <= 8) facts.orientation = static_cast<int>(value);
  }
  return facts;
}

std::string orientation_exif(int orientation) {
  std::string out("MM\0*", 4);
  append_big_32(out, 8);
  append_big_16(out, 1);
  append_big_16(out, kOrientationTag);
  append_big_16(out, kShort);
  append_big_32(out, 1);
  append_big_16(out, static_cast<std::uint32_t>(orientation));
  append_big_16(out, 0);
  append_big_32(out, 0);  // no further list
  return out;
}

}  // namespace gazette
