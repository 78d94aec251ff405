#pragma once
// The whole site once every file is known: pages with addresses, sections, menus, data and glossary.
// Assembled on one thread, constant from then on.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.h"
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

/// Why readers do not see a page.
enum class HeldReason { Draft, DraftSection, Embargo, DatedAhead, Withdrawn };

/// What holds a page back, and until when. `stages/held_pages` is the one place that decides it.
struct Hold {
  HeldReason reason = HeldReason::Draft;
  std::string section;  // content path of the section page that says so; empty: the page itself
  Moment moment = 0;    // Embargo, DatedAhead: in the site from then on; Withdrawn: gone since then
  std::string when;     // the same in words, "7 December 2026 at 09:30"; empty for drafts
};

/// A page that is held back, and with it whatever no other page uses.
struct HeldPage {
  DocumentPtr document;
  Hold hold;
  std::string address;
};

/// Something that the clock will do to the site by itself.
struct ScheduledChange {
  Moment moment = 0;
  std::string when;  // in words, in the site's time zone
  bool withdrawal = false;
  std::string path;   // of the file: "content/news/plan.md", "content/data/budget.yaml"
  std::string title;  // of the page or data set
  std::string address;
};

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
  std::string board;         // Board pages: the board's id
  std::optional<Hold> hold;  // shown by a preview although readers do not see it
  bool withdrawn = false;    // its document is a notice to readers, made in place of the author's
};

/// What is known of a file that is a picture, or that somebody may take for one.
struct AssetPicture {
  std::uint32_t width = 0;   // in CSS pixels, the right side up; 0 when the picture does not say
  std::uint32_t height = 0;  // likewise
  bool shown = true;         // browsers show it in an <img>
  bool withheld = false;  // what it says beside the picture cannot be taken out: published are no bytes of it
  bool told = false;      // why it is not shown is among `findings`
  std::string what;       // not shown: "this is a TIFF picture"
  std::string advice;     // not shown: what to do
  Diagnostics findings;   // at the file, for when it is published
};

/// A file that is copied: from assets/, a page bundle or the theme.
struct AssetFile {
  std::string source_path;  // below the project folder
  std::string output_path;  // below the site
  SourcePtr bytes;          // as published: of a picture the picture alone
  std::string integrity;    // theme assets only
  bool fingerprinted = false;
  std::shared_ptr<const AssetPicture> picture = nullptr;  // null for files of other kinds
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
  std::vector<Page> pages;                // sorted by address
  std::map<std::string, HeldPage> held;   // by content path: pages that readers of this build do not see
  std::vector<std::string> held_folders;  // "annual-report/2020-21/": nothing in them is published
  std::map<std::string, SourcePtr> held_files;  // by path below content/: files of those folders
  std::vector<ScheduledChange> schedule;        // what is still to come, by time
  PageId home = kNoPage;
  std::unordered_map<std::string, PageId> by_path;     // content path to page
  std::unordered_map<std::string, PageId> by_address;  // address to page
  std::map<std::string, PageId> by_board;
  std::vector<AssetFile> assets;     // all there are; which of them go out is settled when pages are made
  std::vector<SourcePtr> leftovers;  // backup copies and the like, which never go out
  std::unordered_map<std::string, std::size_t> asset_by_output;  // output path to asset
  std::unordered_map<std::string, std::size_t> asset_by_source;  // path below content/ to asset
  std::vector<Redirect> redirects;
  DataLibrary data;
  Glossary glossary;
  ResponsibilityMatrix matrix;
  std::string commit;         // of the source, when the project is a git checkout
  std::optional<Moment> now;  // of the build
  std::string build_date;  // ISO, of `now` in the site's time zone; for review dates and waivers, never for
                           // output bytes

  const Page& page(PageId id) const { return pages[static_cast<std::size_t>(id)]; }
  /// The word or sentence for `key` in the site's language; the key itself when nobody gave one.
  std::string_view string(const std::string& key) const;
};

}  // namespace gazette
