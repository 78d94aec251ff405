// The four views. Every table has a caption, row and column headers, and words in its cells; shapes
// and colours come from the theme and carry nothing of their own.
#include "content/matrix/html.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "content/matrix/view.h"
#include "content/words/markup.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

/// What the functions below all need.
struct Context {
  const ResponsibilityMatrix& matrix;
  const MatrixHtmlOptions& options;
  const Wording& wording;
  std::string word(std::string_view key) const { return escape_html(say(wording, key)); }
};

std::string ids_of(const std::vector<PlacedText>& boards) {
  std::vector<std::string> ids;
  for (const PlacedText& board : boards) ids.push_back(board.text);
  return join(ids, " ");
}

/// What the filter script reads: the topic, the boards by role, the gap.
std::string row_data(const Context& context, const TopicRow& row) {
  std::string out = attribute("data-topic", row.id) + " " + attribute("data-lead", ids_of(row.lead)) + " " +
                    attribute("data-interest", ids_of(row.interested));
  if (context.matrix.board(row.via.text) != nullptr) out += " " + attribute("data-through", row.via.text);
  if (row.gap != Gap::None) {
    out += row.gap == Gap::NoOversight ? " data-gap=\"no-oversight\"" : " data-gap=\"to-be-agreed\"";
  }
  return out;
}

std::string column_header(std::string_view content) {
  return tag("th", "scope=\"col\"", content);
}

/// The row's header; old anchors stand inside it as empty elements.
std::string topic_header(const Context& context, const TopicRow& row, bool anchors) {
  std::string content;
  if (anchors) {
    for (const std::string& alias : row.aliases) {
      content += tag("span", attribute("id", "topic-" + slugify(alias)), "");
    }
  }
  content += escape_html(topic_title(row, context.wording));
  if (!row.includes.empty())
    content += " " + tag("small", "class=\"matrix-includes\"", escape_html(row.includes));
  return tag("th", "scope=\"row\"", content);
}

std::string row_start(const Context& context, const TopicRow& row, bool anchors) {
  std::string out = "<tr ";
  if (anchors) out += attribute("id", row.anchor) + " ";
  return out + row_data(context, row) + ">";
}

/// A table in a region that scrolls by keyboard and is named by the caption.
/// `description_id`: of the text that explains the table to those who cannot see it stand above; or "".
std::string scrolling_table(const Context& context, std::string_view name, std::string_view caption_key,
                            const std::string& rows, std::string_view description_id = {}) {
  const std::string caption_id = context.options.id_prefix + "-" + std::string(name) + "-caption";
  const std::string caption = tag("caption", attribute("id", caption_id), context.word(caption_key));
  std::string attributes = attribute("class", "matrix-" + std::string(name));
  if (!description_id.empty()) attributes += " " + attribute("aria-describedby", description_id);
  return tag(
      "div",
      "class=\"scroll\" role=\"region\" " + attribute("aria-labelledby", caption_id) + " tabindex=\"0\"",
      tag("table", attributes, caption + rows));
}

std::string gaps_view(const Context& context) {
  std::string items;
  std::size_t count = 0;
  for (const TopicRow& row : context.matrix.rows) {
    if (row.gap == Gap::None) continue;
    ++count;
    items += tag("li", "",
                 link_html(topic_address(row, context.options), topic_title(row, context.wording)) + ": " +
                     tag("span", "class=\"cell-gap\"", escape_html(status_word(row, context.wording))));
  }
  if (count == 0) return tag("p", "class=\"matrix-gaps\"", context.word("matrix_gaps_none"));
  return tag(
      "div", "class=\"matrix-gaps\"",
      tag("p", "", escape_html(say_count(context.wording, "matrix_gaps", count))) + tag("ul", "", items));
}

/// Links to the boards' pages. A script turns the list into a filter, with the words given here.
std::string filter_html(const Context& context) {
  std::string items;
  for (const Board& board : context.matrix.boards) {
    items +=
        tag("li", attribute("data-board", board.id), board_link(context.matrix, board.id, context.options));
  }
  std::string data =
      "class=\"matrix-filter\" " + attribute("aria-label", say(context.wording, "matrix_boards_label"));
  constexpr std::string_view kWords[] = {"label", "board",    "any",  "role",  "all",
                                         "leads", "interest", "gaps", "clear", "status"};
  for (const std::string_view word : kWords) {
    data += " " + attribute("data-" + std::string(word) + "-text",
                            say(context.wording, "matrix_filter_" + std::string(word)));
  }
  return tag("nav", data, tag("ul", "", items));
}

std::string topic_row(const Context& context, const TopicRow& row) {
  const auto quiet = [&](std::string_view key) { return tag("span", "class=\"quiet\"", context.word(key)); };
  const std::string none = quiet("matrix_none");
  const auto boards = [&](const std::vector<PlacedText>& ids, const std::string& otherwise) {
    return tag("td", "", ids.empty() ? otherwise : board_links(context.matrix, ids, context.options));
  };
  const std::string directly = row.lead.empty() ? none : quiet("matrix_directly");
  std::string status = escape_html(status_word(row, context.wording));
  if (row.gap != Gap::None) status = tag("span", "class=\"cell-gap\"", status);
  if (!row.note.empty()) status += " " + tag("small", "class=\"matrix-note\"", escape_html(row.note));
  return row_start(context, row, context.options.anchors) +
         topic_header(context, row, context.options.anchors) +
         boards(row.lead, context.word("matrix_nobody")) +
         tag("td", "",
             row.via.text.empty() ? directly : board_link(context.matrix, row.via.text, context.options)) +
         boards(row.interested, none) + tag("td", "", status) + "</tr>";
}

