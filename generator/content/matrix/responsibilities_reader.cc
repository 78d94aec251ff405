// Reads both files cell by cell. What the cells mean together is looked at in matrix_checks.cc.
#include "content/matrix/responsibilities_reader.h"

#include <array>
#include <map>
#include <unordered_map>

#include "base/spelling.h"
#include "base/text.h"
#include "content/data/csv_columns.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 8> kBoardColumns = {"id",   "name",       "short",   "aliases",
                                                           "kind", "reports_to", "in_grid", "url"};
constexpr std::array<std::string_view, 2> kBoardRequired = {"id", "name"};
constexpr std::array<std::string_view, 12> kRowColumns = {"id",   "topic",  "includes",   "scope",
                                                          "lead", "via",    "interested", "gap",
                                                          "note", "source", "reviewed",   "aliases"};
constexpr std::array<std::string_view, 2> kRowRequired = {"id", "topic"};

std::vector<std::string> texts(const std::vector<PlacedText>& pieces) {
  std::vector<std::string> out;
  for (const PlacedText& piece : pieces) out.push_back(piece.text);
  return out;
}

std::string text_of(const CsvColumns& columns, std::size_t row, std::string_view column) {
  return collapse_white_space(columns.text(row, column));
}

/// An id goes into addresses and anchors, so it is made of what those may hold.
bool read_id(const CsvColumns& columns, std::size_t row, std::string& id, Diagnostics& diagnostics) {
  id = columns.text(row, "id");
  if (id.empty()) {
    diagnostics.error("matrix/value", columns.place(row, "id"), "this row has no id",
                      "give it a short name in small letters, or delete the row");
    return false;
  }
  const std::string slug = slugify(id);
  if (slug != id && !slug.empty()) {
    diagnostics.error("matrix/value", columns.place(row, "id"),
                      "an id is made of small letters, digits and hyphens", "write " + slug);
  }
  if (slug.empty()) {
    diagnostics.error("matrix/value", columns.place(row, "id"),
                      "an id is made of small letters, digits and hyphens");
    return false;
  }
  return true;
}

/// The value among `names` that the cell holds; 0, the first, when it is empty or not known.
std::size_t read_choice(const CsvColumns& columns, std::size_t row, std::string_view column,
                        const std::vector<std::string>& names, Diagnostics& diagnostics) {
  const std::string_view value = columns.text(row, column);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (value == names[i]) return i;
  }
  if (value.empty()) return 0;
  std::string hint = did_you_mean(value, names);
  if (hint.empty()) {
    std::vector<std::string> written;
    for (const std::string& name : names) {
      if (!name.empty()) written.push_back(name);
    }
    hint = "write " + join(written, ", ") + ", or nothing";
  }
  diagnostics.error("matrix/value", columns.place(row, column),
                    std::string(column) + " cannot be " + std::string(value), std::move(hint));
  return 0;
}

bool read_board(const CsvColumns& columns, std::size_t row, Board& board, Diagnostics& diagnostics) {
  if (!read_id(columns, row, board.id, diagnostics)) return false;
  board.place = columns.place(row, "id");
  board.name = text_of(columns, row, "name");
  if (board.name.empty()) {
    diagnostics.error("matrix/value", board.place, "the board " + board.id + " has no name",
                      "write its full name into the column name");
    board.name = board.id;
  }
  board.short_name = text_of(columns, row, "short");
  if (board.short_name.empty()) board.short_name = board.name;
  board.aliases = texts(columns.list(row, "aliases"));
  constexpr std::array kKinds = {BoardKind::Board, BoardKind::Group, BoardKind::Partnership};
  board.kind = kKinds[read_choice(columns, row, "kind", {"board", "group", "partnership"}, diagnostics)];
  board.reports_to = columns.list(row, "reports_to");
  board.in_grid = read_choice(columns, row, "in_grid", {"yes", "no"}, diagnostics) == 0;
  board.url = columns.text(row, "url");
  const bool address = board.url.empty() || board.url.starts_with("https://") ||
                       board.url.starts_with("http://") || board.url.starts_with("/");
  if (!address) {
    diagnostics.error("matrix/value", columns.place(row, "url"), "this is no web address",
                      "write it in full, with https:// in front");
    board.url.clear();
  }
  return true;
}

void read_boards(const CsvFile& file, ResponsibilityMatrix& matrix, Diagnostics& diagnostics) {
  matrix.boards_source = file.source();
  const CsvColumns columns(file, {"matrix/column", kBoardColumns, kBoardRequired}, diagnostics);
  if (!columns.complete()) return;
  std::unordered_map<std::string, Place> seen;
  for (std::size_t i = 0; i < file.row_count(); ++i) {
    Board board;
    if (!read_board(columns, i, board, diagnostics)) continue;
    const auto [first, fresh] = seen.try_emplace(board.id, board.place);
    if (!fresh) {
      Diagnostic& found = diagnostics.error("matrix/duplicate", board.place,
                                            "the board " + board.id + " has two rows", "keep one of them");
      found.notes.push_back({"the first is here", first->second});
      continue;
    }
    matrix.boards.push_back(std::move(board));
  }
}

