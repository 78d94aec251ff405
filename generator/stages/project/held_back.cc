// A slip in one of these keys would publish what somebody meant to keep back.
#include "stages/project/held_back.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

/// Words that make a page wait or go, and the key of ours that does it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWords = {{
    {"draft", "draft"},
    {"publish", "publish"},
    {"expires", "expires"},
    {"withdrawn", "withdrawn"},
    {"withdraw", "withdrawn"},
    {"embargo", "publish"},
    {"unlisted", "draft"},
    {"hidden", "draft"},
    {"private", "draft"},
    {"entwurf", "draft"},
    {"brouillon", "draft"},
    {"borrador", "draft"},
}};

/// Parts of longer names: `is_draft`, `publishDate`, `expiry`, `unpublish_on`.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kParts = {{
    {"draft", "draft"},
    {"publish", "publish"},
    {"embargo", "publish"},
    {"expir", "expires"},
    {"withdraw", "withdrawn"},
}};

/// Values that say it whatever the key is: `status: draft`, `state: embargoed`.
constexpr std::array<std::string_view, 8> kStates = {"draft",   "unpublished", "embargoed", "hidden",
                                                     "private", "pending",     "withdrawn", "archived"};

/// A name without case and without what joins its parts.
std::string bare_name(std::string_view name) {
  return replace_all(replace_all(replace_all(to_lower(name), "_", ""), "-", ""), " ", "");
}

/// The key of ours that `name` nearly says; "" when it says something else.
std::string_view meant_key(std::string_view name) {
  const std::string bare = bare_name(name);
  for (const auto& [word, key] : kWords) {
    const std::size_t limit = word.size() > 6 ? 2 : 1;
    if (edit_distance(bare, word, limit) <= limit) return key;
  }
  // The letters of another script that look like ours count two bytes each.
  if (bare.size() != count_characters(bare) && edit_distance(bare, "draft", 4) <= 4 && bare.size() < 10)
    return "draft";
  for (const auto& [part, key] : kParts) {
    if (bare.find(part) != std::string::npos) return key;
  }
  return {};
}

bool says_state(const YamlNode& value) {
  return value.is_scalar() &&
         std::find(kStates.begin(), kStates.end(), bare_name(trim(value.text))) != kStates.end();
}

/// What `node` nearly says, itself or below it: Hugo hands keys down with `cascade: {draft: true}`.
std::string_view meant_below(const YamlNode& node) {
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string_view key = meant_key(node.keys[i].text);
    if (!key.empty()) return key;
    const std::string_view below = meant_below(node.children[i]);
    if (!below.empty()) return below;
  }
  for (const YamlNode& child : node.children) {
    if (!node.is_sequence()) break;
    const std::string_view below = meant_below(child);
    if (!below.empty()) return below;
  }
  return {};
}

std::string how_to_hold(std::string_view key, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), key) == known.end()) key = "draft";
  if (key == "publish") return "write `publish: 2026-12-07T09:30`, or `draft: true` to keep the page back";
  if (key == "draft") return "write `draft: true` to keep the page back, or delete the line";
  return "write `" + std::string(key) + ": …`, or `draft: true` to keep the page back";
}

}  // namespace

void report_front_matter_keys(const YamlNode& root, const std::vector<std::string>& known,
                              const SourcePtr& source, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < root.keys.size(); ++i) {
    const YamlNode::Key& key = root.keys[i];
    if (std::find(known.begin(), known.end(), key.text) != known.end()) continue;
    std::string_view meant = meant_key(key.text);
    if (meant.empty()) meant = meant_below(root.children[i]);
    if (meant.empty() && says_state(root.children[i])) meant = "draft";
    if (!meant.empty()) {
      diagnostics.error("front-matter/held-back", {source, key.span},
                        "there is no key `" + key.text + "`, so it would not keep this page back",
                        how_to_hold(meant, known));
      continue;
    }
    std::string hint = did_you_mean(key.text, known);
    if (hint.empty()) hint = "known keys: " + join(known, ", ");
    diagnostics.warning("front-matter/unknown-key", {source, key.span}, "there is no key `" + key.text + "`",
                        std::move(hint));
  }
}

void report_keys_below(const SourcePtr& source, std::size_t begin, Diagnostics& diagnostics) {
  bool started = false;
  for (std::size_t line = source->position(begin).line; line <= source->line_count(); ++line) {
    const std::string_view text = trim(source->line(line));
    if (text.empty() && started) return;
    if (text.empty()) continue;
    started = true;
    const std::size_t colon = text.find(':');
    const bool is_key = colon != std::string_view::npos && colon < 24 &&
                        text.substr(0, colon).find_first_of(" \t[]()*`\"") == std::string_view::npos;
    if (!is_key) return;
    const std::string name = bare_name(text.substr(0, colon));
    for (const std::string_view word : {"draft", "publish", "expires", "withdrawn", "embargo"}) {
      if (name != word) continue;
      const std::size_t at =
          source->line_start(line) + static_cast<std::size_t>(text.data() - source->line(line).data());
      diagnostics.error("front-matter/held-back", {source, {at, at + text.size()}},
                        "this line stands below the front matter, so it keeps nothing back",
                        "move it up, above the second line of dashes");
      break;
    }
  }
}

}  // namespace gazette
