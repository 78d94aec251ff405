// Redirects from one file or front matter; each target must exist and none may lead to another.
#include "stages/redirects.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "content/prose/link_target.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

constexpr const char* kFile = "redirects.csv";

/// Addresses are the same however their characters are written: /é/ is /%C3%A9/.
std::string plain_address(const std::string& address) {
  return percent_decode(address).value_or(address);
}

/// True when the path has a part `.` or `..`, which browsers resolve before they ask.
bool climbs(std::string_view path) {
  const auto parts = split(path.substr(0, path.find('?')), '/');
  return std::any_of(parts.begin(), parts.end(),
                     [](std::string_view part) { return part == "." || part == ".."; });
}

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
        const std::string from = old_path(alias);
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
    std::vector<Redirect>& all = site_.redirects;
    std::stable_sort(all.begin(), all.end(),
                     [](const Redirect& a, const Redirect& b) { return a.from < b.from; });
    for (const Redirect& redirect : all) {
      const auto next = by_from_.find(plain_address(redirect.to));
      if (next == by_from_.end()) continue;
      const Redirect* last = &next->second;
      for (std::size_t step = 0; last->to != redirect.from && step < by_from_.size(); ++step) {
        const auto further = by_from_.find(plain_address(last->to));
        if (further == by_from_.end()) break;
        last = &further->second;
      }
      if (by_from_.count(plain_address(last->to)) > 0) {
        diagnostics_.error("redirect/loop", redirect.place, "this redirect leads back to itself",
                           "lead one of the old addresses to a page");
      } else {
        diagnostics_.error("redirect/chain", redirect.place, redirect.to + " is itself an old address",
                           "lead straight to " + last->to);
      }
    }
  }

 private:
  /// The path of an old address, which may be typed with the site's own host; reports others.
  std::string old_path(const PlacedText& written) {
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
    if (text.find('*') != std::string_view::npos) {
      diagnostics_.error("redirect/bad-row", written.place, "a `*` does not stand for several addresses here",
                         "give each old address a row of its own");
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

  void add_row(const PlacedText& from, const PlacedText& to) {
    const std::string path = old_path(from);
    if (path.empty()) return;
    Redirect redirect{path, {}, from.place, false};
    const std::string target(trim(to.text));
    const bool is_old = old_addresses_.count(target) > 0 && site_.by_address.count(target) == 0;
    if (is_old || target.starts_with("https://") || target.starts_with("http://")) {
      redirect.to = target;
    } else {
      Diagnostics found;
      const std::string written = target.ends_with(".md") && !target.starts_with('/') ? "/" + target : target;
      const auto link = resolve_link(site_, "_index.md", written, to.place, found);
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

  void add(Redirect redirect, const char* rule) {
    // Servers look for the file of a page's folder themselves, and would find the redirect.
    std::string page = plain_address(redirect.from);
    if (page.ends_with("/index.html")) page.resize(page.size() - std::string_view("index.html").size());
    if (site_.by_address.count(page) > 0) {
      diagnostics_.error("redirect/hides-page", redirect.place, "a page stands at " + page,
                         "an old address cannot be that of a page");
      return;
    }
    const auto [earlier, fresh] = by_from_.emplace(plain_address(redirect.from), redirect);
    if (!fresh) {
      if (earlier->second.to == redirect.to) return;
      diagnostics_.error(rule, redirect.place, redirect.from + " is redirected twice", "keep one")
          .notes.push_back({"the other redirect", earlier->second.place});
      return;
    }
    site_.redirects.push_back(std::move(redirect));
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