/// A day as 2020-03-31 that the calendar has.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!is_ascii_digit(text[i])) return false;
  }
  const auto number = [&](std::size_t at, std::size_t length) {
    return std::stoi(std::string(text.substr(at, length)));
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

bool read_row(const CsvColumns& columns, std::size_t row, TopicRow& topic, Diagnostics& diagnostics) {
  if (!read_id(columns, row, topic.id, diagnostics)) return false;
  topic.place = columns.place(row, "id");
  topic.topic = text_of(columns, row, "topic");
  if (topic.topic.empty()) {
    diagnostics.error("matrix/value", topic.place, "the topic " + topic.id + " has no title",
                      "write it into the column topic");
    return false;
  }
  topic.includes = text_of(columns, row, "includes");
  topic.scope = text_of(columns, row, "scope");
  topic.lead = columns.list(row, "lead");
  topic.via = {text_of(columns, row, "via"), columns.place(row, "via")};
  topic.interested = columns.list(row, "interested");
  constexpr std::array kGaps = {Gap::None, Gap::NoOversight, Gap::ToBeAgreed};
  topic.gap = kGaps[read_choice(columns, row, "gap", {"", "no-oversight", "to-be-agreed"}, diagnostics)];
  topic.note = text_of(columns, row, "note");
  topic.source = text_of(columns, row, "source");
  topic.reviewed = columns.text(row, "reviewed");
  topic.aliases = texts(columns.list(row, "aliases"));
  topic.topic_place = columns.place(row, "topic");
  topic.includes_place = columns.place(row, "includes");
  topic.lead_place = columns.place(row, "lead");
  topic.interested_place = columns.place(row, "interested");
  topic.gap_place = columns.place(row, "gap");
  topic.note_place = columns.place(row, "note");
  topic.reviewed_place = columns.place(row, "reviewed");
  if (!topic.reviewed.empty() && !is_date(topic.reviewed)) {
    diagnostics.error("matrix/value", topic.reviewed_place, "this is no date",
                      "write year, month, day: 2020-03-31");
    topic.reviewed.clear();
  }
  return true;
}

/// The first row of a topic has its plain anchor; further scopes add theirs. Old ids keep theirs
/// unless somebody else has it now.
void give_anchors(ResponsibilityMatrix& matrix, Diagnostics& diagnostics) {
  std::map<std::string, Place> taken;
  for (TopicRow& row : matrix.rows) {
    const std::string plain = "topic-" + slugify(row.id);
    row.anchor = plain;
    const std::string scope = slugify(row.scope);
    if (taken.contains(row.anchor) && !scope.empty()) row.anchor = plain + "-" + scope;
    const std::string base = row.anchor;
    for (int n = 2; !taken.try_emplace(row.anchor, row.place).second; ++n)
      row.anchor = base + "-" + std::to_string(n);
  }
  for (TopicRow& row : matrix.rows) {
    std::vector<std::string> kept;
    for (const std::string& alias : row.aliases) {
      const std::string anchor = "topic-" + slugify(alias);
      const auto [owner, fresh] = taken.try_emplace(anchor, row.place);
      if (fresh) {
        kept.push_back(alias);
        continue;
      }
      Diagnostic& found =
          diagnostics.error("matrix/duplicate", row.place,
                            "the old id " + alias + " of " + row.id + " is in use", "delete one of them");
      found.notes.push_back({"it is used here", owner->second});
    }
    row.aliases = std::move(kept);
  }
}

void read_rows(const CsvFile& file, ResponsibilityMatrix& matrix, Diagnostics& diagnostics) {
  matrix.rows_source = file.source();
  const CsvColumns columns(file, {"matrix/column", kRowColumns, kRowRequired}, diagnostics);
  if (!columns.complete()) return;
  for (std::size_t i = 0; i < file.row_count(); ++i) {
    TopicRow row;
    if (read_row(columns, i, row, diagnostics)) matrix.rows.push_back(std::move(row));
  }
  give_anchors(matrix, diagnostics);
}

}  // namespace

ResponsibilityMatrix read_responsibilities(const CsvFile* boards, const CsvFile* rows,
                                           Diagnostics& diagnostics) {
  ResponsibilityMatrix matrix;
  if (boards != nullptr) read_boards(*boards, matrix, diagnostics);
  if (rows != nullptr) read_rows(*rows, matrix, diagnostics);
  return matrix;
}

}  // namespace gazette
