#include "formats/spreadsheet/spreadsheet.h"

#include <catch2/catch.hpp>
#include <random>

#include "base/file_system.h"
#include "base/text.h"
#include "formats/spreadsheet/ods_writer.h"
#include "formats/spreadsheet/sheet_grid.h"
#include "formats/spreadsheet/zip_reader.h"
#include "formats/spreadsheet/zip_writer.h"
#include "formats/xml_reader.h"
#include "support/folders.h"

using namespace gazette;

namespace {

std::string fixture(const std::string& name) {
  const auto bytes = open_disk(source_folder())->read("tests/formats/spreadsheet/spreadsheets/" + name);
  REQUIRE(bytes);
  return *bytes;
}

struct Reading {
  std::string csv;
  std::string messages;  // one a line: "error message [rule] hint"
};

Reading read(const std::string& path, const std::string& bytes) {
  Diagnostics diagnostics;
  const SourcePtr source = read_spreadsheet(path, bytes, diagnostics);
  Reading reading;
  if (source) reading.csv = source->text();
  for (const Diagnostic& diagnostic : diagnostics.items())
    reading.messages += diagnostic.message + " [" + diagnostic.rule + "]\n";
  return reading;
}

constexpr const char* kRels =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
constexpr const char* kWorkbookRels =
    R"(<Relationships><Relationship Id="s1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="t" Type="http://x/styles" Target="styles.xml"/><Relationship Id="u" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>)";

/// A workbook of our own making with one sheet of these rows.
std::vector<ZipFile> workbook(const std::string& sheet_data, const std::string& properties = "") {
  return {{"_rels/.rels", kRels, false},
          {"xl/workbook.xml",
           "<workbook xmlns:r=\"http://x/r\">" + properties +
               "<sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>",
           false},
          {"xl/_rels/workbook.xml.rels", kWorkbookRels, false},
          {"xl/styles.xml",
           "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0&quot; years&quot;\"/>"
           "<numFmt numFmtId=\"165\" formatCode=\"[$-809]dd mmmm yyyy\"/><numFmt numFmtId=\"166\" "
           "formatCode=\"[Red]0.0%;-0%\"/>"
           "<numFmt numFmtId=\"167\" formatCode=\"dd/mm/yyyy hh:mm\"/></numFmts><cellStyleXfs><xf "
           "numFmtId=\"14\"/></cellStyleXfs>"
           "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
           "numFmtId=\"165\"/>"
           "<xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>",
           false},
          {"xl/sharedStrings.xml",
           "<sst><si><t>name</t></si><si><r><t xml:space=\"preserve\">rich "
           "</t></r><rPh><t>no</t></rPh><r><t>text</t></r></si>"
           "<si><t>line_x000D_\nbreak</t></si></sst>",
           false},
          {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet_data + "</worksheet>", false}};
}

std::string sheet(const std::string& rows) {
  return write_zip(workbook("<sheetData>" + rows + "</sheetData>"));
}

}  // namespace

TEST_CASE("files that LibreOffice wrote equal their CSV cell for cell", "[formats][spreadsheet]") {
  const std::string expected = fixture("kinds.csv");
  for (const std::string name : {"kinds.xlsx", "kinds.ods"}) {
    INFO(name);
    const Reading reading = read(name, fixture(name));
    CHECK(reading.messages.empty());
    CHECK(reading.csv == expected);
  }
}

