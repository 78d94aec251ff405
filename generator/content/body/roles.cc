// Roles: braces before a code span. Values from data are in value_role.cc.
#include "base/text.h"
#include "content/body/body_renderer.h"
#include "formats/language/language_tag.h"

namespace gazette {
namespace {

/// "STP (Sustainability and Transformation Partnership)" taken apart.
std::pair<std::string, std::string> split_abbreviation(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || text.back() != ')') return {std::string(trim(text)), {}};
  return {std::string(trim(text.substr(0, open))),
          std::string(trim(text.substr(open + 1, text.size() - open - 2)))};
}

}  // namespace

void BodyRenderer::role(NodeId id, const MarkdownNode& node) {
  std::string& out = body_.html;
  const Place place = tree_.place(id);
  if (node.url == "value") {
    value_role(id, node);
  } else if (node.url == "term") {
    text(id);
  } else if (node.url == "abbr") {
    const auto [abbreviation, expansion] = split_abbreviation(node.text);
    if (abbreviation.empty()) {
      diagnostics_.error("role/syntax", place, "`abbr` needs the short form in front of the brackets",
                         "write {abbr}`MASH (Multi-Agency Safeguarding Hub)`");
    } else if (expansion.empty()) {
      diagnostics_.error("role/syntax", place, "`abbr` needs the words in full, in brackets",
                         "write {abbr}`" + abbreviation + " (words in full)`");
    }
    out += "<abbr>" + escape_html(abbreviation) + "</abbr>";
    if (!expansion.empty()) out += " (" + escape_html(expansion) + ")";
  } else if (node.url == "lang") {
    if (!is_well_formed_language_tag(node.title)) {
      diagnostics_.error(
          "role/syntax", place,
          node.title.empty() ? "`lang` needs a language" : "`" + node.title + "` is not a language code",
          "write {lang cy}`Croeso` for Welsh");
      append_escaped_html(out, node.text);
      return;
    }
    out += "<span lang=\"" + escape_html(node.title) + "\">" + escape_html(node.text) + "</span>";
  } else if (node.url == "page") {
    const auto target = link(node.text, place);
    if (!target) {
      append_escaped_html(out, node.text);
    } else if (target->page == kNoPage) {
      diagnostics_.error("link/broken", place, "this is not a page of the site",
                         "give the path of a .md file");
    } else {
      out += "<a href=\"" + escape_html(href(*target)) + "\">" + escape_html(site_.page(target->page).title) +
             "</a>";
    }
  } else {
    append_escaped_html(out, node.text);
  }
}

}  // namespace gazette
