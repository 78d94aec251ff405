#include "formats/pdf.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace gazette;

namespace {

/// A PDF of these objects, numbered from 1, with a plain cross-reference table. The first is the catalog.
std::string pdf_of(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = out.size();
  return out + table +
         fmt::format("trailer\n<</Size {}\n/Root 1 0 R\n/Info 5 0 R>>\nstartxref\n{}\n%%EOF\n",
                     objects.size() + 1, start);
}

std::string printed() {
  return pdf_of({"<</Type /Catalog\n/Pages 2 0 R\n/StructTreeRoot 3 0 R\n/Lang (en-GB)>>",
                 "<</Type /Pages\n/Count 12\n/Kids []>>", "<</Type /StructTreeRoot\n/K 4 0 R>>",
                 "<</Type /StructElem\n/S /Figure\n/K []>>",
                 "<</Title (T)\n/CreationDate (D:20261125095011+00'00')>>",
                 "<</Type /StructElem\n/S /Figure\n/Alt (A line)>>"});
}

PdfDetails details() {
  return {"A & B", "en-GB", "2026-11-04", "Gazette 1", "abc123"};
}

}  // namespace

TEST_CASE("a printed PDF gets metadata, roles and the day of its text", "[formats][pdf]") {
  const std::string before = printed();
  const auto after = finish_pdf(before, details());
  REQUIRE(after);
  CHECK(after->find("(D:20261104000000+00'00')") != std::string::npos);
  CHECK(after->find("A &amp; B") != std::string::npos);
  CHECK(after->find("/RoleMap <</Em /Span /Strong /Span>>") != std::string::npos);
  CHECK(after->find("/Prev " + std::to_string(before.find("xref\n0"))) != std::string::npos);
  // A picture keeps its tag when it says what it shows; a group of other things is none.
  CHECK(after->find("/S /Div   \n/K []") != std::string::npos);
  CHECK(after->find("/S /Figure\n/Alt (A line)") != std::string::npos);
  // Every row of the new table names the byte its object begins at.
  const std::size_t table = after->rfind("xref\n1 1\n");
  REQUIRE(table != std::string::npos);
  CHECK(after->substr(std::stoul(after->substr(table + 9, 10)), 7) == "1 0 obj");
  const auto facts = read_pdf_facts(*after);
  REQUIRE(facts);
  CHECK(facts->pages == 12);
  CHECK(facts->source == "abc123");
  CHECK(finish_pdf(before, details()) == after);
}

TEST_CASE("what is no tagged PDF is refused, however it is broken", "[formats][pdf]") {
  CHECK_FALSE(finish_pdf("", details()));
  CHECK_FALSE(finish_pdf("hello", details()));
  CHECK_FALSE(finish_pdf(pdf_of({"<</Type /Catalog\n/Pages 2 0 R>>", "<</Type /Pages>>"}), details()));
  const std::string whole = printed();
  for (std::size_t length = 0; length < whole.rfind("startxref"); length += 7) {
    CAPTURE(length);
    CHECK_FALSE(finish_pdf(whole.substr(0, length), details()));
  }
  CHECK_FALSE(read_pdf_facts("hello"));
  CHECK(read_pdf_facts("%PDF-1.7 /Type /Pages")->pages == 0);
  CHECK(read_pdf_facts(whole)->source.empty());
}
