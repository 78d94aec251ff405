// The site on the disk: staged, swapped, recovered; what others made is left alone.
#include "stages/write.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "stages/site_files.h"
#include "support/temporary_folder.h"

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
    if (error != nullptr) *error = {"no space left on device", 28, {}};
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

namespace fs = std::filesystem;

/// A site on the disk.
class SiteFolder : public TemporaryFolder {
 public:
  /// Brings the site to a state; gives the message of a failure, "" when all went well.
  std::string bring(const std::map<std::string, std::string>& files) const {
    Diagnostics found;
    const WriteResult result = write_site(tree_of(files), *open_disk(root() + "/site"), 1, found);
    CHECK(result.ok == found.empty());
    return found.empty() ? "" : found.items()[0].message;
  }
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> out;
    const auto disk = open_disk(root() + "/site");
    for (const FileEntry& entry : disk->list("")) {
      if (entry.path != "build.json") out[entry.path] = disk->read(entry.path).value_or("(unread)");
    }
    return out;
  }
};

using WrittenFiles = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a file may become a folder, and a folder a file", "[stages][write]") {
  const SiteFolder folder;
  const WrittenFiles file = {{"fees", "a file"}, {"index.html", "1"}};
  const WrittenFiles pages = {{"fees/a/index.html", "a"}, {"fees/index.html", "a page"}, {"index.html", "2"}};
  for (const WrittenFiles& state : {file, pages, file, pages}) {
    CHECK(folder.bring(state) == "");
    CHECK(folder.files() == state);
  }
}

TEST_CASE("folders and links that no build made stop it before anything is changed", "[stages][write]") {
  const SiteFolder folder;
  const WrittenFiles old_site = {{"index.html", "old"}};
  REQUIRE(folder.bring(old_site) == "");
  folder.write("site/fees/mine.txt", "mine");
  CHECK(folder.bring({{"fees", "x"}, {"index.html", "new"}}) ==
        "in the output folder fees/mine.txt stands in the way of fees, and no build made it");
  folder.write("site/about", "mine");
  CHECK(folder.bring({{"about/index.html", "x"}, {"index.html", "new"}}) ==
        "in the output folder about stands in the way of about/index.html, and no build made it");
  fs::create_directories(folder.path("elsewhere"));
  fs::create_symlink(folder.path("elsewhere"), folder.path("site/data"));
  CHECK(folder.bring({{"data/a.csv", "x"}, {"index.html", "new"}}) ==
        "in the output folder data stands in the way of data/a.csv, and no build made it");
  CHECK(fs::is_empty(folder.path("elsewhere")));
  CHECK(folder.files().at("index.html") == "old");
}

TEST_CASE("a folder that may not be written to is told before the swap begins", "[stages][write]") {
  class Locked : public MemoryFileSystem {
   public:
    bool can_change_folder(std::string_view folder, FileError* error) const override {
      if (folder != "search") return true;
      if (error != nullptr) error->message = "Permission denied";
      return false;
    }
  };
  Locked disk;
  Diagnostics found;
  REQUIRE(write_site(tree_of({{"index.html", "old"}}), disk, 1, found).ok);
  REQUIRE(disk.write("search/x", "x"));
  const WriteResult result =
      write_site(tree_of({{"index.html", "new"}, {"search/docs/1.json", "{}"}}), disk, 1, found);
  CHECK(result.machine_failed);
  CHECK_FALSE(result.half_swapped);
  REQUIRE(found.items().size() == 1);
  CHECK(found.items()[0].message == "the site could not be written: the folder search: Permission denied");
  CHECK(disk.read("index.html") == "old");
}

TEST_CASE("a swap that stops half-way says so, and the next run finishes it", "[stages][write]") {
  FailingDisk disk;
  Diagnostics found;
  REQUIRE(write_site(tree_of({{"index.html", "old"}}), disk, 1, found).ok);
  disk.left = 5;  // three staged, the journal, one put in place
  const WriteResult result = write_site(tree_of({{"a.css", "new"}, {"index.html", "new"}}), disk, 1, found);
  CHECK(result.half_swapped);
  REQUIRE(found.items().size() == 1);
  CHECK(found.items()[0].message ==
        "the site is written in part: build.json could not be put in place: no space left on device");
  disk.left = 100;
  CHECK(write_site(tree_of({{"a.css", "new"}, {"index.html", "new"}}), disk, 1, found).ok);
}

TEST_CASE("a journal that no build wrote is dropped", "[stages][write]") {
  for (const char* journal : {R"({"changed":[1],"stale":[]})", R"({"changed":["../x"],"stale":[]})",
                              R"({"changed":["/x"],"stale":[]})", R"({"changed":"x","stale":[]})", "{", ""}) {
    CAPTURE(journal);
    MemoryFileSystem disk(WrittenFiles{{".gazette/journal.json", journal}, {".gazette/stage/0", "evil"}});
    Diagnostics found;
    CHECK(write_site(tree_of({{"index.html", "x"}}), disk, 1, found).ok);
    CHECK(found.empty());
    CHECK(published(disk) == WrittenFiles{{"index.html", "x"}});
  }
}

TEST_CASE("runs at the same time write one after the other", "[stages][write]") {
  const SiteFolder folder;
  WrittenFiles files;
  for (int i = 0; i < 40; ++i) files["p" + std::to_string(i) + ".html"] = "x";
  std::vector<std::thread> runs;
  std::vector<char> ok(4, 0);
  for (std::size_t run = 0; run < ok.size(); ++run) {
    runs.emplace_back([&, run] {
      Diagnostics found;
      WrittenFiles own = files;
      for (auto& [path, bytes] : own) bytes = std::to_string(run);
      for (int round = 0; round < 5; ++round)
        ok[run] = write_site(tree_of(own), *open_disk(folder.root() + "/site"), 1, found).ok && found.empty();
    });
  }
  for (std::thread& run : runs) run.join();
  CHECK(ok == std::vector<char>(4, 1));
  const WrittenFiles end = folder.files();
  REQUIRE(end.size() == files.size());
  for (const auto& [path, bytes] : end) CHECK(bytes == end.begin()->second);
}

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