TEST_CASE("formulas give the values that were stored with them", "[formats][spreadsheet]") {
  for (const std::string name : {"formulas.xlsx", "formulas.ods"}) {
    INFO(name);
    const Reading reading = read(name, fixture(name));
    CHECK(reading.messages == "cell C4 shows the error #DIV/0! [spreadsheet/error-value]\n");
  }
  CHECK(read("a.xlsx", sheet("<row><c><v>1</v></c><c><f>A1+1</f><v>2</v></c></row>")).csv == "1,2\n");
  CHECK(read("a.xlsx", sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1+1</f></c></row>"))
            .messages == "the formula in cell B1 has no value [spreadsheet/formula]\n");
  CHECK(read("a.xlsx", sheet("<row><c t=\"str\"><f>X</f><v>text</v></c></row>")).csv == "text\n");
}

TEST_CASE("what keeps a sheet from being one table is told with its place", "[formats][spreadsheet]") {
  for (const std::string ending : {".xlsx", ".ods"}) {
    INFO(ending);
    CHECK(read("merged" + ending, fixture("merged" + ending))
              .messages.starts_with("cells A2:B2 are merged [spreadsheet/merged]\n"));
    CHECK(read("hidden" + ending, fixture("hidden" + ending)).messages ==
          "row 2 is hidden [spreadsheet/hidden]\ncolumn B is hidden [spreadsheet/hidden]\n");
    CHECK(read("sheets" + ending, fixture("sheets" + ending)).messages ==
          "2 sheets hold something: \"Data\" and \"More\" [spreadsheet/several-sheets]\n");
  }
  CHECK(read("a.xlsx",
             sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\"><v>2</v></c></row>"))
            .messages == "row 2 is empty, and more follows in row 4 [spreadsheet/several-tables]\n");
  CHECK(
      read("a.xlsx", sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2</v></c></row>")).messages ==
      "column B is empty, and more follows [spreadsheet/several-tables]\n");
  CHECK(read("a.xlsx", sheet("<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>")).messages ==
        "the table starts at B3 and not at A1 [spreadsheet/not-at-top]\n");
  CHECK(read("a.xlsx", sheet("")).messages == "no sheet of this file holds anything [spreadsheet/empty]\n");
  // A stray value in the last cell does not make a billion commas.
  CHECK(read("a.xlsx", sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c "
                             "r=\"XFD1048576\"><v>2</v></c></row>"))
            .messages.starts_with("row 2 is empty, and more follows in row 1048576"));
}

TEST_CASE("a title above the table is told as one", "[formats][spreadsheet]") {
  const std::string title = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
  CHECK(read("a.xlsx", sheet(title + "<row r=\"3\"><c r=\"A3\"><v>2</v></c><c r=\"B3\"><v>3</v></c></row>"))
            .messages == "a title stands above the table, which starts in row 3 [spreadsheet/not-at-top]\n");
}

TEST_CASE("a finding shows the row it is about", "[formats][spreadsheet]") {
  Diagnostics diagnostics;
  read_spreadsheet("content/data/a.xlsx",
                   sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
                         "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>"),
                   diagnostics);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(format_diagnostic(diagnostics.items()[0]) ==
        "content/data/a.xlsx:2:3: error: cell B2 shows the error #N/A  [spreadsheet/error-value]\n"
        "    2 | 1,#N/A\n"
        "      |   ^^^^ mend the formula, or write the figure itself\n");
}

TEST_CASE("numbers take the form our CSV has", "[formats][spreadsheet]") {
  CHECK(plain_figure("0.52", FigureFormat::Percentage) == "52");
  CHECK(plain_figure("0.070000000000000007", FigureFormat::Percentage) == "7");
  CHECK(plain_figure("0.30000000000000004", FigureFormat::Number) == "0.3");
  CHECK(plain_figure("-13540", FigureFormat::Number) == "-13540");
  CHECK(plain_figure("1E3", FigureFormat::Number) == "1000");
  CHECK(plain_figure("1.5e-7", FigureFormat::Number) == "0.00000015");
  CHECK(plain_figure("123456789012345", FigureFormat::Number) == "123456789012345");
  CHECK(plain_figure("-0", FigureFormat::Number) == "0");
  CHECK(plain_figure("1e300", FigureFormat::Number) == "1e+300");
  CHECK(plain_figure("many", FigureFormat::Number) == "many");
  CHECK(plain_figure("inf", FigureFormat::Number) == "inf");
}

