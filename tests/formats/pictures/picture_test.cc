// What is published of a picture: the picture. Words are planted wherever a format lets somebody write.
#include "formats/pictures/picture.h"

#include <catch2/catch.hpp>
#include <cstdint>

#include "base/base64.h"
#include "formats/pictures/unshown.h"
#include "support/pictures.h"

using namespace gazette;

namespace {

CleanPicture clean(const std::string& bytes, PictureKind kind) {
  REQUIRE(picture_kind(bytes) == kind);
  CleanedPicture cleaned = clean_picture(bytes, kind);
  INFO(cleaned.fault.message << " at " << cleaned.fault.offset);
  REQUIRE(cleaned.picture.has_value());
  return std::move(*cleaned.picture);
}

bool holds(const std::string& bytes, std::string_view part) {
  return bytes.find(part) != std::string::npos;
}

/// Nothing planted is left, and cleaning what is clean changes nothing.
void check_clean(const CleanPicture& picture, PictureKind kind) {
  CHECK_FALSE(holds(picture.bytes, kPlanted));
  CHECK_FALSE(holds(picture.bytes, "Bloggs"));
  CHECK(clean(picture.bytes, kind).bytes == picture.bytes);
}

const std::pair<std::string, PictureKind> kPictures[] = {
    {planted_jpeg(), PictureKind::Jpeg}, {planted_png(), PictureKind::Png},
    {planted_webp(), PictureKind::WebP}, {planted_gif(), PictureKind::Gif},
    {planted_avif(), PictureKind::Avif}, {planted_icon(), PictureKind::Icon}};

std::string drawing(const std::string& inside, const std::string& attributes = "viewBox=\"0 0 40 30\"") {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" " +
         attributes + ">" + inside + "</svg>";
}

std::string drawn(const std::string& inside) {
  const std::string out = clean(drawing(inside), PictureKind::Svg).bytes;
  const std::size_t begin = out.find('>') + 1;
  return out.substr(begin, out.rfind("</svg>") - begin);
}

}  // namespace

TEST_CASE("a JPEG keeps its tables, scans and colours, and which side is up", "[formats][pictures]") {
  const CleanPicture picture = clean(planted_jpeg(), PictureKind::Jpeg);
  check_clean(picture, PictureKind::Jpeg);
  CHECK(picture.width == 30);
  CHECK(picture.height == 40);
  CHECK(picture.orientation == 6);
  CHECK(picture.had_position);
  CHECK(holds(picture.bytes, std::string("\x11\xFF\0\x22\xFF\xD3\x33\xFF\xD9", 9)));
  CHECK(holds(picture.bytes, std::string("JFIF\0\1\2\0\0\1\0\1\0\0", 14)));
  CHECK(holds(picture.bytes, "ICC_PROFILE"));
  CHECK(holds(picture.bytes, "rTRC"));
  CHECK(holds(picture.bytes, std::string("Adobe\0\x64\0\0\0\0\1", 12)));
  CHECK_FALSE(holds(picture.bytes, "8BIM"));
  CHECK_FALSE(holds(picture.bytes, "MPF"));
  CHECK(picture.bytes.ends_with("\xFF\xD9"));
}

TEST_CASE("an upright JPEG has no EXIF at all", "[formats][pictures]") {
  const CleanPicture picture = clean(planted_jpeg(1), PictureKind::Jpeg);
  CHECK_FALSE(holds(picture.bytes, "Exif"));
  CHECK(picture.width == 40);
}

TEST_CASE("PNG, WebP, GIF, AVIF and icons keep the picture alone", "[formats][pictures]") {
  for (const auto& [bytes, kind] : kPictures) {
    INFO(picture_kind_name(kind));
    CHECK(holds(bytes, kPlanted));
    const CleanPicture picture = clean(bytes, kind);
    check_clean(picture, kind);
    const bool turned = kind == PictureKind::Jpeg || kind == PictureKind::WebP || kind == PictureKind::Avif;
    CHECK(picture.width == (turned ? 30 : 40));
    CHECK(picture.height == (turned ? 40 : 30));
    CHECK_FALSE(picture.taken_out.empty());
  }
}

