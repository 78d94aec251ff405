// Lists that the site makes of itself: pages, changes, terms, data sets, corrections.
#include <algorithm>
#include <charconv>

#include "base/date.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/arithmetic/value_role.h"
#include "content/body/corrections.h"
#include "content/body/data_index.h"
#include "content/body/directives.h"
#include "content/words/page_dates.h"

namespace gazette::directives {
namespace {

/// The section an option names, or the page's own: itself when it is a section, else the one above.
PageId section_of(BodyRenderer& out, NodeId id, const Directive& directive) {
  if (const DirectiveOption* option = directive.option("section")) {
    std::string path = option->value;
    if (!path.starts_with('/')) path = "/" + path;
    if (!path.ends_with(".md")) path += path.ends_with('/') ? "_index.md" : "/_index.md";
    const auto page = resolve_page(out.site(), out.page().document->path, path,
                                   out.place(id, option->value_span), out.diagnostics());
    return page.value_or(kNoPage);
  }
  return out.page().is_section ? out.page_id() : out.page().section;
}

/// The first page that shows a data set.
PageId page_of_set(const Site& site, const std::string& set) {
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    for (const Directive& directive : site.pages[i].document->tree.directives) {
      if (directive.argument == set && directive.name != "board" && directive.name != "include")
        return static_cast<PageId>(i);
    }
  }
  return kNoPage;
}

std::optional<std::size_t> limit_of(BodyRenderer& out, NodeId id, const Directive& directive) {
  const DirectiveOption* option = directive.option("limit");
  if (option == nullptr) return std::nullopt;
  std::size_t value = 0;
  const auto result =
      std::from_chars(option->value.data(), option->value.data() + option->value.size(), value);
  if (result.ec == std::errc() && result.ptr == option->value.data() + option->value.size() && value > 0)
    return value;
  out.diagnostics().error("directive/bad-option", out.place(id, option->value_span),
                          "`limit` must be a whole number from 1");
  return std::nullopt;
}

/// Whether `page` stands in `section`, at any depth.
bool is_below(const Site& site, PageId page, PageId section) {
  for (PageId above = site.page(page).section; above != kNoPage; above = site.page(above).section) {
    if (above == section) return true;
  }
  return false;
}

void sort_pages(BodyRenderer& out, NodeId id, const Directive& directive, std::vector<PageId>& pages) {
  const DirectiveOption* option = directive.option("sort");
  const std::string how = option == nullptr ? "order" : option->value;
  const Site& site = out.site();
  if (how == "title") {
    std::stable_sort(pages.begin(), pages.end(), [&](PageId a, PageId b) {
      return to_lower(site.page(a).title) < to_lower(site.page(b).title);
    });
  } else if (how == "date") {
    std::stable_sort(pages.begin(), pages.end(), [&](PageId a, PageId b) {
      return site.page(a).document->front_matter.date.text > site.page(b).document->front_matter.date.text;
    });
  } else if (how != "order") {
    out.diagnostics().error("directive/bad-option", out.place(id, option->value_span),
                            "pages cannot be sorted by `" + how + "`", "use order, title or date");
  }
}

/// A list may stand on a page twice, and a heading may have the id of one of its entries: each id that is
/// taken gets a number, here and where the list refers to it.
std::string with_free_ids(BodyRenderer& out, std::string html) {
  std::vector<std::pair<std::string, std::string>> renamed;
  constexpr std::string_view kStart = " id=\"";
  for (std::size_t at = html.find(kStart); at != std::string::npos; at = html.find(kStart, at + 1)) {
    const std::size_t begin = at + kStart.size();
    const std::string id = html.substr(begin, html.find('"', begin) - begin);
    const std::string free = out.unique_id(id);
    if (free != id) renamed.emplace_back(id, free);
  }
  for (const auto& [id, free] : renamed) {
    html = replace_all(html, " id=\"" + id + "\"", " id=\"" + free + "\"");
    html =
        replace_all(html, "href=\"#" + percent_encode(id) + "\"", "href=\"#" + percent_encode(free) + "\"");
    html = replace_all(html, "aria-labelledby=\"" + id + "\"", "aria-labelledby=\"" + free + "\"");
  }
  return html;
}

}  // namespace

