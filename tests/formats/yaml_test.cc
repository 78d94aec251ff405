#include "formats/yaml.h"

#include <catch2/catch.hpp>

using namespace gazette;

namespace {

struct Parsed {
  SourcePtr source;
  std::optional<YamlNode> root;
  Diagnostics diagnostics;
};

Parsed parse(std::string text) {
  Parsed parsed;
  parsed.source = std::make_shared<SourceFile>("site.yaml", std::move(text));
  parsed.root = parse_yaml(parsed.source, parsed.diagnostics);
  return parsed;
}

std::string yaml_messages(const Parsed& parsed) {
  std::string out;
  for (const Diagnostic& diagnostic : parsed.diagnostics.items()) out += format_diagnostic(diagnostic);
  return out;
}

}  // namespace

TEST_CASE("YAML nodes know their places", "[formats][yaml]") {
  const Parsed parsed = parse("title: Café society\nlist:\n  - one\n  - \"two: 2\"\nflag: yes\nempty:\n");
  REQUIRE(parsed.root);
  const YamlNode& root = *parsed.root;
  CHECK(root.find("title")->text == "Café society");
  CHECK(parsed.source->slice(root.find("title")->span) == "Café society");
  CHECK(parsed.source->slice(root.key_span("list")) == "list");
  REQUIRE(root.find("list")->children.size() == 2);
  CHECK(parsed.source->slice(root.find("list")->children[1].span) == "\"two: 2\"");
  CHECK(root.find("flag")->as_bool() == true);
  CHECK(root.find("empty")->is_null());
  CHECK(parsed.diagnostics.empty());
}

TEST_CASE("quoted values are text", "[formats][yaml]") {
  const Parsed parsed = parse("a: \"true\"\nb: '12'\nc: 12\nd: 1.5\n");
  REQUIRE(parsed.root);
  CHECK_FALSE(parsed.root->find("a")->as_bool());
  CHECK_FALSE(parsed.root->find("b")->as_integer());
  CHECK(parsed.root->find("c")->as_integer() == 12);
  CHECK(parsed.root->find("d")->as_number() == 1.5);
}

TEST_CASE("anchors and aliases are refused where they stand", "[formats][yaml]") {
  const Parsed parsed = parse("a: &x [1, 2]\nb: *x\n");
  CHECK_FALSE(parsed.root);
  CHECK(yaml_messages(parsed) ==
        "site.yaml:1:4: error: this file uses a YAML anchor (`&name`)  [yaml/alias]\n"
        "    1 | a: &x [1, 2]\n"
        "      |    ^ write the value out in full\n");
}

TEST_CASE("broken YAML is explained at its line", "[formats][yaml]") {
  const Parsed parsed = parse("title: One\ndescription: Time: all of it\n");
  CHECK_FALSE(parsed.root);
  REQUIRE(parsed.diagnostics.items().size() == 1);
  CHECK(parsed.diagnostics.items()[0].rule == "yaml/syntax");
  CHECK(parsed.source->position(parsed.diagnostics.items()[0].place.span.begin).line == 2);
  CHECK(parse("a: [1, 2\n").diagnostics.has_errors());
  CHECK(parse("a:\n\t- b\n").diagnostics.has_errors());
  CHECK(parse("a: \"no end\n").diagnostics.has_errors());
  CHECK(parse("a: 1\na: 2\n").diagnostics.items().at(0).rule == "yaml/duplicate-key");
}

TEST_CASE("nesting without end is refused", "[formats][yaml]") {
  CHECK(parse(std::string(5000, '[')).diagnostics.has_errors());
  CHECK(parse(std::string(5000, '{')).diagnostics.has_errors());
}

TEST_CASE("an unknown key offers the nearest", "[formats][yaml]") {
  Parsed parsed = parse("titel: x\n");
  report_unknown_keys(*parsed.root, {"title", "description"}, "front-matter/unknown-key", parsed.source,
                      parsed.diagnostics);
  CHECK(yaml_messages(parsed) ==
        "site.yaml:1:1: warning: there is no key `titel`  [front-matter/unknown-key]\n"
        "    1 | titel: x\n"
        "      | ^^^^^ did you mean `title`?\n");
}
