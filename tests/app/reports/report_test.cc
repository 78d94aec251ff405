// Findings for machines, against what the formats' standards demand.
#include "app/reports/report.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>

#include "app/reports/report_formats.h"

using namespace gazette;
using Json = nlohmann::json;

namespace {

using Report = void (*)(const Diagnostics&, const ReportSink&);

std::string text_of(Report report, const Diagnostics& diagnostics) {
  std::string out;
  report(diagnostics, [&](std::string_view piece) { out += piece; });
  return out;
}

/// Findings with every awkward character a path or message may hold.
Diagnostics awkward() {
  const auto source = std::make_shared<SourceFile>("content/a <b>.md", "One \"two\"\nthree\n");
  const auto odd = std::make_shared<SourceFile>("c:d, 100%/é #1?.md", "é\xF0\x9F\x98\x80x\r\nlast");
  Diagnostics diagnostics;
  Diagnostic& finding =
      diagnostics.error("link/broken", {source, {4, 9}}, "no page at /x,y/: 100%", "did you mean /x/ ?");
  finding.url = "/x,y/";
  finding.status = "broken";
  finding.page = "/a/";
  finding.notes.push_back({"first used here", {odd, {0, 2}}});
  finding.notes.push_back({"nowhere", {}});
  diagnostics.info("content/reading-age", {source, {0, 3}}, "about 9");
  diagnostics.warning("content/link-text", {odd, {2, 6}}, "two\r\nlines, ]]> & \x01 \"quoted\"");
  diagnostics.error("link/broken", {odd, {9, 99}}, "past the end");
  diagnostics.error("project/nothing", {}, "no place\xFF at all");
  return diagnostics;
}

/// A relative reference (RFC 3986 4.2) of a file: no scheme, and no character that would have to be escaped.
bool is_file_reference(const std::string& uri) {
  static const std::regex pattern("(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+");
  return std::regex_match(uri, pattern);
}

void check_location(const Json& location) {
  const Json& physical = location.at("physicalLocation");
  CHECK(is_file_reference(physical.at("artifactLocation").at("uri").get<std::string>()));
  if (!physical.contains("region")) return;
  const Json& region = physical.at("region");
  for (const char* key : {"startLine", "startColumn", "endLine", "endColumn"})
    CHECK(region.at(key).get<int>() >= 1);
  CHECK(std::make_pair(region.at("startLine").get<int>(), region.at("startColumn").get<int>()) <=
        std::make_pair(region.at("endLine").get<int>(), region.at("endColumn").get<int>()));
}

/// What SARIF 2.1.0 demands of a log, by section of the standard.
void check_sarif(const Json& log, std::size_t findings) {
  CHECK(log.at("version") == "2.1.0");  // 3.13.2
  CHECK(log.at("$schema").get<std::string>().ends_with("sarif-schema-2.1.0.json"));
  REQUIRE(log.at("runs").size() == 1);
  const Json& run = log.at("runs")[0];
  CHECK(run.at("columnKind") == "unicodeCodePoints");  // 3.14.17
  const Json& driver = run.at("tool").at("driver");
  CHECK(driver.at("name") == "Gazette");
  const Json& rules = driver.at("rules");
  std::set<std::string> ids;
  for (const Json& rule : rules) {
    CHECK(ids.insert(rule.at("id").get<std::string>()).second);  // 3.49.3
    for (const char* key : {"shortDescription", "fullDescription", "help"}) {
      if (rule.contains(key)) CHECK_FALSE(rule.at(key).at("text").get<std::string>().empty());  // 3.12.3
    }
  }
  REQUIRE(run.at("results").size() == findings);
  for (const Json& result : run.at("results")) {
    const auto index = result.at("ruleIndex").get<std::size_t>();  // 3.27.6
    REQUIRE(index < rules.size());
    CHECK(rules[index].at("id") == result.at("ruleId"));
    CHECK(std::set<std::string>{"note", "warning", "error"}.count(result.at("level").get<std::string>()) ==
          1);
    CHECK_FALSE(result.at("message").at("text").get<std::string>().empty());  // 3.27.11
    for (const Json& location : result.at("locations")) check_location(location);
    if (!result.contains("relatedLocations")) continue;
    for (const Json& location : result.at("relatedLocations")) {
      CHECK_FALSE(location.at("message").at("text").get<std::string>().empty());
      if (location.contains("physicalLocation")) check_location(location);
    }
  }
}

}  // namespace

