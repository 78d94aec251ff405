// The `{table}` directive.
#include <algorithm>

#include "base/text.h"
#include "content/body/csvw.h"
#include "content/body/data_downloads.h"
#include "content/body/directives.h"
#include "content/tables/data_table.h"

namespace gazette::directives {
namespace {

/// A comma-separated option as words with their places.
std::vector<PlacedText> list_option(BodyRenderer& out, NodeId id, const Directive& directive,
                                    std::string_view key) {
  std::vector<PlacedText> words;
  const DirectiveOption* option = directive.option(key);
  if (option == nullptr) return words;
  std::size_t at = 0;
  for (const std::string_view piece : split(option->value, ',')) {
    const std::string_view word = trim(piece);
    const std::size_t begin = option->value_span.begin + at +
                              (word.empty() ? 0 : static_cast<std::size_t>(word.data() - piece.data()));
    if (!word.empty()) words.push_back({std::string(word), out.place(id, {begin, begin + word.size()})});
    at += piece.size() + 1;
  }
  return words;
}

}  // namespace

void enter_table(BodyRenderer& out, NodeId id, const Directive& directive) {
  const std::string number = std::to_string(out.next_table_number());
  const DataSet* set = out.data_set(directive.argument, out.place(id, directive.argument_span));
  if (set == nullptr) return;
  out.depend(DependencyKind::Corrections);
  DataTableView view;
  view.columns = list_option(out, id, directive, "columns");
  view.rows = list_option(out, id, directive, "rows");
  if (const DirectiveOption* caption = directive.option("caption")) view.caption = caption->value;
  DataTableOptions options;
  options.id = out.unique_id("table-" + slugify(set->id));
  options.caption_number = say(out.wording(), "table_number", {{"number", number}});
  options.downloads = data_downloads(out.site(), *set);
  options.waived = out.findings().waived;
  const auto html = data_table_html(*set, view, options, out.wording(), out.place(id, directive.span),
                                    out.diagnostics(), &out.body().cells);
  if (html) out.html() += *html + "\n";
}

}  // namespace gazette::directives
