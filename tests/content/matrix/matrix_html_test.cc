#include <catch2/catch.hpp>

#include "content/matrix/checks.h"
#include "content/matrix/html.h"
#include "content/matrix/responsibilities_reader.h"
#include "content/matrix/view.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

namespace {

ResponsibilityMatrix read(const std::string& boards, const std::string& rows) {
  Diagnostics diagnostics;
  const auto board_file = parse_csv(std::make_shared<SourceFile>("boards.csv", boards), diagnostics);
  const auto row_file = parse_csv(std::make_shared<SourceFile>("responsibilities.csv", rows), diagnostics);
  REQUIRE(board_file);
  REQUIRE(row_file);
  ResponsibilityMatrix matrix = read_responsibilities(&*board_file, &*row_file, diagnostics);
  CHECK(diagnostics.empty());
  return matrix;
}

ResponsibilityMatrix sample() {
  return read(
      "id,name,short,aliases,kind,reports_to,in_grid,url\n"
      "csp,Safety & Order Board,CSP,Safer Town,board,,yes,https://a.example/\n"
      "lscp,Children's Board,LSCP,,board,csp,yes,\n"
      "alliance,Violence Alliance,,,group,csp,no,\n",
      "id,topic,includes,scope,lead,via,interested,gap,note,source,reviewed,aliases\n"
      "hate,Hate crime,\"online, offline\",,csp;lscp,,,,To confirm.,Report 1,,old-hate\n"
      "violence,Violence,,,csp,alliance,lscp,,,Report 1,,\n"
      "missing,Missing people,,children,lscp,Priority Group,csp,,,Report 2,,\n"
      "missing,Missing people,,adults,,,csp,no-oversight,,,,\n");
}

MatrixHtmlOptions options(MatrixView view) {
  MatrixHtmlOptions out;
  out.view = view;
  out.board_address = [](std::string_view id) {
    return id == "alliance" ? std::string() : "/who/" + std::string(id) + "/";
  };
  return out;
}

bool has(const std::string& html, std::string_view part) {
  return html.find(part) != std::string::npos;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Every start tag has its end tag, in order: what XML asks of our output.
bool well_formed(std::string_view html) {
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string_view::npos) return false;
    const std::string_view inside = html.substr(at + 1, end - at - 1);
    const bool closing = inside.starts_with('/');
    const std::string name(inside.substr(closing ? 1 : 0, inside.find_first_of(" /", 1) - (closing ? 1 : 0)));
    if (closing) {
      if (open.empty() || open.back() != std::string(inside.substr(1))) return false;
      open.pop_back();
    } else if (!inside.ends_with('/')) {
      open.push_back(std::string(inside.substr(0, inside.find(' '))));
    }
  }
  return open.empty();
}

}  // namespace

TEST_CASE("gaps come first, each linked to its row", "[content][matrix]") {
  CHECK(matrix_html(sample(), options(MatrixView::Gaps), {}) ==
        "<div class=\"matrix\"><div class=\"matrix-gaps\"><p>1 topic has no agreed oversight.</p><ul><li><a "
        "href=\"#topic-missing-adults\">Missing people (adults)</a>: <span class=\"cell-gap\">No "
        "oversight</span></li></ul></div></div>");
  MatrixHtmlOptions elsewhere = options(MatrixView::Gaps);
  elsewhere.topics_address = "/who/";
  CHECK(has(matrix_html(sample(), elsewhere, {}), "href=\"/who/#topic-missing-adults\""));
  ResponsibilityMatrix closed = sample();
  closed.rows.pop_back();
  CHECK(has(matrix_html(closed, options(MatrixView::Gaps), {}), "Every topic reports into a board."));
}

