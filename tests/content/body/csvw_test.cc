#include "content/body/csvw.h"

#include <catch2/catch.hpp>

#include "content/body/corrections.h"
#include "content/data_testing.h"
#include "formats/csv/csv.h"

using namespace gazette;
using gazette::testing::read_set;

namespace {
const std::string kCsv =
    "key,name,n,share,on,day\n"
    "a,\"=HYPERLINK(\"\"x\"\")\",-5,[x],2019-05-01,2019\n"
    "b,\"Comma, and \"\"quote\"\" [note 1]\",1500,38.5,2019-06-01,2020\n"
    "c,-dash,0,1,2019-07-01,2021\n";
const std::string kYaml =
    "title: \"A \\\"quoted\\\" title\"\ndescription: Two\\n lines\nsource: S\nsource_url: "
    "https://example.org/\nunit: cases\nprimaryKey: key\n"
    "licence: OGL\nnotes: {1: A note.}\n"
    "columns:\n  key: {hidden: true}\n  n: {label: Number, type: integer, period: 2019-04/2020-03}\n  share: "
    "{type: percent}\n"
    "  on: {type: date}\n  day: {label: Year, type: year, description: The year.}\n";
}  // namespace

TEST_CASE("the download holds values as typed and runs nothing", "[content][data][csvw]") {
  const auto read = read_set("a", kCsv, kYaml);
  CAPTURE(read.findings);
  REQUIRE(read.set);
  const std::string csv = csv_download(*read.set);
  CHECK(csv ==
        "key,name,n,share,on,day\r\n"
        "a,\"'=HYPERLINK(\"\"x\"\")\",-5,[x],2019-05-01,2019\r\n"
        "b,\"Comma, and \"\"quote\"\"\",1500,38.5,2019-06-01,2020\r\n"
        "c,'-dash,0,1,2019-07-01,2021\r\n");
  Diagnostics diagnostics;
  CHECK(parse_csv(gazette::testing::source("b.csv", csv), diagnostics));
  CHECK(diagnostics.empty());
}

TEST_CASE("metadata follows CSV on the Web", "[content][data][csvw]") {
  const auto read = read_set("a", kCsv, kYaml);
  REQUIRE(read.set);
  CHECK(csvw_metadata(*read.set, "a.csv", {"en-GB", "The partnership"}) == R"({
  "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
  "url": "a.csv",
  "dc:title": "A \"quoted\" title",
  "dc:description": "Two\\n lines",
  "dc:source": "S",
  "schema:isBasedOn": "https://example.org/",
  "dc:publisher": "The partnership",
  "dc:license": "OGL",
  "tableSchema": {
    "columns": [
      {
        "name": "key",
        "titles": {"en-GB": ["key", "Key"]},
        "datatype": "string",
        "required": true
      },
      {
        "name": "name",
        "titles": {"en-GB": ["name", "Name"]},
        "datatype": "string",
        "required": true
      },
      {
        "name": "n",
        "titles": {"en-GB": ["n", "Number"]},
        "datatype": "integer",
        "schema:unitText": "cases",
        "dc:temporal": "2019-04/2020-03",
        "required": true
      },
      {
        "name": "share",
        "titles": {"en-GB": ["share", "Share"]},
        "datatype": "decimal",
        "schema:unitText": "percent",
        "null": ["[x]"]
      },
      {
        "name": "on",
        "titles": {"en-GB": ["on", "On"]},
        "datatype": "date",
        "required": true
      },
      {
        "name": "day",
        "titles": {"en-GB": ["day", "Year"]},
        "dc:description": "The year.",
        "datatype": "gYear",
        "required": true
      }
    ],
    "primaryKey": ["key"]
  },
  "notes": [
    {"schema:name": "note 1", "schema:text": "A note."},
    {"schema:name": "[x]", "schema:text": "not available"}
  ]
}
)");
}

TEST_CASE("column names are made fit for CSVW", "[content][data][csvw]") {
  CHECK(csvw_column_name("n1920") == "n1920");
  CHECK(csvw_column_name("within 3-months") == "within%203%2Dmonths");
  CHECK(csvw_column_name("_x") == "%5Fx");
}

