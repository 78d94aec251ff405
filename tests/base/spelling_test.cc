#include "base/spelling.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("edits are counted up to a limit", "[base][spelling]") {
  CHECK(edit_distance("", "", 3) == 0);
  CHECK(edit_distance("same", "same", 0) == 0);
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("kitten", "sitting", 2) == 3);
  CHECK(edit_distance("a", "abcdefgh", 2) == 3);
}

TEST_CASE("two neighbours swapped are one slip", "[base][spelling]") {
  CHECK(edit_distance("ab", "ba", 2) == 1);
  CHECK(edit_distance("glosasry", "glossary", 3) == 1);
  CHECK(edit_distance("abcd", "badc", 3) == 2);
}

TEST_CASE("the nearest name is a likely slip or none", "[base][spelling]") {
  const std::vector<std::string> names = {"title", "review_by", "tags", "tabs"};
  CHECK(nearest_name("titel", names) == "title");
  CHECK(nearest_name("Review-By", names) == "review_by");
  CHECK(nearest_name("tabs", names) == "tabs");
  CHECK(nearest_name("tads", names) == "tags");  // both are one edit away: the first
  CHECK_FALSE(nearest_name("description", names));
  CHECK_FALSE(nearest_name("x", {"t"}));
  CHECK(nearest_name("T", {"t"}) == "t");
  CHECK_FALSE(nearest_name("title", {}));
  CHECK(did_you_mean("titel", names) == "did you mean `title`?");
  CHECK(did_you_mean("description", names).empty());
}
