// Joins the tables of the modules.
#include "app/reports/rules.h"

#include <algorithm>
#include <span>

#include "app/reports/rule_tables.h"

namespace gazette {

const std::vector<const Rule*>& all_rules() {
  static const std::vector<const Rule*> kRules = [] {
    std::vector<const Rule*> rules;
    for (const std::span<const Rule> table : rule_tables()) {
      for (const Rule& rule : table) rules.push_back(&rule);
    }
    std::sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) { return a->id < b->id; });
    const auto same = [](const Rule* a, const Rule* b) { return a->id == b->id; };
    rules.erase(std::unique(rules.begin(), rules.end(), same), rules.end());
    return rules;
  }();
  return kRules;
}

const Rule* find_rule(std::string_view id) {
  const auto& rules = all_rules();
  const auto found =
      std::lower_bound(rules.begin(), rules.end(), id,
                       [](const Rule* rule, std::string_view wanted) { return rule->id < wanted; });
  return found != rules.end() && (*found)->id == id ? *found : nullptr;
}

}  // namespace gazette
