#include "formats/pictures/unshown.h"

#include <array>
#include <string>

#include "base/text.h"

namespace gazette {
namespace {

using namespace std::string_view_literals;

constexpr UnshownKind kHeic{
    "a HEIC photograph, as iPhones take them",
    "save it as JPEG: open it in Preview or Photos and choose Export; an iPhone takes JPEG with Settings, "
    "Camera, Formats, Most Compatible"};
constexpr UnshownKind kTiff{"a TIFF picture", "save it as PNG, or a photograph as JPEG"};
constexpr UnshownKind kRaw{"the raw file of a camera",
                           "save it as JPEG with the program that came with the camera"};
constexpr UnshownKind kPhotoshop{"a file of an image editor with its layers",
                                 "export it from the editor as PNG, or a photograph as JPEG"};
constexpr UnshownKind kPostScript{"a PostScript drawing",
                                  "export it as SVG, or as PNG, from the program it was made with"};
constexpr UnshownKind kBitmap{"a Windows bitmap (BMP), which is many times as large as need be",
                              "save it as PNG, or a photograph as JPEG"};
constexpr UnshownKind kNewKind{"a picture of a kind that few browsers show",
                               "save it as JPEG, PNG, WebP or AVIF"};
constexpr UnshownKind kMetafile{"a Windows metafile", "save it as SVG or PNG"};
constexpr UnshownKind kPackedSvg{"a packed drawing (.svgz)", "save it as plain SVG"};
constexpr UnshownKind kVideo{"a film", "put a picture of it here, and link to the film with {download}",
                             false};
constexpr UnshownKind kSound{"a sound recording", "link to it with {download}", false};
constexpr UnshownKind kPdf{"a PDF document",
                           "link to it with {download}, or save the page you want to show as PNG", false};
constexpr UnshownKind kDocument{"an office document",
                                "link to it with {download}, or save what you want to show as PNG", false};

struct ByStart {
  std::string_view start;
  const UnshownKind* kind;
};

constexpr ByStart kStarts[] = {
    {"II*\0"sv, &kTiff},
    {"MM\0*"sv, &kTiff},
    {"II+\0"sv, &kTiff},
    {"MM\0+"sv, &kTiff},
    {"IIRO", &kRaw},
    {"IIRS", &kRaw},
    {"IIU\0"sv, &kRaw},
    {"FUJIFILMCCD-RAW", &kRaw},
    {"8BPS", &kPhotoshop},
    {"gimp xcf", &kPhotoshop},
    {"%!PS", &kPostScript},
    {"\xC5\xD0\xD3\xC6", &kPostScript},
    {"\xFF\x0A", &kNewKind},          // JPEG XL
    {"\0\0\0\x0CJXL "sv, &kNewKind},  // likewise, in boxes
    {"\0\0\0\x0CjP  "sv, &kNewKind},  // JPEG 2000
    {"\xFF\x4F\xFF\x51", &kNewKind},  // likewise, bare
    {"II\xBC\x01", &kNewKind},        // JPEG XR
    {"\xD7\xCD\xC6\x9A", &kMetafile},
    {"%PDF", &kPdf},
    {"\x1A\x45\xDF\xA3", &kVideo},  // Matroska, WebM
    {"\0\0\1\xBA"sv, &kVideo},      // MPEG
    {"OggS", &kVideo},
    {"ID3", &kSound},
    {"\xD0\xCF\x11\xE0", &kDocument},  // Office before 2007
};

struct ByEnding {
  std::string_view endings;  // each with a blank on both sides
  const UnshownKind* kind;
};

constexpr ByEnding kEndings[] = {
    {" .heic .heif .hif ", &kHeic},
    {" .tif .tiff ", &kTiff},
    {" .dng .nef .nrw .cr2 .cr3 .crw .arw .sr2 .srf .orf .rw2 .raf .pef .srw .raw .3fr .iiq .x3f .erf .kdc ",
     &kRaw},
    {" .psd .psb .xcf .kra .afphoto .indd .afdesign .sketch .fig ", &kPhotoshop},
    {" .eps .ps .ai ", &kPostScript},
    {" .bmp .dib ", &kBitmap},
    {" .jxl .jp2 .j2k .jpf .jpx .jxr .wdp .tga .pcx .ppm .pgm .pbm .pnm .icns .dds .exr .hdr ", &kNewKind},
    {" .wmf .emf ", &kMetafile},
    {" .svgz ", &kPackedSvg},
    {" .mp4 .m4v .mov .qt .avi .wmv .mpg .mpeg .webm .mkv .3gp .ogv .mts .flv ", &kVideo},
    {" .mp3 .m4a .wav .ogg .oga .opus .aac .flac .wma .aif .aiff ", &kSound},
    {" .pdf ", &kPdf},
    {" .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .odp .pub .pages .numbers .key .vsd .vsdx ",
     &kDocument},
};

/// ISO/IEC 14496-12: the brand says whether the boxes hold a picture, a film or a sound.
const UnshownKind* kind_of_brand(std::string_view brand) {
  for (const std::string_view picture : {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"}) {
    if (brand == picture) return &kHeic;
  }
  if (brand == "crx ") return &kRaw;
  if (brand == "jxl " || brand == "jp2 ") return &kNewKind;
  return brand == "M4A " ? &kSound : &kVideo;
}

}  // namespace

const UnshownKind* unshown_kind(std::string_view bytes, std::string_view ending) {
  const std::string wanted = " " + to_lower_ascii(ending) + " ";
  const UnshownKind* by_ending = nullptr;
  for (const ByEnding& each : kEndings) {
    if (!ending.empty() && each.endings.find(wanted) != std::string_view::npos) by_ending = each.kind;
  }
  // What begins as TIFF is mostly a camera's raw file when it is called so.
  if (by_ending == &kRaw || by_ending == &kDocument) return by_ending;
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return kind_of_brand(bytes.substr(8, 4));
  if (bytes.starts_with("RIFF") && bytes.size() > 12) {
    if (bytes.substr(8, 4) == "AVI ") return &kVideo;
    if (bytes.substr(8, 4) == "WAVE") return &kSound;
  }
  for (const ByStart& each : kStarts) {
    if (bytes.starts_with(each.start)) return each.kind;
  }
  return by_ending;
}

}  // namespace gazette
