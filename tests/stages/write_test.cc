// The site on the disk: staged, swapped, recovered; what others made is left alone.
#include "stages/write.h"

#include <catch2/catch.hpp>

#include "stages/site_files.h"

using namespace gazette;

namespace {

OutputTree tree_of(const std::map<std::string, std::string>& files) {
  OutputTree tree;
  for (const auto& [path, bytes] : files) tree.add(path, bytes);
  tree.add("build.json", build_manifest(tree, "abc"));
  return tree;
}

/// A disk that fails after a number of changes, like a full one or a machine that loses power.
class FailingDisk : public MemoryFileSystem {
 public:
  using MemoryFileSystem::MemoryFileSystem;
  int left = 1'000'000;
  bool write(std::string_view path, std::string_view bytes, FileError* error) override {
    return spend(error) && MemoryFileSystem::write(path, bytes, error);
  }
  bool rename(std::string_view from, std::string_view to, FileError* error) override {
    return spend(error) && MemoryFileSystem::rename(from, to, error);
  }

 private:
  bool spend(FileError* error) {
    if (left-- > 0) return true;
    if (error != nullptr) *error = {"no space left on device", 28};
    return false;
  }
};

std::map<std::string, std::string> published(const MemoryFileSystem& disk) {
  std::map<std::string, std::string> out;
  for (const auto& [path, bytes] : disk.files()) {
    if (!path.starts_with(".gazette/") && path != "build.json") out.emplace(path, bytes);
  }
  return out;
}

}  // namespace

TEST_CASE("only files that differ are written, stale ones go, foreign ones stay", "[stages][write]") {
  MemoryFileSystem disk(std::map<std::string, std::string>{{".gitignore", "*"}, {"mine.txt", "hand-made"}});
  Diagnostics diagnostics;
  const WriteResult first =
      write_site(tree_of({{"index.html", "1"}, {"a/index.html", "a"}}), disk, 1, diagnostics);
  CHECK(first.ok);
  CHECK(first.written == 3);
  const WriteResult second =
      write_site(tree_of({{"index.html", "2"}, {"b/index.html", "b"}}), disk, 2, diagnostics);
  CHECK(second.ok);
  CHECK(second.removed == 1);
  CHECK(published(disk) ==
        std::map<std::string, std::string>{
            {".gitignore", "*"}, {"b/index.html", "b"}, {"index.html", "2"}, {"mine.txt", "hand-made"}});
  const WriteResult third =
      write_site(tree_of({{"index.html", "2"}, {"b/index.html", "b"}}), disk, 1, diagnostics);
  CHECK(third.written == 0);
  CHECK(third.unchanged == 3);
  CHECK(diagnostics.empty());
}

TEST_CASE("a file in the way that no build made is neither overwritten nor deleted", "[stages][write]") {
  MemoryFileSystem disk(std::map<std::string, std::string>{{"index.html", "somebody's own"}});
  Diagnostics diagnostics;
  const WriteResult result = write_site(tree_of({{"index.html", "ours"}}), disk, 1, diagnostics);
  CHECK_FALSE(result.ok);
  CHECK_FALSE(result.machine_failed);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(diagnostics.items()[0].rule == "write/not-ours");
  CHECK(published(disk) == std::map<std::string, std::string>{{"index.html", "somebody's own"}});
}

TEST_CASE("wherever the disk fails, the site is the old or the new one after the next run",
          "[stages][write]") {
  const std::map<std::string, std::string> old_site = {
      {"a.css", "old"}, {"gone.html", "x"}, {"index.html", "old"}};
  const std::map<std::string, std::string> new_site = {
      {"a.css", "new"}, {"index.html", "new"}, {"more/index.html", "y"}};
  for (int budget = 0; budget < 12; ++budget) {
    FailingDisk disk;
    Diagnostics diagnostics;
    REQUIRE(write_site(tree_of(old_site), disk, 1, diagnostics).ok);
    disk.left = budget;
    const WriteResult result = write_site(tree_of(new_site), disk, 1, diagnostics);
    disk.left = 1'000'000;
    if (!result.ok) {
      CHECK(result.machine_failed);
      CHECK(diagnostics.items().back().rule == "write/failed");
    }
    // The next run, of the old input, finishes or undoes what was begun and then brings its own state.
    Diagnostics later;
    CHECK(write_site(tree_of(new_site), disk, 1, later).ok);
    CHECK(later.empty());
    CHECK(published(disk) == new_site);
    for (const auto& [path, bytes] : disk.files()) CHECK_FALSE(path.starts_with(".gazette/"));
  }
}

TEST_CASE("before everything is staged a failure leaves the old site untouched", "[stages][write]") {
  const std::map<std::string, std::string> old_site = {{"a.css", "old"}, {"index.html", "old"}};
  FailingDisk disk;
  Diagnostics diagnostics;
  REQUIRE(write_site(tree_of(old_site), disk, 1, diagnostics).ok);
  disk.left = 2;
  CHECK_FALSE(write_site(tree_of({{"a.css", "new"}, {"index.html", "new"}}), disk, 1, diagnostics).ok);
  CHECK(published(disk) == old_site);
}
