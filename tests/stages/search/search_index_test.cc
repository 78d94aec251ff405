#include "stages/search/search_index.h"

#include <catch2/catch.hpp>
using namespace gazette;

namespace {

const std::string& file(const std::vector<SearchFile>& files, std::string_view name) {
  static const std::string kNone;
  for (const SearchFile& each : files) {
    if (each.name == name) return each.bytes;
  }
  return kNone;
}

SearchDocument page(std::string address, std::string title, std::string text) {
  return {std::move(address), std::move(title), "Guide", {}, {}, {{"", "", std::move(text)}}};
}

}  // namespace

TEST_CASE("words are folded for searching", "[stages][search]") {
  using Words = std::vector<std::string>;
  CHECK(search_words("Children's plans – LSCP’s, in 2019/20!") ==
        Words{"children", "plans", "lscp", "in", "2019", "20"});
  CHECK(search_words("multi-agency H&WBB GCP2") == Words{"multi", "agency", "h", "wbb", "gcp2"});
  CHECK(search_words("Tŷ bach École Straße O'Brien") == Words{"ty", "bach", "ecole", "strasse", "obrien"});
  CHECK(search_words("السلام عليكم") == Words{"السلام", "عليكم"});
  CHECK(search_words(" ' – \" ").empty());
  CHECK(search_words("").empty());
  CHECK(search_words("end'") == Words{"end"});
  // Accents written after their letter, other scripts' accents, vowel signs, forms of one letter
  CHECK(search_words("cafe\xCC\x81 T\xCC\x82n ẁyr œuvre") == Words{"cafe", "tn", "wyr", "oeuvre"});
  CHECK(search_words("Άνθρωπος ΌΧΙ ёлка Йод") == Words{"ανθρωποσ", "οχι", "елка", "йод"});
  CHECK(search_words("أَطْفَال إلى") == Words{"اطفال", "الي"});
}

TEST_CASE("scripts without blanks are cut into pairs", "[stages][search]") {
  using Words = std::vector<std::string>;
  CHECK(search_words("保护儿童。x") == Words{"保护", "护儿", "儿童", "x"});
  CHECK(search_words("童 abc童話") == Words{"童", "abc", "童話"});
  CHECK(search_words("เด็ก").size() == 3);
}

TEST_CASE("a page is cut at its headings, without what is no part of it", "[stages][search]") {
  const std::vector<SearchDocument> found =
      search_documents("/a/", "A", "Guide",
                       "<p>Opening<strong>s</strong> &amp; &lt;ends&gt;</p><p>two</p><nav>menu "
                       "<b>m</b></nav><h2 id=\"a\">First <em>thing</em></h2>"
                       "<p>The <button class=\"term\">MASH</button><span class=\"tip\">a "
                       "<b>definition</b></span> acts.<br />Now</p>"
                       "<button>Filter</button><p hidden=\"\">secret</p><h3>No "
                       "id</h3><table><tr><td>1</td><td>2</td></tr></table>"
                       "<h3 id=\"b\">Second</h3>");
  REQUIRE(found.size() == 1);
  const std::vector<SearchPart>& parts = found.front().parts;
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].text == "Openings & <ends> two");
  CHECK(parts[1].id == "a");
  CHECK(parts[1].heading == "First thing");
  CHECK(parts[1].text == "The MASH acts. Now No id 1 2");
  CHECK(parts[2].heading == "Second");
  CHECK(parts[2].text.empty());
}

TEST_CASE("tables, charts and glossary entries are found by themselves", "[stages][search]") {
  const std::vector<SearchDocument> found = search_documents(
      "/a/", "A", "Guide",
      "<div class=\"scroll\" id=\"outer\"><table class=\"data\"><caption id=\"table-1\">Table 1: "
      "Plans</caption>"
      "<tr><th>Year</th><td>7</td></tr></table></div>"
      "<div id=\"wrap\"><table><caption>Costs</caption></table></div>"
      "<figure class=\"chart\" id=\"fig-x\"><figcaption>Figure 1: Up</figcaption><svg><text>9</text></svg>"
      "<p>It rose.</p><table><caption>Inner</caption><tr><td>9</td></tr></table></figure>"
      "<dl><div class=\"glossary-entry\"><dt id=\"mash\"><dfn>MASH</dfn></dt><dd>The hub.</dd>"
      "<dd class=\"glossary-used\">Used on: B</dd></div></dl>");
  REQUIRE(found.size() == 5);
  CHECK(found[1].address == "/a/#table-1");
  CHECK(found[1].title == "Table 1: Plans");
  CHECK(found[1].section == "A");
  CHECK(found[1].parts.at(0).text == "Year");
  CHECK(found[2].address == "/a/#wrap");
  CHECK(found[3].address == "/a/#fig-x");
  CHECK(found[3].title == "Figure 1: Up");
  CHECK(found[3].parts.at(0).text == "It rose.");
  CHECK(found[4].address == "/a/#mash");
  CHECK(found[4].title == "MASH");
  CHECK(found[4].parts.at(0).text == "The hub.");
}

TEST_CASE("broken markup ends the reading, not the build", "[stages][search]") {
  for (const std::string_view body :
       {"", "<", "<p", "</p>", "text", "<p>open", "</p></p><h2 id=\"a\">x", "<!-- c -->"}) {
    CAPTURE(body);
    CHECK(search_documents("/", "T", "", body).size() == 1);
  }
}

