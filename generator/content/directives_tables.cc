// Directives that wait for their renderers.
#include "content/directives.h"

namespace gazette::directives {

void enter_table(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.next_table_number();
  out.data_set(directive.argument, out.place(id, directive.argument_span));
}
void enter_matrix(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.depend(DependencyKind::Matrix);
}
void enter_board(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.depend(DependencyKind::Matrix);
}

}  // namespace gazette::directives
