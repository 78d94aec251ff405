// A slip in site.yaml is told when it is made, not on the day that somebody publishes.
#include "app/project/settings.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "app/project/link_settings.h"
#include "app/project/publish_target.h"
#include "app/reports/rules.h"
#include "base/spelling.h"

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

class RuleNames {
 public:
  RuleNames(const SiteConfig& config, Diagnostics& diagnostics)
      : config_(config), diagnostics_(diagnostics) {}

  void check() {
    if (const YamlNode* rules = config_.checks.find("rules")) check_keys(*rules);
    if (const YamlNode* paths = config_.checks.find("paths")) {
      for (const YamlNode& rules : paths->children) check_keys(rules);
    }
    const YamlNode* allow = config_.checks.find("allow");
    if (allow == nullptr) return;
    for (const YamlNode& item : allow->children) {
      if (const YamlNode* rule = item.find("rule")) check_name(rule->text, rule->span);
    }
  }

 private:
  void check_keys(const YamlNode& rules) {
    for (const YamlNode::Key& key : rules.keys) check_name(key.text, key.span);
  }

  void check_name(const std::string& name, Span span) {
    if (names_a_rule(name)) return;
    std::vector<std::string> known;
    for (const Rule* rule : all_rules()) known.emplace_back(rule->id);
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "`gazette list rules` lists them";
    diagnostics_.warning("config/unknown-key", {config_.source, span}, "there is no rule `" + name + "`",
                         std::move(hint));
  }

  const SiteConfig& config_;
  Diagnostics& diagnostics_;
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

void check_settings(const SiteConfig& config, const std::string& root, Diagnostics& diagnostics) {
  if (!config.source) return;
  RuleNames(config, diagnostics).check();
  link_settings(config, diagnostics);
  check_places(config, root, diagnostics);
}

}  // namespace gazette
