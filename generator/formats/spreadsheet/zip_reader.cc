#include "formats/spreadsheet/zip_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "base/text.h"

namespace gazette {
namespace {

struct ArchiveDeleter {
  void operator()(archive* a) const { archive_read_free(a); }
};

class ZipRun {
 public:
  ZipRun(std::string_view bytes, ZipError& error, const ZipLimits& limits)
      : bytes_(bytes), error_(error), limits_(limits), archive_(archive_read_new()) {}

  std::optional<std::map<std::string, std::string>> read(
      const std::function<bool(std::string_view)>& wanted) {
    if (!bytes_.starts_with("PK")) return fail("it is not a ZIP archive");
    archive_read_support_format_zip(archive_.get());
    if (archive_read_open_memory(archive_.get(), bytes_.data(), bytes_.size()) != ARCHIVE_OK) return broken();
    std::map<std::string, std::string> files;
    std::size_t entries = 0;
    for (;;) {
      archive_entry* entry = nullptr;
      const int result = archive_read_next_header(archive_.get(), &entry);
      if (result == ARCHIVE_EOF) return files;
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return broken();
      if (++entries > limits_.entries) return too_large("it holds too many files");
      if (archive_entry_is_encrypted(entry)) return fail("it is protected with a password");
      const char* stored = archive_entry_pathname_utf8(entry);
      const std::string name = stored ? stored : "";
      if (!wanted(name)) continue;
      if (files.contains(name)) return fail("it holds two files named " + name);
      if (!read_entry(files[name])) return std::nullopt;
    }
  }

 private:
  std::nullopt_t fail(std::string message) {
    error_ = {std::move(message), false};
    return std::nullopt;
  }
  std::nullopt_t too_large(std::string message) {
    error_ = {std::move(message), true};
    return std::nullopt;
  }
  std::nullopt_t broken() {
    const char* reason = archive_error_string(archive_.get());
    return fail(std::string("it is damaged") + (reason ? " (" + std::string(trim(reason)) + ")" : ""));
  }

  bool read_entry(std::string& out) {
    for (;;) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int result = archive_read_data_block(archive_.get(), &block, &size, &offset);
      if (result == ARCHIVE_EOF) return true;
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return broken(), false;
      if (size == 0) continue;
      out.append(static_cast<const char*>(block), size);
      total_ += size;
      if (out.size() > limits_.entry_bytes || total_ > limits_.total_bytes)
        return too_large("its contents are too large"), false;
      if (total_ > limits_.ratio_from && total_ / limits_.ratio > bytes_.size())
        return too_large("its contents swell far beyond what a spreadsheet does"), false;
    }
  }

  std::string_view bytes_;
  ZipError& error_;
  ZipLimits limits_;
  std::unique_ptr<archive, ArchiveDeleter> archive_;
  std::size_t total_ = 0;
};

}  // namespace

std::optional<std::map<std::string, std::string>> read_zip(
    std::string_view bytes, const std::function<bool(std::string_view)>& wanted, ZipError& error,
    const ZipLimits& limits) {
  return ZipRun(bytes, error, limits).read(wanted);
}

}  // namespace gazette
