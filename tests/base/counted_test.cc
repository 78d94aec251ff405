#include "base/counted.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("one is counted apart from all other numbers", "[base]") {
  CHECK(counted(0, "page") == "0 pages");
  CHECK(counted(1, "page") == "1 page");
  CHECK(counted(2, "known finding") == "2 known findings");
}
