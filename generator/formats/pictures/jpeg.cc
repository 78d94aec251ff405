// JPEG (ITU-T T.81, with JFIF and Adobe's colour note): tables and scans are kept as they are, of the
// application segments only those that say what the numbers mean.
#include <array>
#include <map>

#include "formats/pictures/exif.h"
#include "formats/pictures/icc_profile.h"
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

using namespace std::string_view_literals;

constexpr std::uint32_t kStartOfImage = 0xD8;
constexpr std::uint32_t kEndOfImage = 0xD9;
constexpr std::uint32_t kStartOfScan = 0xDA;
constexpr std::uint32_t kNumberOfLines = 0xDC;
constexpr std::uint32_t kComment = 0xFE;
constexpr std::string_view kProfileName = "ICC_PROFILE\0"sv;
constexpr std::size_t kLongestSegment = 65'533;

bool is_restart(std::uint32_t marker) {
  return marker >= 0xD0 && marker <= 0xD7;
}

bool is_frame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Tables of quantisation, Huffman codes, arithmetic coding, and the restart interval.
bool is_table(std::uint32_t marker) {
  return marker == 0xDB || marker == 0xC4 || marker == 0xCC || marker == 0xDD;
}

void append_segment(std::string& out, std::uint32_t marker, std::string_view payload) {
  out += '\xFF';
  out += static_cast<char>(marker);
  append_big_16(out, static_cast<std::uint32_t>(payload.size() + 2));
  out += payload;
}

class JpegCleaner {
 public:
  explicit JpegCleaner(std::string_view bytes) : bytes_(bytes) {}

  CleanedPicture run() {
    at_ = 2;
    for (;;) {
      const std::uint32_t marker = next_marker();
      if (marker == kEndOfImage) break;
      if (marker == 0) return picture_fault("the picture breaks off: its end is missing", bytes_.size());
      if (marker == kStartOfImage) return picture_fault("a second picture begins inside of it", at_);
      if (is_restart(marker) || marker == 1) continue;
      const std::size_t length = big_16(bytes_, at_);
      if (length < 2 || length > bytes_.size() - at_)
        return picture_fault("the picture breaks off in the middle of a part", at_);
      const std::string_view payload = bytes_.substr(at_ + 2, length - 2);
      at_ += length;
      if (!take(marker, payload)) return picture_fault("a part of the picture makes no sense", at_ - length);
    }
    if (!has_frame_ || !has_scan_ || width_ == 0 || height_ == 0)
      return picture_fault("there is no picture in it", at_);
    if (at_ < bytes_.size()) note_once(out_.taken_out, "bytes after its end");
    finish();
    return {std::move(out_), {}};
  }

 private:
  /// Past the marker; 0 at the end of the file.
  std::uint32_t next_marker() {
    for (;;) {
      const std::size_t found = bytes_.find('\xFF', at_);
      if (found == std::string_view::npos) return 0;
      if (found > at_) note_once(out_.taken_out, "bytes between its parts");
      at_ = found;
      while (at_ < bytes_.size() && bytes_[at_] == '\xFF') ++at_;
      const std::uint32_t marker = byte_at(bytes_, at_++);
      if (at_ > bytes_.size()) return 0;
      if (marker != 0) return marker;
    }
  }

  bool take(std::uint32_t marker, std::string_view payload) {
    if (is_frame(marker)) {
      const bool sound = payload.size() >= 9 && payload.size() == 6 + 3 * std::size_t{byte_at(payload, 5)};
      if (!sound || has_frame_) return false;
      has_frame_ = true;
      height_ = big_16(payload, 1);
      width_ = big_16(payload, 3);
      append_segment(picture_, marker, payload);
    } else if (is_table(marker)) {
      append_segment(picture_, marker, payload);
    } else if (marker == kNumberOfLines) {
      if (payload.size() != 2) return false;
      if (height_ == 0) height_ = big_16(payload, 0);
      append_segment(picture_, marker, payload);
    } else if (marker == kStartOfScan) {
      if (!has_frame_ || payload.size() != 4 + 2 * std::size_t{byte_at(payload, 0)}) return false;
      has_scan_ = true;
      append_segment(picture_, marker, payload);
      copy_scan();
    } else {
      take_note(marker, payload);
    }
    return true;
  }

