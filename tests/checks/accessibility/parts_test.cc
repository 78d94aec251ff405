// The smaller parts: languages, autocomplete, tables, roles as data, focus, styles, contrast.

#include <catch2/catch.hpp>

#include "checks/accessibility/autocomplete.h"
#include "checks/accessibility/checked_page.h"
#include "checks/accessibility/css_values.h"
#include "checks/accessibility/tables.h"
#include "formats/language/language_registry.h"

using namespace gazette;
using namespace gazette::testing;

TEST_CASE("languages are those of the registry", "[stages][accessibility]") {
  for (std::string_view tag :
       {"en", "EN-gb", "cy", "zh-Hant-TW", "gsw", "sgn", "iw", "nah", "qaa-x-own", "tlh"}) {
    INFO(tag);
    CHECK(is_known_language_tag(tag));
  }
  for (std::string_view tag :
       {"", " ", "english", "eng", "ger", "xx", "i-lux", "#!", "en_GB", "x-own", "e", "qqqq"}) {
    INFO(tag);
    CHECK_FALSE(is_known_language_tag(tag));
  }
}

TEST_CASE("autocomplete tokens stand in their order", "[stages][accessibility]") {
  for (std::string_view good : {"name", "section-a shipping street-address", "billing work tel", "HOME Email",
                                "current-password webauthn", "section-x cc-number"}) {
    INFO(good);
    CHECK(autocomplete_state(good) == AutocompleteState::Valid);
  }
  for (std::string_view empty : {"", " ", "on", "OFF"})
    CHECK(autocomplete_state(empty) == AutocompleteState::Empty);
  for (std::string_view bad : {"e-mail", "work name", "work", "shipping", "email work", "email,name",
                               "off name", "webauthn", "section-a", "name name"}) {
    INFO(bad);
    CHECK(autocomplete_state(bad) == AutocompleteState::Unknown);
  }
}

TEST_CASE("cells lie where their spans put them", "[stages][accessibility]") {
  const HtmlDocument document = read_page(
      "<table><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tr><th scope=row>E<td id=x>1<td>2</table>");
  const TableGrid grid(document, document.ancestor(document.element_by_id("x"), "table"));
  CHECK(grid.row_count() == 3);
  CHECK(grid.column_count() == 3);
  std::string lie;
  std::string unused;
  for (const TableCell& cell : grid.cells()) {
    lie += document.text_content(cell.element) + std::to_string(cell.row) + std::to_string(cell.column) + " ";
    if (cell.header && !grid.heads_any(cell)) unused += document.text_content(cell.element);
  }
  CHECK(lie == "A00 B01 C11 D12 E20 121 222 ");
  CHECK(unused.empty());
}