TEST_CASE("a small index is three files in full", "[stages][search]") {
  const std::vector<SearchDocument> documents = {page("/a/", "Plans", "Safeguarding \"children\""),
                                                 page("/b/", "Other", "A plan")};
  const std::vector<SearchFile> files = search_index(documents, {}, "en-GB");
  REQUIRE(files.size() == 3);
  CHECK(file(files, "terms-0.json") ==
        "{\"t\":{\"a\":[\"a\",1,1,20],\"children\":[\"children\",1,0,20],\"guid\":[\"guide\",2,0,20,1,20],"
        "\"other\":[\"other\",1,1,38],\"plan\":[\"plan plans\",2,0,38,1,20],"
        "\"safeguard\":[\"safeguarding\",1,0,20]},\"s\":{}}\n");
  CHECK(file(files, "docs-0.json") ==
        "[[\"/a/\",\"Plans\",\"Guide\",[[\"\",\"\",\"Safeguarding \\\"children\\\"\"]]],\n"
        "[\"/b/\",\"Other\",\"Guide\",[[\"\",\"\",\"A plan\"]]]]\n");
  CHECK(file(files, "index.json").find("\"documents\":2,\"per_file\":4,\"terms\":[\"\"]}") !=
        std::string::npos);
}

TEST_CASE("an expansion counts as its short form, and each leads to the other", "[stages][search]") {
  const std::vector<SearchDocument> documents = {
      page("/a/", "One", "The Multi-Agency Safeguarding Hub acts."), page("/b/", "Two", "MASH acts.")};
  const std::vector<SearchSynonym> synonyms = {{"MASH", {"MASHs"}, "Multi-Agency Safeguarding Hub"}};
  const std::vector<SearchFile> files = search_index(documents, synonyms, "en");
  const std::string& terms = file(files, "terms-0.json");
  CHECK(terms.find("\"mash\":[\"mash\",2,0,") != std::string::npos);
  CHECK(terms.find("\"multi agency safeguarding hub\":[[\"mash\",\"MASH\",1]]") != std::string::npos);
  CHECK(terms.find("\"mash\":[[\"multi agency safeguarding hub\",\"Multi-Agency Safeguarding Hub\",0]]") !=
        std::string::npos);
  CHECK(terms.find("\"mashs\":[[") != std::string::npos);
}

TEST_CASE("a form that its stem would not be found by is an entry of its own", "[stages][search]") {
  const std::vector<SearchDocument> documents = {page("/a/", "سلام", "السلام عليكم")};
  const std::string terms = file(search_index(documents, {}, "ar"), "terms-0.json");
  CHECK(terms.find("\"السلام\":\"سلام\"") != std::string::npos);
}

TEST_CASE("descriptions and keywords are found; keywords are never shown", "[stages][search]") {
  SearchDocument document = page("/a/", "A", "Text");
  document.description = "One sentence.";
  document.keywords = {"phone number"};
  const std::vector<SearchFile> files = search_index(std::span(&document, 1), {}, "en");
  CHECK(file(files, "terms-0.json").find("\"phone\":[") != std::string::npos);
  CHECK(file(files, "docs-0.json").find("One sentence. Text") != std::string::npos);
  CHECK(file(files, "docs-0.json").find("phone") == std::string::npos);
}

TEST_CASE("an unknown language and no pages at all still give an index", "[stages][search]") {
  const std::vector<SearchFile> none = search_index({}, {}, "xx");
  REQUIRE(none.size() == 2);
  CHECK(file(none, "terms-0.json") == "{\"t\":{},\"s\":{}}\n");
  CHECK(file(none, "index.json").find("\"documents\":0") != std::string::npos);
  const std::vector<SearchDocument> welsh = {page("/", "Plant", "plant a phobl\x01")};
  CHECK(file(search_index(welsh, {}, "cy"), "docs-0.json").find("phobl\\u0001") != std::string::npos);
}

TEST_CASE("a large site stays in small files, whatever its words", "[stages][search]") {
  std::vector<SearchDocument> documents;
  std::uint32_t state = 7;
  for (int i = 0; i < 1'500; ++i) {
    std::string text;
    for (int j = 0; j < 120; ++j) {
      state = state * 1'664'525U + 1'013'904'223U;
      // Few words are common, many are rare, as in any language.
      const std::uint32_t spread = (state >> 8U) % 1'000;
      const std::uint32_t rank = spread * spread * spread / 100'000;
      text += "w" + std::to_string(rank * 2'654'435U % 99'991) + " ";
    }
    documents.push_back(page("/p" + std::to_string(i) + "/", "Page " + std::to_string(i), text));
  }
  const std::vector<SearchFile> files = search_index(documents, {}, "en");
  std::size_t terms = 0;
  for (const SearchFile& each : files) {
    CAPTURE(each.name);
    const bool is_terms = each.name.starts_with("terms-");
    if (is_terms) ++terms;
    if (is_terms) CHECK(each.bytes.size() < kSearchTermBytes + 100);
    if (each.name.starts_with("docs-"))
      CHECK(each.bytes.size() < kSearchDocumentsPerFile * (kSearchTextBytes + 200));
    if (each.name == "index.json") CHECK(each.bytes.size() < 4'000);
  }
  CHECK(terms > 10);
  const std::vector<SearchFile> again = search_index(documents, {}, "en");
  REQUIRE(again.size() == files.size());
  for (std::size_t i = 0; i < files.size(); ++i) CHECK(again[i].bytes == files[i].bytes);
}
