// Each rule has a page with its fault, where it is found exactly once, and the same page mended, where
// nothing is found at all.

#include <catch2/catch.hpp>
#include <set>

#include "checks/accessibility/checked_page.h"

using namespace gazette;
using namespace gazette::testing;

namespace {

struct RuleCase {
  std::string_view rule;
  std::string faulty;
  std::string mended;
  std::string head = {};  // of both
};

/// Whole pages are given as they are, parts are put into a sound page.
std::string whole(const std::string& text, const std::string& head) {
  return text.starts_with("<!DOCTYPE") || text.starts_with("<html") ? text : sound_page(text, head);
}

const std::string kMenu =
    "<nav><a href=/1>One</a><a href=/2>Two</a><a href=/3>Three</a><a href=/4>Four</a><a href=/5>Five</a><a "
    "href=/6>Six</a></nav>";

const std::vector<RuleCase>& cases() {
  static const std::vector<RuleCase> all{
      {"a11y/page-title", "<!DOCTYPE html><html lang=en><head></head><body><main><h1>A</h1></main>",
       "<!DOCTYPE html><html lang=en><head><title>A</title></head><body><main><h1>A</h1></main>"},
      {"a11y/meta-refresh", "<p>x", "<p>x</p>"},
      {"a11y/viewport-zoom",
       "<!DOCTYPE html><html lang=en><title>A</title><meta name=viewport content='width=device-width, "
       "user-scalable=no'><main><h1>A</h1></main>",
       "<!DOCTYPE html><html lang=en><title>A</title><meta name=viewport "
       "content='width=device-width'><main><h1>A</h1></main>"},
      {"a11y/orientation",
       "<style>@media (orientation: portrait) { main { transform: rotate(90deg) } }</style>",
       "<style>@media (orientation: portrait) { main { transform: rotate(180deg) } }</style>"},
      {"a11y/page-language", "<!DOCTYPE html><html><title>A</title><main><h1>A</h1></main>",
       "<!DOCTYPE html><html lang=cy><title>A</title><main><h1>A</h1></main>"},
      {"a11y/page-language-valid",
       "<!DOCTYPE html><html lang=english><title>A</title><main><h1>A</h1></main>",
       "<!DOCTYPE html><html lang=en-Latn-GB><title>A</title><main><h1>A</h1></main>"},
      {"a11y/xml-language",
       "<!DOCTYPE html><html lang=en xml:lang=fr><title>A</title><main><h1>A</h1></main>",
       "<!DOCTYPE html><html lang=en xml:lang=en-GB><title>A</title><main><h1>A</h1></main>"},
      {"a11y/part-language-valid", "<p lang=welsh>Croeso</p>", "<p lang=cy>Croeso</p>"},
      {"a11y/link-name", "<a href=/x><img src=a.png alt=''></a>", "<a href=/x><img src=a.png alt=Home></a>"},
      {"a11y/button-name", "<button></button>", "<button>Go</button>"},
      {"a11y/image-button-name", "<input type=image src=a.png>", "<input type=image src=a.png alt=Search>"},
      {"a11y/image-alt", "<img src=a.png>", "<img src=a.png alt='A chart'>"},
      {"a11y/field-label", "Name <input>", "<label>Name <input></label>"},
      {"a11y/heading-empty", "<h2> </h2>", "<h2>A</h2>"},
      {"a11y/menu-item-name", "<div role=menu><div role=menuitem></div></div>",
       "<div role=menu><div role=menuitem>A</div></div>"},
      {"a11y/frame-title", "<iframe src=a.html></iframe>", "<iframe src=a.html title=Map></iframe>"},
      {"a11y/summary-name", "<details><summary></summary>x</details>",
       "<details><summary>A</summary>x</details>"},
      {"a11y/svg-name", "<svg role=img><path d=''/></svg>",
       "<svg role=img><title>A</title><path d=''/></svg>"},
      {"a11y/object-name", "<object data=a.png></object>", "<object data=a.png title=A></object>"},
      {"a11y/label-in-name", "<button aria-label=Submit>Send</button>",
       "<button aria-label='Send it'>Send</button>"},
      {"a11y/aria-attribute-defined", "<p aria-hiden=true>x</p>", "<p aria-hidden=true>x</p>"},
      {"a11y/aria-attribute-value", "<button aria-pressed=on>A</button>",
       "<button aria-pressed=true>A</button>"},
      {"a11y/aria-attribute-permitted", "<ul aria-expanded=true><li>A</li></ul>", "<ul><li>A</li></ul>"},
      {"a11y/aria-attribute-prohibited", "<p aria-label=B>A</p>", "<p>A</p>"},
      {"a11y/aria-attribute-required", "<div role=checkbox tabindex=0>A</div>",
       "<div role=checkbox tabindex=0 aria-checked=false>A</div>"},
      {"a11y/role-valid", "<p role=paragraf>A</p>", "<p role=paragraph>A</p>"},
      {"a11y/role-context", "<div role=tab>A</div>", "<div role=tablist><div role=tab>A</div></div>"},
      {"a11y/role-owned", "<div role=list><a href=/>A</a></div>",
       "<div role=list><div role=listitem><a href=/>A</a></div></div>"},
      {"a11y/hidden-focus", "<p aria-hidden=true><a href=/>A</a></p>", "<p hidden><a href=/>A</a></p>"},
      {"a11y/nested-focus", "<button>A <span tabindex=0>B</span></button>",
       "<button>A</button> <span tabindex=0>B</span>"},
      {"a11y/decorative-exposed", "<hr role=none tabindex=-1>", "<hr role=none>"},
      {"a11y/frame-tab-order", "<iframe title=A tabindex=-1 srcdoc=\"<a href='/'>B</a>\"></iframe>",
       "<iframe title=A srcdoc=\"<a href='/'>B</a>\"></iframe>"},
      {"a11y/tabindex", "<a href=/ tabindex=2>A</a>", "<a href=/ tabindex=0>A</a>"},
      {"a11y/autocomplete", "<label>A <input autocomplete=e-mail></label>",
       "<label>A <input autocomplete=email></label>"},
      {"a11y/radio-group",
       "<label><input type=radio name=a>A</label><label><input type=radio name=a>B</label>",
       "<fieldset><legend>Q</legend><label><input type=radio name=a>A</label><label><input type=radio "
       "name=a>B</label></fieldset>"},
      {"a11y/table-headers-attribute",
       "<table><caption>T</caption><tr><th id=a>A<tr><td headers=b>1<tr><td>2</table>",
       "<table><caption>T</caption><tr><th id=a>A<tr><td headers=a>1<tr><td>2</table>"},
      {"a11y/table-header-unused", "<table><caption>T</caption><tr><th>A<th>B<tr><td>1</table>",
       "<table><caption>T</caption><tr><th>A<th>B<tr><td>1<td>2</table>"},
      {"a11y/table-caption", "<table><tr><th>A<tr><td>1</table>",
       "<table><caption>T</caption><tr><th>A<tr><td>1</table>"},
      {"a11y/table-headers", "<table><caption>T</caption><tr><td>A<td>B<tr><td>1<td>2</table>",
       "<table><caption>T</caption><tr><th>A<th>B<tr><td>1<td>2</table>"},
      {"a11y/letter-spacing", "<p style='letter-spacing: 0.1em !important'>Words and more words</p>",
       "<p style='letter-spacing: 0.12em !important'>Words and more words</p>"},
      {"a11y/word-spacing", "<p style='word-spacing: 1px !important'>Words and more words</p>",
       "<p style='word-spacing: 1px'>Words and more words</p>"},
      {"a11y/line-height", "<p style='width: 4em; line-height: 1 !important'>Words and more words</p>",
       "<p style='width: 4em; line-height: 150% !important'>Words and more words</p>"},
      {"a11y/contrast-unjudged", "<p>Words</p><link rel=stylesheet href='https://cdn.example.org/site.css'>",
       "<p>Words</p>"},
      {"html/no-doctype", "<html lang=en><title>A</title><body><main><h1>A</h1><p>B</p></main>",
       "<!DOCTYPE html><html lang=en><title>A</title><body><main><h1>A</h1><p>B</p></main>"},
      {"html/end-tag-stray", "<div>Words</span></div>", "<div>Words</div>"},
      {"html/end-tag-missing", "<div><b>Words</div>", "<div><b>Words</b></div>"},
      {"html/slash-on-element", "<div/><p>Words</p>", "<div></div><p>Words</p>"},
      {"html/broken-attribute", "<p class=a\"b>Words</p>", "<p class='a b'>Words</p>"},
      {"a11y/contrast", "<p style='color: #999'>Words</p>", "<p style='color: #595959'>Words</p>"},
      {"a11y/main-landmark", "<!DOCTYPE html><html lang=en><title>A</title><body><h1>A</h1><p>B</p>",
       "<!DOCTYPE html><html lang=en><title>A</title><body><main><h1>A</h1><p>B</p></main>"},
      {"a11y/one-h1", "<h1>Another</h1>", "<h2>Another</h2>"},
      {"a11y/heading-order", "<h3>A</h3>", "<h2>A</h2>"},
      {"a11y/skip-link",
       "<!DOCTYPE html><html lang=en><title>A</title><body>" + kMenu + "<main id=main><h1>A</h1></main>",
       "<!DOCTYPE html><html lang=en><title>A</title><body><a href='#main'>Skip</a>" + kMenu +
           "<main id=main><h1>A</h1></main>"},
      {"a11y/landmark-name", "<nav>A</nav><nav>B</nav>",
       "<nav aria-label=One>A</nav><nav aria-label=Two>B</nav>"},
      {"a11y/list-item", "<div><li>A</li></div>", "<ul><li>A</li></ul>"},
      {"a11y/new-window", "<a href=/ target=_blank>A</a>",
       "<a href=/ target=_blank>A (opens in new tab)</a>"},
      {"a11y/reference", "<p aria-describedby=nowhere>A</p>",
       "<p aria-describedby=here>A</p><p id=here>B</p>"},
      {"a11y/video-captions", "<video src=a.mp4 controls></video>",
       "<video src=a.mp4 controls><track src=a.vtt kind=captions></video>"},
      {"a11y/autoplay", "<audio src=a.mp3 controls autoplay></audio>", "<audio src=a.mp3 controls></audio>"},
      {"a11y/figure-text", "<figure><svg><path d=''/></svg></figure>",
       "<figure><svg aria-hidden=true><path d=''/></svg><figcaption>A</figcaption></figure>"},
      {"a11y/moving-text", "<marquee>A</marquee>", "<p>A</p>"},
      {"a11y/id-unique", "<p id=a>A</p><p id=a>B</p>", "<p id=a>A</p><p id=b>B</p>"},
      {"a11y/attribute-duplicate", "<img src=a.png alt=A alt=B>", "<img src=a.png alt=A>"},
  };
  return all;
}

}  // namespace

