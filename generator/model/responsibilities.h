#pragma once
// Which board answers for which topic, as read from boards.csv and responsibilities.csv.

#include <string>
#include <vector>

#include "base/source_file.h"

namespace gazette {

enum class BoardKind { Board, Group, Partnership };

/// One row of boards.csv.
struct Board {
  std::string id;                    // "csp": what responsibilities.csv uses
  std::string name;                  // "Community Safety Partnership"
  std::string short_name;            // "CSP"; the name when the cell is empty
  std::vector<std::string> aliases;  // "Safer Solihull"
  BoardKind kind = BoardKind::Board;
  std::vector<PlacedText> reports_to;  // board ids
  bool in_grid = false;                // has a column in the grid
  std::string url;                     // its own website; may be empty
  Place place;                         // the id's cell
};

/// A topic nobody leads on, and why.
enum class Gap { None, NoOversight, ToBeAgreed };

/// One row of responsibilities.csv: a topic, or one scope of it.
struct TopicRow {
  std::string id;                      // "missing-people"; rows of one topic share it
  std::string topic;                   // "Missing people"
  std::string includes;                // small print under the topic
  std::string scope;                   // "children"; empty when the row covers all
  std::vector<PlacedText> lead;        // board ids: where the topic reports into
  PlacedText via;                      // a board id, or the name of a group that is no board
  std::vector<PlacedText> interested;  // board ids
  Gap gap = Gap::None;
  std::string note;
  std::string source;
  std::string reviewed;              // "2020-03-31"; empty when never reviewed
  std::vector<std::string> aliases;  // former ids, so old anchors keep working
  std::string anchor;                // unique: "topic-missing-people", "topic-missing-people-adults"
  Place place;                       // the id's cell
  Place topic_place;
  Place includes_place;
  Place lead_place;
  Place interested_place;
  Place gap_place;
  Place note_place;
  Place reviewed_place;
};

/// Both files, in file order.
struct ResponsibilityMatrix {
  std::vector<Board> boards;
  std::vector<TopicRow> rows;
  SourcePtr boards_source;  // null when the site has no such file
  SourcePtr rows_source;
  bool published = true;  // settled by the site: a live page shows it

  /// The board with that id, or null.
  const Board* board(std::string_view id) const {
    for (const Board& board : boards) {
      if (board.id == id) return &board;
    }
    return nullptr;
  }
};

}  // namespace gazette
