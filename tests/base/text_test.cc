#include "base/text.h"

#include <catch2/catch.hpp>

#include "base/source_file.h"

using namespace gazette;

TEST_CASE("slugs are stable, plain and readable", "[base]") {
  CHECK(slugify("H&WBB") == "h-and-wbb");
  CHECK(slugify("  Early help: what we need to improve ") == "early-help-what-we-need-to-improve");
  CHECK(slugify("LSCP’s report") == "lscps-report");
  CHECK(slugify("Croeso i Gymru: tŷ bach") == "croeso-i-gymru-ty-bach");
  CHECK(slugify("Über ÉCOLE Straße") == "uber-ecole-strasse");
  CHECK(slugify("السلام عليكم") == "السلام-عليكم");
  CHECK(slugify("Ωμέγα") == "ωμέγα");
  CHECK(slugify("***").empty());
}

TEST_CASE("invalid UTF-8 is found at its first byte", "[base]") {
  CHECK_FALSE(find_invalid_utf8("naïve – ok"));
  CHECK(find_invalid_utf8("ab\xC3(") == 2);
  CHECK(find_invalid_utf8("\xC0\x80") == 0);           // overlong
  CHECK(find_invalid_utf8("x\xED\xA0\x80") == 1);      // surrogate
  CHECK(find_invalid_utf8("x\xF4\x90\x80\x80") == 1);  // past U+10FFFF
  CHECK(find_invalid_utf8("x\xE2\x82") == 1);          // cut short
}

TEST_CASE("escaping leaves no markup and no character XML cannot hold", "[base]") {
  CHECK(escape_html("a < b & \"c\"\x01") == "a &lt; b &amp; &quot;c&quot;\xEF\xBF\xBD");
}

TEST_CASE("what no page may hold is found, escaped and shown", "[base]") {
  CHECK(find_unprintable("a\tb\r\n é 😀") == std::nullopt);
  CHECK(find_unprintable("a\x1B") == 1U);
  CHECK(find_unprintable("é\x7F") == 2U);
  CHECK(find_unprintable("\xC2\x9F") == 0U);  // C1
  CHECK(find_unprintable("\xC2\xA0") == std::nullopt);
  CHECK(find_unprintable("\xEF\xB7\x90") == 0U);  // U+FDD0
  CHECK(find_unprintable("\xF0\x9F\xBF\xBF") == 0U);
  CHECK(escape_html("\xC2\x92<\x0C\xEF\xBF\xBF") == "\xEF\xBF\xBD&lt;\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(visible_text("a\nb\x1B[31m\x7F") == "a␊b␛[31m␡");
}

TEST_CASE("percent decoding is strict", "[base]") {
  CHECK(percent_decode("a%20b") == "a b");
  CHECK_FALSE(percent_decode("a%2"));
  CHECK_FALSE(percent_decode("a%zz"));
  CHECK(percent_encode("a b/ü") == "a%20b/%C3%BC");
}

TEST_CASE("columns on very long lines count characters as on short ones", "[base]") {
  std::string text = "first\n";
  for (int i = 0; i < 3000; ++i) text += "aé€";
  text += "\nlast";
  const SourceFile source("a.html", text);
  CHECK(source.position(6) == Position{2, 1});
  CHECK(source.position(6 + 6 * 2500) == Position{2, 7501});
  CHECK(source.position(6 + 6 * 2500 + 1) == Position{2, 7502});
  CHECK(source.position(6 + 6 * 3000) == Position{2, 9001});
  CHECK(source.position(text.size()) == Position{3, 5});
  CHECK(source.position(text.size() + 9) == Position{3, 5});
}
