#pragma once
// The whole site once every file is known: pages with addresses, sections, menus, data and glossary.
// Assembled on one thread, constant from then on.

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/template.h"
#include "model/config.h"
#include "model/data_set.h"
#include "model/document.h"
#include "model/glossary.h"
#include "model/responsibilities.h"

namespace gazette {

/// Index into Site::pages.
using PageId = std::int32_t;
inline constexpr PageId kNoPage = -1;

/// Where a page comes from: a content file, or made for a board, for a report's print edition, or because
/// every site has one (404, search, glossary, data) and no content file is it.
enum class PageOrigin { Content, Board, Print, Usual };

struct Page {
  DocumentPtr document;  // never null; made pages have a document made for them
  PageOrigin origin = PageOrigin::Content;
  std::string address;      // "/annual-report/2019-20/neglect/", without the base path
  std::string output_path;  // "annual-report/2019-20/neglect/index.html"
  std::string layout;       // name of the layout it is rendered with
  std::string title;
  std::string label;  // in menus: `navigation` or the title
  bool is_section = false;
  bool listed = true;            // in menus and lists
  PageId section = kNoPage;      // the section above; kNoPage for the home page
  std::vector<PageId> children;  // sections only, in order
  PageId previous = kNoPage;
  PageId next = kNoPage;
  PageId report = kNoPage;  // the report it is a chapter of, or itself
  int first_table = 1;      // number of its first table and figure
  int first_figure = 1;
  std::string board;  // Board pages: the board's id
};

/// A file that is copied: from assets/, a page bundle or the theme.
struct AssetFile {
  std::string source_path;  // below the project folder
  std::string output_path;  // below the site
  SourcePtr bytes;
  std::string integrity;  // theme assets only
  bool fingerprinted = false;
};

/// An old address and where it leads now. `to` is an address of this site or an absolute one.
struct Redirect {
  std::string from;
  std::string to;
  Place place;
  bool temporary = false;  // leads elsewhere one day, so browsers must ask again (302, not 301)
};

/// Themes: layouts, partials, strings and assets, project files before shared ones.
struct Theme {
  std::string name;
  std::shared_ptr<const Templates> templates;
  std::map<std::string, std::string> strings;  // of the site's language, en-GB filling gaps
  std::vector<AssetFile> assets;
  /// Scripts for some pages only: source path ("assets/table-sort.js") to the text that asks for it in a
  /// body.
  std::map<std::string, std::string> script_marks;
  /// Ids of its layouts and scripts: headings and terms of a page get others.
  std::set<std::string> ids;
  std::uint64_t words_fingerprint = 0;   // of the strings
  std::uint64_t fingerprint = 0;         // of layouts, strings and which assets there are, but for style
  std::uint64_t sheets_fingerprint = 0;  // of the names of style sheets, which follow from their bytes
};

struct Site {
  SiteConfig config;
  Theme theme;
  std::vector<Page> pages;       // sorted by address
  std::set<std::string> drafts;  // content paths that are left out of this build
  PageId home = kNoPage;
  std::unordered_map<std::string, PageId> by_path;     // content path to page
  std::unordered_map<std::string, PageId> by_address;  // address to page
  std::map<std::string, PageId> by_board;
  std::vector<AssetFile> assets;
  std::unordered_map<std::string, std::size_t> asset_by_output;  // output path to asset
  std::unordered_map<std::string, std::size_t> asset_by_source;  // path below content/ to asset
  std::vector<Redirect> redirects;
  DataLibrary data;
  Glossary glossary;
  ResponsibilityMatrix matrix;
  std::string commit;      // of the source, when the project is a git checkout
  std::string build_date;  // ISO; for review dates and waivers, never for output bytes

  const Page& page(PageId id) const { return pages[static_cast<std::size_t>(id)]; }
  /// The word or sentence for `key` in the site's language; the key itself when nobody gave one.
  std::string_view string(const std::string& key) const;
};

}  // namespace gazette
