#include "formats/template.h"

#include <catch2/catch.hpp>

using namespace gazette;

namespace {

SourcePtr file(std::string path, std::string text) {
  return std::make_shared<SourceFile>(std::move(path), std::move(text));
}

std::string messages(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.items()) out += format_diagnostic(diagnostic);
  return out;
}

TemplateValue sample() {
  TemplateValue page;
  page.set("title", "A & B").set("body", "<p>x</p>").set("next", false);
  TemplateValue items = TemplateValue::list();
  for (const char* label : {"one", "two"}) {
    TemplateValue item;
    item.set("label", label).set("current", std::string_view(label) == "two");
    items.push(std::move(item));
  }
  page.set("items", std::move(items));
  TemplateValue out;
  out.set("page", std::move(page));
  return out;
}

}  // namespace

TEST_CASE("layouts escape, include partials and loop", "[formats][template]") {
  Diagnostics diagnostics;
  const Templates templates(
      {{"page", file("layouts/page.mustache", "<h1>{{page.title}}</h1>\n  {{{page.body}}}\n{{> list}}")}},
      {{"list", file("partials/list.mustache",
                     "{{#page.items}}<i>{{label}}{{#current}}!{{/current}}</i>{{/"
                     "page.items}}{{#page.next}}{{label}}{{/page.next}}")}},
      diagnostics);
  CHECK(templates.render("page", sample(), TemplateValue(), diagnostics) ==
        "<h1>A &amp; B</h1>\n<p>x</p>\n<i>one</i><i>two!</i>");
  CHECK(messages(diagnostics).empty());
  CHECK(templates.has("page"));
  CHECK_FALSE(templates.has("list"));
}

TEST_CASE("an unknown variable is named once with its place", "[formats][template]") {
  Diagnostics diagnostics;
  const Templates templates(
      {{"page", file("layouts/page.mustache", "{{page.title}}\n{{page.titel}} {{page.titel}}")}}, {},
      diagnostics);
  templates.render("page", sample(), TemplateValue(), diagnostics);
  CHECK(messages(diagnostics) ==
        "layouts/page.mustache:2:1: warning: there is no variable `page.titel`  [layout/unknown-variable]\n"
        "    2 | {{page.titel}} {{page.titel}}\n"
        "      | ^^^^^^^^^^^^^^ did you mean `page.title`?\n");
}

TEST_CASE("broken layouts are refused with their place", "[formats][template]") {
  const auto problems = [](const std::string& layout, const std::string& partial) {
    Diagnostics diagnostics;
    const Templates templates({{"page", file("page.mustache", layout)}},
                              {{"part", file("part.mustache", partial)}}, diagnostics);
    return messages(diagnostics);
  };
  CHECK(problems("{{page.title", "") ==
        "page.mustache:1:1: error: this tag is never closed  [layout/broken-tag]\n"
        "    1 | {{page.title\n"
        "      | ^^ close it with `}}`\n");
  CHECK(problems("{{#a}}{{#b}}{{/a}}{{/b}}", "").find("this closes `a`, but `b` is open") !=
        std::string::npos);
  CHECK(problems("{{/a}}", "").find("never opened") != std::string::npos);
  CHECK(problems("{{#a}}", "").find("never closed") != std::string::npos);
  CHECK(problems("{{> prat}}", "").find("did you mean `part`?") != std::string::npos);
  CHECK(problems("{{> part}}", "{{> part}}").find("includes itself") != std::string::npos);
  CHECK(problems("{{=<% %>=}}", "").find("delimiters") != std::string::npos);
}
