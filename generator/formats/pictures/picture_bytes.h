#pragma once
// What the cleaners of this folder share: numbers in bytes, and notes on what was taken out.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "formats/pictures/picture.h"

namespace gazette {

inline std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

/// Big-endian numbers; bytes past the end count as 0.
inline std::uint32_t big_16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 8U | byte_at(bytes, at + 1);
}
inline std::uint32_t big_32(std::string_view bytes, std::size_t at) {
  return big_16(bytes, at) << 16U | big_16(bytes, at + 2);
}

/// Little-endian numbers; bytes past the end count as 0.
inline std::uint32_t little_16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8U;
}
inline std::uint32_t little_24(std::string_view bytes, std::size_t at) {
  return little_16(bytes, at) | byte_at(bytes, at + 2) << 16U;
}
inline std::uint32_t little_32(std::string_view bytes, std::size_t at) {
  return little_16(bytes, at) | little_16(bytes, at + 2) << 16U;
}

inline void append_big_16(std::string& out, std::uint32_t value) {
  out += static_cast<char>(value >> 8U & 0xFFU);
  out += static_cast<char>(value & 0xFFU);
}
inline void append_big_32(std::string& out, std::uint32_t value) {
  append_big_16(out, value >> 16U);
  append_big_16(out, value & 0xFFFFU);
}
inline void append_little_16(std::string& out, std::uint32_t value) {
  out += static_cast<char>(value & 0xFFU);
  out += static_cast<char>(value >> 8U & 0xFFU);
}
inline void append_little_32(std::string& out, std::uint32_t value) {
  append_little_16(out, value & 0xFFFFU);
  append_little_16(out, value >> 16U);
}

inline void note_once(std::vector<std::string>& list, std::string_view what) {
  if (std::find(list.begin(), list.end(), what) == list.end()) list.emplace_back(what);
}

inline CleanedPicture picture_fault(std::string message, std::size_t offset) {
  return {std::nullopt, {std::move(message), offset}};
}

/// Four of the eight orientations lie on their side: what is shown is as wide as the file is high.
inline void set_size(CleanPicture& picture, std::uint32_t width, std::uint32_t height) {
  picture.width = width;
  picture.height = height;
  if (picture.orientation >= 5) std::swap(picture.width, picture.height);
}

// One cleaner a kind.
CleanedPicture clean_jpeg(std::string_view bytes);
CleanedPicture clean_png(std::string_view bytes);
CleanedPicture clean_webp(std::string_view bytes);
CleanedPicture clean_gif(std::string_view bytes);
CleanedPicture clean_avif(std::string_view bytes);
CleanedPicture clean_icon(std::string_view bytes);
/// `depth` counts drawings that hold drawings.
CleanedPicture clean_svg(std::string_view bytes, int depth = 0);

}  // namespace gazette
