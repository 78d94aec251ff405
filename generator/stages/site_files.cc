// Everything a site holds beside its pages.
#include "stages/site_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"
#include "content/body/csvw.h"
#include "content/body/data_downloads.h"
#include "content/matrix/html.h"
#include "content/words/page_dates.h"
#include "stages/pictures.h"
#include "stages/search/search_files.h"
#include "stages/server_files.h"

namespace gazette {
namespace {

/// Newest entries of the feed.
constexpr std::size_t kLongestFeed = 50;

struct FeedEntry {
  std::string date;
  PageId page = kNoPage;
  std::string summary;
  std::string id;
};

/// Change notes, and pages with a date, newest first.
std::vector<FeedEntry> feed_entries(const Site& site) {
  std::vector<FeedEntry> entries;
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    const FrontMatter& front = site.pages[i].document->front_matter;
    const auto page = static_cast<PageId>(i);
    const std::string url = site.config.origin() + href_of(site, site.pages[i].address);
    for (const ChangeNote& note : shown_changes(front, site.build_date))
      entries.push_back({note.date, page, note.text, url + "#" + note.date});
    const bool has_come = site.build_date.empty() || front.date.text <= site.build_date;
    if (front.changes.empty() && !front.date.empty() && has_come) {
      entries.push_back({front.date.text, page, front.description.text, url});
    }
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const FeedEntry& a, const FeedEntry& b) { return a.date > b.date; });
  if (entries.size() > kLongestFeed) entries.resize(kLongestFeed);
  // Two notes of one day on one page need different ids.
  for (std::size_t i = 0; i < entries.size(); ++i) {
    int n = 2;
    for (std::size_t j = 0; j < i; ++j) {
      if (entries[j].id == entries[i].id) entries[i].id += "-" + std::to_string(n++);
    }
  }
  return entries;
}

/// RFC 4287.
std::string atom_feed(const Site& site) {
  const std::string home = site.config.origin() + href_of(site, "/");
  const auto entries = feed_entries(site);
  const std::string updated = entries.empty() ? "1970-01-01" : entries.front().date;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" +
      escape_html(site.config.language) + "\">\n<title>" + escape_html(site.config.title) + "</title>\n<id>" +
      escape_html(home) + "</id>\n<updated>" + updated + "T00:00:00Z</updated>\n<link rel=\"self\" href=\"" +
      escape_html(home) + "feed.xml\" />\n<link rel=\"alternate\" href=\"" + escape_html(home) +
      "\" />\n<author><name>" +
      escape_html(site.config.organisation_name.empty() ? site.config.title : site.config.organisation_name) +
      "</name></author>\n";
  for (const FeedEntry& entry : entries) {
    const Page& page = site.page(entry.page);
    out += "<entry>\n<title>" + escape_html(page.title) + "</title>\n<id>" + escape_html(entry.id) +
           "</id>\n<updated>" + entry.date + "T00:00:00Z</updated>\n<link rel=\"alternate\" href=\"" +
           escape_html(site.config.origin() + href_of(site, page.address)) + "\" />\n";
    if (!entry.summary.empty()) out += "<summary>" + escape_html(entry.summary) + "</summary>\n";
    out += "</entry>\n";
  }
  return out + "</feed>\n";
}

/// sitemaps.org protocol 0.9.
std::string sitemap(const Site& site) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const Page& page : site.pages) {
    if (page.address == "/404.html" || page.origin == PageOrigin::Print || page.hold) continue;
    const FrontMatter& front = page.document->front_matter;
    std::string date = updated_on(front, site.build_date);
    if (date.empty() && (site.build_date.empty() || front.date.text <= site.build_date))
      date = front.date.text;
    out += "<url><loc>" + escape_html(site.config.origin() + href_of(site, page.address)) + "</loc>" +
           (date.empty() ? "" : "<lastmod>" + date + "</lastmod>") + "</url>\n";
  }
  return out + "</urlset>\n";
}

