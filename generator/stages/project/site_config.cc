// content/site.yaml, key by key.
#include "stages/project/site_config.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"
#include "base/unicode_form.h"
#include "stages/project/site_settings.h"

namespace gazette {
namespace {

class Reader {
 public:
  Reader(const YamlNode& root, const SourcePtr& source, Diagnostics& diagnostics)
      : root_(root), source_(source), diagnostics_(diagnostics) {}

  void read(SiteConfig& out) {
    text(root_, "title", out.title);
    text(root_, "short_title", out.short_title);
    text(root_, "description", out.description);
    text(root_, "language", out.language);
    out.theme_place = out.language_place = out.base_url_place = {source_, {}};
    if (const YamlNode* node = root_.find("language")) out.language_place.span = node->span;
    base_url(out);
    theme(out);
    time_zone(out);
    if (const YamlNode* brand = root_.find("brand")) out.brand = placed(*brand);
    if (const YamlNode* node = mapping("organisation")) {
      text(*node, "name", out.organisation_name);
      text(*node, "email", out.organisation_email);
      email(*node, out.organisation_email);
      text(*node, "phone", out.organisation_phone);
    }
    out.has_navigation = root_.find("navigation") != nullptr;
    menu("navigation", out.navigation);
    menu("footer", out.footer);
    menu("help", out.help);
    glossary(out);
    boards(out);
    if (const YamlNode* node = mapping("exit_link")) {
      text(*node, "address", out.exit_address);
      text(*node, "label", out.exit_label);
      const YamlNode* address = node->find("address");
      const std::string& leads_to = out.exit_address;
      if (address != nullptr && !leads_to.starts_with("https://") && !leads_to.starts_with("http://")) {
        bad(*address, "`exit_link` must lead to a web address", "for instance https://www.bbc.co.uk/weather");
      }
    }
    copy("checks", out.checks);
    if (!out.checks.is_mapping() && !out.checks.is_null())
      bad(out.checks, "`checks` must be `key: value` lines", "for instance checks: {spelling: true}");
    if (const YamlNode* words = out.checks.find("words"); words != nullptr && !words->as_bool())
      bad(*words, "`words` must be true or false", "words of your own stand in content/data/words.csv");
    if (const YamlNode* acronyms = out.checks.find("acronyms")) {
      if (!acronyms->is_sequence())
        bad(*acronyms, "`acronyms` must be a list", "write `acronyms: [DBS, EHCP]`");
      for (const YamlNode& word : acronyms->children) out.known_acronyms.push_back(word.text);
    }
    files(out);
    copy("links", out.links);
    copy("publish", out.publish);
    copy("params", out.params);
  }

 private:
  void bad(const YamlNode& node, std::string message, std::string hint = {}) {
    diagnostics_.error("config/bad-value", {source_, node.span}, std::move(message), std::move(hint));
  }

  PlacedText placed(const YamlNode& node) const { return {composed(trim(node.text)), {source_, node.span}}; }

  void text(const YamlNode& parent, const char* key, std::string& out) {
    const YamlNode* node = parent.find(key);
    if (node == nullptr || node->is_null()) return;
    if (node->is_scalar()) {
      out = std::string(trim(node->text));
    } else {
      bad(*node, std::string("`") + key + "` must be plain text");
    }
  }

  /// It becomes a mailto link on every page.
  void email(const YamlNode& parent, std::string& address) {
    if (address.empty()) return;
    const std::size_t at = address.find('@');
    const bool plain = at != std::string::npos && at > 0 && at + 1 < address.size() &&
                       address.find('@', at + 1) == std::string::npos &&
                       address.find_first_of(" \t\"'<>()[],;:\\") == std::string::npos;
    if (plain) return;
    bad(*parent.find("email"), "`email` must be one e-mail address", "for instance office@example.org");
    address.clear();
  }

  void copy(const char* key, YamlNode& out) {
    if (const YamlNode* node = root_.find(key)) out = *node;
  }

  /// A nested block with the given keys; null when it is missing or of another kind.
  const YamlNode* mapping(const char* key) {
    const std::vector<std::string> known = setting_names(key);
    const YamlNode* node = root_.find(key);
    if (node == nullptr || node->is_null()) return nullptr;
    if (!node->is_mapping()) {
      bad(*node, std::string("`") + key + "` must be `key: value` lines", "known keys: " + join(known, ", "));
      return nullptr;
    }
    report_unknown_keys(*node, known, "config/unknown-key", source_, diagnostics_);
    return node;
  }

