// The order of work: configuration, theme, data, pages, sections, numbering, menus, assets, redirects.
#include "stages/assemble.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/prose/numbering.h"
#include "formats/language/language_registry.h"
#include "formats/language/language_tag.h"
#include "stages/assemble_data.h"
#include "stages/load_theme.h"
#include "stages/made_pages.h"
#include "stages/page_address.h"
#include "stages/printed_report.h"
#include "stages/project/site_config.h"
#include "stages/redirects.h"
#include "stages/scan.h"

namespace gazette {
namespace {

class Assembler {
 public:
  Assembler(const ProjectFiles& files, const AssembleOptions& options, Site& site, Diagnostics& diagnostics)
      : files_(files), options_(options), site_(site), diagnostics_(diagnostics) {}

  void run(const std::vector<DocumentPtr>& documents) {
    for (const DocumentPtr& document : documents) note_draft_section(*document);
    for (const DocumentPtr& document : documents) add_page(document);
    add_made_pages(site_, diagnostics_);
    finish_pages();
    link_sections();
    number_tables();
    check_menus();
    add_assets();
    read_redirects(files_, site_, diagnostics_);
  }

 private:
  /// A section that is a draft keeps back all that is in its folder, so that next year's report can be
  /// written beside this year's.
  void note_draft_section(const Document& document) {
    if (!document.front_matter.draft || options_.drafts != Drafts::Exclude) return;
    const std::string_view folder = folder_of(document.path);
    if (is_section_path(document.path) && !folder.empty())
      draft_folders_.push_back(std::string(folder) + "/");
  }

  bool in_draft_section(std::string_view path) const {
    return std::any_of(draft_folders_.begin(), draft_folders_.end(),
                       [&](const std::string& folder) { return path.starts_with(folder); });
  }

  void add_page(const DocumentPtr& document) {
    const FrontMatter& front_matter = document->front_matter;
    const bool is_draft = front_matter.draft || in_draft_section(document->path);
    if (is_draft && options_.drafts == Drafts::Exclude) {
      site_.drafts.insert(document->path);
      return;
    }
    if (is_fragment(document->path)) return;
    report_index_file(*document);
    Page page;
    page.document = document;
    page.is_section = is_section_path(document->path);
    page.address = addresses_.add(document->path, front_matter.slug.text);
    page.title = front_matter.title.empty() ? document->path : front_matter.title.text;
    page.label = front_matter.navigation_label.empty() ? page.title : front_matter.navigation_label;
    page.listed = front_matter.in_navigation && page.address != "/404.html";
    page.layout = front_matter.layout.text;
    if (page.layout.empty()) {
      page.layout = page.address == "/"           ? "home"
                    : page.address == "/404.html" ? "not-found"
                    : page.is_section             ? "section"
                                                  : "page";
      if (!site_.theme.templates->has(page.layout)) page.layout = "page";
    } else if (!site_.theme.templates->has(page.layout)) {
      diagnostics_.error("layout/missing", front_matter.layout.place,
                         "the theme `" + site_.theme.name + "` has no layout `" + page.layout + "`",
                         did_you_mean(page.layout, site_.theme.templates->names()));
      page.layout = "page";
    }
    site_.pages.push_back(std::move(page));
  }

  /// Other generators make a folder's page of these; here they are pages below it.
  void report_index_file(const Document& document) {
    const std::string_view name = file_name_of(document.path);
    const std::string stem = to_lower_ascii(name.substr(0, name.find('.')));
    if (stem != "index" && stem != "readme") return;
    const std::string folder(folder_of(document.path));
    const std::string own = folder.empty() ? "_index.md" : folder + "/_index.md";
    diagnostics_.warning("page/index-file", {document.source, document.front_matter.span},
                         "a folder's own page is _index.md; this file becomes a page below it",
                         "call it content/" + own + ", or give it the name of what it is about");
  }

