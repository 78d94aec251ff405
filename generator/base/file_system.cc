// Files on the disk and in memory.
#include "base/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "base/text.h"

namespace gazette {
namespace {

void fail(FileError* error, int code, std::string_view what = {}) {
  if (error == nullptr) return;
  error->code = code;
  error->message = what.empty() ? std::generic_category().message(code) : std::string(what);
}

/// Whether a relative path stays below its root by its text alone.
bool is_plain_path(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos) return false;
  const auto pieces = split(path, '/');
  return std::none_of(pieces.begin(), pieces.end(),
                      [](std::string_view piece) { return piece == ".." || piece == "."; });
}

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  bool valid() const { return value_ >= 0; }
  int close() {
    const int result = value_ >= 0 ? ::close(value_) : 0;
    value_ = -1;
    return result;
  }

 private:
  int value_;
};

FileKind kind_of(const struct stat& info) {
  if (S_ISREG(info.st_mode)) return FileKind::Regular;
  if (S_ISDIR(info.st_mode)) return FileKind::Directory;
  return S_ISLNK(info.st_mode) ? FileKind::Link : FileKind::Other;
}

/// The system gives it back when the descriptor closes, also when the program is killed.
class DiskLock : public FolderLock {
 public:
  explicit DiskLock(int descriptor) : folder_(descriptor) {}

 private:
  Descriptor folder_;
};

class DiskFileSystem : public FileSystem {
 public:
  explicit DiskFileSystem(std::string root) : root_(std::move(root)) {
    while (root_.size() > 1 && root_.back() == '/') root_.pop_back();
  }