void enter_glossary(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.depend(DependencyKind::Terms);
  out.html() +=
      with_free_ids(out, glossary_page_html(out.site().glossary, out.findings().term_uses, out.wording()));
  out.html() += '\n';
}

void enter_a_z(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.depend(DependencyKind::Pages);
  std::vector<TitledAddress> pages;
  for (std::size_t i = 0; i < out.site().pages.size(); ++i) {
    const Page& page = out.site().pages[i];
    if (!page.listed || page.origin == PageOrigin::Print) continue;
    pages.push_back({page.title, href_of(out.site(), page.address)});
  }
  out.html() += with_free_ids(out, letter_list_html(pages, out.wording()));
  out.html() += '\n';
}

void enter_pages(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::Pages);
  const Site& site = out.site();
  std::vector<PageId> pages;
  if (const DirectiveOption* tag = directive.option("tag")) {
    const PageId section = directive.option("section") != nullptr ? section_of(out, id, directive) : kNoPage;
    for (std::size_t i = 0; i < site.pages.size(); ++i) {
      const auto page = static_cast<PageId>(i);
      const auto& tags = site.pages[i].document->front_matter.tags;
      const bool tagged = std::find(tags.begin(), tags.end(), tag->value) != tags.end();
      if (tagged && site.pages[i].listed && (section == kNoPage || is_below(site, page, section)))
        pages.push_back(page);
    }
  } else if (const PageId section = section_of(out, id, directive); section != kNoPage) {
    for (const PageId child : site.page(section).children) {
      if (site.page(child).listed && child != out.page_id()) pages.push_back(child);
    }
  }
  sort_pages(out, id, directive, pages);
  if (const auto limit = limit_of(out, id, directive); limit && pages.size() > *limit) pages.resize(*limit);
  if (pages.empty()) {
    out.html() += "<p>" + escape_html(say(out.wording(), "pages_none")) + "</p>\n";
    return;
  }
  out.html() += "<ul class=\"pages\">\n";
  for (const PageId page : pages) {
    const Page& entry = site.page(page);
    out.html() += "<li><a class=\"page-title\" href=\"" + escape_html(out.page_href(page)) + "\">" +
                  escape_html(entry.title) + "</a>";
    const std::string& description = entry.document->front_matter.description.text;
    if (!description.empty())
      out.html() += " <span class=\"page-description\">" + escape_html(description) + "</span>";
    out.html() += "</li>\n";
  }
  out.html() += "</ul>\n";
}

void enter_changes(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::Changes);
  const Site& site = out.site();
  const PageId section = directive.option("section") != nullptr ? section_of(out, id, directive) : kNoPage;
  struct Entry {
    const ChangeNote* note;
    PageId page;
  };
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    const auto page = static_cast<PageId>(i);
    if (section != kNoPage && page != section && !is_below(site, page, section)) continue;
    for (const ChangeNote& note : shown_changes(site.pages[i].document->front_matter, site.build_date))
      entries.push_back({&note, page});
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.note->date > b.note->date; });
  if (const auto limit = limit_of(out, id, directive); limit && entries.size() > *limit)
    entries.resize(*limit);
  if (entries.empty()) {
    out.html() += "<p>" + escape_html(say(out.wording(), "changes_none")) + "</p>\n";
    return;
  }
  out.html() += "<ol class=\"changes\">\n";
  for (const Entry& entry : entries) {
    out.html() += "<li><time datetime=\"" + entry.note->date + "\">" +
                  escape_html(spoken_date(entry.note->date, out.wording())) + "</time> <a href=\"" +
                  escape_html(out.page_href(entry.page)) + "\">" + escape_html(site.page(entry.page).title) +
                  "</a>: " + escape_html(entry.note->text) + "</li>\n";
  }
  out.html() += "</ol>\n";
}

