// Edits the one line of a page's front matter that lists its old addresses.
#include "app/project/page_aliases.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.h"
#include "formats/yaml.h"

namespace gazette {
namespace {

std::string quoted(const std::string& address) {
  return "\"" + replace_all(replace_all(address, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

/// Where the front matter ends: the offset of its closing line; npos without one.
std::size_t end_of_front_matter(const std::string& text) {
  if (!text.starts_with("---")) return std::string::npos;
  const std::size_t close = text.find("\n---", 3);
  return close == std::string::npos ? close : close + 1;
}

std::optional<YamlNode> front_matter_of(const std::string& text) {
  const std::size_t close = end_of_front_matter(text);
  if (close == std::string::npos) return std::nullopt;
  Diagnostics ignored;
  return parse_yaml(std::make_shared<SourceFile>("page", text), {text.find('\n') + 1, close}, ignored);
}

/// Writes all old addresses of a page as one list in brackets.
void set_aliases(std::string& text, const YamlNode* node, const std::vector<std::string>& all) {
  std::string list = "[";
  for (const std::string& one : all) {
    const bool plain = std::all_of(one.begin(), one.end(), [](char c) {
      return is_ascii_letter(c) || is_ascii_digit(c) || c == '/' || c == '-' || c == '_' || c == '.';
    });
    list += (list.size() > 1 ? ", " : "") + (plain ? one : quoted(one));
  }
  list += "]";
  const char* line_end = text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  if (node == nullptr) {
    text.insert(end_of_front_matter(text), "aliases: " + list + line_end);
    return;
  }
  // A list with a line for each item begins on the next line; its key stays.
  const std::size_t colon = text.rfind("aliases", node->span.begin);
  const std::size_t begin = text.find(':', colon) + 1;
  std::size_t end = node->span.end;
  if (text[node->span.begin] == '[')
    end = text.find(']', node->children.empty() ? node->span.begin : node->children.back().span.end) + 1;
  while (end > begin && (is_ascii_space(text[end - 1]))) --end;
  text.replace(begin, end - begin, " " + list);
}

std::vector<std::string> aliases_of(const YamlNode* node) {
  std::vector<std::string> all;
  if (node == nullptr) return all;
  if (node->is_scalar()) all.push_back(node->text);
  for (const YamlNode& child : node->children) all.push_back(child.text);
  return all;
}

}  // namespace

void add_alias(std::string& text, const std::string& address) {
  const auto front = front_matter_of(text);
  if (!front) return;
  const YamlNode* node = front->find("aliases");
  std::vector<std::string> all = aliases_of(node);
  if (std::find(all.begin(), all.end(), address) != all.end()) return;
  all.push_back(address);
  set_aliases(text, node, all);
}

void drop_aliases(std::string& text, const std::function<bool(const std::string&)>& is_unwanted) {
  const auto front = front_matter_of(text);
  const YamlNode* node = front ? front->find("aliases") : nullptr;
  std::vector<std::string> all = aliases_of(node);
  if (std::erase_if(all, is_unwanted) > 0) set_aliases(text, node, all);
}

}  // namespace gazette
