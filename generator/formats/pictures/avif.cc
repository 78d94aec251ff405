// AVIF (AV1 in the boxes of ISO/IEC 23008-12): boxes keep their places, since others point into them; what
// does not belong to the picture is overwritten with zeros.
#include <array>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "formats/pictures/exif.h"
#include "formats/pictures/icc_profile.h"
#include "formats/pictures/picture_bytes.h"

namespace gazette {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPictureItems = "av01 grid iovl iden tmap ";
constexpr std::string_view kProperties =
    "ispe pixi av1C colr auxC irot imir clap pasp rloc lsel a1op a1lx clli mdcv cclv amve reve ndwt ";
constexpr std::string_view kAlpha = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"sv;

bool is_one_of(std::string_view list, std::string_view type) {
  return list.find(std::string(type) + " ") != std::string_view::npos;
}

struct AvifBox {
  std::string_view type;
  std::size_t begin = 0;  // of its header, in the file
  std::size_t data = 0;   // of what is in it
  std::size_t end = 0;
};

struct AvifItem {
  std::string type;
  std::vector<std::pair<std::size_t, std::size_t>> extents;  // begin and length, in the file
  std::vector<std::size_t> properties;                       // from 1
};

struct ItemReference {
  std::string type;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

class AvifCleaner {
 public:
  explicit AvifCleaner(std::string_view bytes) : bytes_(bytes), clean_(bytes.size(), '\0') {}

  CleanedPicture run() {
    if (!copy_outer_boxes() || !read_meta())
      return picture_fault("the picture breaks off, or a part of it makes no sense", fault_);
    if (animated_)
      return picture_fault("it is an animation, of which the private parts cannot be taken out", 0);
    for (const auto& [id, item] : items_) {
      const bool picture = is_part_of_picture(id);
      for (const auto& [begin, length] : item.extents) {
        if (picture) {
          copy(begin, length);
        } else {
          blank_item(item, begin, length);
        }
      }
    }
    if (items_.count(primary_) == 0) return picture_fault("there is no picture in it", 0);
    read_size();
    out_.bytes = std::move(clean_);
    return {std::move(out_), {}};
  }

 private:
  void copy(std::size_t begin, std::size_t length) {
    clean_.replace(begin, length, bytes_.substr(begin, length));
  }

  /// The boxes between two places; nullopt when one does not fit.
  std::optional<std::vector<AvifBox>> boxes(std::size_t begin, std::size_t end) {
    std::vector<AvifBox> out;
    while (begin < end) {
      fault_ = begin;
      if (end - begin < 8) return std::nullopt;
      std::size_t size = big_32(bytes_, begin);
      AvifBox box{bytes_.substr(begin + 4, 4), begin, begin + 8, 0};
      if (size == 1) {
        if (end - begin < 16 || big_32(bytes_, begin + 8) != 0) return std::nullopt;
        size = big_32(bytes_, begin + 12);
        box.data += 8;
      } else if (size == 0) {
        size = end - begin;
      }
      if (size < box.data - begin || size > end - begin) return std::nullopt;
      box.end = begin + size;
      out.push_back(box);
      begin = box.end;
    }
    return out;
  }

  /// A box that readers step over.
  void free_box(const AvifBox& box, std::string_view what) {
    copy(box.begin, box.data - box.begin);
    clean_.replace(box.begin + 4, 4, "free");
    const std::string_view rest = bytes_.substr(box.data, box.end - box.data);
    if (rest.find_first_not_of('\0') != std::string_view::npos) note_once(out_.taken_out, what);
  }

  bool copy_outer_boxes() {
    const auto outer = boxes(0, bytes_.size());
    if (!outer) return false;
    for (const AvifBox& box : *outer) {
      if (box.type == "ftyp") {
        copy(box.begin, box.end - box.begin);
      } else if (box.type == "meta" && !meta_) {
        meta_ = box;
      } else if (box.type == "mdat") {
        copy(box.begin, box.data - box.begin);  // what is in it is copied piece by piece
      } else {
        animated_ = animated_ || box.type == "moov";
        free_box(box, "data of other programs");
      }
    }
    return meta_.has_value();
  }

