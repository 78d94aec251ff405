// Redirects from one file or front matter; each target must exist and none may lead to another.
#include "stages/redirects.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "content/prose/link_target.h"
#include "content/prose/redirect_lookup.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

constexpr const char* kFile = "redirects.csv";

/// What a row has in place of a target when the old address leads nowhere any more.
constexpr std::string_view kGone = "gone";

/// True when the path has a part `.` or `..`, which browsers resolve before they ask.
bool climbs(std::string_view path) {
  const auto parts = split(path.substr(0, path.find('?')), '/');
  return std::any_of(parts.begin(), parts.end(),
                     [](std::string_view part) { return part == "." || part == ".."; });
}

/// Whether an old address may end in `/*`.
enum class Stars { Take, Refuse };

class Reader {
 public:
  Reader(Site& site, Diagnostics& diagnostics) : site_(site), diagnostics_(diagnostics) {}

  void read_file(const SourcePtr& source) {
    const std::optional<CsvFile> file = parse_csv(source, diagnostics_);
    if (!file) return;
    const auto from = file->find_column("from");
    const auto to = file->find_column("to");
    if (!from || !to) {
      diagnostics_.error("redirect/bad-row", {source, {0, source->line(1).size()}},
                         "redirects.csv needs the columns `from` and `to`", "its first line is from,to");
      return;
    }
    // A row may lead to another row's old address, before or after it.
    for (std::size_t i = 0; i < file->row_count(); ++i) {
      const CsvRow row = file->row(i);
      if (!row.ragged) old_addresses_.insert(std::string(trim(row.cells[*from].text)));
    }
    for (std::size_t i = 0; i < file->row_count(); ++i) {
      const CsvRow row = file->row(i);
      const CsvCell& old_address = row.cells[*from];
      const CsvCell& target = row.cells[*to];
      if (row.ragged) continue;
      const bool has_old = !trim(old_address.text).empty();
      const bool has_target = !trim(target.text).empty();
      if (!has_old && !has_target) continue;
      if (!has_old || !has_target) {
        diagnostics_.error(
            "redirect/bad-row", file->place(has_old ? target : old_address),
            has_old ? "this row does not say where " + std::string(trim(old_address.text)) + " leads now"
                    : "this row has no old address",
            "write both, or delete the row");
        continue;
      }
      add_row({std::string(old_address.text), file->place(old_address)},
              {std::string(target.text), file->place(target)});
    }
  }

