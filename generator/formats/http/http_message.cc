// Heads, bodies and dates of HTTP answers.
#include "formats/http/http_message.h"

#include <fmt/format.h>
#include <iconv.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>

#include "base/text.h"
#include "formats/html/page_encoding.h"

namespace gazette {
namespace {

constexpr std::size_t kLongestLine = 4096;  // the library stops at 8192
constexpr std::size_t kLongestHead = 64U << 10U;

/// The headers that mean something here; all others only cost room.
bool is_read(std::string_view name) {
  constexpr std::string_view kNames[] = {"content-length", "transfer-encoding", "connection",
                                         "content-type",   "content-encoding",  "location",
                                         "retry-after",    "set-cookie"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](std::string_view known) { return equals_ignoring_case(known, name); });
}

/// The version and status of `HTTP/1.1 200 OK`.
std::optional<std::pair<char, int>> read_status_line(std::string_view line) {
  if (line.size() < 12 || !line.starts_with("HTTP/1.") || (line[7] != '0' && line[7] != '1') ||
      line[8] != ' ')
    return std::nullopt;
  int status = 0;
  for (const char c : line.substr(9, 3)) {
    if (!is_ascii_digit(c)) return std::nullopt;
    status = status * 10 + (c - '0');
  }
  if (status < 100 || (line.size() > 12 && line[12] != ' ')) return std::nullopt;
  return std::pair(line[7], status);
}

std::string convert(std::string body, const std::string& charset) {
  const iconv_t converter = iconv_open("UTF-8", charset.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return body;
  std::string out;
  std::array<char, 8192> buffer{};
  char* from = body.data();
  std::size_t left = body.size();
  while (left > 0) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const std::size_t result = iconv(converter, &from, &left, &to, &room);
    out.append(buffer.data(), buffer.size() - room);
    if (result == static_cast<std::size_t>(-1) && room == buffer.size()) {
      if (left == 0) break;
      ++from;  // a byte that means nothing in this encoding
      --left;
      out += "\xEF\xBF\xBD";
    }
  }
  iconv_close(converter);
  return out;
}

}  // namespace

std::string_view find_header(const HttpHeaders& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return equals_ignoring_case(header.first, name);
  });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::size_t> find_head_end(std::string_view bytes) {
  for (std::size_t i = bytes.find('\n'); i != std::string_view::npos; i = bytes.find('\n', i + 1)) {
    if (bytes.substr(i + 1).starts_with("\n")) return i + 2;
    if (bytes.substr(i + 1).starts_with("\r\n")) return i + 3;
  }
  return std::nullopt;
}

std::optional<CleanHead> clean_response_head(std::string_view head) {
  const std::vector<std::string_view> lines = split_lines(head);
  const auto status = read_status_line(lines.front());
  if (!status) return std::nullopt;
  CleanHead clean;
  clean.status = status->second;
  clean.text = fmt::format("HTTP/1.{} {} Status\r\n", status->first, status->second);
  const bool chunked = to_lower_ascii(head).find("\ntransfer-encoding:") != std::string::npos;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.size() > kLongestLine || clean.text.size() > kLongestHead)
      continue;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(colon + 1));
    if (!is_read(name) || value.find('\0') != std::string_view::npos) continue;
    if (equals_ignoring_case(name, "content-length")) {
      const bool number =
          !value.empty() && value.size() < 19 && std::all_of(value.begin(), value.end(), is_ascii_digit);
      if (chunked || !number) continue;
    }
    clean.text += fmt::format("{}: {}\r\n", name, value);
  }
  clean.text += "\r\n";
  return clean;
}

/// The first two bytes tell how a body is really packed, whatever its header claims.
struct BodyDecoder::Inflater {
  enum class State { Undecided, Running, Finished, Plain };
  z_stream stream{};
  State state = State::Undecided;
  bool deflate_claimed = false;
  bool usable = false;
  bool ended_well = false;  // the packed stream came to its end
  std::string start;        // bytes that came before a decision

  void decide() {
    const auto first = static_cast<unsigned char>(start[0]);
    const auto second = static_cast<unsigned char>(start[1]);
    const bool gzip = first == 0x1F && second == 0x8B;
    const bool zlib = (first & 15U) == 8 && (first * 256U + second) % 31 == 0;
    if (!gzip && !zlib && !deflate_claimed) {
      state = State::Plain;
      return;
    }
    constexpr int kGzipOrZlib = 32 + MAX_WBITS;
    usable = inflateInit2(&stream, gzip || zlib ? kGzipOrZlib : -MAX_WBITS) == Z_OK;
    state = usable ? State::Running : State::Finished;
  }
  ~Inflater() {
    if (usable) inflateEnd(&stream);
  }
};

