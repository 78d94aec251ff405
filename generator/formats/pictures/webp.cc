// WebP (RFC 9649): chunks of RIFF.
#include "formats/pictures/exif.h"
#include "formats/pictures/icc_profile.h"
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

constexpr std::uint32_t kHasProfile = 0x20;
constexpr std::uint32_t kHasExif = 0x08;
constexpr std::uint32_t kHasXmp = 0x04;
constexpr std::size_t kFrameHeader = 16;

void append_riff_chunk(std::string& out, std::string_view type, std::string_view data) {
  out += type;
  append_little_32(out, static_cast<std::uint32_t>(data.size()));
  out += data;
  if (data.size() % 2 != 0) out += '\0';
}

/// Calls `take(type, data)` for each chunk; false when one does not fit.
template <typename Take>
bool each_riff_chunk(std::string_view bytes, const Take& take) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t length = little_32(bytes, at + 4);
    if (at + 8 > bytes.size() || length > bytes.size() - at - 8) return false;
    if (!take(bytes.substr(at, 4), bytes.substr(at + 8, length))) return false;
    at += 8 + length + length % 2;
  }
  return true;
}

bool is_picture_data(std::string_view type) {
  return type == "VP8 " || type == "VP8L" || type == "ALPH";
}

class WebPCleaner {
 public:
  explicit WebPCleaner(std::string_view bytes) : bytes_(bytes) {}

  CleanedPicture run() {
    const std::size_t size = little_32(bytes_, 4);
    if (size < 4 || size > bytes_.size() - 8)
      return picture_fault("the picture breaks off: its end is missing", bytes_.size());
    if (size + size % 2 + 8 < bytes_.size()) note_once(out_.taken_out, "bytes after its end");
    const bool sound =
        each_riff_chunk(bytes_.substr(12, size - 4), [&](auto type, auto data) { return take(type, data); });
    if (!sound) return picture_fault("a part of the picture makes no sense", 12);
    if (!has_data_ || width_ == 0 || height_ == 0) return picture_fault("there is no picture in it", 12);
    finish();
    return {std::move(out_), {}};
  }

 private:
  bool take(std::string_view type, std::string_view data) {
    if (type == "VP8X") {
      if (data.size() < 10 || !extended_.empty()) return false;
      extended_ = data.substr(0, 10);
      width_ = little_24(data, 4) + 1;
      height_ = little_24(data, 7) + 1;
    } else if (is_picture_data(type)) {
      has_data_ = has_data_ || type != "ALPH";
      read_size(type, data);
      append_riff_chunk(chunks_, type, data);
    } else if (type == "ANIM") {
      append_riff_chunk(chunks_, type, data.substr(0, 6));
    } else if (type == "ANMF") {
      return take_frame(data);
    } else if (type == "ICCP") {
      profile_ = clean_icc_profile(data).value_or(std::string());
    } else {
      drop(type, data);
    }
    return true;
  }

  bool take_frame(std::string_view data) {
    if (data.size() < kFrameHeader) return false;
    std::string frame(data.substr(0, kFrameHeader));
    const bool sound = each_riff_chunk(data.substr(kFrameHeader), [&](auto type, auto part) {
      if (is_picture_data(type)) {
        append_riff_chunk(frame, type, part);
        has_data_ = true;
      } else {
        note_once(out_.taken_out, "data of other programs");
      }
      return true;
    });
    append_riff_chunk(chunks_, "ANMF", frame);
    return sound;
  }

  /// Of a file without VP8X: RFC 6386, section 9.1, and the lossless bitstream, section 3.4.
  void read_size(std::string_view type, std::string_view data) {
    if (width_ != 0) return;
    if (type == "VP8 " && data.size() >= 10) {
      width_ = little_16(data, 6) & 0x3FFFU;
      height_ = little_16(data, 8) & 0x3FFFU;
    } else if (type == "VP8L" && data.size() >= 5) {
      const std::uint32_t bits = little_32(data, 1);
      width_ = (bits & 0x3FFFU) + 1;
      height_ = (bits >> 14U & 0x3FFFU) + 1;
    }
  }

  void drop(std::string_view type, std::string_view data) {
    if (type == "EXIF") {
      const ExifFacts facts = read_exif(data);
      out_.orientation = facts.orientation;
      out_.had_position = facts.has_position;
    }
    note_once(out_.taken_out, type == "EXIF" ? "EXIF" : type == "XMP " ? "XMP" : "data of other programs");
  }

  void finish() {
    set_size(out_, width_, height_);
    std::string body = "WEBP";
    const bool turned = out_.orientation != 1 && !extended_.empty();
    if (!extended_.empty()) {
      std::uint32_t flags = byte_at(extended_, 0) & ~(kHasProfile | kHasExif | kHasXmp);
      if (!profile_.empty()) flags |= kHasProfile;
      if (turned) flags |= kHasExif;
      extended_[0] = static_cast<char>(flags);
      append_riff_chunk(body, "VP8X", extended_);
      if (!profile_.empty()) append_riff_chunk(body, "ICCP", profile_);
    }
    body += chunks_;
    if (turned) append_riff_chunk(body, "EXIF", orientation_exif(out_.orientation));
    append_riff_chunk(out_.bytes, "RIFF", body);
  }

  std::string_view bytes_;
  CleanPicture out_;
  std::uint32_t width_ = 0, height_ = 0;
  bool has_data_ = false;
  std::string extended_, profile_, chunks_;
};

}  // namespace

CleanedPicture clean_webp(std::string_view bytes) {
  return WebPCleaner(bytes).run();
}

}  // namespace gazette
