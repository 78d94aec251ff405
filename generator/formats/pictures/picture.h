#pragma once
// Pictures as they are published: the picture itself and nothing else. Pixels, colours and the side that is
// up stay as they are; where, when, with what and by whom it was made is taken out, and so is all that hides
// behind the end of the picture. Bytes in, bytes out; nothing is decoded.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// The kinds that browsers show and Gazette can clean.
enum class PictureKind : std::uint8_t { Jpeg, Png, WebP, Gif, Avif, Icon, Svg };

/// "JPEG", "PNG", "WebP", "GIF", "AVIF", "icon", "SVG".
std::string_view picture_kind_name(PictureKind kind);

/// By the first bytes, whatever the file is called; nullopt for anything else.
std::optional<PictureKind> picture_kind(std::string_view bytes);

/// Whether a file of that kind may have a name that ends so (".jpg", with its dot, any case).
bool fits_picture_kind(std::string_view ending, PictureKind kind);
/// Whether a name that ends so promises a picture of one of these kinds.
bool is_picture_ending(std::string_view ending);

struct CleanPicture {
  std::string bytes;
  std::uint32_t width = 0;    // as shown, the right side up, in CSS pixels; 0 when the file does not say
  std::uint32_t height = 0;   // likewise
  int orientation = 1;        // of EXIF (TIFF 6.0, tag 274): 1 is upright; kept in the bytes when it is not
  bool had_position = false;  // where it was taken, as GPS tells
  std::vector<std::string> taken_out;    // in words, each once: "EXIF", "XMP", "comments"
  std::vector<std::string> other_files;  // drawings: files that it asks for, which a browser does not fetch
};

/// Why a picture cannot be cleaned, in words for its author.
struct PictureFault {
  std::string message;     // "the file breaks off after 12 KB"
  std::size_t offset = 0;  // where in the file, in bytes
};

struct CleanedPicture {
  std::optional<CleanPicture> picture;
  PictureFault fault;  // when there is none
};

/// Takes everything out of a file of the given kind but the picture. Time and memory grow with its length
/// alone.
CleanedPicture clean_picture(std::string_view bytes, PictureKind kind);

}  // namespace gazette
