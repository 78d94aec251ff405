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
