// Faults of markup, told by their cause and once.
#include <array>
#include <catch2/catch.hpp>

#include "formats/html/html_document.h"
#include "formats/html/page_encoding.h"

using namespace gazette;

namespace {

/// "stray:span missing:b", in the order of the source.
std::string faults_of(const std::string& body, const std::string& path = "page.html") {
  Diagnostics diagnostics;
  const HtmlDocument document = parse_html(
      std::make_shared<SourceFile>(
          path, "<!doctype html><html><head><title>T</title></head><body>" + body + "</body></html>"),
      diagnostics);
  std::string out;
  for (const MarkupFault& fault : document.markup_faults()) {
    constexpr std::array<const char*, 5> kNames{"stray", "missing", "order", "slash", "broken"};
    out += (out.empty() ? "" : " ") + std::string(kNames[static_cast<std::size_t>(fault.kind)]) + ":" +
           fault.name;
  }
  return out;
}

}  // namespace

TEST_CASE("sound markup has no fault, nor has what HTML allows to leave out", "[formats][html]") {
  for (const char* sound :
       {"<p>One<p>Two<ul><li>A<li>B</ul><dl><dt>x<dd>y</dl>", "<table><tr><td>1<td>2<tr><th>x</table>",
        "<p>a<br/>b<img src=x alt=''/></p><hr />", "<svg viewBox='0 0 1 1'><path d='M0 0'/><g/></svg>",
        "<math><mi>x</mi><mspace/></math>", "<script>if (a < b) { c = '</p>'; }</script>",
        "<!-- </div> <b> --><p>x</p>", "<p><b>x <i>y</i></b></p>", "<a href=x><div>block</div></a>",
        "<p data-x='<b>' title=\"a > b\">x</p>", "<form><p>x</p></form>", "<textarea></b></textarea>",
        "<my-part><slot></slot></my-part>", "<template><p>x</p><b>y</b></template>",
        "<select><button><b>x</b></button><option>y</select>",
        "<svg><foreignObject><p>x</p></foreignObject></svg>", "<noscript><p>x</p></noscript>",
        "<details><summary>x</summary>y</details>"}) {
    INFO(sound);
    CHECK(faults_of(sound).empty());
  }
}

TEST_CASE("each fault of markup is told by its cause and once", "[formats][html]") {
  CHECK(faults_of("<div>x</span></div>") == "stray:span");
  CHECK(faults_of("<p>a</p></p>") == "stray:p");
  CHECK(faults_of("<p>a<div>b</div></p>") == "stray:p");
  CHECK(faults_of("<div><b>x</div>") == "missing:b");
  CHECK(faults_of("<section><div>x</section>") == "missing:div");
  CHECK(faults_of("<h2>x</h3>") == "stray:h3");
  CHECK(faults_of("<p><b><i>x</b></i></p>").find("order:") != std::string::npos);
  CHECK(faults_of("<h2><a id=q/>x</h2>") == "missing:a");  // an unquoted value ends in the slash
  CHECK(faults_of("<h2><a id=\"q\"/>x</h2>") == "slash:a");
  CHECK(faults_of("<div><div/>x</div>") == "slash:div");
  CHECK(faults_of("<span/>") == "slash:span");
  CHECK(faults_of("<p><a href=\"x.html>text</a></p><p>Rest</p>") == "broken:href");
  CHECK(faults_of("<p><a href=\"x>one</a> <a href=\"y\">two</a></p>") == "broken:href");
  CHECK(faults_of("<p><img src=x alt=\"a \"big\" dog\"></p>") == "broken:");
  CHECK(faults_of("<p><span class=a\"b>x</span></p>") == "broken:");
  CHECK(faults_of("<p class=\"x\"<b>x</p>").starts_with("broken:"));
  CHECK(faults_of("<p>x</p><p ").starts_with("broken:"));
}

TEST_CASE("XHTML is its own parser's affair", "[formats][html]") {
  CHECK(faults_of("<h2><a id=\"q\"/>x</h2>", "page.xhtml").empty());
}

TEST_CASE("the encoding of a page is what it declares, else what its bytes allow", "[formats][html]") {
  CHECK(page_encoding("<p>caf\xC3\xA9").empty());
  CHECK(page_encoding("<p>caf\xE9") == "WINDOWS-1252");
  CHECK(page_encoding("<meta charset=\"iso-8859-1\"><p>x") == "WINDOWS-1252");
  CHECK(page_encoding("<meta charset=utf-8><p>caf\xE9").empty());
  CHECK(page_encoding("<META CHARSET='ISO-8859-2'>") == "iso-8859-2");
  std::vector<std::uint32_t> offsets;
  CHECK(to_utf8("caf\xE9!", "WINDOWS-1252", offsets) == "caf\xC3\xA9!");
  CHECK(offsets == std::vector<std::uint32_t>{0, 1, 2, 3, 3, 4});
  CHECK(to_utf8("\x8A", "CP932", offsets) == "\xEF\xBF\xBD");
  CHECK(from_utf8("\xC3\xA9", "WINDOWS-1252") == "\xE9");
}
