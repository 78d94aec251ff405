#pragma once
// What the views of the matrix share: who has which role, and how a topic, a board or a status is said.

#include <string>
#include <string_view>
#include <vector>

#include "content/matrix/html.h"

namespace gazette {

enum class BoardRole { None, Lead, Through, Interest };

/// The role of a board in a row; the strongest when it is named twice.
BoardRole role_of(const TopicRow& row, std::string_view board_id);
/// "Lead", "Through", "Interest"; empty for none.
std::string role_word(BoardRole role, const Wording& wording);

/// "Missing people (adults)".
std::string topic_title(const TopicRow& row, const Wording& wording);
/// "Agreed", "Shared", "No oversight" or "To be agreed".
std::string status_word(const TopicRow& row, const Wording& wording);

/// Boards with a part in the row that have no column in the grid, as "Lead: Violence Alliance group". A `via`
/// that is no board is not among them.
std::vector<std::string> roles_outside_grid(const ResponsibilityMatrix& matrix, const TopicRow& row,
                                            const Wording& wording);

/// The short name of a board, or the id as typed when there is no such board.
std::string board_label(const ResponsibilityMatrix& matrix, std::string_view id);
/// The label with a link to the board's page, where it has one.
std::string board_link(const ResponsibilityMatrix& matrix, std::string_view id,
                       const MatrixHtmlOptions& options);
/// Links to several boards, with commas between.
std::string board_links(const ResponsibilityMatrix& matrix, const std::vector<PlacedText>& ids,
                        const MatrixHtmlOptions& options);
/// Address of a row's anchor.
std::string topic_address(const TopicRow& row, const MatrixHtmlOptions& options);
/// A heading of the views' level, with an id where one is given.
std::string view_heading(const MatrixHtmlOptions& options, std::string_view id, const std::string& text);

}  // namespace gazette