TEST_CASE("each rule finds its fault once and nothing on the mended page", "[stages][accessibility]") {
  for (const RuleCase& one : cases()) {
    if (one.rule == "a11y/meta-refresh") continue;  // below: it needs its own head
    INFO(one.rule);
    CHECK(found_rules(whole(one.faulty, one.head)) == one.rule);
    CHECK(found_rules(whole(one.mended, one.head)) == "");
  }
  CHECK(found_rules(sound_page("<p>x</p>", "<meta http-equiv=refresh content='5; url=/a'>")) ==
        "a11y/meta-refresh");
  CHECK(found_rules(sound_page("<p>x</p>", "<meta http-equiv=refresh content='0; url=/a'>")) == "");
}

TEST_CASE("each rule has a case, and tells all about itself", "[stages][accessibility]") {
  std::set<std::string_view> covered;
  for (const RuleCase& one : cases()) covered.insert(one.rule);
  std::set<std::string_view> seen;
  for (const Rule& rule : accessibility_rules()) {
    INFO(rule.id);
    CHECK(covered.count(rule.id) == 1);
    CHECK(seen.insert(rule.id).second);
    CHECK((rule.id.starts_with("a11y/") || rule.id.starts_with("html/")));
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.title.ends_with('.'));
    CHECK(rule.why.ends_with('.'));
    CHECK_FALSE(rule.follows.empty());
    CHECK_FALSE(rule.bad.empty());
    CHECK_FALSE(rule.good.empty());
  }
  CHECK(covered.size() == seen.size());
}

