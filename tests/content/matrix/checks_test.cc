#include "content/matrix/checks.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "content/matrix/responsibilities_reader.h"

using namespace gazette;

namespace {

const std::string kBoards =
    "id,name,short,aliases,kind,reports_to,in_grid,url\n"
    "safety,Community Safety Partnership,CSP,Safer Town;Safety Board,partnership,,yes,https://a.example/\n"
    "children,Children's Partnership,,,board,health,yes,\n"
    "health,Health and Wellbeing Board,H&WBB,,board,,yes,\n"
    "alliance,Violence Alliance group,,,group,safety,no,\n";

const std::string kHeader = "id,topic,includes,scope,lead,via,interested,gap,note,source,reviewed,aliases\n";

const std::string kRows = kHeader +
                          "hate,Hate crime,,,safety,,children,,,,2026-01-01,\n"
                          "violence,Violence,,,safety,alliance,health,,,,2026-01-01,\n"
                          "missing,Missing people,,children,children,,health,,,,2026-01-01,\n"
                          "sleep,Rough sleepers,,,health,,children,,,,2026-01-01,\n";

struct Read {
  ResponsibilityMatrix matrix;
  std::string findings;
};

std::string formatted(Diagnostics& diagnostics) {
  diagnostics.sort();
  std::string out;
  for (const Diagnostic& item : diagnostics.items()) out += format_diagnostic(item);
  return out;
}

Read read_matrix(const std::string& boards, const std::string& rows) {
  Read out;
  Diagnostics diagnostics;
  const auto board_file = parse_csv(std::make_shared<SourceFile>("boards.csv", boards), diagnostics);
  const auto row_file = parse_csv(std::make_shared<SourceFile>("responsibilities.csv", rows), diagnostics);
  out.matrix = read_responsibilities(board_file ? &*board_file : nullptr, row_file ? &*row_file : nullptr,
                                     diagnostics);
  out.findings = formatted(diagnostics);
  return out;
}

std::string check(const std::string& boards, const std::string& rows,
                  const MatrixCheckOptions& options = {}) {
  const Read got = read_matrix(boards, rows);
  Diagnostics diagnostics;
  check_matrix(got.matrix, options, diagnostics);
  return got.findings + formatted(diagnostics);
}

}  // namespace

TEST_CASE("boards and topics are read with their places", "[content][matrix]") {
  const Read got = read_matrix(
      kBoards, kHeader +
                   "missing,Missing people,\"runaways,\nlost\",children,children; safety,Group,health,,A "
                   "note.,Report,2020-02-29,lost;gone\n"
                   "missing,Missing people,,adults,,,,no-oversight,,,,\n"
                   "care,Self-neglect,,,,,,to-be-agreed,,,,\n");
  CHECK(got.findings.empty());
  REQUIRE(got.matrix.boards.size() == 4);
  const Board& board = got.matrix.boards[0];
  CHECK(board.short_name == "CSP");
  CHECK(board.aliases == std::vector<std::string>{"Safer Town", "Safety Board"});
  CHECK(board.kind == BoardKind::Partnership);
  CHECK(board.in_grid);
  CHECK(got.matrix.boards[1].short_name == "Children's Partnership");
  CHECK(got.matrix.boards[1].reports_to.at(0).text == "health");
  CHECK_FALSE(got.matrix.boards[3].in_grid);
  REQUIRE(got.matrix.rows.size() == 3);
  const TopicRow& row = got.matrix.rows[0];
  CHECK(row.includes == "runaways, lost");
  REQUIRE(row.lead.size() == 2);
  CHECK(row.lead[1].text == "safety");
  CHECK(row.lead[1].place.source->slice(row.lead[1].place.span) == "safety");
  CHECK(row.anchor == "topic-missing");
  CHECK(got.matrix.rows[1].anchor == "topic-missing-adults");
  CHECK(got.matrix.rows[1].gap == Gap::NoOversight);
  CHECK(got.matrix.rows[2].gap == Gap::ToBeAgreed);
  CHECK(count_open_gaps(got.matrix) == 2);
  CHECK(got.matrix.board("health")->name == "Health and Wellbeing Board");
  CHECK(got.matrix.board("none") == nullptr);
}