TEST_CASE("JSON holds the promised fields", "[app][report]") {
  const Json found = Json::parse(text_of(json_report, awkward()));
  REQUIRE(found.size() == 5);
  const Json expected = {{"file", "content/a <b>.md"},
                         {"line", 1},
                         {"column", 5},
                         {"end_line", 1},
                         {"end_column", 10},
                         {"severity", "error"},
                         {"rule", "link/broken"},
                         {"message", "no page at /x,y/: 100%"},
                         {"hint", "did you mean /x/ ?"},
                         {"page", "/a/"},
                         {"url", "/x,y/"},
                         {"status", "broken"},
                         {"help", "gazette explain link/broken"}};
  for (const auto& [key, value] : expected.items()) {
    INFO(key);
    CHECK(found[0].at(key) == value);
  }
  CHECK(text_of(json_report, {}) == "[]\n");
}

TEST_CASE("JSON gives every finding of a link a status", "[app][report]") {
  const Json findings = Json::parse(text_of(json_report, awkward()));
  for (const Json& finding : findings) {
    const bool is_link = finding.at("rule").get<std::string>().starts_with("link/");
    CHECK(finding.contains("status") == is_link);
    if (is_link) CHECK(finding.at("status") == "broken");
  }
}

TEST_CASE("SARIF is as version 2.1.0 demands", "[app][report]") {
  const Json log = Json::parse(text_of(sarif_report, awkward()));
  check_sarif(log, 5);
  const Json& results = log.at("runs")[0].at("results");
  // The end is exclusive and characters are counted, not bytes.
  CHECK(results[2].at("locations")[0].at("physicalLocation").at("region") ==
        Json{{"startLine", 1}, {"startColumn", 2}, {"endLine", 1}, {"endColumn", 3}});
  CHECK(results[2].at("locations")[0].at("physicalLocation").at("artifactLocation").at("uri") ==
        "c%3Ad%2C%20100%25/%C3%A9%20%231%3F.md");
  CHECK_FALSE(results[0].at("relatedLocations")[1].contains("physicalLocation"));
  check_sarif(Json::parse(text_of(sarif_report, {})), 0);
}

TEST_CASE("JUnit counts agree with its cases, and its text is XML", "[app][report]") {
  const std::string junit = text_of(junit_report, awkward());
  const auto count = [&](const std::string& word) {
    std::size_t found = 0;
    for (std::size_t at = junit.find(word); at != std::string::npos; at = junit.find(word, at + 1)) ++found;
    return found;
  };
  CHECK(junit.find("<testsuites name=\"gazette\" tests=\"5\" failures=\"4\">") != std::string::npos);
  CHECK(junit.find("<testsuite name=\"content/a &lt;b&gt;.md\" tests=\"2\" failures=\"1\">") !=
        std::string::npos);
  CHECK(count("<testcase ") == 5);
  CHECK(count("<failure ") == 4);
  CHECK(count("<testsuite ") == 3);
  CHECK(count("</testsuite>") == 3);
  CHECK(junit.find("]]>") == std::string::npos);
  // XML 1.0 has no way to write these, and a message may quote them from a broken file.
  for (const char c : junit) {
    const auto byte = static_cast<unsigned char>(c);
    CHECK((byte >= 0x20 || c == '\n' || c == '\t' || c == '\r'));
  }
  CHECK(junit.find('\xFF') == std::string::npos);
}

TEST_CASE("GitHub's annotations are one line each, with what they reserve escaped", "[app][report]") {
  const std::string github = text_of(github_report, awkward());
  CHECK(github.find("::error file=content/a <b>.md,line=1,endLine=1,col=5,endColumn=10,title=link/broken::no "
                    "page at /x,y/: 100%25 (did you mean /x/ ?)\n") == 0);
  CHECK(github.find("::warning file=c%3Ad%2C 100%25/é #1?.md,line=1,endLine=1,col=2,endColumn=3,"
                    "title=content/link-text::two␍␊lines, ]]>") != std::string::npos);
  CHECK(github.find("::notice ") != std::string::npos);
  CHECK(std::count(github.begin(), github.end(), '\n') == 5);
}