TEST_CASE("a finding reads as a compiler's message", "[stages][accessibility]") {
  const auto findings = check_page(sound_page("<p><img src=\"a.png\"></p>"));
  REQUIRE(findings.size() == 1);
  CHECK(format_diagnostic(findings[0]) ==
        "page.html:4:4: error: this image has no alt text  [a11y/image-alt]\n"
        "    4 | <p><img src=\"a.png\"></p>\n"
        "      |    ^^^^^^^^^^^^^^^^^ say what it shows, or write alt=\"\" when it only decorates\n");
  CHECK(findings[0].selector == "main > p > img");
  CHECK(findings[0].wcag == std::vector<std::string>{"1.1.1"});
  CHECK(findings[0].act == std::vector<std::string>{"23a2a8"});
}

TEST_CASE("a misspelt attribute or role is answered with the nearest one", "[stages][accessibility]") {
  const auto attribute = check_page(sound_page("<p aria-labeledby=a id=a>x</p>"));
  REQUIRE(attribute.size() == 1);
  CHECK(attribute[0].hint == "did you mean `aria-labelledby`?");
  const auto role = check_page(sound_page("<p role=buton>x</p>"));
  REQUIRE(role.size() == 1);
  CHECK(role[0].hint == "did you mean `button`?");
}

