#include "formats/language/language_tag.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace gazette;

namespace {

void check_all(std::string_view tags, bool well_formed) {
  for (const std::string_view tag : split(tags, ' ')) {
    INFO("\"" << tag << "\"");
    CHECK(is_well_formed_language_tag(tag) == well_formed);
  }
}

}  // namespace

TEST_CASE("tags of the grammar of RFC 5646 are well formed", "[formats]") {
  check_all("cy gsw abcd abcdefgh EN-gb es-419 zh-Hant-TW", true);
  check_all("zh-cmn-Hans-CN zh-yue-min-nan", true);
  check_all("de-CH-1901 sl-rozaj-biske-1994 hy-Latn-IT-arevela ca-valencia", true);
  check_all("en-u-islamcal de-DE-u-co-phonebk-t-en en-a-bbb-x-a-ccc en-1-ab", true);
  check_all("cy-x-school-7 de-X-1", true);
}

TEST_CASE("tags with a part missing, too long or out of its place are not", "[formats]") {
  SECTION("empty parts") {
    CHECK_FALSE(is_well_formed_language_tag(""));
    check_all("- en- -en en--GB en-x--a", false);
  }
  SECTION("lengths") {
    check_all("e abcdefghi en-abcdefghi en-x-abcdefghi", false);
  }
  SECTION("characters") {
    CHECK_FALSE(is_well_formed_language_tag("en GB"));
    check_all("4n e1 en_GB #! t\xC5\xB7 en-G\xC3\x9F", false);
  }
  SECTION("order and number") {
    check_all("en-GB-Latn en-GB-US en-Latn-Cyrl en-1996-GB en-12 en-1a", false);
    check_all("zh-aaa-bbb-ccc-ddd abcd-eng", false);
  }
  SECTION("nothing after a mark") {
    check_all("en-u en-u-x-a en-u-t-en en-x", false);
  }
  SECTION("no language that a browser could speak") {
    check_all("x-own i-klingon en-GB-oed", false);
  }
}

TEST_CASE("the primary subtag ends at the first hyphen", "[formats]") {
  CHECK(primary_language_subtag("en-GB-oed") == "en");
  CHECK(primary_language_subtag("gsw") == "gsw");
  CHECK(primary_language_subtag("-en").empty());
}