  void read_aliases() {
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      for (const PlacedText& alias : site_.pages[i].document->front_matter.aliases) {
        const std::string from = old_path(alias, Stars::Refuse);
        if (!from.empty()) add({from, site_.pages[i].address, alias.place, false}, "page/alias-clash");
      }
    }
  }

  /// A section of reports has one address that always leads to the newest: `/annual-report/latest/`. By the
  /// reports' dates where all have one, else by their folders' names: 2020-21 comes after 2019-20. The home
  /// page is no series.
  void add_latest() {
    for (const Page& series : site_.pages) {
      std::vector<const Page*> editions;
      for (const PageId id : series.children) {
        const Page& child = site_.page(id);
        if (child.is_section && child.layout == "report") editions.push_back(&child);
      }
      const std::string from = series.address + "latest/";
      if (series.address == "/" || editions.empty() || site_.by_address.count(from) > 0 ||
          by_from_.count(from) > 0)
        continue;
      const bool dated = std::none_of(editions.begin(), editions.end(), [](const Page* one) {
        return one->document->front_matter.date.empty();
      });
      const auto key = [&](const Page* one) {
        return std::pair{dated ? one->document->front_matter.date.text : std::string(), one->address};
      };
      const Page* newest = *std::max_element(editions.begin(), editions.end(),
                                             [&](const Page* a, const Page* b) { return key(a) < key(b); });
      add({from, newest->address, newest->document->front_matter.title.place, true}, "redirect/bad-row");
    }
  }

  void check() {
    std::stable_sort(site_.redirects.begin(), site_.redirects.end(),
                     [](const Redirect& a, const Redirect& b) { return a.from < b.from; });
    const RedirectLookup lookup(site_.redirects);
    for (const Redirect& redirect : site_.redirects) {
      if (redirect.to.starts_with('/')) check_way(redirect, lookup);
    }
  }

 private:
  /// Follows a redirect from page to page; a pattern with a sample for what its `*` stands for.
  void check_way(const Redirect& redirect, const RedirectLookup& lookup) {
    constexpr std::string_view kSample = "x";
    const std::string start = replace_all(redirect.to, kSplat, kSample);
    std::string last = start;
    std::size_t hops = 0;
    for (auto next = lookup.find(last); next; next = lookup.find(last), ++hops) {
      if (is_gone(*next->redirect)) {
        diagnostics_.error("redirect/missing-target", redirect.place,
                           last + " is gone, as redirects.csv says",
                           "lead to a page, or write gone here too");
        return;
      }
      if (next->redirect == &redirect || next->to == last || hops > by_from_.size()) {
        diagnostics_.error("redirect/loop", redirect.place, "this redirect leads back to itself",
                           "lead one of the old addresses to a page");
        return;
      }
      last = next->to;
      if (!last.starts_with('/')) break;
    }
    if (last == start) return;
    diagnostics_.error(
        "redirect/chain", redirect.place,
        (is_pattern(redirect) ? "what this leads to" : redirect.to) + " is itself an old address",
        is_pattern(redirect) ? "lead straight to where it leads now" : "lead straight to " + last);
  }

  /// The path of an old address, which may be typed with the site's own host; reports others.
  std::string old_path(const PlacedText& written, Stars stars) {
    std::string_view text = trim(written.text);
    const std::size_t scheme = text.find("://");
    if (scheme != std::string_view::npos) {
      const std::size_t slash = text.find('/', scheme + 3);
      text = slash == std::string_view::npos ? std::string_view("/") : text.substr(slash);
    }
    // A control character, however it is written, would end a line of the files that tell hosts of redirects.
    const std::string plain = percent_decode(text).value_or(std::string(text));
    const bool has_control = std::any_of(
        plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    const std::size_t star = text.find('*');
    if (star != std::string_view::npos &&
        (stars == Stars::Refuse || text.size() < 4 || star + 1 != text.size() || text[star - 1] != '/')) {
      diagnostics_.error("redirect/bad-row", written.place, "a `*` does not stand for several addresses here",
                         stars == Stars::Refuse ? "give each old address a row of its own in redirects.csv"
                                                : "a `*` is the last part of an address, as in /old/*");
      return {};
    }
    if (!text.starts_with('/') || text.starts_with("//") || text.find('#') != std::string_view::npos ||
        text.find(' ') != std::string_view::npos || has_control || climbs(plain)) {
      diagnostics_.error("redirect/bad-row", written.place,
                         "an old address starts with `/` and has no blank, `#` or `..`",
                         "write the path as it stood in the address bar, for instance /reports/old.php");
      return {};
    }
    return std::string(text);
  }

  bool is_held(std::string_view path) const {
    path = path.substr(0, path.find('#'));
    while (path.starts_with('/')) path.remove_prefix(1);
    return site_.held.count(std::string(path)) > 0;
  }

  void add_row(const PlacedText& from, const PlacedText& to) {
    const std::string target(trim(to.text));
    if (target == kGone) {
      add_gone(from);
      return;
    }
    const std::string path = old_path(from, Stars::Take);
    if (path.empty()) return;
    Redirect redirect{path, {}, from.place, false};
    if (target.find(kSplat) != std::string::npos) {
      redirect.to = target;
      if (check_splat(redirect, to.place)) add(std::move(redirect), "redirect/bad-row");
      return;
    }
    const bool is_old = old_addresses_.count(target) > 0 && site_.by_address.count(target) == 0;
    if (is_old || target.starts_with("https://") || target.starts_with("http://")) {
      redirect.to = target;
    } else {
      Diagnostics found;
      const std::string written = target.ends_with(".md") && !target.starts_with('/') ? "/" + target : target;
      const auto link = resolve_link(site_, "_index.md", written, to.place, found);
      if (!link && is_held(written)) {
        diagnostics_.info("redirect/held-back", to.place,
                          path + " leads nowhere until " + target + " is published",
                          "the redirect goes out together with the page");
        return;
      }
      if (!link) {
        std::string hint = found.empty() ? std::string() : found.items().front().hint;
        diagnostics_.error("redirect/missing-target", to.place,
                           "this redirect leads nowhere: there is no " + target, std::move(hint));
        return;
      }
      redirect.to = link->page != kNoPage ? site_.page(link->page).address +
                                                (link->fragment.empty() ? "" : "#" + link->fragment)
                                          : target;
    }
    add(std::move(redirect), "redirect/bad-row");
  }

  /// A row that says of an address, or of one place in a page, that it is gone for good.
  void add_gone(const PlacedText& from) {
    PlacedText page = from;
    const std::size_t hash = from.text.find('#');
    if (hash != std::string::npos) page.text.resize(hash);
    const std::string path = old_path(page, Stars::Take);
    if (path.empty()) return;
    Redirect gone{path + (hash == std::string::npos ? "" : std::string(trim(from.text.substr(hash)))),
                  {},
                  from.place,
                  false};
    if (hash == std::string::npos && hides(gone)) return;
    if (note(gone, "redirect/bad-row")) site_.redirects.push_back(std::move(gone));
  }

  /// A target with `:splat` needs a `*` to take it from, and something of the site to lead to.
  bool check_splat(const Redirect& redirect, const Place& place) {
    const std::string_view to = redirect.to;
    if (!is_pattern(redirect)) {
      diagnostics_.error("redirect/bad-row", place,
                         "`:splat` stands for what a `*` took, and there is none here",
                         "end the old address in /*, or write the whole new address");
      return false;
    }
    if (to.starts_with("https://") || to.starts_with("http://")) return true;
    const std::string below(to.substr(0, to.find(kSplat)));
    const bool known = std::any_of(site_.pages.begin(), site_.pages.end(),
                                   [&](const Page& page) { return page.address.starts_with(below); }) ||
                       std::any_of(site_.assets.begin(), site_.assets.end(), [&](const AssetFile& asset) {
                         return ("/" + asset.output_path).starts_with(below);
                       });
    if (to.starts_with('/') && !climbs(to) && known) return true;
    diagnostics_.error("redirect/missing-target", place,
                       to.starts_with('/')
                           ? "this redirect leads nowhere: nothing of this site is below " + below
                           : "a target with `:splat` starts with `/` or https://",
                       "write an address of this site such as /new/:splat");
    return false;
  }

  /// Whether readers could not reach a page or file of the site any more; reports it.
  bool hides(const Redirect& redirect) {
    std::string page = plain_address(redirect.from);
    if (is_pattern(redirect)) {
      page.pop_back();
      for (const Page& one : site_.pages) {
        if (one.address.starts_with(page)) return report_hidden(redirect, "a page stands at " + one.address);
      }
      for (const AssetFile& asset : site_.assets) {
        const std::string address = "/" + asset.output_path;
        if (address.starts_with(page)) return report_hidden(redirect, "a file stands at " + address);
      }
      return false;
    }
    // Servers look for the file of a page's folder themselves, and would find the redirect.
    if (page.ends_with("/index.html")) page.resize(page.size() - std::string_view("index.html").size());
    return site_.by_address.count(page) > 0 && report_hidden(redirect, "a page stands at " + page);
  }

  bool report_hidden(const Redirect& redirect, std::string what) {
    diagnostics_.error("redirect/hides-page", redirect.place, std::move(what),
                       is_pattern(redirect)
                           ? "hosts would not show it: give each old address a row of its own"
                           : "an old address cannot be that of a page");
    return true;
  }

  void add(Redirect redirect, const char* rule) {
    if (!hides(redirect) && note(redirect, rule)) site_.redirects.push_back(std::move(redirect));
  }

  /// False when the address has a redirect already; reports another one than that.
  bool note(const Redirect& redirect, const char* rule) {
    const auto [earlier, fresh] = by_from_.emplace(plain_address(redirect.from), redirect);
    if (!fresh && earlier->second.to != redirect.to) {
      diagnostics_.error(rule, redirect.place, redirect.from + " is redirected twice", "keep one")
          .notes.push_back({"the other redirect", earlier->second.place});
    }
    return fresh;
  }

  Site& site_;
  Diagnostics& diagnostics_;
  std::map<std::string, Redirect> by_from_;
  std::set<std::string> old_addresses_;  // of redirects.csv, as typed
};

}  // namespace

void read_redirects(const ProjectFiles& files, Site& site, Diagnostics& diagnostics) {
  Reader reader(site, diagnostics);
  const auto file = files.data.find(kFile);
  if (file != files.data.end()) reader.read_file(file->second);
  reader.read_aliases();
  reader.add_latest();
  reader.check();
}

}  // namespace gazette
