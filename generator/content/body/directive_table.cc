// The table of directives and the checks that need nothing but it.
#include "content/body/directive_table.h"

#include <algorithm>
#include <array>

#include "base/spelling.h"
#include "base/text.h"
#include "content/body/directives.h"

namespace gazette {
namespace {

using namespace directives;

const std::vector<DirectiveType>& table() {
  static const std::vector<DirectiveType> kTable = {
      {"table",
       Argument::Required,
       "the name of a data set",
       DirectiveBody::None,
       {"columns", "rows", "caption"},
       enter_table},
      {"chart",
       Argument::Required,
       "the name of a data set",
       DirectiveBody::None,
       {"type", "x", "series", "rows", "message", "alt", "summary", "label", "ref", "y_min", "table"},
       enter_chart},
      {"figures", Argument::None, "", DirectiveBody::Yaml, {}, enter_figures},
      {"indicators",
       Argument::Required,
       "the name of a data set",
       DirectiveBody::None,
       {"columns", "national", "commentary", "group", "caption"},
       enter_indicators},
      {"matrix", Argument::None, "", DirectiveBody::None, {"view"}, enter_matrix},
      {"board", Argument::Required, "the id of a board", DirectiveBody::None, {}, enter_board},
      {"glossary", Argument::None, "", DirectiveBody::None, {}, enter_glossary},
      {"a-z", Argument::None, "", DirectiveBody::None, {}, enter_a_z},
      {"pages", Argument::None, "", DirectiveBody::None, {"section", "tag", "limit", "sort"}, enter_pages},
      {"changes", Argument::None, "", DirectiveBody::None, {"section", "limit"}, enter_changes},
      {"data-index", Argument::None, "", DirectiveBody::None, {"section"}, enter_data_index},
      {"corrections", Argument::None, "", DirectiveBody::None, {"section", "group"}, enter_corrections},
      {"note", Argument::Optional, "a title", DirectiveBody::Markdown, {}, enter_callout, leave_callout},
      {"warning", Argument::Optional, "a title", DirectiveBody::Markdown, {}, enter_callout, leave_callout},
      {"important", Argument::Optional, "a title", DirectiveBody::Markdown, {}, enter_callout, leave_callout},
      {"quote", Argument::None, "", DirectiveBody::Markdown, {"source", "url"}, enter_quote, leave_quote},
      {"details",
       Argument::Required,
       "the words that open it",
       DirectiveBody::Markdown,
       {},
       enter_details,
       leave_details},
      {"figure",
       Argument::Required,
       "the name of an image file",
       DirectiveBody::Markdown,
       {"alt"},
       enter_figure,
       leave_figure},
      {"steps", Argument::None, "", DirectiveBody::Markdown, {}, enter_steps, leave_div},
      {"download", Argument::Required, "the name of a file", DirectiveBody::Text, {"title"}, enter_download},
      {"contact",
       Argument::None,
       "",
       DirectiveBody::Markdown,
       {"name", "phone", "email", "address", "hours", "url"},
       enter_contact,
       leave_div},
      {"include", Argument::Required, "the path of a Markdown file under content/", DirectiveBody::None, {}},
  };
  return kTable;
}

std::vector<std::string> directive_names() {
  std::vector<std::string> names;
  for (const DirectiveType& type : table()) names.emplace_back(type.name);
  return names;
}

constexpr std::array<std::string_view, 5> kRoles = {"value", "term", "abbr", "lang", "page"};

void check_one(const MarkdownTree& tree, const MarkdownNode& node, NodeId id, Diagnostics& diagnostics) {
  const Directive& directive = tree.directive(node);
  const auto place = [&](Span span) { return tree.place(id, span); };
  const DirectiveType* type = find_directive(directive.name);
  if (directive.name.empty()) return;  // told when it was read
  if (type == nullptr) {
    std::string hint = did_you_mean(directive.name, directive_names());
    if (hint.empty())
      hint = "known ones are note, table, pages and others: `gazette explain directive/unknown`";
    diagnostics.error("directive/unknown", place(directive.name_span),
                      "there is no directive `" + directive.name + "`", std::move(hint));
    return;
  }
  const std::string name = "`" + directive.name + "`";
  if (type->argument == Argument::Required && directive.argument.empty()) {
    diagnostics.error("directive/missing-argument", place(directive.name_span),
                      name + " needs " + std::string(type->argument_name) + " after its name",
                      "write ```{" + directive.name + "} …");
  }
  if (type->argument == Argument::None && !directive.argument.empty()) {
    diagnostics.error("directive/unexpected-argument", place(directive.argument_span),
                      name + " takes no words after its name",
                      type->body == DirectiveBody::Markdown ? "put them on a line of their own inside"
                                                            : "take them out, or write them as an option");
  }
  for (const DirectiveOption& option : directive.options) {
    if (std::find(type->options.begin(), type->options.end(), option.key) != type->options.end()) continue;
    std::string hint = did_you_mean(option.key, type->options);
    if (hint.empty()) {
      hint = type->options.empty() ? "it takes no options" : "its options are " + join(type->options, ", ");
    }
    diagnostics.error("directive/unknown-option", place(option.key_span),
                      name + " has no option `" + option.key + "`", std::move(hint));
  }
  const bool has_body = !trim(directive.body).empty();
  if (has_body && type->body == DirectiveBody::None) {
    diagnostics.error("directive/unexpected-body", place(directive.body_span), name + " takes no text inside",
                      "put the text after the closing marks");
  }
  const bool needs_body =
      type->body == DirectiveBody::Markdown && directive.name != "figure" && directive.name != "contact";
  if (!has_body && (needs_body || type->body == DirectiveBody::Yaml)) {
    diagnostics.error("directive/empty", place(directive.span), name + " has nothing inside",
                      "write its text between the opening and the closing line");
  }
}

bool is_role(std::string_view name) {
  return std::find(kRoles.begin(), kRoles.end(), name) != kRoles.end();
}

/// "{value} `…`" would stand in the text as it is typed: a role and its code span touch.
void check_blank_before(const MarkdownTree& tree, NodeId id, Diagnostics& diagnostics) {
  const Place place = tree.place(id);
  std::string_view before = std::string_view(place.source->text()).substr(0, place.span.begin);
  while (before.ends_with('`')) before.remove_suffix(1);
  const std::size_t close = before.find_last_not_of(" \t");
  if (close == std::string_view::npos || close + 1 == before.size() || before[close] != '}') return;
  const std::size_t open = before.rfind('{', close);
  if (open == std::string_view::npos || (open > 0 && before[open - 1] == '\\')) return;
  const std::string_view words = before.substr(open + 1, close - open - 1);
  const std::string name(words.substr(0, words.find(' ')));
  if (!is_role(name)) return;
  diagnostics.error("role/syntax", {place.source, {open, place.span.end}},
                    "a blank stands between `{" + std::string(words) + "}` and what belongs to it",
                    "take the blank out");
}

}  // namespace

const DirectiveType* find_directive(std::string_view name) {
  for (const DirectiveType& type : table()) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

std::span<const DirectiveType> directive_types() {
  return table();
}

bool has_markdown_body(std::string_view name) {
  const DirectiveType* type = find_directive(name);
  return type != nullptr && type->body == DirectiveBody::Markdown;
}

void check_directives(const MarkdownTree& tree, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const MarkdownNode& node = tree.nodes[i];
    const auto id = static_cast<NodeId>(i);
    if (node.kind == MarkdownKind::Directive) check_one(tree, node, id, diagnostics);
    if (node.kind == MarkdownKind::Code) check_blank_before(tree, id, diagnostics);
    if (node.kind != MarkdownKind::Role) continue;
    if (is_role(node.url)) {
      if (node.url != "lang" && !node.title.empty()) {
        diagnostics.error("role/syntax", tree.place(id), "`" + node.url + "` takes no words after its name",
                          "write {" + node.url + "}`" + node.text + "`");
      }
      continue;
    }
    std::string hint = did_you_mean(node.url, std::vector<std::string>(kRoles.begin(), kRoles.end()));
    if (hint.empty()) hint = "roles are value, term, abbr, lang and page; write \\{ for a plain brace";
    if (node.url.empty()) hint = "write the name right behind the brace: {value}";
    diagnostics.error("role/unknown", tree.place(id),
                      node.url.empty() ? "these braces name no role" : "there is no role `" + node.url + "`",
                      std::move(hint));
  }
}

}  // namespace gazette
