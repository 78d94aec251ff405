// Looks for ids as text: a tag in a layout may stand in pieces that no parser of HTML would read.
#include "stages/theme_ids.h"

#include <array>
#include <string_view>

#include "base/text.h"
#include "formats/yaml.h"

namespace gazette {
namespace {

/// What stands right before an id. Scripts that make elements set them in their markup or by name.
constexpr std::array<std::string_view, 12> kBefore = {" id=\"",
                                                      " id='",
                                                      "\nid=\"",
                                                      "getElementById(\"",
                                                      "getElementById('",
                                                      "getElementById(`",
                                                      "Selector(\"#",
                                                      "Selector('#",
                                                      "Selector(`#",
                                                      ".id = \"",
                                                      ".id='",
                                                      "SelectorAll(\"#"};

bool is_id_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

void collect(std::string_view text, std::set<std::string>& out) {
  for (const std::string_view before : kBefore) {
    for (std::size_t at = text.find(before); at != std::string_view::npos; at = text.find(before, at)) {
      at += before.size();
      std::size_t end = at;
      while (end < text.size() && is_id_character(text[end])) ++end;
      // `id="x-{{number}}"` is made of more than its beginning.
      if (end > at && end < text.size() && text[end] != '{' && text[end] != '$')
        out.emplace(text.substr(at, end - at));
    }
  }
}

}  // namespace

std::set<std::string> theme_ids(const std::map<std::string, SourcePtr>& theme) {
  std::set<std::string> out{"gazette-bar"};  // of the preview
  for (const auto& [path, source] : theme) {
    if (path.ends_with(".mustache") || path.ends_with(".js")) collect(source->text(), out);
    if (path != "theme.yaml") continue;
    Diagnostics ignored;  // said when the theme is loaded
    const auto root = parse_yaml(source, ignored);
    const YamlNode* listed = root ? root->find("ids") : nullptr;
    if (listed == nullptr) continue;
    for (const YamlNode& id : listed->children) out.insert(id.text);
  }
  return out;
}

}  // namespace gazette
