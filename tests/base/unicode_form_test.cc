#include "base/unicode_form.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace gazette;

TEST_CASE("letters and accents are composed", "[base][unicode]") {
  CHECK(composed("plain") == "plain");
  CHECK(composed("cafe\u0301") == "caf\u00e9");
  CHECK(composed("caf\u00e9") == "caf\u00e9");
  CHECK(composed("\u0438\u0306") == "\u0439");
  CHECK(composed("\u1112\u1161\u11ab") == "\ud55c");
  CHECK(composed("bad \xff") == "bad \xff");
  CHECK(composed("").empty());
}

TEST_CASE("a slug is the same for either form", "[base][unicode]") {
  CHECK(slugify("Cafe\u0301 menu") == "cafe-menu");
  CHECK(slugify("\u0438\u0306") == slugify("\u0439"));
}
