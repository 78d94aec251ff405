#include "formats/markdown/markdown.h"

#include <catch2/catch.hpp>

using namespace gazette;

namespace {

struct Parsed {
  SourcePtr source;
  MarkdownTree tree;
  Diagnostics diagnostics;
};

Parsed parse(std::string text) {
  Parsed parsed;
  parsed.source = std::make_shared<SourceFile>("page.md", std::move(text));
  MarkdownOptions options;
  options.has_markdown_body = [](std::string_view name) { return name == "note"; };
  parsed.tree = parse_markdown(parsed.source, {0, parsed.source->text().size()}, options, parsed.diagnostics);
  return parsed;
}

std::vector<const MarkdownNode*> all_of(const Parsed& parsed, MarkdownKind kind) {
  std::vector<const MarkdownNode*> found;
  for (const MarkdownNode& node : parsed.tree.nodes) {
    if (node.kind == kind) found.push_back(&node);
  }
  return found;
}

std::string messages(const Parsed& parsed) {
  std::string out;
  for (const Diagnostic& diagnostic : parsed.diagnostics.items()) out += format_diagnostic(diagnostic);
  return out;
}

}  // namespace

TEST_CASE("texts are joined and know their bytes", "[formats][markdown]") {
  const Parsed parsed = parse("One H&amp;WBB's\ntwo *three* four.\n");
  const auto texts = all_of(parsed, MarkdownKind::Text);
  REQUIRE(texts.size() == 4);
  CHECK(texts[0]->text == "One H&WBB’s");
  CHECK(texts[1]->text == "two ");
  CHECK(parsed.source->slice(texts[1]->span) == "two ");
  CHECK(parsed.source->slice(texts[3]->span) == " four.");
}

TEST_CASE("positions hold inside lists and quotations", "[formats][markdown]") {
  const Parsed parsed = parse("- one\n  two `code` {value}`1 + 1`\n\n> quoted\n> second line\n");
  const auto texts = all_of(parsed, MarkdownKind::Text);
  REQUIRE(texts.size() >= 5);
  CHECK(parsed.source->slice(texts[1]->span).substr(0, 4) == "two ");
  CHECK(parsed.source->slice(texts.back()->span) == "second line");
}

TEST_CASE("a role is braces before a code span", "[formats][markdown]") {
  const Parsed parsed = parse("See {lang cy}`Croeso` and {value}`38% = a[b, c]`.\n");
  const auto roles = all_of(parsed, MarkdownKind::Role);
  REQUIRE(roles.size() == 2);
  CHECK(roles[0]->url == "lang");
  CHECK(roles[0]->title == "cy");
  CHECK(roles[0]->text == "Croeso");
  CHECK(parsed.source->slice(roles[1]->span) == "{value}`38% = a[b, c]`");
  CHECK(plain_text(parsed.tree, 0) == "See Croeso and 38% = a[b, c].");
  CHECK(all_of(parse("\\{value}`x`\n"), MarkdownKind::Role).empty());
  CHECK(all_of(parse("`{value}` x\n"), MarkdownKind::Role).empty());
}

TEST_CASE("a directive has name, argument, options and body", "[formats][markdown]") {
  const Parsed parsed = parse("```{table} lado-findings\n:columns: n1718, n1819\n:caption: A: b\n```\n");
  REQUIRE(parsed.tree.directives.size() == 1);
  const Directive& directive = parsed.tree.directives[0];
  CHECK(directive.name == "table");
  CHECK(parsed.source->slice(directive.name_span) == "table");
  CHECK(directive.argument == "lado-findings");
  CHECK(parsed.source->slice(directive.argument_span) == "lado-findings");
  REQUIRE(directive.options.size() == 2);
  CHECK(directive.options[0].value == "n1718, n1819");
  CHECK(parsed.source->slice(directive.options[1].value_span) == "A: b");
  CHECK(parsed.source->slice(directive.options[1].key_span) == "caption");
  CHECK(directive.body.empty());
  CHECK(parsed.diagnostics.empty());
}

