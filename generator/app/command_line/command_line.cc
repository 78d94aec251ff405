// The command line through CLI11, which stays in this file.
#include "app/command_line/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"
#include "base/written_time.h"

namespace gazette {
namespace {

/// Usage as manuals write it: `WHAT...` for one word or more, `[DIR...]` where none is needed.
class UsageFormatter : public CLI::Formatter {
  std::string make_option_usage(const CLI::Option* option) const override {
    const std::string words = make_option_name(option, true) + (option->get_expected_max() > 1 ? "..." : "");
    return option->get_required() ? words : "[" + words + "]";
  }
};

const std::vector<std::string>& commands() {
  static const std::vector<std::string> kCommands = {"build",   "serve", "check", "publish", "new",
                                                     "explain", "list",  "pdf",   "move"};
  return kCommands;
}

const std::map<std::string, ReportFormat, std::less<>>& formats() {
  static const std::map<std::string, ReportFormat, std::less<>> kFormats = {{"text", ReportFormat::Text},
                                                                            {"json", ReportFormat::Json},
                                                                            {"sarif", ReportFormat::Sarif},
                                                                            {"junit", ReportFormat::Junit},
                                                                            {"github", ReportFormat::Github}};
  return kFormats;
}

/// Checks of values, with the sentence a person needs. Descriptions stay out of --help, whose lines have
/// their own.
CLI::Validator one_of(std::vector<std::string> names) {
  return {[names = std::move(names)](std::string& value) -> std::string {
            if (std::find(names.begin(), names.end(), value) != names.end()) return {};
            const std::string hint = did_you_mean(value, names);
            return "there is no `" + value + "` here; " +
                   (hint.empty() ? "use one of " + join(names, ", ") : hint);
          },
          ""};
}

CLI::Validator whole_number(int least, int most) {
  return {[least, most](std::string& value) -> std::string {
            int number = 0;
            const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
            const bool whole = problem == std::errc() && end == value.data() + value.size();
            if (whole && number >= least && number <= most) return {};
            return "give a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                   ", not `" + value + "`";
          },
          ""};
}

CLI::Validator web_address() {
  return {[](std::string& value) -> std::string {
            const bool known = value.starts_with("https://") || value.starts_with("http://");
            if (known && value.find_first_of(" ?#\"<>") == std::string::npos &&
                value.find("//") + 2 < value.size())
              return {};
            return "give an address such as https://example.org/, not `" + value + "`";
          },
          ""};
}

CLI::Validator written_time() {
  return {[](std::string& value) -> std::string {
            if (parse_written_time(value)) return {};
            return "give a date or a minute, such as 2026-12-07T09:30, not `" + value + "`";
          },
          ""};
}

void add_at(CLI::App& app, CommandLine& line) {
  app.add_option("--at", line.at,
                 "Build as at a date or minute in the site's time zone. Example: --at 2026-12-07T09:30")
      ->check(written_time())
      ->type_name("TIME");
}

CLI::Validator folder() {
  return {[](std::string& value) -> std::string {
            std::error_code problem;
            if (std::filesystem::is_directory(value, problem)) return {};
            return "there is no folder `" + value + "`";
          },
          ""};
}

void add_directory(CLI::App& app, CommandLine& line) {
  app.add_option("DIR", line.directory,
                 "Project folder, one that holds content/. Example: gazette build my-site")
      ->check(folder());
}

void add_report_options(CLI::App& app, CommandLine& line) {
  app.add_option_function<std::string>(
         "--format", [&line](const std::string& name) { line.format = formats().at(name); },
         "How findings are printed: text, json, sarif, junit or github. Example: --format json")
      ->check(one_of({"text", "json", "sarif", "junit", "github"}))
      ->type_name("FORMAT");
  app.add_flag("--strict", line.strict, "Count warnings as errors. Example: gazette check --strict");
  app.add_flag("--info", line.info,
               "Print advice (info) too, after what is to be mended. Example: gazette check --info");
  app.add_option("--baseline", line.baseline,
                 "Hide the findings recorded in FILE. Example: --baseline known.json")
      ->type_name("FILE");
  app.add_option("--write-baseline", line.write_baseline,
                 "Record today's findings in FILE. Example: --write-baseline known.json")
      ->type_name("FILE");
  app.add_option("--jobs", line.jobs, "Threads to use; default: all cores. Example: --jobs 2")
      ->check(whole_number(1, 256))
      ->type_name("N");
}

void add_build(CLI::App& root, CommandLine& line) {
  CLI::App* app = root.add_subcommand("build", "Build the site");
  add_directory(*app, line);
  app->add_option("--output", line.output,
                  "Folder for the site; default: site/ in the project. Example: --output public")
      ->type_name("DIR");
  app->add_option(
         "--base-url", line.base_url,
         "Address of the site, instead of site.yaml's. Example: --base-url https://test.example.org/")
      ->check(web_address())
      ->type_name("URL");
  app->add_flag("--drafts", line.drafts, "Build drafts too. Example: gazette build --drafts");
  add_at(*app, line);
  add_report_options(*app, line);
}

void add_serve(CLI::App& root, CommandLine& line) {
  CLI::App* app = root.add_subcommand("serve", "Preview the site while you write");
  add_directory(*app, line);
  CLI::Option* port = app->add_option("--port", line.port,
                                      "Port to listen on; default 8000, or a free one. Example: --port 8080")
                          ->check(whole_number(0, 65535))
                          ->type_name("N");
  port->each([&line](const std::string&) { line.port_given = true; });
  app->add_option("--host", line.host,
                  "Address to listen on; default 127.0.0.1, this computer alone. Example: --host 0.0.0.0")
      ->type_name("ADDR");
  app->add_flag("--open", line.open, "Open the browser. Example: gazette serve --open");
  app->add_flag("--no-drafts", line.no_drafts, "Leave drafts out. Example: gazette serve --no-drafts");
  add_at(*app, line);
  app->add_flag("--poll", line.poll,
                "Look for changes by time, for network drives. Example: gazette serve --poll");
  app->add_option("--jobs", line.jobs, "Threads to use; default: all cores. Example: --jobs 2")
      ->check(whole_number(1, 256))
      ->type_name("N");
}

void add_check(CLI::App& root, CommandLine& line) {
  CLI::App* app = root.add_subcommand("check", "Check the site, or any folder or file of HTML");
  app->add_option(
      "PATH", line.paths,
      "Folders of HTML or HTML files; none: build in memory and check. Example: gazette check public/");
  app->add_option("--only", line.only,
                  "Which checks: links, accessibility, content, data. Example: --only links,content")
      ->delimiter(',')
      ->allow_extra_args(false)  // what follows the list is a path
      ->check(one_of({"links", "accessibility", "content", "data"}))
      ->type_name("KINDS");
  app->add_flag("--external", line.external,
                "Ask other servers whether links to them work. Example: gazette check --external");
  app->add_flag("--allow-private", line.allow_private,
                "Let --external ask private and loopback addresses. Example: --external --allow-private");
  app->add_option("--concurrency", line.concurrency,
                  "Requests of --external at one time; default 32. Example: --concurrency 8")
      ->check(whole_number(1, 256))
      ->type_name("N");
  app->add_option("--per-host", line.per_host,
                  "Requests of --external at one time at one host; default 2. Example: --per-host 1")
      ->check(whole_number(1, 64))
      ->type_name("N");
  app->add_option("--delay", line.delay,
                  "Seconds between two requests at one host; default 0. Example: --delay 0.5")
      ->check(CLI::Range(0.0, 600.0).description(""))
      ->type_name("SECONDS");
  app->add_option("--timeout", line.timeout,
                  "Seconds that a request of --external may take; default 10. Example: --timeout 5")
      ->check(CLI::Range(0.1, 600.0).description(""))
      ->type_name("SECONDS");
  app->add_option("--origin", line.origin,
                  "Address a checked folder is served at. Example: --origin https://example.org")
      ->check(web_address())
      ->type_name("URL");
  add_at(*app, line);
  app->add_flag("--all", line.all,
                "List links that are fine too. Example: gazette check --format json --all");
  add_report_options(*app, line);
}

void add_others(CLI::App& root, CommandLine& line) {
  CLI::App* publish = root.add_subcommand("publish", "Send the built site to where readers find it");
  publish
      ->add_option("DIR", line.words,
                   "Project folder and target of site.yaml. Example: gazette publish . live")
      ->expected(0, 2);
  publish->add_flag("--dry-run", line.dry_run,
                    "Say what would be done and do nothing. Example: gazette publish --dry-run");
  publish->add_flag("--strict", line.strict,
                    "Publish nothing while there are warnings. Example: gazette publish --strict");
  publish->add_flag(
      "--wait", line.wait,
      "Publish now, stay, and publish again whenever something is due. Example: gazette publish --wait");
  CLI::App* make = root.add_subcommand("new", "Start a site, a page, a table or a term");
  make->add_option("WHAT", line.words,
                   "site NAME, page PATH, table ID or term WORD. Example: gazette new page guide/setup.md")
      ->required()
      ->expected(1, 16);
  CLI::App* move = root.add_subcommand("move", "Give a page, section or file another place; nothing breaks");
  move->add_option(
          "OLD NEW", line.words,
          "Paths below content/, before and after. Example: gazette move about/history.md people/history.md")
      ->required()
      ->expected(2);
  move->add_flag(
      "--dry-run", line.dry_run,
      "Show what would change and change nothing. Example: gazette move fees.md charges.md --dry-run");
  CLI::App* explain = root.add_subcommand("explain", "Say what a rule is for and how to mend what it finds");
  explain
      ->add_option("RULE", line.words,
                   "Name of a rule, site.yaml or one of its keys. Example: gazette explain link/broken")
      ->required()
      ->expected(1);
  CLI::App* list =
      root.add_subcommand("list", "List pages, tables, terms, rules, settings, links or what is scheduled");
  list->add_option(
          "WHAT", line.words,
          "pages, tables, terms, rules, settings, links or scheduled. Example: gazette list scheduled")
      ->required()
      ->expected(1, 2);
  list->add_option_function<std::string>(
          "--format", [&line](const std::string& name) { line.format = formats().at(name); },
          "What is scheduled as text or json. Example: gazette list scheduled --format json")
      ->check(one_of({"text", "json"}))
      ->type_name("FORMAT");
  list->add_flag("--markdown", line.markdown,
                 "Rules or settings as a page, with examples. Example: gazette list rules --markdown");
  CLI::App* pdf = root.add_subcommand("pdf", "Make a tagged PDF of each report's print edition");
  pdf->add_option("DIR", line.directory, "Project folder. Example: gazette pdf .")->check(folder());
}

/// The first word that looks like an option and is none of the command's.
std::string unknown_option(const CLI::App& app, int count, const char* const* words) {
  for (int i = 2; i < count; ++i) {
    std::string word = words[i];
    if (word == "--") return {};
    word = word.substr(0, word.find('='));
    if (word.size() > 1 && word[0] == '-' && app.get_option_no_throw(word) == nullptr) return word;
  }
  return {};
}

void print_mistake(const CLI::App& root, const CLI::ParseError& mistake, int count,
                   const char* const* words) {
  const auto apps =
      root.get_subcommands([&](const CLI::App* one) { return count > 1 && one->get_name() == words[1]; });
  const CLI::App* app = apps.empty() ? nullptr : apps.front();
  const std::string command = app == nullptr ? std::string("gazette") : "gazette " + app->get_name();
  const std::string unknown = app == nullptr ? std::string() : unknown_option(*app, count, words);
  if (app == nullptr && count < 2) {
    std::fprintf(stderr, "%s", root.help().c_str());
  } else if (unknown.empty()) {
    std::fprintf(stderr, "gazette: %s\n", mistake.what());
  } else {
    std::vector<std::string> known;
    for (const CLI::Option* option : app->get_options()) {
      if (!option->get_lnames().empty()) known.push_back("--" + option->get_lnames().front());
    }
    const std::string hint = did_you_mean(unknown, known);
    std::fprintf(stderr, "gazette: `%s` has no option `%s`%s%s\n", command.c_str(), unknown.c_str(),
                 hint.empty() ? "" : "; ", hint.c_str());
  }
  std::fprintf(stderr, "Run `%s --help` to see how it is used.\n", command.c_str());
}

}  // namespace

ReportFormat format_asked_for(int count, const char* const* words) {
  constexpr std::string_view kOption = "--format";
  for (int i = 1; i < count; ++i) {
    std::string_view name = words[i];
    if (name == kOption && i + 1 < count) {
      name = words[i + 1];
    } else if (name.starts_with("--format=")) {
      name.remove_prefix(kOption.size() + 1);
    } else {
      continue;
    }
    const auto known = formats().find(name);
    if (known != formats().end()) return known->second;
  }
  return ReportFormat::Text;
}

std::optional<CommandLine> read_command_line(int count, const char* const* words, ExitStatus& status) {
  CommandLine line;
  CLI::App root("Gazette turns Markdown and data tables into an accessible public website.", "gazette");
  root.set_version_flag("--version", std::string("gazette ") + GAZETTE_VERSION,
                        "Print the version. Example: gazette --version");
  root.require_subcommand(1);
  root.formatter(std::make_shared<UsageFormatter>());
  root.get_formatter()->column_width(34);
  root.set_help_flag("-h,--help", "Print this help and exit. Example: gazette build --help");
  add_build(root, line);
  add_serve(root, line);
  add_check(root, line);
  add_others(root, line);
  const bool names_command = count > 1 && words[1][0] != '-';
  if (names_command && std::find(commands().begin(), commands().end(), words[1]) == commands().end()) {
    const std::string hint = did_you_mean(words[1], commands());
    std::fprintf(stderr, "gazette: there is no command `%s`%s%s\n", words[1], hint.empty() ? "" : "; ",
                 hint.c_str());
    std::fprintf(stderr, "Run `gazette --help` for the commands.\n");
    status = ExitStatus::Usage;
    return std::nullopt;
  }
  try {
    root.parse(count, words);
  } catch (const CLI::ParseError& stop) {
    status = stop.get_exit_code() == 0 ? ExitStatus::Fine : ExitStatus::Usage;
    if (status == ExitStatus::Fine) {
      root.exit(stop);
    } else {
      print_mistake(root, stop, count, words);
    }
    return std::nullopt;
  }
  for (const CLI::App* chosen : root.get_subcommands()) line.command = chosen->get_name();
  status = ExitStatus::Fine;
  return line;
}

}  // namespace gazette
