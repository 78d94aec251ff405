#include "formats/html/html_document.h"

#include <catch2/catch.hpp>
#include <string>

using namespace gazette;

namespace {

HtmlDocument parse(std::string text) {
  Diagnostics diagnostics;
  HtmlDocument document = parse_html(std::make_shared<SourceFile>("page.html", std::move(text)), diagnostics);
  CHECK(diagnostics.empty());
  return document;
}

std::string refusal(std::string text) {
  Diagnostics diagnostics;
  const HtmlDocument document =
      parse_html(std::make_shared<SourceFile>("page.html", std::move(text)), diagnostics);
  CHECK_FALSE(document.readable());
  CHECK(document.size() == 0);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(diagnostics.items()[0].rule == "html/unreadable");
  return diagnostics.items()[0].message;
}

HtmlNodeId first(const HtmlDocument& document, std::string_view name) {
  for (HtmlNodeId id = 0; id < document.size(); ++id) {
    if (document.node(id).name == name) return id;
  }
  return kNoHtmlNode;
}

std::string outline(const HtmlDocument& document, HtmlNodeId id) {
  std::string out;
  for (HtmlNodeId child : document.children(id)) {
    const HtmlNode& node = document.node(child);
    if (node.kind == NodeKind::Element) out += std::string(node.name) + "(" + outline(document, child) + ")";
    if (node.kind == NodeKind::Text) out += "'" + std::string(node.text) + "'";
  }
  return out;
}

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("the tree follows the HTML standard", "[formats][html]") {
  const auto body = [](std::string text) {
    const HtmlDocument document = parse("<!DOCTYPE html><title>x</title>" + std::move(text));
    return outline(document, document.body());
  };
  CHECK(body("<p>one<p>two") == "p('one')p('two')");
  CHECK(body("<p>a<wbr>b</p>") == "p('a'wbr()'b')");
  CHECK(body("<x-tag><section>a</section></x-tag>") == "x-tag(section('a'))");
  CHECK(body("<table><tr><td>a</table>") == "table(tbody(tr(td('a'))))");
  CHECK(body("<ul><li>a<li>b</ul>") == "ul(li('a')li('b'))");
  CHECK(body("<b><p>x</b>y") == "b()p(b('x')'y')");
  CHECK(body("a &amp; b &lt;&eacute;") == "'a & b <\xC3\xA9'");
  CHECK(body("<svg><foreignobject><p>x</p></foreignobject></svg>") == "svg(foreignObject(p('x')))");
  CHECK(body("half <a hre") == "'half '");
}

TEST_CASE("implied elements are marked", "[formats][html]") {
  const HtmlDocument document = parse("<title>t</title><table><tr><td>x</table>");
  CHECK(document.node(document.html()).implied);
  CHECK(document.node(document.head()).implied);
  CHECK(document.node(first(document, "tbody")).implied);
  CHECK_FALSE(document.node(first(document, "tr")).implied);
  CHECK_FALSE(document.has_doctype());
  CHECK(document.quirks_mode());
}

TEST_CASE("places are bytes of the source", "[formats][html]") {
  const HtmlDocument document = parse(
      "\xEF\xBB\xBF<!DOCTYPE html>\n<p class=\"a &amp; b\" id='x' hidden DATA-N=7>T\xC3\xA9xt &gt;</p>");
  const SourceFile& source = *document.source();
  const HtmlNodeId p = first(document, "p");
  CHECK(document.has_doctype());
  CHECK(source.slice(document.node(p).span) == "<p class=\"a &amp; b\" id='x' hidden DATA-N=7>");
  CHECK(source.slice(document.node(p).end_tag) == "</p>");
  REQUIRE(document.attributes(p).size() == 4);
  const HtmlAttribute& first_attribute = document.attributes(p)[0];
  CHECK(first_attribute.value == "a & b");
  CHECK(source.slice(first_attribute.value_span) == "a &amp; b");
  CHECK(source.slice(document.attributes(p)[1].value_span) == "x");
  CHECK_FALSE(document.attributes(p)[2].has_value);
  CHECK(document.attributes(p)[3].name == "data-n");
  CHECK(source.slice(document.attributes(p)[3].name_span) == "DATA-N");
  CHECK(document.attribute_value(p, "data-n") == "7");
  CHECK(source.slice(document.node(p + 1).span) == "T\xC3\xA9xt &gt;");
  CHECK(document.element_by_id("x") == p);
  CHECK(document.element_by_id("X") == kNoHtmlNode);
}

TEST_CASE("template contents are kept apart", "[formats][html]") {
  const HtmlDocument document =
      parse("<body><template><p id=a>x<template><i></i></template></template><p id=b>y</p>");
  const HtmlNodeId holder = first(document, "template");
  CHECK(document.node(holder).first_child == kNoHtmlNode);
  const HtmlNodeId content = document.node(holder).template_content;
  REQUIRE(content != kNoHtmlNode);
  CHECK(content >= document.page_end());
  CHECK(outline(document, content) == "p('x'template())");
  CHECK(document.element_by_id("a") == kNoHtmlNode);
  CHECK(document.element_by_id("b") != kNoHtmlNode);
  CHECK(document.text_content(document.body()) == "y");
  CHECK(document.node(first(document, "i")).in_template);
}

TEST_CASE("attributes given twice are recovered from the tag", "[formats][html]") {
  const HtmlDocument document = parse(
      "<body><img alt=a ALT='b>' src=x><svg><path d=1 d=2 /></svg><!-- <p id=1 id=2> --><p title='a "
      "title=b'>");
  REQUIRE(document.duplicate_attributes().size() == 2);
  const DuplicateAttribute& duplicate = document.duplicate_attributes()[0];
  CHECK(document.node(duplicate.element).name == "img");
  CHECK(document.attribute_value(duplicate.element, "alt") == "a");
  CHECK(duplicate.name == "alt");
  CHECK(document.source()->slice(duplicate.name_span) == "ALT");
  CHECK(document.source()->slice(duplicate.first_name_span) == "alt");
  CHECK(document.duplicate_attributes()[1].name == "d");
}

TEST_CASE("prefixed attributes of SVG keep their prefix", "[formats][html]") {
  const HtmlDocument document = parse("<body><svg viewbox='0 0 1 1'><a xlink:href=x xml:lang=en>t</a></svg>");
  const HtmlNodeId a = first(document, "a");
  CHECK(document.attribute_value(a, "xlink:href") == "x");
  CHECK(document.attribute_value(a, "xml:lang") == "en");
  CHECK(document.has_attribute(first(document, "svg"), "viewBox"));
}

TEST_CASE("a selector leads to one element", "[formats][html]") {
  const HtmlDocument document = parse("<body><main><p>a<p>b <a>c</a></main><div id='1x'><i>d</i></div><p>e");
  CHECK(css_selector(document, first(document, "a")) == "main > p:nth-of-type(2) > a");
  CHECK(css_selector(document, first(document, "i")) == "#\\31 x > i");
  CHECK(css_selector(document, document.body()) == "body");
  CHECK(css_selector(document, first(document, "main")) == "main");
}

TEST_CASE("a page that cannot be read is refused with its reason", "[formats][html][broken]") {
  CHECK(refusal(repeat("<div>", 100'000)) ==
        "this page cannot be checked: elements are nested more than 1000 deep");
  CHECK(refusal(repeat("<b><div></b>", 100'000)) ==
        "this page cannot be checked: elements are nested more than 1000 deep");
  CHECK(refusal(repeat("<div/>", 100'000)) ==
        "this page cannot be checked: elements are nested more than 1000 deep");
  CHECK(refusal("<p " + repeat("a ", 1'000) + ">") ==
        "this page cannot be checked: a tag has more than 500 attributes");
  CHECK(refusal(std::string(kMaxHtmlBytes + 1, 'a')) ==
        "this page cannot be checked: it is larger than 24 MB");
  CHECK(refusal("\xFF\xFE<\0h\0") == "this page cannot be checked: it is in UTF-16; save it in UTF-8");
  CHECK(refusal("\x89PNG\r\n" + std::string(20, '\0')) == "this page cannot be checked: it is not text");
}

TEST_CASE("formatting that would be copied without end stops at a bound", "[formats][html][broken]") {
  std::string text;
  for (int i = 0; i < 900; ++i) text += "<font size=" + std::to_string(i) + ">";
  CHECK(refusal("<body><p>" + text + repeat("<p>x", 100'000)) ==
        "this page cannot be checked: its unclosed elements would have to be repeated without end");
}

TEST_CASE("broken pages are read as browsers read them", "[formats][html][broken]") {
  CHECK(parse("").readable());
  CHECK(parse("<").readable());
  CHECK(parse("<!--").readable());
  CHECK(parse("<script>").readable());
  CHECK(parse("<p title='").readable());
  CHECK(parse("</p></br>").readable());
  CHECK(parse(repeat("<p>", 100'000)).readable());
  CHECK(parse(repeat("<li>x", 100'000)).readable());
  CHECK(parse(repeat("<a name=x>", 20'000)).readable());
  CHECK(parse("<p>a" + std::string(1, '\0') + "b</p>").readable());
  const HtmlDocument latin = parse("<p>caf\xE9</p>");
  CHECK(latin.first_invalid_utf8() == 6);
  CHECK(latin.text_content(first(latin, "p")) == "caf\xEF\xBF\xBD");
}
