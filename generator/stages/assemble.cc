// The order of work: configuration, theme, data, pages, sections, numbering, menus, assets, redirects.
#include "stages/assemble.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/prose/link_target.h"
#include "content/prose/numbering.h"
#include "formats/language/language_registry.h"
#include "formats/language/language_tag.h"
#include "stages/assemble_data.h"
#include "stages/held_pages.h"
#include "stages/load_theme.h"
#include "stages/made_pages.h"
#include "stages/page_address.h"
#include "stages/printed_report.h"
#include "stages/private_names.h"
#include "stages/project/site_config.h"
#include "stages/published_data.h"
#include "stages/published_files.h"
#include "stages/published_terms.h"
#include "stages/redirects.h"
#include "stages/scan.h"
#include "stages/withdrawn_notice.h"

namespace gazette {
namespace {

class Assembler {
 public:
  Assembler(const ProjectFiles& files, const AssembleOptions& options, const HeldPages& held,
            PictureCache& pictures, Site& site, Diagnostics& diagnostics)
      : files_(files),
        options_(options),
        held_(held),
        pictures_(pictures),
        site_(site),
        diagnostics_(diagnostics) {}

  void run(const std::vector<DocumentPtr>& documents) {
    site_.held_folders = held_.folders();
    for (const DocumentPtr& document : documents) add_page(document);
    for (const Page& page : site_.pages) check_includes(page.document->tree);
    std::stable_sort(site_.schedule.begin(), site_.schedule.end(),
                     [](const ScheduledChange& a, const ScheduledChange& b) { return a.moment < b.moment; });
    check_any_left();
    settle_published_data(files_, site_, diagnostics_);
    settle_published_terms(site_);
    add_made_pages(site_, diagnostics_);
    finish_pages();
    write_withdrawn_notices(site_, diagnostics_);
    link_sections();
    number_tables();
    check_menus();
    add_assets();
    read_redirects(files_, site_, diagnostics_);
    hold_redirects(site_, diagnostics_);
  }

 private:
  void add_page(const DocumentPtr& document) {
    const FrontMatter& front_matter = document->front_matter;
    if (is_fragment(document->path)) return;
    report_index_file(*document);
    Page page;
    page.document = document;
    page.is_section = is_section_path(document->path);
    page.address = addresses_.add(document->path, front_matter.slug.text);
    note_schedule(*document, page.address);
    page.hold = held_.hold(*document);
    check_page_dates(*document, page.hold, site_.build_date, site_.config.time_zone, diagnostics_);
    if (page.hold && held_.is_left_out(*page.hold)) {
      site_.held.emplace(document->path, HeldPage{document, *page.hold, page.address});
      return;
    }
    if (page.hold && page.hold->reason == HeldReason::Withdrawn) {
      site_.held.emplace(document->path, HeldPage{document, *page.hold, page.address});
      empty_withdrawn_page(page);
      site_.pages.push_back(std::move(page));
      return;
    }
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

  /// The words of a page that is held back do not get into another by an include.
  void check_includes(const MarkdownTree& tree) {
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      if (tree.nodes[i].kind != MarkdownKind::Directive) continue;
      const Directive& directive = tree.directive(tree.nodes[i]);
      if (directive.name != "include") continue;
      std::string_view path = directive.argument;
      if (path.starts_with('/')) path.remove_prefix(1);
      const auto held = site_.held.find(std::string(path));
      if (held == site_.held.end()) continue;
      diagnostics_.error("include/draft", tree.place(static_cast<NodeId>(i), directive.argument_span),
                         "the included file " + std::string(path) + " " + held_in_words(held->second.hold),
                         "publish it, or take the include out until then");
    }
  }

  void note_schedule(const Document& document, const std::string& address) {
    for (ScheduledChange& change : held_.changes_of(document)) {
      change.address = address;
      site_.schedule.push_back(std::move(change));
    }
  }

  /// A site that lost every page at once is a slip, and the one that is there stays.
  void check_any_left() {
    if (!site_.pages.empty() || site_.held.empty()) return;
    const auto home = site_.held.find("_index.md");
    const auto& [path, page] = home == site_.held.end() ? *site_.held.begin() : *home;
    if (page.hold.reason == HeldReason::Draft || page.hold.reason == HeldReason::DraftSection) return;
    diagnostics_.error(
        "publish/nothing-left", {page.document->source, page.document->front_matter.span},
        "every page is held back, so there is no site: this one " + held_in_words(page.hold),
        "what the home page asks for holds for all pages; take it out here, and give it to the "
        "pages that it is meant for");
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
    const auto held = site_.held.find(path.text);
    const bool is_held = held != site_.held.end();
    diagnostics_.error("config/unknown-page", path.place,
                       is_held ? "the page " + path.text + " " + held_in_words(held->second.hold)
                               : "there is no page " + path.text,
                       is_held ? "publish it, or take it out of the menu" : did_you_mean(path.text, known));
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

  /// Adds a file as it is published.
  void add_file(std::string source_path, std::string output_path, const SourcePtr& file) {
    const PublishedFile& published = pictures_.at(file);
    add_asset(
        {std::move(source_path), std::move(output_path), published.bytes, {}, false, published.picture});
  }

  void clean_files() {
    std::vector<SourcePtr> files;
    for (const auto* group : {&files_.assets, &files_.bundle}) {
      for (const auto& [path, file] : *group) files.push_back(file);
    }
    clean_pictures(files, options_.jobs, pictures_);
  }

  void add_assets() {
    clean_files();
    for (const auto& [path, file] : files_.assets) {
      if (leftover_of(path) == Leftover::None) {
        add_file("assets/" + path, path, file);
      } else {
        site_.leftovers.push_back(file);
      }
    }
    for (const auto& [path, bytes] : files_.bundle) {
      if (held_.in_held_folder(path)) {
        site_.held_files.emplace(path, bytes);
        continue;
      }
      if (leftover_of(path) != Leftover::None) {
        site_.leftovers.push_back(bytes);
        continue;
      }
      // A file beside a page is its own asset, published under the address of its folder.
      const std::string address = addresses_.of_folder(folder_of(path)).append(file_name_of(path));
      site_.asset_by_source.emplace(path, site_.assets.size());
      add_file("content/" + path, address.substr(1), bytes);
    }
    for (const AssetFile& asset : site_.theme.assets) add_asset(asset);
  }

  const ProjectFiles& files_;
  const AssembleOptions& options_;
  const HeldPages& held_;
  PictureCache& pictures_;
  Site& site_;
  Diagnostics& diagnostics_;
  PageAddresses addresses_;
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

/// The day of a build is that of the site's own time zone.
void settle_clock(AssembleOptions& options, Site& site) {
  const TimeZone& zone = site.config.time_zone;
  const auto day = parse_written_time(options.build_date);
  if (!options.now && day) options.now = zone.moments_of(*day).first;
  site.now = options.now;
  site.build_date = options.build_date;
  if (!day && options.now) {
    WrittenTime time = zone.clock_at(*options.now);
    time.has_time = false;
    time.offset.reset();
    site.build_date = iso_text(time);
  }
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
  AssembleOptions at_moment = options;
  settle_clock(at_moment, *site);
  load_theme(files, site->config, *site, cache, diagnostics);
  assemble_data(files, at_moment, *site, cache, diagnostics);
  const HeldPages held(documents, at_moment, site->config.time_zone, diagnostics);
  Assembler(files, at_moment, held, cache.pictures, *site, diagnostics).run(sections_first(documents));
  return site;
}

}  // namespace gazette
