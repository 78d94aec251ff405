// Reads directives, roles and links; nothing is evaluated, and faults are left to those who do.
#include "content/arithmetic/data_uses.h"

#include <algorithm>

#include "base/text.h"
#include "content/arithmetic/value_role.h"
#include "content/expressions/expression.h"
#include "formats/yaml.h"

namespace gazette {
namespace {

/// `value` and `compare` of each headline figure are expressions.
void add_sets_of_figures(const Directive& directive, std::set<std::string>& out) {
  const auto source = std::make_shared<const SourceFile>("figures", directive.body);
  Diagnostics told_elsewhere;
  const auto list = parse_yaml(source, told_elsewhere);
  if (!list || !list->is_sequence()) return;
  for (const YamlNode& entry : list->children) {
    if (!entry.is_mapping()) continue;
    for (const char* key : {"value", "compare"}) {
      const YamlNode* node = entry.find(key);
      if (node != nullptr && node->is_scalar()) out.merge(sets_of_expression(node->text));
    }
  }
}

/// The path below the site of a link as it is written: "/data/budget.csv" or with the site's host in front.
std::string path_of_link(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t folder = url.find("/data/");
  if (folder == std::string_view::npos) return {};
  return percent_decode(url.substr(folder + 1)).value_or(std::string());
}

/// Calls `take` with all that a text may link to: links, pictures, and the words of directives.
template <typename Take>
void for_each_link(const MarkdownTree& tree, const Take& take) {
  for (const MarkdownNode& node : tree.nodes) {
    if (node.kind == MarkdownKind::Link || node.kind == MarkdownKind::Image) take(node.url);
  }
  for (const Directive& directive : tree.directives) {
    take(directive.argument);
    for (const DirectiveOption& option : directive.options) take(option.value);
  }
}

}  // namespace

std::string data_set_of_path(std::string_view path) {
  if (!path.starts_with("data/")) return {};
  path.remove_prefix(std::string_view("data/").size());
  for (const std::string_view ending : {".csv-metadata.json", ".csv", ".ods"}) {
    if (path.ends_with(ending)) return std::string(path.substr(0, path.size() - ending.size()));
  }
  return {};
}

std::set<std::string> data_sets_of(const MarkdownTree& tree) {
  std::set<std::string> out;
  for (const Directive& directive : tree.directives) {
    if (directive.name == "table" || directive.name == "chart") out.insert(directive.argument);
    if (directive.name == "indicators") {
      for (const std::string_view piece : split(directive.argument, ',')) out.emplace(trim(piece));
    }
    if (directive.name == "figures") add_sets_of_figures(directive, out);
  }
  for (const MarkdownNode& node : tree.nodes) {
    if (node.kind == MarkdownKind::Role && node.url == "value") out.merge(sets_of_value_role(node.text));
  }
  for_each_link(tree, [&](std::string_view url) {
    std::string name = data_set_of_path(path_of_link(url));
    if (!name.empty()) out.insert(std::move(name));
  });
  return out;
}

std::set<std::string> data_sets_of_formulas(const DataSet& set) {
  std::set<std::string> out;
  for (const Column& column : set.columns) {
    if (!column.formula.empty()) out.merge(sets_of_expression(column.formula, &set));
  }
  return out;
}

bool shows_matrix(const MarkdownTree& tree) {
  bool shown = std::any_of(tree.directives.begin(), tree.directives.end(), [](const Directive& directive) {
    return directive.name == "matrix" || directive.name == "board";
  });
  for_each_link(tree, [&](std::string_view url) {
    const std::string name = data_set_of_path(path_of_link(url));
    shown = shown || name == "responsibilities" || name == "responsibilities-grid" || name == "boards";
  });
  return shown;
}

}  // namespace gazette
