// GIF (89a): pictures, their delays, and how often they repeat.
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

constexpr std::size_t kScreenHeader = 13;  // signature and screen

class GifCleaner {
 public:
  explicit GifCleaner(std::string_view bytes) : bytes_(bytes) {}

  CleanedPicture run() {
    const std::size_t palette = palette_size(byte_at(bytes_, 10));
    if (bytes_.size() < kScreenHeader + palette) return broken_off();
    out_.bytes = bytes_.substr(0, kScreenHeader + palette);
    set_size(out_, little_16(bytes_, 6), little_16(bytes_, 8));
    at_ = kScreenHeader + palette;
    while (at_ < bytes_.size() && bytes_[at_] != ';') {
      const bool sound = bytes_[at_] == ',' ? take_picture() : bytes_[at_] == '!' && take_extension();
      if (!sound)
        return at_ >= bytes_.size() ? broken_off()
                                    : picture_fault("a part of the picture makes no sense", at_);
    }
    if (!has_picture_) return picture_fault("there is no picture in it", at_);
    // Browsers do not mind when the closing byte is missing.
    if (at_ + 1 < bytes_.size()) note_once(out_.taken_out, "bytes after its end");
    out_.bytes += ';';
    if (out_.width == 0 || out_.height == 0) set_size(out_, frame_width_, frame_height_);
    return {std::move(out_), {}};
  }

 private:
  CleanedPicture broken_off() const {
    return picture_fault("the picture breaks off: its end is missing", bytes_.size());
  }

  static std::size_t palette_size(std::uint32_t flags) {
    return (flags & 0x80U) != 0 ? 3 * (std::size_t{2} << (flags & 7U)) : 0;
  }

  /// Moves past blocks that each give their length, up to the empty one.
  bool skip_blocks() {
    while (at_ < bytes_.size()) {
      const std::size_t length = byte_at(bytes_, at_);
      at_ += 1 + length;
      if (length == 0) return at_ <= bytes_.size();
    }
    return false;
  }

  bool take_picture() {
    const std::size_t begin = at_;
    if (at_ + 10 > bytes_.size()) {
      at_ = bytes_.size();
      return false;
    }
    frame_width_ = std::max(frame_width_, little_16(bytes_, at_ + 5));
    frame_height_ = std::max(frame_height_, little_16(bytes_, at_ + 7));
    at_ += 10 + palette_size(byte_at(bytes_, at_ + 9)) + 1;  // and the size of the first code
    if (!skip_blocks()) return false;
    out_.bytes += bytes_.substr(begin, at_ - begin);
    has_picture_ = true;
    return true;
  }

  bool take_extension() {
    const std::size_t begin = at_;
    const std::uint32_t label = byte_at(bytes_, at_ + 1);
    at_ += 2;
    const std::string_view blocks = bytes_.substr(std::min(at_, bytes_.size()));
    if (!skip_blocks()) return false;
    const std::string_view whole = bytes_.substr(begin, at_ - begin);
    const std::string_view program = blocks.substr(1, 11);
    if (label == 0xF9 && whole.size() == 8) {
      out_.bytes += whole;
    } else if (label == 0xFF && (program == "NETSCAPE2.0" || program == "ANIMEXTS1.0") &&
               byte_at(blocks, 12) == 3 && byte_at(blocks, 13) == 1) {
      out_.bytes += whole.substr(0, 18);  // how often it repeats
      out_.bytes += '\0';
    } else {
      note_once(out_.taken_out, label == 0xFE              ? "comments"
                                : program == "XMP DataXMP" ? "XMP"
                                                           : "data of other programs");
    }
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  CleanPicture out_;
  std::uint32_t frame_width_ = 0, frame_height_ = 0;
  bool has_picture_ = false;
};

}  // namespace

CleanedPicture clean_gif(std::string_view bytes) {
  return GifCleaner(bytes).run();
}

}  // namespace gazette
