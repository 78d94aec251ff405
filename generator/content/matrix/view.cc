// Roles, titles and links of the matrix.
#include "content/matrix/view.h"

#include <algorithm>

#include "base/text.h"
#include "content/words/markup.h"

namespace gazette {

BoardRole role_of(const TopicRow& row, std::string_view board_id) {
  const auto is_it = [&](const PlacedText& id) { return id.text == board_id; };
  if (std::any_of(row.lead.begin(), row.lead.end(), is_it)) return BoardRole::Lead;
  if (row.via.text == board_id) return BoardRole::Through;
  if (std::any_of(row.interested.begin(), row.interested.end(), is_it)) return BoardRole::Interest;
  return BoardRole::None;
}

std::string role_word(BoardRole role, const Wording& wording) {
  switch (role) {
    case BoardRole::Lead:
      return say(wording, "matrix_lead");
    case BoardRole::Through:
      return say(wording, "matrix_through");
    case BoardRole::Interest:
      return say(wording, "matrix_interest");
    case BoardRole::None:
      break;
  }
  return {};
}

std::string topic_title(const TopicRow& row, const Wording& wording) {
  if (row.scope.empty()) return row.topic;
  return say(wording, "matrix_topic_scope", {{"topic", row.topic}, {"scope", row.scope}});
}

std::string status_word(const TopicRow& row, const Wording& wording) {
  if (row.gap == Gap::NoOversight) return say(wording, "matrix_gap_no_oversight");
  if (row.gap == Gap::ToBeAgreed) return say(wording, "matrix_gap_to_be_agreed");
  return say(wording, row.lead.size() > 1 ? "matrix_status_shared" : "matrix_status_agreed");
}

std::vector<std::string> roles_outside_grid(const ResponsibilityMatrix& matrix, const TopicRow& row,
                                            const Wording& wording) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view id) {
    const Board* board = matrix.board(id);
    if (board == nullptr || board->in_grid) return;
    const std::string role = role_word(role_of(row, id), wording);
    out.push_back(say(wording, "matrix_role_of", {{"role", role}, {"board", board->short_name}}));
  };
  for (const PlacedText& id : row.lead) add(id.text);
  add(row.via.text);
  for (const PlacedText& id : row.interested) {
    if (role_of(row, id.text) == BoardRole::Interest) add(id.text);
  }
  return out;
}

std::string board_label(const ResponsibilityMatrix& matrix, std::string_view id) {
  const Board* board = matrix.board(id);
  return board == nullptr ? std::string(id) : board->short_name;
}

std::string board_link(const ResponsibilityMatrix& matrix, std::string_view id,
                       const MatrixHtmlOptions& options) {
  const bool known = matrix.board(id) != nullptr && options.board_address;
  return link_html(known ? options.board_address(id) : std::string(), board_label(matrix, id));
}

std::string board_links(const ResponsibilityMatrix& matrix, const std::vector<PlacedText>& ids,
                        const MatrixHtmlOptions& options) {
  std::string out;
  for (const PlacedText& id : ids) {
    if (!out.empty()) out += ", ";
    out += board_link(matrix, id.text, options);
  }
  return out;
}

std::string topic_address(const TopicRow& row, const MatrixHtmlOptions& options) {
  return options.topics_address + "#" + percent_encode(row.anchor);
}

std::string view_heading(const MatrixHtmlOptions& options, std::string_view id, const std::string& text) {
  const std::string name = "h" + std::to_string(std::clamp(options.heading_level, 2, 6));
  return tag(name, id.empty() ? std::string() : attribute("id", id), escape_html(text));
}

}  // namespace gazette
