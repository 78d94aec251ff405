// Markdown nodes to HTML. Tables, roles and directives have files of their own.
#include "content/body/body_renderer.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "content/body/directive_table.h"

namespace gazette {
namespace {

/// The words of a piece of our own HTML, which escapes no more than it must. Pictures give their text.
std::string words_of_html(std::string_view html) {
  std::string out;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] != '<') {
      out += html[i];
      continue;
    }
    const std::size_t end = std::min(html.find('>', i), html.size());
    const std::string_view tag = html.substr(i, end - i);
    const std::size_t alt = tag.starts_with("<img") ? tag.find(" alt=\"") : std::string_view::npos;
    if (alt != std::string_view::npos) out += tag.substr(alt + 6, tag.find('"', alt + 6) - alt - 6);
    i = end;
  }
  for (const auto& [escaped, plain] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
    out = replace_all(out, escaped, plain);
  return collapse_white_space(out);
}

/// The numbers of a list look as they were typed: people refer to "paragraph (b)".
std::string ordered_list_tag(const MarkdownNode& list) {
  std::string out = "<ol";
  if (list.list_style == ListStyle::LowerLetter) out += " type=\"a\"";
  if (list.list_style == ListStyle::UpperLetter) out += " type=\"A\"";
  if (list.list_style == ListStyle::LowerRoman) out += " type=\"i\"";
  if (list.list_style == ListStyle::UpperRoman) out += " type=\"I\"";
  if (list.list_brackets != ListBrackets::FullStop) {
    static constexpr std::array<std::string_view, 5> kNames = {"numbers", "letters", "capitals", "roman",
                                                               "roman-capitals"};
    const std::string_view place =
        list.list_brackets == ListBrackets::Both ? "in-brackets" : "before-bracket";
    out += " class=\"" + std::string(kNames[static_cast<std::size_t>(list.list_style)]) + "-" +
           std::string(place) + "\"";
  }
  if (list.level != 1) out += " start=\"" + std::to_string(list.level) + "\"";
  return out + ">\n";
}

}  // namespace

BodyRenderer::BodyRenderer(const Site& site, const SiteFindings& findings, PageId page, const Prose& prose,
                           const PageTermMarks& terms, const GlossaryIndex& glossary,
                           const BodyOptions& options, Diagnostics& diagnostics)
    : site_(site),
      findings_(findings),
      page_id_(page),
      tree_(site.page(page).document->tree),
      prose_(prose),
      terms_(terms),
      glossary_(glossary),
      options_(options),
      diagnostics_(diagnostics),
      table_number_(site.page(page).first_table),
      figure_number_(site.page(page).first_figure) {
  ids_.insert(site.theme.ids.begin(), site.theme.ids.end());
  // Heading ids are given first: they are what others link to, so nothing else may take them.
  for (const Heading& heading : site.page(page).document->headings) {
    heading_ids_.emplace(heading.node, options.id_prefix + heading.id);
    ids_.insert(options.id_prefix + heading.id);
  }
}

Body BodyRenderer::render() {
  render_below(0);
  render_footnotes();
  const auto glossary = site_.by_path.find(site_.config.glossary_page.text);
  body_.abbreviations =
      page_abbreviations(terms_.used, site_.glossary,
                         glossary == site_.by_path.end() ? std::string() : page_href(glossary->second));
  return std::move(body_);
}

void BodyRenderer::render_below(NodeId root) {
  walk(tree_, root, [&](NodeId id, bool entering) {
    const MarkdownNode& node = tree_.node(id);
    if (node.kind == MarkdownKind::Table) {
      if (entering) table(id);
      return false;
    }
    if (captions_.count(id) > 0) return false;
    if (node.kind == MarkdownKind::Image) {
      if (entering) image(id, node);
      return false;
    }
    // Notes stand together at the end of the page, also those that were written in a box of it.
    if (node.kind == MarkdownKind::FootnoteDefinition && id != root) return false;
    visit(id, entering);
    return true;
  });
}

void BodyRenderer::render_footnotes() {
  std::unordered_map<std::string_view, NodeId> notes;
  for (std::size_t i = 0; i < tree_.nodes.size(); ++i) {
    if (tree_.nodes[i].kind == MarkdownKind::FootnoteDefinition)
      notes.emplace(tree_.nodes[i].text, static_cast<NodeId>(i));
  }
  // A note may refer to notes that nothing referred to before.
  for (std::size_t i = 0; i < footnote_order_.size(); ++i) {
    const auto note = notes.find(footnote_order_[i]);
    if (note != notes.end()) render_below(note->second);
  }
  if (footnotes_ > 0) body_.html += "</ol></section>\n";
}

void BodyRenderer::visit(NodeId id, bool entering) {
  const MarkdownNode& node = tree_.node(id);
  if (entering) {
    enter(id, node);
  } else {
    leave(id, node);
  }
}

