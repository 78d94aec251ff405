// Reads `links:`.
#include "app/project/link_settings.h"

#include "stages/project/site_settings.h"

namespace gazette {
namespace {

class Reader {
 public:
  Reader(const SiteConfig& config, Diagnostics& diagnostics) : config_(config), diagnostics_(diagnostics) {}

  void read(LinkOptions& out) {
    const YamlNode& links = config_.links;
    if (links.is_null()) return;
    if (!links.is_mapping()) {
      bad(links, "`links` must be `key: value` lines");
      return;
    }
    report_unknown_keys(links, setting_names("links"), "config/unknown-key", config_.source, diagnostics_);
    if (const YamlNode* node = list("exclude")) {
      for (const YamlNode& item : node->children) out.exclude.push_back(item.text);
    }
    if (const YamlNode* node = list("accept")) {
      for (const YamlNode& item : node->children) {
        if (const auto status = item.as_integer()) {
          out.accept.push_back(static_cast<int>(*status));
        } else {
          bad(item, "a status is a whole number");
        }
      }
    }
    if (const YamlNode* node = links.find("replace")) {
      if (!node->is_mapping()) bad(*node, "`replace` must be `address: address` lines");
      for (std::size_t i = 0; i < node->keys.size(); ++i)
        out.replace.emplace_back(node->keys[i].text, node->children[i].text);
    }
    ExternalLinkOptions& external = out.external_options;
    number("per_host", external.per_host);
    number("concurrency", external.concurrency);
    number("retries", external.retries);
    duration("delay", external.delay);
    duration("timeout", external.timeout);
    if (const YamlNode* node = links.find("user_agent")) external.user_agent = node->text;
    flag("robots", external.respect_robots);
    flag("allow_private", external.allow_private);
  }

 private:
  void bad(const YamlNode& node, std::string message) {
    diagnostics_.error("config/bad-value", {config_.source, node.span}, std::move(message));
  }

  const YamlNode* list(const char* key) {
    const YamlNode* node = config_.links.find(key);
    if (node != nullptr && !node->is_sequence())
      bad(*node, std::string("`") + key + "` must be a list: [one, two]");
    return node;
  }

  void number(const char* key, unsigned& out) {
    const YamlNode* node = config_.links.find(key);
    if (node == nullptr) return;
    const auto value = node->as_integer();
    if (value && *value >= 0 && *value <= 1000) {
      out = static_cast<unsigned>(*value);
    } else {
      bad(*node, std::string("`") + key + "` must be a whole number up to 1000");
    }
  }

  /// Seconds, with decimals if wanted.
  void duration(const char* key, std::chrono::milliseconds& out) {
    const YamlNode* node = config_.links.find(key);
    if (node == nullptr) return;
    const auto value = node->as_number();
    if (value && *value >= 0 && *value <= 600) {
      out = std::chrono::milliseconds(static_cast<long>(*value * 1000));
    } else {
      bad(*node, std::string("`") + key + "` must be a number of seconds up to 600");
    }
  }

  void flag(const char* key, bool& out) {
    const YamlNode* node = config_.links.find(key);
    if (node == nullptr) return;
    if (const auto value = node->as_bool()) {
      out = *value;
    } else {
      bad(*node, std::string("`") + key + "` must be true or false");
    }
  }

  const SiteConfig& config_;
  Diagnostics& diagnostics_;
};

}  // namespace

LinkOptions link_settings(const SiteConfig& config, Diagnostics& diagnostics) {
  LinkOptions options;
  Reader(config, diagnostics).read(options);
  return options;
}

}  // namespace gazette
