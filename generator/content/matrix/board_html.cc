// The page of one board: its topics by role, and its place among the boards.
#include "base/text.h"
#include "content/matrix/html.h"
#include "content/matrix/view.h"
#include "content/words/markup.h"

namespace gazette {
namespace {

struct BoardContext {
  const ResponsibilityMatrix& matrix;
  const Board& board;
  const MatrixHtmlOptions& options;
  const Wording& wording;
};

std::string with_boards(const BoardContext& context, std::string_view key, const std::string& links) {
  // The sentence is escaped first and the links put in afterwards, since they are markup.
  return replace_all(escape_html(say(context.wording, key)), "{boards}", links);
}

std::vector<PlacedText> without(const std::vector<PlacedText>& ids, std::string_view id) {
  std::vector<PlacedText> out;
  for (const PlacedText& other : ids) {
    if (other.text != id) out.push_back(other);
  }
  return out;
}

/// What else there is to say about a topic on this board's page.
std::vector<std::string> remarks(const BoardContext& context, const TopicRow& row, BoardRole role) {
  std::vector<std::string> out;
  const auto boards = [&](std::string_view key, const std::vector<PlacedText>& ids) {
    if (!ids.empty())
      out.push_back(with_boards(context, key, board_links(context.matrix, ids, context.options)));
  };
  if (role == BoardRole::Lead) {
    if (!row.via.text.empty()) boards("matrix_item_through", {row.via});
    boards("matrix_item_shared", without(row.lead, context.board.id));
    boards("matrix_item_interest", row.interested);
  } else {
    boards("matrix_item_leads", row.lead);
    if (role == BoardRole::Interest && !row.via.text.empty()) boards("matrix_item_through", {row.via});
    if (row.gap != Gap::None) {
      out.push_back(tag("span", "class=\"cell-gap\"", escape_html(status_word(row, context.wording))));
    }
  }
  return out;
}

std::string topic_item(const BoardContext& context, const TopicRow& row, BoardRole role) {
  std::string out = link_html(topic_address(row, context.options), topic_title(row, context.wording));
  std::string separator = ": ";
  for (const std::string& remark : remarks(context, row, role)) {
    out += separator + remark;
    separator = "; ";
  }
  // Last, as it stands on a line of its own.
  if (!row.includes.empty())
    out += " " + tag("small", "class=\"matrix-includes\"", escape_html(row.includes));
  return tag("li", "", out);
}

std::string topics_with_role(const BoardContext& context, BoardRole role) {
  std::string items;
  for (const TopicRow& row : context.matrix.rows) {
    if (role_of(row, context.board.id) == role) items += topic_item(context, row, role);
  }
  return items.empty() ? std::string() : tag("ul", "class=\"matrix-board-topics\"", items);
}

/// A heading and its list, or the sentence that says there is nothing; both left out without one.
std::string part(const BoardContext& context, std::string_view heading, const std::string& list,
                 std::string_view nothing) {
  if (list.empty() && nothing.empty()) return {};
  const std::string text = list.empty() ? tag("p", "", escape_html(say(context.wording, nothing))) : list;
  const std::string id = slugify(say(context.wording, heading));
  return view_heading(context.options, id, say(context.wording, heading)) + text;
}

std::string board_list(const BoardContext& context, const std::vector<std::string>& ids) {
  std::string items;
  for (const std::string& id : ids) {
    const Board* other = context.matrix.board(id);
    const std::string address =
        other != nullptr && context.options.board_address ? context.options.board_address(id) : std::string();
    items += tag("li", "", link_html(address, other == nullptr ? id : other->name));
  }
  return items.empty() ? std::string() : tag("ul", "", items);
}

std::string introduction(const BoardContext& context) {
  std::string out;
  if (!context.board.aliases.empty()) {
    const std::string names = join(context.board.aliases, ", ");
    out += tag("p", "", escape_html(say(context.wording, "matrix_board_aliases", {{"names", names}})));
  }
  if (!context.board.url.empty()) {
    out += tag("p", "",
               link_html(context.board.url, say(context.wording, "matrix_board_website",
                                                {{"board", context.board.short_name}})));
  }
  return out;
}

}  // namespace

std::string board_html(const ResponsibilityMatrix& matrix, std::string_view board_id,
                       const MatrixHtmlOptions& options, const Wording& wording) {
  const Board* board = matrix.board(board_id);
  if (board == nullptr) return {};
  const BoardContext context{matrix, *board, options, wording};
  std::vector<std::string> above;
  std::vector<std::string> below;
  for (const PlacedText& id : board->reports_to) above.push_back(id.text);
  for (const Board& other : matrix.boards) {
    for (const PlacedText& id : other.reports_to) {
      if (id.text == board->id) below.push_back(other.id);
    }
  }
  return introduction(context) +
         part(context, "matrix_board_topics_heading", topics_with_role(context, BoardRole::Lead),
              "matrix_board_no_topics") +
         part(context, "matrix_board_through_heading", topics_with_role(context, BoardRole::Through), "") +
         part(context, "matrix_board_interest_heading", topics_with_role(context, BoardRole::Interest),
              "matrix_board_no_interest") +
         part(context, "matrix_board_above_heading", board_list(context, above), "") +
         part(context, "matrix_board_below_heading", board_list(context, below), "");
}

}  // namespace gazette