BodyDecoder::BodyDecoder(std::string_view encoding, std::size_t limit) : limit_(limit) {
  const std::string name = to_lower_ascii(encoding);
  for (const std::string_view part : split(name, ',')) {
    // Brotli, zstd, both with dictionaries, and Unix compress. Other words are no packing but a mistake of
    // the server ("utf-8", "none"), and the body is plain.
    for (const std::string_view packing : {"br", "zstd", "dcb", "dcz", "compress", "x-compress"})
      unknown_packing_ = unknown_packing_ || trim(part) == packing;
  }
  const bool deflate = name.find("deflate") != std::string::npos;
  if (!deflate && name.find("gzip") == std::string::npos) return;
  inflater_ = std::make_unique<Inflater>();
  inflater_->deflate_claimed = deflate;
}

BodyDecoder::~BodyDecoder() = default;

bool BodyDecoder::is_whole() const {
  if (unknown_packing_) return false;
  return !inflater_ || inflater_->state == Inflater::State::Plain || inflater_->ended_well;
}

bool BodyDecoder::add(std::string_view bytes) {
  if (inflater_ && inflater_->state == Inflater::State::Undecided) {
    inflater_->start += bytes;
    if (inflater_->start.size() < 2) return true;
    inflater_->decide();
    const std::string start = std::move(inflater_->start);
    return add(start);
  }
  if (inflater_ && inflater_->state != Inflater::State::Plain) return inflate(bytes);
  body_.append(bytes.substr(0, limit_ - std::min(limit_, body_.size())));
  return body_.size() < limit_;
}

bool BodyDecoder::inflate(std::string_view bytes) {
  Inflater& inflater = *inflater_;
  if (inflater.state == Inflater::State::Finished) return true;
  inflater.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  inflater.stream.avail_in = static_cast<uInt>(bytes.size());
  std::array<char, 16384> buffer{};
  while (true) {
    inflater.stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    inflater.stream.avail_out = static_cast<uInt>(buffer.size());
    const int result = ::inflate(&inflater.stream, Z_NO_FLUSH);
    const std::size_t got = buffer.size() - inflater.stream.avail_out;
    body_.append(buffer.data(), std::min(got, limit_ - std::min(limit_, body_.size())));
    if (body_.size() >= limit_) return false;
    if (result == Z_STREAM_END || (result != Z_OK && result != Z_BUF_ERROR)) {
      inflater.state = Inflater::State::Finished;
      inflater.ended_well = result == Z_STREAM_END;
      return true;
    }
    if (inflater.stream.avail_out > 0) return true;
  }
}

std::string body_as_utf8(std::string body, std::string_view content_type) {
  std::string charset;
  if (body.starts_with("\xEF\xBB\xBF")) return body.substr(3);
  if (body.starts_with("\xFF\xFE")) {
    charset = "UTF-16LE";
    body.erase(0, 2);
  } else if (body.starts_with("\xFE\xFF")) {
    charset = "UTF-16BE";
    body.erase(0, 2);
  } else {
    const std::string type = to_lower_ascii(content_type);
    charset = declared_charset(type);
    if (charset.empty()) charset = to_lower_ascii(declared_charset(body));
    if (charset == "utf-16" || charset == "utf16") charset = "UTF-16LE";
  }
  if (charset.empty() || charset == "utf-8" || charset == "utf8" || charset == "us-ascii") return body;
  // Pages that say Latin-1 mean Windows-1252 (WHATWG Encoding Standard).
  if (charset == "iso-8859-1" || charset == "latin1" || charset == "ascii") charset = "WINDOWS-1252";
  return convert(std::move(body), charset);
}

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::tm when{};
  char month[4] = "";
  const std::string copy(text.substr(0, 64));
  // The form in use, then the two that RFC 9110 still asks clients to read.
  bool read = std::sscanf(copy.c_str(), "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d", &when.tm_mday, month,
                          &when.tm_year, &when.tm_hour, &when.tm_min, &when.tm_sec) == 6;
  if (!read) {
    read = std::sscanf(copy.c_str(), "%*[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d", &when.tm_mday, month,
                       &when.tm_year, &when.tm_hour, &when.tm_min, &when.tm_sec) == 6;
    if (read) when.tm_year += when.tm_year < 70 ? 2000 : 1900;
  }
  if (!read) {
    read = std::sscanf(copy.c_str(), "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d", month, &when.tm_mday,
                       &when.tm_hour, &when.tm_min, &when.tm_sec, &when.tm_year) == 6;
  }
  const std::size_t at = kMonths.find(month);
  if (!read || at == std::string_view::npos || at % 3 != 0 || month[0] == '\0') return std::nullopt;
  when.tm_mon = static_cast<int>(at / 3);
  when.tm_year -= 1900;
  return static_cast<std::int64_t>(timegm(&when));
}

}  // namespace gazette