TEST_CASE("the topics table has headers, anchors and words in each cell", "[content][matrix]") {
  const std::string html = matrix_html(sample(), options(MatrixView::Topics), {});
  CHECK(well_formed(html));
  CHECK(has(
      html,
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"matrix-topics-caption\" tabindex=\"0\"><table "
      "class=\"matrix-topics\"><caption id=\"matrix-topics-caption\">Which board each topic reports into, "
      "and which "
      "boards have an interest</caption><thead><tr><th scope=\"col\">Topic</th><th scope=\"col\">Reports "
      "into</th>"
      "<th scope=\"col\">Through</th><th scope=\"col\">Boards with an interest</th><th "
      "scope=\"col\">Status</th></tr></thead><tbody>"));
  CHECK(has(html,
            "<tr id=\"topic-hate\" data-topic=\"hate\" data-lead=\"csp lscp\" data-interest=\"\"><th "
            "scope=\"row\"><span "
            "id=\"topic-old-hate\"></span>Hate crime <small class=\"matrix-includes\">online, "
            "offline</small></th><td><a "
            "href=\"/who/csp/\">CSP</a>, <a href=\"/who/lscp/\">LSCP</a></td><td>"
            "<span class=\"quiet\">Directly</span></td>"
            "<td><span class=\"quiet\">None recorded</span></td><td>Shared <small class=\"matrix-note\">To "
            "confirm.</small></td></tr>"));
  CHECK(has(html,
            "<tr id=\"topic-violence\" data-topic=\"violence\" data-lead=\"csp\" data-interest=\"lscp\" "
            "data-through=\"alliance\"><th scope=\"row\">Violence</th><td><a "
            "href=\"/who/csp/\">CSP</a></td><td>Violence "
            "Alliance</td><td><a href=\"/who/lscp/\">LSCP</a></td><td>Agreed</td></tr>"));
  CHECK(has(html, "<td>Priority Group</td>"));
  CHECK(has(html,
            "<tr id=\"topic-missing-adults\" data-topic=\"missing\" data-lead=\"\" data-interest=\"csp\" "
            "data-gap=\"no-oversight\"><th scope=\"row\">Missing people (adults)</th><td>No "
            "board</td><td><span class=\"quiet\">None recorded</span></td>"));
  CHECK(has(html, "<p class=\"source\">Source: Report 1; Report 2.</p>"));
  CHECK_FALSE(has(html, "<td></td>"));
}

TEST_CASE("the filter's list works without a script and carries its words", "[content][matrix]") {
  const std::string html =
      matrix_html(sample(), options(MatrixView::Topics), {{"matrix_filter_clear", "Clirio"}});
  CHECK(has(html,
            "<nav class=\"matrix-filter\" aria-label=\"Boards\" data-label-text=\"Filter the topics\" "
            "data-board-text=\"Board\" data-any-text=\"All boards\" data-role-text=\"Show\" "
            "data-all-text=\"All topics\" "
            "data-leads-text=\"Topics it leads\" data-interest-text=\"Topics it has an interest in\" "
            "data-gaps-text=\"Topics with no agreed oversight\" data-clear-text=\"Clirio\" "
            "data-status-text=\"Showing "
            "{shown} of {total} topics\"><ul><li data-board=\"csp\"><a href=\"/who/csp/\">CSP</a></li><li "
            "data-board=\"lscp\"><a href=\"/who/lscp/\">LSCP</a></li><li data-board=\"alliance\">Violence "
            "Alliance</li></ul></nav>"));
}

TEST_CASE("the boards are listed with what they do", "[content][matrix]") {
  CHECK(matrix_html(sample(), options(MatrixView::Boards), {}) ==
        "<div class=\"matrix\"><ul class=\"matrix-boards\"><li><a href=\"/who/csp/\">Safety &amp; Order "
        "Board</a> (CSP): 2 "
        "topics report here, an interest in 2 topics</li><li><a href=\"/who/lscp/\">Children's Board</a> "
        "(LSCP): 2 topics "
        "report here, an interest in 1 topic, reports to <a href=\"/who/csp/\">CSP</a></li><li>Violence "
        "Alliance: 0 topics "
        "report here, 1 topic passes through it, reports to <a href=\"/who/csp/\">CSP</a></li></ul></div>");
}

