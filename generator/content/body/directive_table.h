#pragma once
// Which directives and roles there are, and how each is written. A new one is a row here, a function in
// a directives_*.cc file and a folder of cases.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "formats/markdown/markdown.h"

namespace gazette {

class BodyRenderer;

enum class Argument { None, Optional, Required };
enum class DirectiveBody { None, Markdown, Yaml, Text };

struct DirectiveType {
  std::string_view name;
  Argument argument = Argument::None;
  std::string_view argument_name;  // for messages: "the name of a data set"
  DirectiveBody body = DirectiveBody::None;
  std::vector<std::string> options;
  /// Writes what stands before the children; Markdown bodies follow on their own.
  void (*enter)(BodyRenderer& out, NodeId id, const Directive& directive) = nullptr;
  /// Writes what stands after the children.
  void (*leave)(BodyRenderer& out, NodeId id, const Directive& directive) = nullptr;
};

/// The type of a directive; null when nobody knows the name.
const DirectiveType* find_directive(std::string_view name);
std::span<const DirectiveType> directive_types();
bool has_markdown_body(std::string_view name);

/// Reports unknown directives, roles and options, and missing or unexpected arguments and bodies, each
/// at its place with the nearest name.
void check_directives(const MarkdownTree& tree, Diagnostics& diagnostics);

}  // namespace gazette
