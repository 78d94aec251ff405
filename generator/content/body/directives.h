#pragma once
// The functions behind the rows of the directive table, grouped by what they are for.

#include "content/body/body_renderer.h"
#include "content/body/directive_table.h"

namespace gazette::directives {

/// "850 bytes", "12 KB", "1.4 MB".
std::string file_size_text(std::size_t bytes);

// directives_furniture.cc: page furniture around Markdown
void enter_callout(BodyRenderer& out, NodeId id, const Directive& directive);
void leave_callout(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_quote(BodyRenderer& out, NodeId id, const Directive& directive);
void leave_quote(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_details(BodyRenderer& out, NodeId id, const Directive& directive);
void leave_details(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_figure(BodyRenderer& out, NodeId id, const Directive& directive);
void leave_figure(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_steps(BodyRenderer& out, NodeId id, const Directive& directive);
void leave_div(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_download(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_contact(BodyRenderer& out, NodeId id, const Directive& directive);

// directives_lists.cc: lists made from the site itself
void enter_glossary(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_a_z(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_pages(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_changes(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_data_index(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_corrections(BodyRenderer& out, NodeId id, const Directive& directive);

// directives_data.cc: data sets and the matrix
void enter_table(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_chart(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_figures(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_indicators(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_matrix(BodyRenderer& out, NodeId id, const Directive& directive);
void enter_board(BodyRenderer& out, NodeId id, const Directive& directive);

}  // namespace gazette::directives
