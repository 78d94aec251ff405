#include "formats/css/css.h"

#include <catch2/catch.hpp>

#include "formats/css/css_color.h"
#include "formats/css/css_media.h"
#include "formats/css/css_selector.h"

using namespace gazette;

namespace {

bool selects(std::string_view selector, std::string html, std::string_view id) {
  Diagnostics diagnostics;
  const HtmlDocument document =
      parse_html(std::make_shared<SourceFile>("page.html", "<!DOCTYPE html>" + std::move(html)), diagnostics);
  const auto selectors = parse_css_selectors(selector);
  REQUIRE(selectors);
  REQUIRE(document.element_by_id(id) != kNoHtmlNode);
  std::size_t budget = 1'000;
  for (const CssSelector& one : *selectors) {
    if (css_matches(one, document, document.element_by_id(id), budget)) return true;
  }
  return false;
}

CssSpecificity specificity(std::string_view selector) {
  const auto selectors = parse_css_selectors(selector);
  REQUIRE(selectors);
  return selectors->front().specificity;
}

}  // namespace

TEST_CASE("style sheets become rules", "[formats][css]") {
  const CssSheet sheet = parse_css(
      "@charset 'utf-8'; @import url(\"a.css\") print;\n/* h1 { x: y } */ h1, .a > b { color: RED; margin : "
      "0 auto !important }"
      "@media screen and (min-width: 40em) { @supports (display: grid) { p { display: none } } }"
      "@font-face { font-family: x } @keyframes k { from { top: 0 } } q::before { content: '}' }");
  REQUIRE(sheet.imports.size() == 1);
  CHECK(sheet.imports[0].address == "a.css");
  CHECK(sheet.imports[0].media == "print");
  REQUIRE(sheet.rules.size() == 3);
  CHECK(sheet.rules[0].selectors == "h1, .a > b");
  REQUIRE(sheet.rules[0].declarations.size() == 2);
  CHECK(sheet.rules[0].declarations[0].property == "color");
  CHECK(sheet.rules[0].declarations[0].value == "RED");
  CHECK(sheet.rules[0].declarations[1].value == "0 auto");
  CHECK(sheet.rules[0].declarations[1].important);
  REQUIRE(sheet.rules[1].media.size() == 1);
  CHECK(sheet.rules[1].media[0] == "screen and (min-width: 40em)");
  CHECK(sheet.rules[2].declarations[0].value == "'}'");
}

TEST_CASE("declarations survive what cannot be read", "[formats][css][broken]") {
  const auto one = [](std::string_view text) {
    const auto list = parse_css_declarations(text);
    return list.empty() ? std::string("-") : list.back().property + "=" + list.back().value;
  };
  CHECK(one("color:red") == "color=red");
  CHECK(one("color red; display: none") == "display=none");
  CHECK(one("a:b;&:hover{color:red}c:d") == "c=d");
  CHECK(one("background:url(data:a;b)") == "background=url(data:a;b)");
  CHECK(one("--X: {a;b}") == "--X={a;b}");
  CHECK(one("color:red!IMPORTANT") == "color=red");
  CHECK(one("content:'a\\'b'") == "content='a\\'b'");
  CHECK(one("content:'open") == "content='open");
  CHECK(one("color") == "-");
  CHECK(one(":") == "-");
  CHECK(one("/* color: red") == "-");
  CHECK(one("{") == "-");
}

