// Front matter: YAML between `---` lines.
#include "stages/project/front_matter.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/text.h"
#include "stages/project/held_back.h"

namespace gazette {
namespace {

class FrontMatterReader {
 public:
  FrontMatterReader(const YamlNode& root, const SourcePtr& source, Diagnostics& diagnostics)
      : root_(root), source_(source), diagnostics_(diagnostics) {}

  void read(FrontMatter& out) {
    text("title", out.title);
    text("description", out.description);
    slug(out);
    text("layout", out.layout);
    date("date", out.date);
    date("updated", out.updated);
    date("review_by", out.review_by);
    draft(out);
    times(out);
    flag("exit_link", out.exit_link);
    flag("smart", out.smart);
    if (const YamlNode* node = root_.find("weight")) {
      out.weight = node->as_integer();
      if (!out.weight)
        bad(*node, "`weight` must be a whole number", "pages are ordered by it, smallest first");
    }
    if (root_.find("toc") != nullptr) {
      bool value = true;
      flag("toc", value);
      out.toc = value ? Toggle::On : Toggle::Off;
    }
    navigation(out);
    terms(out);
    list("aliases", out.aliases);
    std::vector<PlacedText> tags;
    list("tags", tags);
    for (const PlacedText& tag : tags) out.tags.push_back(tag.text);
    changes(out);
    if (const YamlNode* node = root_.find("checks"); node != nullptr && !node->is_null()) {
      if (node->is_mapping()) {
        out.checks = *node;
      } else {
        bad(*node, "`checks` must be `rule: off` lines", "write `checks: {weight/images: off}`");
      }
    }
    if (const YamlNode* node = root_.find("params"); node != nullptr && !node->is_null()) {
      out.params = *node;
      if (!node->is_mapping())
        bad(*node, "`params` must be `key: value` lines", "write `params: {colour: blue}`");
    }
    misplaced_params();
  }

 private:
  void bad(const YamlNode& node, std::string message, std::string hint = {}) {
    diagnostics_.error("front-matter/bad-value", {source_, node.span}, std::move(message), std::move(hint));
  }

  /// Settings of a page among the values for themes, where nothing reads them.
  void misplaced_params() {
    const YamlNode* params = root_.find("params");
    if (params == nullptr) return;
    static constexpr std::array<std::string_view, 12> kSettings = {
        "draft", "slug",       "weight",    "aliases", "review_by", "updated",
        "toc",   "navigation", "exit_link", "publish", "expires",   "withdrawn"};
    for (const YamlNode::Key& key : params->keys) {
      if (std::find(kSettings.begin(), kSettings.end(), key.text) == kSettings.end()) continue;
      diagnostics_.warning("front-matter/misplaced-key", {source_, key.span},
                           "`" + key.text + "` has no effect under `params`, which holds values for themes",
                           "move it out to the left margin");
    }
  }

  void text(const char* key, PlacedText& out) {
    const YamlNode* node = root_.find(key);
    if (node == nullptr || node->is_null()) return;
    if (!node->is_scalar()) {
      bad(*node, std::string("`") + key + "` must be plain text", "put it in quotes: \"…\"");
      return;
    }
    out = {std::string(trim(node->text)), {source_, node->span}};
  }

  void slug(FrontMatter& out) {
    text("slug", out.slug);
    if (out.slug.empty()) return;
    if (out.slug.text.find_first_of("/\\") == std::string::npos && !slugify(out.slug.text).empty()) return;
    diagnostics_.error("front-matter/bad-value", out.slug.place, "`slug` must be one part of an address",
                       "write letters, digits and hyphens: early-help");
    out.slug.text.clear();
  }

  void date(const char* key, PlacedText& out) {
    text(key, out);
    if (out.empty() || parse_date(out.text)) return;
    diagnostics_.error("front-matter/bad-value", out.place, std::string("`") + key + "` must be a date",
                       "write year, month and day: 2020-03-31");
    out.text.clear();
  }

