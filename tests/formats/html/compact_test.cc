#include "formats/html/compact.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("style sheets lose comments and indentation, and nothing else", "[formats][compact]") {
  CHECK(compact_css("/* a\n b */\n.x {\n    color: red; /* why */\n}\n") == "\n\n.x {\ncolor: red;\n}\n");
  CHECK(compact_css("a/**/b{}") == "a b{}");
  CHECK(compact_css(".a::before { content: \"/* kept */  \"; }") ==
        ".a::before { content: \"/* kept */  \"; }");
  CHECK(compact_css("a{content:'\\'/*'}/*x*/b{}") == "a{content:'\\'/*'} b{}");
  CHECK(compact_css("a{background:url(/*x*/'y.png)}") == "a{background:url(/*x*/'y.png)}");
  CHECK(compact_css("a{background:url( \"/*x*/.png\" )}") == "a{background:url( \"/*x*/.png\" )}");
  CHECK(compact_css(".a\\ \nb{}") == ".a\\ \nb{}");
  CHECK(compact_css(".a\\/* b{}") == ".a\\/* b{}");
  CHECK(compact_css("/* never closed\n") == "\n");
  CHECK(compact_css("").empty());
}

TEST_CASE("scripts lose lines that are comments for certain", "[formats][compact]") {
  CHECK(compact_script("// a\nconst x = 1; // kept\n  /* b */\n    f(x);\n") ==
        "\nconst x = 1; // kept\n\nf(x);\n");
  CHECK(compact_script("const s = `\n  // text\n`;\n") == "const s = `\n  // text\n`;\n");
  CHECK(compact_script("const s = \"a\\\n  // text\";\n") == "const s = \"a\\\n  // text\";\n");
  CHECK(compact_script("/*\n// end */\nf();") == "/*\n// end */\nf();");
  CHECK(compact_script("/* a */ f(); /* b */") == "/* a */ f(); /* b */");
  CHECK(compact_script("").empty());
}
