// Heading ids and levels.
#include "content/prose/headings.h"

#include <unordered_set>

#include "base/text.h"

namespace gazette {
namespace {

/// Takes ` {#id}` off the end of the heading's last text; empty when there is none.
std::string take_own_id(MarkdownTree& tree, NodeId heading) {
  const NodeId last = tree.node(heading).last_child;
  if (last == kNoNode || tree.node(last).kind != MarkdownKind::Text) return {};
  std::string& text = tree.nodes[static_cast<std::size_t>(last)].text;
  const std::size_t open = text.rfind("{#");
  if (open == std::string::npos || text.back() != '}') return {};
  const std::string id = slugify(std::string_view(text).substr(open + 2, text.size() - open - 3));
  text.resize(open);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return id;
}

/// Whether an id looks like those of the explanations of terms, `t-lado-1`, which are made while a page is
/// written.
bool is_made_up_id(std::string_view id) {
  return id.starts_with("t-") && is_ascii_digit(id.back());
}

/// `wanted`, or the first of `wanted-2`, `wanted-3`… that is free; it is given from then on.
std::string free_id(const std::string& wanted, const std::set<std::string>& taken,
                    std::unordered_set<std::string>& given) {
  std::string id = wanted;
  for (int n = 2; taken.count(id) > 0 || !given.insert(id).second; ++n) id = wanted + "-" + std::to_string(n);
  return id;
}

}  // namespace

std::vector<Heading> collect_headings(MarkdownTree& tree, const std::set<std::string>& taken,
                                      Diagnostics& diagnostics) {
  std::vector<Heading> headings;
  std::unordered_set<std::string> given;
  std::int32_t previous = 1;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].kind != MarkdownKind::Heading) continue;
    const auto id = static_cast<NodeId>(i);
    Heading heading;
    heading.node = id;
    heading.level = tree.node(id).level;
    std::string wanted = take_own_id(tree, id);
    const bool is_own = !wanted.empty();
    heading.text = collapse_white_space(plain_text(tree, id));
    if (heading.text.empty()) {
      diagnostics.error("heading/empty", tree.place(id), "this heading has no words",
                        "write them, or remove the line");
      continue;
    }
    if (heading.level == 1) {
      diagnostics.error("heading/level-one", tree.place(id),
                        "a page has one main heading, and that is its title", "use `##` here");
    } else if (heading.level > previous + 1) {
      diagnostics.error("heading/skipped-level", tree.place(id),
                        "this heading jumps from level " + std::to_string(previous) + " to level " +
                            std::to_string(heading.level),
                        "use `" + std::string(static_cast<std::size_t>(previous) + 1, '#') + "`");
    }
    previous = heading.level;
    if (wanted.empty()) wanted = slugify(heading.text);
    if (wanted.empty() || is_made_up_id(wanted)) wanted = wanted.empty() ? "section" : "section-" + wanted;
    heading.id = free_id(wanted, taken, given);
    if (is_own && heading.id != wanted) {
      diagnostics.warning("heading/own-id", tree.place(id),
                          "the id `" + wanted + "` is not free, so this heading has `" + heading.id + "`",
                          taken.count(wanted) > 0 ? "the page's frame has that id: choose another one"
                                                  : "give each heading an id of its own");
    }
    headings.push_back(std::move(heading));
  }
  return headings;
}

}  // namespace gazette