  /// A time that cannot be read stops the build: a page is neither published nor withdrawn on a guess.
  std::optional<PlacedTime> time(const YamlNode& parent, const char* key) {
    const YamlNode* node = parent.find(key);
    if (node == nullptr) return std::nullopt;
    if (node->is_scalar()) {
      if (const auto time = parse_written_time(trim(node->text)))
        return PlacedTime{*time, {source_, node->span}};
    }
    const Span span = node->is_null() ? parent.key_span(key) : node->span;
    diagnostics_.error("front-matter/bad-value", {source_, span},
                       std::string("`") + key + "` must be a date, or a minute of one",
                       "write 2026-12-07, or 2026-12-07T09:30 for half past nine in the site's time zone");
    return std::nullopt;
  }

  void times(FrontMatter& out) {
    out.publish = time(root_, "publish");
    out.withdraw = time(root_, "withdraw");
    if (auto expires = time(root_, "expires")) {
      if (out.withdraw)
        bad(*root_.find("expires"), "`expires` and `withdraw` say the same", "keep one of them");
      out.withdraw = std::move(expires);
    }
    withdrawn(out);
  }

  /// `withdrawn: {date, reason, see}`, a date alone, or true.
  void withdrawn(FrontMatter& out) {
    const YamlNode* node = root_.find("withdrawn");
    if (node == nullptr || node->as_bool() == false) return;
    Withdrawal withdrawal;
    withdrawal.place = {source_, root_.key_span("withdrawn")};
    if (node->is_mapping()) {
      report_unknown_keys(*node, {"date", "reason", "see"}, "front-matter/unknown-key", source_,
                          diagnostics_);
      withdrawal.date = time(*node, "date");
      const auto words = [&](const char* key, PlacedText& target) {
        const YamlNode* value = node->find(key);
        if (value == nullptr || value->is_null()) return;
        if (!value->is_scalar()) return bad(*value, std::string("`") + key + "` must be plain text");
        target = {std::string(trim(value->text)), {source_, value->span}};
      };
      words("reason", withdrawal.reason);
      words("see", withdrawal.see);
    } else if (node->as_bool() != true) {
      withdrawal.date = time(root_, "withdrawn");
    }
    out.withdrawn = std::move(withdrawal);
  }

  void flag(const char* key, bool& out) {
    const YamlNode* node = root_.find(key);
    if (node == nullptr || node->is_null()) return;
    const auto value = node->as_bool();
    if (value) {
      out = *value;
    } else {
      bad(*node, std::string("`") + key + "` must be true or false",
          std::string("write `") + key + ": true` or `" + key + ": false`");
    }
  }

  /// A key without a value says nothing, and a page is not published on a guess.
  void draft(FrontMatter& out) {
    const YamlNode* node = root_.find("draft");
    if (node != nullptr && node->is_null()) {
      diagnostics_.error("front-matter/bad-value", {source_, root_.key_span("draft")},
                         "`draft` must be true or false", "write `draft: true` to keep the page back");
    }
    flag("draft", out.draft);
  }

  void list(const char* key, std::vector<PlacedText>& out) {
    const YamlNode* node = root_.find(key);
    if (node == nullptr || node->is_null()) return;
    if (node->is_scalar()) {
      out.push_back({node->text, {source_, node->span}});
      return;
    }
    if (!node->is_sequence()) {
      bad(*node, std::string("`") + key + "` must be a list", std::string("write `") + key + ": [one, two]`");
      return;
    }
    for (const YamlNode& item : node->children) {
      if (item.is_scalar()) {
        out.push_back({item.text, {source_, item.span}});
      } else {
        bad(item, std::string("each entry of `") + key + "` must be plain text");
      }
    }
  }

  void navigation(FrontMatter& out) {
    const YamlNode* node = root_.find("navigation");
    if (node == nullptr || node->is_null()) return;
    if (const auto value = node->as_bool()) {
      out.in_navigation = *value;
    } else if (node->is_scalar()) {
      out.navigation_label = node->text;
    } else {
      bad(*node, "`navigation` must be a short label, or false to leave the page out of menus",
          "write `navigation: Budget`");
    }
  }

