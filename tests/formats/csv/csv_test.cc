#include "formats/csv/csv.h"

#include <catch2/catch.hpp>
#include <ctime>

using namespace gazette;

namespace {

struct Read {
  std::optional<CsvFile> file;
  std::string findings;
};

Read read(std::string text) {
  Diagnostics diagnostics;
  Read out;
  out.file = parse_csv(std::make_shared<SourceFile>("content/data/a.csv", std::move(text)), diagnostics);
  for (const Diagnostic& item : diagnostics.items()) out.findings += format_diagnostic(item);
  return out;
}

std::string cells(const CsvFile& file) {
  std::string out;
  const auto line = [&](std::span<const CsvCell> row) {
    for (const CsvCell& cell : row) out += "[" + std::string(cell.text) + "]";
    out += "\n";
  };
  line(file.header());
  for (std::size_t i = 0; i < file.row_count(); ++i) line(file.row(i).cells);
  return out;
}

}  // namespace

TEST_CASE("values keep their place", "[formats][csv]") {
  const Read got = read("a,b\n1,\"x, \"\"y\"\"\nz\"\n,3\n");
  REQUIRE(got.file);
  CHECK(got.findings.empty());
  CHECK(cells(*got.file) == "[a][b]\n[1][x, \"y\"\nz]\n[][3]\n");
  const CsvCell& quoted = got.file->row(0).cells[1];
  CHECK(got.file->source()->slice(quoted.span) == "\"x, \"\"y\"\"\nz\"");
  CHECK(got.file->row(1).number == 3);
  CHECK(got.file->find_column("b") == 1);
  CHECK_FALSE(got.file->find_column("c"));
}

TEST_CASE("line endings and a missing last one are fine", "[formats][csv]") {
  for (const char* text : {"a,b\r\n1,2\r\n", "a,b\n1,2", "a,b\n1,2\n\n\n", "a,b\n1,2\n,\n,\n"}) {
    CAPTURE(text);
    const Read got = read(text);
    REQUIRE(got.file);
    CHECK(got.findings.empty());
    CHECK(cells(*got.file) == "[a][b]\n[1][2]\n");
  }
}

TEST_CASE("a file that is not UTF-8 text is refused with what to do", "[formats][csv]") {
  CHECK(read(std::string("\xFF\xFE"
                         "a\0,\0",
                         6))
            .findings ==
        "content/data/a.csv:1:1: error: this file is UTF-16, not UTF-8  [csv/encoding]\n"
        "      = in the spreadsheet, choose \"CSV UTF-8\" rather than \"Unicode text\"\n");
  CHECK(read("name,n\nfunding \xA3,3\n").findings ==
        "content/data/a.csv:2:9: error: this character is not UTF-8  [csv/encoding]\n"
        "    2 | funding \xEF\xBF\xBD,3\n"
        "      |         ^ save the file as \"CSV UTF-8\" (it was probably £)\n");
  CHECK(
      read(std::string("name,n\nx\0y,3\n", 13)).findings ==
      "content/data/a.csv:2:2: error: there is a NUL byte here, so this is not a text file  [csv/encoding]\n"
      "      = export the file anew as \"CSV UTF-8\"\n");
  CHECK(read("PK\x03\x04zip").findings.find("this is a spreadsheet or zip file, not CSV") !=
        std::string::npos);
  CHECK(read("").findings ==
        "content/data/a.csv:1:1: error: this file is empty  [csv/empty]\n"
        "      = the first row names the columns\n");
  CHECK_FALSE(read("\xEF\xBB\xBF\n").file);
}

TEST_CASE("a byte order mark is left out", "[formats][csv]") {
  const Read got = read(
      "\xEF\xBB\xBF"
      "a,b\n1,2\n");
  REQUIRE(got.file);
  CHECK(got.file->header()[0].text == "a");
  CHECK(got.findings.find("info: this file opens with a byte order mark") != std::string::npos);
}

TEST_CASE("spreadsheets' other dialects are named", "[formats][csv]") {
  const Read got = read("year;cases\n2019;47\n");
  CHECK(got.findings ==
        "content/data/a.csv:1:1: error: this file has semicolons between its values, not commas  "
        "[csv/separator]\n"
        "    1 | year;cases\n"
        "      | ^^^^^^^^^^ save it as \"CSV UTF-8 (comma delimited)\"\n");
  REQUIRE(got.file);
  CHECK(cells(*got.file) == "[year][cases]\n[2019][47]\n");
  CHECK(read("sep=;\nyear;cases\n2019;47\n").findings ==
        "content/data/a.csv:1:1: error: this line is an instruction to Excel, not a row  [csv/sep-line]\n"
        "    1 | sep=;\n"
        "      | ^^^^^ delete it and use commas between the values\n");
  CHECK(read("a\tb\n1\t2\n").findings.find("tabs between its values") != std::string::npos);
  CHECK(read("a,b\r1,2\r").findings.find("old Macintosh") != std::string::npos);
}