void BodyRenderer::enter(NodeId id, const MarkdownNode& node) {
  std::string& out = body_.html;
  switch (node.kind) {
    case MarkdownKind::Document:
      break;
    case MarkdownKind::BlockQuote:
      out += "<blockquote>\n";
      break;
    case MarkdownKind::List:
      out += node.ordered ? ordered_list_tag(node) : "<ul>\n";
      break;
    case MarkdownKind::Item:
      open_item(node);
      break;
    case MarkdownKind::CodeBlock:
      mark(tree_.place(id));
      code_block(node);
      break;
    case MarkdownKind::HtmlBlock:
    case MarkdownKind::HtmlInline:
      break;  // comments only; anything else is an error and is left out
    case MarkdownKind::Paragraph:
      mark(tree_.place(id));
      if (!in_tight_item(id)) out += "<p>";
      break;
    case MarkdownKind::Heading:
      open_heading(id, node);
      break;
    case MarkdownKind::ThematicBreak:
      out += "<hr />\n";
      break;
    case MarkdownKind::FootnoteDefinition:
      open_footnote(id);
      break;
    case MarkdownKind::Directive:
      open_directive(id, node);
      break;
    case MarkdownKind::Text:
      text(id);
      break;
    case MarkdownKind::SoftBreak:
      if (skip_until_ == kNoNode) out += '\n';
      break;
    case MarkdownKind::LineBreak:
      out += "<br />\n";
      break;
    case MarkdownKind::Code:
      mark(tree_.place(id));
      out += "<code>";
      append_escaped_html(out, node.text);
      out += "</code>";
      break;
    case MarkdownKind::Emphasis:
      out += "<em>";
      break;
    case MarkdownKind::Strong:
      out += "<strong>";
      break;
    case MarkdownKind::Link:
      open_link(id, node);
      break;
    case MarkdownKind::FootnoteReference:
      footnote_reference(node);
      break;
    case MarkdownKind::Role:
      mark(tree_.place(id));
      role(id, node);
      break;
    default:
      break;
  }
}

void BodyRenderer::leave(NodeId id, const MarkdownNode& node) {
  std::string& out = body_.html;
  switch (node.kind) {
    case MarkdownKind::BlockQuote:
      out += "</blockquote>\n";
      break;
    case MarkdownKind::List:
      out += node.ordered ? "</ol>\n" : "</ul>\n";
      break;
    case MarkdownKind::Item:
      out += "</li>\n";
      break;
    case MarkdownKind::Paragraph:
      out += in_tight_item(id) ? "" : "</p>\n";
      break;
    case MarkdownKind::Heading:
      close_heading(id, node);
      break;
    case MarkdownKind::FootnoteDefinition:
      close_footnote();
      break;
    case MarkdownKind::Emphasis:
      out += "</em>";
      break;
    case MarkdownKind::Strong:
      out += "</strong>";
      break;
    case MarkdownKind::Link:
      out += closers_.back();
      closers_.pop_back();
      break;
    case MarkdownKind::Directive: {
      const Directive& directive = tree_.directive(node);
      const DirectiveType* type = find_directive(directive.name);
      if (type != nullptr && type->leave != nullptr) type->leave(*this, id, directive);
      break;
    }
    default:
      break;
  }
}

void BodyRenderer::text(NodeId id) {
  const auto found = prose_.run_of.find(id);
  if (found == prose_.run_of.end()) {
    skip_until_ = kNoNode;  // the end of a run that was written with its first text
    const NodeId after = tree_.node(id).next;
    if (after != kNoNode && tree_.node(after).kind == MarkdownKind::SoftBreak) {
      const NodeId next = tree_.node(after).next;
      const bool goes_on =
          next != kNoNode && tree_.node(next).kind == MarkdownKind::Text && prose_.run_of.count(next) == 0;
      if (goes_on) skip_until_ = next;
    }
    return;
  }
  const std::size_t run = found->second;
  const MarkdownNode& node = tree_.node(id);
  const NodeId after = node.next;
  if (after != kNoNode && tree_.node(after).kind == MarkdownKind::SoftBreak) {
    const NodeId next = tree_.node(after).next;
    if (next != kNoNode && tree_.node(next).kind == MarkdownKind::Text && prose_.run_of.count(next) == 0)
      skip_until_ = next;
  }
  mark(prose_.runs[run].place);
  const auto of_run = [run](const auto& list) {
    const auto first = std::lower_bound(list.begin(), list.end(), run,
                                        [](const auto& item, std::size_t r) { return item.run < r; });
    const auto last = std::upper_bound(list.begin(), list.end(), run,
                                       [](std::size_t r, const auto& item) { return r < item.run; });
    return std::span(first, last);
  };
  const auto escapes = of_run(terms_.escapes);
  auto marks = of_run(terms_.marks);
  if (options_.plain_terms) marks = {};
  if (marks.empty() && escapes.empty()) {
    append_escaped_html(body_.html, prose_.runs[run].text);
    return;
  }
  TermHtmlOptions term_options;
  term_options.id_prefix = options_.id_prefix + "t-";
  if (!site_.config.glossary_page.empty()) {
    const auto page = site_.by_path.find(site_.config.glossary_page.text);
    if (page != site_.by_path.end())
      term_options.glossary_address = href_of(site_, site_.page(page->second).address);
  }
  body_.html +=
      marked_run_html(prose_.runs[run].text, marks, escapes, site_.glossary, term_options, wording());
}

