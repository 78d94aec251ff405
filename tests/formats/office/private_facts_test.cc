// What documents of offices tell beside their text, each kind made here with no more parts than it needs.
#include "formats/office/private_facts.h"

#include <catch2/catch.hpp>

#include "base/base64.h"
#include "formats/spreadsheet/zip_writer.h"

using namespace gazette;

namespace {

using Parts = std::vector<ZipFile>;

/// All facts of a document in words.
std::vector<std::string> facts_of(std::string_view path, std::string_view bytes) {
  std::vector<std::string> out;
  for (const PrivateFact& fact : read_private_facts(path, bytes).facts)
    out.push_back(private_fact_text(fact));
  return out;
}

std::vector<std::string> facts_of_parts(std::string_view path, const Parts& parts) {
  return facts_of(path, write_zip(parts));
}

using Texts = std::vector<std::string>;

constexpr const char* kWord =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";

/// One page with a comment and a redaction, its objects packed in a compressed stream; the author is Joan
/// Roe.
constexpr const char* kPackedPdf =
    "JVBERi0xLjUKJb/3ov4KMSAwIG9iago8PCAvVHlwZSAvT2JqU3RtIC9MZW5ndGggMjI3IC9GaWx0ZXIgL0ZsYXRlRG"
    "Vjb2RlIC9OIDYgL0ZpcnN0IDMyID4+CnN0cmVhbQp4nH2OQWuDQBCF7/0V72hOq0ZjhZCSmEsSSovNreSw1Y0utLvB"
    "HSH59x232lIK5cEeZr/53sQIMcc8QYLsHimidIEF4iRHhjiP75ZLiGfZKMdUiBLieLsoiEKSfLcNVitPFLY3hAjioG"
    "uHV5YN7GmivwQjuzbG0gClHsom9FHVWm7slX9CTs45DaudYvWv8kH302yIAYdg50Ctduh009LDDKJUFY2yiMOyl/6N"
    "vOGorsQvgr00ClurZpPbX/d9ak+t7Ziy0qD0VGE/LtLcEDydz7riyYj+U1aqWlb0p+ATjHJm5mVuZHN0cmVhbQplbm"
    "RvYmoKOCAwIG9iago8PCAvVHlwZSAvWFJlZiAvTGVuZ3RoIDI5IC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9EZWNvZGVQ"
    "YXJtcyA8PCAvQ29sdW1ucyA0IC9QcmVkaWN0b3IgMTIgPj4gL1cgWyAxIDIgMSBdIC9JbmZvIDYgMCBSIC9Sb290ID"
    "IgMCBSIC9TaXplIDkgL0lEIFs8MmMyYzQwZGRhYzAxZjEwZWJkMzA5NTM4OTAyYzMyMzY+PDJjMmM0MGRkYWMwMWYx"
    "MGViZDMwOTUzODkwMmMzMjM2Pl0gPj4Kc3RyZWFtCnicY2IAAiZGBn4Q8YmBCchjxEr8Zwz9DQAolwNrCmVuZHN0cm"
    "VhbQplbmRvYmoKc3RhcnR4cmVmCjM0MgolJUVPRgo=";

}  // namespace

