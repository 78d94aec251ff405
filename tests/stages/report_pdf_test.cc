#include "stages/report_pdf.h"

#include <catch2/catch.hpp>

#include "model/config.h"

using namespace gazette;

TEST_CASE("a test site's print edition is that of the real one", "[stages][pdf]") {
  SiteConfig real;
  real.base_url = "https://www.example.org/";
  SiteConfig test;
  test.base_url = "https://test.example.net/try/";
  const std::string on_real =
      "<link href=\"https://www.example.org/report/\" /><a href=\"/fees/\">Fees</a><p>Words.</p>";
  const std::string on_test =
      "<link href=\"https://test.example.net/try/report/\" /><a href=\"/try/fees/\">Fees</a><p>Words.</p>";
  const std::string changed =
      "<link href=\"https://www.example.org/report/\" /><a href=\"/fees/\">Fees</a><p>Other words.</p>";
  CHECK(print_source(on_real, real) == print_source(on_test, test));
  CHECK(print_source(on_real, real) != print_source(changed, real));
  CHECK(print_source(on_real + "<script src=\"/a.js\"></script>", real) == print_source(on_real, real));
}