void BodyRenderer::open_directive(NodeId id, const MarkdownNode& node) {
  const Directive& directive = tree_.directive(node);
  mark(tree_.place(id, directive.span));
  const DirectiveType* type = find_directive(directive.name);
  if (type != nullptr && type->enter != nullptr) type->enter(*this, id, directive);
}

/// The page's title is its one `h1`.
std::string BodyRenderer::heading_tag(const MarkdownNode& node) const {
  return "h" + std::to_string(std::min(6, std::max(2, node.level) + options_.heading_shift));
}

void BodyRenderer::open_heading(NodeId id, const MarkdownNode& node) {
  std::string& out = body_.html;
  mark(tree_.place(id));
  const auto found = heading_ids_.find(id);
  out += "<" + heading_tag(node);
  if (found != heading_ids_.end()) {
    out += " id=\"" + escape_html(found->second) + "\"";
    body_.ids.push_back(found->second);
  }
  out += ">";
  heading_start_ = out.size();
}

void BodyRenderer::close_heading(NodeId id, const MarkdownNode& node) {
  std::string& out = body_.html;
  const auto found = heading_ids_.find(id);
  if (found != heading_ids_.end())
    body_.heading_texts[found->second] = words_of_html(std::string_view(out).substr(heading_start_));
  out += "</" + heading_tag(node) + ">\n";
}

void BodyRenderer::open_link(NodeId id, const MarkdownNode& node) {
  mark(tree_.place(id));
  const auto target = link(node.url, tree_.place(id));
  closers_.emplace_back(target ? "</a>" : "");
  if (target) body_.html += "<a href=\"" + escape_html(href(*target)) + "\">";
}

void BodyRenderer::image(NodeId id, const MarkdownNode& node) {
  const Place place = tree_.place(id);
  mark(place);
  const std::string alt = collapse_white_space(plain_text(tree_, id));
  const auto target = link(node.url, place);
  if (!target) return;
  if (target->external) {
    diagnostics_.error("image/external", place, "this image stands on another site",
                       "put a copy beside the page: readers' visits are nobody else's business");
    return;
  }
  if (alt.empty()) {
    diagnostics_.warning("image/no-alt", place, "this image has no alternative text",
                         "write what it shows between the square brackets; use {figure} with an empty alt if "
                         "it is decoration");
  }
  body_.html += picture(*target, alt, place);
}

std::string BodyRenderer::picture(const LinkTarget& target, std::string_view alt, const Place& place) {
  const AssetPicture* facts = target.asset == nullptr ? nullptr : target.asset->picture.get();
  if (facts == nullptr || (!facts->shown && !facts->told)) report_not_shown(target, place);
  std::string size;
  if (facts != nullptr && facts->width > 0)
    size = " width=\"" + std::to_string(facts->width) + "\" height=\"" + std::to_string(facts->height) + "\"";
  return "<img src=\"" + escape_html(target.href) + "\" alt=\"" + escape_html(alt) + "\"" + size + " />";
}

void BodyRenderer::report_not_shown(const LinkTarget& target, const Place& place) {
  const AssetPicture* facts = target.asset == nullptr ? nullptr : target.asset->picture.get();
  std::string what = facts != nullptr          ? facts->what
                     : target.page != kNoPage  ? "this is a page of the site"
                     : target.asset == nullptr ? "this is a file of data"
                                               : "this file is no picture";
  Diagnostic& finding =
      diagnostics_.error("image/not-shown", place, what + ": no browser shows it as a picture",
                         facts != nullptr ? facts->advice
                                          : "pictures are JPEG, PNG, WebP, AVIF, GIF or SVG; link to "
                                            "other files with {download}");
  if (facts != nullptr && facts->withheld)
    finding.notes.push_back({"this is the file", {target.asset->bytes, {}}});
}

void BodyRenderer::code_block(const MarkdownNode& node) {
  // Long lines scroll, so the block must be reachable with the keyboard.
  body_.html += "<pre tabindex=\"0\"><code>";
  append_escaped_html(body_.html, node.text);
  body_.html += "</code></pre>\n";
}

