// What is held back until a minute, or withdrawn at one, and that not one byte of it is in the site.
#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/build_in_memory.h"

using namespace gazette;

namespace {

Moment moment_in(const std::string& zone, const std::string& time) {
  return TimeZone::find(zone)->moments_of(*parse_written_time(time)).first;
}

/// The outputs that hold a word, whatever its case; build.json too.
std::vector<std::string> files_with(const BuiltSite& site, const std::string& word) {
  std::vector<std::string> out;
  for (const auto& [path, file] : site.outcome.tree.files) {
    if (to_lower_ascii(path + "\n" + *file.bytes).find(word) != std::string::npos) out.push_back(path);
  }
  return out;
}

std::string site_yaml(const std::string& zone) {
  return "title: T\nbase_url: https://example.org/\ntime_zone: " + zone + "\n";
}

/// A site of which one page, its file, its old address, its data set and its change note are planted words.
std::map<std::string, std::string> planted(const std::string& zone, const std::string& publish) {
  return {{"content/site.yaml", site_yaml(zone)},
          {"content/_index.md", page_text("Home", "```{pages}\n```\n\n```{a-z}\n```\n\n```{changes}\n```\n")},
          {"content/news/_index.md", page_text("News", "")},
          {"content/news/quokka.md",
           page_text("Quokka title", "Quokka text.\n\n## Quokka heading\n\n```{table} quokka\n```\n",
                     "publish: " + publish +
                         "\ndescription: Quokka words\naliases: [/old-quokka/]\nchanges:\n  - {date: "
                         "2020-01-01, text: Quokka note}\ntags: [quokka]\n")},
          {"content/data/quokka.csv", "name,n\nQuokka row,1\n"},
          {"content/data/quokka.yaml", "title: Quokka figures\npublish: " + publish + "\n"}};
}

BuiltSite build_at(std::map<std::string, std::string> files, Moment now) {
  BuildOptions options;
  options.now = now;
  return build_in_memory(std::move(files), options);
}

}  // namespace

TEST_CASE("until its minute nothing of a page is in the site, and then all is", "[stages][embargo]") {
  struct Case {
    const char* zone;
    const char* minute;
  };
  // An ordinary day, and both days on which clocks change, after the change and before it.
  for (const Case& one :
       {Case{"Europe/London", "2026-12-07T09:30"}, Case{"Europe/London", "2026-03-29T02:00"},
        Case{"Europe/London", "2026-03-29T00:59"}, Case{"Europe/London", "2026-10-25T02:00"},
        Case{"Europe/London", "2026-10-25"}, Case{"America/New_York", "2026-03-08T03:00"},
        Case{"America/New_York", "2026-11-01T09:30"}, Case{"America/New_York", "2026-11-01T01:30-04:00"},
        Case{"Pacific/Auckland", "2026-09-27T03:00"}, Case{"Pacific/Auckland", "2026-04-05T09:30"},
        Case{"Asia/Kolkata", "2026-12-07"}}) {
    INFO(one.zone << " " << one.minute);
    const Moment minute = moment_in(one.zone, one.minute);
    const BuiltSite before = build_at(planted(one.zone, one.minute), minute - 60);
    CHECK(before.messages().empty());
    CHECK(files_with(before, "quokka").empty());
    REQUIRE(before.outcome.site->schedule.size() == 2);
    CHECK(before.outcome.site->schedule.front().moment == minute);
    CHECK(files_with(build_at(planted(one.zone, one.minute), minute - 1), "quokka").empty());
    const BuiltSite after = build_at(planted(one.zone, one.minute), minute);
    CHECK(after.messages().empty());
    CHECK(after.outcome.site->schedule.empty());
    for (const char* path : {"news/quokka/index.html", "data/quokka.csv", "data/quokka.csv-metadata.json",
                             "index.html", "feed.xml", "sitemap.xml", "_redirects", "data/index.html"}) {
      const auto found = files_with(after, "quokka");
      CHECK(std::find(found.begin(), found.end(), path) != found.end());
    }
  }
}

TEST_CASE("a time that no clock shows, or that comes twice, is told and never early", "[stages][embargo]") {
  const BuiltSite gap = build_at({{"content/site.yaml", site_yaml("Europe/London")},
                                  {"content/_index.md", page_text("Home", "")},
                                  {"content/a.md", page_text("A", "", "publish: 2026-03-29T01:30\n")}},
                                 moment_in("Europe/London", "2026-01-01"));
  CHECK(
      gap.messages() ==
      "content/a.md:3:10: error: there is no 29 March 2026 at 01:30 in Europe/London: the clocks go forward "
      "over it  [publish/clock-change]\n"
      "    3 | publish: 2026-03-29T01:30\n"
      "      |          ^^^^^^^^^^^^^^^^ write 2026-03-29T02:00, the first minute after the change\n");
  std::map<std::string, std::string> twice = {
      {"content/site.yaml", site_yaml("Europe/London")},
      {"content/_index.md", page_text("Home", "")},
      {"content/quokka.md", page_text("Quokka", "", "publish: 2026-10-25T01:30\n")}};
  const Moment first = moment_in("UTC", "2026-10-25T00:30");
  const BuiltSite told = build_at(twice, first);
  CHECK(told.messages() ==
        "content/quokka.md:3:10: warning: 25 October 2026 at 01:30 comes twice in Europe/London, since the "
        "clocks go back  [publish/clock-change]\n"
        "    3 | publish: 2026-10-25T01:30\n"
        "      |          ^^^^^^^^^^^^^^^^ write 2026-10-25T01:30+01:00 for the first, or 2026-10-25T01:30Z "
        "for "
        "the second; until then the second counts\n");
  CHECK(files_with(told, "quokka").empty());
  CHECK_FALSE(files_with(build_at(twice, first + 3600), "quokka").empty());
}

