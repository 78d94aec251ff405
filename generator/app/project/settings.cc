// A slip in site.yaml is told when it is made, not on the day that somebody publishes.
#include "app/project/settings.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "app/project/link_settings.h"
#include "app/project/publish_target.h"
#include "app/reports/rules.h"
#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

/// A rule's name, or all that begin alike: `content/*`, `*`.
bool names_a_rule(std::string_view pattern) {
  if (pattern == "*" || find_rule(pattern) != nullptr) return true;
  if (!pattern.ends_with("/*")) return false;
  pattern.remove_suffix(1);
  return std::any_of(all_rules().begin(), all_rules().end(),
                     [&](const Rule* rule) { return std::string_view(rule->id).starts_with(pattern); });
}

/// Rules on files of settings and data, which nothing on a page can show.
bool is_judged_on_pages(std::string_view rule) {
  const std::string_view area = rule.substr(0, rule.find('/'));
  for (const std::string_view other :
       {"config", "csv", "redirect", "theme", "layout", "spreadsheet", "project", "write"}) {
    if (area == other) return false;
  }
  return true;
}

class RuleNames {
 public:
  RuleNames(const Site& site, Diagnostics& diagnostics)
      : site_(site), config_(site.config), diagnostics_(diagnostics) {}

  void check() {
    if (config_.source) check_config();
    for (const Page& page : site_.pages) {
      if (page.origin != PageOrigin::Content) continue;
      const FrontMatter& front = page.document->front_matter;
      source_ = page.document->source;
      check_keys(front.checks, true);
      if (const YamlNode* checks = front.params.find("checks")) check_keys(*checks, true);
    }
  }

 private:
  void check_config() {
    source_ = config_.source;
    if (const YamlNode* rules = config_.checks.find("rules")) check_keys(*rules, false);
    if (const YamlNode* paths = config_.checks.find("paths")) {
      for (std::size_t i = 0; i < paths->keys.size(); ++i)
        check_keys(paths->children[i], !paths->keys[i].text.starts_with("data/"));
    }
    const YamlNode* allow = config_.checks.find("allow");
    if (allow == nullptr) return;
    for (const YamlNode& item : allow->children) {
      if (const YamlNode* rule = item.find("rule")) check_name(rule->text, rule->span);
    }
  }

  void check_keys(const YamlNode& rules, bool of_page) {
    for (const YamlNode::Key& key : rules.keys) {
      if (check_name(key.text, key.span) && of_page) check_effect(key);
    }
  }

  /// A switch at a page for what is never found there. One that meets an error is told where it does.
  void check_effect(const YamlNode::Key& key) {
    if (key.text == "*" || is_judged_on_pages(key.text)) return;
    diagnostics_.warning("check/no-effect", {source_, key.span},
                         "`" + key.text + "` is never judged on a page, so this switch has no effect",
                         "switch it in site.yaml: `checks: {rules: {" + key.text + ": …}}`");
  }

  bool check_name(const std::string& name, Span span) {
    if (names_a_rule(name)) return true;
    std::vector<std::string> known;
    for (const Rule* rule : all_rules()) known.emplace_back(rule->id);
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "`gazette list rules` lists them";
    diagnostics_.warning("config/unknown-key", {source_, span}, "there is no rule `" + name + "`",
                         std::move(hint));
    return false;
  }

  const Site& site_;
  const SiteConfig& config_;
  Diagnostics& diagnostics_;
  SourcePtr source_;  // of what is looked at
};

void check_places(const SiteConfig& config, const std::string& root, Diagnostics& diagnostics) {
  const YamlNode& places = config.publish;
  if (places.is_null()) return;
  if (!places.is_mapping()) {
    diagnostics.error("config/bad-value", {config.source, places.span},
                      "`publish` must name the places to publish to",
                      "for instance publish: {live: {to: \"user@server:/var/www/site/\"}}");
    return;
  }
  for (const YamlNode::Key& key : places.keys) read_target(config, key.text, root, diagnostics);
}

}  // namespace

void check_settings(const Site& site, const std::string& root, Diagnostics& diagnostics) {
  RuleNames(site, diagnostics).check();
  if (!site.config.source) return;
  link_settings(site.config, diagnostics);
  check_places(site.config, root, diagnostics);
}

}  // namespace gazette
