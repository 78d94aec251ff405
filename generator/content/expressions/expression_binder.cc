// Finds the data sets, rows and columns that an expression names.
#include <algorithm>

#include "base/spelling.h"
#include "content/expressions/expression.h"

namespace gazette {
namespace {

/// Looks names up in the data sets.
class Binder {
 public:
  Binder(const ExpressionText& source, const DataLibrary& library, const DataSet* here,
         Diagnostics& diagnostics)
      : source_(source), library_(library), here_(here), diagnostics_(diagnostics) {}

  bool bind(ExpressionNode& node) {
    node.set = node.set_name.empty() ? here_ : library_.find(node.set_name);
    if (node.set == nullptr) {
      diagnostics_.error("data/unknown-set", source_.at(node.set_span),
                         "there is no data set `" + node.set_name + "`", library_.suggest(node.set_name));
      return false;
    }
    const bool rows = bind_rows(node.rows, *node.set);
    const bool columns = bind_columns(node.columns, *node.set);
    return rows && columns;
  }

 private:
  std::optional<std::size_t> row(const Selector::Name& name, const DataSet& set) {
    if (const auto found = find_row(set, name.text)) return found;
    diagnostics_.error("data/unknown-row", source_.at(name.span), no_such_row(set, name.text),
                       suggest_row(set, name.text));
    return std::nullopt;
  }

  std::optional<std::size_t> column(const Selector::Name& name, const DataSet& set) {
    if (const auto found = find_column(set, name.text)) return found;
    std::string hint = suggest_column(set, name.text);
    if (library_.find(name.text) != nullptr)
      hint = "to name a data set, write " + name.text + "[row, column]";
    diagnostics_.error("data/unknown-column", source_.at(name.span),
                       "`" + set.id + "` has no column `" + name.text + "`", hint);
    return std::nullopt;
  }

  bool bind_rows(Selector& rows, const DataSet& set) {
    if (rows.kind == Selector::Kind::Where) return bind_where(rows, set);
    std::vector<std::size_t> named;
    for (const Selector::Name& name : rows.names) {
      const auto found = row(name, set);
      if (!found) return false;
      named.push_back(*found);
    }
    if (rows.kind == Selector::Kind::One || rows.kind == Selector::Kind::List) rows.indexes = named;
    if (rows.kind == Selector::Kind::Range) return fill_range(rows, named);
    if (rows.kind != Selector::Kind::All && rows.kind != Selector::Kind::Except) return true;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
      const bool left_out = set.is_total(i) || std::find(named.begin(), named.end(), i) != named.end();
      if (!left_out) rows.indexes.push_back(i);
    }
    return true;
  }

  bool bind_where(Selector& rows, const DataSet& set) {
    const auto found = column(rows.names[0], set);
    if (!found) return false;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
      if (!set.is_total(i) && set.rows[i].cells[*found].text == rows.names[1].text) rows.indexes.push_back(i);
    }
    if (!rows.indexes.empty()) return true;
    std::vector<std::string> values;
    for (const DataRow& each : set.rows) values.push_back(each.cells[*found].text);
    diagnostics_.error("data/unknown-row", source_.at(rows.names[1].span),
                       "no row has `" + rows.names[1].text + "` in column `" + set.columns[*found].name + "`",
                       did_you_mean(rows.names[1].text, values));
    return false;
  }

  bool fill_range(Selector& selector, const std::vector<std::size_t>& ends) {
    if (ends[0] > ends[1]) {
      diagnostics_.error(
          "data/expression", source_.at({selector.names[0].span.begin, selector.names[1].span.end}),
          "this range runs backwards", "write " + selector.names[1].text + ".." + selector.names[0].text);
      return false;
    }
    for (std::size_t i = ends[0]; i <= ends[1]; ++i) selector.indexes.push_back(i);
    return true;
  }

  bool bind_columns(Selector& columns, const DataSet& set) {
    std::vector<std::size_t> named;
    for (const Selector::Name& name : columns.names) {
      const auto found = column(name, set);
      if (!found) return false;
      named.push_back(*found);
    }
    if (columns.kind == Selector::Kind::One) columns.indexes = named;
    if (columns.kind == Selector::Kind::Range) return fill_range(columns, named);
    if (columns.kind != Selector::Kind::All) return true;
    for (std::size_t i = 0; i < set.columns.size(); ++i) {
      if (is_numeric(set.columns[i].type)) columns.indexes.push_back(i);
    }
    return true;
  }

  const ExpressionText& source_;
  const DataLibrary& library_;
  const DataSet* here_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool bind_expression(Expression& expression, const DataLibrary& library, const DataSet* here,
                     Diagnostics& diagnostics) {
  bool bound = true;
  const ExpressionText& source = expression.source;
  for (ExpressionNode& node : expression.nodes) {
    if (node.kind != ExpressionNode::Kind::Cells) continue;
    bound = Binder(source, library, here, diagnostics).bind(node) && bound;
  }
  return bound;
}

}  // namespace gazette
