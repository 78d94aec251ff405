// What may lie behind a text: nothing certain is said of its contrast then.
#include <catch2/catch.hpp>

#include "checks/accessibility/checked_page.h"

using namespace gazette;
using namespace gazette::testing;

namespace {

bool says_contrast(const std::string& css, const std::string& main) {
  const std::string rules = found_rules(sound_page(main, "<style>" + css + "</style>"));
  return rules.find("a11y/contrast") != std::string::npos;
}

}  // namespace

TEST_CASE("a layer that may lie behind a text keeps its contrast open", "[checks][accessibility]") {
  const std::string white = "p{color:#fff}";
  CHECK_FALSE(says_contrast(
      white + ".h{position:relative}.h::before{content:'';position:absolute;inset:0;background:#000}",
      "<div class=h><p>x</p></div>"));
  CHECK_FALSE(says_contrast(white + ".b{position:fixed;inset:0;z-index:-1;background:#000}",
                            "<div class=b></div><p>x</p>"));
  CHECK_FALSE(says_contrast(white + ".g{display:grid}.g>*{grid-area:1/1}.b{background:#000}",
                            "<div class=g><div class=b></div><p>x</p></div>"));
  CHECK_FALSE(
      says_contrast(white + ".h{position:relative}.h img{position:absolute;inset:0}.h p{position:relative}",
                    "<div class=h><img src=a.png alt=''><p>x</p></div>"));
  CHECK_FALSE(says_contrast("p{color:#fff;box-shadow:inset 0 0 0 99px #000}", "<p>x</p>"));
  CHECK_FALSE(says_contrast(white + ".b{background:#000;height:50px;margin-bottom:-50px}",
                            "<div class=b></div><p>x</p>"));
  CHECK_FALSE(
      says_contrast(white + ".b{background:linear-gradient(#000,#111)}", "<div class=b><p>x</p></div>"));
  CHECK_FALSE(says_contrast(":root{color-scheme:dark}p{color:#ddd}", "<p>x</p>"));
  CHECK_FALSE(says_contrast(white, "<table background=a.png><tr><td><p>x</p></table>"));
}

TEST_CASE("a layer that lies elsewhere hides no fault", "[checks][accessibility]") {
  const std::string dim = "p{color:#bbb}";
  CHECK(says_contrast(dim, "<p>x</p>"));
  CHECK(says_contrast(":root{color-scheme:light dark}" + dim, "<p>x</p>"));
  CHECK(says_contrast(dim + ".w{position:relative}.w ul{position:absolute;background:#fff}",
                      "<div class=w><p>x</p><ul><li>y</ul></div>"));
  CHECK(says_contrast(
      dim +
          ".u{position:relative}.u::after{content:'';position:absolute;bottom:0;height:2px;background:#000}",
      "<p class=u>x</p>"));
  CHECK(says_contrast(dim + ".b{position:fixed;inset:0;z-index:-1;background:#000}.card{background:#fff}",
                      "<div class=b></div><div class=card><p>x</p></div>"));
  CHECK(says_contrast(dim + ".g{display:grid}.g p{grid-area:1/1}.b{grid-area:1/2;background:#000}",
                      "<div class=g><p>x</p><div class=b></div></div>"));
}

TEST_CASE("a style sheet that cannot be read is told once", "[checks][accessibility]") {
  const std::string link = "<link rel=stylesheet href='https://fonts.example.org/css?family=Nunito'>";
  CHECK(found_rules(sound_page("<p>x</p><p>y</p>", link)) == "a11y/contrast-unjudged");
}

TEST_CASE("items of a list that is something else are generic", "[checks][accessibility]") {
  for (const char* sound :
       {"<ul role=tablist><li><a role=tab href='#p' aria-selected=true>One</a></li></ul><div role=tabpanel "
        "id=p>T</div>",
        "<ul role=menu aria-label=A><li><a role=menuitem href='#p'>Go</a></li></ul><p id=p>x</p>",
        "<ol role=listbox aria-label=A><li><span role=option>x</span></li></ol>",
        "<menu role=radiogroup aria-label=A><li><span role=radio aria-checked=true "
        "tabindex=0>x</span></li></menu>",
        "<ul role=tree aria-label=A><li><span role=treeitem tabindex=0>x</span></li></ul>"}) {
    INFO(sound);
    const std::string rules = found_rules(sound_page(sound));
    CHECK(rules.find("a11y/role-") == std::string::npos);
  }
  CHECK(found_rules(sound_page("<ul role=menu aria-label=A><li>x</li></ul>")) == "a11y/role-owned");
}

TEST_CASE("a header heads its row whatever the cells of that row hold", "[checks][accessibility]") {
  for (const char* cell :
       {"<input aria-label=N>", "<img src=a.png alt=N>", "", "<svg role=img aria-label=N></svg>"}) {
    INFO(cell);
    const std::string table =
        "<table><caption>C</caption><tr><th>Name</th><td>" + std::string(cell) + "</td></tr></table>";
    CHECK(found_rules(sound_page(table)).find("a11y/table-header-unused") == std::string::npos);
  }
}