TEST_CASE("missing files and columns are survived", "[content][matrix]") {
  Diagnostics diagnostics;
  CHECK(read_responsibilities(nullptr, nullptr, diagnostics).rows.empty());
  CHECK(diagnostics.empty());
  CHECK(read_matrix("id,title\na,b\n", kHeader).findings ==
        "boards.csv:1:1: error: the column name is missing  [matrix/column]\n"
        "    1 | id,title\n"
        "      | ^^^^^^^^ add it to the first line; the columns are id, name, short, aliases, kind, "
        "reports_to, in_grid, "
        "url\n"
        "boards.csv:1:4: warning: this file has no use for a column title  [matrix/column]\n"
        "    1 | id,title\n"
        "      |    ^^^^^ the columns are id, name, short, aliases, kind, reports_to, in_grid, url\n");
  CHECK(read_matrix(kBoards, "id,topic,intrested\na,A,\n").findings ==
        "responsibilities.csv:1:10: warning: this file has no use for a column intrested  [matrix/column]\n"
        "    1 | id,topic,intrested\n"
        "      |          ^^^^^^^^^ did you mean `interested`?\n");
}

TEST_CASE("cells with values that cannot be used are reported", "[content][matrix]") {
  CHECK(read_matrix(
            "id,name,kind,in_grid,url\n,A,,,\nBig Board,B,borad,maybe,example.org\nc,,,,\nb,B,,,\nb,C,,,\n",
            kHeader)
            .findings ==
        "boards.csv:2:1: error: this row has no id  [matrix/value]\n"
        "    2 | ,A,,,\n"
        "      | ^ give it a short name in small letters, or delete the row\n"
        "boards.csv:3:1: error: an id is made of small letters, digits and hyphens  [matrix/value]\n"
        "    3 | Big Board,B,borad,maybe,example.org\n"
        "      | ^^^^^^^^^ write big-board\n"
        "boards.csv:3:13: error: kind cannot be borad  [matrix/value]\n"
        "    3 | Big Board,B,borad,maybe,example.org\n"
        "      |             ^^^^^ did you mean `board`?\n"
        "boards.csv:3:19: error: in_grid cannot be maybe  [matrix/value]\n"
        "    3 | Big Board,B,borad,maybe,example.org\n"
        "      |                   ^^^^^ write yes, no, or nothing\n"
        "boards.csv:3:25: error: this is no web address  [matrix/value]\n"
        "    3 | Big Board,B,borad,maybe,example.org\n"
        "      |                         ^^^^^^^^^^^ write it in full, with https:// in front\n"
        "boards.csv:4:1: error: the board c has no name  [matrix/value]\n"
        "    4 | c,,,,\n"
        "      | ^ write its full name into the column name\n"
        "boards.csv:6:1: error: the board b has two rows  [matrix/duplicate]\n"
        "    6 | b,C,,,\n"
        "      | ^ keep one of them\n"
        "  boards.csv:5:1: note: the first is here\n");
  CHECK(read_matrix(kBoards, "id,topic,gap,reviewed\na,,,\nb,B,none,2021-02-29\nc,C,no-oversite,31/3/2020\n")
            .findings ==
        "responsibilities.csv:2:1: error: the topic a has no title  [matrix/value]\n"
        "    2 | a,,,\n"
        "      | ^ write it into the column topic\n"
        "responsibilities.csv:3:5: error: gap cannot be none  [matrix/value]\n"
        "    3 | b,B,none,2021-02-29\n"
        "      |     ^^^^ write no-oversight, to-be-agreed, or nothing\n"
        "responsibilities.csv:3:10: error: this is no date  [matrix/value]\n"
        "    3 | b,B,none,2021-02-29\n"
        "      |          ^^^^^^^^^^ write year, month, day: 2020-03-31\n"
        "responsibilities.csv:4:5: error: gap cannot be no-oversite  [matrix/value]\n"
        "    4 | c,C,no-oversite,31/3/2020\n"
        "      |     ^^^^^^^^^^^ did you mean `no-oversight`?\n"
        "responsibilities.csv:4:17: error: this is no date  [matrix/value]\n"
        "    4 | c,C,no-oversite,31/3/2020\n"
        "      |                 ^^^^^^^^^ write year, month, day: 2020-03-31\n");
}