TEST_CASE("corrections join waived checks and the author's entries", "[content][data][corrections]") {
  DataLibrary library;
  Correction prose;
  prose.id = "lado";
  prose.where = "annual/assurance.md";
  prose.published = "40%";
  prose.finding = "38% & not 40%";
  prose.reason = "Of 47.";
  prose.until = "2027-04-01";
  library.corrections.push_back(prose);
  Correction twin = prose;
  twin.id = "described";
  library.corrections.push_back(twin);
  WaivedFailure waived;
  waived.set = "times";
  waived.check = "share";
  waived.where = "Within 3 months, 2018/19";
  waived.published = "49%";
  waived.finding = "48% (44 of 91)";
  waived.reason = "To make 100.";
  waived.until = "2027-04-01";
  WaivedFailure again = waived;
  WaivedFailure told = waived;
  told.check = "described";
  const std::vector<WaivedFailure> list = {waived, again, told};
  const auto items = list_corrections(library, list);
  REQUIRE(items.size() == 4);
  CHECK(items[0].id == "times-share");
  CHECK(items[1].id == "times-share-2");
  const std::string html =
      corrections_html({items[0], items[2]},
                       [](const CorrectionItem& item) -> std::optional<CorrectionTarget> {
                         return CorrectionTarget{"Page of " + item.where, "/p/", ""};
                       },
                       {});
  CHECK(html ==
        "<ul class=\"corrections\">\n"
        "<li id=\"correction-times-share\"><p class=\"correction-where\"><a href=\"/p/\">Page of times</a>: "
        "Within 3 months, "
        "2018/19</p><dl><div><dt>Published</dt><dd>49%</dd></div><div><dt>What we found</dt><dd>48% (44 of "
        "91)</dd></div><div><dt>Why it stands</dt><dd>To make 100.</dd></div><div><dt>To be looked at again "
        "by</dt><dd><time datetime=\"2027-04-01\">1 April 2027</time></dd></div></dl></li>\n"
        "<li id=\"correction-lado\"><p class=\"correction-where\"><a href=\"/p/\">Page of "
        "annual/assurance.md</a></p><dl><div><dt>Published</dt><dd>40%</dd></div><div><dt>What we "
        "found</dt><dd>38% "
        "&amp; not 40%</dd></div><div><dt>Why it stands</dt><dd>Of 47.</dd></div><div><dt>To be looked at "
        "again "
        "by</dt><dd><time datetime=\"2027-04-01\">1 April 2027</time></dd></div></dl></li>\n"
        "</ul>\n");
  CHECK(corrections_html(items, [](const CorrectionItem&) { return std::nullopt; }, {}) ==
        "<p>Nothing is known to be wrong.</p>\n");

  // A list for each page, in the order of the first item; a title that is the page's own is not said twice.
  std::vector<CorrectionItem> three(3);
  three[0] = {"a", "set", "Row", "1", "2", FindingKind::Calculation, "", "", ""};
  three[1] = {"b", "other.md", "", "3", "4", FindingKind::Calculation, "", "", ""};
  three[2] = {"c", "page.md", "", "5", "6", FindingKind::Calculation, "", "", ""};
  const std::string grouped = corrections_html(
      three,
      [](const CorrectionItem& item) -> std::optional<CorrectionTarget> {
        if (item.where == "set") return CorrectionTarget{"Times", "/assurance/", "Assurance"};
        if (item.where == "other.md") return CorrectionTarget{"Neglect", "/neglect/", "Neglect"};
        return CorrectionTarget{"Assurance", "/assurance/", "Assurance"};
      },
      {}, 3);
  const auto rows = [](const std::string& published, const std::string& found) {
    return "<dl><div><dt>Published</dt><dd>" + published + "</dd></div><div><dt>What we found</dt><dd>" +
           found + "</dd></div></dl></li>\n";
  };
  CHECK(grouped ==
        "<h3 id=\"corrections-assurance\"><a href=\"/assurance/\">Assurance</a></h3>\n<ul "
        "class=\"corrections\">\n"
        "<li id=\"correction-a\"><p class=\"correction-where\">Times: Row</p>" +
            rows("1", "2") + "<li id=\"correction-c\">" + rows("5", "6") +
            "</ul>\n<h3 id=\"corrections-neglect\"><a href=\"/neglect/\">Neglect</a></h3>\n"
            "<ul class=\"corrections\">\n<li id=\"correction-b\">" +
            rows("3", "4") + "</ul>\n");
}
