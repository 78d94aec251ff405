#pragma once
// Reads chosen files out of a ZIP that a stranger may have made. Nothing the archive says about itself
// is believed: every limit counts bytes as they come out.

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

struct ZipLimits {
  std::size_t entries = 4096;
  std::size_t entry_bytes = std::size_t{96} << 20;
  std::size_t total_bytes = std::size_t{160} << 20;
  /// Bytes out for each byte in, once `ratio_from` bytes have come out. Honest spreadsheets stay below 60.
  std::size_t ratio = 250;
  std::size_t ratio_from = std::size_t{4} << 20;
};

struct ZipError {
  std::string message;     // in words: "it is not a ZIP archive"
  bool too_large = false;  // a limit was met
};

/// The files whose name `wanted` accepts, by name. Names are as stored; nothing is written anywhere, so
/// they need no check. nullopt with `error` filled for a broken or encrypted archive, for two files of one
/// name, and past a limit.
std::optional<std::map<std::string, std::string>> read_zip(
    std::string_view bytes, const std::function<bool(std::string_view)>& wanted, ZipError& error,
    const ZipLimits& limits = {});

}  // namespace gazette
