#pragma once
// Pictures made of their parts, with words planted wherever their formats let somebody write. No encoder made
// them: what the pixels are does not matter here.

#include <zlib.h>

#include <string>
#include <string_view>

namespace gazette {

/// The word that no published byte may hold.
inline constexpr std::string_view kPlanted = "PLANTED-Jo-Bloggs";

inline std::string big(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

inline std::string little(std::uint64_t value, int bytes) {
  const std::string out = big(value, bytes);
  return {out.rbegin(), out.rend()};
}

inline std::string planted(std::string_view more = {}) {
  return std::string(kPlanted) + std::string(more);
}

/// EXIF with an orientation, a name and a block of GPS.
inline std::string planted_exif(std::uint32_t orientation) {
  const std::string name = planted() + std::string(1, '\0');
  const std::uint32_t names_at = 8 + 2 + 3 * 12 + 4;
  const auto gps_at = static_cast<std::uint32_t>(names_at + name.size());
  return std::string("MM\0*", 4) + big(8, 4) + big(3, 2) + big(0x0112, 2) + big(3, 2) + big(1, 4) +
         big(orientation, 2) + big(0, 2) + big(0x013B, 2) + big(2, 2) +
         big(static_cast<std::uint32_t>(name.size()), 4) + big(names_at, 4) + big(0x8825, 2) + big(4, 2) +
         big(1, 4) + big(gps_at, 4) + big(0, 4) + name + big(1, 2) + big(1, 2) + big(2, 2) + big(2, 4) +
         std::string("N\0\0\0", 4) + big(0, 4);
}

/// An ICC profile with one curve and a description.
inline std::string planted_profile() {
  const std::string curve = "curv" + big(0, 4) + big(0, 4);
  const std::string text = "desc" + big(0, 4) + big(20, 4) + planted() + std::string(90, '\0');
  const std::uint32_t begin = 128 + 4 + 2 * 12;
  std::string head = big(0, 4) + "lcms" + big(0x02400000, 4) + "mntrRGB XYZ " + std::string(12, '\x07') +
                     "acsp" + "APPL" + big(0, 4) + "Jo  " + "mine" + std::string(128 - 56, '\0');
  head += big(2, 4) + "rTRC" + big(begin, 4) + big(12, 4) + "desc" + big(begin + 12, 4) +
          big(static_cast<std::uint32_t>(text.size()), 4);
  std::string out = head + curve + text;
  out.replace(0, 4, big(static_cast<std::uint32_t>(out.size()), 4));
  return out;
}

inline std::string jpeg_part(int marker, const std::string& payload) {
  return "\xFF" + std::string(1, static_cast<char>(marker)) +
         big(static_cast<std::uint32_t>(payload.size() + 2), 2) + payload;
}

/// 40 wide, 30 high as stored.
inline std::string planted_jpeg(std::uint32_t orientation = 6) {
  const std::string zero(1, '\0');
  return "\xFF\xD8" + jpeg_part(0xE0, "JFIF" + zero + std::string("\1\2\0\0\1\0\1\1\1", 9) + "xyz") +
         jpeg_part(0xE0, "JFXX" + zero + planted()) +
         jpeg_part(0xE1, "Exif" + zero + zero + planted_exif(orientation)) +
         jpeg_part(0xE1, "http://ns.adobe.com/xap/1.0/" + zero + planted()) +
         jpeg_part(0xE1, "http://ns.adobe.com/xmp/extension/" + zero + planted()) +
         jpeg_part(0xE2, "ICC_PROFILE" + zero + "\1\1" + planted_profile()) +
         jpeg_part(0xE2, "MPF" + zero + planted()) + jpeg_part(0xE2, "FPXR" + zero + planted()) +
         jpeg_part(0xEB, "JP" + planted()) + jpeg_part(0xEC, "Ducky" + planted()) +
         jpeg_part(0xED, "Photoshop 3.0" + zero + "8BIM" + planted()) +
         jpeg_part(0xEE, "Adobe" + std::string("\0\x64\0\0\0\0\1", 7) + planted()) +
         jpeg_part(0xFE, planted()) + planted(" between parts") +
         jpeg_part(0xDB, zero + std::string(64, '\1')) +
         jpeg_part(0xC0, "\x08" + big(30, 2) + big(40, 2) + "\1\1\x11" + zero) +
         jpeg_part(0xDA, "\1\1" + zero + zero + "\x3F" + zero) + "\x11\xFF" + zero + "\x22\xFF\xD3\x33" +
         jpeg_part(0xFE, planted()) + "\xFF\xD9" + planted(" after the end") + "\xFF\xD8\xFF\xD9";
}

inline std::string png_part(const std::string& type, const std::string& data) {
  const std::string both = type + data;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(both.data()), static_cast<uInt>(both.size()));
  return big(static_cast<std::uint32_t>(data.size()), 4) + both + big(static_cast<std::uint32_t>(sum), 4);
}

inline std::string packed(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
           static_cast<uLong>(bytes.size()));
  out.resize(size);
  return out;
}

