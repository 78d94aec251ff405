#include <catch2/catch.hpp>

#include "base/text.h"
#include "content/glossary/html.h"
#include "content/glossary/testing.h"

using namespace gazette;
using gazette::testing::term;

namespace {

Glossary listed_glossary() {
  Glossary glossary;
  glossary.terms = {term("MASH", "Multi-Agency Safeguarding Hub", "The \"front door\" & more."),
                    term("H&WBB", "Health and Wellbeing Board"), term("early help", "", "Help soon."),
                    term("LSCB", "Local Safeguarding Children Board"),
                    term("3P's", "Prepare, Prevent and Protect")};
  glossary.terms[0].see = {"early help", "gone"};
  glossary.terms[3].status = TermStatus::Former;
  glossary.terms[3].see = {"MASH"};
  return glossary;
}

TermMark tip(std::size_t number) {
  TermMark mark;
  mark.tip = true;
  mark.number = number;
  return mark;
}

const TermHtmlOptions kOptions{"/glossary/", "t-"};

}  // namespace

TEST_CASE("a toggletip is a button and a popover beside it", "[content][glossary]") {
  CHECK(term_html(listed_glossary().terms[0], tip(1), "MASH", kOptions, {}) ==
        "<button type=\"button\" class=\"term\" popovertarget=\"t-mash-1\" aria-label=\"MASH, "
        "definition\">MASH</button>"
        "<span class=\"tip\" id=\"t-mash-1\" popover=\"\" role=\"note\" aria-label=\"Definition of MASH\">"
        "<span class=\"tip-x\"> (<dfn>Multi-Agency Safeguarding Hub</dfn>)</span> "
        "<span class=\"tip-d\">The &quot;front door&quot; &amp; more.</span> "
        "<a href=\"/glossary/#mash\">MASH in the glossary</a> "
        "<button type=\"button\" class=\"tip-c\" popovertarget=\"t-mash-1\" "
        "popovertargetaction=\"hide\">Close</button>"
        "</span>");
}

TEST_CASE("a tip whose expansion stands beside it says so, and print leaves it out", "[content][glossary]") {
  TermMark beside = tip(1);
  beside.explained = true;
  CHECK(term_html(listed_glossary().terms[0], beside, "MASH", kOptions, {})
            .find("<span class=\"tip tip-beside\" id=") != std::string::npos);
  TermMark spelled_out = tip(1);
  spelled_out.expand = true;
  CHECK(term_html(listed_glossary().terms[0], spelled_out, "MASH", kOptions, {})
            .find("class=\"tip tip-beside\"") != std::string::npos);
}

TEST_CASE("the button holds the form used, and parts that are missing drop out", "[content][glossary]") {
  const std::string board = term_html(listed_glossary().terms[1], tip(12), "H&WBB’s", kOptions, {});
  CHECK(board.find(
            "popovertarget=\"t-h-and-wbb-12\" aria-label=\"H&amp;WBB’s, definition\">H&amp;WBB’s</button>") !=
        std::string::npos);
  CHECK(board.find("tip-d") == std::string::npos);
  const std::string word = term_html(listed_glossary().terms[2], tip(1), "Early\nhelp", {"", "p3-"}, {});
  CHECK(
      word ==
      "<button type=\"button\" class=\"term\" popovertarget=\"p3-early-help-1\" aria-label=\"Early help, "
      "definition\">"
      "Early\nhelp</button><span class=\"tip\" id=\"p3-early-help-1\" popover=\"\" role=\"note\" "
      "aria-label=\"Definition of early help\"> <span class=\"tip-d\">Help soon.</span> <button "
      "type=\"button\" "
      "class=\"tip-c\" popovertarget=\"p3-early-help-1\" popovertargetaction=\"hide\">Close</button></span>");
}

TEST_CASE("a page's words come from its language file", "[content][glossary]") {
  const Wording welsh = {{"term_close", "Cau"}, {"term_button", "{form}, diffiniad"}};
  const std::string html = term_html(listed_glossary().terms[0], tip(1), "MASH", kOptions, welsh);
  CHECK(html.find(">Cau</button>") != std::string::npos);
  CHECK(html.find("aria-label=\"MASH, diffiniad\"") != std::string::npos);
  CHECK(html.find("Definition of MASH") != std::string::npos);
}

TEST_CASE("full names are written in the number of the form", "[content][glossary]") {
  const auto expanded = [](const std::string& expansion, std::string_view text, FormEnding ending) {
    TermMark mark;
    mark.expand = true;
    mark.ending = ending;
    return term_html(term("X", expansion), mark, text, kOptions, {});
  };
  CHECK(expanded("Child Protection Plan", "CPP", FormEnding::None) == "Child Protection Plan (CPP)");
  CHECK(expanded("Child Protection Plan", "CPPs", FormEnding::Plural) == "Child Protection Plans (CPPs)");
  CHECK(expanded("Local Authority", "LAs", FormEnding::Plural) == "Local Authorities (LAs)");
  CHECK(expanded("Safe Box", "SBs", FormEnding::Plural) == "Safe Boxes (SBs)");
  CHECK(expanded("Super Output Areas", "SOAs", FormEnding::Plural) == "Super Output Areas (SOAs)");
  CHECK(expanded("Safety Board", "SB’s", FormEnding::Possessive) == "Safety Board’s (SB’s)");
  CHECK(expanded("Safety Board", "SBs’", FormEnding::PluralPossessive) == "Safety Boards’ (SBs’)");
  CHECK(expanded("Crime & Order", "CO", FormEnding::None) == "Crime &amp; Order (CO)");
}