  void base_url(SiteConfig& out) {
    const YamlNode* node = root_.find("base_url");
    if (node == nullptr) return;
    out.base_url_place.span = node->span;
    std::string url(trim(node->text));
    const bool known_scheme = url.starts_with("https://") || url.starts_with("http://");
    if (!known_scheme || url.find_first_of(" ?#\"<>", 8) != std::string::npos || url.size() < 10) {
      bad(*node, "`base_url` must be the site's web address", "for instance https://example.org/");
      return;
    }
    if (url.back() != '/') url += '/';
    out.base_url = std::move(url);
    out.base_url_is_default = false;
  }

  void theme(SiteConfig& out) {
    const YamlNode* node = root_.find("theme");
    if (node == nullptr) return;
    out.theme_place.span = node->span;
    if (node->is_mapping()) {
      mapping("theme");
      text(*node, "name", out.theme);
      if (const YamlNode* brand = node->find("brand")) out.brand = placed(*brand);
    } else {
      text(root_, "theme", out.theme);
    }
    if (out.theme.find_first_of("/\\") != std::string::npos || out.theme.starts_with('.')) {
      bad(*node, "`theme` must be the name of a folder under themes/",
          "write its name alone: `theme: civic`");
      out.theme = "civic";
    }
  }

  void time_zone(SiteConfig& out) {
    const YamlNode* node = root_.find("time_zone");
    if (node == nullptr || node->is_null()) return;
    const std::string name(trim(node->text));
    if (auto zone = node->is_scalar() ? TimeZone::find(name) : std::nullopt) {
      out.time_zone = std::move(*zone);
    } else if (!has_time_zones()) {
      bad(*node, "this computer has no list of time zones, so nobody knows when it is what time in " + name,
          "install the package tzdata");
    } else {
      const std::string near = did_you_mean(name, time_zone_names());
      bad(*node, "there is no time zone `" + name + "`",
          near.empty() ? "write the name of the IANA list, such as Europe/London" : near);
    }
  }

  void menu(const char* key, std::vector<MenuEntry>& out) {
    const YamlNode* node = root_.find(key);
    if (node == nullptr || node->is_null()) return;
    if (!node->is_sequence()) {
      bad(*node, std::string("`") + key + "` must be a list of pages",
          "write `- {page: about.md, label: About us}`");
      return;
    }
    for (const YamlNode& item : node->children) {
      MenuEntry entry;
      if (item.is_scalar()) {
        entry.page = placed(item);
      } else if (const YamlNode* page = item.find("page"); page != nullptr && page->is_scalar()) {
        report_unknown_keys(item, setting_names("navigation"), "config/unknown-key", source_, diagnostics_);
        entry.page = placed(*page);
        text(item, "label", entry.label);
      } else {
        bad(item, "a menu entry needs a `page`", "write `- {page: about.md, label: About us}`");
        continue;
      }
      out.push_back(std::move(entry));
    }
  }

  template <typename Value, std::size_t N>
  void choice(const YamlNode& parent, const char* key,
              const std::array<std::pair<const char*, Value>, N>& choices, Value& out) {
    const YamlNode* node = parent.find(key);
    if (node == nullptr) return;
    std::vector<std::string> names;
    const bool is_no = node->as_bool() == false;
    for (const auto& [name, value] : choices) {
      names.emplace_back(name);
      // YAML writers type `off` and `none` as they please: a plain false means off.
      if (node->text == name || (is_no && std::string_view(name) == "off")) {
        out = value;
        return;
      }
    }
    bad(*node, std::string("`") + key + "` must be one of " + join(names, ", "),
        did_you_mean(node->text, names));
  }

  /// `boards: who-does-what`, or the same with what the checks of the matrix are to be.
  void boards(SiteConfig& out) {
    const YamlNode* node = root_.find("boards");
    if (node == nullptr || node->is_null()) return;
    if (node->is_scalar()) {
      out.boards = placed(*node);
      return;
    }
    node = mapping("boards");
    if (node == nullptr) return;
    if (const YamlNode* section = node->find("section")) out.boards = placed(*section);
    static constexpr std::array<std::pair<const char*, Severity>, 3> kSeverities = {
        {{"info", Severity::Info}, {"warning", Severity::Warning}, {"error", Severity::Error}}};
    choice(*node, "gap_open", kSeverities, out.gap_open);
    if (const YamlNode* months = node->find("review_months")) {
      const auto count = months->as_integer();
      if (count && *count >= 0 && *count <= 1200) {
        out.review_months = static_cast<int>(*count);
      } else {
        bad(*months, "`review_months` must be a whole number of months", "0 when a review holds for ever");
      }
    }
  }