TEST_CASE("ragged rows are reported at the row", "[formats][csv]") {
  const Read got = read("a,b\n1\n1,2,3\n4,5\n");
  CHECK(got.findings ==
        "content/data/a.csv:2:1: error: row 2 has 1 value, but there are 2 columns  [csv/ragged-row]\n"
        "    2 | 1\n"
        "      | ^ add the missing values\n"
        "content/data/a.csv:3:5: error: row 3 has 3 values, but there are 2 columns  [csv/ragged-row]\n"
        "    3 | 1,2,3\n"
        "      |     ^ a value with a comma in it goes in double quotes\n");
  REQUIRE(got.file);
  CHECK(cells(*got.file) == "[a][b]\n[1][]\n[1][2]\n[4][5]\n");
  CHECK(got.file->row(0).ragged);
  CHECK_FALSE(got.file->row(2).ragged);
}

TEST_CASE("quotation marks out of place", "[formats][csv]") {
  CHECK(read("a,b\nx \"y\",2\n").findings ==
        "content/data/a.csv:2:3: error: a quotation mark stands inside a value without quotes  [csv/quote]\n"
        "    2 | x \"y\",2\n"
        "      |   ^ put the whole value in double quotes and write \"\" for each one inside\n");
  CHECK(read("a,b\n\"x\"y,2\n").findings ==
        "content/data/a.csv:2:4: error: `y` stands after the closing quotation mark  [csv/quote]\n"
        "    2 | \"x\"y,2\n"
        "      |    ^ write \"\" for a quotation mark inside a value\n");
  const Read open = read("a,b\n1,2\n3,\"x\n4,5\n");
  CHECK(open.findings ==
        "content/data/a.csv:3:3: error: this quotation mark is never closed  [csv/quote]\n"
        "    3 | 3,\"x\n"
        "      |   ^ close it after the value; everything from here on was read as one value\n");
  REQUIRE(open.file);
  CHECK(open.file->row_count() == 1);
}

TEST_CASE("column names are there and differ", "[formats][csv]") {
  const Read got = read("a,,a\n1,2,3\n");
  CHECK(got.findings ==
        "content/data/a.csv:1:1: error: column 2 has no name  [csv/column-name]\n"
        "    1 | a,,a\n"
        "      | ^^^^ give each column a name in the first row\n"
        "content/data/a.csv:1:4: error: two columns are called `a`  [csv/column-name]\n"
        "    1 | a,,a\n"
        "      |    ^ give each column a name of its own\n"
        "  content/data/a.csv:1:1: note: the first one is here\n");
  REQUIRE(got.file);
  CHECK(cells(*got.file) == "[a][column_2][a_3]\n[1][2][3]\n");
}

TEST_CASE("an empty row in the middle is pointed out", "[formats][csv]") {
  const Read got = read("a,b\n1,2\n\n3,4\n");
  CHECK(got.findings ==
        "content/data/a.csv:3:1: warning: row 3 is empty  [csv/blank-row]\n"
        "    3 | \n"
        "      | ^ delete it\n");
}

TEST_CASE("findings of one kind are counted after the twentieth", "[formats][csv]") {
  std::string text = "a,b\n";
  for (int i = 0; i < 500; ++i) text += "1\n";
  Diagnostics diagnostics;
  parse_csv(std::make_shared<SourceFile>("a.csv", text), diagnostics);
  REQUIRE(diagnostics.items().size() == 21);
  CHECK(diagnostics.items().back().message == "480 more findings like those listed");
}

TEST_CASE("time grows with the rows and no faster", "[formats][csv]") {
  // Processor time, so that a busy machine makes no difference. A quarter of a million rows, four times
  // over, is what a million may cost without optimisation.
  std::string text = "id,name,n\n";
  for (int i = 0; i < 250'000; ++i) text += std::to_string(i) + ",\"a name\",12\n";
  const std::clock_t start = std::clock();
  const Read got = read(std::move(text));
  const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  REQUIRE(got.file);
  CHECK(got.file->row_count() == 250'000);
  CHECK(taken < 5);
}

TEST_CASE("a value is quoted only where it must be", "[formats][csv]") {
  const auto written = [](std::string_view value) {
    std::string out;
    append_csv_value(out, value);
    return out;
  };
  CHECK(written("plain") == "plain");
  CHECK(written("a, \"b\"") == "\"a, \"\"b\"\"\"");
  CHECK(written("two\nlines") == "\"two\nlines\"");
  CHECK(written(" x") == "\" x\"");
  CHECK(written("").empty());
}
