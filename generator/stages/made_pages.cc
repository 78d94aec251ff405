// Each kind of page in turn. Their text is written as an author would write it, so that they are scanned and
// rendered like any other page.
#include "stages/made_pages.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "content/prose/headings.h"
#include "content/words/wording.h"
#include "stages/page_address.h"

namespace gazette {
namespace {

DocumentPtr made_document(const std::string& path, const std::string& title, const std::string& body,
                          const std::string& description = {}) {
  auto document = std::make_shared<Document>();
  document->path = path;
  document->source = std::make_shared<SourceFile>("content/" + path, body);
  document->front_matter.title = {title, {document->source, {}}};
  document->front_matter.description = {description, {document->source, {}}};
  MarkdownOptions options;
  Diagnostics ignored;
  document->tree = parse_markdown(document->source, {0, body.size()}, options, ignored);
  document->headings = collect_headings(document->tree, {}, ignored);
  document->fingerprint = fingerprint(title + '\x1f' + description, fingerprint(body));
  return document;
}

Page made_page(PageOrigin origin, DocumentPtr document, std::string address, std::string layout) {
  Page page;
  page.origin = origin;
  page.title = document->front_matter.title.text;
  page.label = page.title;
  page.document = std::move(document);
  page.address = std::move(address);
  page.layout = std::move(layout);
  return page;
}

class MadePages {
 public:
  MadePages(Site& site, Diagnostics& diagnostics) : site_(site), diagnostics_(diagnostics) {}

  void run() {
    add_board_pages();
    add_print_pages();
    add_usual_pages();
  }

 private:
  void add_board_pages() {
    if (site_.config.boards.empty() || site_.matrix.boards.empty()) return;
    std::unordered_set<std::string> present;
    for (const Page& page : site_.pages) {
      for (const Directive& directive : page.document->tree.directives) {
        if (directive.name == "board") present.insert(directive.argument);
      }
    }
    std::string folder = site_.config.boards.text;
    while (folder.ends_with('/')) folder.pop_back();
    const std::string index = folder + "/_index.md";
    const auto section = std::find_if(site_.pages.begin(), site_.pages.end(),
                                      [&](const Page& page) { return page.document->path == index; });
    if (section == site_.pages.end()) {
      diagnostics_.error("config/unknown-page", site_.config.boards.place,
                         "there is no section content/" + folder, "make content/" + index);
      return;
    }
    const std::string address = section->address;  // new pages move the old ones
    for (const Board& board : site_.matrix.boards) {
      if (present.count(board.id) > 0) continue;
      Page page =
          made_page(PageOrigin::Board,
                    made_document(folder + "/" + board.id + ".md", board.name,
                                  "```{board} " + board.id + "\n```\n", word("matrix_board_description")),
                    address + slugify(board.id) + "/", "page");
      page.board = board.id;
      site_.pages.push_back(std::move(page));
    }
  }

  void add_print_pages() {
    if (!site_.theme.templates->has("print")) return;
    std::vector<Page> made;
    for (const Page& report : site_.pages) {
      if (report.layout != "report" || !report.is_section) continue;
      const std::string folder(page_stem(report.document->path));
      Page page = made_page(PageOrigin::Print,
                            made_document((folder.empty() ? "" : folder + "/") + "print.md", report.title, "",
                                          report.document->front_matter.description.text),
                            report.address + "print/", "print");
      page.listed = false;
      made.push_back(std::move(page));
    }
    std::move(made.begin(), made.end(), std::back_inserter(site_.pages));
  }

  bool has_address(std::string_view address) const {
    return std::any_of(site_.pages.begin(), site_.pages.end(),
                       [&](const Page& page) { return page.address == address; });
  }

  /// The first page that holds a directive; null when none does.
  const Page* page_with(std::string_view directive) const {
    for (const Page& page : site_.pages) {
      for (const Directive& used : page.document->tree.directives) {
        if (used.name == directive) return &page;
      }
    }
    return nullptr;
  }

  std::string word(std::string_view key) const { return say(site_.theme.strings, key); }

  Page& add_usual_page(const std::string& path, const std::string& address, const std::string& title,
                       const std::string& body, const std::string& layout) {
    Page page = made_page(PageOrigin::Usual, made_document(path, title, body), address,
                          site_.theme.templates->has(layout) ? layout : "page");
    page.listed = false;
    site_.pages.push_back(std::move(page));
    return site_.pages.back();
  }

  /// What every site has, made where no content file is it: server rules name 404.html, its layout holds a
  /// search box, terms link to the glossary and tables to the data page.
  void add_usual_pages() {
    if (site_.pages.empty()) return;
    const bool has_search = std::any_of(site_.pages.begin(), site_.pages.end(),
                                        [](const Page& page) { return page.layout == "search"; });
    if (!has_search && site_.theme.templates->has("search") && !has_address("/search/"))
      add_usual_page("search.md", "/search/", word("search_title"), "", "search");
    if (!has_address("/404.html")) {
      std::string body = word("not_found_text") + "\n";
      if (has_address("/")) body += "\n[" + word("not_found_home") + "](/)\n";
      add_usual_page("404.md", "/404.html", word("not_found_title"), body, "not-found");
    }
    const Page* glossary = page_with("glossary");
    if (glossary == nullptr && !site_.glossary.terms.empty() && !has_address("/glossary/")) {
      glossary = &add_usual_page("glossary.md", "/glossary/", word("glossary_title"), "```{glossary}\n```\n",
                                 "page");
      site_.config.footer.push_back({{glossary->document->path, {}}, {}});
    }
    if (glossary != nullptr && site_.config.glossary_page.empty())
      site_.config.glossary_page = {glossary->document->path, {}};
    const bool has_data = std::any_of(site_.data.sets.begin(), site_.data.sets.end(),
                                      [](const DataSet& set) { return set.published; });
    if (has_data && page_with("data-index") == nullptr && !has_address("/data/")) {
      add_usual_page("data.md", "/data/", word("data_title"), "```{data-index}\n```\n", "page");
      site_.config.footer.push_back({{"data.md", {}}, {}});
    }
  }

  Site& site_;
  Diagnostics& diagnostics_;
};

}  // namespace

void add_made_pages(Site& site, Diagnostics& diagnostics) {
  MadePages(site, diagnostics).run();
}

}  // namespace gazette