TEST_CASE("the grid says each role in words and counts them", "[content][matrix]") {
  const std::string html = matrix_html(sample(), options(MatrixView::Grid), {});
  CHECK(well_formed(html));
  CHECK(has(html,
            "<p class=\"matrix-key\" id=\"matrix-grid-key\">An empty cell means no role is recorded.</p>"));
  CHECK(has(html, "<table class=\"matrix-grid\" aria-describedby=\"matrix-grid-key\">"));
  CHECK(has(html,
            "<thead><tr><th scope=\"col\">Topic</th><th scope=\"col\"><a href=\"/who/csp/\">CSP</a></th><th "
            "scope=\"col\"><a "
            "href=\"/who/lscp/\">LSCP</a></th><th scope=\"col\">Other boards</th><th "
            "scope=\"col\">Status</th></tr></thead>"));
  CHECK(has(
      html,
      "<th scope=\"row\">Violence</th><td><span class=\"cell-lead\">Lead</span></td><td><span "
      "class=\"cell-interest\">Interest</span></td><td>Through: Violence Alliance</td><td>Agreed</td></tr>"));
  CHECK(has(html,
            "<th scope=\"row\">Missing people (adults)</th><td><span "
            "class=\"cell-interest\">Interest</span></td><td></td>"
            "<td></td><td><span class=\"cell-gap\">No oversight</span></td></tr>"));
  CHECK(has(html,
            "<tfoot><tr class=\"total\"><th scope=\"row\">Topics for each board</th><td>Lead: 2<br "
            "/>Interest: 2</td>"
            "<td>Lead: 2<br />Interest: 1</td><td>Lead: 0</td><td>No lead: 1</td></tr></tfoot>"));
  CHECK(has(html, "<tr id=\"topic-hate\" "));
  CHECK_FALSE(has(html, "downloads"));
  MatrixHtmlOptions offered = options(MatrixView::Grid);
  offered.downloads = {{"matrix_download", "/data/grid.csv", "CSV", "1 KB"}};
  CHECK(has(
      matrix_html(sample(), offered, {}),
      "</table></div><ul class=\"downloads\"><li><a href=\"/data/grid.csv\">Download the topics and boards "
      "(CSV, 1 KB)</a></li></ul></div>"));
  ResponsibilityMatrix inside = sample();
  inside.boards[2].in_grid = true;
  const std::string wide = matrix_html(inside, options(MatrixView::Grid), {});
  CHECK_FALSE(has(wide, "Other boards"));
  CHECK(has(wide, "<span class=\"cell-through\">Through</span>"));
}

TEST_CASE("all views together have headings and each id once", "[content][matrix]") {
  MatrixHtmlOptions all = options(MatrixView::All);
  const std::string html = matrix_html(sample(), all, {});
  CHECK(well_formed(html));
  CHECK(has(html, "<h2 id=\"matrix-gaps\">Topics with no agreed oversight</h2>"));
  CHECK(html.find("id=\"matrix-gaps\"") < html.find("id=\"matrix-topics\""));
  CHECK(html.find("id=\"matrix-topics\"") < html.find("id=\"matrix-boards\""));
  CHECK(html.find("id=\"matrix-boards\"") < html.find("id=\"matrix-grid\""));
  CHECK(count(html, "id=\"topic-hate\"") == 1);
  CHECK(html.find('\n') == std::string::npos);
  all.anchors = false;
  all.id_prefix = "second";
  all.heading_level = 3;
  const std::string second = matrix_html(sample(), all, {});
  CHECK(has(second, "<h3 id=\"second-gaps\">"));
  CHECK_FALSE(has(second, "id=\"topic-"));
  CHECK(matrix_html({}, options(MatrixView::All), {}).find("<tbody></tbody>") != std::string::npos);
}

TEST_CASE("a board's page tells its topics and its place", "[content][matrix]") {
  MatrixHtmlOptions page = options(MatrixView::All);
  page.topics_address = "/who/";
  CHECK(board_html(sample(), "csp", page, {}) ==
        "<p>Also known as Safer Town.</p><p><a href=\"https://a.example/\">Website of CSP</a></p>"
        "<h2 id=\"topics-that-report-here\">Topics that report here</h2><ul "
        "class=\"matrix-board-topics\"><li><a "
        "href=\"/who/#topic-hate\">Hate crime</a>: shared with <a "
        "href=\"/who/lscp/\">LSCP</a> <small class=\"matrix-includes\">online, offline</small></li><li><a "
        "href=\"/who/#topic-violence\">Violence</a>: through "
        "Violence Alliance; "
        "interest: <a href=\"/who/lscp/\">LSCP</a></li></ul>"
        "<h2 id=\"topics-it-has-an-interest-in\">Topics it has an interest in</h2><ul "
        "class=\"matrix-board-topics\"><li><a "
        "href=\"/who/#topic-missing\">Missing people (children)</a>: reports into <a "
        "href=\"/who/lscp/\">LSCP</a>; through "
        "Priority Group</li><li><a href=\"/who/#topic-missing-adults\">Missing people (adults)</a>: <span "
        "class=\"cell-gap\">No oversight</span></li></ul>"
        "<h2 id=\"boards-that-report-here\">Boards that report here</h2><ul><li><a "
        "href=\"/who/lscp/\">Children's "
        "Board</a></li><li>Violence Alliance</li></ul>");
  const std::string group = board_html(sample(), "alliance", page, {});
  CHECK(well_formed(group));
  CHECK(has(group, "<p>No topic reports here directly.</p><h2 id=\"topics-that-pass-through-this-board\">"));
  CHECK(has(group, "<p>No interest in a topic is recorded.</p>"));
  CHECK(has(group,
            "<h2 id=\"where-this-board-reports-to\">Where this board reports to</h2><ul><li><a "
            "href=\"/who/csp/\">Safety &amp; Order Board</a></li></ul>"));
  CHECK(board_html(sample(), "nobody", page, {}).empty());
}

