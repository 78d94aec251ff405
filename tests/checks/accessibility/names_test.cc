#include <catch2/catch.hpp>

#include "checks/accessibility/checked_page.h"

using namespace gazette;
using namespace gazette::testing;

namespace {

/// The name of the element with id `x`.
std::string name_of(const std::string& html) {
  const HtmlDocument document = read_page(sound_page(html));
  const StyleSheets sheets = StyleSheets::of(document);
  const AccessiblePage page(document, sheets);
  REQUIRE(document.element_by_id("x") != kNoHtmlNode);
  return page.name(document.element_by_id("x"));
}

std::string description_of(const std::string& html) {
  const HtmlDocument document = read_page(sound_page(html));
  const StyleSheets sheets = StyleSheets::of(document);
  return AccessiblePage(document, sheets).description(document.element_by_id("x"));
}

std::string role_of(const std::string& html) {
  const HtmlDocument document = read_page(sound_page(html));
  const StyleSheets sheets = StyleSheets::of(document);
  const AccessiblePage page(document, sheets);
  const AriaRole* role = page.facts(document.element_by_id("x")).role;
  return role == nullptr ? "" : std::string(role->name);
}

struct Expectation {
  std::string_view html;
  std::string_view result;
};

}  // namespace

TEST_CASE("names come from where accname-1.2 says", "[stages][accessibility]") {
  const std::vector<Expectation> table{
      {"<a id=x href=/>Read <b>this</b></a>", "Read this"},
      {"<a id=x href=/><span>a</span><span>b</span></a>", "ab"},
      {"<a id=x href=/><div>a</div><div>b</div></a>", "a b"},
      {"<a id=x href=/>a<br>b</a>", "a b"},
      {"<a id=x href=/> \n&nbsp; </a>", ""},
      {"<a id=x href=/><img src=a alt='Logo'> home</a>", "Logo home"},
      {"<a id=x href=/><img src=a alt='Logo' role=none></a>", ""},
      {"<a id=x href=/ title=Tip></a>", "Tip"},
      {"<a id=x href=/ title=Tip>Text</a>", "Text"},
      {"<a id=x href=/ aria-label=Label>Text</a>", "Label"},
      {"<a id=x href=/ aria-label=' '>Text</a>", "Text"},
      {"<a id=x href=/ aria-labelledby='b a' aria-label=L>T</a><i id=a>A</i><i id=b>B</i>", "B A"},
      {"<a id=x href=/ aria-labelledby=none>T</a>", "T"},
      {"<a id=x href=/ aria-labelledby='x a' aria-label=L>T</a><i id=a>A</i>", "L A"},
      {"<a id=x href=/><span hidden>no</span><span aria-hidden=true>no</span><span "
       "style='display:none'>no</span>yes</a>",
       "yes"},
      {"<a id=x href=/ aria-labelledby=h></a><p hidden id=h>hidden <b style='display:none'>all of it</b></p>",
       "hidden all of it"},
      {"<a id=x href=/ aria-labelledby=v></a><p id=v>shown <b hidden>not this</b></p>", "shown"},
      {"<style>.i::before{content:'★ '}.i::after{content:' (new)' / ' new'}</style><a id=x class=i "
       "href=/>T</a>",
       "★ T new"},
      {"<style>.i::before{content:url(a.png)}</style><a id=x class=i href=/></a>", ""},
      {"<label for=x>Name</label><input id=x>", "Name"},
      {"<label>Name <input id=x> now</label>", "Name now"},
      {"<label for=x>One</label><label for=x>Two</label><input id=x>", "One Two"},
      {"<label for=x hidden>Name</label><input id=x>", "Name"},
      {"<label for=x>Flash <input value=3> times</label><input type=checkbox id=x>", "Flash 3 times"},
      {"<label for=x>Size <select><option>S<option selected>M</select></label><input type=checkbox id=x>",
       "Size M"},
      {"<input id=x title=Tip placeholder=Hint>", "Tip"},
      {"<input id=x placeholder=Hint>", "Hint"},
      {"<input id=x type=submit>", "Submit"},
      {"<input id=x type=submit value=Send>", "Send"},
      {"<input id=x type=reset>", "Reset"},
      {"<input id=x type=button value=Go>", "Go"},
      {"<input id=x type=image alt=Search>", "Search"},
      {"<input id=x type=image>", ""},
      {"<button id=x>Go <img src=a alt=on></button>", "Go on"},
      {"<div id=x role=checkbox>Yes</div>", "Yes"},
      {"<div id=x role=textbox>Text</div>", ""},
      {"<div id=x>Text</div>", ""},
      {"<img id=x src=a alt='A  b'>", "A b"},
      {"<img id=x src=a title=T>", "T"},
      {"<table id=x><caption>Cap</caption><tr><td>1</table>", "Cap"},
      {"<fieldset id=x><legend>Leg</legend></fieldset>", "Leg"},
      {"<figure id=x><figcaption>Fig</figcaption></figure>", "Fig"},
      {"<svg id=x role=img><title>Draw</title><text>no</text></svg>", "Draw"},
      {"<a id=x href=/><svg><title>Draw</title></svg></a>", "Draw"},
      {"<details><summary id=x>Sum</summary>a</details>", "Sum"},
      {"<h2 id=x>Head</h2>", "Head"},
      {"<iframe id=x title=Frame>no</iframe>", "Frame"},
      {"<object id=x data=a.png>no</object>", ""},
      {"<map name=m><area id=x href=/ alt=Place></map>", "Place"},
      {"<table><tr><td id=x>Cell</table>", "Cell"},
      {"<select><optgroup id=x label=Group></optgroup></select>", "Group"},
      {"<a id=x href=/><script>no</script><style>no{}</style>T</a>", "T"},
  };
  for (const Expectation& row : table) {
    INFO(row.html);
    CHECK(name_of(std::string(row.html)) == row.result);
  }
}