  void finish_pages() {
    std::stable_sort(site_.pages.begin(), site_.pages.end(),
                     [](const Page& a, const Page& b) { return a.address < b.address; });
    std::vector<std::pair<std::string, std::string>> dropped;
    std::vector<Page> kept;
    kept.reserve(site_.pages.size());
    for (Page& page : site_.pages) {
      if (!kept.empty() && kept.back().address == page.address) {
        diagnostics_
            .error("page/same-address", {page.document->source, page.document->front_matter.span},
                   "two pages have the address " + page.address, "give one of them another name, or a `slug`")
            .notes.push_back({"the other page", {kept.back().document->source, {}}});
        // Links to the page that is left out are not broken as well.
        dropped.emplace_back(page.document->path, page.address);
        continue;
      }
      kept.push_back(std::move(page));
    }
    site_.pages = std::move(kept);
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      Page& page = site_.pages[i];
      const auto id = static_cast<PageId>(i);
      page.output_path = page.address == "/404.html" ? "404.html" : page.address.substr(1) + "index.html";
      site_.by_path.emplace(page.document->path, id);
      site_.by_address.emplace(page.address, id);
      if (page.address == "/") site_.home = id;
      if (!page.board.empty()) site_.by_board.emplace(page.board, id);
      for (const Directive& directive : page.document->tree.directives) {
        if (directive.name == "board") site_.by_board.emplace(directive.argument, id);
      }
    }
    for (const auto& [path, address] : dropped) site_.by_path.emplace(path, site_.by_address.at(address));
    if (site_.home == kNoPage && !site_.pages.empty()) {
      diagnostics_.warning("page/no-home",
                           {std::make_shared<SourceFile>("content/_index.md", std::string()), {}},
                           "the site has no home page", "make content/_index.md");
    }
  }

  /// Order within a section: weight, then the number in the name, then the name.
  auto order_key(PageId id) const {
    const Page& page = site_.page(id);
    constexpr std::int64_t kLast = std::int64_t{1} << 40;
    const std::optional<int> order = read_content_name(file_name_of(page_stem(page.document->path))).order;
    const std::int64_t number = order ? *order : kLast;
    return std::make_tuple(page.document->front_matter.weight.value_or(number), number, page.address);
  }

  void link_sections() {
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      Page& page = site_.pages[i];
      const auto id = static_cast<PageId>(i);
      if (id == site_.home) continue;
      std::string above = page.address;
      if (above == "/404.html") above = "/x/";
      while (above.size() > 1) {
        above.resize(above.rfind('/', above.size() - 2) + 1);
        const auto found = site_.by_address.find(above);
        if (found == site_.by_address.end() || !site_.page(found->second).is_section) continue;
        page.section = found->second;
        break;
      }
      if (page.section != kNoPage) site_.pages[static_cast<std::size_t>(page.section)].children.push_back(id);
    }
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      auto& children = site_.pages[i].children;
      std::vector<std::pair<decltype(order_key(0)), PageId>> keyed;
      keyed.reserve(children.size());
      for (const PageId child : children) keyed.emplace_back(order_key(child), child);
      std::sort(keyed.begin(), keyed.end());
      for (std::size_t n = 0; n < keyed.size(); ++n) children[n] = keyed[n].second;
      link_siblings(static_cast<PageId>(i));
    }
    for (Page& page : site_.pages) page.report = report_of(page);
  }

  /// Previous and next within a section, which comes before its first page. Pages right below the home
  /// page are no sequence.
  void link_siblings(PageId section) {
    if (section == site_.home) return;
    PageId before = section;
    for (const PageId child : site_.page(section).children) {
      Page& page = site_.pages[static_cast<std::size_t>(child)];
      if (!page.listed) continue;
      page.previous = before;
      Page& earlier = site_.pages[static_cast<std::size_t>(before)];
      if (before != section || earlier.next == kNoPage) earlier.next = child;
      before = child;
    }
  }

  PageId report_of(const Page& page) const {
    const auto self = site_.by_address.find(page.address);
    PageId id = self == site_.by_address.end() ? kNoPage : self->second;
    while (id != kNoPage) {
      if (site_.page(id).is_section && site_.page(id).layout == "report") return id;
      id = site_.page(id).section;
    }
    return kNoPage;
  }

  /// Tables and figures are numbered through a report, page by page in its order; elsewhere each page
  /// starts at 1.
  void number_tables() {
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      if (!site_.pages[i].is_section || site_.pages[i].layout != "report") continue;
      int table = 1;
      int figure = 1;
      number_below(static_cast<PageId>(i), table, figure);
      for (const PageId page : pages_printed_with(site_, static_cast<PageId>(i)))
        number_page(page, table, figure);
      check_printed_with(site_.pages[i]);
    }
  }

  void check_printed_with(const Page& report) {
    const YamlNode* also = report.document->front_matter.params.find("print_also");
    if (also == nullptr) return;
    std::vector<std::string> known;
    for (const auto& [path, id] : site_.by_path) known.push_back(path);
    std::sort(known.begin(), known.end());
    for (const YamlNode& path : also->children) {
      if (site_.by_path.count(path.text) > 0) continue;
      diagnostics_.error("front-matter/bad-value", {report.document->source, path.span},
                         "there is no page content/" + path.text, did_you_mean(path.text, known));
    }
  }

  void number_below(PageId id, int& table, int& figure) {
    number_page(id, table, figure);
    for (const PageId child : site_.page(id).children) number_below(child, table, figure);
  }

  void number_page(PageId id, int& table, int& figure) {
    Page& page = site_.pages[static_cast<std::size_t>(id)];
    page.first_table = table;
    page.first_figure = figure;
    for (const NumberedItem& item : numbered_items(page.document->tree)) ++(item.figure ? figure : table);
  }

  void check_menu(const std::vector<MenuEntry>& menu) {
    for (const MenuEntry& entry : menu) check_path(entry.page);
  }

  void check_path(const PlacedText& path) {
    if (path.empty() || site_.by_path.count(path.text) > 0) return;
    std::vector<std::string> known;
    for (const auto& [name, page] : site_.by_path) known.push_back(name);
    std::sort(known.begin(), known.end());
    const bool is_draft = site_.drafts.count(path.text) > 0;
    diagnostics_.error("config/unknown-page", path.place,
                       is_draft ? "the page " + path.text + " is a draft" : "there is no page " + path.text,
                       is_draft ? "publish it, or take it out of the menu" : did_you_mean(path.text, known));
  }

  void check_menus() {
    check_menu(site_.config.navigation);
    check_menu(site_.config.footer);
    check_menu(site_.config.help);
    check_path(site_.config.glossary_page);
  }

  void add_asset(AssetFile asset) {
    const auto [earlier, fresh] = site_.asset_by_output.emplace(asset.output_path, site_.assets.size());
    if (!fresh) {
      diagnostics_.error("asset/same-address", {asset.bytes, {}},
                         "two files would be published as /" + asset.output_path, "rename one of them");
      return;
    }
    site_.assets.push_back(std::move(asset));
  }

  void add_assets() {
    for (const auto& [path, bytes] : files_.assets) add_asset({"assets/" + path, path, bytes, {}, false});
    for (const auto& [path, bytes] : files_.bundle) {
      if (in_draft_section(path)) continue;
      // A file beside a page is its own asset, published under the address of its folder.
      const std::string address = addresses_.of_folder(folder_of(path)).append(file_name_of(path));
      site_.asset_by_source.emplace(path, site_.assets.size());
      add_asset({"content/" + path, address.substr(1), bytes, {}, false});
    }
    for (const AssetFile& asset : site_.theme.assets) add_asset(asset);
  }

  const ProjectFiles& files_;
  const AssembleOptions& options_;
  Site& site_;
  Diagnostics& diagnostics_;
  PageAddresses addresses_;
  std::vector<std::string> draft_folders_;  // "annual-report/2020-21/"
};