void add_data_files(const Site& site, OutputTree& tree) {
  for (const DataSet& set : site.data.sets) {
    if (!set.published) continue;
    tree.add("data/" + set.id + ".csv", csv_download(set));
    const CsvwContext context{site.config.language, site.config.organisation_name};
    tree.add("data/" + set.id + ".csv-metadata.json", csvw_metadata(set, set.id + ".csv", context));
    if (offers(set, "ods")) tree.add("data/" + set.id + ".ods", data_set_ods(site, set));
  }
  if (!site.matrix.rows.empty() && site.matrix.published) {
    tree.add("data/responsibilities.csv", site.matrix.rows_source->text());
    tree.add("data/responsibilities-grid.csv", matrix_grid_csv(site.matrix, site.theme.strings));
    tree.add("data/responsibilities-grid.ods", matrix_grid_ods(site));
    if (site.matrix.boards_source) tree.add("data/boards.csv", site.matrix.boards_source->text());
  }
}

void add_assets(const Site& site, const std::vector<bool>& published, OutputTree& tree,
                Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < site.assets.size(); ++i) {
    const AssetFile& asset = site.assets[i];
    if (!published[i]) continue;
    if (tree.find(asset.output_path) != nullptr) {
      diagnostics.error("asset/same-address", {asset.bytes, {}},
                        "a page is published as /" + asset.output_path, "give this file another name");
      continue;
    }
    report_picture(asset, diagnostics);
    OutputFile file;
    file.path = asset.output_path;
    file.bytes = std::shared_ptr<const std::string>(asset.bytes, &asset.bytes->text());
    tree.files.emplace(asset.output_path, std::move(file));
  }
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& security_headers() {
  static const std::vector<std::pair<std::string, std::string>> kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
       "form-action 'self'; "
       "base-uri 'none'; frame-ancestors 'none'"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
      {"Strict-Transport-Security", "max-age=31536000"},
  };
  return kHeaders;
}

std::string build_manifest(const OutputTree& tree, const std::string& commit) {
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const auto& [path, file] : tree.files) {
    files.push_back({{"path", path}, {"size", file.bytes->size()}, {"sha256", sha256_hex(*file.bytes)}});
  }
  nlohmann::ordered_json out;
  out["generator"] = "Gazette";
  out["version"] = GAZETTE_VERSION;
  out["commit"] = commit;
  out["files"] = std::move(files);
  return out.dump(1) + "\n";
}

namespace {

/// Adds what `make` makes, or what it made before when the key is the same.
template <typename Make>
void add_kept(RenderCache::KeptFiles& kept, std::uint64_t key, OutputTree& tree, const Make& make) {
  if (kept.key != key || kept.files.empty()) {
    OutputTree made;
    make(made);
    kept.key = key;
    kept.files.clear();
    for (auto& [path, file] : made.files) kept.files.push_back(std::move(file));
  }
  for (const OutputFile& file : kept.files) tree.files[file.path] = file;
}

}  // namespace

void add_site_files(const PageMaker& maker, const SiteParts& parts, const std::vector<bool>& published,
                    const RenderOptions& options, RenderCache& cache, OutputTree& tree,
                    Diagnostics& diagnostics) {
  const Site& site = maker.site();
  add_assets(site, published, tree, diagnostics);
  add_kept(cache.data_files, mix_fingerprints(parts.data(), parts.common()), tree,
           [&](OutputTree& made) { add_data_files(site, made); });
  add_kept(cache.server_files, parts.everything(), tree,
           [&](OutputTree& made) { add_server_files(site, made); });
  add_kept(cache.list_files, parts.lists(), tree, [&](OutputTree& made) {
    made.add("feed.xml", atom_feed(site));
    made.add("sitemap.xml", sitemap(site));
    made.add("robots.txt", "User-agent: *\nAllow: /\n\nSitemap: " + site.config.origin() +
                               href_of(site, "/sitemap.xml") + "\n");
  });
  if (options.whole_site_files) cache.search_files = {};
  add_kept(cache.search_files, 1, tree, [&](OutputTree& made) {
    if (options.whole_site_files) add_search_files(site, maker.bodies(), made);
  });
  if (options.whole_site_files) tree.add("build.json", build_manifest(tree, site.commit));
}

}  // namespace gazette
