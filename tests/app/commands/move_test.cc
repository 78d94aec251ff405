// Pages, sections and files get another place in a project on the disk; the build afterwards finds nothing
// wrong.
#include <catch2/catch.hpp>

#include "app/commands/move_command.h"
#include "app/project/project.h"
#include "base/path.h"
#include "support/build_in_memory.h"
#include "support/captured_output.h"
#include "support/temporary_folder.h"

using namespace gazette;

namespace {

void make_project(const TemporaryFolder& folder) {
  for (const auto& [path, text] : small_theme()) folder.write(path, text);
  folder.write("content/site.yaml",
               "title: T\nbase_url: https://example.org/\nnavigation:\n  - {page: about.md, label: About}\n  "
               "- guide/_index.md\n");
  folder.write("content/_index.md",
               page_text("Home",
                         "[a](about.md), [b][ref], ![p](guide/plan.svg \"t\"), {page}`guide/fees.md`, "
                         "[c](/guide/fees/#costs), `[x](about.md)`\n\n[ref]: <guide/fees.md#costs> 'x'\n\n"
                         "```{include} guide/_part.md\n```\n\n```\n[x](about.md)\n```\n"));
  folder.write("content/about.md", page_text("About", "[fees](guide/fees.md) and [home](_index.md)\n"));
  folder.write("content/guide/_index.md", page_text("Guide", "```{pages}\n:section: guide\n```\n"));
  folder.write("content/guide/_part.md", "Part of it.\n");
  folder.write("content/guide/fees.md",
               page_text("Fees", "## Costs\n\n[about](../about.md), [part](#costs), ![p](plan.svg)\n",
                         "aliases: [/old-fees/]\n"));
  folder.write("content/guide/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  folder.write("content/data/redirects.csv", "from,to\n/fees.php,guide/fees.md\n");
}

ExitStatus move(const TemporaryFolder& folder, const std::string& from, const std::string& to,
                bool dry = false) {
  CommandLine line;
  line.directory = folder.root();
  line.words = {from, to};
  line.dry_run = dry;
  return run_move(line);
}

std::string messages_of(const TemporaryFolder& folder, std::vector<std::string> addresses) {
  BuildState state;
  BuildOutcome outcome = build_project(open_project(folder.root()), {}, state);
  std::string out;
  for (const Diagnostic& finding : outcome.diagnostics.items()) {
    if (finding.severity == Severity::Error) out += format_diagnostic(finding);
  }
  for (const std::string& address : addresses) {
    const std::string redirects = *outcome.tree.find("_redirects")->bytes;
    if (outcome.site->by_address.count(address) == 0 && outcome.tree.find(address.substr(1)) == nullptr &&
        redirects.find(address + " ") == std::string::npos)
      out += address + " does not answer\n";
  }
  return out;
}

const std::vector<std::string> kAddresses = {"/",          "/about/",        "/guide/", "/guide/fees/",
                                             "/old-fees/", "/guide/plan.svg"};

}  // namespace

TEST_CASE("a page gets another place, and what leads to it follows", "[app][move]") {
  const TemporaryFolder folder;
  make_project(folder);
  CHECK(move(folder, "about.md", "people/who-we-are.md") == ExitStatus::Fine);
  CHECK(folder.read("content/about.md").empty());
  CHECK(folder.read("content/people/who-we-are.md") ==
        page_text("About", "[fees](../guide/fees.md) and [home](../_index.md)\n", "aliases: [/about/]\n"));
  CHECK(folder.read("content/site.yaml").find("{page: people/who-we-are.md, label") != std::string::npos);
  const std::string home = folder.read("content/_index.md");
  CHECK(home.find("[a](people/who-we-are.md)") != std::string::npos);
  CHECK(home.find("`[x](about.md)`") != std::string::npos);
  CHECK(home.find("```\n[x](about.md)\n```") != std::string::npos);
  CHECK(folder.read("content/guide/fees.md").find("[about](../people/who-we-are.md)") != std::string::npos);
  CHECK(messages_of(folder, kAddresses).empty());
  // And back: it is no alias of itself.
  CHECK(move(folder, "content/people/who-we-are.md", "about.md") == ExitStatus::Fine);
  CHECK(folder.read("content/about.md").find("/about/") == std::string::npos);
  CHECK(messages_of(folder, kAddresses).empty());
}

TEST_CASE("a section moves with its pages and files", "[app][move]") {
  const TemporaryFolder folder;
  make_project(folder);
  CHECK(move(folder, "guide/", "help/how-to") == ExitStatus::Fine);
  CHECK(messages_of(folder, kAddresses).empty());
  CHECK(folder.read("content/help/how-to/fees.md").find("aliases: [/old-fees/, /guide/fees/]") !=
        std::string::npos);
  CHECK(folder.read("content/help/how-to/fees.md")
            .find("[about](../../about.md), [part](#costs), ![p](plan.svg)") != std::string::npos);
  const std::string home = folder.read("content/_index.md");
  CHECK(home.find(
            "![p](help/how-to/plan.svg \"t\"), {page}`help/how-to/fees.md`, [c](/help/how-to/fees/#costs)") !=
        std::string::npos);
  CHECK(home.find("[ref]: <help/how-to/fees.md#costs> 'x'") != std::string::npos);
  CHECK(home.find("```{include} help/how-to/_part.md") != std::string::npos);
  CHECK(folder.read("content/help/how-to/_index.md").find(":section: help/how-to") != std::string::npos);
  CHECK(folder.read("content/data/redirects.csv") ==
        "from,to\n/fees.php,help/how-to/fees.md\n/guide/plan.svg,/help/how-to/plan.svg\n");
}

TEST_CASE("nothing is overwritten, lost or moved into itself", "[app][move]") {
  const TemporaryFolder folder;
  make_project(folder);
  const std::string home = folder.read("content/_index.md");
  const auto refused = [&](const std::string& from, const std::string& to) {
    return move(folder, from, to) == ExitStatus::Problems;
  };
  CHECK(refused("about.md", "guide/fees.md"));
  CHECK(refused("guide", "guide/inner"));
  CHECK(refused("guide", "guide"));
  CHECK(refused("about.md", "about.md"));
  CHECK(refused("nowhere.md", "x.md"));
  CHECK(refused("about.md", "../x.md"));
  CHECK(refused("about.md", "data/x.md"));
  CHECK(refused("_index.md", "x.md"));
  CHECK(refused("guide", "x.md"));
  CHECK(move(folder, "guide", "help", true) == ExitStatus::Fine);
  CHECK(folder.read("content/_index.md") == home);
  CHECK(messages_of(folder, kAddresses).empty());
}
