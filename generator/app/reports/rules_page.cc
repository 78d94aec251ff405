// Writes docs/rules.md.
#include "app/reports/rules_page.h"

#include <fmt/format.h>

#include "app/reports/rules.h"
#include "base/text.h"

namespace gazette {
namespace {

/// A code block whose fence is longer than any inside it.
std::string code_block(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  return fmt::format("{}\n{}\n{}\n", fence, text, fence);
}

std::string area_name(std::string_view id) {
  return std::string(id.substr(0, id.find('/')));
}

}  // namespace

std::string rules_page() {
  std::string out =
      "# Rules\n\nWhat Gazette checks, made by `gazette list rules --markdown`. `gazette explain RULE` says "
      "the same of one "
      "rule.\nHow to switch rules and to allow a finding at one place: [checks.md](checks.md).\n";
  std::string area;
  for (const Rule* rule : all_rules()) {
    if (area_name(rule->id) != area) {
      area = area_name(rule->id);
      out += fmt::format("\n## {}\n", area);
    }
    out += fmt::format("\n### {}\n\n**{}** ({})\n", rule->id, rule->title, severity_name(rule->severity));
    if (!rule->why.empty()) out += fmt::format("\n{}\n", replace_all(rule->why, "<", "&lt;"));
    if (!rule->follows.empty()) out += fmt::format("\nFollows: {}\n", rule->follows);
    if (!rule->act.empty()) out += fmt::format("\nACT rules: {}\n", rule->act);
    if (!rule->bad.empty()) out += "\nReported:\n\n" + code_block(rule->bad);
    if (!rule->good.empty()) out += "\nBetter:\n\n" + code_block(rule->good);
  }
  return out;
}

}  // namespace gazette
