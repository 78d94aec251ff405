#include "base/glob.h"

#include <catch2/catch.hpp>
#include <string>

using namespace gazette;

TEST_CASE("patterns fit paths part by part", "[base]") {
  CHECK(matches_glob("a/b.pdf", "a/b.pdf"));
  CHECK_FALSE(matches_glob("a/b.pdf", "a/b.pdfx"));
  CHECK(matches_glob("a/*.pdf", "a/b.pdf"));
  CHECK(matches_glob("a/*", "a/.pdf"));
  CHECK_FALSE(matches_glob("a/*.pdf", "a/b/c.pdf"));
  CHECK_FALSE(matches_glob("*", "a/b"));
  CHECK(matches_glob("a/?.pdf", "a/b.pdf"));
  CHECK_FALSE(matches_glob("a/?.pdf", "a/.pdf"));
  CHECK(matches_glob("**", "a"));
  CHECK(matches_glob("**", "a/b/c"));
  CHECK(matches_glob("a/**", "a/b/c.pdf"));
  CHECK(matches_glob("a/**/c.pdf", "a/c.pdf"));
  CHECK(matches_glob("a/**/c.pdf", "a/x/y/c.pdf"));
  CHECK(matches_glob("**/c*.pdf", "a/x/y/c1.pdf"));
  CHECK_FALSE(matches_glob("a/**/c.pdf", "b/c.pdf"));
  CHECK_FALSE(matches_glob("", "a"));
  CHECK(matches_glob("", ""));
  CHECK(is_glob("a/*"));
  CHECK_FALSE(is_glob("a/b"));
}

TEST_CASE("a pattern of many stars takes no time", "[base]") {
  std::string pattern;
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  CHECK_FALSE(matches_glob(pattern + "b", std::string(4000, 'a')));
  pattern.clear();
  std::string path;
  for (int i = 0; i < 500; ++i) {
    pattern += "**/a/";
    path += "a/";
  }
  CHECK_FALSE(matches_glob(pattern + "b", path + "c"));
}
