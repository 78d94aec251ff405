#include "stages/page_links.h"

#include <catch2/catch.hpp>

using namespace gazette;

namespace {

std::string listed(std::string_view html) {
  std::string out;
  for (const PrintedLink& link : printed_links(html, "https://example.org"))
    out += link.label + " > " + link.address + "\n";
  return out;
}

}  // namespace

TEST_CASE("paper lists each address once, whole, with the words of its first link", "[stages][print]") {
  CHECK(listed("<p><a href=\"/a/\">The\n <em>first</em> &amp; best</a>, <a "
               "href=\"https://b.example/?x=1&amp;y=2\">B</a>, "
               "<a href=\"/a/\">again</a></p>") ==
        "The first & best > https://example.org/a/\nB > https://b.example/?x=1&y=2\n");
  CHECK(listed("<p><a href=\"//cdn.example/x\">X</a> <a href=\"tel:+441210000000\">Call us</a></p>") ==
        "X > //cdn.example/x\nCall us > tel:+441210000000\n");
}

TEST_CASE("what paper shows anyway, or cannot show, is left out", "[stages][print]") {
  CHECK(listed("<a href=\"#note-1\">[note 1]</a><a id=\"x\">no link</a>").empty());
  CHECK(listed("<a href=\"https://b.example/\">https://b.example/</a>").empty());
  CHECK(listed("<a href=\"mailto:us@b.example\">us@b.example</a>").empty());
  CHECK(
      listed(
          "<button class=\"term\">LA</button><span class=\"tip\" id=\"t\"><span class=\"tip-x\">x</span> <a "
          "href=\"/glossary/#la\">LA</a></span> <a href=\"/b/\">After it</a>") ==
      "After it > https://example.org/b/\n");
}
