#include "stages/page_address.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("two digits in front of a name are its place", "[stages][address]") {
  CHECK(read_content_name("01-foreword").name == "foreword");
  CHECK(read_content_name("01-foreword").order == 1);
  CHECK(read_content_name("90-annex").order == 90);
  for (const std::string_view name : {"foreword", "1-foreword", "2019-20", "01_foreword", "01-", "x01-a"}) {
    INFO(name);
    CHECK(read_content_name(name).name == name);
    CHECK_FALSE(read_content_name(name).order);
  }
}

TEST_CASE("a page is called by its file, a section by its folder", "[stages][address]") {
  CHECK(page_stem("guide/setup.md") == "guide/setup");
  CHECK(page_stem("guide/_index.md") == "guide");
  CHECK(page_stem("_index.md").empty());
  CHECK(is_section_path("_index.md"));
  CHECK(is_section_path("guide/_index.md"));
  CHECK_FALSE(is_section_path("guide/my_index.md"));
}

TEST_CASE("an address is made of the names of folders and file", "[stages][address]") {
  PageAddresses addresses;
  CHECK(addresses.add("_index.md", "") == "/");
  CHECK(addresses.add("about.md", "") == "/about/");
  CHECK(addresses.add("01-guide/_index.md", "") == "/guide/");
  CHECK(addresses.add("01-guide/02-Setting up.md", "") == "/guide/setting-up/");
  CHECK(addresses.add("loose/deep/page.md", "") == "/loose/deep/page/");
  CHECK(addresses.add("404.md", "") == "/404.html");
  CHECK(addresses.add("guide/404.md", "") == "/guide/404/");
}

TEST_CASE("a slug takes the place of the last name alone", "[stages][address]") {
  PageAddresses addresses;
  CHECK(addresses.add("about/history.md", "Our story") == "/about/our-story/");
  CHECK(addresses.add("about/history/more.md", "") == "/about/history/more/");
  CHECK(addresses.add("_index.md", "home") == "/");
}

TEST_CASE("all in a section follow its slug", "[stages][address]") {
  PageAddresses addresses;
  CHECK(addresses.add("01-guide/_index.md", "help") == "/help/");
  CHECK(addresses.add("01-guide/setup.md", "") == "/help/setup/");
  CHECK(addresses.add("01-guide/more/_index.md", "") == "/help/more/");
  CHECK(addresses.add("01-guide/more/deep.md", "") == "/help/more/deep/");
  CHECK(addresses.of_folder("01-guide/pictures") == "/help/pictures/");
}

TEST_CASE("a folder has an address without being a section", "[stages][address]") {
  const PageAddresses addresses;
  CHECK(addresses.of_folder("") == "/");
  CHECK(addresses.of_folder("02-maps/County map") == "/maps/county-map/");
}

TEST_CASE("a name without letters or digits is still an address", "[stages][address]") {
  PageAddresses addresses;
  CHECK(addresses.add("***.md", "") == "/page/");
  CHECK(addresses.add("a.md", "***") == "/page/");
  CHECK(addresses.of_folder("***/maps") == "/page/maps/");
}
