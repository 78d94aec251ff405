#include "base/diagnostics.h"

#include <catch2/catch.hpp>

using namespace gazette;

namespace {

SourcePtr source(const std::string& path, const std::string& text) {
  return std::make_shared<SourceFile>(path, text);
}

std::vector<std::string> messages(const Diagnostics& diagnostics) {
  std::vector<std::string> out;
  for (const Diagnostic& each : diagnostics.items()) out.push_back(each.message);
  return out;
}

}  // namespace

TEST_CASE("messages are told in the order of their places, each once", "[base][diagnostics]") {
  const SourcePtr a = source("a.md", "one\ntwo\n");
  const SourcePtr b = source("b.md", "one\n");
  Diagnostics found;
  found.error("x/two", {b, {0, 3}}, "in b");
  found.warning("x/two", {a, {4, 7}}, "on line two");
  found.error("x/two", {a, {0, 3}}, "rule two");
  found.error("x/one", {a, {0, 3}}, "rule one");
  found.warning("x/two", {a, {4, 7}}, "on line two");
  found.error("x/none", {}, "nowhere");
  found.sort();
  CHECK(messages(found) ==
        std::vector<std::string>{"nowhere", "rule one", "rule two", "on line two", "in b"});
  CHECK(found.count(Severity::Error) == 4);
  CHECK(found.count(Severity::Warning) == 1);
  CHECK(found.has_errors());
}

TEST_CASE("many lists are joined in their order and left empty", "[base][diagnostics]") {
  std::vector<Diagnostics> lists(3);
  lists[0].info("x/a", {}, "first");
  lists[2].info("x/a", {}, "second");
  lists[2].info("x/a", {}, "third");
  Diagnostics all;
  all.info("x/a", {}, "before");
  all.append_all(std::move(lists));
  CHECK(messages(all) == std::vector<std::string>{"before", "first", "second", "third"});
  CHECK_FALSE(all.has_errors());
}

TEST_CASE("a message shows its line, its spot and what explains it", "[base][diagnostics]") {
  const SourcePtr page = source("content/a.md", "First.\nSee [x](/guide/instal/).\n");
  Diagnostics found;
  found.error("link/broken", {page, {15, 29}}, "no page at /guide/instal/", "did you mean /guide/install/?")
      .notes.push_back({"the menu names it too", {source("content/site.yaml", "a: b\n"), {3, 4}}});
  CHECK(format_diagnostic(found.items().front()) ==
        "content/a.md:2:9: error: no page at /guide/instal/  [link/broken]\n"
        "    2 | See [x](/guide/instal/).\n"
        "      |         ^^^^^^^^^^^^^^ did you mean /guide/install/?\n"
        "  content/site.yaml:1:4: note: the menu names it too\n");
}

TEST_CASE("a message without a place is still whole", "[base][diagnostics]") {
  Diagnostics found;
  found.warning("page/no-home", {}, "the site has no home page", "make content/_index.md");
  CHECK(format_diagnostic(found.items().front()) ==
        "warning: the site has no home page  [page/no-home]\n"
        "      = make content/_index.md\n");
}

TEST_CASE("no message can move a terminal's cursor", "[base][diagnostics]") {
  Diagnostics found;
  found.error("x/y", {}, "a\x1b[2Jb");
  CHECK(format_diagnostic(found.items().front()).find('\x1b') == std::string::npos);
}

TEST_CASE("no bytes of a file that is no text reach a terminal", "[base][diagnostics]") {
  const auto shown = [](std::string text) {
    const auto source = std::make_shared<SourceFile>("content/a.md", std::move(text));
    Diagnostics diagnostics;
    diagnostics.error("file/nul-byte", {source, {4, 5}}, "this is no text", "save it as text");
    return format_diagnostic(diagnostics.items().front());
  };
  CHECK(shown(std::string("\x7F"
                          "ELF\x02\x01\x01\0\0\0\x03",
                          11)) ==
        "content/a.md:1:5: error: this is no text  [file/nul-byte]\n"
        "      = save it as text\n");
  CHECK(shown("abc \xFF\xFE d") ==
        "content/a.md:1:5: error: this is no text  [file/nul-byte]\n"
        "    1 | abc \xEF\xBF\xBD\xEF\xBF\xBD d\n"
        "      |     ^ save it as text\n");
}

TEST_CASE("bytes that are no text are not shown", "[base][diagnostics]") {
  const auto shown = [](const std::string& text) {
    Diagnostic diagnostic;
    diagnostic.rule = "x/y";
    diagnostic.message = "m";
    diagnostic.hint = "h";
    diagnostic.place = {source("a.csv", text), {0, 1}};
    return format_diagnostic(diagnostic);
  };
  const std::string without = "a.csv:1:1: error: m  [x/y]\n      = h\n";
  CHECK(shown(std::string("PK\x03\x04\x14\0\0\0", 8)) == without);
  CHECK(shown("\x89PNG\x1A\x01\x02\x03\x04\x05\x06") == without);
  CHECK(shown("\xFF\xD8\xFF\xE0\x90\x91\x92\x93\x94\x95") == without);
  CHECK(shown("\xFF\xFE<\0!\0") == without);
  // A letter of Latin-1 leaves the line readable.
  CHECK(shown("caf\xE9 au lait").find("au lait") != std::string::npos);
  CHECK(shown("plain").find("plain") != std::string::npos);
  // A long line is cut.
  CHECK(shown(std::string(100'000, 'x')).size() < 400);
}
