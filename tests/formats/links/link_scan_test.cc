#include "formats/links/link_scan.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/css/css_links.h"
#include "formats/html/character_references.h"
#include "formats/json_strings.h"

using namespace gazette;

namespace {

std::vector<std::string> urls(std::string_view bytes, LinkedFileKind kind = LinkedFileKind::Html) {
  const LinkScan scan = scan_links(bytes, kind);
  std::vector<std::string> out;
  for (const FoundLink& link : scan.links) out.emplace_back(link.url);
  return out;
}

std::vector<std::string> ids(std::string_view bytes, LinkedFileKind kind = LinkedFileKind::Html) {
  const LinkScan scan = scan_links(bytes, kind);
  return {scan.ids.begin(), scan.ids.end()};
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("links are found however the tag is written", "[formats][links]") {
  CHECK(urls("<A HREF='a'>x</A><a href=b>x</a><a href = \"c\" >x</a><a title=\"a > b\" href=\"d\">") ==
        List{"a", "b", "c", "d"});
  CHECK(urls("<a href=\"first\" href=\"second\">") == List{"first"});
  CHECK(urls("<a title=\"t\"href=\"x\">") == List{"x"});
  CHECK(urls("<a href>x</a><a href=>y</a>") == List{"", ""});
  CHECK(urls("<a\n  href=\"x\"\n>") == List{"x"});
  CHECK(urls("<a/href=\"x\"/>") == List{"x"});
  CHECK(urls("<a href=x/>") == List{"x/"});
  CHECK(urls("<a =href=y href=z>") == List{"z"});
  CHECK(urls("<a href=\"never closed").empty());
  CHECK(urls("< a href=x><3 <a href=y>") == List{"y"});
}

TEST_CASE("what only looks like a link is left out", "[formats][links]") {
  CHECK(urls("<!-- <a href=x> --><a href=y>") == List{"y"});
  CHECK(urls("<!--><a href=x><!-- --!><a href=y><!---><a href=z>") == List{"x", "y", "z"});
  CHECK(urls("<textarea><a href=x></textarea><title><a href=x></title><xmp><a href=x></xmp><a href=y>") ==
        List{"y"});
  CHECK(urls("<script>'<a href=x>'</script><style><a href=x></style><iframe><a href=x></iframe>").empty());
  CHECK(urls("<script><!-- <script> </script> <a href=x> --></script><a href=y>") == List{"y"});
  CHECK(urls("<script></scriptx><a href=x></script ><a href=y>") == List{"y"});
  CHECK(urls("<template><a href=x><template></template><a href=x></template><a href=y>") == List{"y"});
  CHECK(urls("<template shadowrootmode=open><a href=x></template>") == List{"x"});
  CHECK(urls("<noscript><a href=x></noscript>") == List{"x"});
  CHECK(urls("<plaintext><a href=x>").empty());
  CHECK(urls("<img data-src=x><div itemtype=y>").empty());
  CHECK(urls("<![CDATA[<a href=x>]]><a href=y>") == List{"y"});  // in HTML a comment up to the first `>`
}

TEST_CASE("drawings inside pages follow their own rules", "[formats][links]") {
  CHECK(urls("<svg><title><b></title><a xlink:href=x></a><![CDATA[<a href=n>]]></svg><a href=y>") ==
        List{"x", "y"});
  CHECK(urls("<svg><style>a{fill:url(#g)}</style><script href=s /><use href=#u /></svg>") ==
        List{"#g", "s", "#u"});
  CHECK(urls("<svg><p><img src=x>") == List{"x"});  // `p` ends the drawing
  CHECK(urls("<svg><foreignObject><a href=x><script>'<a href=n>'</script></foreignObject><image href=y "
             "/></svg>") == List{"x", "y"});
  CHECK(urls("<rect fill='url(#g)'/>", LinkedFileKind::Svg) == List{"#g"});
  CHECK(ids("<svg><g id=a /><title id=b>t</title></svg><p id=c>") == List{"a", "b", "c"});
}

TEST_CASE("ids are what a fragment can find", "[formats][links]") {
  CHECK(ids("<p id=a><p ID='b'><a name=c><div name=d><map name=e><p id=''>") == List{"a", "b", "c"});
  CHECK(ids("<!-- <p id=x> --><script>'<p id=x>'</script><template><p id=x></template><textarea><p "
            "id=x></textarea>")
            .empty());
  CHECK(ids("<p id=\"x&lt;y\"><p id=\"50%\">") == List{"x<y", "50%"});
}

TEST_CASE("attributes that hold several addresses", "[formats][links]") {
  CHECK(urls("<img srcset='a.png 1x, b.png 2x'>") == List{"a.png", "b.png"});
  CHECK(urls("<img srcset='a.png 640w,b.png 1280w'>") == List{"a.png", "b.png"});
  CHECK(urls("<img srcset='a,b.png, c.png'>") == List{"a,b.png", "c.png"});
  CHECK(urls("<img srcset='data:image/png;base64,AA= 1x, b.png 2x'>") ==
        List{"data:image/png;base64,AA=", "b.png"});
  CHECK(urls("<img srcset='a.png (1x, y) 2x, b.png'>") == List{"a.png", "b.png"});
  CHECK(urls("<img srcset=' , ,'>").empty());
  CHECK(urls("<a href=x ping='p q'>") == List{"x", "p", "q"});
  CHECK(urls("<meta http-equiv=refresh content='5; url=x'><meta http-equiv=Refresh content='5'>") ==
        List{"x"});
  CHECK(urls("<meta http-equiv=refresh content=\"0;URL = 'a b' rest\">") == List{"a b"});
  CHECK(urls("<meta http-equiv=refresh content='0 , x'>") == List{"x"});
  CHECK(urls("<meta http-equiv=refresh content='url=x'>").empty());
}

TEST_CASE("every element that takes an address", "[formats][links]") {
  CHECK(urls("<area href=a><link rel=next href=b><script src=c></script><img src=d usemap=#m "
             "longdesc=e><source src=f srcset=g>") == List{"a", "b", "c", "d", "#m", "e", "f", "g"});
  CHECK(urls("<video src=a poster=b></video><audio src=c></audio><track src=d><iframe src=e></iframe><embed "
             "src=f><object data=g>") == List{"a", "b", "c", "d", "e", "f", "g"});
  CHECK(
      urls(
          "<form action=a><input type=image src=b formaction=c><button formaction=d></form><input src=no>") ==
      List{"a", "c", "b", "d"});
  CHECK(urls("<q cite=a><blockquote cite=b><del cite=c><ins cite=d><body background=e>") ==
        List{"a", "b", "c", "d", "e"});
  CHECK(urls("<meta property=og:image content=a><meta name=twitter:image content=b><meta property=og:url "
             "content=c>"
             "<meta itemprop=image content=d><meta name=description content=no>") ==
        List{"a", "b", "c", "d"});
  CHECK(urls("<p style=\"background:url('a')\"><style>@import 'b';c{d:url(e)}</style>") ==
        List{"a", "b", "e"});
  CHECK(urls("<link rel=preload as=image imagesrcset='a 1x, b 2x'>") == List{"a", "b"});
  CHECK(urls("<script type=importmap>{\"imports\":{\"x\":\"./x.js\",\"y/\":\"/y/\"}}</script>") ==
        List{"./x.js"});
}

TEST_CASE("a page inside an attribute is read where it stands", "[formats][links]") {
  const std::string_view html =
      "<iframe srcdoc=\"<a href='a&amp;amp;b'>x</a><p id=n><a href='#n'>y</a><iframe srcdoc='<a "
      "href=n>'></iframe>\"></iframe><a href=c>";
  const LinkScan scan = scan_links(html, LinkedFileKind::Html);
  REQUIRE(scan.links.size() == 2);
  CHECK(scan.links[0].url == "a&b");
  CHECK(html.substr(scan.links[0].span.begin, scan.links[0].span.end - scan.links[0].span.begin) ==
        "a&amp;amp;b");
  CHECK(scan.ids.empty());
  CHECK(urls("<style type='text/less'>p{background:url(n)}</style><style "
             "type=TEXT/CSS>p{background:url(a)}</style>") == List{"a"});
}

TEST_CASE("kinds tell how a link is checked", "[formats][links]") {
  const auto kind = [](std::string_view html) {
    return scan_links(html, LinkedFileKind::Html).links.at(0).kind;
  };
  CHECK(kind("<form method=POST action=x>") == LinkKind::PostForm);
  CHECK(kind("<form action=x>") == LinkKind::Form);
  CHECK(kind("<link rel='preconnect' href=x>") == LinkKind::Hint);
  CHECK(kind("<link rel='alternate stylesheet' href=x>") == LinkKind::Stylesheet);
  CHECK(kind("<link rel='shortcut icon' href=x>") == LinkKind::Image);
  CHECK(kind("<link rel=canonical href=x>") == LinkKind::Canonical);
  const LinkScan buttons = scan_links(
      "<form method=post><button formaction=a><button formaction=b formmethod=get></form><button "
      "formaction=c>",
      LinkedFileKind::Html);
  CHECK(buttons.links.at(0).kind == LinkKind::PostForm);
  CHECK(buttons.links.at(1).kind == LinkKind::Form);
  CHECK(buttons.links.at(2).kind == LinkKind::Form);
}

TEST_CASE("places are those of the author's bytes", "[formats][links]") {
  const std::string_view html =
      "<p>\n<a href=\" a&amp;b \">x <b>y</b></a><img srcset=\"&#97;.png 1x, c&amp;d.png 2x\">";
  const LinkScan scan = scan_links(html, LinkedFileKind::Html);
  const auto slice = [&](Span span) { return html.substr(span.begin, span.end - span.begin); };
  REQUIRE(scan.links.size() == 3);
  CHECK(scan.links[0].url == " a&b ");
  CHECK(slice(scan.links[0].span) == "a&amp;b");
  CHECK(slice(scan.links[0].label) == "x <b>y</b>");
  CHECK(scan.links[1].url == "a.png");
  CHECK(slice(scan.links[1].span) == "&#97;.png");
  CHECK(scan.links[2].url == "c&d.png");
  CHECK(slice(scan.links[2].span) == "c&amp;d.png");
}

TEST_CASE("character references are decoded as in attributes", "[formats][links]") {
  const auto decode = [](std::string_view raw) {
    return decode_references(raw, ReferenceContext::Attribute);
  };
  CHECK(decode("?a=1&amp;b=2&copy=3&copy;&lt") == "?a=1&b=2&copy=3©<");
  CHECK(decode("&#45;&#x2D;&#X2d&#45x") == "----x");
  CHECK(decode("&sol;&colon;&num;&nosuch;&") == "/:#&nosuch;&");
  CHECK(decode("&#0;&#xD800;&#x110000;&#128;") == "\uFFFD\uFFFD\uFFFD€");
  CHECK(decode("&eacute;&notit;&ampx") == "é&notit;&ampx");
  CHECK(decode_references("&notit;", ReferenceContext::Text) == "¬it;");
  CHECK(decode("&#;&#x;") == "&#;&#x;");
}

TEST_CASE("addresses in style sheets", "[formats][links]") {
  const auto css = [](std::string_view text) {
    List out;
    for (const CssLink& link : find_css_links(text)) out.push_back(link.url);
    return out;
  };
  CHECK(css("@import url(\"a\") print; @import 'b';/* @import 'n'; */ x{y:URL( 'c' )}") ==
        List{"a", "b", "c"});
  CHECK(css("x{content:\"url(n)\";y:url(a\\,b.png) url(\\61 .png)}") == List{"a,b.png", "a.png"});
  CHECK(css("x{y:image-set('a' 1x, url(b) 2x, 'c' type('n') 3x)}") == List{"a", "b", "c"});
  CHECK(css("@namespace svg url(n); @charset 'n'; x{y:url(a b)}z{y:url(c)}") == List{"c"});
  CHECK(css("x{y:url()}z{y:url('unclosed\n)}w{y:url(d)}") == List{"d"});
  CHECK(css("url(") == List{});
  CHECK(css("x{a:url(data:image/png;base64,A=)}") == List{"data:image/png;base64,A="});
  CHECK(css("/* never closed url(n)").empty());
}

TEST_CASE("feeds, sitemaps, manifests and robots.txt", "[formats][links]") {
  CHECK(
      urls("<?xml version='1.0'?><?xml-stylesheet href='n'?><urlset><url><loc> a&amp;b </loc></url></urlset>",
           LinkedFileKind::Xml) == List{"a&b"});
  CHECK(urls("<feed><id>n</id><link href='a'/><link rel='self' href='b'/><logo>c</logo></feed>",
             LinkedFileKind::Xml) == List{"a", "b", "c"});
  CHECK(urls("<rss><channel><link>a</link><item><guid isPermaLink='false'>n</guid><guid>b</guid><enclosure "
             "url='c'/></item></channel></rss>",
             LinkedFileKind::Xml) == List{"a", "b", "c"});
  CHECK(urls("<rss><channel><link><![CDATA[a]]></link></channel></rss>", LinkedFileKind::Xml) == List{"a"});
  CHECK(urls("<config><loc>n</loc></config>", LinkedFileKind::Xml).empty());
  CHECK(urls("<html xmlns='x'><body><a href='a'/><script><![CDATA['<a href=n>']]></script></body></html>",
             LinkedFileKind::Xml) == List{"a"});
  CHECK(urls("{\"start_url\":\"a\",\"icons\":[{\"src\":\"b\\u002f\"}],\"name\":\"n\",\"shortcuts\":[{\"url\":"
             "\"c\"}]}",
             LinkedFileKind::Manifest) == List{"a", "b/", "c"});
  CHECK(urls("User-agent: *\nDisallow: /n\nSitemap: a\r\nsitemap:b\n", LinkedFileKind::Robots) ==
        List{"a", "b"});
  CHECK(urls("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"url\":\"a\"}]}",
             LinkedFileKind::Json) == List{"a"});
  CHECK(urls("{\"url\":\"n\"}", LinkedFileKind::Json).empty());
}

TEST_CASE("the kind of a file comes from its name", "[formats][links]") {
  CHECK(linked_file_kind("a/B.HTML") == LinkedFileKind::Html);
  CHECK(linked_file_kind("robots.txt") == LinkedFileKind::Robots);
  CHECK(linked_file_kind("a/robots.txt") == LinkedFileKind::Other);
  CHECK(linked_file_kind("x/app.webmanifest") == LinkedFileKind::Manifest);
  CHECK(linked_file_kind("html") == LinkedFileKind::Other);
}

TEST_CASE("hostile input is read in linear time", "[formats][links]") {
  const auto repeat = [](std::string_view piece, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += piece;
    return out;
  };
  constexpr std::size_t kMany = 200'000;
  CHECK(urls(repeat("<a ", kMany)).empty());
  CHECK(urls(repeat("<a href=x>", kMany)).size() == kMany);
  CHECK(urls(repeat("<", kMany)).empty());
  CHECK(urls(repeat("<svg>", kMany)).empty());
  CHECK(urls(repeat("<svg><desc>", kMany) + repeat("</desc>", kMany)).empty());
  CHECK(urls(repeat("<!--", kMany)).empty());
  CHECK(urls(repeat("<!--->", kMany)).empty());
  CHECK(urls(repeat("<template>", kMany)).empty());
  CHECK(urls("<img srcset='" + repeat(",", kMany) + "'>").empty());
  CHECK(urls(repeat("&amp", kMany)).empty());
  CHECK(ids(repeat("<p id=x>", kMany)).size() == kMany);
  CHECK(find_css_links(repeat("url(", kMany)).empty());
  CHECK(find_css_links(repeat("(", kMany)).empty());
  CHECK(find_json_strings(repeat("[", kMany)).empty());
  CHECK(urls(repeat("<!x>", kMany), LinkedFileKind::Xml).empty());
  CHECK(urls(repeat("<!DOCTYPE x [", kMany), LinkedFileKind::Svg).empty());
  CHECK(urls(std::string(kMany, '\0')).empty());
}
