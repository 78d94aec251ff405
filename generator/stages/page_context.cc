// The values of a layout, a function for each group of them.
#include "stages/page_context.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "content/body/directives.h"
#include "content/words/page_dates.h"
#include "stages/page_links.h"
#include "stages/page_menus.h"
#include "stages/printed_report.h"
#include "stages/report_pdf.h"

namespace gazette {
namespace {

/// A contents list stands on pages with more second-level headings than this.
constexpr int kHeadingsWithoutContents = 3;

constexpr std::size_t kWordsPerMinute = 200;

void set_identity(TemplateValue& out, const Site& site, PageId id) {
  const Page& page = site.page(id);
  const FrontMatter& front_matter = page.document->front_matter;
  out.set("title", page.origin == PageOrigin::Print ? print_title(site, page) : page.title);
  out.set("heading", page.title).set("description", front_matter.description.text);
  out.set("address", href_of(site, page.address))
      .set("url", site.config.origin() + href_of(site, page.address));
  out.set("language", site.config.language).set("layout", page.layout);
  out.set("direction", site.string("direction") == "rtl" ? "rtl" : "ltr");
  out.set("is_home", id == site.home).set("is_section", page.is_section).set("draft", front_matter.draft);
  const bool hidden = page.address == "/404.html" || page.origin == PageOrigin::Print || page.hold;
  out.set("robots", hidden ? "noindex" : "");
}

/// Each date twice: as people say it, and as ISO 8601 for `<time datetime>`.
void set_dates(TemplateValue& out, const Site& site, const FrontMatter& front_matter) {
  const auto set = [&](const std::string& key, const std::string& date) {
    out.set(key, spoken_date(date, site.theme.strings)).set(key + "_iso", date);
  };
  set("date", front_matter.date.text);
  set("updated", updated_on(front_matter, site.build_date));
  set("review_by", front_matter.review_by.text);
}

void set_tags(TemplateValue& out, const FrontMatter& front_matter) {
  TemplateValue tags = TemplateValue::list();
  for (const std::string& tag : front_matter.tags) tags.push(TemplateValue::text(tag));
  out.set("tags", std::move(tags)).set("has_tags", !front_matter.tags.empty());
}

TemplateValue contents_item(std::string_view id, std::string_view label, int level) {
  TemplateValue item;
  item.set("id", id).set("label", label).set("level", std::to_string(level));
  return item;
}

/// Headings of levels 2 and 3; the print edition lists chapters and their headings instead.
void set_contents(TemplateValue& out, const Site& site, PageId id, const Body& body) {
  const Page& page = site.page(id);
  const auto text_of = [&](const std::string& heading_id, const Heading& heading) {
    const auto written = body.heading_texts.find(heading_id);
    return written == body.heading_texts.end() ? heading.text : written->second;
  };
  struct Entry {
    std::string id;
    std::string label;
    std::vector<std::pair<std::string, std::string>> below;
  };
  std::vector<Entry> entries;
  if (page.origin == PageOrigin::Print) {
    for (const PageId chapter : report_pages(site, page.report)) {
      const std::string prefix = print_prefix(site, chapter);
      entries.push_back({prefix, site.page(chapter).title, {}});
      for (const Heading& heading : site.page(chapter).document->headings) {
        if (heading.level != 2) continue;
        const std::string heading_id = prefix + "--" + heading.id;
        entries.back().below.emplace_back(heading_id, text_of(heading_id, heading));
      }
    }
  } else {
    for (const Heading& heading : page.document->headings) {
      const std::string text = text_of(heading.id, heading);
      if (heading.level <= 2) entries.push_back({heading.id, text, {}});
      if (heading.level == 3 && !entries.empty()) entries.back().below.emplace_back(heading.id, text);
    }
  }
  const Toggle wish = page.document->front_matter.toc;
  const bool wanted = wish == Toggle::On ||
                      (wish == Toggle::Default && entries.size() > kHeadingsWithoutContents) ||
                      page.origin == PageOrigin::Print;
  TemplateValue list = TemplateValue::list();
  if (wanted) {
    for (const Entry& entry : entries) {
      TemplateValue item = contents_item(entry.id, entry.label, 2);
      TemplateValue below = TemplateValue::list();
      for (const auto& [child, label] : entry.below) {
        TemplateValue inner = contents_item(child, label, 3);
        inner.set("has_children", false).set("children", false);
        below.push(std::move(inner));
      }
      item.set("has_children", !entry.below.empty()).set("children", std::move(below));
      list.push(std::move(item));
    }
  }
  out.set("toc", std::move(list)).set("has_toc", wanted && !entries.empty());
}

void set_changes(TemplateValue& out, const Site& site, const FrontMatter& front_matter) {
  TemplateValue list = TemplateValue::list();
  const auto changes = shown_changes(front_matter, site.build_date);
  for (const ChangeNote& note : changes) {
    TemplateValue item;
    item.set("date", spoken_date(note.date, site.theme.strings))
        .set("date_iso", note.date)
        .set("text", note.text);
    list.push(std::move(item));
  }
  out.set("changes", std::move(list)).set("has_changes", !changes.empty());
}

void set_abbreviations(TemplateValue& out, const Body& body) {
  TemplateValue list = TemplateValue::list();
  for (const Abbreviation& abbreviation : body.abbreviations) {
    TemplateValue item;
    item.set("term", abbreviation.term)
        .set("expansion", abbreviation.expansion)
        .set("address", abbreviation.address);
    list.push(std::move(item));
  }
  out.set("abbreviations", std::move(list)).set("has_abbreviations", !body.abbreviations.empty());
}

void set_links(TemplateValue& out, const Site& site, const Body& body) {
  TemplateValue list = TemplateValue::list();
  const std::vector<PrintedLink> links = printed_links(body.html, site.config.origin());
  for (const PrintedLink& link : links) {
    TemplateValue item;
    item.set("label", link.label).set("address", link.address);
    list.push(std::move(item));
  }
  out.set("links", std::move(list)).set("has_links", !links.empty());
}

std::string base_name(const std::string& path) {
  std::string name = path.substr(std::string_view("assets/").size());
  for (char& c : name) {
    if (!is_ascii_letter(c) && !is_ascii_digit(c)) c = '_';
  }
  return name;
}

void set_params(TemplateValue& out, const YamlNode& params) {
  TemplateValue values;
  for (std::size_t i = 0; i < params.keys.size(); ++i) {
    const YamlNode& node = params.children[i];
    if (const auto flag = node.as_bool()) {
      values.set(params.keys[i].text, *flag);
    } else if (node.is_scalar()) {
      values.set(params.keys[i].text, node.text);
    } else if (node.is_sequence()) {
      TemplateValue list = TemplateValue::list();
      for (const YamlNode& item : node.children) list.push(TemplateValue::text(item.text));
      values.set(params.keys[i].text, std::move(list));
    }
  }
  out.set("params", std::move(values));
}

std::string shown_text(const Site& site, PageId id) {
  const Page& page = site.page(id);
  return page.address + "\x1f" + page.label + "\x1f" + page.document->front_matter.description.text;
}

/// Assets right below assets/ are linked from every page, those in folders by the layouts that want them.
bool is_nested(const AssetFile& asset) {
  return asset.source_path.find('/', 7) != std::string::npos;
}

/// The modules of a page: a theme may name some that only bodies with a certain text need.
TemplateValue scripts_for(const Site& site, const Body& body) {
  TemplateValue scripts = TemplateValue::list();
  for (const AssetFile& asset : site.theme.assets) {
    if (is_nested(asset) || !asset.source_path.ends_with(".js")) continue;
    const auto mark = site.theme.script_marks.find(asset.source_path);
    if (mark != site.theme.script_marks.end() && body.html.find(mark->second) == std::string::npos) continue;
    TemplateValue item;
    item.set("address", href_of(site, "/" + asset.output_path)).set("integrity", asset.integrity);
    scripts.push(std::move(item));
  }
  return scripts;
}

void set_exit_link(TemplateValue& out, const Site& site, const FrontMatter& front_matter) {
  if (!front_matter.exit_link) {
    out.set("exit_link", false);
    return;
  }
  const SiteConfig& config = site.config;
  TemplateValue exit;
  exit.set("address", config.exit_address);
  exit.set("label", config.exit_label.empty() ? std::string(site.string("exit_label")) : config.exit_label);
  out.set("exit_link", std::move(exit));
}

void set_report(TemplateValue& out, const Site& site, PageId id) {
  if (site.page(id).report == kNoPage) {
    out.set("report", false).set("print_address", "");
    return;
  }
  const Page& report = site.page(site.page(id).report);
  const std::string print =
      site.theme.templates->has("print") ? href_of(site, report.address + "print/") : std::string();
  TemplateValue value;
  value.set("title", report.title)
      .set("address", href_of(site, report.address))
      .set("print_address", print)
      .set("is_current", site.page(id).report == id);
  out.set("report", std::move(value)).set("print_address", print);
}

/// The report's PDF on its front page: format, pages and size are known before anybody fetches it.
void set_pdf(TemplateValue& out, const Site& site, PageId id) {
  const auto pdf = site.page(id).report == id ? find_report_pdf(site, id) : std::nullopt;
  if (!pdf) {
    out.set("pdf", false);
    return;
  }
  std::string facts = "PDF, ";
  if (pdf->pages > 0)
    facts += replace_all(std::string(site.string("pdf_pages")), "{count}", std::to_string(pdf->pages)) + ", ";
  facts += directives::file_size_text(pdf->asset->bytes->text().size());
  TemplateValue value;
  value.set("address", href_of(site, "/" + pdf->asset->output_path)).set("facts", facts);
  out.set("pdf", std::move(value));
}

}  // namespace

TemplateValue site_context(const Site& site) {
  TemplateValue out;
  TemplateValue values;
  const SiteConfig& config = site.config;
  values.set("title", config.title)
      .set("short_title", config.short_title)
      .set("description", config.description);
  values.set("address", href_of(site, "/")).set("base_url", config.base_url).set("language", config.language);
  values.set("feed_address", href_of(site, "/feed.xml"));
  std::string search;
  for (const Page& page : site.pages) {
    if (page.layout == "search") search = href_of(site, page.address);
  }
  values.set("search_address", search);
  TemplateValue organisation;
  organisation.set("name", config.organisation_name.empty() ? config.title : config.organisation_name);
  organisation.set("email", config.organisation_email).set("phone", config.organisation_phone);
  values.set("organisation", std::move(organisation));
  set_params(values, config.params);
  out.set("site", std::move(values));

  TemplateValue strings;
  for (const auto& [key, text] : site.theme.strings) strings.set(key, text);
  out.set("strings", std::move(strings));

  TemplateValue sheets = TemplateValue::list();
  TemplateValue assets;
  for (const AssetFile& asset : site.theme.assets) {
    const std::string address = href_of(site, "/" + asset.output_path);
    TemplateValue named;
    named.set("address", address).set("integrity", asset.integrity);
    if (asset.picture && asset.picture->width > 0)
      named.set("width", std::to_string(asset.picture->width))
          .set("height", std::to_string(asset.picture->height));
    assets.set(base_name(asset.source_path), std::move(named));
    if (is_nested(asset)) continue;
    TemplateValue item;
    item.set("address", address).set("integrity", asset.integrity);
    if (asset.source_path.ends_with(".css")) {
      item.set("media", asset.source_path.ends_with("/print.css") ? "print" : "");
      sheets.push(std::move(item));
    }
  }
  out.set("assets", std::move(assets)).set("stylesheets", std::move(sheets));
  TemplateValue generator;
  generator.set("version", GAZETTE_VERSION).set("name", "Gazette");
  out.set("generator", std::move(generator));
  return out;
}

std::uint64_t chrome_fingerprint(const Site& site) {
  std::uint64_t out = site.theme.fingerprint;
  out = fingerprint(site.config.base_url, out);
  if (site.config.source) out = fingerprint(site.config.source->text(), out);
  for (const Menu& menu :
       {main_menu(site), menu_pages(site, site.config.footer), menu_pages(site, site.config.help)}) {
    for (const auto& [page, label] : menu) out = fingerprint(shown_text(site, page) + "\x1f" + label, out);
  }
  for (const Page& page : site.pages) {
    if (page.layout == "search") out = fingerprint(page.address, out);
  }
  return out;
}

TemplateValue page_context(const Site& site, PageId id, const Body& body, std::size_t words) {
  const FrontMatter& front_matter = site.page(id).document->front_matter;
  TemplateValue page;
  set_identity(page, site, id);
  set_dates(page, site, front_matter);
  page.set("body", body.html);
  page.set("reading_minutes",
           std::to_string(std::max<std::size_t>(1, (words + kWordsPerMinute / 2) / kWordsPerMinute)));
  set_tags(page, front_matter);
  set_breadcrumbs(page, site, id);
  set_contents(page, site, id, body);
  set_section_menu(page, site, id);
  set_neighbours(page, site, id);
  set_changes(page, site, front_matter);
  set_abbreviations(page, body);
  set_links(page, site, body);
  set_params(page, front_matter.params);
  set_exit_link(page, site, front_matter);
  set_report(page, site, id);
  set_pdf(page, site, id);
  TemplateValue values;
  values.set("page", std::move(page)).set("scripts", scripts_for(site, body));
  // Menus know which entry is the current page, so they are made for each page although layouts find
  // them under `site`.
  TemplateValue menus;
  menus.set("navigation", menu_list(site, main_menu(site), id));
  menus.set("footer", menu_list(site, menu_pages(site, site.config.footer), id));
  menus.set("help", menu_list(site, menu_pages(site, site.config.help), id));
  values.set("site", std::move(menus));
  return values;
}

PageFingerprints::PageFingerprints(const Site& site) : site_(site) {
  shown_.reserve(site.pages.size());
  for (const Page& page : site.pages) {
    std::uint64_t value = fingerprint(page.address, page.listed ? 1 : 0);
    value = fingerprint(page.label, value);
    shown_.push_back(fingerprint(page.document->front_matter.description.text, value));
  }
}

std::uint64_t PageFingerprints::shown(PageId page) const {
  return page == kNoPage ? 0 : shown_[static_cast<std::size_t>(page)];
}

std::uint64_t PageFingerprints::of(PageId id) const {
  const Page& page = site_.page(id);
  std::uint64_t out = fingerprint(page.title, page.document->fingerprint);
  out = fingerprint(page.layout, out) + (page.hold ? 1 : 0);
  // Notes that wait for their day.
  out += shown_changes(page.document->front_matter, site_.build_date).size();
  out = fingerprint(updated_on(page.document->front_matter, site_.build_date), out);
  const auto add = [&](PageId other) {
    const std::uint64_t value = shown(other);
    out = fingerprint({reinterpret_cast<const char*>(&value), sizeof value}, out);
  };
  add(id);
  add(page.previous);
  add(page.next);
  for (PageId above = page.section; above != kNoPage; above = site_.page(above).section) add(above);
  for (const SectionMenuEntry& entry : section_menu(site_, id).entries) {
    add(entry.page);
    for (const PageId below : entry.below) add(below);
  }
  if (page.report == id) {
    if (const auto pdf = find_report_pdf(site_, id)) out = fingerprint(pdf->asset->bytes->text(), out);
  }
  if (page.report != kNoPage) {
    add(page.report);
    out = fingerprint(site_.page(page.report).title, out);
  }
  if (page.origin == PageOrigin::Print) {
    for (const PageId chapter : report_pages(site_, page.report)) {
      add(chapter);
      out = fingerprint(site_.page(chapter).title, site_.page(chapter).document->fingerprint ^ out);
    }
  }
  return out;
}

}  // namespace gazette