/// "Source: …", once for each source named in the rows.
std::string sources_html(const Context& context) {
  std::vector<std::string> sources;
  for (const TopicRow& row : context.matrix.rows) {
    const bool fresh = std::find(sources.begin(), sources.end(), row.source) == sources.end();
    if (fresh && !row.source.empty()) sources.push_back(row.source);
  }
  if (sources.empty()) return {};
  const std::string all = join(sources, "; ");
  return tag("p", "class=\"source\"", escape_html(say(context.wording, "matrix_source", {{"source", all}})));
}

std::string topics_view(const Context& context) {
  std::string head;
  for (const char* key :
       {"matrix_topic", "matrix_reports_into", "matrix_through", "matrix_interested", "matrix_status"}) {
    head += column_header(context.word(key));
  }
  std::string body;
  for (const TopicRow& row : context.matrix.rows) body += topic_row(context, row);
  return filter_html(context) +
         scrolling_table(context, "topics", "matrix_topics_caption",
                         tag("thead", "", tag("tr", "", head)) + tag("tbody", "", body)) +
         sources_html(context);
}

/// How often a board has each role.
struct RoleCount {
  std::size_t lead = 0;
  std::size_t through = 0;
  std::size_t interest = 0;
};

RoleCount count_roles(const ResponsibilityMatrix& matrix, std::string_view board_id) {
  RoleCount count;
  for (const TopicRow& row : matrix.rows) {
    const BoardRole role = role_of(row, board_id);
    if (role == BoardRole::Lead) ++count.lead;
    if (role == BoardRole::Through) ++count.through;
    if (role == BoardRole::Interest) ++count.interest;
  }
  return count;
}

std::string boards_view(const Context& context) {
  std::string items;
  for (const Board& board : context.matrix.boards) {
    const RoleCount count = count_roles(context.matrix, board.id);
    const std::string address =
        context.options.board_address ? context.options.board_address(board.id) : std::string();
    std::string said = escape_html(say_count(context.wording, "matrix_board_leads", count.lead));
    const auto add = [&](const std::string& text) { said += ", " + text; };
    if (count.through > 0)
      add(escape_html(say_count(context.wording, "matrix_board_through", count.through)));
    if (count.interest > 0)
      add(escape_html(say_count(context.wording, "matrix_board_interest", count.interest)));
    if (!board.reports_to.empty()) {
      add(escape_html(say(context.wording, "matrix_reports_to")) + " " +
          board_links(context.matrix, board.reports_to, context.options));
    }
    std::string name = link_html(address, board.name);
    if (board.short_name != board.name) name += " (" + escape_html(board.short_name) + ")";
    items += tag("li", "", name + ": " + said);
  }
  return tag("ul", "class=\"matrix-boards\"", items);
}

std::vector<const Board*> grid_boards(const ResponsibilityMatrix& matrix) {
  std::vector<const Board*> boards;
  for (const Board& board : matrix.boards) {
    if (board.in_grid) boards.push_back(&board);
  }
  return boards;
}

std::string role_cell(BoardRole role, const Wording& wording) {
  if (role == BoardRole::None) return tag("td", "", "");
  const std::string_view shape = role == BoardRole::Lead      ? "class=\"cell-lead\""
                                 : role == BoardRole::Through ? "class=\"cell-through\""
                                                              : "class=\"cell-interest\"";
  return tag("td", "", tag("span", shape, escape_html(role_word(role, wording))));
}

std::string escaped_lines(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    if (!out.empty()) out += "<br />";
    out += escape_html(line);
  }
  return out;
}

std::string grid_row(const Context& context, const TopicRow& row, bool others, bool anchors) {
  std::string out = row_start(context, row, anchors) + topic_header(context, row, anchors);
  for (const Board* board : grid_boards(context.matrix))
    out += role_cell(role_of(row, board->id), context.wording);
  if (others) out += tag("td", "", escaped_lines(roles_outside_grid(context.matrix, row, context.wording)));
  std::string status = escape_html(status_word(row, context.wording));
  if (row.gap != Gap::None) status = tag("span", "class=\"cell-gap\"", status);
  return out + tag("td", "", status) + "</tr>";
}