inline std::string unpacked(const std::string& bytes) {
  std::string out(100'000, '\0');
  uLongf size = out.size();
  uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
             static_cast<uLong>(bytes.size()));
  out.resize(size);
  return out;
}

/// 40 wide, 30 high.
inline std::string planted_png() {
  const std::string zero(1, '\0');
  return "\x89PNG\r\n\x1A\n" + png_part("IHDR", big(40, 4) + big(30, 4) + std::string("\1\0\0\0\0", 5)) +
         png_part("iCCP", planted() + zero + zero + packed(planted_profile())) +
         png_part("tEXt", "Author" + zero + planted()) +
         png_part("zTXt", "Comment" + zero + zero + packed(planted())) +
         png_part("iTXt", "XML:com.adobe.xmp" + std::string(5, '\0') + planted()) +
         png_part("tIME", big(2020, 2) + std::string("\1\2\3\4\5", 5)) + png_part("eXIf", planted_exif(1)) +
         png_part("pHYs", big(2835, 4) + big(2835, 4) + "\1") + png_part("caBX", planted()) +
         png_part("prVW", planted()) + png_part("sPLT", planted()) +
         png_part("IDAT", packed(std::string(180, '\0'))) + png_part("tEXt", "Late" + zero + planted()) +
         png_part("IEND", "") + planted();
}

inline std::string riff_part(const std::string& type, const std::string& data) {
  return type + little(static_cast<std::uint32_t>(data.size()), 4) + data +
         (data.size() % 2 != 0 ? std::string(1, '\0') : std::string());
}

/// 40 wide, 30 high as stored, on its side.
inline std::string planted_webp() {
  const std::string picture = riff_part("VP8L", "\x2F" + little(39U | 29U << 14U, 4) + "data");
  return riff_part("RIFF",
                   "WEBP" + riff_part("VP8X", "\x2C" + std::string(3, '\0') + little(39, 3) + little(29, 3)) +
                       riff_part("ICCP", planted_profile()) + picture + riff_part("EXIF", planted_exif(8)) +
                       riff_part("XMP ", planted()) + riff_part("JUNK", planted())) +
         planted();
}

/// XMP stands in a GIF as it is; bytes that lead any reader to its end follow.
inline std::string xmp_of_gif() {
  std::string out = planted() + "\1";
  for (int i = 255; i >= 0; --i) out += static_cast<char>(i);
  return out + std::string(1, '\0');
}

