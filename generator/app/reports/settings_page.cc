// Writes docs/site-yaml.md.
#include "app/reports/settings_page.h"

#include <fmt/format.h>

#include "base/text.h"
#include "stages/project/site_settings.h"

namespace gazette {
namespace {

bool is_block_of_file(const Setting& setting) {
  return setting.name.find('.') == std::string_view::npos;
}

std::string facts_of(const Setting& setting) {
  std::string out = std::string(setting.type);
  if (!setting.fallback.empty()) out += fmt::format("; without it: {}", setting.fallback);
  return out;
}

}  // namespace

std::string settings_page() {
  std::string out =
      "# site.yaml\n\nAll settings of `content/site.yaml`, made by `gazette list settings --markdown` from "
      "the table that "
      "Gazette reads\nthe file with. Every key may be left out. Paths of pages are those below content/. "
      "`gazette explain "
      "KEY` says\nthe same of one key, such as `gazette explain checks.words`.\n";
  for (const Setting& setting : site_settings()) {
    out += fmt::format("\n{} {}\n\n{}\n\n*{}*\n", is_block_of_file(setting) ? "##" : "###", setting.name,
                       setting.what, facts_of(setting));
    if (!setting.example.empty()) out += fmt::format("\n```yaml\n{}\n```\n", setting.example);
  }
  return out;
}

std::string settings_list() {
  std::string out;
  for (const Setting& setting : site_settings())
    out += fmt::format("{:<24} {:<34} {}\n", setting.name, setting.type, setting.what);
  return out;
}

std::string explain_setting(std::string_view name) {
  const Setting* setting = find_setting(name);
  if (setting == nullptr) return {};
  std::string out = fmt::format("{} ({})\n{}\n", setting->name, facts_of(*setting), setting->what);
  if (setting->example.empty()) return out;
  out += "\nFor instance, in content/site.yaml:\n";
  for (const std::string_view line : split_lines(setting->example)) out += fmt::format("    {}\n", line);
  return out;
}

}  // namespace gazette
