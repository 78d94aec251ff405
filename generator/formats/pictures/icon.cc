// ICO and CUR: a list of pictures, each a PNG or a bitmap without its file header.
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

constexpr std::size_t kListHeader = 6;
constexpr std::size_t kListEntry = 16;

/// The length of a bitmap of an icon: header, palette, colours, mask. 0 when it makes no sense.
std::size_t bitmap_size(std::string_view data) {
  const std::size_t header = little_32(data, 0);
  const std::size_t width = little_32(data, 4);
  const std::size_t height = little_32(data, 8) / 2;  // of colours and mask together
  const std::size_t bits = little_16(data, 14);
  if (header < 40 || header > data.size() || width > 1024 || height > 1024 || bits > 32) return 0;
  std::size_t colours = little_32(data, 32);
  if (colours == 0 && bits <= 8) colours = std::size_t{1} << bits;
  if (colours > 256) return 0;
  const std::size_t row = (width * bits + 31) / 32 * 4;
  const std::size_t mask_row = (width + 31) / 32 * 4;
  return header + 4 * colours + height * (row + mask_row);
}

}  // namespace

CleanedPicture clean_icon(std::string_view bytes) {
  CleanPicture out;
  const std::size_t count = little_16(bytes, 4);
  std::string list(bytes.substr(0, kListHeader));
  std::string pictures;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = kListHeader + kListEntry * i;
    const std::size_t length = little_32(bytes, entry + 8);
    const std::size_t offset = little_32(bytes, entry + 12);
    if (entry + kListEntry > bytes.size() || offset > bytes.size() || length > bytes.size() - offset ||
        length == 0)
      return picture_fault("a picture of the icon lies outside of the file", entry);
    const std::string_view data = bytes.substr(offset, length);
    std::string clean;
    if (data.starts_with("\x89PNG")) {
      CleanedPicture inner = clean_png(data);
      if (!inner.picture) return picture_fault(inner.fault.message, offset + inner.fault.offset);
      for (const std::string& what : inner.picture->taken_out) note_once(out.taken_out, what);
      clean = std::move(inner.picture->bytes);
    } else {
      const std::size_t size = bitmap_size(data);
      if (size == 0) return picture_fault("a picture of the icon makes no sense", offset);
      // Files whose mask is cut short are shown all the same.
      clean = data.substr(0, size);
    }
    list += bytes.substr(entry, 8);
    append_little_32(list, static_cast<std::uint32_t>(clean.size()));
    append_little_32(list, static_cast<std::uint32_t>(kListHeader + kListEntry * count + pictures.size()));
    pictures += clean;
    const auto side = [&](std::size_t at) { return byte_at(bytes, at) == 0 ? 256U : byte_at(bytes, at); };
    if (side(entry) > out.width) set_size(out, side(entry), side(entry + 1));
  }
  out.bytes = list + pictures;
  return {std::move(out), {}};
}

}  // namespace gazette