  bool read_meta() {
    if (meta_->end - meta_->data < 4) return false;
    const auto inner = boxes(meta_->data + 4, meta_->end);
    if (!inner) return false;
    copy(meta_->begin, meta_->data + 4 - meta_->begin);
    bool sound = true;
    for (const AvifBox& box : *inner) {
      fault_ = box.begin;
      if (box.type == "idat") idat_ = box;
    }
    for (const AvifBox& box : *inner) {
      fault_ = box.begin;
      if (box.type == "hdlr") {
        copy(box.begin, std::min<std::size_t>(box.end - box.begin, 32));  // without the program's name
      } else if (box.type == "idat") {
        copy(box.begin, box.data - box.begin);
      } else if (is_one_of("pitm iloc iref dinf grpl ", box.type)) {
        copy(box.begin, box.end - box.begin);
      } else if (box.type == "iinf") {
        sound = sound && read_items(box);
      } else if (box.type == "iprp") {
        sound = sound && read_properties(box);
      } else {
        free_box(box, "data of other programs");
      }
      if (box.type == "pitm")
        primary_ =
            byte_at(bytes_, box.data) == 0 ? big_16(bytes_, box.data + 4) : big_32(bytes_, box.data + 4);
      if (box.type == "iloc") sound = sound && read_places(box);
      if (box.type == "iref") sound = sound && read_references(box);
    }
    return sound;
  }

  /// iinf: what kind each item is. Names of items are not kept.
  bool read_items(const AvifBox& box) {
    const std::size_t list = box.data + (byte_at(bytes_, box.data) == 0 ? 6 : 8);
    if (list > box.end) return false;
    copy(box.begin, list - box.begin);
    const auto entries = boxes(list, box.end);
    if (!entries) return false;
    for (const AvifBox& entry : *entries) {
      const std::uint32_t version = byte_at(bytes_, entry.data);
      if (entry.type != "infe" || version < 2) return false;
      const std::size_t wide = version == 2 ? 2 : 4;
      const std::size_t type = entry.data + 4 + wide + 2;
      if (type + 4 > entry.end) return false;
      const std::uint32_t id = wide == 2 ? big_16(bytes_, entry.data + 4) : big_32(bytes_, entry.data + 4);
      items_[id].type = bytes_.substr(type, 4);
      copy(entry.begin, type + 4 - entry.begin);
    }
    return true;
  }

  /// iloc: where the bytes of each item lie.
  bool read_places(const AvifBox& box) {
    const std::uint32_t version = byte_at(bytes_, box.data);
    std::size_t at = box.data + 4;
    const std::uint32_t sizes = big_16(bytes_, at);
    at += 2;
    const auto number = [&](std::size_t width) {
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < width; ++i) value = value << 8U | byte_at(bytes_, at + i);
      at += width;
      return value;
    };
    const std::size_t count = number(version < 2 ? 2 : 4);
    for (std::size_t i = 0; i < count; ++i) {
      if (at >= box.end) return false;
      AvifItem& item = items_[static_cast<std::uint32_t>(number(version < 2 ? 2 : 4))];
      const std::uint64_t method = version == 0 ? 0 : number(2) & 0xFU;
      at += 2;  // always this file
      const std::uint64_t base = number(sizes >> 4U & 0xFU);
      const std::uint64_t extents = number(2);
      if (method > 1 || (method == 1 && !idat_)) return false;
      for (std::uint64_t n = 0; n < extents; ++n) {
        if (at >= box.end) return false;
        if (version > 0) number(sizes & 0xFU);
        std::uint64_t begin = base + number(sizes >> 12U & 0xFU);
        const std::uint64_t length = number(sizes >> 8U & 0xFU);
        const std::uint64_t limit = method == 1 ? idat_->end : bytes_.size();
        if (method == 1) begin += idat_->data;
        if (length == 0 || begin > limit || length > limit - begin) return false;
        item.extents.emplace_back(begin, length);
      }
    }
    return at <= box.end;
  }

  bool read_references(const AvifBox& box) {
    const std::size_t wide = byte_at(bytes_, box.data) == 0 ? 2 : 4;
    const auto inner = boxes(box.data + 4, box.end);
    if (!inner) return false;
    const auto id_at = [&](std::size_t at) { return wide == 2 ? big_16(bytes_, at) : big_32(bytes_, at); };
    for (const AvifBox& each : *inner) {
      const std::size_t count = big_16(bytes_, each.data + wide);
      if (each.data + wide + 2 + count * wide > each.end) return false;
      for (std::size_t i = 0; i < count; ++i) {
        references_.push_back(
            {std::string(each.type), id_at(each.data), id_at(each.data + wide + 2 + i * wide)});
      }
    }
    return true;
  }

  bool read_properties(const AvifBox& box) {
    const auto inner = boxes(box.data, box.end);
    if (!inner) return false;
    copy(box.begin, box.data - box.begin);
    for (const AvifBox& each : *inner) {
      if (each.type == "ipco") {
        const auto list = boxes(each.data, each.end);
        if (!list) return false;
        copy(each.begin, each.data - each.begin);
        for (const AvifBox& property : *list) keep_property(property);
        properties_ = *list;
      } else if (each.type == "ipma") {
        copy(each.begin, each.end - each.begin);
        if (!read_property_uses(each)) return false;
      } else {
        free_box(each, "data of other programs");
      }
    }
    return true;
  }