TEST_CASE("a run is written with its marks and without its escapes", "[content][glossary]") {
  const Glossary glossary = listed_glossary();
  TermMark plain;
  plain.begin = 8;
  plain.end = 12;
  TermMark expand;
  expand.begin = 20;
  expand.end = 24;
  expand.expand = true;
  const TermEscape first{0, 0};
  const TermEscape last{0, 27};
  const std::vector<TermMark> marks = {plain, expand};
  const std::vector<TermEscape> escapes = {first, last};
  CHECK(marked_run_html("\\MASH < MASH, then: MASH & \\FIB", marks, escapes, glossary, kOptions, {}) ==
        "MASH &lt; MASH, then: Multi-Agency Safeguarding Hub (MASH) &amp; FIB");
  CHECK(marked_run_html("a < b", {}, {}, glossary, kOptions, {}) == "a &lt; b");
}

TEST_CASE("the abbreviations of a page are listed in alphabetical order", "[content][glossary]") {
  const std::vector<TermUse> used = {{0, 1, {}}, {2, 1, {}}, {1, 3, {}}};
  const auto list = page_abbreviations(used, listed_glossary(), "/glossary/");
  REQUIRE(list.size() == 2);  // a plain word is no abbreviation
  CHECK(list[0].term == "H&WBB");
  CHECK(list[0].address == "/glossary/#h-and-wbb");
  CHECK(list[0].expansion == "Health and Wellbeing Board");
  CHECK(list[1].term == "MASH");
  CHECK(list[1].address == "/glossary/#mash");
  CHECK(page_abbreviations(used, listed_glossary(), "")[1].address.empty());
}

TEST_CASE("the glossary page goes from A to Z and back to the pages", "[content][glossary]") {
  const std::vector<std::vector<TitledAddress>> uses = {
      {{"Early help & more", "/early-help/"}, {"About", "/about/"}}};
  const std::string html = glossary_page_html(listed_glossary(), uses, {});
  CHECK(html.find("<nav class=\"letters\" aria-label=\"Letters\"><ul><li><a "
                  "href=\"#letter-digits\">0–9</a></li><li><a "
                  "href=\"#letter-e\">E</a></li><li><a href=\"#letter-h\">H</a></li><li><a "
                  "href=\"#letter-l\">L</a></li>"
                  "<li><a href=\"#letter-m\">M</a></li></ul></nav><h2 id=\"letter-digits\">0–9</h2>") == 0);
  CHECK(
      html.find(
          "<h2 id=\"letter-m\">M</h2><dl class=\"glossary\"><div class=\"glossary-entry\"><dt "
          "id=\"mash\"><dfn>MASH"
          "</dfn></dt><dd class=\"glossary-expansion\">Multi-Agency Safeguarding Hub</dd><dd "
          "class=\"glossary-definition\">The &quot;front door&quot; &amp; more.</dd><dd "
          "class=\"glossary-see\">See "
          "also: <a href=\"#early-help\">early help</a></dd><dd class=\"glossary-used\">Used on: <ul><li><a "
          "href=\"/early-help/\">Early help &amp; more</a></li><li><a "
          "href=\"/about/\">About</a></li></ul></dd>"
          "</div></dl>") != std::string::npos);
  CHECK(html.find("<dd class=\"glossary-status\">Former name.</dd><dd class=\"glossary-see\">Now: <a "
                  "href=\"#mash\">MASH</a></dd>") != std::string::npos);
  CHECK(html.find('\n') == std::string::npos);
  CHECK(glossary_page_html(Glossary(), {}, {}).empty());
}

TEST_CASE("names are grouped by letter without regard to case, accents or locale", "[content][glossary]") {
  const std::vector<std::string> names = {"beta",   "Éclair", "alpha", "Alpha",
                                          "2 ways", "***",    "Ωmega", "eclair"};
  std::string out;
  for (const LetterGroup& group : group_by_letter(names)) {
    out += group.label + " " + group.id + ":";
    for (const std::size_t i : group.items) out += " " + names[i];
    out += "\n";
  }
  CHECK(out ==
        "# letter-signs: ***\n0–9 letter-digits: 2 ways\nA letter-a: Alpha alpha\nB letter-b: beta\n"
        "E letter-e: eclair Éclair\nΩ letter-ω: Ωmega\n");
}

TEST_CASE("an index of pages is grouped the same way", "[content][glossary]") {
  const std::vector<TitledAddress> pages = {{"Neglect", "/neglect/"}, {"About", "/about/"}};
  CHECK(letter_list_html(pages, {}) ==
        "<nav class=\"letters\" aria-label=\"Letters\"><ul><li><a href=\"#letter-a\">A</a></li><li><a "
        "href=\"#letter-n\">N</a></li></ul></nav><h2 id=\"letter-a\">A</h2><div class=\"a-z\"><ul><li><a "
        "href=\"/about/\">About</a></li></ul></div><h2 id=\"letter-n\">N</h2><div class=\"a-z\"><ul><li><a "
        "href=\"/neglect/\">Neglect</a></li></ul></div>");
  CHECK(letter_list_html({}, {}).empty());
}

TEST_CASE("words are filled in, and a missing one shows its key", "[content]") {
  CHECK(say({}, "term_button", {{"form", "{term}"}}) == "{term}, definition");
  CHECK(say({}, "no_such_word") == "no_such_word");
  CHECK(say({{"term_close", "a {b} {c}"}}, "term_close", {{"b", "x"}}) == "a x {c}");
  CHECK(say_count({}, "matrix_gaps", 1) == "1 topic has no agreed oversight.");
  CHECK(say_count({}, "matrix_gaps", 2) == "2 topics have no agreed oversight.");
}
