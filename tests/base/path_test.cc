#include "base/path.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("a path is the folder and the name in it", "[base]") {
  CHECK(folder_of("guide/setup.md") == "guide");
  CHECK(folder_of("a/b/c.md") == "a/b");
  CHECK(folder_of("setup.md").empty());
  CHECK(folder_of("/setup.md").empty());
  CHECK(file_name_of("guide/setup.md") == "setup.md");
  CHECK(file_name_of("setup.md") == "setup.md");
  CHECK(file_name_of("guide/").empty());
  CHECK(file_name_of("").empty());
}

TEST_CASE("a path is told as the file that names it has to write it", "[base]") {
  CHECK(relative_path("a.md", "b.md") == "b.md");
  CHECK(relative_path("a.md", "guide/b.md") == "guide/b.md");
  CHECK(relative_path("guide/a.md", "b.md") == "../b.md");
  CHECK(relative_path("guide/a.md", "guide/b.md") == "b.md");
  CHECK(relative_path("guide/deep/a.md", "guide/b/c.md") == "../b/c.md");
  CHECK(relative_path("guide/a.md", "guidebook/b.md") == "../guidebook/b.md");
  CHECK(relative_path("x/y/z.md", "z.md") == "../../z.md");
  CHECK(relative_path("", "z.md") == "z.md");
}
