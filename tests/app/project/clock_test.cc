// A clock that is behind the files of a project.
#include <catch2/catch.hpp>
#include <ctime>

#include "app/project/project.h"
#include "support/temporary_folder.h"

using namespace gazette;

TEST_CASE("a clock that is far behind the files says so", "[app][clock]") {
  const TemporaryFolder folder;
  folder.write("content/_index.md", "---\ntitle: Home\n---\n");
  const Project project = open_project(folder.root());
  const auto now = static_cast<Moment>(std::time(nullptr));
  Diagnostics right;
  check_clock(project, now, right);
  CHECK(right.empty());
  Diagnostics behind;
  check_clock(project, now - 400 * 86'400, behind);
  REQUIRE(behind.items().size() == 1);
  CHECK(behind.items().front().rule == "publish/clock");
  CHECK(behind.items().front().place.source->path() == "content/_index.md");
}
