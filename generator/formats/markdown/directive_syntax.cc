#include "formats/markdown/directive_syntax.h"

#include "base/text.h"

namespace gazette {

void read_directive_opening(const SourcePtr& source, const std::string& info, Directive& directive,
                            Diagnostics& diagnostics) {
  const std::string_view line = source->slice(directive.span);
  const std::size_t brace = line.find('{');
  const std::size_t base = directive.span.begin + (brace == std::string_view::npos ? 0 : brace);
  const std::size_t close = info.find('}');
  if (close == std::string::npos) {
    diagnostics.error("directive/syntax", {source, {base, directive.span.end}},
                      "the name of this directive is not closed", "write it as `{name}`");
    directive.name_span = {base, directive.span.end};
    return;
  }
  directive.name = std::string(trim(std::string_view(info).substr(1, close - 1)));
  directive.name_span = {base + 1, base + close};
  if (directive.name.empty()) {
    diagnostics.error("directive/syntax", {source, {base, base + close + 1}}, "this directive has no name",
                      "write it in the braces, as in `{note}`");
  }
  directive.argument = std::string(trim(std::string_view(info).substr(close + 1)));
  const std::size_t found =
      directive.argument.empty() ? std::string_view::npos : line.rfind(directive.argument);
  const std::size_t at = found == std::string_view::npos ? base + close + 1 : directive.span.begin + found;
  directive.argument_span = {at, at + directive.argument.size()};
}

std::size_t read_directive_options(const SourcePtr& source, const std::vector<std::string_view>& lines,
                                   const std::vector<std::size_t>& starts, Directive& directive,
                                   Diagnostics& diagnostics) {
  std::size_t i = 0;
  for (; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const std::string_view text = trim(line);
    if (text.size() < 2 || text.front() != ':' || text[1] == ' ' || text[1] == ':') break;
    const std::size_t colon = text.find(':', 1);
    if (colon == std::string_view::npos) {
      diagnostics.error("directive/syntax", {source, {starts[i], starts[i] + line.size()}},
                        "this option has no second colon", "write options as `:name: value`");
      continue;
    }
    const std::size_t base = starts[i] + line.find(':');
    DirectiveOption option;
    option.key = std::string(trim(text.substr(1, colon - 1)));
    option.key_span = {base + 1, base + colon};
    option.value = std::string(trim(text.substr(colon + 1)));
    const std::size_t value_at = option.value.empty() ? text.size() : text.find(option.value, colon + 1);
    option.value_span = {base + value_at, base + value_at + option.value.size()};
    for (const DirectiveOption& earlier : directive.options) {
      if (earlier.key != option.key) continue;
      diagnostics
          .error("directive/repeated-option", {source, option.key_span},
                 "the option `" + option.key + "` is given twice", "keep one")
          .notes.push_back({"it was first given here", {source, earlier.key_span}});
      break;
    }
    directive.options.push_back(std::move(option));
  }
  if (i < lines.size() && trim(lines[i]).empty()) ++i;
  return i;
}

}  // namespace gazette
