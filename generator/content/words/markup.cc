// Elements, attributes and links.
#include "content/words/markup.h"

#include "base/text.h"

namespace gazette {

std::string tag(std::string_view name, std::string_view attributes, std::string_view content) {
  std::string out;
  out.reserve(name.size() * 2 + attributes.size() + content.size() + 6);
  out.append("<").append(name);
  if (!attributes.empty()) out.append(" ").append(attributes);
  out.append(">").append(content).append("</").append(name).append(">");
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + escape_html(value) + "\"";
}

std::string link_html(std::string_view address, std::string_view text) {
  if (address.empty()) return escape_html(text);
  return tag("a", attribute("href", address), escape_html(text));
}

}  // namespace gazette
