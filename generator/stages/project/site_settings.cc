#include "stages/project/site_settings.h"

#include <algorithm>

namespace gazette {
namespace {

constexpr Setting kSettings[] = {
    {"title", "text", "“Untitled site”, and a warning",
     "The name of the site: in the header, in every page's title and in the feed.",
     "title: Brookdale Safeguarding Partnership"},
    {"short_title", "text", "the title", "A shorter name where room is short.", "short_title: Brookdale"},
    {"description", "text", "", "One sentence on what the site is for. Search engines and the feed show it.",
     "description: How agencies in Brookdale keep children safe."},
    {"base_url", "web address", "https://example.org/",
     "Where readers find the site, with its folder if it has one. Publishing needs it.",
     "base_url: https://www.example.gov.uk/safeguarding/"},
    {"language", "language tag", "en-GB", "The language that pages are in.", "language: cy"},
    {"time_zone", "name of a time zone", "UTC",
     "Whose clock `publish`, `withdraw` and `expires` go by: a name of the IANA database. Summer time "
     "counts.",
     "time_zone: Europe/London"},
    {"theme", "text, or a block", "civic",
     "The theme: a folder below themes/, or one that Gazette brings along.", "theme: civic"},
    {"theme.name", "text", "civic", "The theme, where a brand colour stands beside it.",
     "theme: {name: civic, brand: \"#1a4f8b\"}"},
    {"theme.brand", "colour", "the theme's own", "The same as `brand`.", ""},
    {"brand", "colour", "the theme's own",
     "The colour of the header and of links. A colour that would be hard to read is told.",
     "brand: \"#1a4f8b\""},
    {"organisation", "block", "", "Who publishes the site.",
     "organisation: {name: Brookdale Council, email: office@example.gov.uk, phone: 01632 960000}"},
    {"organisation.name", "text", "", "Its name, in the foot of each page.", ""},
    {"organisation.email", "e-mail address", "", "Where readers may write to.", ""},
    {"organisation.phone", "text", "", "The number that readers may call.", ""},
    {"navigation", "list of pages", "the sections of the first level",
     "The main menu. A page is named by its path below content/; its own title is the label, unless `label` "
     "says another.",
     "navigation:\n  - about.md\n  - {page: report/_index.md, label: Annual report}"},
    {"navigation.page", "path", "", "The page that the entry leads to. `footer` and `help` have it too.", ""},
    {"navigation.label", "text", "the page's title", "What the entry says. `footer` and `help` have it too.",
     ""},
    {"footer", "list of pages", "", "The links in the foot of each page.",
     "footer:\n  - {page: privacy.md, label: Privacy}"},
    {"help", "list of pages", "",
     "Where readers find help, in the same place on every page (WCAG 2.2, 3.2.6).",
     "help:\n  - {page: contact.md, label: Contact us}"},
    {"glossary", "block", "", "How terms are explained.",
     "glossary: {page: glossary.md, first_use: warn, tips: section, known: [NHS, BBC]}"},
    {"glossary.page", "path", "a page that is made", "The page that lists all terms.", ""},
    {"glossary.first_use", "off, warn, error or expand", "warn",
     "What happens where a page uses a short form before it was written out: nothing, a warning, an error, "
     "or "
     "Gazette writes it out.",
     ""},
    {"glossary.tips", "page, section, all or none", "section",
     "Where a term is marked with its explanation: once a page, once a section, each time or never.", ""},
    {"glossary.known", "list of words", "", "Short forms that everybody knows.", ""},
    {"boards", "path, or a block", "", "The section that gets a page for each board of the matrix.",
     "boards: who-does-what"},
    {"boards.section", "path", "", "The section, where other keys stand beside it.",
     "boards: {section: who-does-what, gap_open: error, review_months: 12}"},
    {"boards.gap_open", "info, warning or error", "warning", "How grave a topic without a lead is.", ""},
    {"boards.review_months", "whole number", "12", "How long the review of a topic holds; 0: for ever.", ""},
    {"exit_link", "block", "", "The link that leaves the site at once.",
     "exit_link: {address: \"https://www.bbc.co.uk/weather\", label: Leave this page}"},
    {"exit_link.address", "web address", "https://www.bbc.co.uk/weather", "Where it leads.", ""},
    {"exit_link.label", "text", "the theme's words", "What it says.", ""},
    {"checks", "block", "",
     "What is checked, and how gravely. A page, and a folder's _index.md, may switch rules too.",
     "checks:\n  rules: {content/long-sentence: off}\n  spelling: true"},
    {"checks.rules", "rules with off, info, warning or error", "",
     "Switches for the whole site; `content/*` means all whose names begin so. Errors stay errors.",
     "checks:\n  rules:\n    content/long-sentence: off\n    content/link-text: warning"},
    {"checks.paths", "paths with rules", "", "The same for a folder or a page.",
     "checks:\n  paths:\n    news/: {content/reading-age: off}"},
    {"checks.allow", "list", "", "Findings that are right as they stand.",
     "checks:\n  allow:\n    - rule: link/look-alike\n      file: content/reviews.md\n      reason: The "
     "report prints "
     "the address this way."},
    {"checks.allow.rule", "name of a rule", "", "The rule. Needed.", ""},
    {"checks.allow.reason", "text", "", "Why it is right. Needed.", ""},
    {"checks.allow.file", "path", "every file", "Where: the end of a file's path.", ""},
    {"checks.allow.message", "text", "every message", "A part of the message.", ""},
    {"checks.allow.selector", "text", "every element", "The element, as `--format json` names it.", ""},
    {"checks.words", "true or false", "true",
     "Gazette's own list of words to avoid. Words of your own stand in content/data/words.csv.",
     "checks: {words: false}"},
    {"checks.spelling", "true, false or a language tag", "false",
     "Whether words are looked up in a dictionary, and in which.", "checks: {spelling: true}"},
    {"checks.acronyms", "list of words", "", "Short forms that need no explanation.",
     "checks: {acronyms: [DBS, EHCP]}"},
    {"checks.statutory", "list", "", "What the law asks a report to hold, each with its page or a reason.",
     "checks:\n  statutory:\n    - {content: How children were heard, page: report/voices.md}\n    - "
     "{content: Budget, reason: "
     "It follows in the autumn.}"},
    {"checks.statutory.content", "text", "", "What must be there. Needed.", ""},
    {"checks.statutory.page", "path", "", "The page that holds it, with `#id` of a heading if need be.", ""},
    {"checks.statutory.reason", "text", "", "Why no page holds it.", ""},
    {"checks.weight", "block", "", "The most that a page may weigh, in kilobytes as they are sent.",
     "checks: {weight: {css: 30, js: 15, html: 60, page: 150, images: 400}}"},
    {"checks.weight.css", "kilobytes", "", "Style sheets of a page.", ""},
    {"checks.weight.js", "kilobytes", "", "Scripts of a page.", ""},
    {"checks.weight.html", "kilobytes", "", "The page itself.", ""},
    {"checks.weight.page", "kilobytes", "", "All that a first visit loads.", ""},
    {"checks.weight.images", "kilobytes", "200", "The pictures of a page.", ""},
    {"links", "block", "", "How links to other servers are checked by `gazette check --external`.",
     "links: {exclude: [\"https://intranet.example.org/*\"], timeout: 5}"},
    {"links.exclude", "list of addresses", "", "Links that are not asked for; `*` stands for anything.", ""},
    {"links.accept", "list of numbers", "", "Statuses that count as fine, such as 403.",
     "links: {accept: [403]}"},
    {"links.replace", "addresses with addresses", "", "What is asked instead of an address.",
     "links: {replace: {\"https://www.example.org/\": \"https://test.example.org/\"}}"},
    {"links.concurrency", "whole number", "32", "Requests at one time.", "links: {concurrency: 8}"},
    {"links.per_host", "whole number", "2", "Requests at one time at one server.", "links: {per_host: 1}"},
    {"links.delay", "seconds", "0", "Time between two requests at one server.", "links: {delay: 0.5}"},
    {"links.timeout", "seconds", "10", "How long a request may take.", ""},
    {"links.retries", "whole number", "2", "How often a request that failed is tried again.",
     "links: {retries: 1}"},
    {"links.user_agent", "text", "Gazette's name", "How Gazette introduces itself.",
     "links: {user_agent: \"Brookdale link check\"}"},
    {"links.robots", "true or false", "false", "Whether robots.txt of a server is obeyed.",
     "links: {robots: true}"},
    {"links.allow_private", "true or false", "false", "Whether addresses of the own network may be asked.",
     "links: {allow_private: true}"},
    {"publish", "block", "", "The places that `gazette publish` sends the site to, each under a name.",
     "publish:\n  live: {to: \"user@server.example.org:/var/www/site/\"}"},
    {"publish.*.to", "path, server:path or remote:path", "",
     "Where: a folder, a server for rsync or a remote of rclone. Needed.", ""},
    {"publish.*.with", "folder, rsync or rclone", "rsync for a server", "The program that carries it.",
     "publish:\n  live: {to: \"remote:site\", with: rclone}"},
    {"publish.*.base_url", "web address", "that of the site", "The address of this place, if it is another.",
     ""},
    {"publish.*.test", "true or false", "false",
     "A place to look at what is not finished: what would stop a publish is a warning.", ""},
    {"publish.*.strict", "true or false", "false", "Whether warnings stop a publish too.", ""},
    {"files", "list of paths", "",
     "Files that are published though no page uses them; `*` stands for a part of a name, `**` for folders.",
     "files: [assets/forms/**]"},
    {"params", "block", "", "Values of your own, for a theme of your own: `{{params.colour}}`.",
     "params: {colour: blue}"},
};

std::string_view last_part(std::string_view name) {
  return name.substr(name.rfind('.') + 1);
}

std::string_view block_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

}  // namespace

std::span<const Setting> site_settings() {
  return kSettings;
}

std::vector<std::string> setting_names(std::string_view block) {
  std::vector<std::string> names;
  for (const Setting& setting : kSettings) {
    if (block_of(setting.name) == block) names.emplace_back(last_part(setting.name));
  }
  return names;
}

const Setting* find_setting(std::string_view name) {
  const auto found = std::find_if(std::begin(kSettings), std::end(kSettings),
                                  [&](const Setting& setting) { return setting.name == name; });
  return found == std::end(kSettings) ? nullptr : found;
}

std::string_view block_of_key(std::string_view key) {
  std::string_view found;
  for (const Setting& setting : kSettings) {
    const std::string_view block = block_of(setting.name);
    if (block.empty() || block.find('.') != std::string_view::npos || last_part(setting.name) != key)
      continue;
    if (!found.empty()) return {};
    found = block;
  }
  return found;
}

}  // namespace gazette
