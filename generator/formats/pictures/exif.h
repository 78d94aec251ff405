#pragma once
// EXIF (CIPA DC-008): the little of it that decides how a picture is shown, and whether it tells a place.

#include <string>
#include <string_view>

namespace gazette {

struct ExifFacts {
  int orientation = 1;  // 1 to 8; 1 is upright
  bool has_position = false;
};

/// Of a block that begins with its TIFF header, or with "Exif" before that. What cannot be read is left out.
ExifFacts read_exif(std::string_view block);

/// A block, from its TIFF header on, that holds the orientation and nothing else.
std::string orientation_exif(int orientation);

}  // namespace gazette