TEST_CASE("a section holds back all that is below it, and the latest time counts", "[stages][embargo]") {
  std::map<std::string, std::string> files = {
      {"content/_index.md", page_text("Home", "")},
      {"content/report/_index.md", page_text("Quokka", "", "publish: 2026-12-07\n")},
      {"content/report/deep/page.md", page_text("Quokka page", "", "publish: 2026-12-01\n")},
      {"content/report/late.md", page_text("Wombat", "", "publish: 2026-12-09\n")},
      {"content/report/quokka.pdf", "%PDF"}};
  CHECK(files_with(build_at(files, moment_in("UTC", "2026-12-06T23:59")), "quokka").empty());
  const BuiltSite day = build_at(files, moment_in("UTC", "2026-12-07"));
  CHECK(day.file("report/deep/page/index.html") != "(missing)");
  CHECK(files_with(day, "wombat").empty());
  CHECK_FALSE(files_with(build_at(files, moment_in("UTC", "2026-12-09")), "wombat").empty());
}

TEST_CASE("links to what is held back say why and until when", "[stages][embargo]") {
  const BuiltSite site =
      build_at({{"content/site.yaml", site_yaml("Europe/London")},
                {"content/_index.md",
                 page_text("Home", "[a](a.md)\n\n[b](/a/)\n\n{value}`1 = d[x, n]`\n\n```{table} d\n```\n")},
                {"content/a.md", page_text("A", "", "publish: 2026-12-07T09:30\n")},
                {"content/data/d.csv", "name,n\nx,1\n"},
                {"content/data/d.yaml", "title: D\npublish: 2026-12-07T09:30\n"}},
               moment_in("UTC", "2026-12-01"));
  const std::string said = site.messages();
  CHECK(said.find("the page a.md is not published before 7 December 2026 at 09:30 (Europe/London)") !=
        std::string::npos);
  CHECK(said.find("the page at /a/ is not published before 7 December 2026") != std::string::npos);
  CHECK(said.find("let this page wait for the same time") != std::string::npos);
  CHECK(said.find("there is no data set `d`") != std::string::npos);
  CHECK(said.find("it is not published before 7 December 2026 at 09:30 (Europe/London)") !=
        std::string::npos);
  CHECK(site.outcome.diagnostics.count(Severity::Error) == 4);
}

TEST_CASE("a date in the future holds a page back, with an info that says until when", "[stages][embargo]") {
  std::map<std::string, std::string> files = {
      {"content/_index.md", page_text("Home", "")},
      {"content/later.md", page_text("Later", "quokka\n", "date: 2099-01-04\n")}};
  const BuiltSite site = build_at(files, moment_in("UTC", "2026-12-01"));
  CHECK(files_with(site, "quokka").empty());
  CHECK(files_with(site, "later").empty());
  REQUIRE(site.outcome.diagnostics.items().size() == 1);
  const Diagnostic& finding = site.outcome.diagnostics.items().front();
  CHECK(finding.severity == Severity::Info);
  CHECK(finding.rule == "page/dated-ahead");
  CHECK(finding.message == "this page is held back until 4 January 2099, the date that it bears");
  BuildOptions preview;
  preview.now = moment_in("UTC", "2026-12-01");
  preview.out_of_time = OutOfTime::Include;
  const BuiltSite shown = build_in_memory(files, preview);
  CHECK_FALSE(files_with(shown, "quokka").empty());
  CHECK(shown.file("sitemap.xml").find("later") == std::string::npos);
}

