// The disk itself: folders made on the way, what is refused, and that nothing is left over.
#include "base/file_system.h"

#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include "base/task_pool.h"
#include "support/temporary_folder.h"

using namespace gazette;

namespace {

std::vector<std::string> paths_of(const std::vector<FileEntry>& entries) {
  std::vector<std::string> paths;
  for (const FileEntry& entry : entries) paths.push_back(entry.path);
  return paths;
}

}  // namespace

TEST_CASE("folders above a file are made as it is written, staged or renamed", "[base][files]") {
  const TemporaryFolder folder;
  const auto disk = open_disk(folder.root() + "/not/yet/there");
  REQUIRE(disk->write("a/b/c/page.html", "one"));
  REQUIRE(disk->stage("a/x/y/page.html", "two"));
  REQUIRE(disk->rename("a/x/y/page.html", "d/e/page.html"));
  CHECK(paths_of(disk->list("")) == std::vector<std::string>{"a/b/c/page.html", "d/e/page.html"});
  CHECK(disk->read("d/e/page.html") == "two");
  disk->remove_empty_folder("a/x/y");
  disk->remove_empty_folder("a/b/c");
  CHECK_FALSE(std::filesystem::exists(folder.path("not/yet/there/a/x/y")));
  CHECK(disk->exists("a/b/c/page.html"));
}

TEST_CASE("a file where a folder is wanted is told as that", "[base][files]") {
  const TemporaryFolder folder;
  folder.write("guide", "a file");
  const auto disk = open_disk(folder.root());
  FileError error;
  CHECK_FALSE(disk->write("guide/index.html", "page", &error));
  CHECK(error.code == ENOTDIR);
  CHECK_FALSE(disk->write("guide/deeper/index.html", "page", &error));
  CHECK(error.code == ENOTDIR);
  CHECK(folder.read("guide") == "a file");
}

TEST_CASE("a folder where a file is wanted is told, and no part of a file stays", "[base][files]") {
  const TemporaryFolder folder;
  folder.write("guide/index.html", "page");
  const auto disk = open_disk(folder.root());
  FileError error;
  CHECK_FALSE(disk->write("guide", "bytes", &error));
  CHECK(error.code != 0);
  CHECK_FALSE(error.message.empty());
  CHECK(paths_of(disk->list("")) == std::vector<std::string>{"guide/index.html"});
  CHECK_FALSE(disk->write(std::string(300, 'n') + "/index.html", "page", &error));
  CHECK(error.code == ENAMETOOLONG);
}

TEST_CASE("threads may make the same folders at once", "[base][files]") {
  const TemporaryFolder folder;
  const auto disk = open_disk(folder.root());
  std::atomic<std::size_t> written = 0;
  parallel_for(200, 4, [&](std::size_t i) {
    if (disk->write("one/two/three/four/" + std::to_string(i), "x")) ++written;
  });
  CHECK(written == 200);
  CHECK(disk->list("").size() == 200);
}

TEST_CASE("what leads out of the folder is neither read nor written", "[base][files]") {
  const TemporaryFolder folder;
  folder.write("secret.txt", "secret");
  folder.write("site/page.txt", "page");
  std::filesystem::create_symlink("../secret.txt", folder.path("site/out.txt"));
  std::filesystem::create_symlink("page.txt", folder.path("site/in.txt"));
  std::filesystem::create_symlink("nowhere.txt", folder.path("site/gone.txt"));
  std::filesystem::create_directory_symlink("..", folder.path("site/up"));
  const auto disk = open_disk(folder.root() + "/site");
  FileError error;
  CHECK(disk->read("in.txt") == "page");
  for (const char* path : {"../secret.txt", "out.txt", "up/secret.txt", "./page.txt", "", "/etc/hostname"}) {
    CAPTURE(path);
    CHECK_FALSE(disk->read(path, &error));
    CHECK_FALSE(error.message.empty());
  }
  CHECK_FALSE(disk->read("gone.txt", &error));
  CHECK(error.message == "it is a link to a file that does not exist");
  CHECK_FALSE(disk->read("up", &error));
  CHECK_FALSE(disk->write("../new.txt", "x", &error));
  CHECK_FALSE(disk->rename("page.txt", "../page.txt", &error));
  CHECK_FALSE(disk->remove("../secret.txt", &error));
  CHECK(folder.read("secret.txt") == "secret");
  CHECK(folder.read("site/page.txt") == "page");
}

TEST_CASE("a pipe does not hold up reading", "[base][files]") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  const auto disk = open_disk(folder.root());
  FileError error;
  CHECK_FALSE(disk->read("pipe", &error));
  CHECK(error.message == "it is no file of text or bytes, but a device or a pipe");
  const auto entries = disk->list("");
  REQUIRE(entries.size() == 1);
  CHECK(entries.front().kind == FileKind::Other);
}

TEST_CASE("files are listed in one order, with their sizes, and a missing folder is empty", "[base][files]") {
  const TemporaryFolder folder;
  folder.write("b.txt", "12");
  folder.write("a/z.txt", "123");
  folder.write("a.txt", "");
  const auto disk = open_disk(folder.root());
  const auto entries = disk->list("");
  CHECK(paths_of(entries) == std::vector<std::string>{"a.txt", "a/z.txt", "b.txt"});
  CHECK(entries[1].size == 3);
  CHECK(paths_of(disk->list("a")) == std::vector<std::string>{"a/z.txt"});
  std::vector<FileError> errors;
  CHECK(disk->list("missing", &errors).empty());
  CHECK(errors.empty());
}
