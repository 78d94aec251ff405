// Switches, allowances and baselines.
#include "checks/check_policy.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "stages/project/site_settings.h"

namespace gazette {
namespace {

/// "off" or a severity.
struct Switch {
  std::string rule;    // "content/long-sentence", "content/*" or "*"
  std::string prefix;  // content path it holds for: "news/", "news/2019.md" or "" for all
  std::optional<Severity> severity;
  Place place;             // of the rule's name
  bool overruled = false;  // it was to soften an error that stays one
};

/// One place where a finding is meant to be.
struct Allowance {
  std::string rule;
  std::string message;  // part of it; empty: any
  SourcePtr source;     // null: anywhere, or `file` decides
  Span span;
  std::string file;  // end of the path; empty: any
  std::string selector;
  Place place;  // of the allowance itself
  bool used = false;
};

bool rule_matches(std::string_view pattern, std::string_view rule) {
  if (pattern == "*" || pattern == rule) return true;
  return pattern.ends_with("/*") && rule.starts_with(pattern.substr(0, pattern.size() - 1));
}

class Policy {
 public:
  Policy(const Site& site, Diagnostics& diagnostics) : site_(site), diagnostics_(diagnostics) {}

  void run(UnusedAllowances unused) {
    read_config();
    read_pages();
    std::vector<Diagnostic> kept;
    for (Diagnostic& finding : diagnostics_.items()) {
      if (is_allowed(finding)) continue;
      if (!switch_severity(finding)) continue;
      kept.push_back(std::move(finding));
    }
    diagnostics_.items() = std::move(kept);
    tell_overruled();
    diagnostics_.append(std::move(problems_));
    if (unused == UnusedAllowances::Keep) return;
    for (const Allowance& allowance : allowances_) {
      // Only publishing asks the gate.
      if (allowance.used || allowance.rule.starts_with("publish/")) continue;
      diagnostics_.warning(
          "check/unused-allow", allowance.place,
          "nothing is found here any more that `" + allowance.rule + "` would be allowed for",
          "remove this allowance");
    }
  }

 private:
  void bad(const YamlNode& node, std::string message, std::string hint) {
    problems_.error("config/bad-value", {site_.config.source, node.span}, std::move(message),
                    std::move(hint));
  }

  void read_switches(const YamlNode& rules, const std::string& prefix, const SourcePtr& source) {
    for (std::size_t i = 0; i < rules.keys.size(); ++i) {
      const YamlNode& value = rules.children[i];
      Switch entry{rules.keys[i].text, prefix, std::nullopt, {source, rules.keys[i].span}, false};
      const std::string text = to_lower_ascii(value.text);
      if (text == "error") {
        entry.severity = Severity::Error;
      } else if (text == "warning" || text == "warn") {
        entry.severity = Severity::Warning;
      } else if (text == "info") {
        entry.severity = Severity::Info;
      } else if (value.as_bool() != false) {
        problems_.error("config/bad-value", {source, value.span}, "a rule is off, info, warning or error");
        continue;
      }
      switches_.push_back(std::move(entry));
    }
  }

  /// Blocks that are not written as blocks would say nothing.
  void check_kinds(const YamlNode& checks) {
    for (const char* key : {"rules", "paths", "weight"}) {
      const YamlNode* node = checks.find(key);
      if (node != nullptr && !node->is_mapping() && !node->is_null())
        bad(*node, "`" + std::string(key) + "` must be `key: value` lines", {});
    }
    for (const char* key : {"allow", "statutory"}) {
      const YamlNode* node = checks.find(key);
      if (node != nullptr && !node->is_sequence() && !node->is_null())
        bad(*node, "`" + std::string(key) + "` must be a list of `- ` lines", {});
    }
  }

  bool names_content(const std::string& prefix) const {
    if (prefix.starts_with("data/") || prefix == "site.yaml") return true;
    const auto fits = [&](const std::string& path) { return path.starts_with(prefix); };
    return std::any_of(site_.held.begin(), site_.held.end(),
                       [&](const auto& entry) { return fits(entry.first); }) ||
           std::any_of(site_.by_path.begin(), site_.by_path.end(),
                       [&](const auto& entry) { return fits(entry.first); });
  }