/// The same documents, each section before what is in its folder, as PageAddresses wants them.
std::vector<DocumentPtr> sections_first(std::vector<DocumentPtr> documents) {
  const auto rank = [](const DocumentPtr& document) {
    const auto depth = std::count(document->path.begin(), document->path.end(), '/');
    return 2 * depth + (is_section_path(document->path) ? 0 : 1);
  };
  std::stable_sort(documents.begin(), documents.end(),
                   [&](const DocumentPtr& a, const DocumentPtr& b) { return rank(a) < rank(b); });
  return documents;
}

}  // namespace

std::string_view Site::string(const std::string& key) const {
  const auto found = theme.strings.find(key);
  return found == theme.strings.end() ? std::string_view(key) : std::string_view(found->second);
}

std::shared_ptr<const Site> assemble_site(const ProjectFiles& files,
                                          const std::vector<DocumentPtr>& documents,
                                          const AssembleOptions& options, AssembleCache& cache,
                                          Diagnostics& diagnostics) {
  auto site = std::make_shared<Site>();
  site->config = read_site_config(files.config, diagnostics);
  if (!options.base_url.empty()) {
    site->config.base_url = options.base_url.ends_with('/') ? options.base_url : options.base_url + "/";
  }
  if (std::string& language = site->config.language;
      site->config.source && (!is_well_formed_language_tag(language) || !is_known_language_tag(language))) {
    diagnostics.error("config/bad-value", site->config.language_place,
                      "`" + language + "` is no language that browsers know",
                      "write a tag of BCP 47, such as en-GB or cy");
    language = SiteConfig().language;
  }
  site->commit = files.commit;
  site->build_date = options.build_date;
  load_theme(files, site->config, *site, cache, diagnostics);
  assemble_data(files, *site, cache, diagnostics);
  Assembler(files, options, *site, diagnostics).run(sections_first(documents));
  return site;
}

}  // namespace gazette