TEST_CASE("a Word document's changes, comments, hidden text, names and template are found",
          "[formats][office]") {
  const Parts parts = {
      {"word/document.xml", std::string(kWord) +
                                "<w:p><w:ins w:author=\"Jane Doe\"><w:r><w:t>new</w:t></w:r></w:ins>"
                                "<w:del w:author=\"Joan Roe\"><w:r><w:delText>old</w:delText></w:r></w:del>"
                                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p></w:document>"},
      {"word/comments.xml",
       "<w:comments xmlns:w=\"w\"><w:comment w:author=\"Jane Doe\"/><w:comment w:author=\"Jane "
       "Doe\"/></w:comments>"},
      {"word/_rels/settings.xml.rels",
       "<Relationships><Relationship Type=\"http://x/attachedTemplate\" "
       "Target=\"file:///C:\\Users\\jane\\letter.dotm\"/></Relationships>"},
      {"docProps/core.xml",
       "<c xmlns:dc=\"d\" xmlns:cp=\"c\"><dc:creator>Jane Doe</dc:creator>"
       "<cp:lastModifiedBy>Joan Roe</cp:lastModifiedBy></c>"},
      {"docProps/app.xml", "<P><Template>Normal.dotm</Template><Company>Acme</Company></P>"}};
  CHECK(facts_of_parts("a.docx", parts) ==
        Texts{"2 tracked changes (Jane Doe, Joan Roe)", "2 comments (Jane Doe)", "1 piece of hidden text",
              "names of authors (Jane Doe, Joan Roe)", "the name of a company or manager (Acme)",
              "the path of a file on a computer (file:///C:\\Users\\jane\\letter.dotm)"});
}

TEST_CASE("a clean Word document tells nothing", "[formats][office]") {
  const Parts parts = {
      {"word/document.xml",
       std::string(kWord) +
           "<w:p><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>shown</w:t></w:r></w:p></w:document>"},
      {"docProps/core.xml", "<c xmlns:dc=\"d\"><dc:creator></dc:creator></c>"},
      {"docProps/app.xml", "<P><Template>Normal.dotm</Template><Company></Company></P>"}};
  CHECK(facts_of_parts("a.DOCX", parts).empty());
}

TEST_CASE("a workbook's hidden sheets, rows and comments are found", "[formats][office]") {
  const Parts parts = {
      {"xl/workbook.xml",
       "<w><sheets><sheet name=\"Shown\"/><sheet name=\"Working\" state=\"hidden\"/>"
       "<sheet name=\"Names\" state=\"veryHidden\"/></sheets></w>"},
      {"xl/worksheets/sheet1.xml", "<s><cols><col hidden=\"1\"/></cols><row hidden=\"1\"/><row/></s>"},
      {"xl/comments1.xml", "<c><comment/></c>"},
      {"xl/externalLinks/_rels/externalLink1.xml.rels",
       "<R><Relationship Type=\"http://x/externalLinkPath\" "
       "Target=\"file:///\\\\server\\share\\b.xlsx\"/></R>"}};
  CHECK(facts_of_parts("a.xlsx", parts) ==
        Texts{"1 comment", "2 hidden sheets (Working, Names)", "2 hidden rows and columns",
              "the path of a file on a computer (file:///\\\\server\\share\\b.xlsx)"});
}

TEST_CASE("a presentation's hidden slides and notes are found", "[formats][office]") {
  const Parts parts = {
      {"ppt/slides/slide1.xml", "<p:sld xmlns:p=\"p\" show=\"0\"/>"},
      {"ppt/slides/slide2.xml", "<p:sld xmlns:p=\"p\"/>"},
      {"ppt/comments/comment1.xml", "<p:cmLst xmlns:p=\"p\"><p:cm/></p:cmLst>"},
      {"ppt/notesSlides/notesSlide1.xml",
       "<n xmlns:a=\"a\"><a:p><a:r><a:t>Do not say this</a:t></a:r></a:p></n>"},
      {"ppt/notesSlides/notesSlide2.xml", "<n xmlns:a=\"a\"><a:p><a:fld><a:t>2</a:t></a:fld></a:p></n>"}};
  CHECK(facts_of_parts("a.pptx", parts) ==
        Texts{"1 comment", "1 hidden slide", "1 slide with speaker’s notes"});
}

TEST_CASE("OpenDocument files are read likewise", "[formats][office]") {
  const std::string spaces =
      "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" xmlns:dc=\"d\" "
      "xmlns:draw=\"w\" "
      "xmlns:presentation=\"p\" xmlns:xlink=\"x\" xmlns:meta=\"m\"";
  const Parts parts = {
      {"content.xml",
       "<office:c " + spaces +
           "><style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>"
           "<text:tracked-changes><text:changed-region><dc:creator>Jane "
           "Doe</dc:creator></text:changed-region>"
           "</text:tracked-changes>"
           "<office:annotation><dc:creator>Joan Roe</dc:creator><text:p>Really?</text:p></office:annotation>"
           "<table:table table:name=\"Working\" table:style-name=\"h\"><table:table-row "
           "table:visibility=\"collapse\"/></table:table></office:c>"},
      {"meta.xml", "<office:m " + spaces +
                       "><meta:initial-creator>Jane Doe</meta:initial-creator><meta:template "
                       "xlink:href=\"../../home/jane/letter.ott\"/></office:m>"}};
  CHECK(facts_of_parts("a.ods", parts) ==
        Texts{"1 tracked change (Jane Doe)", "1 comment (Joan Roe)", "1 hidden sheet (Working)",
              "1 hidden row or column", "the name of an author (Jane Doe)",
              "the path of a file on a computer (../../home/jane/letter.ott)"});
}

TEST_CASE("a PDF with packed objects is read", "[formats][office]") {
  const auto pdf = base64_decode(kPackedPdf);
  REQUIRE(pdf);
  CHECK(pdf->find("Joan") == std::string::npos);
  CHECK(facts_of("a.pdf", *pdf) == Texts{"1 comment (Jane Doe)", "1 redaction that was never applied",
                                         "the name of an author (Joan Roe)",
                                         "the name of a company or manager (Office)"});
}

TEST_CASE("damaged documents, and such as are none, tell nothing and do no harm", "[formats][office]") {
  const std::string pdf = base64_decode(kPackedPdf).value_or("");
  for (std::size_t size = 0; size < pdf.size(); size += 37) (void)facts_of("a.pdf", pdf.substr(0, size));
  for (const char* path : {"a.pdf", "a.docx", "a.ods", "a.txt"}) {
    for (const char* bytes : {"", "%PDF", "%PDF-1.7\ntrailer\n<</Root 1 0 R>>", "PK", "PK\x03\x04", "text"})
      CHECK(facts_of(path, bytes).empty());
  }
  CHECK(facts_of_parts("a.docx", {{"word/document.xml", "<w:document"}}).empty());
  CHECK(read_private_facts("a.docx", "\xD0\xCF\x11\xE0 locked").locked == "it is protected with a password");
  CHECK(is_office_path("B.PPTX"));
  CHECK_FALSE(is_office_path("b.png"));
}
