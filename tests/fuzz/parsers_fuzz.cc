// Feeds bytes to the parsers that read what authors and strangers write. Built with clang's libFuzzer; the
// first byte picks the parser.
#include <cstdint>
#include <string>

#include "content/expression.h"
#include "content/front_matter.h"
#include "formats/csv.h"
#include "formats/markdown.h"
#include "formats/yaml.h"

using namespace gazette;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const auto source =
      std::make_shared<SourceFile>("fuzz", std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  Diagnostics diagnostics;
  const Span all{0, source->text().size()};
  switch (data[0] % 5) {
    case 0: {
      MarkdownOptions options;
      options.has_markdown_body = [](std::string_view name) { return name != "table"; };
      const MarkdownTree tree = parse_markdown(source, all, options, diagnostics);
      plain_text(tree, 0);
      break;
    }
    case 1:
      parse_yaml(source, diagnostics);
      break;
    case 2:
      parse_csv(source, diagnostics);
      break;
    case 3: {
      std::size_t body = 0;
      read_front_matter(source, body, diagnostics);
      break;
    }
    default: {
      const DataLibrary library;
      const ExpressionText text{source->text(), {source, all}};
      evaluate_expression(text, all, library, diagnostics);
    }
  }
  for (const Diagnostic& diagnostic : diagnostics.items()) format_diagnostic(diagnostic);
  return 0;
}