void BodyRenderer::footnote_reference(const MarkdownNode& node) {
  const auto known = std::find(footnote_order_.begin(), footnote_order_.end(), node.text);
  const auto index = static_cast<std::size_t>(known - footnote_order_.begin());
  const std::string number = std::to_string(index + 1);
  if (index == footnote_order_.size()) {
    footnote_order_.push_back(node.text);
    footnote_ids_.push_back(unique_id("note-" + number));
  }
  std::vector<std::string>& uses = footnote_uses_[node.text];
  uses.push_back(
      unique_id("note-ref-" + number + (uses.empty() ? "" : "-" + std::to_string(uses.size() + 1))));
  body_.html += "<a class=\"note-ref\" id=\"" + uses.back() + "\" href=\"#" + footnote_ids_[index] + "\">[" +
                escape_html(say(wording(), "note_mark")) + " " + number + "]</a>";
}

void BodyRenderer::open_footnote(NodeId id) {
  std::string& out = body_.html;
  if (footnotes_ == 0) {
    out += "<section class=\"footnotes\" aria-label=\"" + escape_html(say(wording(), "notes_heading")) +
           "\"><ol>\n";
  }
  ++footnotes_;
  mark(tree_.place(id));
  out += "<li id=\"" + footnote_ids_[static_cast<std::size_t>(footnotes_) - 1] + "\">";
}

/// Ends the note with a way back to each place that refers to it.
void BodyRenderer::close_footnote() {
  const std::string number = std::to_string(footnotes_);
  for (const std::string& use : footnote_uses_[footnote_order_[static_cast<std::size_t>(footnotes_) - 1]]) {
    body_.html += "<p><a class=\"note-back\" href=\"#" + use + "\">" +
                  escape_html(say(wording(), "note_back", {{"number", number}})) + "</a></p>\n";
  }
  body_.html += "</li>\n";
}

void BodyRenderer::open_item(const MarkdownNode& node) {
  body_.html += node.level > 0 ? "<li value=\"" + std::to_string(node.level) + "\">" : "<li>";
  if (!node.task) return;
  // A tick box nobody can tick is read badly; say the state in words instead.
  body_.html +=
      node.checked ? "<span class=\"task task-done\">" + escape_html(say(wording(), "task_done")) + "</span> "
                   : "<span class=\"task\">" + escape_html(say(wording(), "task_open")) + "</span> ";
}

bool BodyRenderer::in_tight_item(NodeId id) const {
  const NodeId parent = tree_.node(id).parent;
  if (parent == kNoNode || tree_.node(parent).kind != MarkdownKind::Item) return false;
  return tree_.node(tree_.node(parent).parent).tight;
}

std::string BodyRenderer::unique_id(const std::string& wanted) {
  std::string id = options_.id_prefix + wanted;
  for (int n = 2; !ids_.insert(id).second; ++n) id = options_.id_prefix + wanted + "-" + std::to_string(n);
  body_.ids.push_back(id);
  return id;
}

void BodyRenderer::depend(DependencyKind kind, std::string key) {
  Dependency dependency{kind, std::move(key)};
  auto& all = body_.dependencies;
  if (std::find(all.begin(), all.end(), dependency) == all.end()) all.push_back(std::move(dependency));
}

void BodyRenderer::mark(const Place& place) {
  body_.marks.push_back({body_.html.size(), place});
}

std::optional<LinkTarget> BodyRenderer::link(std::string_view url, const Place& place) {
  auto target = resolve_link(site_, page().document->path, url, place, diagnostics_);
  if (!target) {
    depend(DependencyKind::Pages);
    return std::nullopt;
  }
  if (target->page != kNoPage) {
    depend(DependencyKind::PageTitle, site_.page(target->page).document->path);
    if (!target->fragment.empty())
      body_.anchor_uses.push_back(
          {site_.page(target->page).document->path, target->fragment, place, std::string(url)});
  } else if (!target->external) {
    const bool of_theme = target->asset != nullptr && target->asset->fingerprinted;
    depend(of_theme ? DependencyKind::ThemeFiles : DependencyKind::Pages);
  }
  return target;
}

std::string BodyRenderer::href(const LinkTarget& target) const {
  if (options_.same_output == nullptr || target.page == kNoPage) return target.href;
  const auto found = options_.same_output->find(target.page);
  if (found == options_.same_output->end()) return target.href;
  const bool names_place = !target.fragment.empty() && !target.fragment.starts_with(":~:");
  return "#" + found->second + (names_place ? "--" : "") + target.fragment;
}

std::string BodyRenderer::page_href(PageId id) {
  LinkTarget target;
  target.page = id;
  target.href = href_of(site_, site_.page(id).address);
  return href(target);
}

}  // namespace gazette