  std::vector<FileEntry> list(std::string_view folder, std::vector<FileError>* errors) const override {
    std::vector<FileEntry> entries;
    if (folder.empty() || is_plain_path(folder)) walk(std::string(folder), entries, errors);
    std::sort(entries.begin(), entries.end(),
              [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
    return entries;
  }

  std::optional<std::string> read(std::string_view path, FileError* error) const override {
    if (!stays_inside(path, error)) return std::nullopt;
    // O_NONBLOCK: a pipe without a writer must not hold up the build.
    const Descriptor file(::open(full(path).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!file.valid() || ::fstat(file.get(), &info) != 0) {
      fail(error, errno);
      return std::nullopt;
    }
    if (!S_ISREG(info.st_mode)) {
      fail(error, EISDIR,
           S_ISDIR(info.st_mode) ? "it is a link to a folder, and those are not followed"
                                 : "it is no file of text or bytes, but a device or a pipe");
      return std::nullopt;
    }
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t filled = 0;
    while (true) {
      if (filled == bytes.size()) bytes.resize(bytes.size() + 4096);
      const ssize_t got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        fail(error, errno);
        return std::nullopt;
      }
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
  }

  bool exists(std::string_view path) const override {
    struct stat info {};
    return is_plain_path(path) && ::lstat(full(path).c_str(), &info) == 0;
  }

  std::optional<FileKind> kind(std::string_view path) const override {
    struct stat info {};
    if (!is_plain_path(path) || ::lstat(full(path).c_str(), &info) != 0) return std::nullopt;
    return kind_of(info);
  }

  bool can_change_folder(std::string_view folder, FileError* error) const override {
    if (::access(full(folder).c_str(), W_OK | X_OK) == 0) return true;
    fail(error, errno);
    return false;
  }

  std::unique_ptr<FolderLock> lock(FileError* error) override {
    if (!make_parents(root_ + "/", error)) return nullptr;
    const int opened = ::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) {
      fail(error, errno);
      return nullptr;
    }
    auto held = std::make_unique<DiskLock>(opened);
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
      // A file system without locks is written to as it was before there were any.
      if (errno != EWOULDBLOCK && errno != EINTR) break;
      if (std::chrono::steady_clock::now() > patience) {
        fail(error, EBUSY, "another run of gazette is writing to this folder");
        return nullptr;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return held;
  }

  bool write(std::string_view path, std::string_view bytes, FileError* error) override {
    const std::string target = full(path);
    const std::string temporary = target + ".gazette-part";
    if (!write_at(path, temporary, bytes, error)) return false;
    if (::rename(temporary.c_str(), target.c_str()) == 0) return true;
    fail(error, errno);
    ::unlink(temporary.c_str());
    return false;
  }

  bool stage(std::string_view path, std::string_view bytes, FileError* error) override {
    return write_at(path, full(path), bytes, error);
  }

  bool remove(std::string_view path, FileError* error) override {
    if (is_plain_path(path) && ::unlink(full(path).c_str()) == 0) return true;
    fail(error, errno);
    return false;
  }

  bool rename(std::string_view from, std::string_view to, FileError* error) override {
    if (!is_plain_path(from) || !is_plain_path(to)) {
      fail(error, EINVAL, "this path leads out of the folder");
      return false;
    }
    const std::string source = full(from);
    const std::string target = full(to);
    if (::rename(source.c_str(), target.c_str()) == 0) return true;
    if (errno == ENOENT) {
      if (!make_parents(target, error)) return false;
      if (::rename(source.c_str(), target.c_str()) == 0) return true;
    }
    fail(error, errno);
    return false;
  }

  void remove_empty_folder(std::string_view path) override {
    if (is_plain_path(path)) ::rmdir(full(path).c_str());
  }

 private:
  std::string full(std::string_view path) const {
    return path.empty() ? root_ : root_ + "/" + std::string(path);
  }

  /// Writes `file`, which stands where `path` is to stand; removes it when that fails.
  bool write_at(std::string_view path, const std::string& file_path, std::string_view bytes,
                FileError* error) const {
    if (!is_plain_path(path)) {
      fail(error, EINVAL, "this path leads out of the folder");
      return false;
    }
    constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    // The folder is nearly always there: trying first saves a call for each folder above each file.
    int opened = ::open(file_path.c_str(), kFlags, 0644);
    if (opened < 0 && errno == ENOENT) {
      if (!make_parents(file_path, error)) return false;
      opened = ::open(file_path.c_str(), kFlags, 0644);
    }
    Descriptor file(opened);
    if (!file.valid()) {
      fail(error, errno);
      return false;
    }
    while (!bytes.empty()) {
      const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        fail(error, errno);
        ::unlink(file_path.c_str());
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (file.close() == 0) return true;
    fail(error, errno);
    ::unlink(file_path.c_str());
    return false;
  }

  /// Where the root really is, worked out once; "" with errno set while it does not exist.
  std::string real_root() const {
    const std::lock_guard lock(mutex_);
    if (real_root_.empty()) {
      const std::unique_ptr<char, void (*)(void*)> real(::realpath(root_.c_str(), nullptr), ::free);
      if (real) real_root_ = real.get();
    }
    return real_root_;
  }

  /// A link may point elsewhere inside the root, never out of it.
  bool stays_inside(std::string_view path, FileError* error) const {
    if (!is_plain_path(path)) {
      fail(error, EINVAL, "this path leads out of the folder");
      return false;
    }
    const std::string root = real_root();
    if (root.empty()) {
      fail(error, errno);
      return false;
    }
    const std::unique_ptr<char, void (*)(void*)> real(::realpath(full(path).c_str(), nullptr), ::free);
    if (!real) {
      const int code = errno;
      struct stat info {};
      const bool is_link = ::lstat(full(path).c_str(), &info) == 0 && S_ISLNK(info.st_mode);
      fail(error, code, is_link && code == ENOENT ? "it is a link to a file that does not exist" : "");
      return false;
    }
    const std::string_view inside(real.get());
    const std::string prefix = root == "/" ? "/" : root + "/";
    if (inside.substr(0, prefix.size()) != prefix) {
      fail(error, ELOOP, "this link leads out of the folder");
      return false;
    }
    return true;
  }

  void walk(const std::string& folder, std::vector<FileEntry>& entries,
            std::vector<FileError>* errors) const {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(full(folder).c_str()), ::closedir);
    if (!stream) {
      if (errors != nullptr && errno != ENOENT && errno != ENOTDIR) {
        errors->push_back({std::generic_category().message(errno), errno, folder});
      }
      return;
    }
    while (const dirent* item = ::readdir(stream.get())) {
      const std::string_view name(item->d_name);
      if (name == "." || name == "..") continue;
      const std::string path = folder.empty() ? std::string(name) : folder + "/" + std::string(name);
      struct stat info {};
      if (::fstatat(::dirfd(stream.get()), item->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
      if (S_ISDIR(info.st_mode)) {
        walk(path, entries, errors);
        continue;
      }
      FileEntry entry;
      entry.path = path;
      entry.kind = kind_of(info);
      entry.size = static_cast<std::uint64_t>(info.st_size);
      entry.modified_ns =
          static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
      entries.push_back(std::move(entry));
    }
  }

  /// Makes the folders above `target` that are missing. The deepest is tried first: a site has as many
  /// folders as pages, and all but the deepest are nearly always there.
  static bool make_parents(const std::string& target, FileError* error) {
    const std::size_t slash = target.rfind('/');
    if (slash == std::string::npos || slash == 0) return true;
    const std::string folder = target.substr(0, slash);
    if (::mkdir(folder.c_str(), 0755) == 0) return true;
    if (errno == ENOENT) {
      if (!make_parents(folder, error)) return false;
      if (::mkdir(folder.c_str(), 0755) == 0) return true;
    }
    // Two threads may make one folder. One that may not be written to says EACCES or EROFS though it is
    // there.
    const int code = errno;
    struct stat info {};
    if (::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return true;
    const int reason = code == EEXIST ? ENOTDIR : code;
    fail(error, reason,
         "the folder " + folder + " cannot be made: " + std::generic_category().message(reason));
    return false;
  }

  std::string root_;
  mutable std::mutex mutex_;
  mutable std::string real_root_;
};

}  // namespace

std::unique_ptr<FolderLock> FileSystem::lock(FileError* /*error*/) {
  return std::make_unique<FolderLock>();
}

std::unique_ptr<FileSystem> open_disk(std::string root) {
  return std::make_unique<DiskFileSystem>(std::move(root));
}

std::vector<FileEntry> MemoryFileSystem::list(std::string_view folder,
                                              std::vector<FileError>* /*errors*/) const {
  const std::string prefix = folder.empty() ? std::string() : std::string(folder) + "/";
  std::vector<FileEntry> entries;
  for (const auto& [path, bytes] : files_) {
    if (path.compare(0, prefix.size(), prefix) != 0) continue;
    FileEntry entry;
    entry.path = path;
    entry.size = bytes.size();
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::optional<std::string> MemoryFileSystem::read(std::string_view path, FileError* error) const {
  const auto found = files_.find(std::string(path));
  if (found != files_.end()) return found->second;
  fail(error, ENOENT);
  return std::nullopt;
}

bool MemoryFileSystem::exists(std::string_view path) const {
  return files_.count(std::string(path)) > 0;
}

std::optional<FileKind> MemoryFileSystem::kind(std::string_view path) const {
  if (exists(path)) return FileKind::Regular;
  const std::string folder = std::string(path) + "/";
  const auto below = files_.lower_bound(folder);
  if (below != files_.end() && below->first.starts_with(folder)) return FileKind::Directory;
  return std::nullopt;
}

bool MemoryFileSystem::write(std::string_view path, std::string_view bytes, FileError* error) {
  if (!is_plain_path(path)) {
    fail(error, EINVAL, "this path leads out of the folder");
    return false;
  }
  files_[std::string(path)] = std::string(bytes);
  return true;
}

bool MemoryFileSystem::remove(std::string_view path, FileError* error) {
  if (files_.erase(std::string(path)) > 0) return true;
  fail(error, ENOENT);
  return false;
}

bool MemoryFileSystem::rename(std::string_view from, std::string_view to, FileError* error) {
  const auto found = files_.find(std::string(from));
  if (found == files_.end()) {
    fail(error, ENOENT);
    return false;
  }
  files_[std::string(to)] = std::move(found->second);
  files_.erase(found);
  return true;
}

void MemoryFileSystem::remove_empty_folder(std::string_view /*path*/) {}

}  // namespace gazette
