// Reads and applies robots.txt.
#include "checks/links/robots_txt.h"

#include "base/text.h"

namespace gazette {
namespace {

/// `*` is any run of characters, a `$` at the end is the end of the target.
bool matches_path(std::string_view pattern, std::string_view target) {
  const bool anchored = pattern.ends_with("$");
  if (anchored) pattern.remove_suffix(1);
  std::size_t at = 0;
  bool first = true;
  for (const std::string_view piece : split(pattern, '*')) {
    if (first) {
      if (!target.starts_with(piece)) return false;
      at = piece.size();
    } else {
      const std::size_t found = target.find(piece, at);
      if (found == std::string_view::npos) return false;
      at = found + piece.size();
    }
    first = false;
  }
  if (!anchored || at == target.size()) return true;
  const std::size_t star = pattern.rfind('*');
  return star != std::string_view::npos && target.ends_with(pattern.substr(star + 1));
}

}  // namespace

RobotsTxt RobotsTxt::parse(std::string_view text, std::string_view agent) {
  RobotsTxt own;
  RobotsTxt everybody;
  bool own_group_seen = false;
  bool group_own = false;
  bool group_everybody = false;
  bool in_rules = true;
  for (const std::string_view raw : split_lines(text.substr(0, 500U << 10U))) {
    const std::string_view line = trim(raw.substr(0, raw.find('#')));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = to_lower_ascii(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "user-agent") {
      if (in_rules) group_own = group_everybody = in_rules = false;
      if (value == "*") group_everybody = true;
      if (!value.empty() && to_lower_ascii(value) == agent) group_own = own_group_seen = true;
    } else if (name == "allow" || name == "disallow") {
      in_rules = true;
      if (value.empty()) continue;
      const Line rule{name == "allow", std::string(value)};
      if (group_own) own.lines_.push_back(rule);
      if (group_everybody) everybody.lines_.push_back(rule);
    }
  }
  return own_group_seen ? own : everybody;
}

bool RobotsTxt::allows(std::string_view target) const {
  std::size_t longest = 0;
  bool allowed = true;
  for (const Line& line : lines_) {
    if (!matches_path(line.pattern, target) || line.pattern.size() < longest) continue;
    if (line.pattern.size() == longest && !line.allow) continue;  // a tie goes to the rule that allows
    longest = line.pattern.size();
    allowed = line.allow;
  }
  return allowed;
}

}  // namespace gazette
