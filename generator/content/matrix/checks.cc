// The checks on who answers for what, from single cells to the whole matrix.
#include "content/matrix/checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/counted.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/glossary/index.h"

namespace gazette {
namespace {

constexpr std::size_t kMostNotes = 3;

/// "Missing people (adults)".
std::string title_of(const TopicRow& row) {
  return row.scope.empty() ? row.topic : row.topic + " (" + row.scope + ")";
}

/// The matrix with what the checks look up again and again.
struct Lookup {
  const ResponsibilityMatrix& matrix;
  std::vector<std::string> ids;
  std::unordered_map<std::string, const Board*> by_id;
  Glossary names;  // one term for each board: its name, short name and aliases
  GlossaryIndex index;

  explicit Lookup(const ResponsibilityMatrix& source) : matrix(source) {
    for (const Board& board : matrix.boards) {
      ids.push_back(board.id);
      by_id.emplace(board.id, &board);
      Term term;
      term.term = board.name;
      term.forms = board.aliases;
      if (board.short_name != board.name) term.forms.push_back(board.short_name);
      names.terms.push_back(std::move(term));
    }
    index = GlossaryIndex(names);
  }

  /// The boards named in a text, in order, each once.
  std::vector<const Board*> named_in(std::string_view text) const {
    std::vector<const Board*> out;
    for (const TermHit& hit : index.find(text)) {
      const Board* board = &matrix.boards[hit.term];
      if (std::find(out.begin(), out.end(), board) == out.end()) out.push_back(board);
    }
    return out;
  }
};

void report_unknown_board(const Lookup& lookup, const PlacedText& id, Diagnostics& diagnostics) {
  std::string hint;
  const std::size_t named = lookup.index.find_whole(id.text);
  if (named != GlossaryIndex::none) {
    hint = "write its id, " + lookup.matrix.boards[named].id;
  } else {
    hint = did_you_mean(id.text, lookup.ids);
    if (hint.empty()) hint = "add it to boards.csv";
  }
  diagnostics.error("matrix/unknown-board", id.place, "there is no board with the id " + id.text,
                    std::move(hint));
}

void check_boards_known(const Lookup& lookup, Diagnostics& diagnostics) {
  const auto check = [&](const std::vector<PlacedText>& list) {
    for (const PlacedText& id : list) {
      if (!lookup.by_id.contains(id.text)) report_unknown_board(lookup, id, diagnostics);
    }
  };
  for (const Board& board : lookup.matrix.boards) check(board.reports_to);
  for (const TopicRow& row : lookup.matrix.rows) {
    check(row.lead);
    check(row.interested);
    // Free text is fine in `via`, but a slip in an id is not.
    const bool like_id = row.via.text.find('-') != std::string::npos && slugify(row.via.text) == row.via.text;
    if (like_id && !lookup.by_id.contains(row.via.text)) report_unknown_board(lookup, row.via, diagnostics);
  }
}

void check_roles(const TopicRow& row, Diagnostics& diagnostics) {
  // A gap that cannot be read is told of already.
  if (row.lead.empty() && row.gap == Gap::None && row.gap_place.span.begin == row.gap_place.span.end) {
    diagnostics.error(
        "matrix/no-lead", row.topic_place, title_of(row) + " reports into no board",
        "name a board under lead, or say under gap that there is none: no-oversight or to-be-agreed");
  }
  if (!row.lead.empty() && row.gap != Gap::None) {
    diagnostics.error("matrix/lead-and-gap", row.gap_place,
                      title_of(row) + " has a board that leads and a gap as well",
                      "empty one of the two cells");
  }
  for (const PlacedText& board : row.interested) {
    const bool leads = std::any_of(row.lead.begin(), row.lead.end(),
                                   [&](const PlacedText& lead) { return lead.text == board.text; });
    if (leads) {
      diagnostics.warning("matrix/lead-also-interested", board.place,
                          board.text + " leads on " + title_of(row) + ", so it has an interest anyway",
                          "take it out of the column interested");
    }
  }
}

/// Boards in `text` that the row does not record by id.
void check_prose_cell(const Lookup& lookup, const TopicRow& row, std::string_view column,
                      const std::string& text, const Place& place, Diagnostics& diagnostics) {
  const auto recorded = [&](const Board& board) {
    const auto is_it = [&](const PlacedText& id) { return id.text == board.id; };
    return std::any_of(row.lead.begin(), row.lead.end(), is_it) ||
           std::any_of(row.interested.begin(), row.interested.end(), is_it) || row.via.text == board.id;
  };
  for (const Board* board : lookup.named_in(text)) {
    if (recorded(*board)) continue;
    const std::string where = column == "via" ? "via" : "lead, via or interested";
    diagnostics.warning("matrix/text-board", place,
                        "the column " + std::string(column) + " names " + board->short_name +
                            " in words, which no view can count",
                        "write its id, " + board->id + ", under " + where);
  }
}

void check_text_boards(const Lookup& lookup, const TopicRow& row, Diagnostics& diagnostics) {
  if (!lookup.by_id.contains(row.via.text)) {
    check_prose_cell(lookup, row, "via", row.via.text, row.via.place, diagnostics);
  }
  check_prose_cell(lookup, row, "includes", row.includes, row.includes_place, diagnostics);
  check_prose_cell(lookup, row, "note", row.note, row.note_place, diagnostics);
}

/// Two boards of one name, full or short: readers could not tell them apart, nor could a `{board}` or a
/// filter.
void check_board_names(const ResponsibilityMatrix& matrix, Diagnostics& diagnostics) {
  std::map<std::string, const Board*> seen;
  for (const Board& board : matrix.boards) {
    std::set<std::string> names = {to_lower(board.name), to_lower(board.short_name)};
    for (const std::string& name : names) {
      const auto [first, fresh] = seen.try_emplace(name, &board);
      if (fresh || first->second->id == board.id) continue;
      const bool whole = name == to_lower(board.name);
      Diagnostic& found = diagnostics.error(
          "matrix/duplicate", board.place, "two boards are called " + (whole ? board.name : board.short_name),
          "give each a name of its own");
      found.notes.push_back({"the first is here", first->second->place});
      break;
    }
  }
}

void check_duplicates(const ResponsibilityMatrix& matrix, Diagnostics& diagnostics) {
  std::map<std::pair<std::string, std::string>, Place> seen;
  for (const TopicRow& row : matrix.rows) {
    const auto [first, fresh] = seen.try_emplace({row.id, to_lower(row.scope)}, row.place);
    if (fresh) continue;
    const std::string what = row.scope.empty() ? row.id : row.id + " with the scope " + row.scope;
    Diagnostic& found = diagnostics.error("matrix/duplicate", row.place, "there are two rows for " + what,
                                          "join them, or give each its own scope");
    found.notes.push_back({"the first is here", first->second});
  }
}

/// A title as its words in alphabetical order, so that "Harm: road safety" meets "Road safety harm".
std::string comparable_title(const std::string& title) {
  std::vector<std::string> words;
  const std::string slug = slugify(title);
  for (const std::string_view word : split(slug, '-')) {
    if (word != "and" && word != "the" && word != "of") words.emplace_back(word);
  }
  std::sort(words.begin(), words.end());
  return join(words, " ");
}

void check_similar_titles(const ResponsibilityMatrix& matrix, Diagnostics& diagnostics) {
  constexpr std::size_t kMostCompared = 2000;  // beyond that only equal titles are found
  struct Seen {
    std::string title;
    const TopicRow* row;
  };
  std::vector<Seen> seen;
  std::unordered_set<std::string> ids;
  std::unordered_map<std::string, const TopicRow*> equal;
  const auto report = [&](const TopicRow& row, const TopicRow& other) {
    Diagnostic& found = diagnostics.warning(
        "matrix/similar-title", row.topic_place, "the title " + row.topic + " is much like " + other.topic,
        "if they are one topic, give both rows the same id and each a scope");
    found.notes.push_back({"the other topic is here", other.topic_place});
  };
  for (const TopicRow& row : matrix.rows) {
    if (!ids.insert(row.id).second) continue;
    std::string title = comparable_title(row.topic);
    const auto [same, fresh] = equal.try_emplace(title, &row);
    if (!fresh) {
      report(row, *same->second);
      continue;
    }
    const std::size_t slips = title.size() >= 12 ? 2 : title.size() >= 6 ? 1 : 0;
    if (slips > 0 && seen.size() < kMostCompared) {
      const auto near = std::find_if(seen.begin(), seen.end(), [&](const Seen& other) {
        return edit_distance(title, other.title, slips) <= slips;
      });
      if (near != seen.end()) report(row, *near->row);
    }
    seen.push_back({std::move(title), &row});
  }
}

void check_board_roles(const Lookup& lookup, Diagnostics& diagnostics) {
  std::unordered_set<std::string> leads;
  std::unordered_set<std::string> used;
  for (const TopicRow& row : lookup.matrix.rows) {
    for (const PlacedText& id : row.lead) leads.insert(id.text);
    for (const PlacedText& id : row.interested) used.insert(id.text);
    used.insert(row.via.text);
  }
  std::unordered_set<std::string> above;
  for (const Board& board : lookup.matrix.boards) {
    for (const PlacedText& id : board.reports_to) above.insert(id.text);
  }
  for (const Board& board : lookup.matrix.boards) {
    if (leads.contains(board.id)) continue;
    if (!used.contains(board.id) && !above.contains(board.id)) {
      diagnostics.warning("matrix/board-unused", board.place, board.short_name + " has no part in any topic",
                          "delete the row, or name the board in responsibilities.csv by its id");
    } else if (board.kind != BoardKind::Group) {
      diagnostics.info("matrix/board-leads-none", board.place, "no topic reports into " + board.short_name,
                       "fine if that is so; readers of its page are told");
    }
  }
}

void check_no_interest(const ResponsibilityMatrix& matrix, Diagnostics& diagnostics) {
  std::unordered_set<std::string> interesting;
  for (const TopicRow& row : matrix.rows) {
    if (!row.interested.empty()) interesting.insert(row.id);
  }
  for (const TopicRow& row : matrix.rows) {
    if (!interesting.insert(row.id).second) continue;
    diagnostics.info("matrix/no-interest", row.interested_place,
                     "no other board has an interest in " + row.topic,
                     "fine if that is so; the views say that none is recorded");
  }
}

/// Walks up from every board without recursion; a board met again on the same way up closes a ring.
void check_cycles(const Lookup& lookup, Diagnostics& diagnostics) {
  enum class State { New, Open, Done };
  std::unordered_map<std::string, State> states;
  struct Step {
    const Board* board;
    std::size_t next;
  };
  for (const Board& start : lookup.matrix.boards) {
    std::vector<Step> way;
    const auto enter = [&](const Board& board) {
      states[board.id] = State::Open;
      way.push_back({&board, 0});
    };
    if (states[start.id] == State::New) enter(start);
    while (!way.empty()) {
      Step& step = way.back();
      if (step.next == step.board->reports_to.size()) {
        states[step.board->id] = State::Done;
        way.pop_back();
        continue;
      }
      const PlacedText& up = step.board->reports_to[step.next++];
      const auto found = lookup.by_id.find(up.text);
      if (found == lookup.by_id.end() || states[up.text] == State::Done) continue;
      if (states[up.text] == State::New) {
        enter(*found->second);
        continue;
      }
      auto from =
          std::find_if(way.begin(), way.end(), [&](const Step& s) { return s.board == found->second; });
      std::string ring;
      for (; from != way.end(); ++from) ring += from->board->id + " → ";
      diagnostics.error("matrix/reports-to-cycle", up.place,
                        "these boards report in a circle: " + ring + up.text, "one of them must be the last");
    }
  }
}

/// Months from one day to a later one, whole ones only; dates as 2020-03-31.
int months_between(const std::string& from, const std::string& to) {
  const auto number = [](const std::string& date, std::size_t at, std::size_t length) {
    return std::stoi(date.substr(at, length));
  };
  const int months = (number(to, 0, 4) - number(from, 0, 4)) * 12 + number(to, 5, 2) - number(from, 5, 2);
  return number(to, 8, 2) < number(from, 8, 2) ? months - 1 : months;
}

/// Topics reviewed on one day are told together: they are one task.
void check_reviews(const ResponsibilityMatrix& matrix, const MatrixCheckOptions& options,
                   Diagnostics& diagnostics) {
  if (options.build_date.size() != 10 || options.review_months <= 0) return;
  for (const TopicRow& row : matrix.rows) {
    if (row.reviewed <= options.build_date) continue;
    diagnostics.warning("matrix/review-due", row.reviewed_place,
                        title_of(row) + " was reviewed on " + row.reviewed + ", a day that is still to come",
                        "write the day on which the boards last agreed this row");
  }
  std::map<std::string, std::vector<const TopicRow*>> by_date;
  for (const TopicRow& row : matrix.rows) by_date[row.reviewed].push_back(&row);
  for (const auto& [date, rows] : by_date) {
    if (!date.empty() && months_between(date, options.build_date) < options.review_months) continue;
    const std::string who =
        rows.size() == 1 ? title_of(*rows.front()) + " was" : std::to_string(rows.size()) + " rows were";
    const std::string message =
        date.empty() ? who + " never reviewed"
                     : who + " last reviewed on " + date + ", " +
                           counted(static_cast<std::size_t>(options.review_months), "month") + " ago or more";
    Diagnostic& found =
        diagnostics.warning("matrix/review-due", rows.front()->reviewed_place, message,
                            "ask the boards whether this still holds, then write today's date");
    for (std::size_t i = 1; i < rows.size() && i <= kMostNotes; ++i) {
      found.notes.push_back({title_of(*rows[i]), rows[i]->reviewed_place});
    }
    if (rows.size() > kMostNotes + 1) {
      found.notes.push_back({"and " + std::to_string(rows.size() - kMostNotes - 1) + " more", {}});
    }
  }
}

/// A gap beside a board that leads is a slip of its own, matrix/lead-and-gap.
bool is_open_gap(const TopicRow& row) {
  return row.gap != Gap::None && row.lead.empty();
}

void check_open_gaps(const ResponsibilityMatrix& matrix, Severity severity, Diagnostics& diagnostics) {
  const std::size_t open = count_open_gaps(matrix);
  for (const TopicRow& row : matrix.rows) {
    if (!is_open_gap(row)) continue;
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.rule = "matrix/gap-open";
    diagnostic.place = row.gap_place;
    diagnostic.message =
        (row.gap == Gap::NoOversight ? "no board oversees " : "no board has been agreed for ") +
        title_of(row) + " (" + counted(open, "gap") + " open)";
    diagnostic.hint = "name a board under lead and empty this cell once it is settled";
    diagnostics.add(std::move(diagnostic));
  }
}

}  // namespace

std::size_t count_open_gaps(const ResponsibilityMatrix& matrix) {
  return static_cast<std::size_t>(std::count_if(matrix.rows.begin(), matrix.rows.end(), is_open_gap));
}

void check_matrix(const ResponsibilityMatrix& matrix, const MatrixCheckOptions& options,
                  Diagnostics& diagnostics) {
  const Lookup lookup(matrix);
  check_boards_known(lookup, diagnostics);
  for (const TopicRow& row : matrix.rows) {
    check_roles(row, diagnostics);
    check_text_boards(lookup, row, diagnostics);
  }
  check_board_names(matrix, diagnostics);
  check_duplicates(matrix, diagnostics);
  check_similar_titles(matrix, diagnostics);
  if (matrix.rows_source) check_board_roles(lookup, diagnostics);
  check_no_interest(matrix, diagnostics);
  check_cycles(lookup, diagnostics);
  check_reviews(matrix, options, diagnostics);
  check_open_gaps(matrix, options.gap_open, diagnostics);
}

}  // namespace gazette
