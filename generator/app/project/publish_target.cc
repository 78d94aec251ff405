// Settings first, then the words for rsync and rclone.
#include "app/project/publish_target.h"

#include <algorithm>
#include <filesystem>

#include "base/spelling.h"
#include "base/text.h"
#include "stages/project/site_settings.h"

namespace gazette {
namespace {

namespace fs = std::filesystem;

const YamlNode* scalar(const YamlNode& node, std::string_view key) {
  const YamlNode* value = node.find(key);
  return value != nullptr && value->is_scalar() && !value->text.empty() ? value : nullptr;
}

/// A value that is on or off.
void read_switch(const YamlNode& node, const char* key, bool& out, const SiteConfig& config,
                 Diagnostics& diagnostics) {
  const YamlNode* value = node.find(key);
  if (value == nullptr || value->is_null()) return;
  if (const auto on = value->as_bool()) {
    out = *on;
    return;
  }
  diagnostics.error("config/bad-value", {config.source, value->span},
                    std::string("`") + key + "` must be true or false");
}

/// "user@server:/path", "rsync://server/module" and rclone's "remote:path" are no folders of this computer.
bool names_a_server(std::string_view to) {
  const std::size_t colon = to.find(':');
  return colon != std::string_view::npos && to.substr(0, colon).find('/') == std::string_view::npos;
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

bool is_in_own_folder(const fs::path& to, const fs::path& root) {
  for (const char* own : {"content", "assets", "themes", ".git", ".gazette"}) {
    if (is_inside(to, root / own)) return true;
  }
  return false;
}

/// A folder that holds the project's own files must not be written to, nor one that the project stands in.
bool is_safe_folder(const fs::path& to, const fs::path& root) {
  return !is_inside(root, to) && !is_in_own_folder(to, root);
}

fs::path full_path(const fs::path& path) {
  std::error_code ignored;
  const fs::path plain = fs::weakly_canonical(fs::absolute(path, ignored), ignored);
  return plain.empty() ? fs::absolute(path, ignored) : plain.has_filename() ? plain : plain.parent_path();
}

}  // namespace

bool holds_project_files(const std::string& folder, const std::string& root) {
  const fs::path to = full_path(folder);
  const fs::path project = full_path(root);
  return to == project || is_in_own_folder(to, project);
}

std::optional<PublishTarget> read_target(const SiteConfig& config, const std::string& name,
                                         const std::string& root, Diagnostics& diagnostics) {
  const YamlNode& list = config.publish;
  if (!list.is_mapping() || list.keys.empty()) {
    diagnostics.error("publish/no-target", {config.source, list.span}, "nothing says where the site is to go",
                      "add for instance: publish: {live: {to: \"user@server:/var/www/site/\"}}");
    return std::nullopt;
  }
  PublishTarget target;
  target.name = name.empty() ? list.keys.front().text : name;
  const YamlNode* node = list.find(target.name);
  if (node == nullptr) {
    std::vector<std::string> known;
    for (const auto& key : list.keys) known.push_back(key.text);
    const std::string hint = did_you_mean(target.name, known);
    diagnostics.error("config/bad-value", {config.source, list.span},
                      "site.yaml has no place to publish to called `" + target.name + "`",
                      hint.empty() ? "it has " + join(known, ", ") : hint);
    return std::nullopt;
  }
  report_unknown_keys(*node, setting_names("publish.*"), "config/unknown-key", config.source, diagnostics);
  const YamlNode* to = scalar(*node, "to");
  if (to == nullptr) {
    diagnostics.error("config/bad-value", {config.source, node->span},
                      "the place `" + target.name + "` does not say where it is", "give it a `to`");
    return std::nullopt;
  }
  target.to = to->text;
  target.carrier = names_a_server(target.to) ? Carrier::Rsync : Carrier::Folder;
  if (const YamlNode* with = node->find("with")) {
    const std::vector<std::string> known = {"folder", "rsync", "rclone"};
    const auto chosen = std::find(known.begin(), known.end(), to_lower_ascii(with->text));
    if (chosen == known.end()) {
      const std::string hint = did_you_mean(with->text, known);
      diagnostics.error("config/bad-value", {config.source, with->span},
                        "a site is sent with folder, rsync or rclone, not with `" + with->text + "`", hint);
      return std::nullopt;
    }
    target.carrier = static_cast<Carrier>(chosen - known.begin());
  }
  if (const YamlNode* base = scalar(*node, "base_url")) {
    if (!base->text.starts_with("https://") && !base->text.starts_with("http://")) {
      diagnostics.error("config/bad-value", {config.source, base->span}, "`base_url` is not a web address",
                        "write it as https://www.example.org/");
      return std::nullopt;
    }
    target.base_url = base->text;
    target.base_url_place = {config.source, base->span};
  }
  const std::size_t before = diagnostics.count(Severity::Error);
  read_switch(*node, "test", target.test, config, diagnostics);
  read_switch(*node, "strict", target.strict, config, diagnostics);
  if (diagnostics.count(Severity::Error) > before) return std::nullopt;
  if (names_a_server(target.to)) return target;
  const fs::path folder = full_path(fs::path(root) / target.to);
  if (!is_safe_folder(folder, full_path(root))) {
    diagnostics.error("config/bad-value", {config.source, to->span},
                      "a site cannot be published into the project that it is made from",
                      "choose a folder of its own");
    return std::nullopt;
  }
  target.to = folder.string();
  return target;
}

}  // namespace gazette
