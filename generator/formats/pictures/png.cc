// PNG (W3C, third edition), with animation: the chunks that make the picture, and no others.
#include <zlib.h>

#include <array>

#include "formats/pictures/exif.h"
#include "formats/pictures/icc_profile.h"
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

constexpr std::size_t kPngSignature = 8;
constexpr std::size_t kLongestProfile = 8'000'000;

/// Chunks that change what is seen; each with a blank behind it.
constexpr std::string_view kPngKept =
    "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs cICP mDCV mDCv cLLI cLLi acTL fcTL fdAT ";

std::uint32_t png_check_sum(std::string_view type_and_data) {
  return static_cast<std::uint32_t>(crc32_z(
      crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(type_and_data.data()), type_and_data.size()));
}

void append_chunk(std::string& out, std::string_view type, std::string_view data) {
  append_big_32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t begin = out.size();
  out += type;
  out += data;
  append_big_32(out, png_check_sum(std::string_view(out).substr(begin)));
}

/// Unpacks at most kLongestProfile bytes; empty when that fails.
std::string unpack_profile(std::string_view packed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min(packed.size(), kLongestProfile));
  std::string out;
  std::array<char, 1 << 14> piece{};
  int status = Z_OK;
  while (status == Z_OK && out.size() < kLongestProfile) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return status == Z_STREAM_END ? out : std::string();
}

/// iCCP: a name, a zero, a zero for how it is packed, the packed profile.
std::string clean_profile_chunk(std::string_view data) {
  const std::size_t name = data.find('\0');
  if (name == std::string_view::npos || name + 2 > data.size()) return {};
  const auto clean = clean_icc_profile(unpack_profile(data.substr(name + 2)));
  if (!clean) return {};
  uLongf size = compressBound(static_cast<uLong>(clean->size()));
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(clean->data()),
                static_cast<uLong>(clean->size()), Z_BEST_COMPRESSION) != Z_OK)
    return {};
  packed.resize(size);
  return std::string("icc\0\0", 5) + packed;
}

std::string_view name_of_chunk(std::string_view type, std::string_view data) {
  if (type == "eXIf" || type == "exIf") return "EXIF";
  if (type == "tIME") return "the time it was changed";
  if (data.starts_with("XML:com.adobe.xmp")) return "XMP";
  if (type == "tEXt" || type == "zTXt" || type == "iTXt") return "texts";
  return "data of other programs";
}

class PngCleaner {
 public:
  explicit PngCleaner(std::string_view bytes) : bytes_(bytes) {}

  CleanedPicture run() {
    std::size_t at = kPngSignature;
    for (bool ended = false; !ended;) {
      const std::size_t length = big_32(bytes_, at);
      if (at + 12 > bytes_.size() || length > bytes_.size() - at - 12)
        return picture_fault("the picture breaks off: its end is missing", std::min(at, bytes_.size()));
      const std::string_view type = bytes_.substr(at + 4, 4);
      const std::string_view data = bytes_.substr(at + 8, length);
      const bool sound = png_check_sum(bytes_.substr(at + 4, length + 4)) == big_32(bytes_, at + 8 + length);
      const std::string fault = take(type, data, sound, bytes_.substr(at, length + 12));
      if (!fault.empty()) return picture_fault(fault, at);
      ended = type == "IEND";
      at += length + 12;
    }
    if (!has_data_) return picture_fault("there is no picture in it", at);
    if (at < bytes_.size()) note_once(out_.taken_out, "bytes after its end");
    finish();
    return {std::move(out_), {}};
  }

 private:
  /// What is wrong with the chunk, or nothing.
  std::string take(std::string_view type, std::string_view data, bool sound, std::string_view whole) {
    const bool critical = type[0] >= 'A' && type[0] <= 'Z';
    if (!has_header_ && type != "IHDR") {
      return type == "CgBI" ? "it is packed for iPhone programs, which no browser reads"
                            : "the picture does not begin with its size";
    }
    if (!sound && critical) return "a part of the picture was changed by mistake: its check sum is wrong";
    if (type == "IHDR") {
      if (has_header_ || data.size() != 13 || big_32(data, 0) == 0 || big_32(data, 4) == 0)
        return "the size of the picture makes no sense";
      has_header_ = true;
      width_ = big_32(data, 0);
      height_ = big_32(data, 4);
    }
    if (type == "IDAT") has_data_ = true;
    if (type == "iCCP" && sound) {
      const std::string clean = clean_profile_chunk(data);
      if (!clean.empty()) append_chunk(head_, type, clean);
    } else if (sound && kPngKept.find(std::string(type) + " ") != std::string_view::npos) {
      (has_data_ ? rest_ : head_) += whole;
    } else if (critical) {
      return "it has a part that no browser knows";
    } else {
      drop(type, data);
    }
    return {};
  }

  void drop(std::string_view type, std::string_view data) {
    if (type == "eXIf") {
      const ExifFacts facts = read_exif(data);
      out_.orientation = facts.orientation;
      out_.had_position = facts.has_position;
    }
    note_once(out_.taken_out, name_of_chunk(type, data));
  }

  void finish() {
    set_size(out_, width_, height_);
    out_.bytes = bytes_.substr(0, kPngSignature);
    out_.bytes += head_;
    if (out_.orientation != 1) append_chunk(out_.bytes, "eXIf", orientation_exif(out_.orientation));
    out_.bytes += rest_;
  }

  std::string_view bytes_;
  CleanPicture out_;
  std::uint32_t width_ = 0, height_ = 0;
  bool has_header_ = false, has_data_ = false;
  std::string head_, rest_;  // before and from the first part of the picture's data on
};

}  // namespace

CleanedPicture clean_png(std::string_view bytes) {
  return PngCleaner(bytes).run();
}

}  // namespace gazette