TEST_CASE("packed texts and profiles of a PNG are as clean as the others", "[formats][pictures]") {
  const std::string bytes = clean(planted_png(), PictureKind::Png).bytes;
  CHECK_FALSE(holds(bytes, "zTXt"));
  CHECK_FALSE(holds(bytes, "tIME"));
  CHECK(holds(bytes, "pHYs"));
  const std::size_t profile = bytes.find("iCCP");
  REQUIRE(profile != std::string::npos);
  const std::string whole = unpacked(bytes.substr(profile + 4 + 5));
  CHECK(whole.size() == planted_profile().size());
  CHECK(holds(whole, "rTRC"));
  CHECK_FALSE(holds(whole, kPlanted));
  CHECK_FALSE(holds(whole, "Jo  "));
}

TEST_CASE("flags of a WebP tell what is left, and a GIF goes on repeating", "[formats][pictures]") {
  const std::string webp = clean(planted_webp(), PictureKind::WebP).bytes;
  CHECK(static_cast<unsigned char>(webp[20]) == 0x28);  // a profile, and EXIF that says how it is turned
  CHECK(little(static_cast<std::uint32_t>(webp.size() - 8), 4) == webp.substr(4, 4));
  const std::string gif = clean(planted_gif(), PictureKind::Gif).bytes;
  CHECK(holds(gif, std::string("!\xFF\x0BNETSCAPE2.0\3\1\0\0\0", 19)));
  CHECK_FALSE(holds(gif, "XMP"));
  CHECK(gif.ends_with(";"));
}

TEST_CASE("an AVIF keeps its length, so that boxes point where they did", "[formats][pictures]") {
  const CleanPicture picture = clean(planted_avif(), PictureKind::Avif);
  CHECK(picture.bytes.size() == planted_avif().size());
  CHECK(holds(picture.bytes, "av1-data"));
  CHECK(picture.had_position);
}

TEST_CASE("a picture that breaks off anywhere is a fault or a whole picture, never a crash",
          "[formats][pictures]") {
  for (const auto& [bytes, kind] : kPictures) {
    INFO(picture_kind_name(kind));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      const CleanedPicture cut =
          clean_picture(std::string_view(bytes).substr(0, std::max<std::size_t>(length, 16)), kind);
      if (!cut.picture) {
        if (cut.fault.message.empty()) FAIL("no word of what is wrong");
      } else if (holds(cut.picture->bytes, kPlanted)) {
        FAIL("planted words in a picture cut at " << length);
      }
    }
    std::uint32_t state = 7;
    for (int i = 0; i < 3000; ++i) {
      std::string broken = bytes;
      for (int n = 0; n < 3; ++n) {
        state = state * 1'664'525U + 1'013'904'223U;
        broken[16 + (state >> 8U) % (broken.size() - 16)] = static_cast<char>(state >> 24U);
      }
      clean_picture(broken, kind);
    }
  }
}

TEST_CASE("a drawing keeps what draws", "[formats][pictures]") {
  CHECK(drawn("<title>Map</title><desc>Of the town</desc><path d=\"M0 0\"/>") ==
        "<title>Map</title><desc>Of the town</desc><path d=\"M0 0\"/>");
  CHECK(drawn("<!-- Jo --><?xpacket Jo?><metadata>Jo</metadata><g id=\"a\">x</g>") == "<g id=\"a\">x</g>");
  CHECK(drawn("<use xlink:href=\"#a\"/><use href=\"b.svg#a\"/>") == "<use xlink:href=\"#a\"/><use/>");
  CHECK(drawn("<i:pgf xmlns:i=\"http://ns.adobe.com/ai\"><g>Jo</g></i:pgf>") == "");
  CHECK(drawn("<s:rect xmlns:s=\"http://www.w3.org/2000/svg\"/>") == "<rect/>");
  CHECK(drawn("<text xml:space=\"preserve\">a &lt; b &amp; c</text>") ==
        "<text xml:space=\"preserve\">a &lt; b &amp; c</text>");
  CHECK(drawn("<style><![CDATA[a>b{fill:red}/*Jo*/]]></style>") == "<style>a&gt;b{fill:red} </style>");
  CHECK(drawn("<style>@import url(https://x.example/a.css);b{fill:url(https://x.example/c)}</style>") ==
        "<style>b{fill:none}</style>");
  CHECK(drawn("<a href=\"https://example.org/\"><g/></a><a href=\"file:///home/jo\"/>") ==
        "<a href=\"https://example.org/\"><g/></a><a/>");
  CHECK(drawn("<a href=\"#\"><animate attributeName=\"href\" to=\"javascript:x()\"/></a>") ==
        "<a href=\"#\"></a>");
}

