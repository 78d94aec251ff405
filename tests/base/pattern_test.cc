// An author's regular expression is matched in time that grows with the text alone.
#include "base/pattern.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("a pattern has to fit the whole text", "[base]") {
  const Pattern code("[A-Z]{2}[0-9]");
  CHECK(code.fault().empty());
  CHECK(code.fits("AB1"));
  CHECK_FALSE(code.fits("AB12"));
  CHECK_FALSE(code.fits(" AB1"));
  CHECK(Pattern("a|ab").fits("ab"));
  CHECK(Pattern("\\p{Lu}.").fits("Éß"));
  CHECK(Pattern("").fits(""));
}

TEST_CASE("a faulty pattern says why and fits nothing", "[base]") {
  CHECK(Pattern("[A-Z").fault() == "missing ]: [A-Z");
  CHECK_FALSE(Pattern("[A-Z").fits("A"));
  CHECK_FALSE(Pattern("(?=a)a").fault().empty());
  CHECK_FALSE(Pattern("(a)\\1").fault().empty());
  CHECK_FALSE(Pattern("((a{1000}){1000}){1000}").fault().empty());
}

TEST_CASE("nested repeats do not keep a build waiting", "[base]") {
  // A matcher that tries each way to split the text would not end.
  CHECK_FALSE(Pattern("(a+)+b").fits(std::string(100000, 'a')));
  CHECK(Pattern("(a|a)*").fits(std::string(100000, 'a')));
}