TEST_CASE("monstrous spans do not make a monstrous grid", "[stages][accessibility][broken]") {
  std::string html = "<table>";
  for (int i = 0; i < 3'000; ++i) html += "<tr><td colspan=999999 rowspan=999999>x";
  const HtmlDocument document = read_page(html + "</table>");
  HtmlNodeId table = 0;
  while (!document.is_html(table, "table")) ++table;
  CHECK(TableGrid(document, table).truncated());
}

TEST_CASE("roles inherit what they may carry", "[stages][accessibility]") {
  const AriaRole* button = find_aria_role("button");
  REQUIRE(button != nullptr);
  CHECK(button->widget);
  CHECK(button->children_presentational);
  CHECK((button->supported & aria_attribute_bit("aria-pressed")) != 0);
  CHECK((button->supported & aria_attribute_bit("aria-label")) != 0);
  CHECK((button->supported & aria_attribute_bit("aria-sort")) == 0);
  CHECK((find_aria_role("columnheader")->supported & aria_attribute_bit("aria-selected")) != 0);
  CHECK(find_aria_role("navigation")->landmark);
  CHECK(find_aria_role("command")->abstract);
  CHECK(find_aria_role("nonsense") == nullptr);
  CHECK(inherits_aria_role(*find_aria_role("doc-noteref"), "link"));
  CHECK(is_valid_aria_value(*find_aria_attribute("aria-valuenow"), "1.5"));
  CHECK_FALSE(is_valid_aria_value(*find_aria_attribute("aria-level"), "1.5"));
  CHECK(is_valid_aria_value(*find_aria_attribute("aria-relevant"), "text additions"));
  CHECK_FALSE(is_valid_aria_value(*find_aria_attribute("aria-checked"), "yes"));
  CHECK_FALSE(is_valid_aria_value(*find_aria_attribute("aria-activedescendant"), "a b"));
}

TEST_CASE("rotations are read from all transform functions", "[stages][accessibility]") {
  CHECK(*transform_rotation("rotate(90deg)") == Approx(90));
  CHECK(*transform_rotation("rotate(0.25turn) scale(2)") == Approx(90));
  CHECK(*transform_rotation("rotateZ(100grad)") == Approx(90));
  CHECK(*transform_rotation("matrix(0, 1, -1, 0, 0, 0)") == Approx(90));
  CHECK(*transform_rotation("rotate3d(0, 0, 1, 1.5708rad)") == Approx(90).epsilon(0.01));
  CHECK(*transform_rotation("translateX(10px)rotate(-90deg)") == Approx(-90));
  CHECK_FALSE(transform_rotation("rotate(1, 2)"));
  CHECK_FALSE(transform_rotation("nonsense"));
}

TEST_CASE("text that is out of sight is no label", "[stages][accessibility]") {
  const auto shows = [](std::string style) {
    return found_rules(sound_page("<button aria-label=Send>Send <span style='" + style +
                                  "'>hidden words</span></button>")) != "";
  };
  CHECK(shows("color: #333"));
  CHECK(shows("position: relative; left: 4px"));
  for (std::string hidden : {"display: none", "visibility: hidden", "position: absolute; left: -9999px",
                             "position: absolute; clip: rect(0 0 0 0)", "opacity: 0", "clip-path: inset(50%)",
                             "width: 1px; height: 1px; overflow: hidden", "font-size: 0"}) {
    INFO(hidden);
    CHECK_FALSE(shows(hidden));
  }
}

TEST_CASE("contrast is reported only where both colours are certain", "[stages][accessibility]") {
  const auto found = [](std::string style, std::string inner = "Words") {
    return found_rules(sound_page("<div class=a>" + inner + "</div>", "<style>" + style + "</style>"));
  };
  CHECK(found(".a{color:#777}") == "a11y/contrast");
  CHECK(found(".a{color:#777;font-size:24px}") == "");
  CHECK(found(".a{color:#777;font:bold 19px serif}") == "");
  CHECK(found(".a{background:#000}") == "a11y/contrast");
  CHECK(found("body{background:#222;color:#eee}.a{color:#333}") == "a11y/contrast");
  CHECK(found("body{background:#222;color:#eee}") == "");
  CHECK(found(":root{--c:#888}.a{color:var(--c)}") == "a11y/contrast");
  CHECK(found(".a{color:var(--none,#888)}") == "a11y/contrast");
  CHECK(found(".a{color:rgb(0 0 0 / 30%)}") == "a11y/contrast");
  CHECK(found(".a{color:#777;background:url(a.png)}") == "");
  CHECK(found(".a{color:#fff;position:absolute;top:1px}") == "");
  CHECK(found(".a{color:#777;text-shadow:0 0 1px #000}") == "");
  CHECK(found(".a{color:color-mix(in srgb, red, white)}") == "a11y/contrast");
  CHECK(found(".a{color:oklch(0.7 0.1 200)}") == "a11y/contrast");
  CHECK(found(".a{color:color-mix(in lch, red, white)}") == "");
  CHECK(found(".a{color:oklch(0.7 0.4 140)}") == "");
  CHECK(found(".a{color:#777!important}.a{color:#000}") == "a11y/contrast");
  CHECK(found(".a{color:#777}", "<p hidden>Words</p>") == "");
  CHECK(found(".a{color:#777}", "» • »") == "");
  CHECK(found("@media print{.a{color:#777}}") == "");
  CHECK(found_rules(sound_page("<p style='color:#777'>Words</p>", "<link rel=stylesheet href=a.css>")) ==
        "a11y/contrast-unjudged");
}

TEST_CASE("linked sheets come through the loader", "[stages][accessibility]") {
  const HtmlDocument document =
      read_page(sound_page("<p class=a>Words</p>", "<link rel=stylesheet href=a.css>"));
  const StyleSheets sheets =
      StyleSheets::of(document, [](std::string_view address) -> std::optional<std::string> {
        if (address == "a.css") return "@import 'b.css';";
        if (address == "b.css") return ".a { color: #aaa }";
        return std::nullopt;
      });
  CHECK_FALSE(sheets.incomplete());
  Diagnostics diagnostics;
  check_accessibility(document, sheets, {}, diagnostics);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(diagnostics.items()[0].message ==
        "this text has a contrast of 2.32 to 1 (#aaaaaa on #ffffff); it needs 4.5");
}

TEST_CASE("headers find their cells by scope, group and place", "[stages][accessibility]") {
  const auto unused = [](std::string rows) {
    return found_rules(sound_page("<table><caption>T</caption>" + rows + "</table>")) ==
           "a11y/table-header-unused";
  };
  CHECK_FALSE(unused("<tr><td><th>A<th>B<tr><th>r<td>1<td>2"));
  CHECK_FALSE(unused("<tr><th>A<th>B<tr><th>r<td>1"));
  CHECK_FALSE(unused("<tr><th colspan=2>Title<tr><th>r<td>1"));
  CHECK_FALSE(
      unused("<tbody><tr><th scope=rowgroup colspan=2>Group<tr><th>r<td>1<tbody><tr><th scope=rowgroup "
             "colspan=2>Other<tr><th>r<td>1"));
  CHECK_FALSE(unused("<tr><th rowspan=2>R<td>1<tr><td>2"));
  CHECK_FALSE(unused("<tr><th id=h>A<tr><td headers=h>1"));
  CHECK(unused("<tr><th>A<th>B<tr><td>1"));
  CHECK(unused("<tr><td>1<th scope=row>A<tr><td>2<td>3"));
}

TEST_CASE("letters of icon fonts are no label", "[stages][accessibility]") {
  CHECK(found_rules(sound_page(
            "<button aria-label=Find><span style=\"font-family:'Material Icons'\">search</span></button>")) ==
        "");
  CHECK(found_rules(
            sound_page("<button aria-label=Find><span class=material-icons>search</span></button>")) == "");
  CHECK(found_rules(sound_page("<button aria-label=Find>search</button>")) == "a11y/label-in-name");
}
