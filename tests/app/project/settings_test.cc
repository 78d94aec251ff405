// Slips in site.yaml that only a later command would stumble over.
#include "app/project/settings.h"

#include <catch2/catch.hpp>

#include "stages/project/site_config.h"

using namespace gazette;

namespace {

std::string messages(const std::string& yaml) {
  Diagnostics found;
  const auto source = std::make_shared<SourceFile>("content/site.yaml", "title: T\n" + yaml);
  Site site;
  site.config = read_site_config(source, found);
  check_settings(site, ".", found);
  found.sort();
  std::string out;
  for (const Diagnostic& finding : found.items()) {
    const Position at = source->position(finding.place.span.begin);
    out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + finding.rule + " " +
           finding.message + (finding.hint.empty() ? "" : " | " + finding.hint) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("settings that hold are left alone", "[app][settings]") {
  CHECK(messages("checks:\n"
                 "  rules: {content/*: off, link/broken: error, '*': warning}\n"
                 "  paths: {news/: {content/word: off}}\n"
                 "links: {exclude: [a], accept: [403], replace: {a: b}, per_host: 2, delay: 0.5}\n"
                 "publish: {live: {to: 'user@server:/var/www/'}, test: {to: /mnt/site, with: folder}}\n"
                 "organisation: {email: office@example.org}\n") == "");
}

TEST_CASE("rules that do not exist are told wherever they are named", "[app][settings]") {
  CHECK(messages("checks:\n"
                 "  rules: {content/long-sentense: off}\n"
                 "  paths: {news/: {nothing/*: off}}\n"
                 "  allow: [{rule: link/brokn, reason: r}]\n") ==
        "3:11 config/unknown-key there is no rule `content/long-sentense` | did you mean "
        "`content/long-sentence`?\n"
        "4:19 config/unknown-key there is no rule `nothing/*` | `gazette list rules` lists them\n"
        "5:18 config/unknown-key there is no rule `link/brokn` | did you mean `link/broken`?\n");
}

TEST_CASE("places to publish to are tried before somebody publishes", "[app][settings]") {
  CHECK(messages("publish:\n"
                 "  a: {too: x}\n"
                 "  b: {to: content/x}\n"
                 "  c: {to: y, with: rsink}\n"
                 "  d: 5\n") ==
        "3:6 config/bad-value the place `a` does not say where it is | give it a `to`\n"
        "3:7 config/unknown-key there is no key `too` | did you mean `to`?\n"
        "4:11 config/bad-value a site cannot be published into the project that it is made from | choose a "
        "folder "
        "of its own\n"
        "5:20 config/bad-value a site is sent with folder, rsync or rclone, not with `rsink`\n"
        "6:6 config/bad-value the place `d` does not say where it is | give it a `to`\n");
  CHECK(messages("publish: 7\n").starts_with("2:10 config/bad-value `publish` must name the places"));
}

TEST_CASE("settings of another kind are told, not passed over", "[app][settings]") {
  CHECK(messages("checks: {words: text}\n") ==
        "2:17 config/bad-value `words` must be true or false | words of your own stand in "
        "content/data/words.csv\n");
  CHECK(messages("links: x\nchecks: 3\n") ==
        "2:8 config/bad-value `links` must be `key: value` lines\n"
        "3:9 config/bad-value `checks` must be `key: value` lines | for instance checks: {spelling: true}\n");
  CHECK(messages("links: {exclude: a, accept: b, replace: c, retreis: 2}\n"
                 "checks: {acronyms: DBS}\n") ==
        "2:18 config/bad-value `exclude` must be a list: [one, two]\n"
        "2:29 config/bad-value `accept` must be a list: [one, two]\n"
        "2:41 config/bad-value `replace` must be `address: address` lines\n"
        "2:44 config/unknown-key there is no key `retreis` | did you mean `retries`?\n"
        "3:20 config/bad-value `acronyms` must be a list | write `acronyms: [DBS, EHCP]`\n");
  for (const char* address :
       {"x\"><script>@e.example", "Office <o@e.example>", "a@b@c", "@b", "mailto:a@b"}) {
    CAPTURE(address);
    const std::string said = messages("organisation: {email: '" + std::string(address) + "'}\n");
    CHECK(said.find("2:23 config/bad-value `email` must be one e-mail address") == 0);
  }
}

TEST_CASE("a switch that changes nothing is told", "[app][settings]") {
  CHECK(messages("checks: {rules: {content/long-sentence: off}}\n").empty());
  CHECK(messages("checks: {rules: {link/broken: off}}\n").empty());  // told where a broken link stands
  CHECK(messages("checks: {paths: {news/: {csv/line-ending: off}}}\n").find("is never judged on a page") !=
        std::string::npos);
}