  void keep_property(const AvifBox& box) {
    if (!is_one_of(kProperties, box.type)) {
      free_box(box, "texts");
      return;
    }
    copy(box.begin, box.end - box.begin);
    if (box.end - box.data < 4) return;
    const std::string_view kind = bytes_.substr(box.data, 4);
    if (box.type != "colr" || (kind != "prof" && kind != "rICC")) return;
    const std::size_t begin = box.data + 4;
    std::string profile(box.end - begin, '\0');
    if (const auto clean = clean_icc_profile(bytes_.substr(begin, box.end - begin)))
      profile.replace(0, clean->size(), *clean);
    clean_.replace(begin, profile.size(), profile);
  }

  bool read_property_uses(const AvifBox& box) {
    const std::size_t wide = byte_at(bytes_, box.data) == 0 ? 2 : 4;
    const bool large = (byte_at(bytes_, box.data + 3) & 1U) != 0;
    std::size_t at = box.data + 8;
    const std::size_t count = big_32(bytes_, box.data + 4);
    for (std::size_t i = 0; i < count; ++i) {
      if (at + wide >= box.end) return false;
      AvifItem& item = items_[wide == 2 ? big_16(bytes_, at) : big_32(bytes_, at)];
      at += wide;
      const std::size_t uses = byte_at(bytes_, at++);
      for (std::size_t n = 0; n < uses; ++n) {
        item.properties.push_back(large ? big_16(bytes_, at) & 0x7FFFU : byte_at(bytes_, at) & 0x7FU);
        at += large ? 2 : 1;
      }
    }
    return at <= box.end;
  }

  /// The picture itself, its tiles, what is laid over it, and how transparent it is. Neither previews nor
  /// maps of depth.
  bool is_part_of_picture(std::uint32_t id) const {
    const auto found = items_.find(id);
    if (found == items_.end() || !is_one_of(kPictureItems, found->second.type)) return false;
    if (id == primary_ || found->second.type == "tmap") return true;
    for (const ItemReference& reference : references_) {
      if (reference.type == "dimg" && reference.to == id) return true;
      if (reference.type == "auxl" && reference.from == id && is_alpha(found->second)) return true;
    }
    return false;
  }

  bool is_alpha(const AvifItem& item) const {
    for (const std::size_t number : item.properties) {
      if (number == 0 || number > properties_.size()) continue;
      const AvifBox& box = properties_[number - 1];
      if (box.type == "auxC" && box.end - box.data > 4 && bytes_.substr(box.data + 4).starts_with(kAlpha))
        return true;
    }
    return false;
  }

  /// Readers may look for EXIF and stumble over nothing: an empty one stands there when it fits.
  void blank_item(const AvifItem& item, std::size_t begin, std::size_t length) {
    const bool exif = item.type == "Exif";
    if (exif) {
      const std::string_view block = bytes_.substr(begin, length);
      const std::size_t header = std::min<std::size_t>(4 + std::size_t{big_32(block, 0)}, block.size());
      out_.had_position = out_.had_position || read_exif(block.substr(header)).has_position;
      const std::string empty = std::string(4, '\0') + std::string("MM\0*\0\0\0\x08\0\0\0\0\0\0", 14);
      if (length >= empty.size()) clean_.replace(begin, empty.size(), empty);
    }
    note_once(out_.taken_out, exif ? "EXIF" : item.type == "mime" ? "XMP" : "a small preview picture");
  }

  void read_size() {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool on_its_side = false;
    for (const std::size_t number : items_.at(primary_).properties) {
      if (number == 0 || number > properties_.size()) continue;
      const AvifBox& box = properties_[number - 1];
      if (box.type == "ispe") {
        width = big_32(bytes_, box.data + 4);
        height = big_32(bytes_, box.data + 8);
      } else if (box.type == "clap" && big_32(bytes_, box.data + 4) != 0 &&
                 big_32(bytes_, box.data + 12) != 0) {
        width = big_32(bytes_, box.data) / big_32(bytes_, box.data + 4);
        height = big_32(bytes_, box.data + 8) / big_32(bytes_, box.data + 12);
      } else if (box.type == "irot") {
        on_its_side = (byte_at(bytes_, box.data) & 1U) != 0;
      }
    }
    if (on_its_side) std::swap(width, height);
    set_size(out_, width, height);
  }

  std::string_view bytes_;
  std::string clean_;
  CleanPicture out_;
  std::size_t fault_ = 0;
  bool animated_ = false;
  std::optional<AvifBox> meta_, idat_;
  std::uint32_t primary_ = 0;
  std::map<std::uint32_t, AvifItem> items_;
  std::vector<ItemReference> references_;
  std::vector<AvifBox> properties_;
};

}  // namespace

CleanedPicture clean_avif(std::string_view bytes) {
  return AvifCleaner(bytes).run();
}

}  // namespace gazette
