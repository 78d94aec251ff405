#include "formats/spreadsheet/zip_writer.h"

#include <zlib.h>

#include <cstdint>
#include <stdexcept>

namespace gazette {
namespace {

constexpr std::uint16_t kDate = (0 << 9) | (1 << 5) | 1;  // 1980-01-01

void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>((value >> 8) & 0xFF);
}

void put32(std::string& out, std::size_t value) {
  put16(out, value & 0xFFFF);
  put16(out, (value >> 16) & 0xFFFF);
}

std::string deflate_raw(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib failed");
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write there
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib failed");
  return out;
}

/// What the local header and the directory entry have in common, from "version needed" on.
std::string common_header(const ZipFile& file, std::string_view packed) {
  std::string out;
  put16(out, 20);
  put16(out, 0x0800);  // names are UTF-8
  put16(out, file.stored ? 0 : 8);
  put16(out, 0);
  put16(out, kDate);
  put32(out,
        crc32(0, reinterpret_cast<const Bytef*>(file.bytes.data()), static_cast<uInt>(file.bytes.size())));
  put32(out, packed.size());
  put32(out, file.bytes.size());
  put16(out, file.name.size());
  put16(out, 0);  // no extra field: OpenDocument forbids one for its first file
  return out;
}

}  // namespace

std::string write_zip(const std::vector<ZipFile>& files) {
  std::string out;
  std::string directory;
  for (const ZipFile& file : files) {
    const std::string packed = file.stored ? file.bytes : deflate_raw(file.bytes);
    const std::string header = common_header(file, packed);
    const std::size_t offset = out.size();
    put32(out, 0x04034b50);
    out += header + file.name + packed;
    put32(directory, 0x02014b50);
    put16(directory, 20);
    directory += header;
    put16(directory, 0);  // comment
    put16(directory, 0);  // disk
    put16(directory, 0);  // attributes, inside and outside
    put32(directory, 0);
    put32(directory, offset);
    directory += file.name;
  }
  const std::size_t start = out.size();
  out += directory;
  put32(out, 0x06054b50);
  put32(out, 0);  // disks
  put16(out, files.size());
  put16(out, files.size());
  put32(out, directory.size());
  put32(out, start);
  put16(out, 0);
  return out;
}

}  // namespace gazette