std::string totals_row(const Context& context, bool others) {
  const auto counted = [&](std::string_view key, std::size_t count) {
    const std::string number = std::to_string(count);
    return say(context.wording, key, {{"count", number}});
  };
  std::string out = tag("th", "scope=\"row\"", context.word("matrix_total"));
  std::size_t elsewhere = 0;
  for (const Board& board : context.matrix.boards) {
    const RoleCount count = count_roles(context.matrix, board.id);
    if (!board.in_grid) {
      elsewhere += count.lead;
      continue;
    }
    out += tag("td", "",
               escaped_lines({counted("matrix_lead_count", count.lead),
                              counted("matrix_interest_count", count.interest)}));
  }
  if (others) out += tag("td", "", escape_html(counted("matrix_lead_count", elsewhere)));
  const auto gaps = std::count_if(context.matrix.rows.begin(), context.matrix.rows.end(),
                                  [](const TopicRow& row) { return row.gap != Gap::None; });
  out += tag("td", "", escape_html(counted("matrix_gap_count", static_cast<std::size_t>(gaps))));
  return tag("tfoot", "", tag("tr", "class=\"total\"", out));
}

bool has_others(const Context& context) {
  return std::any_of(context.matrix.rows.begin(), context.matrix.rows.end(), [&](const TopicRow& row) {
    return !roles_outside_grid(context.matrix, row, context.wording).empty();
  });
}

/// Links whose text carries title, format and size.
std::string download_html(const Context& context) {
  if (context.options.downloads.empty()) return {};
  std::string items;
  for (const MatrixDownload& file : context.options.downloads) {
    const std::string text = say(context.wording, file.text, {{"format", file.format}, {"size", file.size}});
    items += tag("li", "", link_html(file.address, text));
  }
  return tag("ul", "class=\"downloads\"", items);
}

std::string grid_view(const Context& context) {
  const bool others = has_others(context);
  const bool anchors = context.options.anchors && context.options.view == MatrixView::Grid;
  std::string head = column_header(context.word("matrix_topic"));
  for (const Board* board : grid_boards(context.matrix)) {
    head += column_header(board_link(context.matrix, board->id, context.options));
  }
  if (others) head += column_header(context.word("matrix_other_boards"));
  head += column_header(context.word("matrix_status"));
  std::string body;
  for (const TopicRow& row : context.matrix.rows) body += grid_row(context, row, others, anchors);
  const std::string key_id = context.options.id_prefix + "-grid-key";
  return tag("p", "class=\"matrix-key\" " + attribute("id", key_id), context.word("matrix_grid_key")) +
         scrolling_table(
             context, "grid", "matrix_grid_caption",
             tag("thead", "", tag("tr", "", head)) + tag("tbody", "", body) + totals_row(context, others),
             key_id) +
         download_html(context);
}

/// A value for the download. A spreadsheet runs what looks like a formula, so that gets an apostrophe.
void append_text_value(std::string& out, const std::string& value) {
  static constexpr std::string_view kFormula = "=+-@\t\r";
  const bool risky = !value.empty() && kFormula.find(value.front()) != std::string_view::npos;
  append_csv_value(out, risky ? "'" + value : value);
}

}  // namespace

std::string matrix_html(const ResponsibilityMatrix& matrix, const MatrixHtmlOptions& options,
                        const Wording& wording) {
  const Context context{matrix, options, wording};
  const auto headed = [&](std::string_view name, std::string_view key, const std::string& content) {
    return view_heading(options, options.id_prefix + "-" + std::string(name), say(wording, key)) + content;
  };
  std::string out;
  switch (options.view) {
    case MatrixView::Gaps:
      out = gaps_view(context);
      break;
    case MatrixView::Topics:
      out = topics_view(context);
      break;
    case MatrixView::Boards:
      out = boards_view(context);
      break;
    case MatrixView::Grid:
      out = grid_view(context);
      break;
    case MatrixView::All:
      out = headed("gaps", "matrix_gaps_heading", gaps_view(context)) +
            headed("topics", "matrix_topics_heading", topics_view(context)) +
            headed("boards", "matrix_boards_heading", boards_view(context)) +
            headed("grid", "matrix_grid_heading", grid_view(context));
      break;
  }
  return tag("div", "class=\"matrix\"", out);
}

std::string matrix_grid_csv(const ResponsibilityMatrix& matrix, const Wording& wording) {
  std::string out;
  const auto line = [&](const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out += ',';
      append_text_value(out, values[i]);
    }
    out += "\r\n";
  };
  const std::vector<const Board*> boards = grid_boards(matrix);
  std::vector<std::string> head = {say(wording, "matrix_topic"), say(wording, "matrix_scope"),
                                   say(wording, "matrix_includes")};
  for (const Board* board : boards) head.push_back(board->short_name);
  for (const char* key :
       {"matrix_other_boards", "matrix_through", "matrix_status", "matrix_note", "matrix_source_column"}) {
    head.push_back(say(wording, key));
  }
  line(head);
  for (const TopicRow& row : matrix.rows) {
    std::vector<std::string> values = {row.topic, row.scope, row.includes};
    for (const Board* board : boards) values.push_back(role_word(role_of(row, board->id), wording));
    values.push_back(join(roles_outside_grid(matrix, row, wording), "; "));
    values.push_back(row.via.text.empty() ? std::string() : board_label(matrix, row.via.text));
    values.push_back(status_word(row, wording));
    values.push_back(row.note);
    values.push_back(row.source);
    line(values);
  }
  return out;
}

}  // namespace gazette