TEST_CASE("broken sheets end and do not hang", "[formats][css][broken]") {
  CHECK(parse_css("").rules.empty());
  CHECK(parse_css("h1").rules.empty());
  CHECK(parse_css("h1 {").rules.size() == 1);
  CHECK(parse_css("}}}} h1 { a: b }").rules.size() == 1);
  CHECK(parse_css("@media").rules.empty());
  CHECK(parse_css(std::string(1'000'000, '{')).rules.size() <= 1);
  std::string nested;
  for (int i = 0; i < 10'000; ++i) nested += "@media print{";
  CHECK(parse_css(nested + "p{a:b}").rules.empty());
  std::string many;
  for (int i = 0; i < 60'000; ++i) many += "p{a:b}";
  const CssSheet sheet = parse_css(many);
  CHECK(sheet.truncated);
  CHECK(sheet.rules.size() == kMaxCssRules);
}

TEST_CASE("selectors find what browsers find", "[formats][css]") {
  const std::string page =
      "<div class='box big' lang=en-GB><p id=a class=one>x<p id=b data-x='Foo bar'>y<a id=c "
      "href=http://x/>z</a></div>"
      "<ul><li id=d>1<li id=e>2<li id=f>3</ul><input id=g type=TEXT disabled><p id=h></p>";
  CHECK(selects("p", page, "a"));
  CHECK(selects("P.one", page, "a"));
  CHECK(selects("*", page, "a"));
  CHECK(selects(".box > .one", page, "a"));
  CHECK(selects("body .big p", page, "b"));
  CHECK_FALSE(selects("body > p", page, "a"));
  CHECK(selects(".one + p", page, "b"));
  CHECK(selects("li ~ li", page, "f"));
  CHECK_FALSE(selects("li + li + li + li", page, "f"));
  CHECK(selects("[data-x]", page, "b"));
  CHECK(selects("[data-x=\"foo bar\" i]", page, "b"));
  CHECK(selects("[data-x~=bar]", page, "b"));
  CHECK(selects("[href^='http']", page, "c"));
  CHECK_FALSE(selects("[href$='http']", page, "c"));
  CHECK(selects("input[type=text]", page, "g"));
  CHECK(selects("p:first-child", page, "a"));
  CHECK(selects("li:nth-child(2n+1)", page, "f"));
  CHECK_FALSE(selects("li:nth-child(odd)", page, "e"));
  CHECK(selects("li:nth-last-child(2)", page, "e"));
  CHECK(selects("li:nth-child(-n+2)", page, "e"));
  CHECK(selects("li:last-of-type", page, "f"));
  CHECK(selects("p:not(.one)", page, "b"));
  CHECK(selects("p:not(:hover):not(.two, .three)", page, "b"));
  CHECK_FALSE(selects("p:hover", page, "b"));
  CHECK(selects(":is(p, a).one", page, "a"));
  CHECK(selects("p:empty", page, "h"));
  CHECK(selects(":lang(en) > p", page, "a"));
  CHECK(selects("a:link", page, "c"));
  CHECK(selects(":disabled", page, "g"));
  CHECK(selects("h1, #a", page, "a"));
  CHECK(selects("#\\61", page, "a"));
}

TEST_CASE("selectors that mean nothing drop the rule", "[formats][css][broken]") {
  for (std::string_view bad : {"", ",", "p,", "> p", "p >", "p::", "p:nonsense", "p[", "p[a=]", "#", ".",
                               "p:not(", "p:nth-child(x)", "..a", "p..a", "%"}) {
    INFO(bad);
    CHECK_FALSE(parse_css_selectors(bad));
  }
  std::string deep;
  for (int i = 0; i < 1'000; ++i) deep += ":not(";
  CHECK_FALSE(parse_css_selectors(deep + "p" + std::string(1'000, ')')));
}

TEST_CASE("specificity counts ids, classes and types", "[formats][css]") {
  CHECK(specificity("#a .b c") == CssSpecificity{1, 1, 1});
  CHECK(specificity("a:not(#x):hover") == CssSpecificity{1, 1, 1});
  CHECK(specificity(":where(#a) p") == CssSpecificity{0, 0, 1});
  CHECK(specificity("*") == CssSpecificity{0, 0, 0});
  CHECK(specificity("#a") > specificity(".a.b.c"));
}

TEST_CASE("media queries are answered for a desktop screen", "[formats][css]") {
  const MediaEnvironment desktop;
  for (std::string_view yes :
       {"", "all", "screen", "SCREEN and (min-width: 600px)", "print, screen", "not print",
        "(orientation: landscape)", "(min-width:40em) and (max-width:2000px)", "(600px <= width <= 2000px)",
        "(width > 30rem)", "not (max-width: 10px)", "(prefers-color-scheme: light)", "(hover)",
        "only screen"}) {
    INFO(yes);
    CHECK(media_matches(yes, desktop));
  }
  for (std::string_view no :
       {"print", "screen and (max-width: 600px)", "not screen", "(orientation: portrait)",
        "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "speech", "(nonsense)", "(",
        "((((((((((((((((((((((((((", "print and (min-width: 1px)"}) {
    INFO(no);
    CHECK_FALSE(media_matches(no, desktop));
  }
  CHECK(media_orientation("screen and (orientation:portrait)") == MediaOrientation::Portrait);
  CHECK_FALSE(media_orientation("screen"));
}

TEST_CASE("lengths become pixels", "[formats][css]") {
  CHECK(css_length_px("12px", 16) == 12.0);
  CHECK(css_length_px("1.5em", 20) == 30.0);
  CHECK(css_length_px("12pt", 16) == 16.0);
  CHECK(css_length_px("0", 16) == 0.0);
  CHECK_FALSE(css_length_px("50%", 16));
  CHECK(*css_length_px("calc(1em + 2px)", 16) == Approx(18));
  CHECK(*css_length_px("min(10px, 2rem)", 16, 4) == Approx(8));
  CHECK(*css_length_px("clamp(1px, (2px + 3px) * 2, 8px)", 16) == Approx(8));
  for (std::string_view bad :
       {"calc(1px", "calc(1px / 0)", "calc(1vw)", "calc()", "sin(1px)", "calc(1px 2px)"}) {
    INFO(bad);
    CHECK_FALSE(css_length_px(bad, 16));
  }
  CHECK_FALSE(css_length_px("", 16));
}

TEST_CASE("colours are read and compared", "[formats][css]") {
  CHECK(parse_css_color("#fff") == CssColor{255, 255, 255, 1});
  CHECK(parse_css_color(" RebeccaPurple ") == CssColor{102, 51, 153, 1});
  CHECK(parse_css_color("rgb(1, 2, 3)") == CssColor{1, 2, 3, 1});
  CHECK(parse_css_color("rgb(1 2 3 / 50%)") == CssColor{1, 2, 3, 0.5});
  CHECK(parse_css_color("hsl(120, 100%, 50%)") == CssColor{0, 255, 0, 1});
  CHECK(parse_css_color("#00000080")->alpha == Approx(0.502).epsilon(0.01));
  CHECK(parse_css_color("color(srgb 1 0 1)") == CssColor{255, 0, 255, 1});
  CHECK(parse_css_color("hwb(120 0% 0%)") == CssColor{0, 255, 0, 1});
  CHECK(parse_css_color("hwb(0 60% 60%)") == CssColor{127.5, 127.5, 127.5, 1});
  CHECK(parse_css_color("color-mix(in srgb, #000 25%, #fff)") == CssColor{191.25, 191.25, 191.25, 1});
  const auto nearly = [](std::string_view text, double red, double green, double blue) {
    INFO(text);
    const auto color = parse_css_color(text);
    REQUIRE(color);
    CHECK(color->red == Approx(red).margin(1));
    CHECK(color->green == Approx(green).margin(1));
    CHECK(color->blue == Approx(blue).margin(1));
  };
  nearly("lab(54.29 80.82 69.9)", 255, 0, 0);
  nearly("lch(54.29 106.85 40.86)", 255, 0, 0);
  nearly("oklab(0.628 0.2249 0.1258)", 255, 0, 0);
  nearly("oklch(62.8% 0.2577 29.23)", 255, 0, 0);
  nearly("oklch(0.452 0.3132 264.05)", 0, 0, 255);
  CHECK(parse_css_color("transparent")->alpha == 0);
  for (std::string_view bad : {"", "#", "#12", "#ggg", "rgb(1,2)", "rgb(", "color(display-p3 1 1 1)",
                               "currentcolor", "inherit", "rgb(a,b,c)"}) {
    INFO(bad);
    CHECK_FALSE(parse_css_color(bad));
  }
  CHECK(contrast_ratio({0, 0, 0, 1}, {255, 255, 255, 1}) == Approx(21));
  CHECK(contrast_ratio({118, 118, 118, 1}, {255, 255, 255, 1}) == Approx(4.54).epsilon(0.01));
  CHECK(blend({0, 0, 0, 0.5}, {255, 255, 255, 1}).red == Approx(127.5));
}
