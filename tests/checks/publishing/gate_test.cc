// The gate is a value: what a site lacks, asked without any place to publish to.
#include "checks/publishing/gate.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "app/project/publish_target.h"
#include "base/text.h"
#include "checks/publishing/starter.h"
#include "support/build_in_memory.h"

using namespace gazette;

namespace {

using Files = std::map<std::string, std::string>;

/// A site that the gate lets through.
Files ready_site() {
  return {{"content/site.yaml",
           "title: T\nbase_url: https://www.our-town.gov.uk/\norganisation:\n  name: Our town\n"},
          {"content/_index.md", page_text("Home", "Words.\n")},
          {"content/access.md", page_text("Accessibility statement", "Words.\n")},
          {"content/privacy.md", page_text("Privacy", "Words.\n")}};
}

Files with(Files files, const std::string& path, const std::string& text) {
  files[path] = text;
  return files;
}

Files without(Files files, const std::string& path) {
  files.erase(path);
  return files;
}

Diagnostics asked(const Files& files, const std::string& target_address = {}) {
  const BuiltSite built = build_in_memory(files);
  const SiteConfig& config = built.outcome.site->config;
  GateQuestion question{config.base_url_is_default ? std::string() : config.base_url, config.base_url_place};
  if (!target_address.empty()) question.base_url = target_address;
  return ask_gate(*built.outcome.site, built.outcome.tree, question);
}

/// "rule file:line" of each finding.
std::vector<std::string> found_in(const Files& files, const std::string& target_address = {}) {
  const Diagnostics found = asked(files, target_address);
  std::vector<std::string> out;
  for (const Diagnostic& finding : found.items()) {
    const SourceFile& source = *finding.place.source;
    out.push_back(finding.rule + " " + source.path() + ":" +
                  std::to_string(source.position(finding.place.span.begin).line));
  }
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("each question of the gate is told at its place", "[checks][publish]") {
  CHECK(found_in(ready_site()).empty());
  CHECK(found_in(without(ready_site(), "content/access.md")) ==
        Lines{"publish/statement content/site.yaml:1"});
  CHECK(found_in(without(ready_site(), "content/privacy.md")) ==
        Lines{"publish/privacy content/site.yaml:1"});
  CHECK(asked(without(ready_site(), "content/privacy.md")).count(Severity::Error) == 0);
  const std::string start = "title: T\nbase_url: https://www.our-town.gov.uk/\n";
  CHECK(found_in(with(ready_site(), "content/site.yaml", start)) ==
        Lines{"publish/organisation content/site.yaml:1"});
  CHECK(found_in(with(ready_site(), "content/site.yaml", start + "organisation:\n  name: \"\"\n")) ==
        Lines{"publish/organisation content/site.yaml:4"});
  CHECK(found_in(with(ready_site(), "content/site.yaml",
                      start + "organisation:\n  name: Us\n  email: office@example.org\n")) ==
        Lines{"publish/organisation content/site.yaml:5"});
  // Drafts are no part of what readers get.
  CHECK(found_in(with(ready_site(), "content/access.md",
                      page_text("Accessibility statement", "Words.\n", "draft: true\n"))) ==
        Lines{"publish/statement content/site.yaml:1"});
  SiteConfig config;
  Diagnostics found;
  CHECK_FALSE(read_target(config, "", "/tmp/project", found));
  CHECK(found.items().front().rule == "publish/no-target");
}

TEST_CASE("a statement is known by its name in the languages of public bodies", "[checks][publish]") {
  for (const char* title : {"Accessibility", "Erklärung zur Barrierefreiheit", "Datganiad hygyrchedd",
                            "Déclaration d’accessibilité", "Toegankelijkheidsverklaring",
                            "Tillgänglighetsredogörelse", "Δήλωση προσβασιμότητας", "بيان إمكانية الوصول",
                            "Deklaracja dostępności", "Декларация за достъпност"}) {
    INFO(title);
    CHECK(found_in(with(ready_site(), "content/access.md", page_text(title, "Words.\n"))).empty());
  }
}

TEST_CASE("an address for examples is none", "[checks][publish]") {
  const auto refused = [](const std::string& address) {
    return found_in(ready_site(), address) == Lines{"publish/address content/site.yaml:2"};
  };
  for (const char* address :
       {"https://example.org/", "http://example.com/reports/", "https://www.EXAMPLE.net:8080/",
        "https://site.example/", "https://example.org./", "https://a.invalid/"}) {
    INFO(address);
    CHECK(refused(address));
  }
  for (const char* address : {"https://my-example.org/", "https://example.org.uk/", "http://127.0.0.1:8000/",
                              "https://www.our-town.gov.uk/example.org/"}) {
    INFO(address);
    CHECK_FALSE(refused(address));
  }
  CHECK(found_in(with(ready_site(), "content/site.yaml", "title: T\norganisation: {name: Us}\n")) ==
        Lines{"publish/address content/site.yaml:1"});
}

TEST_CASE("placeholders are found where they were typed", "[checks][publish]") {
  const auto on_page = [](const std::string& body, const std::string& more = {}) {
    return found_in(with(ready_site(), "content/a.md", page_text("A", body, more)));
  };
  const auto at = [](int line) { return Lines{"publish/placeholder content/a.md:" + std::to_string(line)}; };
  CHECK(on_page("Words.\n\nWe are (Write here: who you are).\n") == at(6));
  CHECK(on_page("write here who\nyou are.\n") == at(4));
  CHECK(on_page("Write here.\n") == at(4));
  CHECK(on_page("- **Write here.**\n") == at(4));
  CHECK(on_page("Words.\n", "description: \"(Write here: a sentence)\"\n") == at(3));
  CHECK(on_page("```{note} Title\n(Write here: more)\n```\n") == at(5));
  CHECK(on_page("| A | (Write here: b) |\n|---|---|\n| 1 | 2 |\n") == at(4));
  // Told once, in the file that is included.
  CHECK(found_in(with(with(ready_site(), "content/a.md", page_text("A", "```{include} b.md\n```\n")),
                      "content/b.md", page_text("B", "(Write here: more)\n"))) ==
        Lines{"publish/placeholder content/b.md:4"});
  CHECK(found_in(with(
            ready_site(), "content/site.yaml",
            "title: \"(Write here: a title)\" # (Write here: no)\nbase_url: https://www.our-town.gov.uk/\n"
            "organisation: {name: Us}\n# (Write here: a note)\n")) ==
        Lines{"publish/placeholder content/site.yaml:1"});
  // Somebody's own words, code, notes and drafts.
  for (const char* words : {"You can write here in block letters.\n", "Please write here. \n",
                            "`(Write here: x)`\n", "~~~\n(Write here: x)\nWrite here.\n~~~\n",
                            "Who we are.\n", "<!-- gazette-allow a/b: (Write here: x) -->\n"}) {
    INFO(words);
    CHECK(on_page(words).empty());
  }
  CHECK(on_page("(Write here: x)\n", "draft: true\n").empty());
  CHECK(on_page("Words.\n", "# (Write here: x)\n").empty());
}

TEST_CASE("what tables are made of is looked through too", "[checks][publish]") {
  Files files = with(ready_site(), "content/a.md", page_text("A", "```{table} contacts-by-year\n```\n"));
  files["content/data/contacts-by-year.csv"] = "year,contacts\n2023,120\n2024,9\n";
  files["content/data/contacts-by-year.yaml"] =
      "title: T\nsource: \"(Write here: where from)\"\nrow_header: [year]\n";
  CHECK(found_in(files) == Lines{"publish/placeholder content/data/contacts-by-year.csv:2",
                                 "publish/placeholder content/data/contacts-by-year.yaml:2"});
}

TEST_CASE("the starter has a mark in every file that waits for words, and nothing else is in the way",
          "[checks][publish]") {
  Files files;
  std::size_t marked = 0;
  for (const StarterFile& file : starter_site("Our \"town\"", "2028-02-29")) {
    // Layouts of a whole theme.
    files[file.path] = replace_all(replace_all(file.text, "layout: search\n", ""), "layout: not-found\n", "");
    if (file.text.find(kWriteHere) != std::string::npos) ++marked;
  }
  const BuiltSite built = build_in_memory(files);
  CHECK(built.messages() == "");
  CHECK(built.outcome.site->config.title == "Our \"town\"");
  const Diagnostics found = asked(files);
  std::set<std::string> named;
  for (const Diagnostic& finding : found.items()) {
    if (finding.rule == "publish/placeholder") named.insert(finding.place.source->path());
  }
  CHECK(named.size() == marked + 1);  // and the figures
}

TEST_CASE("findings of the gate are told in few lines", "[checks][publish]") {
  Files files;
  for (const StarterFile& file : starter_site("T", "2026-12-01")) files[file.path] = file.text;
  const Diagnostics found = asked(files);
  const auto lines = plain_lines(found, 8);
  CHECK(lines.size() == 8);
  CHECK(
      lines.front().starts_with("content/site.yaml:6: the address https://example.org/ is one for examples"));
  CHECK(lines.back().starts_with("and "));
  CHECK(plain_lines(found, 100).size() > 8);
  CHECK(plain_lines({}, 8).empty());
}