TEST_CASE("descriptions come after names", "[stages][accessibility]") {
  CHECK(description_of("<input id=x aria-describedby=d title=T><p id=d>Hint</p>") == "Hint");
  CHECK(description_of("<a id=x href=/ title=T>Text</a>") == "T");
  CHECK(description_of("<a id=x href=/ title=T></a>") == "");
}

TEST_CASE("roles come from the element, the attribute and their conflicts", "[stages][accessibility]") {
  const std::vector<Expectation> table{
      {"<a id=x href=/>", "link"},
      {"<a id=x>", "generic"},
      {"<article><header id=x></header></article>", "generic"},
      {"<section id=x></section>", "generic"},
      {"<section id=x aria-label=A></section>", "region"},
      {"<input id=x type=search>", "searchbox"},
      {"<input id=x list=l>", "combobox"},
      {"<input id=x type=password>", ""},
      {"<input id=x type=nonsense>", "textbox"},
      {"<select id=x multiple></select>", "listbox"},
      {"<select id=x></select>", "combobox"},
      {"<img id=x alt=''>", "presentation"},
      {"<img id=x alt='' aria-label=A>", "img"},
      {"<img id=x>", "img"},
      {"<p id=x role='nonsense Button'>", "button"},
      {"<p id=x role=widget>", "paragraph"},
      {"<button id=x role=none>", "button"},
      {"<h2 id=x role=none aria-label=A>", "heading"},
      {"<h2 id=x role=none aria-hidden=false>", "none"},
      {"<ul role=none><li id=x></ul>", "none"},
      {"<table role=presentation><tr><td id=x></table>", "none"},
      {"<table role=grid><tr><td id=x></table>", "gridcell"},
      {"<table><tr><td>a<th id=x>b</table>", "rowheader"},
      {"<table><tr><th id=x>b<td>a</table>", "rowheader"},
      {"<table><tr><th id=x>b</table>", "columnheader"},
      {"<li id=x>", "generic"},
      {"<svg id=x></svg>", "graphics-document"},
      {"<video id=x></video>", ""},
  };
  for (const Expectation& row : table) {
    INFO(row.html);
    CHECK(role_of(std::string(row.html)) == row.result);
  }
}
