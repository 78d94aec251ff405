#include "base/name_finder.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace gazette;

namespace {

/// Digits, one a name: 1 where it was found.
std::string found(const std::vector<std::string_view>& names, const std::vector<std::string_view>& texts) {
  NameFinder finder(names);
  for (const std::string_view text : texts) finder.read(text);
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) out += finder.found(i) ? '1' : '0';
  return out;
}

}  // namespace

TEST_CASE("names are found wherever they stand", "[base]") {
  const std::vector<std::string_view> names = {"docs-1.json", "docs-11.json", "a.js", "map.json", "x", ""};
  CHECK(found(names, {}) == "000000");
  CHECK(found(names, {""}) == "000001");
  CHECK(found(names, {"docs-11.json"}) == "010001");
  CHECK(found(names, {"load('docs-1.json');", "a.js"}) == "101001");
  CHECK(found(names, {"a roadmap.json"}) == "000101");
  CHECK(found({"same.json", "same.json"}, {"same.json"}) == "11");
}

TEST_CASE("a text that ends within a name does not hold it", "[base]") {
  CHECK(found({"docs-1.json"}, {"docs-1.jso", "n"}) == "0");
  CHECK(found({"long-name-1.json"}, {"name-1.json"}) == "0");
}

TEST_CASE("the finder agrees with a plain search", "[base]") {
  std::mt19937 random(7);
  const auto letters = [&](std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += static_cast<char>('a' + random() % 2);
    return out;
  };
  std::size_t hits = 0;
  for (int round = 0; round < 200; ++round) {
    const std::string text = letters(200);
    const std::string name = letters(1 + random() % 14);
    const bool there = text.find(name) != std::string::npos;
    hits += there ? 1 : 0;
    CHECK(found({name}, {text}) == (there ? "1" : "0"));
  }
  CHECK(hits > 20);
  CHECK(hits < 180);
}