/// 40 wide, 30 high, and it repeats.
inline std::string planted_gif() {
  const std::string zero(1, '\0');
  const auto block = [](const std::string& data) {
    return std::string(1, static_cast<char>(data.size())) + data;
  };
  return "GIF89a" + little(40, 2) + little(30, 2) + zero + zero + zero + "!\xFF" + block("NETSCAPE2.0") +
         block("\1" + zero + zero) + zero + "!\xFE" + block(planted()) + zero + "!\xFF" +
         block("XMP DataXMP") + xmp_of_gif() + "!\xFF" + block("ICCRGBG1012") + block(planted()) + zero +
         "!\x01" + block(std::string(12, '\1')) + block(planted()) + zero + "!\xF9" +
         block(std::string(4, '\0')) + zero + "," + little(0, 2) + little(0, 2) + little(40, 2) +
         little(30, 2) + zero + "\2" + block("\x44\1") + zero + ";" + planted();
}

inline std::string box(const std::string& type, const std::string& data) {
  return big(static_cast<std::uint32_t>(data.size() + 8), 4) + type + data;
}

/// 40 wide, 30 high as stored, turned by a quarter; its items are the picture, EXIF and XMP.
inline std::string planted_avif() {
  const std::string zero(1, '\0');
  const std::string picture = "av1-data";
  const std::string exif = big(0, 4) + planted_exif(1);
  const std::string xmp = planted();
  const auto item = [&](std::uint32_t id, const std::string& type, const std::string& more) {
    return box("infe", big(0x02000000, 4) + big(id, 2) + big(0, 2) + type + more + zero);
  };
  const std::string items =
      box("iinf", big(0, 4) + big(3, 2) + item(1, "av01", planted()) + item(2, "Exif", planted()) +
                      item(3, "mime", planted() + zero + "application/rdf+xml"));
  const std::string properties =
      box("ipco", box("ispe", big(0, 4) + big(40, 4) + big(30, 4)) + box("irot", "\1") +
                      box("colr", "prof" + planted_profile()) + box("udes", big(0, 4) + planted() + zero)) +
      box("ipma", big(0, 4) + big(1, 4) + big(1, 2) + "\4\1\x82\3\4");
  const auto meta_with = [&](std::uint32_t at) {
    std::string places = big(0, 4) + "\x44" + zero + big(3, 2);
    std::uint32_t id = 1;
    for (const std::string* part : {&picture, &exif, &xmp}) {
      const auto size = static_cast<std::uint32_t>(part->size());
      places += big(id++, 2) + big(0, 2) + big(1, 2) + big(at, 4) + big(size, 4);
      at += size;
    }
    return box("meta", big(0, 4) +
                           box("hdlr", big(0, 8) + "pict" + std::string(12, '\0') + planted() + zero) +
                           box("pitm", big(0, 4) + big(1, 2)) + items +
                           box("iref", big(0, 4) + box("cdsc", big(2, 2) + big(1, 2) + big(1, 2))) +
                           box("iprp", properties) + box("iloc", places));
  };
  const std::string head = box("ftyp", "avif" + big(0, 4) + "avifmif1");
  const auto begin = static_cast<std::uint32_t>(head.size() + meta_with(0).size() + 8);
  return head + meta_with(begin) + box("mdat", picture + exif + xmp + planted()) + box("free", planted()) +
         box("uuid", planted());
}

/// One picture of 16 by 16 as a bitmap, one of 40 by 30 as PNG, and bytes that belong to neither.
inline std::string planted_icon() {
  const std::string bitmap = little(40, 4) + little(16, 4) + little(32, 4) + little(1, 2) + little(32, 2) +
                             std::string(24, '\0') + std::string(16 * 16 * 4 + 16 * 4, '\5') + planted();
  const std::string png = planted_png();
  const auto entry = [](std::uint32_t wide, std::uint32_t high, std::size_t size, std::size_t at) {
    return little(wide, 1) + little(high, 1) + std::string(2, '\0') + little(1, 2) + little(32, 2) +
           little(static_cast<std::uint32_t>(size), 4) + little(static_cast<std::uint32_t>(at), 4);
  };
  const std::size_t begin = 6 + 32 + kPlanted.size();
  return std::string("\0\0\1\0\2\0", 6) + entry(16, 16, bitmap.size(), begin) +
         entry(40, 30, png.size(), begin + bitmap.size()) + planted() + bitmap + png;
}

}  // namespace gazette
