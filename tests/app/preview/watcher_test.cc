// Editors' ways of saving, on a real disk.
#include "app/preview/watcher.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include "support/temporary_folder.h"

using namespace gazette;

namespace {

namespace fs = std::filesystem;

class WatchedFolder : public TemporaryFolder {
 public:
  WatchedFolder() {
    write("content/page.md", "one");
    write("content/deep/down/other.md", "one");
    fs::create_directories(path("assets"));
  }
};

/// What the watcher tells until nothing more comes.
FileChanges all_changes(Watcher& watcher, int first_wait = 2'000) {
  FileChanges all = watcher.wait(first_wait);
  for (FileChanges more = watcher.wait(60); !more.empty(); more = watcher.wait(60)) {
    all.anything = all.anything || more.anything;
    all.paths.insert(all.paths.end(), more.paths.begin(), more.paths.end());
  }
  return all;
}

bool tells(const FileChanges& changes, const std::string& path) {
  return std::find(changes.paths.begin(), changes.paths.end(), path) != changes.paths.end();
}

}  // namespace

TEST_CASE("every way of saving a file is seen", "[app][preview][watcher]") {
  const WatchedFolder folder;
  const auto watcher = watch_folders(folder.root());
  REQUIRE(watcher);
  CHECK(watcher->wait(20).empty());

  SECTION("written in place") {
    folder.write("content/page.md", "two");
    CHECK(tells(all_changes(*watcher), "content/page.md"));
  }
  SECTION("written beside and renamed over") {
    folder.write("content/.page.md.tmp1234", "two");
    folder.move("content/.page.md.tmp1234", "content/page.md");
    CHECK(tells(all_changes(*watcher), "content/page.md"));
  }
  SECTION("the old one renamed away, the new one written, the backup removed") {
    folder.write("content/4913", "");
    fs::remove(folder.path("content/4913"));
    folder.move("content/page.md", "content/page.md~");
    folder.write("content/page.md", "two");
    fs::remove(folder.path("content/page.md~"));
    CHECK(tells(all_changes(*watcher), "content/page.md"));
  }
  SECTION("with a lock that is a link to nowhere") {
    fs::create_symlink("me@here.1234", folder.path("content/.#page.md"));
    folder.write("content/page.md", "two");
    fs::remove(folder.path("content/.#page.md"));
    CHECK(tells(all_changes(*watcher), "content/page.md"));
  }
  SECTION("moved in from elsewhere") {
    folder.write("outside.md", "new");
    folder.move("outside.md", "content/new.md");
    CHECK(tells(all_changes(*watcher), "content/new.md"));
  }
  SECTION("a burst is one change") {
    for (int i = 0; i < 20; ++i) folder.write("content/page.md", std::to_string(i));
    const FileChanges changes = watcher->wait(2'000);
    CHECK(changes.paths == std::vector<std::string>{"content/page.md"});
  }
  SECTION("removed") {
    fs::remove(folder.path("content/deep/down/other.md"));
    CHECK(tells(all_changes(*watcher), "content/deep/down/other.md"));
  }
  SECTION("a new link") {
    fs::create_symlink("page.md", folder.path("content/alias.md"));
    const FileChanges changes = all_changes(*watcher);
    CHECK(tells(changes, "content/alias.md"));
    CHECK(changes.anything);
  }
  SECTION("what is beside the project's folders is nobody's business") {
    folder.write("notes.txt", "x");
    folder.write("site/index.html", "x");
    CHECK(all_changes(*watcher, 60).empty());
  }
}

TEST_CASE("folders that come, move and go are seen", "[app][preview][watcher]") {
  const WatchedFolder folder;
  const auto watcher = watch_folders(folder.root());
  REQUIRE(watcher);

  SECTION("a new folder with files in it, then an edit of one") {
    folder.write("content/new/a.md", "one");
    CHECK(all_changes(*watcher).anything);
    folder.write("content/new/a.md", "two");
    CHECK(tells(all_changes(*watcher), "content/new/a.md"));
  }
  SECTION("a folder moved within the site, then an edit below it") {
    folder.move("content/deep", "content/moved");
    CHECK(all_changes(*watcher).anything);
    folder.write("content/moved/down/other.md", "two");
    const FileChanges changes = all_changes(*watcher);
    CHECK(tells(changes, "content/moved/down/other.md"));
  }
  SECTION("a folder removed, and made again") {
    fs::remove_all(folder.path("content/deep"));
    CHECK(all_changes(*watcher).anything);
    folder.write("content/deep/down/other.md", "back");
    CHECK(all_changes(*watcher).anything);
    folder.write("content/deep/down/other.md", "again");
    CHECK(tells(all_changes(*watcher), "content/deep/down/other.md"));
  }
  SECTION("one of the project's folders that was not there") {
    folder.write("themes/civic/assets/10-own.css", "a{}");
    CHECK(all_changes(*watcher).anything);
    folder.write("themes/civic/assets/10-own.css", "b{}");
    CHECK(tells(all_changes(*watcher), "themes/civic/assets/10-own.css"));
  }
}

TEST_CASE("polling sees the same", "[app][preview][watcher]") {
  const WatchedFolder folder;
  const auto watcher = poll_folders(folder.root());
  folder.write("content/page.md", "longer than before");
  folder.write("content/new/a.md", "one");
  fs::remove(folder.path("content/deep/down/other.md"));
  const FileChanges changes = watcher->wait(50);
  CHECK(std::set<std::string>(changes.paths.begin(), changes.paths.end()) ==
        std::set<std::string>{"content/page.md", "content/new/a.md", "content/deep/down/other.md"});
  CHECK(watcher->wait(50).empty());
}