TEST_CASE("styles tell percentages and dates from numbers", "[formats][spreadsheet]") {
  const auto styled = [](const char* style, const char* value) {
    return read("a.xlsx", sheet(std::string("<row><c s=\"") + style + "\"><v>" + value + "</v></c></row>"));
  };
  CHECK(styled("0", "0.5").csv == "0.5\n");
  CHECK(styled("1", "0.5").csv == "50\n");
  CHECK(styled("5", "0.075").csv == "7.5\n");
  CHECK(styled("3", "7.5").csv == "7.5\n");  // 0.0" years" is no date
  CHECK(styled("2", "43921").csv == "2020-03-31\n");
  CHECK(styled("4", "43890").csv == "2020-02-29\n");
  CHECK(styled("2", "1").csv == "1900-01-01\n");
  CHECK(styled("2", "59").csv == "1900-02-28\n");
  CHECK(styled("2", "61").csv == "1900-03-01\n");
  CHECK(styled("2", "60").messages == "cell A1 holds 60, which is no date [spreadsheet/date]\n");
  CHECK(styled("2", "-5").messages == "cell A1 holds -5, which is no date [spreadsheet/date]\n");
  CHECK(styled("2", "2958465").csv == "9999-12-31\n");
  CHECK(styled("2", "1e99").messages == "cell A1 holds 1e99, which is no date [spreadsheet/date]\n");
  CHECK(styled("6", "43921.75").csv == "2020-03-31T18:00:00\n");
  CHECK(styled("7", "0.5").csv == "12:00:00\n");
  CHECK(styled("99999999999", "5").csv == "5\n");
  CHECK(read("a.xlsx", write_zip(workbook("<sheetData><row><c s=\"2\"><v>42459</v></c></row></sheetData>",
                                          "<workbookPr date1904=\"1\"/>")))
            .csv == "2020-03-31\n");
}

TEST_CASE("texts come from every place an .xlsx may keep them", "[formats][spreadsheet]") {
  CHECK(
      read(
          "a.xlsx",
          sheet("<row><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>in</t></is></c><c t=\"b\"><v>1</v></c>"
                "<c t=\"d\"><v>2020-03-31</v></c><c t=\"s\"><v>2</v></c></row>"))
          .csv == "rich text,in,true,2020-03-31,\"line\nbreak\"\n");
  CHECK(read("a.xlsx", sheet("<row><c t=\"s\"><v>77</v></c></row>"))
            .messages.find("names a text that is not there") != std::string::npos);
}

TEST_CASE("broken and hostile archives are a message", "[formats][spreadsheet]") {
  const auto message = [](const std::string& bytes) { return read("a.xlsx", bytes).messages; };
  CHECK(message("") == "this spreadsheet cannot be read: it is not a ZIP archive [spreadsheet/unreadable]\n");
  CHECK(message("year,cases\n2019,47\n") ==
        "this spreadsheet cannot be read: it is not a ZIP archive [spreadsheet/unreadable]\n");
  CHECK(message("\xD0\xCF\x11\xE0\xA1\xB1") ==
        "this spreadsheet cannot be read: it is protected with a password, or an old .xls file under a new "
        "name "
        "[spreadsheet/unreadable]\n");
  CHECK(message(write_zip({{"hello.txt", "hello", false}})) ==
        "this spreadsheet cannot be read: it holds no workbook [spreadsheet/unreadable]\n");
  CHECK(read("a.ods", write_zip({{"hello.txt", "hello", false}})).messages ==
        "this spreadsheet cannot be read: it holds no content.xml [spreadsheet/unreadable]\n");
  CHECK(read("a.ods", write_zip({{"META-INF/manifest.xml", "<m><encryption-data/></m>", false},
                                 {"content.xml", "x", false}}))
            .messages ==
        "this spreadsheet cannot be read: it is protected with a password [spreadsheet/unreadable]\n");
  auto doubled = workbook("<sheetData/>");
  doubled.push_back(doubled.back());
  CHECK(message(write_zip(doubled)).find("two files named") != std::string::npos);
  CHECK(message(write_zip(workbook("<sheetData><row><c r=\"A9999999\"><v>1</v></c></row></sheetData>")))
            .find("which no sheet has") != std::string::npos);
  CHECK(message(sheet("<row><c><v>1</v></row>")).find("is damaged") != std::string::npos);
}

