#include "formats/pictures/icc_profile.h"

#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

constexpr std::size_t kHeaderSize = 128;
constexpr std::size_t kTableEntry = 12;
constexpr std::size_t kMostTags = 200;

/// Parts that say what colours mean, by their signature; each with a blank behind it.
constexpr std::string_view kColourTags =
    "rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad chrm lumi gamt cicp "
    "A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 ";

/// Parts that a profile must have, as text that says nothing.
void put_empty_text(std::string& out, std::string_view type, std::size_t offset, std::size_t size) {
  if (size < 13 || (type != "desc" && type != "mluc" && type != "text")) return;
  out.replace(offset, 4, type);
  if (type == "desc") out[offset + 11] = 1;                 // one character, the closing zero
  if (type == "mluc" && size >= 16) out[offset + 15] = 12;  // no record, each of twelve bytes
}

}  // namespace

std::optional<std::string> clean_icc_profile(std::string_view profile) {
  const std::size_t size = big_32(profile, 0);
  if (size < kHeaderSize + 4 || size > profile.size() || profile.substr(36, 4) != "acsp") return std::nullopt;
  profile = profile.substr(0, size);
  const std::size_t count = big_32(profile, kHeaderSize);
  const std::size_t table = kHeaderSize + 4;
  if (count > kMostTags || table + kTableEntry * count > size) return std::nullopt;
  std::string out(size, '\0');
  const auto copy = [&](std::size_t offset, std::size_t length) {
    out.replace(offset, length, profile.substr(offset, length));
  };
  copy(0, 4);
  copy(8, 16);   // version, class, colour spaces; then comes the date
  copy(36, 12);  // signature, platform, flags; then come device and maker
  copy(64, 16);  // intent and illuminant; then come creator and check sum
  copy(kHeaderSize, 4 + kTableEntry * count);
  for (const bool colours : {false, true}) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entry = table + kTableEntry * i;
      const std::size_t offset = big_32(profile, entry + 4);
      const std::size_t length = big_32(profile, entry + 8);
      if (offset < table + kTableEntry * count || offset > size || length > size - offset)
        return std::nullopt;
      const std::string tag = std::string(profile.substr(entry, 4)) + " ";
      if ((kColourTags.find(tag) != std::string_view::npos) != colours) continue;
      if (colours) {
        copy(offset, length);
      } else {
        put_empty_text(out, profile.substr(offset, 4), offset, length);
      }
    }
  }
  return out;
}

}  // namespace gazette