TEST_CASE("text laid out as in a web page stays in a drawing, without what acts", "[formats][pictures]") {
  CHECK(
      drawn("<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\" style=\"color:red\" onclick=\"x()\">"
            "A<br/><script>Jo</script><img src=\"http://x.example/\"/></div></foreignObject>") ==
      "<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\" "
      "style=\"color:red\">A<br/></div></foreignObject>");
}

TEST_CASE("pictures inside of drawings are cleaned too", "[formats][pictures]") {
  const std::string data = "data:image/jpeg;base64," + base64_encode(planted_jpeg());
  for (const std::string& inside :
       {"<image href=\"" + data + "\"/>", "<rect style=\"fill:url('" + data + "')\"/>",
        "<image href=\"data:image/svg+xml;base64," +
            base64_encode(drawing("<image href=\"" + data + "\"/><!--" + planted() + "-->")) + "\"/>"}) {
    std::string out = drawn(inside);
    for (std::size_t at = out.find("base64,"); at != std::string::npos; at = out.find("base64,")) {
      out = out.substr(at + 7);
      const auto bytes = base64_decode(out.substr(
          0, out.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")));
      REQUIRE(bytes);
      CHECK_FALSE(holds(*bytes, kPlanted));
      out = *bytes;
    }
  }
}

TEST_CASE("a drawing says how large it is in several ways", "[formats][pictures]") {
  const auto size = [](const std::string& attributes) {
    const CleanPicture picture = clean(drawing("<g/>", attributes), PictureKind::Svg);
    return std::pair(picture.width, picture.height);
  };
  CHECK(size("viewBox=\"0 0 40 30\"") == std::pair(40U, 30U));
  CHECK(size("viewBox=\"0,0,40.4,29.6\"") == std::pair(40U, 30U));
  CHECK(size("width=\"2in\" height=\"72pt\"") == std::pair(192U, 96U));
  CHECK(size("width=\"80px\" viewBox=\"0 0 40 30\"") == std::pair(80U, 60U));
  CHECK(size("width=\"100%\" height=\"100%\" viewBox=\"0 0 40 30\"") == std::pair(40U, 30U));
  CHECK(size("width=\"100%\"") == std::pair(0U, 0U));
  CHECK(size("viewBox=\"0 0 0 x\"") == std::pair(0U, 0U));
}

TEST_CASE("kinds are known by their bytes, and those that no browser shows by name", "[formats][pictures]") {
  using namespace std::string_view_literals;
  CHECK_FALSE(picture_kind("<!DOCTYPE html><html><svg></svg></html>"));
  CHECK_FALSE(picture_kind("text"));
  CHECK_FALSE(picture_kind(""));
  CHECK(picture_kind("<?xml version='1.0'?>\n<!-- <a> --><svg/>") == PictureKind::Svg);
  CHECK(fits_picture_kind(".JPG", PictureKind::Jpeg));
  CHECK_FALSE(fits_picture_kind(".png", PictureKind::Jpeg));
  CHECK(unshown_kind("\0\0\0\x18"
                     "ftypheic\0\0\0\0mif1"sv,
                     ".jpg")
            ->is_picture);
  CHECK_FALSE(unshown_kind("\0\0\0\x18"
                           "ftypisom\0\0\0\0mif1"sv,
                           ".mp4")
                  ->is_picture);
  CHECK(unshown_kind("II*\0"sv, ".nef")->name.find("camera") != std::string_view::npos);
  CHECK(unshown_kind("x", ".PSD") != nullptr);
  CHECK(unshown_kind("a,b", ".csv") == nullptr);
  CHECK(unshown_kind("", "") == nullptr);
}
