// References that lead nowhere, and the numbers that they go by.
#include "checks/check_references.h"

#include <catch2/catch.hpp>

#include "checks/check_content.h"
#include "support/build_in_memory.h"

using namespace gazette;

namespace {

/// Messages of the reference checks on one page of a small report, without the excerpts.
std::string references(const std::string& body) {
  BuiltSite site = build_in_memory({{"content/_index.md", page_text("Home", "Words.\n")},
                                    {"content/report.md", page_text("Report", body)},
                                    {"content/appendix.md", page_text("Appendix 2, the budget", "Words.\n")},
                                    {"content/data/loans.csv", "branch,loans\nNorth,10\nSouth,12\n"},
                                    {"content/data/loans.yaml", "title: Loans\n"}});
  check_content(*site.outcome.site, site.state.files.data, 1, site.outcome.diagnostics);
  site.outcome.diagnostics.sort();
  std::string out;
  for (const Diagnostic& finding : site.outcome.diagnostics.items()) {
    const bool wanted = finding.rule == "content/dangling-reference" ||
                        finding.rule == "content/wrong-reference" || finding.rule == "content/empty-section";
    if (!wanted) continue;
    const Position at = finding.place.source->position(finding.place.span.begin);
    out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + finding.message + "\n";
  }
  return out;
}

const std::string kTableAndChart =
    "\n```{table} loans\n```\n\n```{chart} loans\n:type: bar\n:message: Loans\n```\n";

}  // namespace

TEST_CASE("references to tables and figures that are not there", "[stages][content]") {
  CHECK(references("See Table 1, Figure 1 and Chart 1.\n" + kTableAndChart).empty());
  CHECK(references("It's so: Tables 1, 2 and 7, as *in* Figures 1–3.\n" + kTableAndChart) ==
        "4:20 there is no Table 2\n4:26 there is no Table 7\n4:47 there is no Figure 3\n");
  CHECK(references("See Table 5.2 and Table 0.\n" + kTableAndChart) ==
        "4:5 there is no Table 5.2\n4:19 there is no Table 0\n");
  CHECK(
      references("Table 9 of the guidance, Table 5a, Tables of Tables, a Tablet 3, Timetable 4.\n").empty());
  CHECK(references("> As Table 9 shows.\n").empty());
  // A Markdown table counts when it has a caption, and has a number then.
  CHECK(references("See Table 1.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n") == "4:5 there is no Table 1\n");
  CHECK(references("See Table 1.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n: Caption\n").empty());
}

TEST_CASE("words that point at nothing", "[stages][content]") {
  CHECK(references("The chart below shows it. The following table too, and this diagram overleaf.\n") ==
        "4:1 “The chart below” points at nothing: this page has no chart\n"
        "4:27 “The following table” points at nothing: this page has no table\n"
        "4:56 “this diagram overleaf” points at nothing: this page has no diagram\n");
  CHECK(references("The following table shows it.\n" + kTableAndChart).empty());
  CHECK(references("The figure below 5 is suppressed. Put it on the table below deck.\n" + kTableAndChart)
            .empty());
  CHECK(references("The figure below 5 is suppressed.\n").empty());
}

TEST_CASE("appendices are pages, headings or links", "[stages][content]") {
  CHECK(references("See Appendix 2.\n").empty());
  CHECK(references("See Appendix 1 and Appendix B.\n") ==
        "4:5 there is no Appendix 1\n4:20 there is no Appendix B\n");
  CHECK(references("See Appendix 1.\n\n## Appendix 1: structure\n\nWords.\n").empty());
  CHECK(references("Appendix 1 is [the budget](appendix.md). \n").empty());
  CHECK(references("Appendix 9 of the guidance; the appendix 4 words on.\n").empty());
}

TEST_CASE("a link called Table 5 leads to Table 5", "[stages][content]") {
  CHECK(references("See [Table 1](#table-loans) and [Figure 1](#chart-loans).\n" + kTableAndChart).empty());
  CHECK(references("| a | b |\n|---|---|\n| 1 | 2 |\n: Caption\n\nSee [Table 1](#table-loans).\n" +
                   kTableAndChart) == "9:5 this link says Table 1 and leads to Table 2\n");
  CHECK(references("See [Table 1](#chart-loans).\n" + kTableAndChart) ==
        "4:5 this link says Table 1 and leads to Figure 1\n");
}

TEST_CASE("headings with nothing under them", "[stages][content]") {
  CHECK(references("## A\n\n### B\n\nWords.\n\n## C\n\nWords.\n").empty());
  CHECK(references("## A\n\n## B\n\nWords.\n\n### C\n\n## D\n") ==
        "4:1 nothing stands under this heading\n10:1 nothing stands under this heading\n"
        "12:1 nothing stands under this heading\n");
}

TEST_CASE("a table without a caption takes no number from the next page", "[stages][content]") {
  BuiltSite site =
      build_in_memory({{"content/_index.md", page_text("Home", "Words.\n")},
                       {"content/report/_index.md", page_text("Report", "Words.\n", "layout: report\n")},
                       {"content/report/01-one.md", page_text("One", "| a | b |\n|---|---|\n| 1 | 2 |\n")},
                       {"content/report/02-two.md", page_text("Two", "```{table} loans\n```\n")},
                       {"content/data/loans.csv", "branch,loans\nNorth,10\n"}});
  CHECK(site.file("report/two/index.html").find("Table 1:") != std::string::npos);
}