TEST_CASE("old ids keep their anchors unless somebody else has them", "[content][matrix]") {
  const Read got = read_matrix(kBoards, "id,topic,aliases\na,A,old;b\nb,B,old\n");
  CHECK(got.findings ==
        "responsibilities.csv:2:1: error: the old id b of a is in use  [matrix/duplicate]\n"
        "    2 | a,A,old;b\n"
        "      | ^ delete one of them\n"
        "  responsibilities.csv:3:1: note: it is used here\n"
        "responsibilities.csv:3:1: error: the old id old of b is in use  [matrix/duplicate]\n"
        "    3 | b,B,old\n"
        "      | ^ delete one of them\n"
        "  responsibilities.csv:2:1: note: it is used here\n");
  CHECK(got.matrix.rows[0].aliases == std::vector<std::string>{"old"});
}

TEST_CASE("a sound matrix has nothing to report", "[content][matrix]") {
  CHECK(check(kBoards, kRows, {"2026-11-01", 12, Severity::Warning}).empty());
  CHECK(check(kBoards.substr(0, kBoards.find('\n') + 1), kHeader).empty());
}

TEST_CASE("boards are named by id", "[content][matrix]") {
  CHECK(check(kBoards, kRows + "a,Alpha,,,saftey,allience-group,CSP;children;zebra,,,,,\n") ==
        "responsibilities.csv:6:11: error: there is no board with the id saftey  [matrix/unknown-board]\n"
        "    6 | a,Alpha,,,saftey,allience-group,CSP;children;zebra,,,,,\n"
        "      |           ^^^^^^ did you mean `safety`?\n"
        "responsibilities.csv:6:18: error: there is no board with the id allience-group  "
        "[matrix/unknown-board]\n"
        "    6 | a,Alpha,,,saftey,allience-group,CSP;children;zebra,,,,,\n"
        "      |                  ^^^^^^^^^^^^^^ add it to boards.csv\n"
        "responsibilities.csv:6:33: error: there is no board with the id CSP  [matrix/unknown-board]\n"
        "    6 | a,Alpha,,,saftey,allience-group,CSP;children;zebra,,,,,\n"
        "      |                                 ^^^ write its id, safety\n"
        "responsibilities.csv:6:46: error: there is no board with the id zebra  [matrix/unknown-board]\n"
        "    6 | a,Alpha,,,saftey,allience-group,CSP;children;zebra,,,,,\n"
        "      |                                              ^^^^^ add it to boards.csv\n");
  CHECK(check(kBoards + "x,X board,,,,helth,,\n", kRows + "b,Beta,,,x,,x,,,,,\n")
            .find("boards.csv:6:14: error: there is no board with the id helth  [matrix/unknown-board]") ==
        0);
}

TEST_CASE("a topic has a board or a gap, not both and not neither", "[content][matrix]") {
  CHECK(check(kBoards, kRows + "a,Alpha,,adults,,,health,,,,,\n") ==
        "responsibilities.csv:6:3: error: Alpha (adults) reports into no board  [matrix/no-lead]\n"
        "    6 | a,Alpha,,adults,,,health,,,,,\n"
        "      |   ^^^^^ name a board under lead, or say under gap that there is none: no-oversight or "
        "to-be-agreed\n");
  CHECK(check(kBoards, kRows + "a,Alpha,,,safety,,health,to-be-agreed,,,,\n")
            .find("responsibilities.csv:6:26: error: Alpha has a board that leads and a gap as well  "
                  "[matrix/lead-and-gap]\n"
                  "    6 | a,Alpha,,,safety,,health,to-be-agreed,,,,\n"
                  "      |                          ^^^^^^^^^^^^ empty one of the two cells\n") !=
        std::string::npos);
}

TEST_CASE("a topic has one row for each scope", "[content][matrix]") {
  CHECK(check(kBoards,
              kRows + "hate,Hate crime,,,safety,,,,,,,\nmissing,Missing people,,adults,safety,,,,,,,\n") ==
        "responsibilities.csv:6:1: error: there are two rows for hate  [matrix/duplicate]\n"
        "    6 | hate,Hate crime,,,safety,,,,,,,\n"
        "      | ^^^^ join them, or give each its own scope\n"
        "  responsibilities.csv:2:1: note: the first is here\n");
  CHECK(check(kBoards, kRows + "missing,Missing people,,Children,safety,,,,,,,\n")
            .find("there are two rows for missing with the scope Children") != std::string::npos);
}