  void terms(FrontMatter& out) {
    const YamlNode* node = root_.find("terms");
    if (node == nullptr || node->is_null()) return;
    if (const auto value = node->as_bool()) {
      out.terms_off = !*value;
      return;
    }
    if (node->is_mapping())
      report_unknown_keys(*node, {"skip"}, "front-matter/unknown-key", source_, diagnostics_);
    const YamlNode* skip = node->find("skip");
    if (skip == nullptr || !skip->is_sequence()) {
      bad(*node, "`terms` must be off, or a list of terms to skip", "write `terms: {skip: [LSCP]}`");
      return;
    }
    for (const YamlNode& item : skip->children) out.terms_skip.push_back({item.text, {source_, item.span}});
  }

  void changes(FrontMatter& out) {
    const YamlNode* node = root_.find("changes");
    if (node == nullptr || node->is_null()) return;
    if (!node->is_sequence()) {
      bad(*node, "`changes` must be a list of dated notes",
          "write `- {date: 2021-01-31, text: First published.}`");
      return;
    }
    for (const YamlNode& item : node->children) {
      if (item.is_mapping())
        report_unknown_keys(item, {"date", "text", "note"}, "front-matter/unknown-key", source_,
                            diagnostics_);
      const YamlNode* when = item.find("date");
      const YamlNode* what = item.find("text");
      if (what == nullptr) what = item.find("note");
      if (when == nullptr || what == nullptr || !parse_date(when->text)) {
        bad(item, "a change note needs a date and a text",
            "write `- {date: 2021-01-31, text: First published.}`");
        continue;
      }
      out.changes.push_back({when->text, what->text, {source_, item.span}});
    }
    std::stable_sort(out.changes.begin(), out.changes.end(),
                     [](const ChangeNote& a, const ChangeNote& b) { return a.date > b.date; });
  }

  const YamlNode& root_;
  const SourcePtr& source_;
  Diagnostics& diagnostics_;
};

bool is_fence(std::string_view line) {
  while (!line.empty() && is_ascii_space(line.back())) line.remove_suffix(1);
  return line == "---";
}

/// The keys an author may use.
const std::vector<std::string>& front_matter_keys() {
  static const std::vector<std::string> kKeys = {
      "title",   "description", "slug",       "weight",  "date",     "updated",   "review_by", "draft",
      "aliases", "layout",      "navigation", "toc",     "terms",    "exit_link", "changes",   "tags",
      "params",  "checks",      "smart",      "publish", "withdraw", "expires",   "withdrawn"};
  return kKeys;
}

}  // namespace

FrontMatter read_front_matter(const SourcePtr& source, std::size_t& body_begin, Diagnostics& diagnostics) {
  FrontMatter out;
  body_begin = 0;
  const auto report_missing_title = [&](Span span) {
    diagnostics.error("front-matter/missing-title", {source, span}, "this page has no title",
                      "add `title: …` between two `---` lines at the top of the file");
  };
  if (!is_fence(source->line(1))) {
    report_missing_title({0, source->line(1).size()});
    return out;
  }
  std::size_t last = 0;
  for (std::size_t line = 2; line <= source->line_count() && last == 0; ++line) {
    const std::string_view text = source->line(line);
    if (is_fence(text) || trim(text) == "...") last = line;
  }
  if (last == 0) {
    diagnostics.error("front-matter/unclosed", {source, {0, 3}},
                      "the front matter is opened and never closed",
                      "put a line with `---` after the last key");
    body_begin = source->text().size();
    return out;
  }
  body_begin = source->line_start(last + 1);
  out.span = {0, body_begin};
  const Span yaml{source->line_start(2), source->line_start(last)};
  const std::optional<YamlNode> root = parse_yaml(source, yaml, diagnostics);
  if (!root) return out;
  if (!root->is_mapping() && !root->is_null()) {
    diagnostics.error("front-matter/bad-value", {source, root->span},
                      "the front matter must be `key: value` lines", "write `title: …` on a line of its own");
    return out;
  }
  report_front_matter_keys(*root, front_matter_keys(), source, diagnostics);
  report_keys_below(source, body_begin, diagnostics);
  FrontMatterReader(*root, source, diagnostics).read(out);
  // A title that cannot be used has been told already.
  const YamlNode* title = root->find("title");
  if (out.title.empty() && (title == nullptr || title->is_null() || title->is_scalar()))
    report_missing_title(title == nullptr ? Span{0, 3} : root->key_span("title"));
  return out;
}

}  // namespace gazette