  /// `files: [assets/forms/**]`: what is published though no page links to it.
  void files(SiteConfig& out) {
    const YamlNode* node = root_.find("files");
    if (node == nullptr || node->is_null()) return;
    const bool is_list =
        node->is_sequence() && std::all_of(node->children.begin(), node->children.end(),
                                           [](const YamlNode& item) { return item.is_scalar(); });
    if (!is_list) {
      bad(*node, "`files` must be a list of files", "write `files: [assets/forms/*.pdf]`");
      return;
    }
    for (const YamlNode& item : node->children) out.files.push_back(placed(item));
  }

  void glossary(SiteConfig& out) {
    const YamlNode* node = mapping("glossary");
    if (node == nullptr) return;
    if (const YamlNode* page = node->find("page")) out.glossary_page = placed(*page);
    static constexpr std::array<std::pair<const char*, FirstUse>, 4> kFirstUse = {
        {{"off", FirstUse::Off},
         {"warn", FirstUse::Warn},
         {"error", FirstUse::Error},
         {"expand", FirstUse::Expand}}};
    choice(*node, "first_use", kFirstUse, out.first_use);
    static constexpr std::array<std::pair<const char*, TipPolicy>, 4> kTips = {
        {{"page", TipPolicy::Page},
         {"section", TipPolicy::Section},
         {"all", TipPolicy::All},
         {"none", TipPolicy::None}}};
    choice(*node, "tips", kTips, out.tips);
    if (const YamlNode* known = node->find("known")) {
      if (!known->is_sequence()) bad(*known, "`known` must be a list", "write `known: [NHS, BBC]`");
      for (const YamlNode& item : known->children) out.known_acronyms.push_back(item.text);
    }
  }

  const YamlNode& root_;
  const SourcePtr& source_;
  Diagnostics& diagnostics_;
};

/// A key that is known in one block only, written at the left margin; and a setting that was put among the
/// values of themes, which Gazette does not read.
void report_top_keys(const YamlNode& root, const SourcePtr& source, Diagnostics& diagnostics) {
  const std::vector<std::string> known = setting_names("");
  YamlNode others = root;
  others.keys.clear();
  for (const YamlNode::Key& key : root.keys) {
    const std::string block(block_of_key(key.text));
    if (std::find(known.begin(), known.end(), key.text) != known.end() || block.empty()) {
      others.keys.push_back(key);
      continue;
    }
    diagnostics.warning("config/misplaced-key", {source, key.span},
                        "`" + key.text + "` has no effect here: it belongs under `" + block + "`",
                        "write `" + block + ": {" + key.text + ": …}`");
  }
  report_unknown_keys(others, known, "config/unknown-key", source, diagnostics);
  const YamlNode* params = root.find("params");
  if (params == nullptr) return;
  for (std::size_t i = 0; i < params->keys.size(); ++i) {
    const YamlNode::Key& key = params->keys[i];
    const Setting* setting = find_setting(key.text);
    if (setting == nullptr || setting->type != "block" || !params->children[i].is_mapping()) continue;
    diagnostics.warning("config/misplaced-key", {source, key.span},
                        "`" + key.text + "` has no effect under `params`, which holds values for themes",
                        "move it out to the left margin");
  }
}

}  // namespace

std::string SiteConfig::base_path() const {
  const std::size_t host = base_url.find("://");
  const std::size_t slash = base_url.find('/', host == std::string::npos ? 0 : host + 3);
  return slash == std::string::npos ? "/" : base_url.substr(slash);
}

std::string SiteConfig::origin() const {
  const std::string path = base_path();
  return base_url.substr(0, base_url.size() - path.size());
}

SiteConfig read_site_config(const SourcePtr& source, Diagnostics& diagnostics) {
  SiteConfig config;
  if (!source) {
    config.title = "Untitled site";
    config.short_title = config.title;
    return config;
  }
  config.source = source;
  const std::optional<YamlNode> root = parse_yaml(source, diagnostics);
  if (root && root->is_mapping()) {
    report_top_keys(*root, source, diagnostics);
    Reader(*root, source, diagnostics).read(config);
  } else if (root && !root->is_null()) {
    diagnostics.error("config/bad-value", {source, root->span}, "site.yaml must be `key: value` lines",
                      "write `title: …` on a line of its own");
  }
  // Of a file that cannot be read nothing more is said.
  if (config.title.empty() && (!root || (!root->is_mapping() && !root->is_null())))
    config.title = "Untitled site";
  if (config.title.empty()) {
    diagnostics.warning("config/missing-title", {source, {0, 0}}, "the site has no title", "add `title: …`");
    config.title = "Untitled site";
  }
  if (config.short_title.empty()) config.short_title = config.title;
  return config;
}

}  // namespace gazette