TEST_CASE("a frame's own page is checked and reported at the attribute", "[stages][accessibility]") {
  const auto findings = check_page(sound_page("<iframe title=A srcdoc=\"<img src='a.png'>\"></iframe>"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == "a11y/image-alt");
  CHECK(findings[0].place.source->slice(findings[0].place.span) == "<img src='a.png'>");
}

TEST_CASE("what is no page has no findings", "[stages][accessibility]") {
  CHECK(check_page("<svg xmlns='http://www.w3.org/2000/svg'><image/></svg>", {}, "a.svg").empty());
  CHECK(check_page("<?xml version='1.0'?><feed><img/></feed>", {}, "feed.xml").empty());
  CHECK(check_page("<?xml version='1.0'?><feed><img/></feed>").empty());
  CHECK(found_rules(sound_page("<template><img src=a></template>")) == "");
}

TEST_CASE("broken pages are checked as browsers show them", "[stages][accessibility][broken]") {
  CHECK(found_rules("<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1><a href=/x>half <im") ==
        "html/broken-attribute");
  CHECK(found_rules("<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1><img src='a") ==
        "html/broken-attribute");
  CHECK(found_rules("\x01\x02\xFF") == "a11y/page-language a11y/page-title html/no-doctype");
  CHECK(check_page("").size() == 3);
}

TEST_CASE("references in circles end", "[stages][accessibility][broken]") {
  CHECK(
      found_rules(sound_page("<a id=a href=/ aria-labelledby=b></a><a id=b href=/ aria-labelledby=a></a>")) ==
      "a11y/link-name a11y/link-name");
  CHECK(found_rules(sound_page(
            "<div role=list id=a aria-owns=b></div><div role=listitem id=b aria-owns=a>x</div>")) != "?");
  CHECK(found_rules(sound_page("<div id=a aria-owns=a>x</div>")) == "");
  std::string html;
  for (int i = 0; i < 500; ++i)
    html += "<label id=l" + std::to_string(i) + " aria-labelledby=l" + std::to_string(i + 1) + ">";
  CHECK(found_rules(sound_page(html + "<input>")) != "?");
}

TEST_CASE("findings without number stop at a bound", "[stages][accessibility][broken]") {
  std::string html;
  for (int i = 0; i < 20'000; ++i) html += "<img src=a>";
  CHECK(check_page(sound_page(html)).size() == 200);
}

TEST_CASE("a sheet of rules without end is read to a bound", "[stages][accessibility][broken]") {
  std::string css;
  for (int i = 0; i < 10'000; ++i) css += "*{color:#777}";
  std::string html;
  for (int i = 0; i < 50; ++i) html += "<p>x</p>";
  CHECK(found_rules(sound_page(html, "<style>" + css + "</style>")) == "a11y/contrast-unjudged");
}