TEST_CASE("a withdrawn page keeps its address and title, and no other word", "[stages][embargo]") {
  std::map<std::string, std::string> files = {
      {"content/_index.md", page_text("Home", "```{pages}\n```\n")},
      {"content/new.md", page_text("New plan", "")},
      {"content/data/d.csv", "name,n\nx,1\n"},
      {"content/old.md",
       page_text("Old plan", "quokka\n",
                 "description: quokka\nupdated: 2020-01-01\naliases: [/older/]\nwithdrawn:\n  date: "
                 "2026-05-03\n  reason: \"It had {value}`1 = d[x, n]` fault.\"\n  see: new.md\n")}};
  const BuiltSite site = build_at(files, moment_in("UTC", "2026-12-01"));
  CHECK(site.messages().empty());
  CHECK(files_with(site, "quokka").empty());
  const std::string html = site.file("old/index.html");
  CHECK(html.find("This page was withdrawn on 3 May 2026.") != std::string::npos);
  CHECK(html.find("It had <span class=\"value\">1</span> fault.") != std::string::npos);
  CHECK(html.find("See instead: <a href=\"/new/\">New plan</a>") != std::string::npos);
  CHECK(site.file("index.html").find("Old plan") == std::string::npos);
  CHECK(site.file("sitemap.xml").find("/old/") == std::string::npos);
  CHECK(site.file("_redirects").find("/older/") != std::string::npos);
  // Before that day the page stands as it was.
  CHECK_FALSE(files_with(build_at(files, moment_in("UTC", "2026-05-02T23:59")), "quokka").empty());
  // What the reason asserts is checked where it stands.
  files["content/data/d.csv"] = "name,n\nx,2\n";
  const BuiltSite wrong = build_at(files, moment_in("UTC", "2026-12-01"));
  CHECK(wrong.findings() == std::vector<std::string>{"data/value content/old.md:8"});
}

TEST_CASE("a page that has expired is withdrawn by itself, and so is all below a section",
          "[stages][embargo]") {
  std::map<std::string, std::string> files = {
      {"content/_index.md", page_text("Home", "[a](a.md)\n")},
      {"content/a.md", page_text("A", "quokka\n", "expires: 2026-12-07T09:30\n")},
      {"content/b/_index.md", page_text("B", "quokka\n", "withdraw: 2026-12-07T09:30\n")},
      {"content/b/c.md", page_text("C", "[quokka](quokka.pdf)\n")},
      {"content/b/quokka.pdf", "%PDF"}};
  const BuiltSite before = build_at(files, moment_in("UTC", "2026-12-07T09:29"));
  CHECK(before.messages().empty());
  CHECK(before.file("b/c/index.html").find("quokka") != std::string::npos);
  CHECK(before.outcome.site->schedule.size() == 3);
  const BuiltSite after = build_at(files, moment_in("UTC", "2026-12-07T09:30"));
  CHECK(files_with(after, "quokka").empty());
  CHECK(after.findings() == std::vector<std::string>{"link/withdrawn content/_index.md:4"});
  CHECK(after.file("b/c/index.html").find("This page was withdrawn on 7 December 2026.") !=
        std::string::npos);
}

TEST_CASE("dates that are still to come are told, and reach neither feed nor map", "[stages][embargo]") {
  const BuiltSite site = build_at(
      {{"content/_index.md", page_text("Home", "")},
       {"content/a.md", page_text("A", "",
                                  "date: 2020-01-01\nupdated: 2031-01-01\nchanges:\n  - {date: 2032-01-01, "
                                  "text: Quokka}\n  - {date: 2021-01-01, text: Old}\n")},
       {"content/b.md",
        page_text("B", "", "updated: 2020-01-01\nchanges:\n  - {date: 2021-02-02, text: New}\n")}},
      moment_in("UTC", "2026-12-01"));
  CHECK(site.findings() == std::vector<std::string>{"page/future-date content/a.md:4",
                                                    "page/future-date content/a.md:6",
                                                    "page/updated-earlier content/b.md:3"});
  CHECK(files_with(site, "quokka").empty());
  CHECK(files_with(site, "2031").empty());
  CHECK(files_with(site, "2032").empty());
  CHECK(site.file("sitemap.xml").find("/b/</loc><lastmod>2021-02-02") != std::string::npos);
}

TEST_CASE("what cannot be read as a time stops the build", "[stages][embargo]") {
  for (const char* line :
       {"publish: 7 December", "publish:", "publish: true", "publish: 2026-12-07T25:00", "withdraw: soon",
        "withdrawn: 7 May", "withdrawn: {date: 2026-13-01}", "expires: 2026-12-07\nwithdraw: 2026-12-08"}) {
    INFO(line);
    const BuiltSite site = build_at({{"content/_index.md", page_text("Home", "")},
                                     {"content/a.md", page_text("A", "", std::string(line) + "\n")}},
                                    moment_in("UTC", "2026-12-01"));
    CHECK(site.outcome.diagnostics.has_errors());
  }
  const BuiltSite zone = build_at(
      {{"content/site.yaml", site_yaml("Europe/Londn")}, {"content/_index.md", page_text("Home", "")}}, 0);
  CHECK(zone.messages().find("there is no time zone `Europe/Londn`") != std::string::npos);
  CHECK(zone.messages().find("did you mean `Europe/London`?") != std::string::npos);
}

TEST_CASE("the same moment gives the same bytes", "[stages][embargo]") {
  const auto files = planted("Europe/London", "2026-12-07T09:30");
  const Moment minute = moment_in("Europe/London", "2026-12-07T09:30");
  const BuiltSite one = build_at(files, minute);
  const BuiltSite other = build_at(files, minute + 3600);
  CHECK(one.file("build.json") == other.file("build.json"));
}
