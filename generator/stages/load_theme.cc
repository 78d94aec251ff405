// A theme is a folder of layouts/, partials/, strings/ and assets/.
#include "stages/load_theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/hash.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/words/wording.h"
#include "formats/html/compact.h"
#include "formats/yaml.h"
#include "stages/pictures.h"
#include "stages/private_names.h"
#include "stages/theme_ids.h"

namespace gazette {
namespace {

/// Hex digits of a fingerprint in a file name: enough that two versions never share one.
constexpr std::size_t kFingerprintLength = 10;

constexpr std::string_view kTemplateEnding = ".mustache";

struct Colour {
  double red = 0, green = 0, blue = 0;
};

std::optional<Colour> read_colour(std::string_view text) {
  if (text.empty() || text.front() != '#' || (text.size() != 4 && text.size() != 7)) return std::nullopt;
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t width = text.size() == 4 ? 1 : 2;
    int value = 0;
    for (const char c : text.substr(1 + i * width, width)) {
      const char lower = ascii_lower(c);
      const int digit = is_ascii_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
      if (digit < 0) return std::nullopt;
      value = value * 16 + digit;
    }
    parts[i] = width == 1 ? value * 17 : value;
  }
  return Colour{parts[0] / 255.0, parts[1] / 255.0, parts[2] / 255.0};
}

/// Relative luminance as WCAG 2.2 defines it.
double luminance(const Colour& colour) {
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

/// Contrast ratio as WCAG 2.2 defines it, 1 to 21.
double contrast(const Colour& a, const Colour& b) {
  const double first = luminance(a) + 0.05;
  const double second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

std::string stem(const std::string& path, std::string_view ending) {
  const std::size_t slash = path.find('/');
  return path.substr(slash + 1, path.size() - slash - 1 - ending.size());
}

void read_strings(const SourcePtr& source, std::map<std::string, std::string>& out,
                  Diagnostics& diagnostics) {
  const auto root = parse_yaml(source, diagnostics);
  if (!root || root->is_null()) return;
  if (!root->is_mapping()) {
    diagnostics.error("theme/bad-strings", {source, root->span}, "a file of words holds `name: words` lines",
                      "write `close: Close` on a line of its own");
    return;
  }
  for (std::size_t i = 0; i < root->keys.size(); ++i) {
    if (root->children[i].is_scalar() || root->children[i].is_null()) {
      out[root->keys[i].text] = root->children[i].text;
    } else {
      diagnostics.error("theme/bad-strings", {source, root->children[i].span},
                        "each word of a theme is plain text", "put it in quotes: \"…\"");
    }
  }
}

/// Words of the site's language over those of British English: "cy-GB", else "cy", else en-GB alone.
void load_strings(const ProjectFiles& files, const SiteConfig& config, Theme& theme,
                  Diagnostics& diagnostics) {
  for (const DefaultWord& word : default_wording()) theme.strings.emplace(word.key, word.text);
  const std::string short_language = config.language.substr(0, config.language.find('-'));
  bool found = config.language == "en-GB" || short_language == "en";
  for (const std::string& language : {std::string("en-GB"), short_language, config.language}) {
    const auto file = files.theme.find("strings/" + language + ".yaml");
    if (file == files.theme.end()) continue;
    read_strings(file->second, theme.strings, diagnostics);
    found = found || language != "en-GB";
  }
  if (!found) {
    diagnostics.warning(
        "theme/no-language", config.language_place,
        "the theme `" + theme.name + "` has no words for the language `" + config.language + "`",
        "make themes/" + theme.name + "/strings/" + config.language + ".yaml; English is used until then");
  }
}

/// Two colours that a theme puts together, and what people need to tell them apart.
struct ColourPair {
  std::string foreground = "#ffffff";
  std::string background = "brand";
  double minimum = 4.5;
  std::string use = "words on the brand colour";
};

/// The pairs of `contrast` in theme.yaml; a theme that names none has white words on its brand colour.
std::vector<ColourPair> colour_pairs(const ProjectFiles& files, Diagnostics& diagnostics) {
  const auto file = files.theme.find("theme.yaml");
  if (file == files.theme.end()) return {ColourPair{}};
  const auto root = parse_yaml(file->second, diagnostics);
  const YamlNode* list = root ? root->find("contrast") : nullptr;
  if (list == nullptr) return {ColourPair{}};
  std::vector<ColourPair> pairs;
  for (const YamlNode& item : list->children) {
    ColourPair pair;
    if (const YamlNode* node = item.find("foreground")) pair.foreground = node->text;
    if (const YamlNode* node = item.find("background")) pair.background = node->text;
    if (const YamlNode* node = item.find("minimum")) pair.minimum = node->as_number().value_or(pair.minimum);
    if (const YamlNode* node = item.find("use")) pair.use = node->text;
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

void add_brand(const ProjectFiles& files, const SiteConfig& config, Theme& theme, Diagnostics& diagnostics) {
  if (config.brand.empty()) return;
  const auto brand = read_colour(config.brand.text);
  if (!brand) {
    diagnostics.error("theme/brand", config.brand.place, "`brand` must be a colour",
                      "write it as \"#1a4f8b\", with quotes");
    return;
  }
  for (const ColourPair& pair : colour_pairs(files, diagnostics)) {
    const auto foreground = pair.foreground == "brand" ? brand : read_colour(pair.foreground);
    const auto background = pair.background == "brand" ? brand : read_colour(pair.background);
    if (!foreground || !background) continue;
    const double ratio = contrast(*foreground, *background);
    if (ratio >= pair.minimum) continue;
    diagnostics.error("theme/brand", config.brand.place,
                      fmt::format("{} would have a contrast of {:.2f}, and {} is the least people need",
                                  pair.use, ratio, pair.minimum),
                      "choose a darker colour");
    return;
  }
  const std::string css = ":root{--brand:" + config.brand.text + "}\n";
  const auto bytes = std::make_shared<SourceFile>("assets/90-brand.css", css);
  theme.assets.push_back({"assets/90-brand.css",
                          "assets/90-brand." + sha256_hex(css).substr(0, kFingerprintLength) + ".css", bytes,
                          integrity_sha384(css), true});
}

/// Readers need neither comments nor indentation.
SourcePtr as_sent(const SourcePtr& file) {
  const std::string& path = file->path();
  if (path.ends_with(".css")) return std::make_shared<SourceFile>(path, compact_css(file->text()));
  if (path.ends_with(".js")) return std::make_shared<SourceFile>(path, compact_script(file->text()));
  return file;
}

void load_assets(const ProjectFiles& files, Theme& theme) {
  for (const auto& [path, bytes] : files.theme) {
    if (!path.starts_with("assets/") || leftover_of(path) != Leftover::None) continue;
    AssetFile asset;
    asset.source_path = path;
    const PublishedFile published = published_file(as_sent(bytes));
    asset.bytes = published.bytes;
    asset.picture = published.picture;
    const std::size_t dot = path.rfind('.');
    const std::string digest = sha256_hex(asset.bytes->text()).substr(0, kFingerprintLength);
    asset.output_path = dot == std::string::npos ? path + "." + digest
                                                 : path.substr(0, dot) + "." + digest + path.substr(dot);
    asset.integrity = integrity_sha384(asset.bytes->text());
    asset.fingerprinted = true;
    theme.assets.push_back(std::move(asset));
  }
}

/// `scripts` of theme.yaml: a module's file name, and the text of a body that asks for it.
void read_script_marks(const ProjectFiles& files, Theme& theme) {
  const auto file = files.theme.find("theme.yaml");
  if (file == files.theme.end()) return;
  Diagnostics ignored;  // said by add_brand, or when the theme is tested
  const auto root = parse_yaml(file->second, ignored);
  const YamlNode* list = root ? root->find("scripts") : nullptr;
  if (list == nullptr || !list->is_mapping()) return;
  for (std::size_t i = 0; i < list->keys.size(); ++i) {
    if (list->children[i].is_scalar() && !list->children[i].text.empty())
      theme.script_marks["assets/" + list->keys[i].text] = list->children[i].text;
  }
}

Theme read_theme(const ProjectFiles& files, const SiteConfig& config, Diagnostics& diagnostics) {
  Theme theme;
  theme.name = files.theme_name;
  std::map<std::string, SourcePtr> layouts;
  std::map<std::string, SourcePtr> partials;
  for (const auto& [path, source] : files.theme) {
    if (!path.ends_with(kTemplateEnding)) continue;
    if (path.starts_with("layouts/")) layouts.emplace(stem(path, kTemplateEnding), source);
    if (path.starts_with("partials/")) partials.emplace(stem(path, kTemplateEnding), source);
  }
  if (layouts.count("page") == 0) {
    diagnostics.error("theme/missing", config.theme_place,
                      files.theme.empty() ? "there is no theme `" + files.theme_name + "`"
                                          : "the theme `" + files.theme_name + "` has no layout `page`",
                      "themes stand in themes/; `theme: civic` comes with Gazette");
  }
  theme.templates = std::make_shared<Templates>(layouts, partials, diagnostics);
  load_strings(files, config, theme, diagnostics);
  load_assets(files, theme);
  read_script_marks(files, theme);
  theme.ids = theme_ids(files.theme);
  add_brand(files, config, theme, diagnostics);
  for (const auto& [key, text] : theme.strings)
    theme.words_fingerprint = fingerprint(text, fingerprint(key, theme.words_fingerprint));
  theme.fingerprint = theme.templates->fingerprint() ^ theme.words_fingerprint;
  for (const auto& [path, mark] : theme.script_marks)
    theme.fingerprint = fingerprint(mark, fingerprint(path, theme.fingerprint));
  for (const AssetFile& asset : theme.assets) {
    const bool is_sheet = asset.source_path.ends_with(".css");
    theme.fingerprint = fingerprint(is_sheet ? asset.source_path : asset.output_path, theme.fingerprint);
    if (is_sheet) theme.sheets_fingerprint = fingerprint(asset.output_path, theme.sheets_fingerprint);
  }
  return theme;
}

}  // namespace

void load_theme(const ProjectFiles& files, const SiteConfig& config, Site& site, AssembleCache& cache,
                Diagnostics& diagnostics) {
  std::vector<SourcePtr> sources{files.config};
  for (const auto& [path, source] : files.theme) sources.push_back(source);
  if (sources != cache.theme_sources || !cache.theme.templates) {
    cache.theme_diagnostics = Diagnostics();
    cache.theme = read_theme(files, config, cache.theme_diagnostics);
    cache.theme_sources = std::move(sources);
  }
  site.theme = cache.theme;
  diagnostics.append(cache.theme_diagnostics);
}

}  // namespace gazette