void enter_data_index(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::DataSet, "*");
  const PageId section = directive.option("section") != nullptr ? section_of(out, id, directive) : kNoPage;
  out.html() += with_free_ids(out, data_index_html(out.site(), section, out.wording()));
}

namespace {

/// Where a role is written: in `source`, at or after `from`.
Place place_of_role(const SourcePtr& source, std::size_t from, const std::string& role) {
  if (!source) return {};
  std::size_t at = source->text().find(role, from);
  if (at == std::string::npos) at = source->text().find(role);
  if (at == std::string::npos) return {source, {}};
  return {source, {at, at + role.size()}};
}

/// Free text of YAML as readers see it: what `{value}` asserts or inserts in it is worked out as on a page.
std::string with_values(BodyRenderer& out, const std::string& text, const SourcePtr& source,
                        std::size_t from) {
  constexpr std::string_view kOpen = "{value}`";
  std::string said;
  std::size_t done = 0;
  for (std::size_t at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, done)) {
    const std::size_t begin = at + kOpen.size();
    const std::size_t end = text.find('`', begin);
    if (end == std::string::npos) break;
    const std::string role = text.substr(begin, end - begin);
    const auto result = evaluate_value_role(role, place_of_role(source, from, role), out.site().data,
                                            out.site().build_date, out.diagnostics());
    said += text.substr(done, at - done) + (result ? result->text : std::string());
    if (result) {
      for (const std::string& set : result->sets) out.depend(DependencyKind::DataSet, set);
    }
    done = end + 1;
  }
  return said + text.substr(done);
}

std::vector<CorrectionItem> corrections_with_values(BodyRenderer& out) {
  const DataLibrary& data = out.site().data;
  std::vector<CorrectionItem> items = list_corrections(data, out.findings().waived);
  for (CorrectionItem& item : items) {
    Place from;
    if (const DataSet* set = data.find(item.where)) from = {set->schema, {}};
    for (const Correction& correction : data.corrections) {
      if (slugify(correction.id) == item.id) from = correction.place;
    }
    for (std::string* text : {&item.published, &item.finding, &item.reason})
      *text = with_values(out, *text, from.source, from.span.begin);
  }
  return items;
}

}  // namespace

void enter_corrections(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.depend(DependencyKind::Corrections);
  const Site& site = out.site();
  const PageId section = directive.option("section") != nullptr ? section_of(out, id, directive) : kNoPage;
  // A data set's corrections belong where the set is shown first.
  const auto target = [&](const CorrectionItem& item) -> std::optional<CorrectionTarget> {
    if (site.held.count(item.where) > 0) return std::nullopt;
    const auto page = site.by_path.find(item.where);
    PageId shown = page == site.by_path.end() ? kNoPage : page->second;
    const DataSet* set = shown == kNoPage ? site.data.find(item.where) : nullptr;
    if (set != nullptr && !set->published) return std::nullopt;
    if (set != nullptr) shown = page_of_set(site, set->id);
    if (section != kNoPage && (shown == kNoPage || (shown != section && !is_below(site, shown, section))))
      return std::nullopt;
    CorrectionTarget found;
    found.title = set != nullptr && !set->title.empty() ? set->title
                  : shown == kNoPage                    ? item.where
                                                        : site.page(shown).title;
    if (shown != kNoPage) {
      found.address = out.page_href(shown);
      found.page = site.page(shown).title;
    }
    return found;
  };
  int group_level = 0;
  if (const DirectiveOption* group = directive.option("group")) {
    if (group->value == "page") {
      group_level = std::min(3 + out.options().heading_shift, 6);  // the list stands under a `##` heading
    } else {
      out.diagnostics().error("directive/bad-option", out.place(id, group->value_span),
                              "corrections cannot be grouped by \"" + group->value + "\"",
                              "write page, or leave the option out for one list");
    }
  }
  out.html() += corrections_html(corrections_with_values(out), target, out.wording(), group_level) + "\n";
}

}  // namespace gazette::directives
