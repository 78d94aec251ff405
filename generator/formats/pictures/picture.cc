// Which kind a file is, and who cleans it.
#include "formats/pictures/picture.h"

#include "base/text.h"
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

struct KindEndings {
  PictureKind kind;
  std::string_view name;
  std::string_view endings;  // each with a blank on both sides
};

constexpr KindEndings kKinds[] = {
    {PictureKind::Jpeg, "JPEG", " .jpg .jpeg .jpe .jfif .pjp .pjpeg "},
    {PictureKind::Png, "PNG", " .png .apng "},
    {PictureKind::WebP, "WebP", " .webp "},
    {PictureKind::Gif, "GIF", " .gif "},
    {PictureKind::Avif, "AVIF", " .avif "},
    {PictureKind::Icon, "icon", " .ico .cur "},
    {PictureKind::Svg, "SVG", " .svg "},
};

bool holds_ending(const KindEndings& kind, std::string_view ending) {
  return kind.endings.find(" " + to_lower_ascii(ending) + " ") != std::string_view::npos;
}

/// An XML document whose first element is an svg, in UTF-8 or UTF-16.
bool begins_as_svg(std::string_view bytes) {
  std::string start;
  for (const char c : bytes.substr(0, 4096)) {
    if (c != '\0') start += c;  // of UTF-16, the letters
  }
  std::string_view text = start;
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
  }
  text = trim(text);
  if (!text.starts_with('<')) return false;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view tag = text.substr(at + 1);
    if (tag.starts_with("!--")) {
      at = text.find("-->", at);
      if (at == std::string_view::npos) return false;
      continue;
    }
    if (tag.starts_with('?') || tag.starts_with('!')) continue;
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
    return name == "svg" || name.ends_with(":svg");
  }
  return false;
}

}  // namespace

std::string_view picture_kind_name(PictureKind kind) {
  for (const KindEndings& each : kKinds) {
    if (each.kind == kind) return each.name;
  }
  return {};
}

bool fits_picture_kind(std::string_view ending, PictureKind kind) {
  for (const KindEndings& each : kKinds) {
    if (each.kind == kind) return holds_ending(each, ending);
  }
  return false;
}

bool is_picture_ending(std::string_view ending) {
  for (const KindEndings& each : kKinds) {
    if (holds_ending(each, ending)) return true;
  }
  return false;
}

std::optional<PictureKind> picture_kind(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xD8\xFF")) return PictureKind::Jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return PictureKind::Png;
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return PictureKind::Gif;
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return PictureKind::WebP;
  if (bytes.starts_with("\0\0\1\0"sv) || bytes.starts_with("\0\0\2\0"sv)) {
    // Four bytes are little to go by: the list of pictures must be one too.
    const std::uint32_t count = little_16(bytes, 4);
    const bool has_list = count > 0 && 6 + 16 * std::size_t{count} <= bytes.size();
    return has_list ? std::optional(PictureKind::Icon) : std::nullopt;
  }
  if (bytes.size() >= 16 && bytes.substr(4, 4) == "ftyp") {
    const std::string_view brands = bytes.substr(8, std::min(big_32(bytes, 0), 64U));
    if (brands.starts_with("avif") || brands.starts_with("avis")) return PictureKind::Avif;
    if (brands.starts_with("mif1") && brands.find("avif", 8) != std::string_view::npos)
      return PictureKind::Avif;
    return std::nullopt;
  }
  if (begins_as_svg(bytes)) return PictureKind::Svg;
  return std::nullopt;
}

CleanedPicture clean_picture(std::string_view bytes, PictureKind kind) {
  switch (kind) {
    case PictureKind::Jpeg:
      return clean_jpeg(bytes);
    case PictureKind::Png:
      return clean_png(bytes);
    case PictureKind::WebP:
      return clean_webp(bytes);
    case PictureKind::Gif:
      return clean_gif(bytes);
    case PictureKind::Avif:
      return clean_avif(bytes);
    case PictureKind::Icon:
      return clean_icon(bytes);
    case PictureKind::Svg:
      return clean_svg(bytes);
  }
  return {};
}

}  // namespace gazette