  /// Up to the next marker that is no restart; a zero after 0xFF means that it is none.
  void copy_scan() {
    const std::size_t begin = at_;
    std::size_t copied = begin;
    for (;;) {
      const std::size_t found = bytes_.find('\xFF', at_);
      if (found == std::string_view::npos || found + 1 >= bytes_.size()) {
        at_ = bytes_.size();
        picture_ += bytes_.substr(copied);
        return;
      }
      const std::uint32_t next = byte_at(bytes_, found + 1);
      if (next == 0 || is_restart(next)) {
        at_ = found + 2;
      } else if (next == 0xFF) {  // filling
        picture_ += bytes_.substr(copied, found - copied);
        copied = at_ = found + 1;
      } else {
        picture_ += bytes_.substr(copied, found - copied);
        at_ = found;
        return;
      }
    }
  }

  /// Application segments and comments, of which few stay.
  void take_note(std::uint32_t marker, std::string_view payload) {
    if (marker == 0xE0 && payload.starts_with("JFIF\0"sv) && payload.size() >= 14) {
      if (payload.size() > 14) note_once(out_.taken_out, "a small preview picture");
      // Version, unit and density; the size of the preview becomes nothing.
      if (jfif_.empty()) jfif_ = std::string(payload.substr(0, 12)) + std::string(2, '\0');
    } else if (marker == 0xE2 && payload.starts_with(kProfileName) && payload.size() > 14) {
      profile_[byte_at(payload, 12)] = payload.substr(14);
    } else if (marker == 0xEE && payload.starts_with("Adobe") && payload.size() >= 12) {
      if (adobe_.empty()) adobe_ = payload.substr(0, 12);
    } else if (marker == 0xE1 && payload.starts_with("Exif\0"sv)) {
      const ExifFacts facts = read_exif(payload);
      if (out_.orientation == 1) out_.orientation = facts.orientation;
      out_.had_position = out_.had_position || facts.has_position;
      note_once(out_.taken_out, "EXIF");
    } else {
      note_once(out_.taken_out, name_of(marker, payload));
    }
  }

  static std::string_view name_of(std::uint32_t marker, std::string_view payload) {
    if (marker == kComment) return "comments";
    if (marker == 0xE1 && payload.starts_with("http://ns.adobe.com/")) return "XMP";
    if (marker == 0xED) return "IPTC and Photoshop data";
    if (marker == 0xE0) return "a small preview picture";
    return "data of other programs";
  }

  void finish() {
    set_size(out_, width_, height_);
    out_.bytes = "\xFF\xD8";
    if (!jfif_.empty()) append_segment(out_.bytes, 0xE0, jfif_);
    if (out_.orientation != 1)
      append_segment(out_.bytes, 0xE1, std::string("Exif\0\0", 6) + orientation_exif(out_.orientation));
    append_profile();
    if (!adobe_.empty()) append_segment(out_.bytes, 0xEE, adobe_);
    out_.bytes += picture_;
    out_.bytes += "\xFF\xD9";
  }

  /// ICC.1, annex B.4: in numbered pieces, since a segment is short.
  void append_profile() {
    std::string whole;
    for (const auto& [number, piece] : profile_) whole += piece;
    const auto clean = clean_icc_profile(whole);
    if (!clean) return;
    constexpr std::size_t kPiece = kLongestSegment - 14;
    const std::size_t count = (clean->size() + kPiece - 1) / kPiece;
    if (count > 255) return;
    for (std::size_t i = 0; i < count; ++i) {
      std::string payload(kProfileName);
      payload += static_cast<char>(i + 1);
      payload += static_cast<char>(count);
      payload += std::string_view(*clean).substr(i * kPiece, kPiece);
      append_segment(out_.bytes, 0xE2, payload);
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  CleanPicture out_;
  std::uint32_t width_ = 0, height_ = 0;
  bool has_frame_ = false, has_scan_ = false;
  std::string jfif_, picture_;
  std::string_view adobe_;
  std::map<std::uint32_t, std::string_view> profile_;  // pieces by number
};

}  // namespace

CleanedPicture clean_jpeg(std::string_view bytes) {
  return JpegCleaner(bytes).run();
}

}  // namespace gazette