TEST_CASE("a container's body is parsed, also inside a list", "[formats][markdown]") {
  const Parsed parsed = parse(
      "1. Item\n\n   ````{note} Title\n   Some **bold** text.\n\n   ```{figures}\n   - a: b\n   ```\n   "
      "````\n");
  CHECK(messages(parsed).empty());
  REQUIRE(parsed.tree.directives.size() == 2);
  CHECK(parsed.tree.directives[0].body == "Some **bold** text.\n\n```{figures}\n- a: b\n```\n");
  CHECK(parsed.tree.directives[1].body == "- a: b\n");
  CHECK(parsed.source->slice(parsed.tree.directives[1].body_span) == "- a: b");
  const auto texts = all_of(parsed, MarkdownKind::Text);
  REQUIRE(texts.size() == 4);
  CHECK(parsed.source->slice(texts[1]->span) == "Some ");
  CHECK(parsed.source->slice(texts[2]->span) == "bold");
}

TEST_CASE("raw HTML names what to write instead", "[formats][markdown]") {
  CHECK(messages(parse("Text <b>bold</b>.\n\n<!-- a comment -->\n")) ==
        "page.md:1:6: error: the HTML tag `b` cannot be used here  [markdown/raw-html]\n"
        "    1 | Text <b>bold</b>.\n"
        "      |      ^^^ write `**text**`\n"
        "page.md:1:13: error: the HTML tag `b` cannot be used here  [markdown/raw-html]\n"
        "    1 | Text <b>bold</b>.\n"
        "      |             ^^^^ write `**text**`\n");
}

TEST_CASE("a block that is never closed is reported where it opens", "[formats][markdown]") {
  CHECK(messages(parse("One\n\n```{note}\nText\n")) ==
        "page.md:3:1: error: this block is opened and never closed  [markdown/unclosed-fence]\n"
        "    3 | ```{note}\n"
        "      | ^^^^^^^^^ close it with the same marks on a line of their own\n");
  CHECK(messages(parse("```\ncode\n```\n\n~~~\nmore\n~~~\n")).empty());
  CHECK(messages(parse("> ```\n> code\n> ```\n")).empty());
  CHECK_FALSE(messages(parse("```{note}")).empty());
}

TEST_CASE("hostile nesting ends", "[formats][markdown]") {
  std::string lists;
  for (int i = 0; i < 200; ++i) lists += std::string(static_cast<std::size_t>(i) * 2, ' ') + "- x\n";
  CHECK(all_of(parse(lists), MarkdownKind::Item).size() == 200);
  std::string directives;
  for (int i = 40; i > 0; --i) directives += std::string(static_cast<std::size_t>(i) + 2, '`') + "{note}\n";
  directives += "x\n";
  for (int i = 1; i <= 40; ++i) directives += std::string(static_cast<std::size_t>(i) + 2, '`') + "\n";
  CHECK(parse(directives).diagnostics.has_errors());
  CHECK(parse(std::string(20000, '>') + " x\n").tree.nodes.size() > 3);
  CHECK(parse(std::string(50000, '[') + "\n").tree.nodes.size() > 1);
}

TEST_CASE("tables, task lists and footnotes arrive", "[formats][markdown]") {
  const Parsed parsed = parse(
      "| A | B |\n|---|--:|\n| # x | 1 |\n: Caption\n\n- [x] done\n- [ ] not\n\nNote[^a].\n\n[^a]: Text.\n");
  CHECK(all_of(parsed, MarkdownKind::TableRow).size() == 3);
  CHECK(all_of(parsed, MarkdownKind::TableCell)[1]->alignment == TableAlignment::Right);
  CHECK(all_of(parsed, MarkdownKind::Item)[0]->checked);
  REQUIRE(all_of(parsed, MarkdownKind::FootnoteReference).size() == 1);
  CHECK(all_of(parsed, MarkdownKind::FootnoteReference)[0]->text ==
        all_of(parsed, MarkdownKind::FootnoteDefinition)[0]->text);
  CHECK(all_of(parsed, MarkdownKind::FootnoteDefinition).size() == 1);
}