TEST_CASE("archives that swell are refused before they fill the memory", "[formats][spreadsheet]") {
  const std::string bomb =
      write_zip(workbook("<sheetData>" + std::string(std::size_t{40} << 20, ' ') + "</sheetData>"));
  CHECK(bomb.size() < 100'000);
  CHECK(read("a.xlsx", bomb).messages ==
        "this spreadsheet cannot be read: its contents swell far beyond what a spreadsheet does "
        "[spreadsheet/too-large]\n");
  ZipError error;
  std::vector<ZipFile> many(50);
  for (std::size_t i = 0; i < many.size(); ++i) many[i].name = std::to_string(i) + ".xml";
  const auto all = [](std::string_view) { return true; };
  CHECK_FALSE(read_zip(write_zip(many), all, error, ZipLimits{.entries = 20}));
  CHECK(error.too_large);
  CHECK_FALSE(
      read_zip(write_zip({{"a", std::string(5000, 'x'), true}}), all, error, ZipLimits{.entry_bytes = 4999}));
  CHECK(error.message == "its contents are too large");
  // A row repeated a million times, each of sixteen thousand cells.
  const std::string ods =
      "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
      " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><table:table>"
      "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell"
      " table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>"
      "</table:table-row></table:table></office:document-content>";
  CHECK(read("a.ods", write_zip({{"content.xml", ods, false}})).messages ==
        "this spreadsheet cannot be read: it holds too many cells [spreadsheet/too-large]\n");
}

TEST_CASE("entities are never expanded", "[formats][spreadsheet]") {
  for (const std::string text :
       {"<!DOCTYPE a [<!ENTITY b \"boom\">]><a>&b;</a>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"}) {
    XmlReader xml(text);
    CHECK(xml.next() == XmlEvent::Failed);
    CHECK(xml.error() == "it declares a document type or entities, which are not read");
  }
  auto files = workbook("");
  files.back().bytes = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><worksheet>&x;</worksheet>";
  CHECK(read("a.xlsx", write_zip(files)).messages.find("declares a document type") != std::string::npos);
  XmlReader deep([] {
    static std::string nested;
    for (int i = 0; i < 5000; ++i) nested += "<a>";
    return std::string_view(nested);
  }());
  XmlEvent event = deep.next();
  while (event == XmlEvent::Start) event = deep.next();
  CHECK(event == XmlEvent::Failed);
}

TEST_CASE("damaged bytes anywhere in a file do no harm, and no table is lost in silence",
          "[formats][spreadsheet]") {
  std::mt19937 random(20200331);
  for (const std::string name : {"kinds.xlsx", "formulas.ods"}) {
    const std::string good = fixture(name);
    for (int i = 0; i < 300; ++i) {
      std::string bad = good;
      for (int k = 0; k < 4; ++k) bad[random() % bad.size()] = static_cast<char>(random());
      if (i % 5 == 0) bad.resize(random() % bad.size());
      const Reading reading = read(name, bad);
      INFO(name << ", round " << i);
      CHECK((!reading.csv.empty() || !reading.messages.empty()));
      CHECK_FALSE(find_invalid_utf8(reading.csv));
    }
  }
}

TEST_CASE("what we write reads back, byte for byte the same each time", "[formats][spreadsheet]") {
  OdsDocument document;
  document.title = "Cases & findings";
  document.sheets.push_back(
      {"Cases: 2019/20",
       {{{ods_text("name"), ods_text("count"), ods_text("share"), ods_text("spent"), ods_text("day")},
         OdsRowStyle::Header},
        {{ods_text("a  b <&> é"),
          {OdsCellKind::Number, "1,000", "1000", 0},
          {OdsCellKind::Percent, "7.5%", "7.5", 1},
          {OdsCellKind::Currency, "−£13,540", "-13540", 0},
          {OdsCellKind::Date, "31 March 2020", "2020-03-31", 0}},
         OdsRowStyle::Plain},
        {{ods_text("two\nlines"),
          ods_text("[x]"),
          {OdsCellKind::Percent, "0%", "0", 0},
          {OdsCellKind::Currency, "£5", "5", 0},
          ods_text("-")},
         OdsRowStyle::Total}}});
  const std::string bytes = write_ods(document);
  CHECK(bytes == write_ods(document));
  CHECK(bytes.substr(30, 8) == "mimetype");
  CHECK(bytes.substr(38, 46) == "application/vnd.oasis.opendocument.spreadsheet");
  const Reading reading = read("a.ods", bytes);
  CHECK(reading.messages.empty());
  CHECK(reading.csv ==
        "name,count,share,spent,day\na  b <&> é,1000,7.5,-13540,2020-03-31\n\"two\nlines\",[x],0,5,-\n");
  REQUIRE(open_disk(build_folder())->write("written.ods", bytes));
}

TEST_CASE("cell references count as spreadsheets do", "[formats][spreadsheet]") {
  CHECK(cell_reference(6, 1) == "B7");
  CHECK(cell_reference(0, 25) == "Z1");
  CHECK(cell_reference(0, 26) == "AA1");
  CHECK(cell_reference(1048575, 16383) == "XFD1048576");
  CHECK(parse_cell_reference("XFD1048576") == CellAddress{1048575, 16383});
  for (const char* bad :
       {"", "A", "7", "A0", "A1048577", "XFE1", "A1B", "AAAAAAAA1", "A99999999999999999999"})
    CHECK_FALSE(parse_cell_reference(bad));
}

TEST_CASE("number formats tell unit and places", "[formats][spreadsheet]") {
  using Kind = ShownAs::Kind;
  const auto check = [](const std::string& code, Kind kind, const std::string& symbol,
                        std::optional<int> places) {
    CAPTURE(code);
    const ShownAs shown = shown_by_format(code);
    CHECK(shown.kind == kind);
    CHECK(shown.symbol == symbol);
    CHECK(shown.places == places);
  };
  check("General", Kind::General, "", std::nullopt);
  check("0.0%", Kind::Percent, "", 1);
  check("0%", Kind::Percent, "", 0);
  check("[Red]0.00%;-0%", Kind::Percent, "", 2);
  check("\"£\"#,##0", Kind::Currency, "£", 0);
  check("£#,##0.00", Kind::Currency, "£", 2);
  check("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", Kind::Currency, "£", 2);
  check("_-[$€-2]\\ * #,##0.00_-", Kind::Currency, "€", 2);
  check("[$$-409]#,##0", Kind::Currency, "US$", 0);
  check("#,##0.0\\ \"kr\"", Kind::Currency, "kr", 1);
  check("#,##0", Kind::Number, "", 0);
  check("0.0", Kind::Number, "", 1);
  check("00000", Kind::Code, "", std::nullopt);
  check("@", Kind::Code, "", std::nullopt);
  check("0.00E+00", Kind::General, "", std::nullopt);
  check("# ?/?", Kind::General, "", std::nullopt);
  CHECK(padded_code("123", "00000") == "00123");
  CHECK(padded_code("123456", "00000") == "123456");
  CHECK(padded_code("-5", "00000") == "-5");
}

TEST_CASE("a sheet, a row and a range can be chosen", "[formats][spreadsheet]") {
  const auto choose = [](const std::string& bytes, const SheetChoice& choice) {
    Diagnostics diagnostics;
    const auto table = read_spreadsheet_table("a.xlsx", bytes, choice, diagnostics);
    if (table) return std::string(table->csv->text());
    std::string out;
    for (const Diagnostic& finding : diagnostics.items())
      out += finding.message + " | " + finding.hint + "\n";
    return out;
  };
  SheetChoice more;
  more.sheet.text = "More";
  CHECK(choose(fixture("sheets.xlsx"), more).find('\n') != std::string::npos);
  SheetChoice none;
  none.sheet.text = "Mora";
  CHECK(choose(fixture("sheets.xlsx"), none).find("has no sheet \"Mora\" | did you mean") !=
        std::string::npos);
  CHECK(choose(fixture("sheets.xlsx"), {}).find("add `sheet: \"") != std::string::npos);
  const std::string titled = sheet(
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Title</t></is></c></row>"
      "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>k</t></is></c><c r=\"B3\" "
      "t=\"inlineStr\"><is><t>n</t></is></c></row>"
      "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B4\"><v>5</v></c></row>"
      "<row r=\"6\"><c r=\"A6\" t=\"inlineStr\"><is><t>Notes</t></is></c></row>");
  CHECK(choose(titled, {}).find("add `header_row: 3`") != std::string::npos);
  SheetChoice below;
  below.header_row = 3;
  CHECK(choose(titled, below).find("row 5 is empty, and more follows in row 6 | ") == 0);
  CHECK(choose(titled, below).find("add `range: A3:B4`") != std::string::npos);
  SheetChoice range;
  range.range.text = "A3:B4";
  CHECK(choose(titled, range) == "k,n\na,5\n");
  range.range.text = "A3-B4";
  CHECK(choose(titled, range) == "`A3-B4` is no range of cells | write it as A4:F20\n");
}
