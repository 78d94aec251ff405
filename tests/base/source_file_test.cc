#include "base/source_file.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("lines end at LF, and a CR before it is no part of them", "[base][source]") {
  const SourceFile file("a.md", "one\r\ntwo\n\nfour");
  CHECK(file.line_count() == 4);
  CHECK(file.line(1) == "one");
  CHECK(file.line(2) == "two");
  CHECK(file.line(3).empty());
  CHECK(file.line(4) == "four");
  CHECK(file.line(0).empty());
  CHECK(file.line(5).empty());
  CHECK(file.line_start(2) == 5);
  CHECK(file.line_start(5) == file.text().size());
}

TEST_CASE("columns count characters", "[base][source]") {
  const SourceFile file("a.md", "tŷ bach\nLSCP’s");
  CHECK(file.position(0) == Position{1, 1});
  CHECK(file.position(3) == Position{1, 3});                       // after the two bytes of ŷ
  CHECK(file.position(file.line_start(2) + 7) == Position{2, 6});  // after the three bytes of ’
  CHECK(file.position(1'000) == file.position(file.text().size()));
  CHECK(SourceFile("b.md", "").position(0) == Position{1, 1});
}

TEST_CASE("columns of a very long line are the same as of short ones", "[base][source]") {
  std::string text = "x\n";
  std::vector<std::pair<std::size_t, std::size_t>> wanted;  // offset and column
  for (std::size_t column = 1; column <= 60'000; ++column) {
    if (column % 997 == 0) wanted.emplace_back(text.size(), column);
    text += column % 3 == 0 ? "é" : column % 5 == 0 ? "’" : "x";
  }
  const SourceFile file("a.html", text);
  for (const auto& [offset, column] : wanted) {
    INFO(offset);
    REQUIRE(file.position(offset) == Position{2, column});
  }
}

TEST_CASE("a slice is clipped to the file", "[base][source]") {
  const SourceFile file("a.md", "words");
  CHECK(file.slice({1, 3}) == "or");
  CHECK(file.slice({3, 100}) == "ds");
  CHECK(file.slice({100, 200}).empty());
  CHECK(file.slice({3, 1}).empty());
}