  void read_config() {
    const YamlNode& checks = site_.config.checks;
    if (checks.is_null()) return;
    report_unknown_keys(checks, setting_names("checks"), "config/unknown-key", site_.config.source,
                        problems_);
    check_kinds(checks);
    if (const YamlNode* rules = checks.find("rules")) read_switches(*rules, {}, site_.config.source);
    if (const YamlNode* paths = checks.find("paths")) {
      for (std::size_t i = 0; i < paths->keys.size(); ++i) {
        std::string prefix = paths->keys[i].text;
        while (prefix.ends_with('*')) prefix.pop_back();
        if (!names_content(prefix)) {
          problems_.warning("config/unknown-key", {site_.config.source, paths->keys[i].span},
                            "no page begins with `" + prefix + "`",
                            "write the path of a file or folder below content/, such as news/");
        }
        read_switches(paths->children[i], prefix, site_.config.source);
      }
    }
    const YamlNode* allow = checks.find("allow");
    if (allow == nullptr) return;
    for (const YamlNode& item : allow->children) {
      const YamlNode* rule = item.find("rule");
      const YamlNode* reason = item.find("reason");
      if (rule == nullptr || reason == nullptr || trim(reason->text).empty()) {
        bad(item, "an allowance needs a rule and a reason",
            "write `- {rule: a11y/…, file: …, reason: why it is right}`");
        continue;
      }
      report_unknown_keys(item, setting_names("checks.allow"), "config/unknown-key", site_.config.source,
                          problems_);
      Allowance allowance;
      allowance.rule = rule->text;
      allowance.place = {site_.config.source, item.span};
      if (const YamlNode* node = item.find("file")) allowance.file = node->text;
      if (const YamlNode* node = item.find("message")) allowance.message = node->text;
      if (const YamlNode* node = item.find("selector")) allowance.selector = node->text;
      allowances_.push_back(std::move(allowance));
    }
  }

  /// Folders come before what is in them, so that the nearest word is the last.
  static std::vector<const Page*> folders_first(const std::vector<Page>& pages) {
    std::vector<const Page*> out;
    for (const Page& page : pages) {
      if (page.origin == PageOrigin::Content) out.push_back(&page);
    }
    const auto depth = [](const Page* page) {
      const std::string& path = page->document->path;
      return std::count(path.begin(), path.end(), '/') * 2 + (page->is_section ? 0 : 1);
    };
    std::stable_sort(out.begin(), out.end(),
                     [&](const Page* a, const Page* b) { return depth(a) < depth(b); });
    return out;
  }

  void read_pages() {
    for (const Page* page : folders_first(site_.pages)) {
      const Document& document = *page->document;
      if (const YamlNode* checks = document.front_matter.params.find("checks"))
        read_switches(*checks, document.path, document.source);
      read_switches(document.front_matter.checks, reach_of(*page), document.source);
    }
    for (const Page& page : site_.pages) {
      if (page.origin != PageOrigin::Content) continue;
      if (!page.document->has_allowances) continue;
      const MarkdownTree& tree = page.document->tree;
      for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const MarkdownKind kind = tree.nodes[i].kind;
        if (kind == MarkdownKind::HtmlBlock || kind == MarkdownKind::HtmlInline)
          read_comment(tree, static_cast<NodeId>(i));
      }
    }
  }

  /// What the first page of a folder says holds for the folder. The home page speaks for itself alone: what
  /// holds for the whole site stands in site.yaml.
  static std::string reach_of(const Page& page) {
    const std::string& path = page.document->path;
    const std::size_t name = path.rfind('/');
    return page.is_section && name != std::string::npos ? path.substr(0, name + 1) : path;
  }

  /// `<!-- gazette-allow rule: reason -->` covers the block that follows it, or the one it stands in.
  void read_comment(const MarkdownTree& tree, NodeId id) {
    const MarkdownNode& node = tree.node(id);
    std::string_view text = trim(node.text);
    if (!text.starts_with("<!--") || !text.ends_with("-->")) return;
    text = trim(text.substr(4, text.size() - 7));
    constexpr std::string_view kWord = "gazette-allow";
    if (!text.starts_with(kWord)) return;
    text = trim(text.substr(kWord.size()));
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || trim(text.substr(colon + 1)).empty()) {
      problems_.error("check/allow-reason", tree.place(id), "this allowance gives no reason",
                      "write <!-- gazette-allow rule: why it is right here -->");
      return;
    }
    Allowance allowance;
    allowance.rule = std::string(trim(text.substr(0, colon)));
    allowance.place = tree.place(id);
    allowance.source = allowance.place.source;
    NodeId covered = node.kind == MarkdownKind::HtmlBlock ? node.next : node.parent;
    if (covered == kNoNode) covered = id;
    allowance.span = {std::min(node.span.begin, tree.node(covered).span.begin),
                      std::max(node.span.end, tree.node(covered).span.end)};
    allowances_.push_back(std::move(allowance));
  }