TEST_CASE("titles that are much alike may be one topic", "[content][matrix]") {
  const auto similar = [](const std::string& title) {
    return check(kBoards, kRows + "a," + title + ",,,safety,,health,,,,,\n").find("matrix/similar-title") !=
           std::string::npos;
  };
  CHECK(check(kBoards, kRows + "a,Hate crimes,,,safety,,health,,,,,\n") ==
        "responsibilities.csv:6:3: warning: the title Hate crimes is much like Hate crime  "
        "[matrix/similar-title]\n"
        "    6 | a,Hate crimes,,,safety,,health,,,,,\n"
        "      |   ^^^^^^^^^^^ if they are one topic, give both rows the same id and each a scope\n"
        "  responsibilities.csv:2:6: note: the other topic is here\n");
  CHECK(similar("hate crime"));
  CHECK(similar("Crime: hate"));
  CHECK(similar("Rough sleeper"));
  CHECK_FALSE(similar("Hate speech"));
  CHECK_FALSE(similar("Missing pets"));
}

TEST_CASE("roles are not given twice", "[content][matrix]") {
  CHECK(check(kBoards, kRows + "a,Alpha,,,safety,,health;safety,,,,,\n") ==
        "responsibilities.csv:6:26: warning: safety leads on Alpha, so it has an interest anyway  "
        "[matrix/lead-also-interested]\n"
        "    6 | a,Alpha,,,safety,,health;safety,,,,,\n"
        "      |                          ^^^^^^ take it out of the column interested\n");
}

TEST_CASE("boards without a part, or without a topic to lead, are told", "[content][matrix]") {
  CHECK(check(kBoards + "idle,Idle Board,,,,,,\n", kRows) ==
        "boards.csv:6:1: warning: Idle Board has no part in any topic  [matrix/board-unused]\n"
        "    6 | idle,Idle Board,,,,,,\n"
        "      | ^^^^ delete the row, or name the board in responsibilities.csv by its id\n");
  CHECK(check(kBoards + "adults,Adults Board,AB,,,,,\n", kRows + "a,Alpha,,,safety,,adults,,,,,\n") ==
        "boards.csv:6:1: info: no topic reports into AB  [matrix/board-leads-none]\n"
        "    6 | adults,Adults Board,AB,,,,,\n"
        "      | ^^^^^^ fine if that is so; readers of its page are told\n");
}

TEST_CASE("a topic that no other board cares for is told once", "[content][matrix]") {
  CHECK(check(kBoards, kRows + "a,Alpha,,x,safety,,,,,,,\na,Alpha,,y,safety,,,,,,,\n") ==
        "responsibilities.csv:6:20: info: no other board has an interest in Alpha  [matrix/no-interest]\n"
        "    6 | a,Alpha,,x,safety,,,,,,,\n"
        "      |                    ^ fine if that is so; the views say that none is recorded\n");
  CHECK(check(kBoards, kRows + "a,Alpha,,x,safety,,,,,,,\na,Alpha,,y,safety,,health,,,,,\n").empty());
}

TEST_CASE("boards do not report in a circle", "[content][matrix]") {
  CHECK(check("id,name,reports_to\na,A,b\nb,B,c;d\nc,C,a\nd,D,\n", kHeader + "t,Topic,,,a,b,c;d,,,,,\n")
            .find("boards.csv:4:5: error: these boards report in a circle: a → b → c → a  "
                  "[matrix/reports-to-cycle]\n"
                  "    4 | c,C,a\n"
                  "      |     ^ one of them must be the last\n") != std::string::npos);
  CHECK(check("id,name,reports_to\na,A,a\n", kHeader + "t,Topic,,,a,,a,,,,,\n")
            .find("boards.csv:2:5: error: these boards report in a circle: a → a") == 0);
  std::string chain = "id,name,reports_to\n";
  for (int i = 0; i < 20000; ++i) {
    chain += "b" + std::to_string(i) + ",N" + std::to_string(i) + ",b" + std::to_string(i + 1) + "\n";
  }
  CHECK(check(chain + "b20000,Last,\n", kHeader).find("cycle") == std::string::npos);  // long, but no circle
}