TEST_CASE("names cannot carry markup", "[content][matrix]") {
  const ResponsibilityMatrix matrix =
      read("id,name\na,<b>A</b>\n", "id,topic,lead,note\nt,<script>,a,\"\"\"><i>\"\n");
  for (const MatrixView view : {MatrixView::All, MatrixView::Boards}) {
    const std::string html = matrix_html(matrix, options(view), {});
    CHECK(well_formed(html));
    CHECK_FALSE(has(html, "<script>"));
    CHECK_FALSE(has(html, "<b>"));
  }
}

TEST_CASE("the grid is published as flat CSV", "[content][matrix]") {
  CHECK(matrix_grid_csv(sample(), {}) ==
        "Topic,Scope,Includes,CSP,LSCP,Other boards,Through,Status,Note,Source\r\n"
        "Hate crime,,\"online, offline\",Lead,Lead,,,Shared,To confirm.,Report 1\r\n"
        "Violence,,,Lead,Interest,Through: Violence Alliance,Violence Alliance,Agreed,,Report 1\r\n"
        "Missing people,children,,Interest,Lead,,Priority Group,Agreed,,Report 2\r\n"
        "Missing people,adults,,Interest,,,,No oversight,,\r\n");
  CHECK(has(matrix_grid_csv(read("id,name\na,A\n", "id,topic,lead\nt,=1+1,a\n"), {}), "\r\n'=1+1,,,Lead,"));
}

TEST_CASE("the partnership's own matrix has the counts of the first reading", "[content][matrix]") {
  const auto content = [](const std::string& name) {
    return read_file(source_folder() + "/content/data/" + name);
  };
  const ResponsibilityMatrix matrix = read(content("boards.csv"), content("responsibilities.csv"));
  std::vector<std::string> topics;
  for (const TopicRow& row : matrix.rows) {
    if (topics.empty() || topics.back() != row.id) topics.push_back(row.id);
  }
  CHECK(matrix.rows.size() == 20);
  CHECK(topics.size() == 19);
  const auto roles = [&](std::string_view board, BoardRole role) {
    std::size_t found = 0;
    for (const TopicRow& row : matrix.rows) found += role_of(row, board) == role ? 1 : 0;
    return found;
  };
  CHECK(roles("csp", BoardRole::Lead) == 12);
  CHECK(roles("hwbb", BoardRole::Lead) == 2);
  CHECK(roles("lscp", BoardRole::Lead) == 2);
  CHECK(roles("ssab", BoardRole::Lead) == 0);
  CHECK(roles("ssab", BoardRole::Interest) == 8);
  CHECK(roles("lscp", BoardRole::Interest) == 6);
  CHECK(roles("hwbb", BoardRole::Interest) == 2);
  CHECK(roles("csp", BoardRole::Interest) == 1);
  CHECK(roles("violence-alliance", BoardRole::Through) == 1);
  CHECK(count_open_gaps(matrix) == 2);
  Diagnostics diagnostics;
  check_matrix(matrix, {"2020-06-01", 12, Severity::Warning}, diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  std::size_t no_interest = 0;
  for (const Diagnostic& item : diagnostics.items()) no_interest += item.rule == "matrix/no-interest" ? 1 : 0;
  CHECK(no_interest == 8);
}