  bool is_allowed(const Diagnostic& finding) {
    bool allowed = false;
    for (Allowance& allowance : allowances_) {
      if (!rule_matches(allowance.rule, finding.rule)) continue;
      const Place& place = finding.place;
      if (allowance.source) {
        const bool same = place.source && place.source->path() == allowance.source->path();
        if (!same || place.span.begin < allowance.span.begin || place.span.begin > allowance.span.end)
          continue;
      }
      const std::string path = place.source ? place.source->path() : std::string();
      if (!allowance.file.empty() && !path.ends_with(allowance.file)) continue;
      if (!allowance.message.empty() && finding.message.find(allowance.message) == std::string::npos)
        continue;
      if (!allowance.selector.empty() && finding.selector != allowance.selector) continue;
      allowance.used = true;
      allowed = true;
    }
    return allowed;
  }

  /// False when the finding is switched off. The last switch that matches decides.
  bool switch_severity(Diagnostic& finding) {
    std::string path = finding.place.source ? finding.place.source->path() : std::string();
    if (path.starts_with("content/")) path.erase(0, 8);
    bool keep = true;
    // Errors stay errors: nobody should be able to switch off what stops a reader. A heavy page stops nobody.
    const bool fixed = finding.severity == Severity::Error && !finding.rule.starts_with("weight/");
    for (Switch& entry : switches_) {
      if (!rule_matches(entry.rule, finding.rule) || !path.starts_with(entry.prefix)) continue;
      if (fixed) {
        entry.overruled = entry.overruled || entry.severity != Severity::Error;
        continue;
      }
      if (entry.severity) finding.severity = *entry.severity;
      keep = entry.severity.has_value();
    }
    return keep;
  }

  /// Not of `content/*`, which does what it says for the other rules.
  void tell_overruled() {
    for (const Switch& entry : switches_) {
      if (!entry.overruled || entry.rule.ends_with('*')) continue;
      problems_.warning("check/no-effect", entry.place,
                        "this has no effect: what `" + entry.rule + "` found is an error, and errors stay",
                        "mend it, or allow it at its place with a reason: `<!-- gazette-allow " + entry.rule +
                            ": why it is right -->`");
    }
  }

  const Site& site_;
  Diagnostics& diagnostics_;
  Diagnostics problems_;
  std::vector<Switch> switches_;
  std::vector<Allowance> allowances_;
};

std::string baseline_key(const Diagnostic& finding) {
  return finding.rule + '\x1f' + (finding.place.source ? finding.place.source->path() : std::string()) +
         '\x1f' + finding.message;
}

}  // namespace

void apply_policy(const Site& site, UnusedAllowances unused, Diagnostics& diagnostics) {
  Policy(site, diagnostics).run(unused);
}

std::string write_baseline(const Diagnostics& diagnostics) {
  std::vector<std::array<std::string, 3>> rows;
  for (const Diagnostic& finding : diagnostics.items()) {
    rows.push_back(
        {finding.rule, finding.place.source ? finding.place.source->path() : std::string(), finding.message});
  }
  std::sort(rows.begin(), rows.end());
  nlohmann::ordered_json out;
  out["gazette-baseline"] = 1;
  out["findings"] = nlohmann::ordered_json::array();
  for (const auto& row : rows)
    out["findings"].push_back({{"rule", row[0]}, {"file", row[1]}, {"message", row[2]}});
  return out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::optional<std::size_t> apply_baseline(std::string_view baseline, Diagnostics& diagnostics) {
  const auto parsed = nlohmann::json::parse(baseline, nullptr, false);
  if (!parsed.is_object() || !parsed.contains("findings") || !parsed["findings"].is_array())
    return std::nullopt;
  std::map<std::string, std::size_t> known;
  for (const auto& row : parsed["findings"]) {
    const auto text = [&](const char* key) {
      const auto value = row.find(key);
      return value != row.end() && value->is_string() ? value->get<std::string>() : std::string();
    };
    if (!row.is_object() || text("rule").empty()) return std::nullopt;
    ++known[text("rule") + '\x1f' + text("file") + '\x1f' + text("message")];
  }
  return std::erase_if(diagnostics.items(), [&](const Diagnostic& finding) {
    const auto found = known.find(baseline_key(finding));
    if (found == known.end() || found->second == 0) return false;
    --found->second;
    return true;
  });
}

std::string_view area_of_rule(std::string_view rule) {
  const std::string_view area = rule.substr(0, rule.find('/'));
  if (area == "link" || area == "redirect") return "links";
  if (area == "a11y" || area == "html" || area == "image" || area == "heading") return "accessibility";
  for (const std::string_view data :
       {"data", "csv", "matrix", "chart", "figures", "indicators", "spreadsheet"}) {
    if (area == data) return "data";
  }
  return "content";
}

}  // namespace gazette