TEST_CASE("a board named in words is missing from every view", "[content][matrix]") {
  CHECK(
      check(kBoards, kRows + "a,Alpha,with the H&WBB,,safety,Safer Town,children,,The CSP's job.,,,\n") ==
      "responsibilities.csv:6:9: warning: the column includes names H&WBB in words, which no view can count  "
      "[matrix/text-board]\n"
      "    6 | a,Alpha,with the H&WBB,,safety,Safer Town,children,,The CSP's job.,,,\n"
      "      |         ^^^^^^^^^^^^^^ write its id, health, under lead, via or interested\n");
  CHECK(check(kBoards, kRows + "a,Alpha,,,children,Safer Town,health,,,,,\n") ==
        "responsibilities.csv:6:20: warning: the column via names CSP in words, which no view can count  "
        "[matrix/text-board]\n"
        "    6 | a,Alpha,,,children,Safer Town,health,,,,,\n"
        "      |                    ^^^^^^^^^^ write its id, safety, under via\n");
  CHECK(check(kBoards, kRows + "a,Alpha,,,safety,Priority Group,health,,Led by the police.,,,\n").empty());
}

TEST_CASE("reviews run out", "[content][matrix]") {
  const MatrixCheckOptions year{"2027-01-01", 12, Severity::Warning};
  CHECK(check(kBoards, kRows, {"2026-12-31", 12, Severity::Warning}).empty());
  CHECK(check(kBoards, kRows, year) ==
        "responsibilities.csv:2:39: warning: 4 rows were last reviewed on 2026-01-01, 12 months ago or more  "
        "[matrix/review-due]\n"
        "    2 | hate,Hate crime,,,safety,,children,,,,2026-01-01,\n"
        "      |                                       ^^^^^^^^^^ ask the boards whether this still holds, "
        "then "
        "write "
        "today's date\n"
        "  responsibilities.csv:3:47: note: Violence\n"
        "  responsibilities.csv:4:54: note: Missing people (children)\n"
        "  responsibilities.csv:5:44: note: Rough sleepers\n");
  CHECK(check(kBoards, kHeader + "hate,Hate crime,,,safety,alliance,children;health,,,,,\n", year)
            .find("Hate crime was never reviewed  [matrix/review-due]") != std::string::npos);
  CHECK(check(kBoards, kRows, {"2027-01-01", 0, Severity::Warning}).empty());
  CHECK(check(kBoards, kRows, {"2027-01-01", 24, Severity::Warning}).empty());
}

TEST_CASE("open gaps are counted at every build and can block it", "[content][matrix]") {
  const std::string rows =
      kRows + "a,Alpha,,adults,,,health,no-oversight,,,,\nb,Beta,,,,,health,to-be-agreed,,,,\n";
  CHECK(check(kBoards, rows) ==
        "responsibilities.csv:6:26: warning: no board oversees Alpha (adults) (2 gaps open)  "
        "[matrix/gap-open]\n"
        "    6 | a,Alpha,,adults,,,health,no-oversight,,,,\n"
        "      |                          ^^^^^^^^^^^^ name a board under lead and empty this cell once it "
        "is settled\n"
        "responsibilities.csv:7:19: warning: no board has been agreed for Beta (2 gaps open)  "
        "[matrix/gap-open]\n"
        "    7 | b,Beta,,,,,health,to-be-agreed,,,,\n"
        "      |                   ^^^^^^^^^^^^ name a board under lead and empty this cell once it is "
        "settled\n");
  CHECK(check(kBoards, rows, {"", 12, Severity::Error}).find("responsibilities.csv:6:26: error: ") == 0);
}

TEST_CASE("every matrix rule has its explanation", "[content][matrix]") {
  CHECK(matrix_rules().size() == 16);
  for (const Rule& rule : matrix_rules()) {
    CAPTURE(rule.id);
    CHECK(rule.id.starts_with("matrix/"));
    CHECK_FALSE(rule.title.empty());
    CHECK(rule.why.ends_with("."));
    CHECK(rule.bad != rule.good);
  }
}
