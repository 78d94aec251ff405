#pragma once
// The only door to the disk. Tests use the one in memory.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// What went wrong with the machine, in words for people ("permission denied").
struct FileError {
  std::string message;
  int code = 0;      // errno
  std::string path;  // given by list(), which reads many folders
};

enum class FileKind { Regular, Directory, Link, Other };

struct FileEntry {
  std::string path;  // relative to the root that was listed, forward slashes
  FileKind kind = FileKind::Regular;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
};

/// Held while a folder is written to; given back when it goes.
class FolderLock {
 public:
  FolderLock() = default;
  virtual ~FolderLock() = default;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
};

/// Files below one root folder. Paths are relative, with forward slashes, and never contain `..`:
/// calls with such a path fail. Links that lead out of the root are reported as FileKind::Link and
/// are not followed.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// Every file below `folder`, sorted by path; folders themselves are left out. A missing folder is empty.
  virtual std::vector<FileEntry> list(std::string_view folder,
                                      std::vector<FileError>* errors = nullptr) const = 0;
  /// The bytes of a file; nullopt with `error` filled when it cannot be read.
  virtual std::optional<std::string> read(std::string_view path, FileError* error = nullptr) const = 0;
  virtual bool exists(std::string_view path) const = 0;
  /// What stands at a path, links not followed; nullopt when nothing does.
  virtual std::optional<FileKind> kind(std::string_view path) const = 0;
  /// Whether files may be put into a folder that is there, and taken out of it.
  virtual bool can_change_folder(std::string_view /*folder*/, FileError* /*error*/ = nullptr) const {
    return true;
  }
  /// Makes the root and keeps other runs of Gazette from writing below it; waits for one that does. Null with
  /// `error` filled when that does not end or the root cannot be made.
  virtual std::unique_ptr<FolderLock> lock(FileError* error = nullptr);
  /// Creates parent folders as needed and writes through a temporary file and a rename.
  virtual bool write(std::string_view path, std::string_view bytes, FileError* error = nullptr) = 0;
  /// As write, but half a file may be left behind when the machine stops: for files that nobody reads until
  /// they are renamed.
  virtual bool stage(std::string_view path, std::string_view bytes, FileError* error = nullptr) {
    return write(path, bytes, error);
  }
  virtual bool remove(std::string_view path, FileError* error = nullptr) = 0;
  virtual bool rename(std::string_view from, std::string_view to, FileError* error = nullptr) = 0;
  /// Removes the folder if it is empty; no error otherwise.
  virtual void remove_empty_folder(std::string_view path) = 0;
};

/// The real disk below `root`.
std::unique_ptr<FileSystem> open_disk(std::string root);

/// Files in memory, for tests and for checks that build without writing.
class MemoryFileSystem : public FileSystem {
 public:
  MemoryFileSystem() = default;
  explicit MemoryFileSystem(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  std::vector<FileEntry> list(std::string_view folder,
                              std::vector<FileError>* errors = nullptr) const override;
  std::optional<std::string> read(std::string_view path, FileError* error = nullptr) const override;
  bool exists(std::string_view path) const override;
  std::optional<FileKind> kind(std::string_view path) const override;
  bool write(std::string_view path, std::string_view bytes, FileError* error = nullptr) override;
  bool remove(std::string_view path, FileError* error = nullptr) override;
  bool rename(std::string_view from, std::string_view to, FileError* error = nullptr) override;
  void remove_empty_folder(std::string_view path) override;
  const std::map<std::string, std::string>& files() const { return files_; }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace gazette
